"""Commands on an open workshop: each is on the disk when it returns, tells the views once, and is all or nothing."""

import gc
import threading
import weakref
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError


@pytest.fixture
def workshop(tmp_path: Path):
    with Workshop.create(tmp_path / "pelatihan.kotaham", author="Rina") as opened:
        yield opened


def reopened(workshop: Workshop) -> Workshop:
    workshop.close()
    return Workshop.open(workshop.path, author="Rina")


def refused(workshop: Workshop, record_id: str, values: dict) -> str:
    before = workshop.record(record_id)
    with pytest.raises(ExpectedError) as raised:
        workshop.set_fields(record_id, values)
    assert workshop.record(record_id) == before
    assert workshop.pending == 0
    return raised.value.code


def test_whole_numbers_come_back_whole(workshop: Workshop):
    item = workshop.create_record("agenda_item", {"title": "Pembukaan", "minutes": 90})
    workshop.set_fields(item, {"day": 3})
    with reopened(workshop) as again:
        values = again.record(item).values
        assert (values["minutes"], values["day"]) == (90, 3)
        assert type(values["minutes"]) is type(values["day"]) is int
        assert again.check().is_sound


def test_numbers_that_the_engine_would_change_are_refused(workshop: Workshop):
    item = workshop.create_record("agenda_item", {"title": "Pembukaan", "minutes": 2**53})
    assert workshop.record(item).number("minutes") == 2**53
    for number in (2**53 + 1, -(2**53) - 1, 10**30):
        assert refused(workshop, item, {"minutes": number}) == "value_refused"


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "sembilan", True, ("a",)], ids=["nan", "inf", "word", "yes", "list"]
)
def test_what_is_no_number_is_refused(workshop: Workshop, value):
    item = workshop.create_record("agenda_item", {"title": "Pembukaan"})
    assert refused(workshop, item, {"minutes": value}) == "value_refused"


@pytest.mark.parametrize("position", [float("nan"), float("inf"), float("-inf")])
def test_a_place_among_siblings_is_a_number_too(workshop: Workshop, position):
    item = workshop.create_record("agenda_item", {"title": "Pembukaan"})
    assert refused(workshop, item, {"position": position}) == "value_refused"


def test_unknown_types_fields_and_records_are_refused(workshop: Workshop):
    assert refused(workshop, "workshop", {"tidak_ada": "x"}) == "unknown_field"
    for command, code in (
        (lambda: workshop.create_record("tidak_ada", {}), "unknown_type"),
        (lambda: workshop.set_fields("tidak-ada", {"title": "x"}), "unknown_record"),
        (lambda: workshop.delete_record("tidak-ada"), "unknown_record"),
    ):
        with pytest.raises(ExpectedError) as raised:
            command()
        assert raised.value.code == code


def test_a_list_with_one_bad_record_creates_none(workshop: Workshop):
    with pytest.raises(ExpectedError):
        workshop.create_records([("note", {"text": "a"}), ("note", {"tidak_ada": "x"})])
    assert workshop.count("note") == 0


def test_a_batch_that_fails_has_not_happened(workshop: Workshop):
    note = workshop.create_record("note", {"text": "awal"})

    def take_in():
        with workshop.batch("import"):
            workshop.create_record("note", {"text": "baru"})
            workshop.edit_text(note, "text", "awal berubah")
            workshop.create_record("tidak_ada", {})

    with pytest.raises(ExpectedError):
        take_in()
    assert workshop.count("note") == 1
    assert workshop.record(note).text("text") == "awal"
    assert workshop.check().is_sound
    assert workshop.undo()
    assert workshop.count("note") == 0


def test_every_change_tells_the_views_once_what_it_touched(workshop: Workshop):
    told = []
    unsubscribe = workshop.subscribe(told.append)
    note = workshop.create_record("note", {"text": "a"})
    with workshop.batch("import"):
        workshop.edit_text(note, "text", "ab")
        person = workshop.create_record("person", {"name": "Sari"})
    workshop.set_fields(note, {"text": "ab"})
    unsubscribe()
    workshop.delete_record(note)
    assert [(change.record_ids, change.types, change.own) for change in told] == [
        (frozenset({note}), frozenset({"note"}), True),
        (frozenset({note, person}), frozenset({"note", "person"}), True),
    ]


