"""What is sealed is found by nobody who has not asked for it, and asking is noted."""

import pytest

from kotaham_desktop.application.name_key import create_name_key
from kotaham_desktop.application.sealed_search import show_sealed
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.program import main
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES

NAME_PASSPHRASE = "kunci nama yang panjang"
CLOSED = tuple(name for name, each in RECORD_TYPES.items() if not each.is_ledger)


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Rina") as opened:
        yield opened


@pytest.fixture
def sealed(workshop):
    """A word in every place where something sealed may hold it; the ids of the records that hold it."""
    case = workshop.create_record("case_study", {"title": "KENARI", "chronology": "KENARI", "level": "L0"})
    note = workshop.create_record("note", {"text": "KENARI", "level": "L0"})
    person = workshop.create_record("person", {"name": "KENARI", "level": "L0"})
    exercise = workshop.create_record("exercise", {"title": "Peta", "question": "KENARI", "level": "L0"})
    row = workshop.create_record("exercise_row", {"exercise": exercise, "values": {"card": "KENARI"}, "level": "L2"})
    workshop.create_record("norm_reference", {"record": case, "norm": "SNP-08", "remark": "KENARI"})
    workshop.create_record("norm_reference", {"record": row, "norm": "SNP-08", "remark": "KENARI"})
    workshop.attach(note, b"gambar", "image/png", caption="KENARI")
    return {case, note, person, exercise}


def found(workshop, words="KENARI", **narrowed):
    return {hit.record_id for hit in workshop.search(words, **narrowed)}


def test_nothing_sealed_is_found_by_its_words_or_by_those_that_belong_to_it(workshop, sealed):
    assert found(workshop) == set()
    assert found(workshop, sealed=True) >= sealed


def test_nothing_sealed_is_listed_without_words(workshop, sealed):
    assert found(workshop, "").isdisjoint(sealed)
    for name in CLOSED:
        assert found(workshop, "", types=(name,)).isdisjoint(sealed)
    assert found(workshop, "", level="L0") == set()
    assert found(workshop, "", norm="SNP-08") == set()


def test_a_sealed_row_or_photo_of_an_open_record_is_not_found(workshop):
    exercise = workshop.create_record("exercise", {"title": "Peta"})
    workshop.create_record("exercise_row", {"exercise": exercise, "values": {"card": "KENARI"}, "level": "L0"})
    note = workshop.create_record("note", {"text": "Sumur"})
    workshop.attach(note, b"gambar", "image/png", caption="KENARI", level="L0")
    assert found(workshop) == set()
    assert found(workshop, "peta") == {exercise}
    assert found(workshop, sealed=True) == {exercise, note}


def test_a_level_that_cannot_be_read_is_sealed(workshop):
    note = workshop.create_record("note", {"text": "KENARI", "level": "L2"})
    assert found(workshop) == {note}
    workshop._file.connection.execute("UPDATE note SET level = 'L9'")
    assert found(workshop) == set()


def test_what_is_sealed_again_is_found_no_more(workshop):
    note = workshop.create_record("note", {"text": "KENARI", "level": "L2"})
    assert found(workshop) == {note}
    workshop.set_fields(note, {"level": "L0"})
    assert found(workshop) == set()


def test_that_somebody_looks_at_what_is_sealed_stands_in_the_trail(workshop, sealed):
    show_sealed(workshop)
    acts = workshop._file.connection.execute("SELECT what FROM audit").fetchall()
    assert ("sealed_shown",) in acts


def test_where_there_is_a_name_key_only_its_holder_sees_what_is_sealed(workshop, sealed):
    create_name_key(workshop, NAME_PASSPHRASE)
    with pytest.raises(ExpectedError):
        show_sealed(workshop, "bukan ini")
    acts = workshop._file.connection.execute("SELECT what FROM audit").fetchall()
    assert ("sealed_shown",) not in acts
    show_sealed(workshop, NAME_PASSPHRASE)


def test_where_it_cannot_be_noted_nothing_sealed_is_shown(workshop, sealed):
    workshop.rest()
    with Workshop.open(workshop.path, read_only=True) as reader, pytest.raises(ExpectedError) as refusal:
        show_sealed(reader)
    assert refusal.value.code == "opened_read_only"


def test_the_headless_program_finds_it_only_when_asked(workshop, sealed, capsys, monkeypatch):
    path = str(workshop.path)
    create_name_key(workshop, NAME_PASSPHRASE)
    workshop.close()
    assert main(["search", path, "KENARI"]) == 0
    assert capsys.readouterr().out == "Tidak ada yang cocok.\n"
    assert main(["search", path, "KENARI", "--sealed"]) == 1
    assert "KENARI" not in capsys.readouterr().out
    monkeypatch.setenv("KOTAHAM_NAME_PASSPHRASE", NAME_PASSPHRASE)
    assert main(["search", path, "KENARI", "--sealed"]) == 0
    assert "KENARI" in capsys.readouterr().out
