"""The rule of two for what leaves: what a person looks at before anything goes out, and who may confirm it."""

from collections.abc import Collection

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Choice
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import N_, _

CHECKLIST = (
    Choice("names", N_("Tidak ada nama orang, juga dalam kutipan dan keterangan gambar")),
    Choice("numbers", N_("Tidak ada NIK, nomor telepon, surel, alamat, atau nomor kendaraan")),
    Choice("places", N_("Tempat tidak lebih rinci daripada provinsi, kecuali tempat pelatihan")),
    Choice("dates", N_("Waktu kejadian hanya bulan dan tahun")),
    Choice("pictures", N_("Wajah pada gambar disamarkan, atau orangnya mengizinkan")),
    Choice("combinations", N_("Gabungan pekerjaan, tempat, dan waktu tidak menunjuk satu orang")),
    Choice("counts", N_("Jumlah orang di bawah lima tidak disebut")),
    Choice("consent", N_("Setiap cerita dan kutipan disetujui untuk tujuan ini")),
)
"""Eight things that no program can see for a person; each is ticked by whoever prepares a release."""


def needs_two_people(audience: Audience) -> bool:
    """Whether a second person confirms what leaves for this audience."""
    return audience is Audience.PUBLIC


def check_prepared(checked: Collection[str], prepared_by: str) -> None:
    """Raise ``ExpectedError`` where not all was looked at, or nobody says to have done so."""
    missing = [choice for choice in CHECKLIST if choice.code not in checked]
    if missing:
        raise ExpectedError("release_checklist_incomplete", missing="; ".join(_(choice.label) for choice in missing))
    if not _person(prepared_by):
        raise ExpectedError("release_not_confirmed")


def check_confirmed(prepared: Record, sha256: str, confirmed_by: str) -> None:
    """Raise ``ExpectedError`` where the second person is missing or the first one again, or the content another."""
    if not _person(confirmed_by):
        raise ExpectedError("release_not_confirmed")
    if _person(confirmed_by) == _person(prepared.text("prepared_by")):
        raise ExpectedError("release_same_person", name=confirmed_by.strip())
    if prepared.text("sha256") != sha256:
        raise ExpectedError("release_content_changed")


def is_confirmation_of(entry: Record, prepared: Record) -> bool:
    """Whether an entry confirms a prepared release as the rule of two asks, whatever wrote it."""
    return (
        entry.text("prepared") == prepared.id
        and entry.text("sha256") == prepared.text("sha256") != ""
        and entry.text("audience") == prepared.text("audience")
        and _person(entry.text("confirmed_by")) not in {"", _person(prepared.text("prepared_by"))}
    )


def _person(name: str) -> str:
    return " ".join(name.casefold().split())
