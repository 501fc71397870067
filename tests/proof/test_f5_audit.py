"""F5: whatever is edited, deleted, moved or slipped in behind the program's back, in the trail or in the log, shows."""

# ruff: noqa: S608 - the tables are ours
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kotaham_desktop.application.salvaging import salvage_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import audit, audit_check, log
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.trail_memory import TrailMemory
from tests.proof.figures import record
from tests.proof.scale import times

TRIES = times(20, 200)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A file with a life: several openings by two people, a merge with a colleague's work, something that left."""
    folder = tmp_path_factory.mktemp("jejak")
    path, other = folder / "pelatihan.kotaham", folder / "rekan.kotaham"
    with Workshop.create(path, author="Ani") as ani:
        note = ani.create_record("note", {"text": "air "})
    shutil.copyfile(path, other)
    for author in ("Budi", "Citra"):
        with Workshop.open(other, author=author) as rekan:
            rekan.create_record("note", {"text": f"dari {author}"})
            rekan.edit_text(note, "text", rekan.record(note).text("text") + f"{author} ")
    for number in range(3):
        with Workshop.open(path, author="Ani") as ani:
            ani.edit_text(note, "text", ani.record(note).text("text") + f"kata{number} ")
            ani.set_fields(note, {"speaker": f"Ibu {number}"})
            if number == 1:
                ani.merge_file(other)
            ani.note_act("left", {"form": "pdf", "audience": "team"})
    return path


@pytest.fixture
def file(lived, tmp_path):
    return Path(shutil.copyfile(lived, tmp_path / lived.name))


def verdict(path, memory=None):
    """What the program says of the trail, in whichever way it notices."""
    try:
        with Workshop.open(path, read_only=True, memory=memory) as workshop:
            return [fault.code for fault in workshop.prove_trail().faults] or (
                [] if workshop.check().is_sound else ["check"]
            )
    except ExpectedError as error:
        return [error.code]


