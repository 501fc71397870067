"""Planned people taken into a real file: all in one step, or nobody."""

import pytest

from kotaham_desktop.application.participant_import import import_participants
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.person_import import guess_mapping, plan_import
from kotaham_desktop.exchange.table_reading import read_pasted


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Rani") as opened:
        yield opened


def plan(workshop: Workshop, text: str):
    table = read_pasted(text, PERSON)
    return plan_import(table, guess_mapping(table), workshop.records("person"))


LIST = "Nama\tInstansi\tUnsur\tHP\nSiti\tDinas Sosial\tOPD\t0812345678\nBudi\tLBH\tLSM\t\n"


def test_a_table_comes_in_and_goes_out_in_one_step(workshop):
    ids = import_participants(workshop, plan(workshop, LIST))
    assert [workshop.record(each).text("name") for each in ids] == ["Siti", "Budi"]
    assert workshop.record(ids[0]).text("contact") == "0812345678"
    assert workshop.record(ids[1]).text("sector") == "civil_society"
    assert workshop.undo()
    assert workshop.count("person") == 0


def test_the_same_table_taken_twice_doubles_nobody(workshop):
    import_participants(workshop, plan(workshop, LIST))
    again = plan(workshop, LIST)
    assert len(again.duplicates) == 2
    assert import_participants(workshop, again) == []
    assert workshop.count("person") == 2


def test_a_row_with_a_problem_keeps_everybody_out_until_someone_agrees(workshop):
    planned = plan(workshop, LIST + "\tDinas Sosial\tOPD\t0813\n")
    with pytest.raises(ExpectedError) as refusal:
        import_participants(workshop, planned)
    assert refusal.value.code == "import_has_problems"
    assert refusal.value.values == {"count": 1, "rows": "4"}
    assert workshop.count("person") == 0
    assert len(import_participants(workshop, planned, leave_out_problems=True)) == 2


def test_a_table_without_names_is_refused(workshop):
    with pytest.raises(ExpectedError) as refusal:
        import_participants(workshop, plan(workshop, "Instansi\tJabatan\nDinas Sosial\tKepala"))
    assert refusal.value.code == "import_no_names"
