"""Text on its way into a spreadsheet: never a formula, never longer than a cell holds, never an illegal character."""

from kotaham_desktop.domain.incoming_text import MAX_LONG_TEXT, clean_text

MAX_UNITS = 32_000
"""UTF-16 units in one cell; Excel takes 32,767 and cuts or spills the rest without a word."""

_FORMULA_STARTS = frozenset("=+-@\t\r\n\0|%＝＋－＠﹦﹢﹣﬩−")
"""What makes a spreadsheet calculate (ASVS 1.2.10), with the full-width and look-alike signs that some take too."""


def is_formula_like(text: str) -> bool:
    """Whether some spreadsheet might calculate this text instead of showing it."""
    return bool(text) and (text[0] in _FORMULA_STARTS or text.lstrip()[:1] in _FORMULA_STARTS)


def quoted(text: str) -> str:
    """The text with an apostrophe before it where it could be taken for a formula."""
    return f"'{text}" if is_formula_like(text) else text


def unquoted(text: str) -> str:
    """The text without the apostrophe that ``quoted`` or a spreadsheet put before it."""
    return text[1:] if text.startswith("'") and is_formula_like(text[1:]) else text


def parts(text: str) -> tuple[str, ...]:
    """The text, clean, in pieces that fit into a cell; joined they are the text again."""
    cleaned = clean_text(text, limit=max(MAX_LONG_TEXT, len(text))).text
    if len(cleaned) * 2 <= MAX_UNITS or _units(cleaned) <= MAX_UNITS:
        return (cleaned,)
    pieces: list[str] = []
    start = 0
    while start < len(cleaned):
        end = min(start + MAX_UNITS, len(cleaned))
        while _units(cleaned[start:end]) > MAX_UNITS:
            end = start + (end - start) * MAX_UNITS // _units(cleaned[start:end])
        pieces.append(cleaned[start:end])
        start = end
    return tuple(pieces)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
