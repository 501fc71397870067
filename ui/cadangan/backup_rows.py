"""Backups as rows of a list."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from kotaham_desktop.i18n import _
from ui.cadangan.wording import capitalised, told_attachments, told_moment, told_records, told_size
from ui.theme import BlockColour
from ui.widgets.record_list import Badge, Row

if TYPE_CHECKING:
    from kotaham_desktop.application.kept_backups import KeptBackup


def backup_rows(kept: Iterable["KeptBackup"], now: datetime) -> list[Row]:
    """One row for each backup: when, what it holds, how large it is, whether it was proven, where it lies."""
    return [_row(one, now) for one in kept]


def _row(one: "KeptBackup", now: datetime) -> Row:
    backup = one.backup
    held = [told_records(backup.records), told_attachments(backup.attachments)] if backup.is_good else []
    if not one.is_of_this_file:
        held.append(_("dari salinan lain"))
    proven = Badge(_("Utuh"), BlockColour.LEAF) if backup.is_good else Badge(_("Belum diperiksa"), BlockColour.AMBER)
    return Row(
        id=backup.path.name,
        title=capitalised(told_moment(backup.taken_at.astimezone(now.tzinfo), now)),
        subtitle="  ·  ".join(held),
        badges=(proven, Badge(told_place(one))),
        detail=told_size(backup.size),
        icon_name="hard-drive" if one.is_here else "archive",
    )


def told_place(one: "KeptBackup") -> str:
    """Where a backup lies."""
    if one.is_here and one.is_there:
        return _("Laptop dan tempat kedua")
    return _("Laptop") if one.is_here else _("Tempat kedua")
