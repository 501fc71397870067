from datetime import date, time

from kotaham_desktop.domain.agenda import (
    lesson_hours,
    minutes_by_day,
    parse_clock,
    placement,
    position_of,
    timed_agenda,
)
from kotaham_desktop.domain.record import Record


def item(name: str, position: float, minutes: int, *, day: int = 1, start: str = "", kind: str = "") -> Record:
    values = {"day": day, "position": position, "minutes": minutes, "start": start, "kind": kind}
    return Record(name, "agenda_item", values)


def test_items_follow_one_another_from_the_start_of_the_day() -> None:
    opening, talk = timed_agenda([item("b", 2, 90), item("a", 1, 45)], first_day=date(2022, 8, 22))
    assert (opening.record.id, opening.start, opening.end) == ("a", time(8, 30), time(9, 15))
    assert (talk.start, talk.end, talk.date) == (time(9, 15), time(10, 45), date(2022, 8, 22))


def test_each_day_starts_anew_on_its_own_date() -> None:
    timed = timed_agenda([item("a", 1, 60), item("b", 1, 60, day=3)], first_day=date(2022, 8, 22))
    assert (timed[1].start, timed[1].date) == (time(8, 30), date(2022, 8, 24))


def test_an_own_start_is_kept_and_a_gap_before_it_is_reported() -> None:
    timed = timed_agenda([item("a", 1, 60), item("b", 2, 60, start="10:00"), item("c", 3, 15)], first_day=None)
    assert (timed[1].fixed, timed[1].start, timed[1].gap_minutes) == (True, time(10, 0), 30)
    assert (timed[2].fixed, timed[2].start, timed[2].date) == (False, time(11, 0), None)


def test_an_own_start_before_the_previous_item_ends_is_an_overlap() -> None:
    timed = timed_agenda([item("a", 1, 120), item("b", 2, 60, start="10.00")], first_day=None)
    assert (timed[1].overlap_minutes, timed[1].gap_minutes) == (30, 0)


def test_an_item_listed_after_a_later_one_neither_overlaps_nor_leaves_a_gap() -> None:
    timed = timed_agenda([item("a", 1, 60, start="13:00"), item("b", 2, 60, start="09:00")], first_day=None)
    assert (timed[1].overlap_minutes, timed[1].gap_minutes) == (0, 0)


def test_an_evening_that_passes_midnight_says_so() -> None:
    late, later = timed_agenda([item("a", 1, 90, start="23:00"), item("b", 2, 30)], first_day=None)
    assert (late.end, late.past_midnight) == (time(0, 30), True)
    assert (later.start, later.end_minute) == (time(0, 30), 25 * 60)
    assert not timed_agenda([item("c", 1, 60, start="23:00")], first_day=None)[0].past_midnight


def test_a_day_number_past_the_calendar_has_no_date() -> None:
    assert timed_agenda([item("a", 1, 5, day=10**10)], first_day=date(2022, 8, 22))[0].date is None


def test_lesson_hours_leave_breaks_and_ceremonies_out() -> None:
    items = [item("a", 1, 30, kind="opening"), item("b", 2, 90, kind="input"), item("c", 3, 15, kind="break")]
    assert minutes_by_day(items) == {1: 135}
    assert minutes_by_day(items, lessons_only=True) == {1: 90}
    assert lesson_hours(90) == 2
    assert lesson_hours(100) == 2.2


def test_a_clock_time_is_read_with_colon_or_dot_and_nonsense_is_not_a_time() -> None:
    assert parse_clock("8.30") == parse_clock(" 08:30 ") == time(8, 30)
    assert [parse_clock(text) for text in ("", "24:00", "08:60", "pagi", "8")] == [None] * 5


def test_moving_between_neighbours_changes_only_the_moved_item() -> None:
    items = [item("a", 1, 5), item("b", 2, 5), item("c", 3, 5)]
    assert placement(items, "c", day=1, before="b") == {"c": {"day": 1, "position": 1.5}}
    assert placement(items, "a", day=2) == {"a": {"day": 2, "position": 1.0}}


def test_a_day_without_room_between_two_items_is_numbered_anew() -> None:
    items = [item("a", 1, 5), item("b", 1, 5), item("c", 2, 5)]
    changes = placement(items, "c", day=1, before="b")
    assert [changes[name]["position"] for name in ("a", "c", "b")] == [1.0, 2.0, 3.0]
    assert position_of(Record("x", "agenda_item")) == 0
