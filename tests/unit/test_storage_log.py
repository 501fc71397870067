"""The log is the truth: every row is sealed, numbered and chained, and what is not whole is never taken in."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import log
from kotaham_desktop.storage.replay import RowChain, claimed_clocks, from_whole_log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        note = workshop.create_record("note", {"text": "air"})
        for number in range(8):
            workshop.set_fields(note, {"text": "air asin " * (number + 1)})
    return path


@pytest.fixture
def copy(file: Path, tmp_path: Path) -> Path:
    """Another laptop's copy with work of its own in a second session."""
    path = tmp_path / "laptop-b.kotaham"
    shutil.copy(file, path)
    with Workshop.open(path, author="Budi") as workshop:
        note = workshop.records("note")[0].id
        for number in range(8):
            workshop.edit_text(note, "text", f"{workshop.record(note).text('text')} kata{number}")
    return path


def rows(path: Path) -> list[log.LogRow]:
    with closing(connections.beside_writer(path)) as connection:
        return [row for _, row in log.rows_after(connection)]


def change(path: Path, statement: str, *values: object) -> None:
    with closing(connections.writable(path)) as connection:
        connection.execute(statement, values)
        connections.leave_clean(connection)


def test_a_sessions_rows_are_numbered_without_a_gap(copy: Path):
    by_session: dict[int, list[int]] = {}
    for row in rows(copy):
        by_session.setdefault(row.client_id, []).append(row.seq)
    assert len(by_session) == 3  # making the file is an opening too
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_session.values())


def test_every_opening_writes_under_a_client_id_of_its_own(file: Path):
    for _ in range(5):
        with Workshop.open(file, author="Rina") as workshop:
            workshop.create_record("note", {"text": "x"})
    assert len({row.client_id for row in rows(file)}) == 7


def test_an_opening_that_writes_nothing_leaves_no_session(file: Path):
    before = file.read_bytes()
    with Workshop.open(file, author="Rina") as workshop:
        workshop.records("note")
    with closing(connections.beside_writer(file)) as connection:
        assert len(log.sessions(connection)) == 2
    assert len(before) == file.stat().st_size


@pytest.mark.parametrize(
    "harm",
    [
        {"at": 1},
        {"kind": "edit2"},
        {"clock": 10**6},
        {"touched": "{}"},
        {"update": b"\0\0"},
        {"client_id": 99},
        {"seq": 3},
        {"checksum": b"0" * 16},
    ],
    ids=lambda harm: next(iter(harm)),
)
def test_a_row_with_anything_changed_is_not_accepted(file: Path, harm: dict):
    first, second = rows(file)[1:3]
    chain = RowChain()
    assert chain.accepts(first)
    assert not chain.accepts(replace(second, **harm))
    assert chain.accepts(second)


def test_rows_are_chained_so_that_none_can_be_left_out_or_exchanged(file: Path):
    first, second, third = rows(file)[1:4]
    chain = RowChain()
    assert chain.accepts(first)
    assert not chain.accepts(third)
    renumbered = replace(third, seq=2)
    assert not chain.accepts(renumbered)
    assert chain.accepts(second)
    assert chain.accepts(third)


def test_each_author_states_his_clock_and_the_whole_log_brings_it(copy: Path):
    with closing(connections.beside_writer(copy)) as connection:
        claimed = claimed_clocks(connection)
        assert len(claimed) == 3
        assert from_whole_log(connection, 1, copy).clocks() == claimed


def content(path: Path) -> bytes:
    return path.read_bytes()


def merge_refused(own: Path, other: Path) -> ExpectedError:
    with Workshop.open(own, author="Rina") as workshop:
        before = [workshop.record(note.id) for note in workshop.records("note")]
        with pytest.raises(ExpectedError) as raised:
            workshop.merge_file(other)
        assert [workshop.record(note.id) for note in workshop.records("note")] == before
        assert workshop.check().is_sound
        assert workshop.pending == 0
        workshop.create_record("note", {"text": "bekerja terus"})
    return raised.value


def test_a_gap_refuses_the_merge_and_names_what_is_missing(file: Path, copy: Path):
    second = rows(copy)[-1].client_id
    with closing(connections.writable(copy)) as connection:
        connection.execute(
            "DELETE FROM touch WHERE log_id IN (SELECT id FROM log WHERE client_id = ? AND seq = 4)", (second,)
        )
        connection.execute("DELETE FROM log WHERE client_id = ? AND seq = 4", (second,))
        connections.leave_clean(connection)
    left_there = content(copy)
    error = merge_refused(file, copy)
    assert (error.code, error.values["author"], error.values["row"]) == ("merge_gap", "Budi", 5)
    assert content(copy) == left_there


def test_a_flipped_bit_in_a_row_refuses_the_merge(file: Path, copy: Path):
    row = rows(copy)[-2]
    harmed = bytearray(row.update)
    harmed[len(harmed) // 2] ^= 0x04
    change(copy, 'UPDATE log SET "update" = ? WHERE client_id = ? AND seq = ?', bytes(harmed), row.client_id, row.seq)
    assert merge_refused(file, copy).code == "merge_gap"


def test_a_row_that_claims_more_than_it_brings_refuses_the_merge(file: Path, copy: Path):
    """Sealed rightly, so only the clocks tell that something is missing."""
    *before, row = rows(copy)
    claimed = row.clock + 5
    checksum = log.chained_checksum(
        before[-1].checksum, row.client_id, row.seq, row.at, row.kind, claimed, row.touched, row.update
    )
    change(
        copy, "UPDATE log SET clock = ?, checksum = ? WHERE client_id = ? AND seq = ?",
        claimed, checksum, row.client_id, row.seq,
    )  # fmt: skip
    assert merge_refused(file, copy).code == "merge_not_proven"


def test_copies_whose_shared_past_differs_are_not_merged(file: Path, copy: Path):
    first = rows(copy)[0]
    change(copy, "UPDATE log SET checksum = ? WHERE seq >= 1 AND client_id = ?", b"1" * 16, first.client_id)
    assert merge_refused(file, copy).code == "merge_diverged"


def test_another_training_is_not_merged(file: Path, tmp_path: Path):
    other = tmp_path / "pelatihan-lain.kotaham"
    Workshop.create(other, author="Budi").close()
    assert merge_refused(file, other).code == "merge_other_workshop"


def test_the_file_is_not_merged_with_itself(file: Path):
    assert merge_refused(file, file).code == "merge_same_file"


def test_a_harmed_row_of_the_own_file_is_found_when_the_document_is_needed(file: Path):
    row = rows(file)[3]
    change(file, 'UPDATE log SET "update" = ? WHERE seq = ?', row.update[:-1] + b"\7", row.seq)
    change(file, "DELETE FROM snapshot")
    with Workshop.open(file, author="Rina") as workshop:
        assert len(workshop.records("note")) == 1
        assert [problem.code for problem in workshop.check().problems] == ["damaged"]
        with pytest.raises(ExpectedError) as raised:
            workshop.create_record("note", {"text": "x"})
        assert raised.value.code == "file_damaged"
