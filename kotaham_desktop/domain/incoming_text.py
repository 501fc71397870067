"""Text taken in from outside (typed, pasted, imported, given to a command), made fit to keep without losing a word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kotaham_desktop.domain.errors import ExpectedError

MAX_LONG_TEXT = 2_000_000
"""Characters in one long text: some 800 pages, far above any note and well below what slows a window down."""
MAX_SHORT_TEXT = 10_000
"""Characters in a one-line field, so that a paragraph pasted into a title is kept rather than refused."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, lone surrogates and non-characters: no file format, font or database takes all of them."""
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_MOST_MARKS = 30
_GRAPHEME_JOINER = "\N{COMBINING GRAPHEME JOINER}"
_BEYOND_LATIN_RUN = re.compile(rf"[\u0300-\U0010ffff]{{{_MOST_MARKS // 4},}}")
"""Where a stack of more than 30 marks can hide: one character decomposes into at most four."""
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class CleanedText:
    """Text fit to keep, and how many characters of it had to be replaced by a visible sign."""

    text: str
    replaced: int


def clean_text(text: str, *, limit: int = MAX_LONG_TEXT) -> CleanedText:
    r"""Line ends as ``\n``, composed letters (NFC), unfit characters as a visible ``U+FFFD``.

    Cleaning twice changes nothing. Raises ``ExpectedError("text_too_long", length=, limit=)``; the caller still holds
    the text then.
    """
    if len(text) > limit:
        raise ExpectedError("text_too_long", length=len(text), limit=limit)
    if text.isascii() and text.isprintable():
        return CleanedText(text, 0)
    joined = _joined_surrogates(text)
    lines = _LINE_ENDS.sub("\n", joined)
    shown, replaced = _UNFIT.subn(REPLACEMENT, lines)
    return CleanedText(_composed(shown), replaced)


def clean_line(text: str, *, limit: int = MAX_SHORT_TEXT) -> CleanedText:
    """Like ``clean_text`` for a field of one line: line ends and tabs become spaces, the ends are trimmed."""
    cleaned = clean_text(text, limit=limit)
    return CleanedText(" ".join(re.split(r" *[\n\t]+ *", cleaned.text)).strip(), cleaned.replaced)


def _joined_surrogates(text: str) -> str:
    """Surrogate pairs as the one character they stand for; Qt and JSON hand over emoji in two halves at times."""
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def _composed(text: str) -> str:
    """The text in NFC; endless stacks of accents are broken first, since sorting them takes quadratic time."""
    return unicodedata.normalize("NFC", _BEYOND_LATIN_RUN.sub(lambda run: _stream_safe(run[0]), text))


def _stream_safe(run: str) -> str:
    """Unicode's stream-safe form (UAX 15, 13): a joiner after every 30 marks in a row."""
    pieces: list[str] = []
    marks = 0
    for character in run:
        leading, trailing, only_marks = _mark_counts(character)
        if marks + leading > _MOST_MARKS:
            pieces.append(_GRAPHEME_JOINER)
            marks = 0
        pieces.append(character)
        marks = marks + leading if only_marks else trailing
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _mark_counts(character: str) -> tuple[int, int, bool]:
    """How many marks the decomposed character begins and ends with, and whether it consists of nothing else."""
    is_mark = [unicodedata.combining(part) != 0 for part in unicodedata.normalize("NFD", character)]
    if all(is_mark):
        return len(is_mark), len(is_mark), True
    return is_mark.index(False), is_mark[::-1].index(False), False
