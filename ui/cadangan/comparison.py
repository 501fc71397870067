"""How a backup and the file as it is now differ, in rows and in sentences."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.dates import written_number
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.application.kept_backups import BackupContents, TypeCount


def headings(contents: "BackupContents") -> tuple[str, ...]:
    """What stands above the columns."""
    if not contents.is_compared:
        return (_("Isi"), _("Di cadangan"))
    return (_("Isi"), _("Di cadangan"), _("Sekarang"), _("Beda"))


def rows(contents: "BackupContents") -> list[tuple[str, ...]]:
    """A row for each type of record that one of the two has."""
    found: list[tuple[str, ...]] = []
    for one in contents.counts:
        row: tuple[str, ...] = (_(RECORD_TYPES[one.type].plural), written_number(one.held))
        if contents.is_compared:
            row = (*row, written_number(one.today), _difference(one))
        found.append(row)
    return found


def _difference(one: "TypeCount") -> str:
    """``+3 · 2 berubah · −1``: how today's file differs from the backup."""
    parts = []
    if one.missing:
        parts.append(f"+{written_number(one.missing)}")
    if one.newer:
        parts.append(ngettext("{n} berubah", "{n} berubah", one.newer).format(n=written_number(one.newer)))
    if one.returning:
        parts.append(f"−{written_number(one.returning)}")
    return " · ".join(parts)


def in_words(contents: "BackupContents") -> str:
    """How today's file differs from the backup, in sentences."""
    parts = []
    if n := contents.missing:
        told = ngettext(
            "{n} catatan sekarang belum ada di cadangan ini.", "{n} catatan sekarang belum ada di cadangan ini.", n
        )
        parts.append(told.format(n=written_number(n)))
    if n := contents.newer:
        told = ngettext("{n} catatan sudah berubah sesudahnya.", "{n} catatan sudah berubah sesudahnya.", n)
        parts.append(told.format(n=written_number(n)))
    if n := contents.returning:
        told = ngettext("{n} catatan hanya ada di cadangan ini.", "{n} catatan hanya ada di cadangan ini.", n)
        parts.append(told.format(n=written_number(n)))
    return " ".join(parts) or _("Isinya sama dengan berkas sekarang.")
