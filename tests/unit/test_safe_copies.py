"""Copies for a colleague or a stick: whole, proven, never over another file, and nothing half under the final name."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import safe_copies
from kotaham_desktop.storage.keys import Key

PASSPHRASE = "angin dari laut utara"


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request) -> str:
    return request.param


@pytest.fixture
def path(tmp_path: Path, passphrase: str) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        note = workshop.create_record("note", {"text": "satu"})
        for number in range(6):
            workshop.attach(note, bytes([number]) * 300_000, "image/png")
    return path


def test_a_copy_of_a_file_in_use_has_the_rows_that_its_main_file_lacks(path: Path, passphrase: str, tmp_path: Path):
    with Workshop.open(path, author="Rina", passphrase=passphrase) as workshop:
        ids = [workshop.create_record("note", {"text": f"baris {number}"}) for number in range(50)]
        proof = backup_commands.copy_workshop(path, tmp_path / "salinan.kotaham", key=workshop.key)
    with Workshop.open(tmp_path / "salinan.kotaham", read_only=True, passphrase=passphrase) as copy:
        assert {record.id for record in copy.records("note")} >= set(ids)
    assert (proof.contents.attachments, proof.contents.harmed) == (6, 0)


def test_a_copy_of_an_encrypted_file_is_encrypted(path: Path, passphrase: str, tmp_path: Path):
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        backup_commands.copy_workshop(path, tmp_path / "salinan.kotaham", key=workshop.key)
    is_plain = (tmp_path / "salinan.kotaham").read_bytes().startswith(b"SQLite format 3")
    assert is_plain is (not passphrase)


def test_a_copy_never_replaces_a_file(path: Path, passphrase: str, tmp_path: Path):
    target = tmp_path / "laporan.docx"
    target.write_bytes(b"penting")
    with (
        Workshop.open(path, read_only=True, passphrase=passphrase) as workshop,
        pytest.raises(ExpectedError) as refused,
    ):
        backup_commands.copy_workshop(path, target, key=workshop.key)
    assert refused.value.code == "file_exists"
    assert target.read_bytes() == b"penting"


def test_a_place_that_is_not_there_is_told_as_that(path: Path, passphrase: str, tmp_path: Path):
    with (
        Workshop.open(path, read_only=True, passphrase=passphrase) as workshop,
        pytest.raises(ExpectedError) as refused,
    ):
        backup_commands.copy_workshop(path, tmp_path / "stik" / "a.kotaham", key=workshop.key)
    assert refused.value.code == "copy_place_unreachable"


def test_a_log_that_falls_short_is_no_proof():
    ends = {1: (5, b"e"), 2: (3, b"c")}
    assert safe_copies.reaches(ends, {1: (5, b"e")})
    assert safe_copies.reaches(ends, {1: (4, b"d"), 2: (3, b"c")})
    assert not safe_copies.reaches(ends, {1: (6, b"f")})
    assert not safe_copies.reaches(ends, {1: (5, b"x")})
    assert not safe_copies.reaches(ends, {3: (1, b"a")})


COPYING = """
import resource, signal, sys
from pathlib import Path
from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
path, folder, passphrase, most = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
if most:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
    key = workshop.key
print("ready", flush=True)
for number in range(10_000 if not most else 1):
    try:
        backup_commands.copy_workshop(path, folder / f"{number}.kotaham", key=key)
    except ExpectedError as error:
        print(error.code, flush=True)
"""


def copying(path: Path, folder: Path, passphrase: str, most: int = 0) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", COPYING, str(path), str(folder), passphrase, str(most)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name == "nt", reason="limits of file sizes are a matter of Unix")
@pytest.mark.parametrize("most", [1, 4096, 100_000, 1_500_000])
def test_a_place_without_room_is_told_and_left_clean(path: Path, passphrase: str, tmp_path: Path, most: int):
    folder = tmp_path / "stik"
    folder.mkdir()
    before = path.read_bytes()
    with copying(path, folder, passphrase, most) as process:
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert told.split()[1] in {"copy_no_room", "copy_place_unreachable"}
    assert list(folder.iterdir()) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_cut_short_leaves_nothing_half_under_its_name_and_the_next_clears_up(
    path: Path, passphrase: str, tmp_path: Path, seed: int
):
    folder = tmp_path / "stik"
    folder.mkdir()
    process = copying(path, folder, passphrase)
    assert process.stdout.readline() == "ready\n"
    end = time.monotonic() + random.Random(seed).uniform(0.02, 0.25)
    while time.monotonic() < end:
        pass
    process.kill()
    process.communicate()
    key = Key.from_passphrase(passphrase, path.read_bytes()[:16]) if passphrase else None
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        held = {record.id for record in workshop.records("attachment")}
    copies = list(folder.glob("*.kotaham"))
    for copy in copies:
        assert safe_copies.prove(copy, key).contents.harmed == 0
        with Workshop.open(copy, read_only=True, passphrase=passphrase) as workshop:
            assert {record.id for record in workshop.records("attachment")} == held
    backup_commands.copy_workshop(path, folder / f"{len(copies)}.kotaham", key=key)
    assert [one.name for one in folder.iterdir() if one.suffix != ".kotaham"] == []
