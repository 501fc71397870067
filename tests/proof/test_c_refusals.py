"""C7, C9, C10 and C12: what must never come in does not, and what is there stays as it was."""

# ruff: noqa: S608 - the tables are ours
import random
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kotaham_desktop.application.merging import merge_steps, plan_between, prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.messages import explain
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import log, schema, search_index
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.missing_rows import find_missing
from tests.proof.figures import record
from tests.proof.merge_laptops import NOWHERE, Laptop, copied, harmed_copy, laptops
from tests.proof.scale import times

FILES = Path(__file__).parent.parent / "files"


def two_at_work(seed: int = 0) -> tuple[Laptop, Laptop]:
    """Two laptops with work of their own."""
    pair = laptops(2, names=("Ani", "Budi"))
    for laptop in pair:
        for number in range(5):
            laptop.edit("note-0", text=laptop.text("note-0") + f"{laptop.name}{seed}.{number} ")
        laptop.create("note", text="panjang sekali tulisan ini " * 3)
        laptop.create("exercise_row", values={"akar": "banjir"})
        laptop.edit("agenda_item-0", minutes=15, room=laptop.name)
    return pair[0], pair[1]


def held(laptop: Laptop) -> tuple[object, ...]:
    return (
        laptop.rows(),
        laptop.values(),
        laptop.conflicts(),
        laptop.connection.execute("SELECT count(*) FROM audit").fetchone(),
    )


def closed(*laptops_or_copies: Laptop | Connection) -> None:
    for one in laptops_or_copies:
        one.close()


# C7


def emptied(copy: Connection, *tables: str) -> Connection:
    search_index.bring_up_to_date(copy)
    for table in tables:
        copy.execute(f"DELETE FROM {table}")
    return copy


EMPTY = {
    "everything gone but the file's name": ("touch", "conflict", "log", "session", "record_index", "note", "audit"),
    "the log gone": ("touch", "log"),
    "log and openings gone": ("touch", "log", "session"),
    "only the tables gone": ("note", "case_study", "agenda_item", "record_index"),
    "the trail gone": ("audit",),
}  # fmt: skip


@pytest.mark.parametrize("name", list(EMPTY))
def test_a_copy_that_lost_everything_takes_nothing_away_here(name):
    lost = 0
    tried = times(4, 40)
    for seed in range(tried):
        ani, budi = two_at_work(seed)
        ani.merge(budi.connection)
        before = ani.values(), ani.rows()
        hollow = emptied(harmed_copy(budi.connection, "SELECT 1"), *EMPTY[name])
        lost += ani.merge(hollow) != 0 or (ani.values(), ani.rows()) != before or not ani.is_sound()
        closed(ani, budi, hollow)
    record("C7", "a copy that lost everything takes nothing away", tried, lost)
    assert lost == 0


def test_a_file_of_another_training_is_never_merged():
    lost = 0
    tried = times(5, 20)
    for seed in range(tried):
        ani, budi = two_at_work(seed)
        foreign = harmed_copy(budi.connection, "UPDATE meta SET value = 'lain' WHERE key = 'workshop_id'")
        before = held(ani)
        with pytest.raises(ExpectedError) as raised:
            ani.merge(foreign)
        lost += raised.value.code != "merge_other_workshop" or held(ani) != before
        closed(ani, budi, foreign)
    record("C7", "a file of another training is refused", tried, lost)
    assert lost == 0


def test_a_colleague_who_deleted_everything_leaves_it_in_the_trash_and_what_is_edited_here_stands():
    ani, budi = two_at_work()
    budi.merge(ani.connection)
    ani.merge(budi.connection)
    ids = [one.id for name in ("note", "case_study", "agenda_item") for one in budi.tables.records(name)]
    for record_id in ids:
        budi.delete(record_id)
    ani.edit("note-0", text=ani.text("note-0") + "masih dipakai ")
    ani.merge(budi.connection)
    assert not ani.tables.record("note-0").deleted
    assert "masih" in ani.text("note-0")
    gone = [record_id for record_id in ids if ani.tables.record(record_id).deleted]
    assert len(gone) == len(ids) - 1
    for record_id in gone:
        ani.delete(record_id, deleted=False)
    assert all(not ani.tables.record(record_id).deleted for record_id in ids)
    closed(ani, budi)


