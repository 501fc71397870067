"""What one session shows in its day, and what a day shows above its sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kotaham_desktop.domain.agenda import TimedItem, lesson_hours, minutes_by_day
from kotaham_desktop.domain.dates import written_number, written_time
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import AGENDA_ITEM
from kotaham_desktop.i18n import _, ngettext
from ui.theme import BlockColour

KIND_COLOURS = {
    "opening": BlockColour.AMBER,
    "input": BlockColour.INDIGO,
    "discussion": BlockColour.TEAL,
    "group_work": BlockColour.LEAF,
    "experience": BlockColour.ROSE,
    "review": BlockColour.AMBER,
    "break": BlockColour.GREY,
    "closing": BlockColour.GREY,
    "other": BlockColour.GREY,
}
_MANY_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it is painted."""

    id: str
    start: str
    minutes: int
    title: str
    subtitle: str
    colour: BlockColour
    fixed: bool
    troubled: bool

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        duration = ngettext("{n} menit", "{n} menit", self.minutes).format(n=self.minutes)
        kept = _("waktu mulai tetap") if self.fixed else ""
        return ". ".join(filter(None, (f"{self.start}, {duration}", self.title, self.subtitle, kept)))


@dataclass(frozen=True, slots=True)
class DayTrouble:
    """A gap or an overlap before a session with a start of its own, in a sentence."""

    item_id: str
    sentence: str


def session_row(item: TimedItem, names: Mapping[str, str], methods: Mapping[str, str]) -> SessionRow:
    """The row of a session; ``names`` are of people, ``methods`` the titles of methods, both by id."""
    record = item.record
    kind = record.text("kind")
    method = methods.get(record.text("method"), record.text("method"))
    people = [names[person] for person in record.ids("people") if person in names]
    if len(people) > _MANY_PEOPLE:
        rest = len(people) - _MANY_PEOPLE + 1
        people = [*people[: _MANY_PEOPLE - 1], _("{n} lagi").format(n=rest)]
    title = record.text("title") or _("Tanpa judul")
    kind_label = _(AGENDA_ITEM.field("kind").choice_label(kind)) if kind not in ("", "other") else ""
    how = method if method and method.casefold() != title.casefold() else kind_label
    return SessionRow(
        id=record.id,
        start=written_time(item.start),
        minutes=item.minutes,
        title=title,
        subtitle="  ·  ".join(filter(None, (how, ", ".join(people)))),
        colour=KIND_COLOURS.get(kind, BlockColour.GREY),
        fixed=item.fixed,
        troubled=bool(item.overlap_minutes or item.gap_minutes),
    )


def troubles(items: Sequence[TimedItem]) -> list[DayTrouble]:
    """What does not fit together in one day, in its order."""
    found: list[DayTrouble] = []
    for item in items:
        values = {"title": item.record.text("title") or _("Tanpa judul"), "time": written_time(item.start)}
        if item.overlap_minutes:
            sentence = ngettext(
                "“{title}” mulai {time}, {n} menit sebelum sesi lain selesai.",
                "“{title}” mulai {time}, {n} menit sebelum sesi lain selesai.",
                item.overlap_minutes,
            )
            found.append(DayTrouble(item.record.id, sentence.format(n=item.overlap_minutes, **values)))
        elif item.gap_minutes:
            sentence = ngettext(
                "Ada {n} menit kosong sebelum “{title}” pukul {time}.",
                "Ada {n} menit kosong sebelum “{title}” pukul {time}.",
                item.gap_minutes,
            )
            found.append(DayTrouble(item.record.id, sentence.format(n=item.gap_minutes, **values)))
    return found


def duration_text(minutes: int) -> str:
    """``7 jam 30 menit``."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("{n} jam", "{n} jam", hours).format(n=hours))
    if rest or not hours:
        parts.append(ngettext("{n} menit", "{n} menit", rest).format(n=rest))
    return " ".join(parts)


def totals_text(items: Sequence[Record]) -> str:
    """How long the sessions take altogether and how many lesson hours (JP) they make."""
    minutes = sum(minutes_by_day(items).values())
    lessons = sum(minutes_by_day(items, lessons_only=True).values())
    jp = _("{n} JP").format(n=written_number(lesson_hours(lessons)))
    return f"{duration_text(minutes)}  ·  {jp}"
