"""What the top of the window says about the open training."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class WorkshopHeading:
    """Two lines: the title, and where, which day and how many people."""

    title: str
    detail: str


def workshop_heading(workshop: "Workshop", today: date) -> WorkshopHeading:
    """The heading of a workshop on a day."""
    about = workshop.record("workshop")
    participants = len(workshop.records("person", role="participant"))
    parts = [about.text("city") or about.text("venue"), _day(about.text("start_date"), about.text("end_date"), today)]
    if participants:
        parts.append(ngettext("{n} peserta", "{n} peserta", participants).format(n=participants))
    return WorkshopHeading(
        title=about.text("title") or _("Pelatihan tanpa judul"),
        detail="  ·  ".join(part for part in parts if part) or workshop.path.name,
    )


def _day(start: str, end: str, today: date) -> str:
    try:
        first = date.fromisoformat(start)
    except ValueError:
        return ""
    try:
        last = date.fromisoformat(end)
    except ValueError:
        last = first
    days = (last - first).days + 1
    if days < 1:
        return ""
    if first <= today <= last:
        return _("Hari {day} dari {days}").format(day=(today - first).days + 1, days=days)
    return ngettext("{n} hari", "{n} hari", days).format(n=days)
