"""Passing copies: private while they last, gone after, also after a kill."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.scratch import ScratchFolder, private_temporary_files, scratch_root, sweep

ROOT = Path(__file__).parents[2]
HOLDING = """
import sys
from kotaham_desktop.storage.scratch import ScratchFolder
folder = ScratchFolder()
(folder.path / "salinan").write_text("Sumarni Kartini")
print(folder.path, flush=True)
sys.stdin.read()
"""
WATCHED = """
import sys, tempfile
seen = []
sys.addaudithook(lambda event, given: seen.append(str(given[0])) if event.startswith("tempfile.mk") else None)
from kotaham_desktop.cli.program import main
code = main(sys.argv[1:])
from kotaham_desktop.storage.scratch import scratch_root
print(code, len(seen), all(one.startswith(str(scratch_root())) for one in seen), list(scratch_root().glob("*")))
"""


def holder() -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_passing_folder_is_the_users_alone_and_gone_after():
    with ScratchFolder() as folder:
        assert folder.parent == scratch_root()
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(scratch_root().stat().st_mode) == 0o700
        (folder / "salinan").write_bytes(b"rahasia")
    assert not folder.exists()
    assert [one for one in scratch_root().iterdir() if one.is_dir()] == []


def test_what_a_killed_program_left_is_removed_at_the_next_start():
    process, left = holder()
    end(process)
    assert (left / "salinan").read_text() == "Sumarni Kartini"
    assert sweep() == 1
    assert not left.exists()
    assert sweep() == 0


def test_the_folder_of_a_program_that_still_runs_is_left_alone():
    process, held = holder()
    try:
        assert sweep() == 0
        assert (held / "salinan").exists()
    finally:
        end(process)
    assert sweep() == 1


def test_a_user_without_a_place_of_their_own_still_gets_a_private_folder(own_home, monkeypatch):
    (own_home / "berkas").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_home / "berkas"))
    monkeypatch.setenv("LOCALAPPDATA", str(own_home / "berkas"))
    monkeypatch.setenv("HOME", str(own_home / "berkas"))
    with ScratchFolder() as folder:
        (folder / "salinan").write_bytes(b"rahasia")
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.exists()


def test_passing_files_of_libraries_go_there_too_and_only_meanwhile():
    before = tempfile.gettempdir()
    with private_temporary_files():
        assert Path(tempfile.gettempdir()).parent == scratch_root()
    assert tempfile.gettempdir() == before


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_an_export_writes_no_passing_file_where_others_can_look(tmp_path, form):
    """A spreadsheet on its way is a file of plain text; a kill would leave it."""
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Ratna") as workshop:
        workshop.create_record("note", {"text": "Sumarni Kartini"})
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, "export", str(path), "--format", form, "--output", str(tmp_path / f"a.{form}")],
        capture_output=True, text=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    code, _count, inside, left = ran.stdout.strip().splitlines()[-1].split(" ", 3)
    assert (code, inside) == ("0", "True")
    assert all(name.endswith(".kunci')") for name in left.strip("[]").split(", "))
