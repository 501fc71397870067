"""When recording rests: what is said while somebody asked for it is written down nowhere."""

from collections.abc import Iterable

from kotaham_desktop.domain.record import Record

CAPTURED = frozenset({"note", "case_study", "experience", "exercise", "exercise_row", "action", "attachment"})
"""The records in which words, results and pictures of the room are kept."""
PROTECTIVE_FIELDS = frozenset({"level", "consent", "subjects", "shows_people"})
"""Fields that hold nothing of what was said and may be set at any time."""
LONGEST_PAUSE_MS = 12 * 60 * 60 * 1000
"""A pause that nobody ended, on this laptop or on another, does not reach into the next day."""


def pause_in_force(entries: Iterable[Record], now: int) -> Record | None:
    """The pause that rests recording at a moment (milliseconds since 1970), or None; the newest of several."""
    known = list(entries)
    ended = {entry.text("pause") for entry in known if entry.text("state") == "resumed"}
    running = [
        entry
        for entry in known
        if entry.text("state") == "paused" and entry.id not in ended and abs(now - entry.created_at) <= _length(entry)
    ]
    return max(running, key=lambda entry: (entry.created_at, entry.id), default=None)


def ends_at(pause: Record) -> int | None:
    """When a pause ends by itself (milliseconds since 1970), None where it lasts until somebody goes on."""
    return pause.created_at + _length(pause) if (pause.number("minutes") or 0) > 0 else None


def _length(pause: Record) -> int:
    minutes = pause.number("minutes") or 0
    return min(minutes * 60_000, LONGEST_PAUSE_MS) if minutes > 0 else LONGEST_PAUSE_MS
