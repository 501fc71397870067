"""Dates, times and numbers as documents write them, in the current language."""

from datetime import date, time

from kotaham_desktop.i18n import current_language

_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_UNTIL = {"id": " s.d. ", "en": " to "}
_CLOCK_MARK = {"id": ".", "en": ":"}
_DECIMAL_MARK = {"id": ",", "en": "."}
_THOUSANDS_MARK = {"id": ".", "en": ","}


def parse_date(text: str) -> date | None:
    """The date of ``YYYY-MM-DD``, or None where the text is not one."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    return _MONTHS[current_language()][month - 1]


def weekday_name(day: date) -> str:
    """The name of the day of the week."""
    return _WEEKDAYS[current_language()][day.weekday()]


def written_date(day: date) -> str:
    """``22 Agustus 2022``."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def written_day(day: date) -> str:
    """``Senin, 22 Agustus 2022``."""
    return f"{weekday_name(day)}, {written_date(day)}"


def written_period(start: date | None, end: date | None) -> str:
    """``22 s.d. 24 Agustus 2022``, with month and year named once where both days share them; empty without a day."""
    if start is None or end is None or start == end:
        day = start or end
        return written_date(day) if day else ""
    start, end = min(start, end), max(start, end)
    first = written_date(start)
    if start.year == end.year:
        first = f"{start.day}" if start.month == end.month else f"{start.day} {month_name(start.month)}"
    return f"{first}{_UNTIL[current_language()]}{written_date(end)}"


def written_time(moment: time) -> str:
    """``08.30``; in English ``08:30``."""
    return f"{moment.hour:02d}{_CLOCK_MARK[current_language()]}{moment.minute:02d}"


def written_times(start: time, end: time) -> str:
    """``08.30–09.15``."""
    return f"{written_time(start)}–{written_time(end)}"


def written_number(number: float, decimals: int | None = None) -> str:
    """``12,5`` and ``1.250.000``: with ``decimals`` places, or with as many as the number needs, at most two."""
    digits = f"{number:,.2f}".rstrip("0").rstrip(".") if decimals is None else f"{number:,.{decimals}f}"
    if digits.strip("-0.,") == "":
        digits = digits.lstrip("-")
    marks = str.maketrans({",": _THOUSANDS_MARK[current_language()], ".": _DECIMAL_MARK[current_language()]})
    return digits.translate(marks)
