"""What becomes of words being typed when the same text changes elsewhere: both stay."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the old text became ``words``."""

    start: int
    end: int
    words: str


def changed_span(old: str, new: str) -> Span:
    """The smallest single span of the old text whose replacement gives the new one."""
    if old == new:
        return Span(0, 0, "")
    start, most = 0, min(len(old), len(new))
    if new.startswith(old):
        start = len(old)
    else:
        while start < most and old[start] == new[start]:
            start += 1
    end_old, end_new = len(old), len(new)
    while end_old > start and end_new > start and old[end_old - 1] == new[end_new - 1]:
        end_old -= 1
        end_new -= 1
    return Span(start, end_old, new[start:end_new])


def carried_over(base: str, mine: str, theirs: str) -> str:
    """My change to ``base`` made to ``theirs``; where both changed one place, both wordings stay, theirs first."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    own, other = changed_span(base, mine), changed_span(base, theirs)
    if other.end <= own.start:
        moved = len(other.words) - (other.end - other.start)
        return theirs[: own.start + moved] + own.words + theirs[own.end + moved :]
    if own.end <= other.start:
        return theirs[: own.start] + own.words + theirs[own.end :]
    after_theirs = other.start + len(other.words)
    return theirs[:after_theirs] + own.words + theirs[after_theirs:]
