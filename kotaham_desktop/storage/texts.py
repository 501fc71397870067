"""The one module that touches Yjs texts. pycrdt counts UTF-8 bytes where Python counts characters.

A misaligned index shows for its author and nowhere else, so every edit is made here, from whole strings.
"""

from typing import Any

from pycrdt import Text


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
    return start, len(old) - tail, new[start : len(new) - tail]


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
