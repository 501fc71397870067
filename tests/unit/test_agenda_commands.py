from datetime import time
from pathlib import Path

import pytest

from kotaham_desktop.application import agenda_commands as commands
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.agenda import timed_agenda


@pytest.fixture
def workshop(tmp_path: Path):
    with Workshop.create(tmp_path / "agenda.kotaham", author="Ratri") as opened:
        yield opened


@pytest.fixture
def sessions(workshop: Workshop) -> list[str]:
    return workshop.create_records(
        [
            ("agenda_item", {"day": 1, "title": "Pembukaan", "minutes": 30, "start": "09:00"}),
            ("agenda_item", {"day": 1, "title": "Harapan", "minutes": 45}),
            ("agenda_item", {"day": 1, "title": "Paparan", "minutes": 60}),
            ("agenda_item", {"day": 2, "title": "Refleksi", "minutes": 20, "start": "08:00"}),
        ]
    )


def agenda(workshop: Workshop) -> list[tuple[int, str, str]]:
    timed = timed_agenda(workshop.records("agenda_item"), first_day=None)
    return [(each.day, f"{each.start:%H:%M}", each.record.text("title")) for each in timed]


def test_the_day_keeps_its_beginning_when_its_first_session_moves_down(workshop, sessions) -> None:
    assert commands.step_session(workshop, sessions[0], "down")
    assert agenda(workshop)[:2] == [(1, "09:00", "Harapan"), (1, "09:45", "Pembukaan")]
    workshop.undo()
    assert agenda(workshop)[:2] == [(1, "09:00", "Pembukaan"), (1, "09:30", "Harapan")]


def test_a_session_moved_to_the_top_begins_the_day(workshop, sessions) -> None:
    commands.move_session(workshop, sessions[2], day=1, before=sessions[0])
    assert agenda(workshop)[:2] == [(1, "09:00", "Paparan"), (1, "10:00", "Pembukaan")]


def test_a_step_to_the_next_day_lands_at_the_same_place(workshop, sessions) -> None:
    assert commands.step_session(workshop, sessions[1], "day_after")
    assert agenda(workshop)[-2:] == [(2, "08:00", "Refleksi"), (2, "08:20", "Harapan")]


def test_the_first_sessions_of_two_days_trade_no_clock_times(workshop, sessions) -> None:
    assert commands.step_session(workshop, sessions[0], "day_after")
    assert agenda(workshop) == [
        (1, "09:00", "Harapan"),
        (1, "09:45", "Paparan"),
        (2, "08:00", "Pembukaan"),
        (2, "08:30", "Refleksi"),
    ]


@pytest.mark.parametrize("direction", ["up", "day_before"])
def test_a_step_over_the_edge_changes_nothing(workshop, sessions, direction) -> None:
    assert not commands.step_session(workshop, sessions[0], direction)
    assert not commands.step_session(workshop, sessions[2], "down")


def test_putting_a_session_where_it_stands_changes_nothing(workshop, sessions) -> None:
    assert not commands.move_session(workshop, sessions[0], day=1, before=sessions[1])
    assert not commands.move_session(workshop, sessions[2], day=1)


def test_a_deleted_session_moves_nowhere(workshop, sessions) -> None:
    workshop.delete_record(sessions[1])
    assert not commands.move_session(workshop, sessions[1], day=2)


def test_minutes_never_fall_to_nothing(workshop, sessions) -> None:
    assert commands.lengthen_session(workshop, sessions[3], -100)
    assert workshop.record(sessions[3]).number("minutes") == commands.LEAST_MINUTES
    assert not commands.lengthen_session(workshop, sessions[3], -5)


def test_a_session_that_follows_again_leaves_no_gap(workshop, sessions) -> None:
    workshop.set_fields(sessions[1], {"start": "11:00"})
    commands.start_after_previous(workshop, sessions[1])
    assert agenda(workshop)[1] == (1, "09:30", "Harapan")


def test_the_beginning_of_a_day_is_set_on_its_first_session(workshop, sessions) -> None:
    assert commands.set_day_start(workshop, 1, time(10, 0))
    assert commands.day_start(workshop.records("agenda_item"), 1) == time(10, 0)
    assert agenda(workshop)[1] == (1, "10:30", "Harapan")
    assert not commands.set_day_start(workshop, 7, time(10, 0))


def test_a_session_is_added_between_two_others_in_one_step(workshop, sessions) -> None:
    commands.insert_session(workshop, {"title": "Jeda", "minutes": 15}, day=1, before=sessions[1])
    assert agenda(workshop)[:3] == [(1, "09:00", "Pembukaan"), (1, "09:30", "Jeda"), (1, "09:45", "Harapan")]
    workshop.undo()
    assert agenda(workshop)[1] == (1, "09:30", "Harapan")
