"""The files that were open before, as rows of a list."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kotaham_desktop.clock import local_time
from kotaham_desktop.i18n import _
from ui.settings import RecentFile
from ui.theme import BlockColour
from ui.widgets.record_list import Badge, Row


def recent_rows(files: Iterable[RecentFile], now: datetime, open_path: str) -> list[Row]:
    """One row for each file, newest first; one that is not there now (a pulled stick) says so."""
    rows = []
    for file in files:
        path = Path(file.path)
        badges: tuple[Badge, ...] = ()
        if file.path == open_path:
            badges = (Badge(_("Sedang dibuka"), BlockColour.TEAL),)
        elif not path.exists():
            badges = (Badge(_("Tidak ditemukan"), BlockColour.AMBER),)
        where = "  ·  ".join(part for part in (file.detail, _folder(path)) if part)
        rows.append(
            Row(
                id=file.path,
                title=file.title or path.stem,
                subtitle=where,
                badges=badges,
                detail=_when(file.opened_at, now),
                icon_name="file-text",
            )
        )
    return rows


def _folder(path: Path) -> str:
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def _when(milliseconds: int, now: datetime) -> str:
    if not milliseconds:
        return ""
    moment = local_time(milliseconds)
    if moment.date() == now.date():
        return _("hari ini {time}").format(time=f"{moment:%H.%M}")
    return f"{moment:%d/%m/%Y}"
