"""Where searched words begin in a text, so that they can be marked when it is painted."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+", re.UNICODE)


def _folded(text: str) -> str:
    """The text as the search compares it, letter by letter, so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFKD", sign)[:1].lower() or sign)[:1] for sign in text)


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str] | None:
    wanted = sorted(set(_WORD.findall(_folded(words))), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wanted)) + ")") if wanted else None


@lru_cache(maxsize=2048)
def marked_places(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Begin and length of every beginning of a word that was searched for, counted as Qt counts (UTF-16)."""
    pattern = _pattern(words)
    if pattern is None:
        return ()
    found = tuple((match.start(), match.end() - match.start()) for match in pattern.finditer(_folded(text)))
    if not found or all(ord(sign) <= 0xFFFF for sign in text):
        return found
    return tuple((_units(text[:start]), _units(text[start : start + length])) for start, length in found)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
