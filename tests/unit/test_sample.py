from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.sample import build_sample
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.agenda import timed_agenda
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.domain.rollups import parse_number, rollup


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    path = tmp_path_factory.mktemp("sample") / "semarang.kotaham"
    build_sample(path, clock=lambda: datetime(2022, 8, 24, 15, 0, tzinfo=UTC))
    with Workshop.open(path, read_only=True) as workshop:
        yield workshop


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return ReferenceData()


def participants(sample: Workshop) -> list[Record]:
    return sample.records("person", role="participant")


def test_the_sample_is_the_training_in_semarang_as_reported(sample: Workshop) -> None:
    information = sample.record(WORKSHOP_ID)
    assert "Standar Norma Pengaturan (SNP) tentang Hak Memperoleh Keadilan" in information.text("title")
    assert information.ids("snps") == ("SNP-08", "SNP-07")
    assert (information.text("start_date"), information.text("end_date")) == ("2022-08-22", "2022-08-24")
    assert "Festival HAM 2021" in information.text("background")


def test_the_sample_says_in_several_places_that_people_and_stories_are_fictional(sample: Workshop) -> None:
    assert "REKAAN" in sample.record(WORKSHOP_ID).text("background")
    assert any("rekaan" in note.text("text") for note in sample.records("note"))
    assert all("rekaan" in photo.text("caption") for photo in sample.records("attachment"))
    assert all(person.text("contact").endswith("contoh.example") for person in participants(sample))


def test_thirty_two_participants_of_three_sectors_sit_in_four_mixed_groups(sample: Workshop) -> None:
    people = participants(sample)
    assert len(people) == 32
    assert {person.text("sector") for person in people} == {"opd", "civil_society", "business"}
    for group in sample.records("group"):
        members = [person for person in people if person.text("group") == group.id]
        assert len(members) == 8
        assert {person.text("sector") for person in members} == {"opd", "civil_society", "business"}
        assert {person.text("sex") for person in members} == {"female", "male"}
        assert sample.record(group.text("note_taker")).text("role") == "note_taker"


def test_the_sample_has_an_agenda_of_three_days_without_overlap(sample: Workshop) -> None:
    timed = timed_agenda(sample.records("agenda_item"), first_day=date(2022, 8, 22))
    assert {item.date for item in timed} == {date(2022, 8, 22), date(2022, 8, 23), date(2022, 8, 24)}
    assert not any(item.overlap_minutes or item.gap_minutes for item in timed)
    assert all(item.record.ids("people") for item in timed if item.record.text("kind") != "break")


@pytest.mark.parametrize(
    ("type_name", "least"),
    [("note", 30), ("case_study", 6), ("experience", 8), ("exercise", 8), ("action", 14), ("attachment", 6)],
)
def test_the_sample_shows_enough_of_every_kind_of_record(sample: Workshop, type_name: str, least: int) -> None:
    assert sample.count(type_name) >= least


def test_the_sample_uses_every_record_type_level_note_kind_and_consent_that_a_report_tells_apart(
    sample: Workshop,
) -> None:
    assert all(sample.count(name) for name, declared in RECORD_TYPES.items() if not declared.is_ledger)
    kept = [record for name in ("note", "case_study", "experience", "exercise") for record in sample.records(name)]
    assert {record.text("level") for record in kept} == {"L0", "L1", "L2", "L3"}
    assert {note.text("kind") for note in sample.records("note")} == {"note", "decision", "parked_question", "promise"}
    stories = sample.records("case_study") + sample.records("experience")
    assert {"refused", "room", "internal", "anonymous", "named"} <= {story.text("consent") for story in stories}


def test_no_story_is_more_open_than_its_consent_allows(sample: Workshop) -> None:
    most_open = {"not_asked": 1, "refused": 0, "room": 2, "internal": 1, "anonymous": 3, "named": 3}
    for story in sample.records("case_study") + sample.records("experience"):
        assert story.level <= most_open[story.text("consent")], story.text("title")


def test_every_method_norm_and_link_of_the_sample_exists(sample: Workshop, reference: ReferenceData) -> None:
    ids = {record.id for name in RECORD_TYPES for record in sample.records(name)}
    for name, record_type in RECORD_TYPES.items():
        for record in sample.records(name):
            for field in record_type.fields:
                value = record.text(field.name)
                if field.kind is FieldKind.LINK and value:
                    assert value in ids, (name, field.name)
                if field.kind is FieldKind.METHOD and value:
                    assert reference.method(value)
                if field.kind is FieldKind.CHOICE and value:
                    assert value in {choice.code for choice in field.choices}, (name, field.name, value)
    assert all(reference.norm(each.text("norm")) for each in sample.records("norm_reference"))


def test_result_rows_fit_the_fields_of_their_methods(sample: Workshop, reference: ReferenceData) -> None:
    methods = set()
    for exercise in sample.records("exercise"):
        method = reference.method(exercise.text("method"))
        assert method
        methods.add(method.id)
        rows = [row.answers() for row in sample.records("exercise_row", exercise=exercise.id)]
        assert rows, exercise.text("title")
        for row in rows:
            for name, answer in row.items():
                field = method.field(name)
                assert field, (method.id, name)
                assert not field.choices or answer in {choice.code for choice in field.choices}, (method.id, answer)
            assert all(row.get(field.name) for field in method.fields if field.required), (method.id, row)
        assert rollup(method, {"A": rows}).lines
    assert len(methods) >= 8


def test_the_dots_of_the_sample_are_three_for_each_participant(sample: Workshop) -> None:
    dots = [
        parse_number(row.answers()["dots"])
        for exercise in sample.records("exercise", method="dot_vote")
        for row in sample.records("exercise_row", exercise=exercise.id)
    ]
    assert sum(each or 0 for each in dots) == 3 * 32


def test_the_photos_of_the_sample_can_be_read_and_carry_no_camera_data(sample: Workshop) -> None:
    from PIL import Image

    for photo in sample.records("attachment"):
        content = sample.attachment_content(photo.text("sha256"))
        assert content.startswith(b"\xff\xd8")
        assert len(content) < 200_000
        path = sample.path.with_suffix(".jpg")
        path.write_bytes(content)
        with Image.open(path) as image:
            assert image.size == (1400, 933)
            assert not image.getexif()


def test_the_history_of_the_sample_tells_who_wrote_what_on_which_day(sample: Workshop) -> None:
    entries = sample.history(limit=2000)
    assert len(entries) > 200
    assert len({entry.author for entry in entries}) == 4
    case = next(each for each in sample.records("case_study") if "dermaga" in each.text("title"))
    assert len(sample.history(case.id)) >= 2


def test_the_sample_does_not_overwrite_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.kotaham"
    path.write_bytes(b"mine")
    with pytest.raises(ExpectedError, match="file_exists"):
        build_sample(path)
    assert path.read_bytes() == b"mine"