# C9


def test_a_merge_that_does_not_come_out_as_it_was_tried_changes_nothing_and_says_so():
    lost = 0
    tried = times(10, 100)
    for seed in range(tried):
        generator = random.Random(f"sanity {seed}")
        ani, budi = two_at_work(seed)
        before = held(ani)
        plan = plan_between(ani.connection, budi.connection, NOWHERE, Path("rekan.kotaham"))
        wrong = replace(plan, expected={**plan.expected, generator.choice(list(plan.expected)): "lain"})
        if generator.random() < 0.5:
            rows = list(plan.missing.rows)
            place = generator.randrange(len(rows))
            rows[place] = replace(rows[place], clock=rows[place].clock + 1000)
            wrong = replace(plan, missing=replace(plan.missing, rows=tuple(rows)))
        with pytest.raises(ExpectedError) as raised:
            list(merge_steps(ani.editing, wrong))
        told = explain(raised.value)
        ok = raised.value.code == "merge_not_proven" and held(ani) == before and told.safe and told.next_step
        ani.edit("note-0", text=ani.text("note-0") + "jalan terus ")
        ani.merge(budi.connection)
        lost += not (ok and ani.is_sound() and ani.trail_report().is_whole and "jalan" in ani.text("note-0"))
        closed(ani, budi)
    record("C9", "a merge that comes out otherwise than tried: rolled back and told", tried, lost)
    assert lost == 0


# C10


def mutated(update: bytes, others: list[bytes], generator: random.Random) -> bytes:
    """The bytes of a change, with bits flipped, cut, prolonged, joined to another's, or another's altogether."""
    content, other = bytearray(update), generator.choice(others)
    match generator.randrange(6):
        case 0 | 1:
            for _ in range(generator.choice((1, 1, 2, 8))):
                content[generator.randrange(len(content))] ^= 1 << generator.randrange(8)
        case 2:
            del content[generator.randrange(len(content)) :]
        case 3:
            content += generator.randbytes(generator.randint(1, 20))
        case 4:
            content = content[: generator.randrange(len(content))] + other[generator.randrange(len(other)) :]
        case _:
            content = bytearray(other)
    return bytes(content)


def foreign_updates() -> list[bytes]:
    """Changes of another training, made by the same engine."""
    ani, budi = two_at_work(99)
    found = log.updates(ani.connection) + log.updates(budi.connection)
    closed(ani, budi)
    return found


TRIES_A_PART = 500


@pytest.mark.parametrize("part", range(times(10, 400)))
def test_changed_or_foreign_bytes_are_never_taken_without_the_right_seal(part):
    generator = random.Random(f"bytes {part}")
    ani, budi = two_at_work(part)
    theirs, others = budi.connection, foreign_updates()
    new = [row for row in find_missing(ani.connection, theirs, "rekan").rows if row.update]
    others += [row.update for row in new]
    tried = accepted = 0
    while tried < TRIES_A_PART:
        row = generator.choice(new)
        update = mutated(row.update, others, generator)
        if update == row.update:
            continue
        tried += 1
        theirs.execute("BEGIN")
        theirs.execute('UPDATE log SET "update" = ? WHERE client_id = ? AND seq = ?', (update, *row.key))
        try:
            find_missing(ani.connection, theirs, "rekan")
        except ExpectedError as error:
            accepted += error.code != "merge_gap"
        else:
            accepted += 1
        theirs.execute("ROLLBACK")
    closed(ani, budi)
    record("C10", "changed or foreign bytes without the right seal: taken in", tried, accepted)
    assert accepted == 0


def sealed_anew(connection: Connection, client_id: int) -> None:
    """What somebody does who knows how rows are sealed."""
    previous = b""
    for log_id, row in list(log.rows_after(connection)):
        if row.client_id == client_id:
            previous = log.chained_checksum(
                previous, row.client_id, row.seq, row.at, row.kind, row.clock, row.touched, row.update
            )
            connection.execute("UPDATE log SET checksum = ? WHERE id = ?", (previous, log_id))


