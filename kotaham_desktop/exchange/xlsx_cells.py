"""How a spreadsheet writes its values: numbers, dates, escaped characters, cell addresses."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_FORMAT_NOISE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_MAX_DATE = 2_958_465
_MOST_DIGITS = 18


def number_text(raw: str) -> str:
    """A stored number as a person would write it: ``81234567890`` and never ``8.123E10``."""
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return raw
    rounded = float(number)
    return str(int(number.to_integral_value())) if rounded.is_integer() else repr(rounded)


def formatted_number(raw: str, format_code: str, *, epoch_1904: bool = False) -> str:
    """The number under its cell format, as far as names, phone numbers and dates need it."""
    if is_date_format(format_code):
        return date_text(raw, epoch_1904=epoch_1904)
    text = number_text(raw)
    if len(format_code) <= _MOST_DIGITS and set(format_code) == {"0"} and text.isdecimal():
        return text.zfill(len(format_code))
    return text


@lru_cache(maxsize=256)
def is_date_format(format_code: str) -> bool:
    """Whether cells of this format show a date or a time."""
    plain = _FORMAT_NOISE.sub("", format_code).lower()
    return plain != "general" and any(letter in plain for letter in "dmyhs")


def date_text(raw: str, *, epoch_1904: bool) -> str:
    """A day number as ``YYYY-MM-DD``, with ``HH:MM`` where it carries a time."""
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not 0 <= days <= _MAX_DATE:
        return number_text(raw)
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates have no zone
    moment = start + timedelta(minutes=round(days * 24 * 60))
    if days < 1:
        return moment.strftime("%H:%M")
    return moment.strftime("%Y-%m-%d" if days == int(days) else "%Y-%m-%d %H:%M")


def unescaped(text: str) -> str:
    """``_x000D_`` and its like as the character they stand for."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def address(reference: str) -> tuple[int, int] | None:
    """Row number and column index of ``B12``, or None where it is no address."""
    match = _ADDRESS.match(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def format_codes(custom: dict[int, str], formats_of_styles: Sequence[int]) -> tuple[str, ...]:
    """The format code of each cell style; built-in date formats all read ``yyyy-mm-dd``."""
    return tuple(custom.get(number, "yyyy-mm-dd" if number in _BUILT_IN_DATES else "") for number in formats_of_styles)
