"""Commands that rearrange the agenda; each is one undo step and keeps the beginning of a day with its first session."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Literal

from kotaham_desktop.domain.agenda import DEFAULT_DAY_START, day_of, minutes_of, ordered_agenda, parse_clock, placement
from kotaham_desktop.domain.record import Record, Value

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

Direction = Literal["up", "down", "day_before", "day_after"]
FieldChanges = dict[str, dict[str, Value]]

LEAST_MINUTES = 5
MOST_MINUTES = 24 * 60


def insert_session(workshop: "Workshop", values: Mapping[str, Value], *, day: int, before: str = "") -> str:
    """Add a session to a day before another one, or last; returns its id."""
    places = placement(workshop.records("agenda_item"), "", day=day, before=before)
    own = places.pop("")
    with workshop.batch("create"):
        for record_id, place in places.items():
            workshop.set_fields(record_id, place)
        return workshop.create_record("agenda_item", {**values, **own})


def move_session(workshop: "Workshop", item_id: str, *, day: int, before: str = "") -> bool:
    """Put a session on a day before another one, or last; returns whether that changed anything."""
    return _apply(workshop, moved(workshop.records("agenda_item"), item_id, day=day, before=before))


def step_session(workshop: "Workshop", item_id: str, direction: Direction) -> bool:
    """Move a session one place or one day; a step over the edge of the agenda changes nothing."""
    items = workshop.records("agenda_item")
    target = stepped(items, item_id, direction)
    if target is None:
        return False
    return _apply(workshop, moved(items, item_id, day=target[0], before=target[1]))


def lengthen_session(workshop: "Workshop", item_id: str, minutes: int) -> bool:
    """Add minutes to a session, or take some away, but never all."""
    now = minutes_of(workshop.record(item_id))
    wanted = min(MOST_MINUTES, max(LEAST_MINUTES, now + minutes))
    return _apply(workshop, {item_id: {"minutes": wanted}} if wanted != now else {})


def start_after_previous(workshop: "Workshop", item_id: str) -> None:
    """Let go of a session's own start, so that neither gap nor overlap is left before it."""
    _apply(workshop, {item_id: {"start": ""}})


def set_day_start(workshop: "Workshop", day: int, start: time) -> bool:
    """Let a day begin at a time: its first session carries it. A day without sessions cannot carry one."""
    first = next((item for item in ordered_agenda(workshop.records("agenda_item")) if day_of(item) == day), None)
    if first is None:
        return False
    text = f"{start:%H:%M}"
    return _apply(workshop, {first.id: {"start": text}} if first.text("start") != text else {})


def day_start(items: Sequence[Record], day: int) -> time:
    """When a day begins."""
    first = next((item for item in ordered_agenda(items) if day_of(item) == day), None)
    own = parse_clock(first.text("start")) if first is not None else None
    return own or DEFAULT_DAY_START


def stepped(items: Sequence[Record], item_id: str, direction: Direction) -> tuple[int, str] | None:
    """The day and the session before which a step leads, or None where there is no such place."""
    item = next(each for each in items if each.id == item_id)
    day = day_of(item)
    siblings = [each.id for each in ordered_agenda(items) if day_of(each) == day]
    place = siblings.index(item_id)
    if direction == "up":
        return (day, siblings[place - 1]) if place > 0 else None
    if direction == "down":
        if place + 1 == len(siblings):
            return None
        return day, siblings[place + 2] if place + 2 < len(siblings) else ""
    day += -1 if direction == "day_before" else 1
    if day < 1:
        return None
    others = [each.id for each in ordered_agenda(items) if day_of(each) == day]
    return day, others[place] if place < len(others) else ""


def moved(items: Sequence[Record], item_id: str, *, day: int, before: str = "") -> FieldChanges:
    """The fields to set for a move; the time at which a day begins stays with whichever session is now its first.

    A session that somebody has deleted meanwhile moves nowhere.
    """
    item = next((each for each in items if each.id == item_id), None)
    if item is None or before == item_id or (day == day_of(item) and _follower(items, item) == before):
        return {}
    changes: FieldChanges = {
        record_id: dict(values) for record_id, values in placement(items, item_id, day=day, before=before).items()
    }
    after = [Record(each.id, each.type, {**each.values, **changes.get(each.id, {})}) for each in items]
    for affected in dict.fromkeys((day_of(item), day)):
        old_first, new_first = _first(items, affected), _first(after, affected)
        if old_first is None or new_first is None or old_first.id == new_first.id:
            continue
        own = old_first.text("start")
        if own and not changes.get(new_first.id, {}).get("start", new_first.text("start")):
            changes.setdefault(new_first.id, {})["start"] = own
            changes.setdefault(old_first.id, {})["start"] = ""
    return changes


def _first(items: Sequence[Record], day: int) -> Record | None:
    return next((item for item in ordered_agenda(items) if day_of(item) == day), None)


def _follower(items: Sequence[Record], item: Record) -> str:
    siblings = [each.id for each in ordered_agenda(items) if day_of(each) == day_of(item)]
    place = siblings.index(item.id) + 1
    return siblings[place] if place < len(siblings) else ""


def _apply(workshop: "Workshop", changes: Mapping[str, Mapping[str, Value]]) -> bool:
    if not changes:
        return False
    with workshop.batch("edit"):
        for record_id, values in changes.items():
            workshop.set_fields(record_id, values)
    return True
