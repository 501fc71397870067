"""Counts of people outside the team: none under five is told, and none follows from the others and their total."""

from collections.abc import Mapping

SMALLEST_COUNT = 5
"""Fewer people than this can be recognised, so their number is not printed outside the team."""

_MOST_HIDDEN = SMALLEST_COUNT - 1


def suppressed(counts: Mapping[str, int]) -> dict[str, str]:
    """The counts as others may read them beside their total; empty where no telling of them hides the small ones.

    A count under five reads ``<5``. As many of the next smallest as it takes read ``≥5``, so that whoever subtracts
    what is told from the total finds at least two possible numbers for every hidden one.
    """
    small = [name for name, count in counts.items() if 0 < count < SMALLEST_COUNT]
    if not small:
        return {name: str(count) for name, count in counts.items()}
    large = sorted((name for name, count in counts.items() if count >= SMALLEST_COUNT), key=lambda name: counts[name])
    for more in range(len(large) + 1):
        also = set(large[:more])
        unknown = sum(counts[name] for name in (*small, *also))
        if _keeps_secret(len(small), more, unknown):
            return {name: "<5" if name in small else "≥5" if name in also else str(counts[name]) for name in counts}
    return {}


def _keeps_secret(small: int, large: int, unknown: int) -> bool:
    """Whether a hidden small count can be two numbers at least, when so many hidden ones make ``unknown`` together."""
    others = small - 1
    possible = 0
    for guess in range(1, SMALLEST_COUNT):
        rest = unknown - guess
        if large:
            possible += rest >= others + SMALLEST_COUNT * large
        else:
            possible += others <= rest <= _MOST_HIDDEN * others
    return possible > 1