@pytest.mark.parametrize("part", range(times(4, 100)))
def test_bytes_that_somebody_sealed_anew_are_refused_or_leave_a_sound_file(part):
    """A colleague may write anything; no bytes may end the program, hide work, or leave a file that cannot be read."""
    generator = random.Random(f"sealed {part}")
    ani, budi = two_at_work(part)
    words, others, lost, tried = set(ani.text("note-0").split()), foreign_updates(), [], 0
    new = [row for row in find_missing(ani.connection, budi.connection, "rekan").rows if row.update]
    while tried < 50:
        row = generator.choice(new)
        update = mutated(row.update, others, generator)
        if update == row.update:
            continue
        tried += 1
        hostile, victim = copied(budi.connection), Laptop("Ani", copied(ani.connection))
        hostile.execute('UPDATE log SET "update" = ? WHERE client_id = ? AND seq = ?', (update, *row.key))
        sealed_anew(hostile, row.client_id)
        before = held(victim)
        try:
            victim.merge(hostile)
            whole = victim.is_sound() and words <= set(victim.text("note-0").split())
        except ExpectedError as error:
            whole = error.code in ("merge_not_proven", "merge_gap") and held(victim) == before
        if not whole:
            lost.append(update.hex())
        closed(hostile, victim)
    closed(ani, budi)
    record("C10", "bytes sealed anew by somebody who knows how: file not sound after", tried, len(lost))
    assert lost == []


# C12


@pytest.mark.parametrize("version", range(1, schema.CURRENT_VERSION))
def test_the_file_of_an_older_program_is_merged_and_stays_as_it_is(version, tmp_path):
    older, own = tmp_path / "lama.kotaham", tmp_path / "sendiri.kotaham"
    shutil.copyfile(FILES / f"format-{version}.kotaham", older)
    shutil.copyfile(older, own)
    with Workshop.open(own, author="Ani") as workshop:
        notes = {note.id: note.text("text") for note in workshop.records("note")}
    with closing(connections.writable(own)) as connection:  # as if this copy had been made before the last change
        last = connection.execute("SELECT max(id) FROM log").fetchone()[0]
        connection.execute("DELETE FROM touch WHERE log_id = ?", (last,))
        connection.execute("DELETE FROM log WHERE id = ?", (last,))
        connection.execute("DELETE FROM audit")
        connection.execute("DELETE FROM meta WHERE key = 'audit_head'")
        connection.execute("DELETE FROM snapshot")
        connections.leave_clean(connection)
    before = older.read_bytes()
    with Workshop.open(own, author="Ani") as workshop:
        workshop.rebuild()
        workshop.create_record("note", {"text": "sesudah itu"})
        assert workshop.merge_file(older).rows == 1
        assert notes.items() <= {note.id: note.text("text") for note in workshop.records("note")}.items()
        report = workshop.check()
        assert (report.problems, report.is_sound) == ([], True)
    assert older.read_bytes() == before
    record("C12", "a file of an older format into a newer program", 1, 0)


@pytest.mark.parametrize("ahead", [1, 9996])
def test_the_file_of_a_newer_program_is_refused_and_kept(ahead, tmp_path):
    own, newer = tmp_path / "sendiri.kotaham", tmp_path / "baru.kotaham"
    with Workshop.create(own, author="Ani") as workshop:
        workshop.create_record("note", {"text": "air"})
    shutil.copyfile(own, newer)
    with Workshop.open(newer, author="Budi") as workshop:
        workshop.create_record("note", {"text": "listrik"})
    with closing(connections.writable(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.CURRENT_VERSION + ahead}")
        connections.leave_clean(connection)
    before = newer.read_bytes()
    with Workshop.open(own, author="Ani") as workshop:
        with pytest.raises(ExpectedError) as raised:
            workshop.merge_file(newer)
        assert raised.value.code == "file_newer"
        with pytest.raises(ExpectedError):
            prepare_merge(own, newer)
        assert [note.text("text") for note in workshop.records("note")] == ["air"]
        assert workshop.check().is_sound
    assert newer.read_bytes() == before
    record("C12", "a file of a newer format into an older program: refused, both untouched", 1, 0)
