"""The one module that touches Yjs texts. pycrdt counts UTF-8 bytes where Python counts characters.

A misaligned index shows for its author and nowhere else, so every edit is made here, from whole strings.
"""

from typing import Any

from pycrdt import Text

MOST_SHIFT = 400
"""How far a repeated passage is looked through for the beginning of its line."""


def new_text(value: str) -> Text:
    """A text to be stored together with its record."""
    return Text(value)


def is_text(value: object) -> bool:
    """Whether a stored value is a text that several people may write in."""
    return isinstance(value, Text)


def read(text: Any) -> str:
    """The whole text."""
    return str(text)


def _common_prefix(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def smallest_difference(old: str, new: str) -> tuple[int, int, str]:
    """What turns ``old`` into ``new``: the first character replaced, one past the last, and what comes instead."""
    start = _common_prefix(old, new)
    # Reversed slices keep the search at C speed; the suffix must not reach back over the prefix.
    tail = _common_prefix(old[start:][::-1], new[start:][::-1])
    end, replacement = len(old) - tail, new[start : len(new) - tail]
    if (start < end) == bool(replacement):  # one thing for another, or nothing at all
        return start, end, replacement
    shift = _shift_to_word(old[:start], old[start:end] or replacement, old[end:])
    if shift and replacement:
        replacement = (old[start - shift : start] + replacement)[: len(replacement)]
    return start - shift, end - shift, replacement


def _shift_to_word(before: str, piece: str, after: str) -> int:
    """How far to the left the same piece can be put in or taken out so that it begins with a line or a word.

    A line "- apa" put in before "- ada" looks just like "pa, line end, - a" put in behind "- a"; if someone else
    deletes the second line at the same time, only a piece that begins where people mean it to stays whole.
    """
    best, best_rank = 0, _rank(before[-1:], piece[:1], piece[-1], after[:1])
    for shift in range(1, min(len(before), MOST_SHIFT) + 1):
        # The piece wraps round: sliding it left by one, its last character becomes its first.
        if before[-shift] != _last_after(before, piece, shift - 1):
            break
        first, left = before[-shift], before[-shift - 1 : -shift]
        rank = _rank(left, first, _last_after(before, piece, shift), first)
        if rank > best_rank:
            best, best_rank = shift, rank
    return best


def _last_after(before: str, piece: str, shift: int) -> str:
    """The last character of the piece once it has slid so far."""
    return piece[-shift - 1] if shift < len(piece) else before[len(piece) - shift - 1]


def _rank(left: str, first: str, last: str, right: str) -> int:
    """How natural such a piece is between these characters: more at the very end or whole lines, a line, words."""
    begins_line, goes_on = left in ("", "\n"), first.isspace()
    begins_word = begins_line or goes_on or left.isspace()
    ends_word = not right or right.isspace() or last.isspace()
    if not begins_word or not ends_word:
        return 0
    if (goes_on and not right) or (begins_line and last == "\n"):
        return 3
    return 2 if begins_line or (goes_on and right == "\n") else 1


def rewrite(text: Any, new: str) -> bool:
    """Change the stored text into ``new`` by its smallest difference; returns whether anything changed.

    Two people who write in different places of one text at once both keep their words.
    """
    old = str(text)
    if old == new:
        return False
    start, end, replacement = smallest_difference(old, new)
    first_byte = len(old[:start].encode())
    last_byte = first_byte + len(old[start:end].encode())
    if last_byte > first_byte:
        del text[first_byte:last_byte]
    if replacement:
        text.insert(first_byte, replacement)
    return True
