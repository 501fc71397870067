"""D12: a SQLite file made to harm, opened as a workshop or merged into one: refused, and nothing of it runs."""

import gzip
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kotaham_desktop.application import salvaging
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from tests.proof.figures import record
from tests.proof.scale import times

REGRESSIONS = Path(__file__).parent / "regressions" / "d12"
NEVER_ENDS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
TRAPS = {
    "a view where the log was, without an end": [
        "ALTER TABLE log RENAME TO log_asli",
        f"CREATE VIEW log AS {NEVER_ENDS} x AS id, 1 AS client_id, x AS seq, 0 AS at, 'edit' AS kind, 0 AS clock,"
        " x'00' AS checksum, '{}' AS touched, x'00' AS \"update\", 1 AS here FROM n",
    ],
    "a view where the facts about the file were": [
        "ALTER TABLE meta RENAME TO m",
        "CREATE VIEW meta AS SELECT * FROM m",
    ],
    "a view beside": ["CREATE VIEW rahasia AS SELECT * FROM note"],
    "a trigger that deletes notes": ['CREATE TRIGGER hapus AFTER INSERT ON log BEGIN DELETE FROM "note"; END'],
    "a trigger under a name of ours": [
        "DROP TRIGGER note_searchable",
        'CREATE TRIGGER "note_searchable" AFTER INSERT ON "note" BEGIN DELETE FROM log; END',
    ],
    "a trigger that loads a library": ["CREATE TRIGGER muat AFTER INSERT ON log BEGIN SELECT load_extension('x'); END"],
    "a trigger that writes a file": ["CREATE TRIGGER tulis AFTER INSERT ON log BEGIN SELECT writefile('x', 'y'); END"],
    "a trigger without an end": [
        f"CREATE TRIGGER macet AFTER INSERT ON log BEGIN INSERT INTO meta {NEVER_ENDS} x, x FROM n; END"
    ],
    "an index by a function": ["CREATE INDEX berat ON note (length(hex(zeroblob(100000))))"],
    "an index with a condition": ["CREATE INDEX sebagian ON note (id) WHERE length(text) > 3"],
    "a table that judges what is written": ["CREATE TABLE hakim (a CHECK (length(hex(zeroblob(a))) > 1))"],
    "a table that computes": ["CREATE TABLE hitung (a, b GENERATED ALWAYS AS (hex(zeroblob(a))) VIRTUAL)"],
    "a table that lets writing vanish": ["CREATE TABLE hilang (a UNIQUE ON CONFLICT IGNORE)"],
    "a search index over something else": [
        "DROP TABLE note_fts",
        'CREATE VIRTUAL TABLE note_fts USING fts5(text, speaker, answer, content="log", content_rowid="id")',
    ],
    "a virtual table where notes were": [
        "ALTER TABLE note RENAME TO n",
        "CREATE VIRTUAL TABLE note USING fts5(id, text)",
    ],
    "very many tables": [f"CREATE TABLE banyak_{number} (a)" for number in range(5_000)],
    "a very long table": [f"CREATE TABLE panjang ({', '.join(f'kolom_yang_panjang_{n}' for n in range(1_500))})"],
    "a very large view": [f"CREATE VIEW besar AS SELECT {' + '.join('1' for _ in range(900))}"],
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("d12") / "sehat.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        workshop.create_records([("note", {"text": f"catatan {number}"}) for number in range(40)])
    return path


@pytest.fixture
def own(sound: Path, tmp_path: Path) -> Path:
    path = tmp_path / "milik-sendiri.kotaham"
    shutil.copy(sound, path)
    return path


def trapped(sound: Path, tmp_path: Path, statements: list[str]) -> Path:
    path = tmp_path / "jebakan.kotaham"
    shutil.copy(sound, path)
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("BEGIN", *statements, "COMMIT"):
        connection.execute(statement)
    connection.close()
    return path


def opened(path: Path) -> None:
    Workshop.open(path, author="Budi").close()


def looked_at(path: Path) -> None:
    Workshop.open(path, read_only=True).close()


def searched_and_checked(path: Path) -> None:
    with Workshop.open(path, read_only=True) as workshop:
        workshop.records("note")
        workshop.search("catatan")
        workshop.history()
        workshop.check()


def refusal(act: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(ExpectedError) as refused:
        act(path)
    return refused.value.code


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: str(trap).replace(" ", "-"))
@pytest.mark.timeout(60)
def test_a_file_with_a_trap_in_it_is_refused_by_every_way_in_and_stays_as_it_is(sound, own, tmp_path, trap):
    path = trapped(sound, tmp_path, TRAPS[trap])
    before = path.read_bytes(), own.read_bytes()
    with Workshop.open(own, author="Ani") as workshop:
        ways = (opened, looked_at, workshop.merge_file)
        assert {refusal(way, path) for way in ways} == {"file_damaged"}
        assert workshop.count("note") == 40
    assert path.read_bytes() == before[0]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(path.name)] == [path.name]
    record("D12", "berkas SQLite dengan jebakan, tiga jalan masuk", len(ways), 0)


