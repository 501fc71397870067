"""The action plan: what is missing in it, and its order."""

import pytest

from kotaham_desktop.application.action_commands import add_action, move_action
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.action_plan import gaps, positions_after_move, status_counts
from kotaham_desktop.domain.record import Record


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "rtl.kotaham", author="Ratna") as opened:
        yield opened


def activities(workshop):
    return [action.text("activity") for action in workshop.records("action")]


def test_an_item_without_owner_deadline_or_indicator_has_gaps():
    assert gaps(Record("a", "action", {"owner": "Kepala Bagian Hukum", "deadline": "  "})) == ("deadline", "indicator")


def test_a_whole_item_has_no_gaps():
    assert gaps(Record("a", "action", {"owner": "x", "deadline": "y", "indicator": "z"})) == ()


def test_items_are_counted_by_status():
    counts = status_counts([Record(str(n), "action", {"status": "planned"}) for n in range(3)])
    assert counts["planned"] == 3
    assert counts["done"] == 0


def test_an_item_moves_before_another_and_to_the_end(workshop):
    first, second, third = (workshop.create_record("action", {"activity": name}) for name in "abc")
    assert move_action(workshop, third, before=first)
    assert activities(workshop) == ["c", "a", "b"]
    assert move_action(workshop, third)
    assert activities(workshop) == ["a", "b", "c"]
    assert not move_action(workshop, third)
    assert not move_action(workshop, first, before=second)


def test_a_move_is_one_undo_step_even_where_all_positions_change(workshop):
    ids = [workshop.create_record("action", {"activity": name, "position": 1.0}) for name in "abc"]
    assert move_action(workshop, ids[2], before=ids[1])
    assert activities(workshop) == ["a", "c", "b"]
    workshop.undo()
    assert activities(workshop) == ["a", "b", "c"]


def test_halving_never_runs_out_of_digits(workshop):
    ids = [workshop.create_record("action", {"activity": name}) for name in "abc"]
    for number in range(120):
        moved, before = (ids[2], ids[1]) if number % 2 == 0 else (ids[1], ids[2])
        assert move_action(workshop, moved, before=before)
        assert len({action.values["position"] for action in workshop.records("action")}) == 3


def test_the_only_item_keeps_a_position():
    assert positions_after_move([Record("a", "action", {"position": 5.0})], "a", "") == {"a": 1.0}


def test_a_new_item_takes_group_and_session_of_its_neighbour(workshop):
    group = workshop.create_record("group", {"name": "Kelompok 1"})
    session = workshop.create_record("agenda_item", {"title": "RTL", "day": 3})
    beside = workshop.create_record("action", {"activity": "a", "group": group, "session": session})
    added = workshop.record(add_action(workshop, beside=beside))
    assert (added.text("group"), added.text("session")) == (group, session)


def test_the_first_item_belongs_to_the_session_that_plans_it(workshop):
    workshop.create_record("agenda_item", {"title": "Pembukaan", "day": 1})
    session = workshop.create_record("agenda_item", {"title": "RTL", "day": 3, "method": "action_plan"})
    assert workshop.record(add_action(workshop)).text("session") == session
