"""Search: what was just written is found, what is gone is not, and nothing that people type is syntax."""

import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path):
    with Workshop.create(tmp_path / "pelatihan.kotaham", author="Rina") as opened:
        yield opened


def found(workshop: Workshop, words: str, **narrowed) -> list[str]:
    return [hit.record_id for hit in workshop.search(words, **narrowed)]


def test_a_changed_text_is_found_by_its_new_words_and_no_more_by_its_old_ones(workshop: Workshop):
    note = workshop.create_record("note", {"text": "air asin"})
    workshop.edit_text(note, "text", "air tawar")
    workshop.edit_text(note, "text", "air tawar jernih")
    assert (found(workshop, "asin"), found(workshop, "jern")) == ([], [note])
    workshop.undo()
    assert found(workshop, "asin") == [note]
    workshop.set_fields(note, {"speaker": "Sari"})
    assert found(workshop, "sari asin") == [note]
    assert workshop.check().is_sound


def test_a_killed_programs_changes_are_found_after_the_next_opening(workshop: Workshop, tmp_path: Path):
    note = workshop.create_record("note", {"text": "air asin"})
    workshop.edit_text(note, "text", "air tawar")
    left = tmp_path / "tertinggal.kotaham"
    for ending in ("", "-wal"):
        shutil.copy(f"{workshop.path}{ending}", f"{left}{ending}")
    with Workshop.open(left, author="Budi") as again:
        assert (found(again, "asin"), found(again, "tawar")) == ([], [note])
        assert again.check().is_sound


def test_what_a_merge_changed_is_found(workshop: Workshop, tmp_path: Path):
    note = workshop.create_record("note", {"text": "air asin"})
    workshop.rest()
    copied = tmp_path / "laptop-b.kotaham"
    shutil.copy(workshop.path, copied)
    with Workshop.open(copied, author="Budi") as other:
        other.edit_text(note, "text", "air tawar")
    workshop.merge_file(copied)
    assert (found(workshop, "asin"), found(workshop, "tawar")) == ([], [note])


def test_deleted_records_are_not_found(workshop: Workshop):
    note = workshop.create_record("note", {"text": "air"})
    workshop.delete_record(note)
    assert found(workshop, "air") == []
    workshop.restore_record(note)
    assert found(workshop, "air") == [note]


@pytest.mark.parametrize("words", ['"', "air OR", "NEAR(air", "text:air", "air*", "-air", "(", "NOT air", "^air"])
def test_nothing_that_is_typed_is_syntax(workshop: Workshop, words: str):
    workshop.create_record("note", {"text": 'air or near text not "petik"'})
    workshop.search(words)


def test_words_in_every_record_bring_the_newest_first_and_a_rare_one_still_narrows(workshop: Workshop):
    ids = workshop.create_records([("note", {"text": f"hak nomor{number}"}) for number in range(2500)])
    assert found(workshop, "hak", limit=10) == ids[:-11:-1]
    assert found(workshop, "hak nomor1234") == [ids[1234]]


def test_a_text_of_any_length_is_found(workshop: Workshop):
    note = workshop.create_record("note", {"text": "kata " * 200_000})
    workshop.edit_text(note, "text", "kata " * 200_000 + "terakhir")
    assert found(workshop, "terakhir") == [note]
