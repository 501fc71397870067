"""Agenda timing: clock times follow from durations, and moving an item says which fields change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from kotaham_desktop.domain.record import Record, Value

MINUTES_OF_A_DAY = 24 * 60
MINUTES_OF_A_LESSON_HOUR = 45
"""One JP (jam pelajaran) of Indonesian civil-service training."""
DEFAULT_DAY_START = time(8, 30)
NOT_LESSONS = frozenset({"break", "opening", "closing"})
"""Kinds of agenda items that count for the day's length but not for its lesson hours."""

_CLOCK = re.compile(r"\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*")
_FIRST_POSITION = 1.0
_POSITION_STEP = 1.0
_CROWDED = 1e-6


@dataclass(frozen=True, slots=True)
class TimedItem:
    """One agenda item with the times that follow from its own start or from what comes before it.

    ``start_minute`` and ``end_minute`` count from midnight of its day and may pass 1440; ``start`` and ``end`` are the
    same moments on a clock. ``overlap_minutes`` is how much of it runs while something before it in the list runs,
    ``gap_minutes`` how long nothing runs before it starts.
    """

    record: Record
    day: int
    date: date | None
    start: time
    end: time
    fixed: bool
    overlap_minutes: int
    gap_minutes: int
    start_minute: int
    end_minute: int

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end_minute - self.start_minute

    @property
    def past_midnight(self) -> bool:
        """Whether it ends on the calendar day after its own."""
        return self.end_minute > MINUTES_OF_A_DAY


def parse_clock(text: str) -> time | None:
    """The time of ``08:30`` or ``8.30``, or None where the text is not a time of day."""
    match = _CLOCK.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else None


def ordered_agenda(items: Iterable[Record]) -> list[Record]:
    """The items by day, then position, then id."""
    return sorted(items, key=lambda item: (day_of(item), position_of(item), item.id))


def day_of(item: Record) -> int:
    """The day on which an item lies, counted from 1; an item without a day is on the first."""
    day = item.number("day")
    return 1 if day is None else day


def minutes_of(item: Record) -> int:
    """How long an item takes; one without a duration takes none."""
    return max(0, item.number("minutes") or 0)


def position_of(item: Record) -> float:
    """The place of a record among its siblings; one without a position comes first."""
    value = item.values.get("position")
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0


def timed_agenda(
    items: Sequence[Record], *, first_day: date | None, day_start: time = DEFAULT_DAY_START
) -> list[TimedItem]:
    """Every item with its times, in agenda order.

    An item with a readable own start keeps it; every other one starts when all items before it on that day have
    ended, so it never overlaps them; the first of a day starts at ``day_start``.
    """
    timed: list[TimedItem] = []
    day: int | None = None
    busy: list[tuple[int, int]] = []
    for item in ordered_agenda(items):
        if day_of(item) != day:
            day = day_of(item)
            busy = []
        latest_end = max((end for _, end in busy), default=None)
        own_start = parse_clock(item.text("start"))
        if own_start is not None:
            start = _minute_of(own_start)
        else:
            start = _minute_of(day_start) if latest_end is None else latest_end
        end = start + minutes_of(item)
        timed.append(
            TimedItem(
                record=item,
                day=day,
                date=date_of_day(first_day, day),
                start=_on_the_clock(start),
                end=_on_the_clock(end),
                fixed=own_start is not None,
                overlap_minutes=_shared_minutes(busy, start, end),
                gap_minutes=0 if latest_end is None else max(0, start - latest_end),
                start_minute=start,
                end_minute=end,
            )
        )
        busy = _with_interval(busy, start, end)
    return timed


def date_of_day(first_day: date | None, day: int) -> date | None:
    """The calendar date of the n-th day, or None where the training has no date or the calendar ends before it."""
    if first_day is None:
        return None
    try:
        return first_day + timedelta(days=day - 1)
    except OverflowError:
        return None


def minutes_by_day(items: Iterable[Record], *, lessons_only: bool = False) -> dict[int, int]:
    """The sum of durations of each day, in the order of days; ``lessons_only`` leaves breaks and ceremonies out."""
    totals: dict[int, int] = {}
    for item in ordered_agenda(items):
        counts = not (lessons_only and item.text("kind") in NOT_LESSONS)
        totals[day_of(item)] = totals.get(day_of(item), 0) + (minutes_of(item) if counts else 0)
    return totals


def lesson_hours(minutes: int) -> float:
    """Minutes as lesson hours (JP of 45 minutes), to one decimal place."""
    return round(minutes / MINUTES_OF_A_LESSON_HOUR, 1)


def position_between(before: float | None, after: float | None) -> float:
    """A position after ``before`` and before ``after``; None means that there is no neighbour on that side."""
    if before is None:
        return _FIRST_POSITION if after is None else after - _POSITION_STEP
    return before + _POSITION_STEP if after is None else (before + after) / 2


def placement(items: Iterable[Record], item_id: str, *, day: int, before: str = "") -> dict[str, Mapping[str, Value]]:
    """The fields to set so that an item stands on ``day`` before the item ``before``, or last where that is empty.

    Usually only the item itself changes; where its neighbours leave no room, the whole day is numbered anew. An item
    that is not among ``items`` yet is inserted.
    """
    siblings = [item for item in ordered_agenda(items) if day_of(item) == day and item.id != item_id]
    index = next((place for place, item in enumerate(siblings) if item.id == before), len(siblings))
    left = position_of(siblings[index - 1]) if index > 0 else None
    right = position_of(siblings[index]) if index < len(siblings) else None
    if left is None or right is None or right - left > _CROWDED:
        return {item_id: {"day": day, "position": position_between(left, right)}}
    ids = [item.id for item in siblings]
    ids.insert(index, item_id)
    changes: dict[str, Mapping[str, Value]] = {
        sibling: {"position": _FIRST_POSITION + place * _POSITION_STEP} for place, sibling in enumerate(ids)
    }
    changes[item_id] = {"day": day, **changes[item_id]}
    return changes


def _minute_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _on_the_clock(minute: int) -> time:
    return time(minute % MINUTES_OF_A_DAY // 60, minute % 60)


def _shared_minutes(busy: Sequence[tuple[int, int]], start: int, end: int) -> int:
    return sum(max(0, min(end, busy_end) - max(start, busy_start)) for busy_start, busy_end in busy)


def _with_interval(busy: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The disjoint busy stretches after one more; most agendas keep it at one stretch, so this stays cheap."""
    apart = [stretch for stretch in busy if stretch[1] < start or stretch[0] > end]
    touching = [stretch for stretch in busy if not (stretch[1] < start or stretch[0] > end)]
    return [*apart, (min([start, *(s for s, _ in touching)]), max([end, *(e for _, e in touching)]))]