@pytest.mark.parametrize("trap", ["a view where the log was, without an end", "a trigger that deletes notes"])
@pytest.mark.timeout(60)
def test_what_a_trapped_file_holds_is_saved_without_springing_the_trap(sound, tmp_path, trap):
    path = trapped(sound, tmp_path, TRAPS[trap])
    target = tmp_path / "selamat.kotaham"
    salvaging.salvage_workshop(path, target)
    with Workshop.open(target, author="Rina") as workshop:
        texts = {note.text("text") for note in workshop.records("note")}
        workshop.create_record("note", {"text": "lanjut"})
        assert workshop.count("note") >= 1
    assert sum(f"catatan {number}" in "\n".join(texts) for number in range(40)) == 40
    record("D12", "isi berkas berjebakan diselamatkan", 1, 0)


@pytest.mark.parametrize("number", [1, 2])
def test_a_file_of_a_released_format_holds_nothing_that_counts_as_a_trap(tmp_path, number):
    path = tmp_path / "dulu.kotaham"
    shutil.copy(Path(__file__).parents[1] / "files" / f"format-{number}.kotaham", path)
    assert refusal(looked_at, path) == "file_older_read_only"
    opened(path)
    looked_at(path)


def test_a_foreign_file_cannot_reach_another_file_of_this_laptop(sound, tmp_path):
    from kotaham_desktop.storage import connection as connections
    from kotaham_desktop.storage import workshop_file
    from kotaham_desktop.storage.library import DatabaseError

    other = tmp_path / "lain.db"
    with workshop_file.foreign(sound) as connection, connections.kept_in(connection), pytest.raises(DatabaseError):
        connection.execute("ATTACH ? AS lain", (str(other),))
    assert not other.exists()
    record("D12", "membuka berkas lain lewat berkas asing", 1, 0)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 4080, b"SQLite format 3\0" + b"\0" * 100_000,
     b"PK\x03\x04" + b"\0" * 4092, random.Random(1).randbytes(4096), random.Random(2).randbytes(65_536)],
    ids=["empty", "one byte", "only a head", "a head of ones", "a head of zeros", "zip", "noise", "more noise"],
)  # fmt: skip
def test_what_is_no_workshop_is_named_and_left_alone(own, tmp_path, content):
    path = tmp_path / "bukan.kotaham"
    path.write_bytes(content)
    with Workshop.open(own, author="Ani") as workshop:
        for way in (opened, looked_at, workshop.merge_file):
            assert refusal(way, path) in {"not_ours", "file_damaged", "passphrase_needed"}
    assert path.read_bytes() == content
    record("D12", "berkas yang bukan pelatihan", 3, 0)


def test_a_file_locked_with_another_passphrase_is_refused_and_keeps_its_bytes(own, tmp_path):
    path = tmp_path / "terkunci.kotaham"
    Workshop.create(path, author="Rina", passphrase="satu dua tiga empat").close()
    before = path.read_bytes()
    with Workshop.open(own, author="Ani") as workshop:
        assert (
            refusal(lambda other: workshop.merge_file(other, passphrase="lima enam tujuh"), path) == "passphrase_wrong"
        )
    assert refusal(lambda other: Workshop.open(other, passphrase="lima enam tujuh"), path) == "passphrase_wrong"
    assert path.read_bytes() == before
    record("D12", "berkas dengan kunci lain", 2, 0)


def test_mutated_files_are_opened_whole_or_refused_and_never_end_the_program(sound, tmp_path):
    """Bytes changed anywhere, the head and the schema most of all."""
    chance, content, lost, tried = random.Random(12), sound.read_bytes(), 0, times(150, 2_000)
    path = tmp_path / "ubah.kotaham"
    for number in range(tried):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 4, 64))):
            place = chance.randrange(100) if number % 4 == 0 else chance.randrange(len(changed))
            changed[place if number % 4 != 1 else chance.randrange(4096)] = chance.randrange(256)
        path.write_bytes(bytes(changed))
        with suppress(ExpectedError):
            searched_and_checked(path)
        lost += path.read_bytes() != bytes(changed)
        if number % 5 == 0:
            with suppress(ExpectedError):
                opened(path)
    assert lost == 0
    record("D12", "berkas dengan byte yang diubah", tried, lost)


@pytest.mark.parametrize("kept", sorted(REGRESSIONS.glob("*.gz")), ids=lambda kept: kept.name.partition(".")[0])
def test_what_once_ended_the_program_is_refused_or_opened(tmp_path, kept):
    path = tmp_path / "pernah.kotaham"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    for way in (looked_at, opened, searched_and_checked):
        with suppress(ExpectedError):
            way(path)
    record("D12", "berkas yang pernah merusak", 3, 0)