def tamper(path, *statements):
    with closing(connections.writable(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement, values in statements:
            connection.execute(statement, values)
        connections.leave_clean(connection)


def ids(path, table):
    with closing(connections.read_only(path)) as connection:
        return [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def swapped(table, one, other):
    """Exchange the places of two rows."""
    return [
        (f"UPDATE {table} SET id = -1 WHERE id = ?", (one,)),
        (f"UPDATE {table} SET id = ? WHERE id = ?", (one, other)),
        (f"UPDATE {table} SET id = ? WHERE id = -1", (other,)),
    ]


AUDIT_COLUMNS = {
    "chain": "lain", "number": 77, "at": 1, "who": "Orang lain", "what": "opened2", "facts": '{"form":"xlsx"}',
    "session": 99, "seq": 99, "checksum": b"0" * 16, "previous": b"1" * 32, "seal": b"2" * 32,
}  # fmt: skip
LOG_COLUMNS = {
    "client_id": 99, "seq": 88, "at": 1, "kind": "edit2", "clock": 9, "checksum": b"0" * 16, "touched": "{}",
    '"update"': b"\0\0", "here": None,
}  # fmt: skip


def edited(path, generator):
    table, columns = generator.choice([("audit", AUDIT_COLUMNS), ("log", LOG_COLUMNS)])
    row, column = generator.choice(ids(path, table)), generator.choice(list(columns))
    if column == "here":
        return [("UPDATE log SET here = 1 - here WHERE id = ?", (row,))]
    return [(f"UPDATE {table} SET {column} = ? WHERE id = ?", (columns[column], row))]


def deleted(path, generator):
    table = generator.choice(["audit", "log"])
    return [(f"DELETE FROM {table} WHERE id = ?", (generator.choice(ids(path, table)),))]


def cut_off(path, generator):
    table = generator.choice(["audit", "log"])
    found = ids(path, table)
    return [(f"DELETE FROM {table} WHERE id >= ?", (generator.choice(found[len(found) // 2 :]),))]


def moved(path, generator):
    """Two acts, or two rows of one session or of sessions that follow each other."""
    if generator.random() < 0.5:
        found = ids(path, "audit")
    else:
        with closing(connections.read_only(path)) as connection:
            found = [row[0] for row in connection.execute("SELECT id FROM log WHERE here = 1 ORDER BY id")]
        place = generator.randrange(len(found) - 1)
        return swapped("log", found[place], found[place + 1])
    place = generator.randrange(len(found) - 1)
    return swapped("audit", found[place], found[place + 1])


def slipped_in(path, generator):
    """A copy of an act under another name, sealed as the program would; or a row behind the end of a session."""
    with closing(connections.read_only(path)) as connection:
        found, head = audit.acts(connection), audit.head(connection)
        ends = audit.ends_of_log(connection)
    if generator.random() < 0.5:
        act, _ = generator.choice(found)
        previous = generator.choice([act.previous, head, b""])
        values = ("palsu", 1, act.at, "Ani", act.what, act.facts, act.session, act.seq, act.checksum, previous)
        here = generator.choice([0, 1])
        row = (*values, audit.seal_of(*values), here)
        marks = ", ".join("?" * len(row))
        return [(f"INSERT INTO audit ({audit.COLUMNS}, here) VALUES ({marks})", row)]
    client, (seq, checksum, _) = generator.choice(sorted(ends.items()))
    values = (int(client, 16), seq + 1, 1, "edit", 0)
    sealed = log.chained_checksum(bytes.fromhex(checksum), *values, "{}", b"")
    row = (*values, sealed, "{}", b"", generator.choice([0, 1]))
    return [(f"INSERT INTO log ({log.COLUMNS}, here) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)]


@pytest.mark.parametrize("tampering", [edited, deleted, cut_off, moved, slipped_in], ids=lambda one: one.__name__)
def test_every_tampering_with_trail_or_log_shows(lived, tmp_path, tampering):
    unseen = []
    for seed in range(TRIES):
        path = Path(shutil.copyfile(lived, tmp_path / f"{seed}.kotaham"))
        statements = tampering(path, random.Random(f"{tampering.__name__} {seed}"))
        tamper(path, *statements)
        if not verdict(path):
            unseen.append((seed, statements))
        path.unlink()
    record("F5", f"trail or log {tampering.__name__}", TRIES, len(unseen))
    assert unseen == []


def test_nothing_is_called_tampering_that_is_none(file, tmp_path):
    assert verdict(file) == []
    memory = TrailMemory(tmp_path / "ingatan")
    with Workshop.open(file, author="Ani", memory=memory) as workshop:
        assert workshop.prove_trail().is_whole
        workshop.create_record("note", {"text": "baru"})
        assert workshop.prove_trail().is_whole
        workshop.rebuild()
        workshop.create_record("note", {"text": "sesudah menyusun ulang"})
    copy = Path(shutil.copyfile(file, tmp_path / "rekan.kotaham"))
    with Workshop.open(copy, author="Budi") as rekan, Workshop.open(file, author="Ani", memory=memory) as workshop:
        rekan.create_record("note", {"text": "b"})
        for _ in range(2):
            workshop.merge_file(copy)
            rekan.merge_file(file)
        assert rekan.prove_trail().is_whole
        assert workshop.prove_trail().is_whole
    assert verdict(file, memory) == verdict(copy) == []


def test_the_author_of_an_opening_cannot_be_exchanged(file):
    tamper(file, ("UPDATE session SET author = 'Orang lain' WHERE author = 'Citra'", ()))
    assert "author_changed" in verdict(file)


def test_a_row_that_was_changed_and_sealed_anew_shows_also_after_the_program_has_gone_on(file):
    with closing(connections.read_only(file)) as connection:
        log_id, row = list(log.rows_after(connection))[-1]
        before = log.checksum_at(connection, row.client_id, row.seq - 1)
    sealed = log.chained_checksum(before, row.client_id, row.seq, row.at, "edit2", row.clock, row.touched, row.update)
    tamper(file, ("UPDATE log SET kind = 'edit2', checksum = ? WHERE id = ?", (sealed, log_id)))
    assert "log_row_changed" in verdict(file)
    for _ in range(2):
        with Workshop.open(file, author="Ani") as workshop:
            workshop.create_record("note", {"text": "sesudahnya"})
    assert "log_row_changed" in verdict(file)


def test_a_trail_that_was_sealed_anew_without_its_end_shows_to_the_laptop_that_saw_it(file, tmp_path):
    memory = TrailMemory(tmp_path / "ingatan")
    Workshop.open(file, author="Ani", memory=memory).close()
    with closing(connections.read_only(file)) as connection:
        acts = [(act, here) for act, here in audit.acts(connection) if here]
    chain = acts[-1][0].chain
    rest = [act for act, _ in acts if act.chain != chain]
    head = ("UPDATE meta SET value = ? WHERE key = ?", (rest[-1].seal.hex(), audit.HEAD))
    tamper(file, ("DELETE FROM audit WHERE chain = ?", (chain,)), head)
    assert verdict(file) == []
    assert verdict(file, memory) == ["older_than_seen"]
    with Workshop.open(file, author="Ani", memory=memory) as workshop:
        workshop.create_record("note", {"text": "sesudahnya"})
        assert workshop.prove_trail().older == 1


def test_tampering_over_there_shows_here_after_the_merge(file, tmp_path):
    copy = Path(shutil.copyfile(file, tmp_path / "rekan.kotaham"))
    for _ in range(2):
        with Workshop.open(copy, author="Budi") as rekan:
            rekan.create_record("note", {"text": "b"})
    tamper(copy, ("DELETE FROM audit WHERE id = (SELECT max(id) - 1 FROM audit)", ()))
    with Workshop.open(file, author="Ani") as workshop:
        workshop.merge_file(copy)
        assert not workshop.prove_trail().is_whole


def test_an_act_from_elsewhere_that_is_not_what_its_seal_says_is_left_there_and_told(file, tmp_path):
    copy = Path(shutil.copyfile(file, tmp_path / "rekan.kotaham"))
    with Workshop.open(copy, author="Budi") as rekan:
        rekan.create_record("note", {"text": "b"})
    tamper(copy, ("UPDATE audit SET who = 'Orang lain' WHERE id = (SELECT max(id) FROM audit)", ()))
    with Workshop.open(file, author="Ani") as workshop:
        workshop.merge_file(copy)
        assert "acts_unfit" in [fault.code for fault in workshop.prove_trail().faults]
        assert "Orang lain" not in {act.who for act, _ in workshop.acts()}


def test_a_kill_leaves_a_trail_that_is_whole(file, tmp_path):
    left = tmp_path / "flashdisk"
    left.mkdir()
    with Workshop.open(file, author="Ani") as workshop:
        workshop.create_record("note", {"text": "sebelum mati"})
        workshop.create_record("note", {"text": "lagi"})
        for name in (file.name, f"{file.name}-wal"):
            shutil.copyfile(tmp_path / name, left / name)
    killed = left / file.name
    assert verdict(killed) == []
    with Workshop.open(killed, author="Ani") as workshop:
        workshop.create_record("note", {"text": "sesudahnya"})
        assert workshop.prove_trail().is_whole


def test_a_salvaged_file_says_that_its_trail_was_interrupted_and_goes_on_proven(file, tmp_path):
    tamper(file, ("DELETE FROM log WHERE id = (SELECT max(id) FROM log WHERE here = 1) - 1", ()))
    saved = tmp_path / "selamat.kotaham"
    salvage_workshop(file, saved, author="Ani")
    with Workshop.open(saved, author="Ani") as workshop:
        workshop.create_record("note", {"text": "sesudahnya"})
        report = workshop.prove_trail()
        assert (report.is_whole, report.interrupted) == (True, 1)
    tamper(saved, ("UPDATE audit SET at = at + 1 WHERE id = 2", ()))
    assert verdict(saved) != []


def test_an_older_file_begins_its_trail_with_all_that_it_holds(tmp_path):
    path = tmp_path / "lama.kotaham"
    shutil.copyfile(Path(__file__).parent.parent / "files" / "format-2.kotaham", path)
    with Workshop.open(path, author="Ani") as workshop:
        workshop.create_record("note", {"text": "baru"})
        assert [act.what for act, _ in workshop.acts()] == ["begun", "opened"]
    assert verdict(path) == []
    tamper(path, ("DELETE FROM log WHERE id = (SELECT min(id) FROM log)", ()))
    assert verdict(path) != []


def test_an_opening_for_reading_leaves_no_act_and_writes_nothing(file):
    before = file.read_bytes()
    with Workshop.open(file, read_only=True) as workshop:
        workshop.note_act("left", {})
        workshop.records("note")
    assert file.read_bytes() == before


def test_the_facts_of_an_act_hold_no_content_and_no_path(file):
    with Workshop.open(file, read_only=True) as workshop:
        written = " ".join(act.facts for act, _ in workshop.acts())
    assert "kata0" not in written
    assert file.parent.name not in written
    assert ".kotaham" not in written


def test_verifying_knows_every_fault_by_a_sentence(file):
    from kotaham_desktop.application.audit_words import ACTS, FAULTS

    source = Path(audit_check.__file__).read_text(encoding="utf-8")
    assert all(f'"{code}"' in source for code in FAULTS)
    with Workshop.open(file, read_only=True) as workshop:
        assert {act.what for act, _ in workshop.acts()} <= set(ACTS)