def test_votes_are_kept_one_by_one_under_each_voters_key(workshop: Workshop):
    row = workshop.create_record("exercise_row", {"values": {"akar": "banjir"}})
    for voter in ("laptop 1", "laptop 2", "laptop 1"):
        workshop.set_fields(row, {"values": {f"suara {voter}": "1"}})
    assert workshop.record(row).answers() == {"akar": "banjir", "suara laptop 1": "1", "suara laptop 2": "1"}


def test_the_document_stays_with_the_thread_that_opened_it(workshop: Workshop):
    failures = []

    def elsewhere():
        try:
            workshop.create_record("note", {"text": "dari benang lain"})
        except RuntimeError as error:
            failures.append(error)

    worker = threading.Thread(target=elsewhere)
    worker.start()
    worker.join()
    assert len(failures) == 1
    assert workshop.pending == 0
    assert workshop.check().is_sound


def test_a_closed_workshop_leaves_the_memory(tmp_path: Path):
    workshop = Workshop.create(tmp_path / "pelatihan.kotaham", author="Rina")
    workshop.create_record("note", {"text": "x" * 1000})
    document = weakref.ref(workshop.editing.document)
    workshop.close()
    del workshop
    gc.collect()
    assert document() is None


def test_saved_at_is_the_moment_of_the_last_change(tmp_path: Path):
    seconds = count()
    clock = lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))  # noqa: E731 - short and local
    with Workshop.create(tmp_path / "pelatihan.kotaham", author="Rina", clock=clock) as workshop:
        workshop.create_record("note", {"text": "x"})
        first = workshop.saved_at
        workshop.create_record("note", {"text": "y"})
        assert workshop.saved_at > first


def test_what_the_disk_refused_is_written_and_told_once_it_is_back(workshop: Workshop, tmp_path: Path):
    note = workshop.create_record("note", {"text": "awal"})
    told = []
    workshop.subscribe(told.append)
    away = tmp_path / "dicabut"
    workshop.path.rename(away)
    for text in ("awal satu", "awal satu dua"):
        with pytest.raises(ExpectedError) as raised:
            workshop.edit_text(note, "text", text)
        assert raised.value.code == "file_unreachable"
    assert workshop.pending == 2
    assert not workshop.retry()
    assert told == []
    away.rename(workshop.path)
    assert workshop.retry()
    assert [change.record_ids for change in told] == [frozenset({note})] * 2
    assert workshop.record(note).text("text") == "awal satu dua"
    assert workshop.check().is_sound


def test_a_file_that_another_took_the_place_of_is_not_written(workshop: Workshop, tmp_path: Path):
    other = tmp_path / "lain.kotaham"
    Workshop.create(other, author="Budi").close()
    other.replace(workshop.path)
    with pytest.raises(ExpectedError) as raised:
        workshop.create_record("note", {"text": "x"})
    assert raised.value.code == "file_unreachable"
    assert workshop.pending == 1
    with pytest.raises(ExpectedError):
        workshop.close()


def test_the_history_says_who_wrote_what_and_gives_yesterdays_text(workshop: Workshop):
    note = workshop.create_record("note", {"text": "kemarin"})
    workshop.edit_text(note, "text", "hari ini")
    newest, oldest = workshop.history(note)
    assert (newest.author, newest.fields, oldest.kind) == ("Rina", ("text",), "create")
    assert workshop.record_as_of(note, oldest.log_id).text("text") == "kemarin"
    assert workshop.record_as_of(note, oldest.log_id - 1) is None


def test_rebuilding_gives_the_same_tables_and_the_same_search(workshop: Workshop):
    note = workshop.create_record("note", {"text": "air asin"})
    workshop.edit_text(note, "text", "air tawar")
    workshop.delete_record(workshop.create_record("note", {"text": "air keruh"}))
    before = workshop.records("note", include_deleted=True)
    workshop.rebuild()
    assert workshop.records("note", include_deleted=True) == before
    assert [hit.record_id for hit in workshop.search("air")] == [note]
    assert workshop.check().is_sound
