"""Undo takes back this person's last step and nothing that others wrote."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop


class Hand:
    """A clock that moves when it is told to."""

    def __init__(self):
        self.now = datetime(2026, 11, 24, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def workshop(tmp_path: Path, clock: Hand):
    with Workshop.create(tmp_path / "pelatihan.kotaham", author="Rina", clock=clock) as opened:
        yield opened


@pytest.fixture
def colleague(workshop: Workshop, tmp_path: Path):
    """Work of another laptop on a copy, merged back into ours."""

    def works(action):
        copied = tmp_path / "laptop-b.kotaham"
        workshop.rest()
        shutil.copy(workshop.path, copied)
        with Workshop.open(copied, author="Budi") as other:
            action(other)
        workshop.merge_file(copied)

    return works


def text(workshop: Workshop, note: str) -> str:
    return workshop.record(note).text("text")


def test_a_run_of_typing_is_one_step_and_a_pause_ends_it(workshop: Workshop, clock: Hand):
    note = workshop.create_record("note", {"text": ""})
    for typed in ("a", "ab", "abc"):
        clock.wait(0.3)
        workshop.edit_text(note, "text", typed)
    clock.wait(5)
    workshop.edit_text(note, "text", "abc def")
    workshop.undo()
    assert text(workshop, note) == "abc"
    workshop.undo()
    assert text(workshop, note) == ""
    workshop.redo()
    workshop.redo()
    assert text(workshop, note) == "abc def"


def test_typing_in_another_text_is_another_step(workshop: Workshop):
    note = workshop.create_record("note", {"text": "", "answer": ""})
    workshop.edit_text(note, "text", "tanya")
    workshop.edit_text(note, "answer", "jawab")
    workshop.undo()
    assert (text(workshop, note), workshop.record(note).text("answer")) == ("tanya", "")


def test_a_command_with_several_fields_is_one_step(workshop: Workshop):
    note = workshop.create_record("note", {"text": "a"})
    workshop.set_fields(note, {"text": "b", "speaker": "Sari", "kind": "decision"})
    workshop.undo()
    values = workshop.record(note).values
    assert (values["text"], values["speaker"], values["kind"]) == ("a", "", "note")


def test_a_creation_is_undone_by_putting_the_record_aside(workshop: Workshop):
    note = workshop.create_record("note", {"text": "a"})
    workshop.undo()
    assert workshop.count("note") == 0
    assert workshop.record(note).deleted
    workshop.redo()
    assert workshop.count("note") == 1


def test_a_deletion_is_undone(workshop: Workshop):
    note = workshop.create_record("note", {"text": "a"})
    workshop.delete_record(note)
    workshop.undo()
    assert not workshop.record(note).deleted


def test_a_batch_is_one_step(workshop: Workshop):
    with workshop.batch("template"):
        first = workshop.create_record("note", {"text": "satu"})
        workshop.create_record("person", {"name": "Sari"})
        workshop.edit_text(first, "text", "satu dua")
    workshop.undo()
    assert (workshop.count("note"), workshop.count("person"), workshop.can_undo) == (0, 0, False)
    workshop.redo()
    assert (workshop.count("note"), workshop.count("person"), text(workshop, first)) == (1, 1, "satu dua")


def test_a_new_change_ends_what_could_be_done_again(workshop: Workshop):
    note = workshop.create_record("note", {"text": "a"})
    workshop.set_fields(note, {"text": "b"})
    workshop.undo()
    workshop.set_fields(note, {"speaker": "Sari"})
    assert not workshop.can_redo
    assert not workshop.redo()


def test_what_made_the_file_is_no_step(workshop: Workshop):
    assert not workshop.can_undo
    assert not workshop.undo()


def test_words_of_others_stay_when_our_typing_around_them_is_undone(workshop: Workshop, colleague, clock: Hand):
    note = workshop.create_record("note", {"text": "awal "})
    clock.wait(5)
    workshop.edit_text(note, "text", "awal kami ")
    colleague(lambda other: other.edit_text(note, "text", "awal kami mereka "))
    workshop.undo()
    assert text(workshop, note) == "awal mereka "
    workshop.redo()
    assert text(workshop, note) == "awal kami mereka "
    assert workshop.check().is_sound


def test_what_others_wrote_in_a_record_stays_when_its_creation_is_undone_and_done_again(workshop: Workshop, colleague):
    note = workshop.create_record("note", {"text": "awal "})
    colleague(lambda other: other.edit_text(note, "text", "awal mereka "))
    workshop.undo()
    workshop.redo()
    assert (text(workshop, note), workshop.record(note).deleted) == ("awal mereka ", False)


def test_a_step_that_others_have_made_void_is_passed_over_together_with_its_place(workshop: Workshop, colleague):
    note = workshop.create_record("note", {"text": "awal "})
    workshop.set_fields(note, {"text": "awal satu "})
    workshop.create_record("person", {"name": "Sari"})
    workshop.set_fields(note, {"text": "awal satu dua "})
    colleague(lambda other: other.edit_text(note, "text", "awal satu "))
    workshop.undo()
    assert text(workshop, note) == "awal "
    workshop.undo()
    assert workshop.count("person") == 0
    workshop.undo()
    assert workshop.record(note).deleted
    assert not workshop.can_undo
    while workshop.redo():
        pass
    assert (text(workshop, note), workshop.count("person"), workshop.record(note).deleted) == ("awal satu ", 1, False)
    assert workshop.check().is_sound


def test_a_value_that_others_wrote_over_stays(workshop: Workshop, colleague):
    note = workshop.create_record("note", {"text": "a", "speaker": "Sari"})
    workshop.set_fields(note, {"speaker": "Tono"})
    colleague(lambda other: other.set_fields(note, {"speaker": "Wati"}))
    workshop.undo()
    assert workshop.record(note).text("speaker") == "Wati"
    assert workshop.check().is_sound


def test_undo_after_reopening_takes_back_nothing(workshop: Workshop):
    workshop.create_record("note", {"text": "a"})
    workshop.close()
    with Workshop.open(workshop.path, author="Rina") as again:
        assert not again.undo()
        assert again.count("note") == 1
