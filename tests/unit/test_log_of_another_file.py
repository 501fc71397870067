"""A crash leaves newest rows beside a file; they go into that very file again, and never into another of its name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application.backup_commands import copy_workshop, key_of
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.workshop_file import foreign

PASSPHRASE = "rumah biru di tepi kali"
KILLED = """
import os, sys
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop
workshop = Workshop.open(Path(sys.argv[1]), author="Budi", passphrase=sys.argv[2])
workshop.create_records([("note", {"text": f"kata {number}"}) for number in range(int(sys.argv[3]))])
os._exit(9)
"""


def new(path: Path, passphrase: str) -> Path:
    Workshop.create(path, author="Rina", passphrase=passphrase).close()
    return path


def killed_while_open(path: Path, passphrase: str, notes: int = 300) -> None:
    root = str(Path(__file__).parents[2])
    run = [sys.executable, "-c", KILLED, str(path), passphrase, str(notes)]
    assert subprocess.run(run, env={**os.environ, "PYTHONPATH": root}, check=False).returncode == 9
    assert path.with_name(path.name + "-wal").stat().st_size > 1000


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request):
    return request.param


def notes_in(path: Path, passphrase: str) -> int:
    with Workshop.open(path, author="Ratna", passphrase=passphrase) as workshop:
        assert workshop.check().is_sound
        return workshop.count("note")


def test_rows_left_by_a_crash_come_back(tmp_path, passphrase):
    file = new(tmp_path / "kerja.kotaham", passphrase)
    for times in (1, 2, 3):
        killed_while_open(file, passphrase, 100)
        with Workshop.open(file, read_only=True, passphrase=passphrase) as workshop:
            assert workshop.count("note") == 100 * times
    assert notes_in(file, passphrase) == 300
    assert not list(tmp_path.glob("*.asing-*"))


@pytest.mark.parametrize("source", ["another workshop", "an older copy"])
def test_rows_left_by_another_file_are_not_mixed_in(tmp_path, passphrase, source):
    file = new(tmp_path / "kerja.kotaham", passphrase)
    other = tmp_path / "lain.kotaham"
    if source == "an older copy":
        shutil.copyfile(file, other)
    else:
        new(other, passphrase)
    with Workshop.open(other, author="Sari", passphrase=passphrase) as workshop:
        workshop.create_record("note", {"text": "hanya ini"})
    killed_while_open(file, passphrase)
    shutil.copyfile(other, file)  # as a file manager puts it there
    before = file.read_bytes()
    with Workshop.open(file, read_only=True, passphrase=passphrase) as workshop:
        assert [note.text("text") for note in workshop.records("note")] == ["hanya ini"]
    with foreign(file, key_of(file, passphrase)) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)
    assert file.read_bytes() == before
    assert notes_in(file, passphrase) == 1
    assert len(list(tmp_path.glob("kerja.kotaham-wal.asing-*"))) == 1


def test_a_new_file_takes_nothing_of_a_deleted_one_of_its_name(tmp_path, passphrase):
    file = new(tmp_path / "kerja.kotaham", passphrase)
    killed_while_open(file, passphrase)
    file.unlink()
    assert notes_in(new(file, passphrase), passphrase) == 0


def test_a_copy_made_while_the_file_was_open_takes_nothing_twice(tmp_path, passphrase):
    file, copy = new(tmp_path / "kerja.kotaham", passphrase), tmp_path / "salinan.kotaham"
    with Workshop.open(file, author="Budi", passphrase=passphrase) as workshop:
        workshop.create_record("note", {"text": "sebelum disalin"})
        copy_workshop(file, copy, key=key_of(file, passphrase))
    killed_while_open(file, passphrase)
    shutil.copyfile(copy, file)
    assert notes_in(file, passphrase) == 1
