"""Rules of the action plan (RTL): what an item must say to be kept, and where an item stands among the others."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kotaham_desktop.domain.record import Record

NEEDED_FIELDS = ("owner", "deadline", "indicator")
"""Without one of these nobody can be asked later what became of the promise."""
_LEAST_DISTANCE = 1e-6
"""Positions closer than this are given out anew, before halving runs out of digits."""


def gaps(action: Record) -> tuple[str, ...]:
    """The needed fields that an item leaves empty, in their order."""
    return tuple(name for name in NEEDED_FIELDS if not action.text(name).strip())


def status_counts(actions: Sequence[Record]) -> Mapping[str, int]:
    """How many items stand at each status."""
    return Counter(action.text("status") for action in actions)


def positions_after_move(ordered: Sequence[Record], moved_id: str, before_id: str) -> dict[str, float]:
    """The positions to write so that one item stands before another, or last with an empty id.

    Usually only the moved one changes; all are given out anew where two neighbours have no room between them, as after
    two laptops added an item at the same place.
    """
    others = [action for action in ordered if action.id != moved_id]
    place = next((number for number, action in enumerate(others) if action.id == before_id), len(others))
    left = _position(others[place - 1]) if place else None
    right = _position(others[place]) if place < len(others) else None
    if left is None and right is None:
        return {moved_id: 1.0}
    if right is None:
        return {moved_id: (left or 0.0) + 1.0}
    if left is None:
        return {moved_id: right - 1.0}
    if right - left > _LEAST_DISTANCE:
        return {moved_id: (left + right) / 2}
    ids = [action.id for action in others]
    ids.insert(place, moved_id)
    before = {action.id: _position(action) for action in ordered}
    return {each: float(number) for number, each in enumerate(ids, start=1) if before.get(each) != float(number)}


def _position(action: Record) -> float:
    value = action.values.get("position")
    return float(value) if isinstance(value, (int, float)) else 0.0
