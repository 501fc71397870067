"""Which backups stay: named cases of dates, as people meet them."""

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from kotaham_desktop.domain.backup_thinning import BackupMoment, is_due, thinned, worth_carrying

WIB = timezone(timedelta(hours=7))
NOW = datetime(2022, 8, 24, 16, 0, tzinfo=WIB)


def at(written: str, *, good: bool = True) -> BackupMoment:
    taken_at = datetime.fromisoformat(written).replace(tzinfo=WIB)
    return BackupMoment(written, taken_at, good)


def kept(*written: str | BackupMoment, now: datetime = NOW) -> list[str]:
    moments = [one if isinstance(one, BackupMoment) else at(one) for one in written]
    return [one.name for one in thinned(moments, now).kept]


def half_hours(count: int, end: datetime = NOW) -> list[BackupMoment]:
    return [BackupMoment(str(n), end - timedelta(minutes=30 * n), is_good=True) for n in range(count)]


def every(days: int, count: int) -> list[BackupMoment]:
    noon = NOW.replace(hour=12)
    return [BackupMoment(str(n), noon - timedelta(days=days * n), is_good=True) for n in range(count)]


def test_nothing_stays_of_nothing():
    assert thinned([], NOW).kept == thinned([], NOW).dropped == ()


@pytest.mark.parametrize(
    ("given", "stays"),
    [
        (["2022-08-24 15:55"], ["2022-08-24 15:55"]),
        (["2022-08-24 15:31", "2022-08-24 15:55"], ["2022-08-24 15:55"]),
        (["2022-08-24 15:29", "2022-08-24 15:31"], ["2022-08-24 15:31", "2022-08-24 15:29"]),
        (["2022-08-23 16:00", "2022-08-23 16:31"], ["2022-08-23 16:31", "2022-08-23 16:00"]),
        (["2022-08-22 09:00", "2022-08-22 17:00"], ["2022-08-22 17:00"]),
        (["2022-08-21 23:59", "2022-08-22 00:01"], ["2022-08-22 00:01", "2022-08-21 23:59"]),
        (["2021-02-03 09:00"], ["2021-02-03 09:00"]),
        (["1999-12-31 23:30", "2000-01-01 00:30"], ["2000-01-01 00:30", "1999-12-31 23:30"]),
        (["2020-02-29 10:00", "2020-02-28 10:00"], ["2020-02-29 10:00", "2020-02-28 10:00"]),
        (["2023-01-01 08:00", "2022-08-24 15:55"], ["2023-01-01 08:00", "2022-08-24 15:55"]),
    ],
    ids=[
        "the only one", "two in one half hour", "two half hours", "exactly a day ago", "two of one day",
        "either side of midnight", "an old only one", "either side of a century", "a leap day", "one of the future",
    ],
)  # fmt: skip
def test_of_a_few_backups_the_newest_of_each_period_stays(given, stays):
    assert kept(*given) == stays


def test_a_whole_day_in_half_hours_stays():
    assert len(kept(*half_hours(49))) == 49


def test_a_week_of_half_hours_leaves_a_day_of_them_and_one_of_each_earlier_day():
    stay = kept(*half_hours(7 * 48))
    assert len([name for name in stay if int(name) <= 48]) == 49
    assert len(stay) == 49 + 7


def test_two_years_of_days_leave_days_weeks_and_months():
    stay = thinned(every(1, 730), NOW).kept
    ages = [(NOW - one.taken_at).days for one in stay]
    assert ages[:13] == list(range(13))
    assert [older - newer for newer, older in pairwise(ages[14:23])] == [7] * 8
    assert len(stay) == 1 + 12 + 10 + 9


def test_a_backup_each_month_for_years_keeps_the_days_then_the_weeks_then_the_months():
    assert len(thinned(every(31, 60), NOW).kept) == 12 + 10 + 9 + 1


def test_a_year_without_work_loses_nothing():
    training = half_hours(10, end=NOW - timedelta(days=365)) + every(1, 1)
    later = NOW + timedelta(days=400)
    assert len(thinned(training, later).kept) == 2


def test_a_bad_backup_never_takes_the_place_of_a_good_one():
    assert kept(at("2022-08-22 17:00", good=False), "2022-08-22 09:00") == ["2022-08-22 17:00", "2022-08-22 09:00"]
    assert kept(at("2022-08-22 09:00", good=False), "2022-08-22 17:00") == ["2022-08-22 17:00"]


def test_many_bad_ones_push_no_good_one_out():
    bad = [at(f"2022-{month:02}-{day:02} 10:00", good=False) for month in range(1, 8) for day in range(1, 28)]
    assert "2021-01-01 10:00" in kept(*bad, "2021-01-01 10:00")


def test_without_any_good_one_nothing_goes():
    bad = [at(f"2022-07-{day:02} {hour:02}:00", good=False) for day in range(1, 28) for hour in (9, 17)]
    assert len(kept(*bad)) == len(bad)


def test_bad_ones_newer_than_the_last_good_one_are_thinned_by_the_same_steps():
    bad = [at(f"2022-08-{day:02} {hour:02}:00", good=False) for day in (20, 21) for hour in (9, 13, 17)]
    assert kept(*bad, "2022-08-19 12:00") == ["2022-08-21 17:00", "2022-08-20 17:00", "2022-08-19 12:00"]


def test_two_backups_of_one_moment_leave_one():
    same = [BackupMoment(name, NOW, is_good=True) for name in ("a", "b")]
    assert [one.name for one in thinned(same, NOW).kept] == ["b"]


def test_days_are_those_of_the_place_where_the_backup_was_taken():
    wit = timezone(timedelta(hours=9))
    one = BackupMoment("WIT", datetime(2022, 8, 21, 0, 30, tzinfo=wit), is_good=True)
    other = BackupMoment("WIB", datetime(2022, 8, 20, 22, 0, tzinfo=WIB), is_good=True)
    assert len(thinned([one, other], NOW).kept) == 2


def test_a_second_place_gets_the_newest_good_one_of_each_day_newest_first():
    moments = [*half_hours(60), at("2022-08-24 15:59", good=False)]
    assert [one.name for one in worth_carrying(moments)] == ["0", "33"]


@pytest.mark.parametrize(
    ("last_backup", "last_change", "due"),
    [
        (None, None, False),
        (None, "2022-08-24 15:59", True),
        ("2022-08-24 15:30", "2022-08-24 15:59", True),
        ("2022-08-24 15:31", "2022-08-24 15:59", False),
        ("2022-08-24 09:00", "2022-08-24 08:59", False),
        ("2022-08-24 09:00", None, False),
        ("2022-08-25 09:00", "2022-08-24 15:59", True),
    ],
)
def test_a_backup_is_due_after_half_an_hour_of_change(last_backup, last_change, due):
    moments = [at(one).taken_at if one else None for one in (last_backup, last_change)]
    assert is_due(*moments, NOW) is due
