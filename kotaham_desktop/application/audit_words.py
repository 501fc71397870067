"""The trail in people's words: what happened, and whether it can be believed."""

from collections.abc import Iterator

from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.i18n import N_, _, ngettext
from kotaham_desktop.storage.audit import Act
from kotaham_desktop.storage.audit_check import TrailFault, TrailReport

ACTS = {
    "created": N_("Berkas dibuat"),
    "begun": N_("Jejak dimulai; berkas ini sudah ada sebelumnya"),
    "opened": N_("Dibuka"),
    "unlocked": N_("Dibuka dengan frasa sandi"),
    "writing": N_("Mulai mengubah isi"),
    "closed": N_("Ditutup"),
    "merged": N_("Digabungkan dengan salinan rekan"),
    "salvaged": N_("Diselamatkan dari berkas rusak"),
    "erased": N_("Isi dihapus untuk selamanya"),
    "left": N_("Laporan atau ekspor keluar"),
    "copied": N_("Salinan untuk rekan dibuat"),
    "backup": N_("Cadangan dibuat"),
    "restored": N_("Dipulihkan dari cadangan"),
    "passphrase_set": N_("Frasa sandi dipasang"),
    "passphrase_changed": N_("Frasa sandi diganti"),
    "passphrase_removed": N_("Frasa sandi dilepas"),
    "passphrase_by_kit": N_("Frasa sandi diganti dengan kit pemulihan"),
    "kit_made": N_("Kit pemulihan dibuat"),
    "kit_tested": N_("Kit pemulihan dicoba"),
    "sealed_shown": N_("Isi tersegel diperlihatkan"),
    "names_opened": N_("Kunci nama dibuka"),
    "person_sheet": N_("Lembar data seseorang dibuat"),
    "paused": N_("Pencatatan dihentikan"),
    "resumed": N_("Pencatatan dilanjutkan"),
}

FAULTS = {
    "act_changed": N_("Satu kejadian tidak lagi sama dengan segelnya ({subject})."),
    "act_missing": N_("Ada kejadian yang hilang sebelum {subject}."),
    "act_moved": N_("Urutan kejadian berubah di {subject}."),
    "acts_differ": N_("Kejadian dari laptop lain tidak sama dengan yang dulu diterima ({subject})."),
    "acts_slipped_in": N_("{subject} kejadian disisipkan tanpa penggabungan."),
    "acts_unfit": N_("Salinan yang digabungkan membawa kejadian yang sudah diutak-atik ({subject})."),
    "head_missing": N_("Kejadian yang terakhir hilang."),
    "older_than_seen": N_("Laptop ini pernah melihat kejadian yang kini tidak ada lagi di berkas ini."),
    "log_row_changed": N_("Riwayat catatan berubah di {subject}."),
    "log_row_missing": N_("Riwayat catatan {subject} hilang."),
    "log_row_moved": N_("Urutan riwayat catatan berubah di {subject}."),
    "log_row_slipped_in": N_("Riwayat catatan {subject} disisipkan tanpa ada yang membuka berkas."),
    "author_changed": N_("Siapa dan kapan membuka berkas berubah pada riwayat {subject}."),
    "workshop_changed": N_("Tanda pengenal pelatihan di berkas ini berubah."),
}

LIMITS = N_(
    "Membuka berkas hanya untuk dibaca tidak meninggalkan jejak. Pada berkas tanpa frasa sandi, orang yang menguasai "
    "program ini dapat menyusun ulang seluruh jejak; yang masih dapat menunjukkannya ialah ingatan laptop ini dan "
    "salinan di laptop rekan."
)


def told(act: Act) -> str:
    """One act in one line, without who and when."""
    if act.what not in ACTS:
        return _("Kejadian lain: {what}").format(what=act.what)
    return "; ".join((_(ACTS[act.what]), *_details(act)))


def _details(act: Act) -> Iterator[str]:
    facts = act.details
    rows, files = facts.get("rows"), facts.get("attachments")
    if isinstance(rows, int) and rows:
        yield ngettext("{n} perubahan", "{n} perubahan", rows).format(n=rows)
    if isinstance(files, int) and files:
        yield ngettext("{n} lampiran", "{n} lampiran", files).format(n=files)
    authors = facts.get("authors")
    if isinstance(authors, list) and authors:
        yield _("dari {names}").format(names=", ".join(map(str, authors)))
    audience = facts.get("audience")
    if audience in set(Audience):
        yield _("untuk {audience}").format(audience=_(AUDIENCE_LABELS[Audience(audience)]))
    if isinstance(facts.get("form"), str):
        yield facts["form"]
    if "older" in facts:
        yield _("berkas lebih lama daripada yang terakhir dilihat laptop ini")


def fault_told(fault: TrailFault) -> str:
    """What a fault means, in one sentence."""
    return _(FAULTS[fault.code]).format(subject=fault.subject)


def verdict(report: TrailReport) -> str:
    """Whether the trail can be believed, in one or two sentences."""
    if not report.acts:
        return _("Belum ada jejak: berkas ini belum pernah dibuka untuk ditulis sejak jejak dikenal.")
    if not report.is_whole:
        return _("Jejak ini tidak utuh: ada yang diubah, dihapus, dipindah, atau disisipkan di luar program ini.")
    whole = ngettext(
        "Jejak utuh: {n} kejadian, semuanya cocok satu sama lain dan dengan riwayat catatan.",
        "Jejak utuh: {n} kejadian, semuanya cocok satu sama lain dan dengan riwayat catatan.",
        report.acts,
    ).format(n=report.acts)
    if report.interrupted:
        return f"{whole} {_('Berkas ini pernah diselamatkan dari kerusakan; sebelum itu mungkin ada yang hilang.')}"
    return whole
