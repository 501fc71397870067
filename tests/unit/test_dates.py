"""How documents write dates, times and numbers."""

from datetime import date, time

import pytest

from kotaham_desktop.domain import dates
from kotaham_desktop.i18n import language


@pytest.mark.parametrize(
    ("start", "end", "indonesian"),
    [
        (date(2022, 8, 22), date(2022, 8, 24), "22 s.d. 24 Agustus 2022"),
        (date(2022, 8, 30), date(2022, 9, 1), "30 Agustus s.d. 1 September 2022"),
        (date(2022, 12, 30), date(2023, 1, 2), "30 Desember 2022 s.d. 2 Januari 2023"),
        (date(2022, 8, 24), date(2022, 8, 22), "22 s.d. 24 Agustus 2022"),
        (date(2022, 8, 22), date(2022, 8, 22), "22 Agustus 2022"),
        (date(2024, 2, 29), None, "29 Februari 2024"),
        (None, date(2024, 2, 29), "29 Februari 2024"),
        (None, None, ""),
    ],
)
def test_a_period_names_month_and_year_once_where_it_can(start, end, indonesian):
    assert dates.written_period(start, end) == indonesian


def test_an_english_reader_gets_english_dates():
    with language("en"):
        assert dates.written_period(date(2022, 8, 22), date(2022, 8, 24)) == "22 to 24 August 2022"
        assert dates.written_day(date(2022, 8, 22)) == "Monday, 22 August 2022"
        assert dates.written_times(time(8, 30), time(9)) == "08:30–09:00"
        assert dates.written_number(12345.5) == "12,345.5"


def test_days_and_times_are_written_the_indonesian_way():
    assert dates.written_day(date(2022, 8, 22)) == "Senin, 22 Agustus 2022"
    assert dates.written_day(date(2022, 8, 28)) == "Minggu, 28 Agustus 2022"
    assert dates.written_times(time(8, 30), time(13, 5)) == "08.30–13.05"


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (12.5, None, "12,5"),
        (1250000, None, "1.250.000"),
        (0.126, None, "0,13"),
        (3.0, None, "3"),
        (100, None, "100"),
        (3, 1, "3,0"),
        (-0.001, None, "0"),
        (-1234.5, None, "-1.234,5"),
    ],
)
def test_numbers_have_a_decimal_comma_and_points_for_thousands(number, decimals, written):
    assert dates.written_number(number, decimals) == written


@pytest.mark.parametrize(("text", "day"), [("2022-08-22", date(2022, 8, 22)), ("22/8/2022", None), ("", None)])
def test_only_a_readable_date_is_one(text, day):
    assert dates.parse_date(text) == day
