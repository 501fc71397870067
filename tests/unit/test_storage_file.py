"""The one file: safe settings, a clean end, a snapshot that is only a cache, places where nothing can be written."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import schema, snapshots
from kotaham_desktop.storage.workshop_file import copy_whole, foreign

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        note = workshop.create_record("note", {"text": "awal"})
        for number in range(220):
            workshop.edit_text(note, "text", f"awal {number}")
    return path


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_writing_connection_has_the_safe_settings(file: Path):
    with closing(connections.writable(file)) as connection:
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "secure_delete") == 1
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2
        connections.leave_clean(connection)


def test_the_file_says_what_it_is(file: Path):
    with closing(connections.beside_writer(file)) as connection:
        assert pragma(connection, "application_id") == schema.APPLICATION_ID
        assert pragma(connection, "user_version") == schema.CURRENT_VERSION
        assert pragma(connection, "trusted_schema") == 0


def test_closing_leaves_one_clean_file(file: Path):
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with closing(connections.read_only(file)) as connection:
        assert pragma(connection, "journal_mode") in ("delete", "off")


def test_the_file_alone_is_everything_after_a_quiet_moment(file: Path, tmp_path: Path):
    copied = tmp_path / "salinan.kotaham"
    with Workshop.open(file, author="Rina") as workshop:
        workshop.create_record("note", {"text": "baru"})
        workshop.rest()
        copied.write_bytes(file.read_bytes())
    with Workshop.open(copied, read_only=True) as workshop:
        assert workshop.count("note") == 2


def test_a_whole_copy_of_an_open_file_misses_nothing(file: Path, tmp_path: Path):
    copied = tmp_path / "salinan.kotaham"
    with Workshop.open(file, author="Rina") as workshop:
        workshop.create_record("note", {"text": "baru"})
        with closing(connections.beside_writer(file)) as connection:
            copy_whole(connection, copied)
    with Workshop.open(copied, author="Budi") as workshop:
        assert workshop.count("note") == 2
        assert workshop.check().is_sound


def test_what_was_deleted_is_overwritten(file: Path):
    with closing(connections.writable(file)) as connection:
        connection.execute("CREATE TABLE scratch (a)")
        connection.execute("INSERT INTO scratch VALUES (?)", ("RAHASIA" * 300,))
        connection.execute("DROP TABLE scratch")
        connections.leave_clean(connection)
    assert b"RAHASIA" not in file.read_bytes()


def replaced_snapshot(path: Path, upto: int, state: bytes, checksum: bytes | None = None) -> None:
    with closing(connections.writable(path)) as connection:
        snapshots.save(connection, upto, state)
        if checksum is not None:
            connection.execute("UPDATE snapshot SET checksum = ?", (checksum,))
        connections.leave_clean(connection)


def state_and_place(path: Path) -> tuple[int, bytes]:
    with closing(connections.beside_writer(path)) as connection:
        return snapshots.load(connection)


def test_many_changes_leave_a_snapshot_for_the_next_opening(file: Path):
    upto, state = state_and_place(file)
    assert upto > 200
    assert state


def is_right(path: Path) -> bool:
    with Workshop.open(path, author="Rina") as workshop:
        note = workshop.records("note")[0].id
        workshop.edit_text(note, "text", workshop.record(note).text("text") + " lagi")
        return workshop.record(note).text("text") == "awal 219 lagi" and workshop.check().is_sound


def test_a_snapshot_that_lacks_rows_is_not_believed(file: Path, tmp_path: Path):
    upto, _ = state_and_place(file)
    early = tmp_path / "awal.kotaham"
    with Workshop.create(early, author="Rina") as workshop:
        older = workshop.editing.document.state()
    replaced_snapshot(file, upto, older)
    assert is_right(file)


def test_a_harmed_snapshot_is_not_believed(file: Path):
    _, state = state_and_place(file)
    harmed = bytearray(state)
    harmed[len(harmed) // 2] ^= 0x10
    with closing(connections.writable(file)) as connection:
        connection.execute("UPDATE snapshot SET state = ?", (bytes(harmed),))
        connections.leave_clean(connection)
    assert state_and_place(file) == (0, b"")
    assert is_right(file)


def test_a_snapshot_that_is_no_state_at_all_is_not_believed_even_with_a_right_checksum(file: Path):
    upto, _ = state_and_place(file)
    replaced_snapshot(file, upto, b"bukan keadaan apa pun")
    assert is_right(file)


def test_what_a_killed_program_left_beside_the_file_is_read_too(file: Path, tmp_path: Path):
    left = tmp_path / "flashdisk"
    left.mkdir()
    writing = Workshop.open(file, author="Rina")
    writing.create_record("note", {"text": "hanya di samping"})
    for name in (file.name, file.name + "-wal"):
        (left / name).write_bytes((tmp_path / name).read_bytes())
    writing.close()
    before = {path.name: path.read_bytes() for path in left.iterdir()}
    with foreign(left / file.name) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone()[0] == 2
    assert {path.name: path.read_bytes() for path in left.iterdir()} == before


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
# Everything is imported before the rights are gone, in case Python itself lies where nobody else may read.
with Workshop.open(Path(sys.argv[2]), author="Budi") as workshop:
    workshop.create_record("note", {"text": "x"})
    workshop.check()
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
try:
    Workshop.open(path, author="Budi").close()
    print("opened")
except ExpectedError as error:
    print(error.code)
try:
    with Workshop.open(path, read_only=True) as workshop:
        print(workshop.count("note"), workshop.check().is_sound)
except ExpectedError as error:
    print(error.code)
"""


def told_without_rights(path: Path) -> list[str]:
    """What a person without the right to write is told who opens the file, for writing and for reading."""
    own = path.parent.parent / "milik-sendiri.kotaham"
    Workshop.create(own, author="Budi").close()
    # As far up as pytest keeps others out: one level more where several workers run.
    folders = [folder for folder in path.parents if folder.stat().st_mode & 0o055 != 0o055]
    before = {folder: folder.stat().st_mode for folder in folders if folder.stat().st_uid == os.geteuid()}
    for folder, mode in before.items():
        folder.chmod(mode | 0o055)
    path.parent.chmod(0o555)
    for one in path.parent.iterdir():
        one.chmod(0o444)
    try:
        ran = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, str(path), str(own)],
            capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    finally:
        for folder, mode in before.items():
            folder.chmod(mode)
    assert ran.stderr == ""
    return ran.stdout.split("\n")[:2]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in other ways")
def test_in_a_folder_without_the_right_to_write_the_file_can_be_read(file: Path, tmp_path: Path):
    left = tmp_path / "hanya-baca"
    left.mkdir()
    file.rename(left / file.name)
    assert told_without_rights(left / file.name) == ["file_read_only", "1 True"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in other ways")
def test_there_what_a_killed_program_left_beside_the_file_is_read_too(file: Path, tmp_path: Path):
    left = tmp_path / "hanya-baca"
    left.mkdir()
    writing = Workshop.open(file, author="Rina")
    writing.create_record("note", {"text": "hanya di samping"})
    for name in (file.name, file.name + "-wal"):
        (left / name).write_bytes((tmp_path / name).read_bytes())
    writing.close()
    assert told_without_rights(left / file.name) == ["file_read_only", "2 True"]
