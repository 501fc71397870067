"""Words that somebody decided to hide from everybody outside the team, wherever they stand."""

import re
from collections.abc import Callable, Iterable, Sequence

from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import N_, _

HIDDEN_WORDS = N_("[disamarkan]")
MASKED, LEFT, REOPENED = "masked", "left", "reopened"
SHORTEST = 2
"""Letters of words that can be hidden; a single one would hide half of every text."""


def folded(words: str) -> str:
    """Words as they are compared: without regard to case and spaces."""
    return " ".join(words.casefold().split())


def in_order(entries: Iterable[Record]) -> list[Record]:
    """Decisions from any laptop, given in the order of the file, in that in which they were made."""
    return sorted(entries, key=lambda each: (each.text("at"), each.created_at))


def masked_words(entries: Iterable[Record]) -> tuple[str, ...]:
    """The words that are hidden now, as somebody wrote them: the latest decision about the same words counts."""
    masked: dict[str, str] = {}
    for entry in in_order(entries):
        words = entry.text("words")
        if entry.text("decision") == MASKED and len(folded(words)) >= SHORTEST:
            masked[folded(words)] = words
        elif entry.text("decision") == REOPENED and not entry.text("record"):
            masked.pop(folded(words), None)
    return tuple(masked.values())


def hiding(words: Sequence[str]) -> Callable[[str], str]:
    """What replaces these words, however they are written, by a word that says something stood there."""
    wanted = sorted((each.split() for each in words), key=lambda each: -sum(map(len, each)))
    if not wanted:
        return lambda text: text
    patterns = (r"\s+".join(map(re.escape, each)) for each in wanted)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
    shown = _(HIDDEN_WORDS)
    return lambda text: pattern.sub(shown, text)
