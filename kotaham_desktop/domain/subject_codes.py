"""Codes that stand for people, so that the team reads and writes ``P-7K3-M9Q`` where a name would be a risk."""

import re
from collections.abc import Callable, Collection, Sequence

LETTERS = "34679ACDEFGHJKMNPQRTWXY"
"""Letters and digits that nobody mistakes for one another, in handwriting or read aloud."""
_CODE = re.compile(r"P-?([0-9A-Z]{3})(?:-?([0-9A-Z]{3}))?")
_WITHIN = re.compile(r"(?<![\w-])P-[0-9A-Z]{3}(?:-[0-9A-Z]{3})?(?![\w-])")
_GROUP = 3


def subject_code(written: str) -> str:
    """The code as it is kept, however it was typed; empty where it is none."""
    found = _CODE.fullmatch("".join(written.upper().split()))
    return "-".join(("P", *filter(None, found.groups()))) if found else ""


def codes_within(text: str) -> tuple[str, ...]:
    """The codes that stand in a text, each once."""
    return tuple(dict.fromkeys(_WITHIN.findall(text)))


def new_subject_code(taken: Collection[str], choose: Callable[[Sequence[str]], str]) -> str:
    """A code that is not taken; ``choose`` picks one letter at random.

    Six letters, although three would be enough for one file: laptops without a network hand out codes by themselves,
    and with three of them eight laptops would soon give two people one code, and each the other's consent.
    """
    while True:
        first, second = ("".join(choose(LETTERS) for _ in range(_GROUP)) for _ in range(2))
        code = f"P-{first}-{second}"
        if code not in taken:
            return code
