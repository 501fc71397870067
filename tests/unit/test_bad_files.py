"""Files as they come at a venue: not ours, newer, harmed, locked, out of reach, on a full disk."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.messages import explain

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        for number in range(60):
            workshop.create_record("note", {"text": f"catatan {number} " + "isi " * 40})
    return path


def refusal(path: Path, *, read_only: bool = False) -> ExpectedError:
    with pytest.raises(ExpectedError) as raised:
        Workshop.open(path, author="Budi", read_only=read_only).close()
    told = explain(raised.value)
    assert told.happened
    assert told.safe
    assert told.next_step
    assert "{" not in told.one_line
    return raised.value


@pytest.mark.parametrize(
    "content",
    [b"", b"surat biasa", b"PK\x03\x04" + b"\0" * 200, b"SQLite format 2\0", b"%PDF-1.7\n", b"\0" * 100],
    ids=["empty", "text", "zip", "old sqlite", "pdf", "zeros"],
)
def test_what_is_not_ours_is_named_and_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "bukan.kotaham"
    path.write_bytes(content)
    for read_only in (False, True):
        assert refusal(path, read_only=read_only).code == "not_ours"
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_another_programs_database_is_not_ours(tmp_path: Path):
    path = tmp_path / "lain.kotaham"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE lain (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert refusal(path).code == "not_ours"
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path):
    assert refusal(tmp_path).code == "not_ours"
    assert refusal(tmp_path / "hilang.kotaham").code == "file_missing"


def test_a_newer_file_is_refused_unharmed(file: Path):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=9999")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    for read_only in (False, True):
        assert refusal(file, read_only=read_only).code == "file_newer"
    assert file.read_bytes() == before


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_a_truncated_file_is_called_damaged_and_kept(file: Path, share: float):
    content = file.read_bytes()
    cut = content[: int(len(content) * share) // 4096 * 4096]
    file.write_bytes(cut)
    assert refusal(file).code == "file_damaged"
    assert file.read_bytes() == cut


def test_zeroed_pages_are_never_taken_for_sound(file: Path):
    content = file.read_bytes()
    pages = len(content) // 4096
    for page in range(1, pages, max(1, pages // 25)):
        file.write_bytes(content[: page * 4096] + b"\0" * 4096 + content[(page + 1) * 4096 :])
        # A page of free room may be zero without harm; then everything else must be there.
        assert verdict(file) in {"file_damaged", "60 notes", "check failed"}


def verdict(path: Path) -> str:
    try:
        with Workshop.open(path, read_only=True) as workshop:
            return f"{workshop.count('note')} notes" if workshop.check().is_sound else "check failed"
    except ExpectedError as error:
        return error.code


def test_flipped_bits_in_the_log_are_found_by_the_check(file: Path):
    content = bytearray(file.read_bytes())
    place = content.find(b"catatan 30 isi")
    content[place] ^= 0x01
    file.write_bytes(content)
    with Workshop.open(file, read_only=True) as workshop:
        assert not workshop.check().is_sound


def test_a_file_open_in_another_program_is_locked_and_can_be_read(file: Path):
    holding = "import sys; from pathlib import Path; from kotaham_desktop.application.workshop import Workshop\n"
    holding += "w = Workshop.open(Path(sys.argv[1]), author='Rina'); print('siap', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", holding, str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "siap\n"
        error = refusal(file)
        assert error.code == "file_locked"
        assert "Rina" in explain(error).happened
        with Workshop.open(file, read_only=True) as workshop:
            assert workshop.count("note") == 60
            with pytest.raises(ExpectedError) as raised:
                workshop.create_record("note", {"text": "x"})
            assert raised.value.code == "opened_read_only"
    finally:
        process.kill()
        process.communicate()
    with Workshop.open(file, author="Budi") as workshop:
        assert workshop.count("note") == 60


def test_a_file_that_vanishes_while_open_is_not_called_saved(file: Path):
    workshop = Workshop.open(file, author="Rina")
    file.unlink()
    with pytest.raises(ExpectedError) as raised:
        workshop.create_record("note", {"text": "belum tersimpan"})
    assert raised.value.code == "file_unreachable"
    assert workshop.pending
    with pytest.raises(ExpectedError):
        workshop.close()


FULL_DISK = """
import json, resource, signal, sys
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
workshop = Workshop.open(Path(sys.argv[1]), author="Rina")
kept = workshop.create_record("note", {"text": "sebelum penuh"})
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
codes = []
try:
    workshop.edit_text(kept, "text", "sebelum penuh, lalu penuh " + "kata " * 4000)
except ExpectedError as error:
    codes.append(error.code)
pending = workshop.pending
assert not workshop.retry()
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
written = workshop.retry()
workshop.close()
print(json.dumps({"codes": codes, "pending": pending, "written": written}))
"""


@pytest.mark.skipif(os.name == "nt", reason="the limit that stands in for a full disk is known to Unix only")
def test_on_a_full_disk_the_words_wait_and_are_written_when_there_is_room(file: Path):
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(file)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert told["codes"]
    assert set(told["codes"]) <= {"disk_full", "file_unreachable"}
    assert told["pending"] == 1
    assert told["written"]
    with Workshop.open(file, read_only=True) as workshop:
        assert any(note.text("text").startswith("sebelum penuh, lalu penuh") for note in workshop.records("note"))
        assert workshop.check().is_sound


def test_what_a_killed_program_left_in_the_log_beside_the_file_is_read_without_touching_either(
    file: Path, tmp_path: Path
):
    left = tmp_path / "flashdisk"
    left.mkdir()
    writing = Workshop.open(file, author="Rina")
    writing.create_record("note", {"text": "hanya di catatan samping"})
    for name in (file.name, file.name + "-wal"):
        shutil.copy(tmp_path / name, left / name)
    writing.close()
    before = {path.name: path.read_bytes() for path in left.iterdir()}
    own = tmp_path / "milik-sendiri.kotaham"
    shutil.copy(file, own)
    with Workshop.open(own, author="Budi") as workshop:
        workshop.merge_file(left / file.name)
    assert {path.name: path.read_bytes() for path in left.iterdir()} == before


def test_a_file_with_a_log_but_without_the_index_of_it_opens_for_reading(file: Path, tmp_path: Path):
    left = tmp_path / "salinan"
    left.mkdir()
    writing = Workshop.open(file, author="Rina")
    writing.create_record("note", {"text": "terbaru"})
    for name in (file.name, file.name + "-wal"):
        shutil.copy(tmp_path / name, left / name)
    writing.close()
    with Workshop.open(left / file.name, read_only=True) as workshop:
        assert workshop.count("note") == 61
