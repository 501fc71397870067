from pathlib import Path

import pytest

from kotaham_desktop.application import group_commands as commands
from kotaham_desktop.application.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path):
    with Workshop.create(tmp_path / "kelompok.kotaham", author="Ratri") as opened:
        yield opened


@pytest.fixture
def people(workshop: Workshop) -> list[str]:
    sectors = ("opd", "civil_society", "business")
    return workshop.create_records([("person", {"name": f"Orang {n}", "sector": sectors[n % 3]}) for n in range(12)])


def test_new_groups_take_the_numbers_that_are_free(workshop) -> None:
    workshop.create_record("group", {"name": "Kelompok 2"})
    ids = commands.make_groups(workshop, 2)
    assert [workshop.record(one).text("name") for one in ids] == ["Kelompok 1", "Kelompok 3"]


def test_a_proposal_is_one_step_and_balances_the_sectors(workshop, people) -> None:
    groups = commands.make_groups(workshop, 3)
    proposal = commands.propose(workshop.records("person"), groups, seed=7)
    assert commands.take_up(workshop, proposal)
    for group in groups:
        counts = commands.sector_counts(workshop.records("person", group=group))
        assert sum(counts.values()) == 4
        assert all(counts[sector] in (1, 2) for sector in ("opd", "civil_society", "business"))
    assert not commands.take_up(workshop, proposal)
    workshop.undo()
    assert {person.text("group") for person in workshop.records("person")} == {""}


def test_a_note_taker_who_leaves_the_group_no_longer_takes_its_notes(workshop, people) -> None:
    one, two = commands.make_groups(workshop, 2)
    commands.move_people(workshop, people[:3], one)
    workshop.set_fields(one, {"note_taker": people[0]})
    commands.move_people(workshop, [people[1]], two)
    assert workshop.record(one).text("note_taker") == people[0]
    commands.move_people(workshop, [people[0]], two)
    assert workshop.record(one).text("note_taker") == ""


def test_deleting_a_group_frees_its_members_and_undo_brings_both_back(workshop, people) -> None:
    (group,) = commands.make_groups(workshop, 1)
    commands.move_people(workshop, people, group)
    commands.delete_group(workshop, group)
    assert workshop.count("group") == 0
    assert workshop.records("person", group=group) == []
    workshop.undo()
    assert workshop.count("group") == 1
    assert len(workshop.records("person", group=group)) == 12
