"""Commands about the file as a whole: make it, describe it, check it, rebuild it, tell its history."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.audit import this_laptops_memory
from kotaham_desktop.application.passphrases import set_passphrase
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.backup_commands import default_root
from kotaham_desktop.cli.lock_commands import new_passphrase, offer_kit
from kotaham_desktop.cli.opening import author_of, for_reading, for_writing, record_id
from kotaham_desktop.cli.output import moment, say, say_json
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.storage.checking import CheckReport

PROBLEM_SENTENCES = {
    "damaged": N_("Berkas rusak: {subject}"),
    "document_differs": N_("Dokumen yang terbuka berbeda dari riwayatnya."),
    "table_differs": N_("Catatan {subject} berbeda dari riwayatnya; “kotaham rebuild” memperbaikinya."),
    "search_differs": N_("Indeks pencarian {subject} tidak cocok; “kotaham rebuild” memperbaikinya."),
    "attachment_damaged": N_("Lampiran {subject} rusak."),
    "attachment_missing": N_("Isi lampiran {subject} tidak ada."),
    "trail_broken": N_("Jejak tidak utuh, {subject} hal tidak cocok; “kotaham audit” menyebutkannya."),
    "session_missing": N_("{subject} baris riwayat tidak menyebut siapa penulisnya."),
}
REMEDIES = {
    "rebuild": N_("Dapat diperbaiki di tempat: kotaham rebuild {file}"),
    "merge": N_("Lampiran dapat kembali dari salinan rekan: kotaham merge {file} SALINAN"),
    "salvage": N_("Selamatkan yang terbaca ke berkas baru: kotaham salvage {file} --output BARU"),
}


def new(arguments: Namespace) -> None:
    """Make an empty workshop file, or one from a template."""
    path = Path(arguments.file)
    if arguments.template:
        from kotaham_desktop.application.templates import apply_template, templates  # noqa: PLC0415 - late: start-up

        if arguments.template not in {template.id for template in templates()}:
            raise ExpectedError("unknown_template", template=arguments.template)
    passphrase, memory = new_passphrase() if arguments.encrypt else "", this_laptops_memory()
    with Workshop.create(path, author=author_of(arguments), passphrase=passphrase, memory=memory) as workshop:
        if arguments.template:
            apply_template(workshop, arguments.template)
    say(_("Dibuat: {path}").format(path=path))
    if passphrase:
        offer_kit(path)


def sample(arguments: Namespace) -> None:
    """Make the sample workshop."""
    from kotaham_desktop.application.sample import build_sample  # noqa: PLC0415 - late: start-up

    path = Path(arguments.file)
    passphrase = new_passphrase() if arguments.encrypt else ""
    build_sample(path)
    if passphrase:
        set_passphrase(path, passphrase)
    say(_("Contoh pelatihan dibuat: {path}").format(path=path))


def info(arguments: Namespace) -> None:
    """Describe a file in a few lines."""
    with for_reading(arguments) as workshop:
        about = workshop.record(WORKSHOP_ID)
        counts = {name: workshop.count(name) for name in RECORD_TYPES if name != "workshop"}
        conflicts = len(workshop.conflicts())
    if arguments.json:
        values = {name: about.values[name] for name in ("title", "host", "venue", "city", "start_date", "end_date")}
        say_json({**values, "counts": counts, "conflicts": conflicts})
        return
    say(about.text("title") or _("Pelatihan tanpa judul"))
    where = " · ".join(part for part in (about.text("venue"), about.text("city")) if part)
    when = " – ".join(part for part in (about.text("start_date"), about.text("end_date")) if part)
    for line in (where, when):
        if line:
            say(line)
    for name, count in counts.items():
        if count:
            say(f"{_(RECORD_TYPES[name].plural)}: {count}")
    if conflicts:
        say(_("Perbedaan yang perlu diputuskan: {count}").format(count=conflicts))


def history(arguments: Namespace) -> None:
    """Tell who changed what and when."""
    with for_reading(arguments) as workshop:
        wanted = record_id(workshop, arguments.record) if arguments.record else ""
        entries = workshop.history(wanted, limit=arguments.limit)
    if arguments.json:
        say_json(
            [
                {"at": moment(one.at), "author": one.author, "kind": one.kind, "records": one.record_ids,
                 "fields": one.fields, "erased": one.is_erased}
                for one in entries
            ]
        )  # fmt: skip
        return
    for one in entries:
        fields = _("Isinya dihapus atas permintaan") if one.is_erased else ", ".join(one.fields)
        say("  ".join((moment(one.at), one.author or "-", one.kind, ", ".join(one.record_ids), fields)))


def check(arguments: Namespace) -> None:
    """Compare log, tables, document, attachments; changes nothing and names what would help."""
    try:
        with for_reading(arguments) as workshop:
            report = workshop.check()
    except ExpectedError as error:
        if error.code == "file_damaged":
            _offer(arguments, ("salvage",))
        raise
    sentences = [_(PROBLEM_SENTENCES[problem.code]).format(subject=problem.subject) for problem in report.problems]
    if arguments.json:
        say_json({"sound": report.is_sound, **_counts(report), "problems": sentences, "remedies": report.remedies})
    else:
        for sentence in sentences:
            say(sentence)
        _say_counts(report)
        _offer(arguments, report.remedies)
    if not report.is_sound:
        raise ExpectedError("check_found_problems", count=len(report.problems))
    if not arguments.json:
        say(_("Semua cocok."))


def _counts(report: "CheckReport") -> dict[str, int]:
    names = ("log_rows", "sessions", "records", "attachments", "conflicts", "acts", "unused_contents")
    return {name: getattr(report, name) for name in (*names, "records_without_parent", "rows_of_unknown_sessions")}


def _say_counts(report: "CheckReport") -> None:
    told = _("{log_rows} baris riwayat, {records} catatan, {attachments} lampiran diperiksa.")
    say(told.format(**_counts(report)))
    if report.unused_contents:
        say(_("{n} isi lampiran tidak dipakai catatan mana pun; tidak berbahaya.").format(n=report.unused_contents))
    if report.records_without_parent:
        told = _("{n} catatan menunjuk catatan yang belum ada di berkas ini; tidak berbahaya.")
        say(told.format(n=report.records_without_parent))


def _offer(arguments: Namespace, remedies: tuple[str, ...]) -> None:
    """Say what would help, and that there are backups where there are."""
    if arguments.json:
        if remedies == ("salvage",):
            say_json({"sound": False, "damaged": True, "remedies": remedies})
        return
    for remedy in remedies:
        say(_(REMEDIES[remedy]).format(file=arguments.file))
    if remedies:
        from kotaham_desktop.application.backup_commands import backups_of  # noqa: PLC0415 - late: start-up

        kept = len(backups_of(Path(arguments.file), default_root()))
        if kept:
            told = ngettext(
                "Ada {n} cadangan: kotaham backups {file}", "Ada {n} cadangan: kotaham backups {file}", kept
            )
            say(told.format(n=kept, file=arguments.file))


def rebuild(arguments: Namespace) -> None:
    """Make the tables again from the log."""
    with for_writing(arguments) as workshop:
        workshop.rebuild()
    say(_("Tabel disusun ulang dari riwayat."))
