"""While recording rests nothing of the room is written down, and only that it rested is known."""

import shutil
from datetime import timedelta

import pytest

from kotaham_desktop.application.recording_pause import pause_recording, resume_recording, running_pause
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.recording import CAPTURED, LONGEST_PAUSE_MS, ends_at


@pytest.fixture
def moment(clock):
    class Moment:
        at = clock()

        def __call__(self):
            return self.at

    return Moment()


@pytest.fixture
def workshop(tmp_path, moment):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna", clock=moment) as opened:
        yield opened


def paused(command, *arguments, **more):
    with pytest.raises(ExpectedError) as refused:
        command(*arguments, **more)
    return refused.value.code == "recording_paused"


@pytest.mark.parametrize("type_name", sorted(CAPTURED))
def test_nothing_of_the_room_is_created_in_a_pause(workshop, type_name):
    assert pause_recording(workshop)
    assert paused(workshop.create_record, type_name, {})
    assert paused(workshop.create_records, [("group", {}), (type_name, {})])
    assert workshop.count(type_name) == workshop.count("group") == 0
    assert resume_recording(workshop)
    workshop.create_record(type_name, {})


def test_nothing_typed_or_photographed_in_a_pause_is_in_the_file(workshop):
    note = workshop.create_record("note", {"text": "Sebelum"})
    exercise = workshop.create_record("exercise", {"title": "x", "method": "problem_tree"})
    row = workshop.create_record("exercise_row", {"exercise": exercise, "values": {"card": "a"}})
    pause_recording(workshop)
    assert paused(workshop.edit_text, note, "text", "Sebelum kenari")
    assert paused(workshop.edit_text, row, "values.card", "kenari")
    assert paused(workshop.set_fields, note, {"speaker": "kenari"})
    assert paused(workshop.attach, note, b"kenari-foto", "image/png")
    resume_recording(workshop)
    workshop.edit_text(note, "text", "Sebelum dan sesudah")
    workshop.close()
    assert b"kenari" not in workshop.path.read_bytes()


def test_the_pause_leaves_its_beginning_and_end_and_nothing_else(workshop):
    pause_recording(workshop)
    assert not pause_recording(workshop)
    resume_recording(workshop)
    assert not resume_recording(workshop)
    first, last = workshop.records("recording_pause")
    assert (first.text("state"), last.text("state"), last.text("pause")) == ("paused", "resumed", first.id)
    assert not workshop.can_undo


def test_preparation_and_protection_go_on_in_a_pause(workshop):
    note = workshop.create_record("note", {"text": "x"})
    pause_recording(workshop)
    workshop.create_record("person", {"name": "Aris"})
    workshop.set_fields("workshop", {"title": "Judul"})
    workshop.set_fields(note, {"level": "L0"})
    workshop.delete_record(note)
    assert workshop.record(note).deleted


def test_the_pause_outlives_closing_the_file_and_reaches_other_laptops(workshop, tmp_path, moment):
    pause_recording(workshop)
    workshop.close()
    shutil.copyfile(workshop.path, tmp_path / "b.kotaham")
    with Workshop.open(tmp_path / "b.kotaham", author="Budi", clock=moment) as theirs:
        assert paused(theirs.create_record, "note", {"text": "x"})
        resume_recording(theirs)
    with Workshop.open(workshop.path, clock=moment) as ours:
        assert running_pause(ours) is not None
        ours.merge_file(tmp_path / "b.kotaham")
        assert running_pause(ours) is None


def test_a_forgotten_pause_ends_with_the_day(workshop, moment):
    pause_recording(workshop)
    moment.at += timedelta(milliseconds=LONGEST_PAUSE_MS)
    assert running_pause(workshop) is not None
    moment.at += timedelta(seconds=1)
    assert running_pause(workshop) is None
    workshop.create_record("note", {"text": "x"})


def test_a_pause_for_some_minutes_ends_by_itself(workshop, moment):
    pause_recording(workshop, minutes=10)
    (pause,) = workshop.records("recording_pause")
    assert ends_at(pause) == pause.created_at + 600_000
    moment.at += timedelta(minutes=10)
    assert paused(workshop.create_record, "note", {})
    moment.at += timedelta(seconds=1)
    assert running_pause(workshop) is None
    workshop.create_record("note", {"text": "x"})
    assert pause_recording(workshop)
    assert ends_at(running_pause(workshop)) is None
