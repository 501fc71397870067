"""Backups, restoring, copies and salvage as scripts meet them: a real process, its exit codes, its words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop

PASSPHRASE = "lampu di tepi dermaga"
PAGE = 4096


def kotaham(*words: object, passphrase: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "KOTAHAM_PASSPHRASE": passphrase}
    return subprocess.run(
        [sys.executable, "-m", "kotaham_desktop.cli", *map(str, words)],
        capture_output=True, encoding="utf-8", env=environment, check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request) -> str:
    return request.param


@pytest.fixture
def file(tmp_path: Path, passphrase: str) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_record("note", {"text": "Air mati dua hari"})
    return path


def test_a_backup_is_made_listed_restored_and_holds_the_same(file: Path, passphrase: str, tmp_path: Path):
    made = kotaham("backup", file, passphrase=passphrase)
    assert (made.returncode, made.stderr) == (0, "")
    assert "terbukti utuh" in made.stdout
    with Workshop.open(file, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_record("note", {"text": "sesudahnya"})
    [listed] = json.loads(kotaham("backups", file, "--json", "--verify", passphrase=passphrase).stdout)
    assert (listed["good"], listed["records"]) == (True, 2)
    restored = tmp_path / "pulih.kotaham"
    done = kotaham("restore", listed["path"], "--output", restored, passphrase=passphrase)
    assert (done.returncode, done.stderr) == (0, "")
    with Workshop.open(restored, read_only=True, passphrase=passphrase) as workshop:
        assert [note.text("text") for note in workshop.records("note")] == ["Air mati dua hari"]
    again = kotaham("restore", listed["path"], "--output", restored, passphrase=passphrase)
    assert again.returncode == 1
    assert "Sudah ada berkas" in again.stderr


def test_backups_are_still_listed_when_the_file_is_gone(file: Path, passphrase: str):
    kotaham("backup", file, passphrase=passphrase)
    file.unlink()
    assert "terbukti utuh" in kotaham("backups", file).stdout
    assert "Belum ada cadangan" in kotaham("backups", file.with_name("lain.kotaham")).stdout


def test_a_second_place_gets_its_copy_and_one_that_is_not_there_is_an_error(
    file: Path, passphrase: str, tmp_path: Path
):
    stick = tmp_path / "stik"
    refused = kotaham("backup", file, "--to", stick, passphrase=passphrase)
    assert refused.returncode == 1
    assert "tidak dapat dijangkau" in refused.stderr
    stick.mkdir()
    made = json.loads(kotaham("backup", file, "--to", stick, "--json", passphrase=passphrase).stdout)
    assert (made["second"]["pending"], made["second"]["trouble"]) == (0, "")
    [carried] = stick.rglob("*.kotaham")
    assert carried.read_bytes() == Path(made["path"]).read_bytes()


def test_a_copy_for_a_colleague_can_be_named_or_put_in_a_folder(file: Path, passphrase: str, tmp_path: Path):
    folder = tmp_path / "stik"
    folder.mkdir()
    done = kotaham("copy", file, folder, passphrase=passphrase)
    assert (done.returncode, done.stderr) == (0, "")
    assert "terbukti sama" in done.stdout
    told = json.loads(kotaham("copy", file, folder / "lain.kotaham", "--json", passphrase=passphrase).stdout)
    assert (told["records"], Path(told["path"]).stat().st_size) == (2, told["size"])
    assert sorted(one.name for one in folder.iterdir()) == ["lain.kotaham", file.name]
    assert kotaham("copy", file, folder, passphrase=passphrase).returncode == 1


def test_without_the_passphrase_no_copy_leaves(tmp_path: Path):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina", passphrase=PASSPHRASE).close()
    for words in (("copy", path, tmp_path / "b.kotaham"), ("backup", path)):
        for wrong in ("", "salah sama sekali"):
            assert kotaham(*words, passphrase=wrong).returncode == 1
    assert not (tmp_path / "b.kotaham").exists()


def test_check_names_what_helps_and_salvage_does_it(tmp_path: Path):
    path, saved = tmp_path / "a.kotaham", tmp_path / "b.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        for number in range(150):
            workshop.create_record("note", {"text": f"catatan {number}"})
    assert kotaham("backup", path).returncode == 0
    content = bytearray(path.read_bytes())
    last = next(at for at in range(len(content) - PAGE, 0, -PAGE) if b"catatan" in content[at : at + PAGE])
    content[last : last + PAGE] = bytes(PAGE)
    path.write_bytes(content)
    checked = kotaham("check", path)
    assert checked.returncode == 1
    assert "kotaham salvage" in checked.stdout
    assert "Ada 1 cadangan" in checked.stdout
    assert json.loads(kotaham("check", path, "--json").stdout)["remedies"] == ["salvage"]
    done = kotaham("salvage", path, "--output", saved)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Diselamatkan ke" in done.stdout
    assert kotaham("check", saved).returncode == 0
    told = json.loads(saved.with_name("b.penyelamatan.json").read_text("utf-8"))
    assert told["rows_saved"] > 0
    assert path.read_bytes() == content


def test_check_counts_what_stands_alone_without_calling_it_a_problem(tmp_path: Path):
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        workshop.create_record("note", {"text": "satu", "group": "tidak-ada-di-sini"})
    told = json.loads(kotaham("check", path, "--json").stdout)
    assert told["sound"]
    assert (told["records_without_parent"], told["unused_contents"], told["remedies"]) == (1, 0, [])


def test_salvage_of_a_file_that_is_not_there_is_told(tmp_path: Path):
    refused = kotaham("salvage", tmp_path / "tidak.kotaham", "--output", tmp_path / "b.kotaham")
    assert refused.returncode == 1
    assert "tidak ditemukan" in refused.stderr


def test_a_backup_is_looked_into_and_compared_before_anything_is_restored(file: Path, passphrase: str):
    kotaham("backup", file, passphrase=passphrase)
    with Workshop.open(file, author="Rina", passphrase=passphrase) as workshop:
        workshop.edit_text(workshop.records("note")[0].id, "text", "Air mati tiga hari")
        workshop.create_record("note", {"text": "sesudahnya"})
    [listed] = json.loads(kotaham("backups", file, "--json", passphrase=passphrase).stdout)
    alone = kotaham("look", listed["path"], passphrase=passphrase)
    assert (alone.returncode, alone.stderr) == (0, "")
    assert "Catatan: 1\n" in alone.stdout
    told = json.loads(kotaham("look", listed["path"], "--against", file, "--json", passphrase=passphrase).stdout)
    note = told["counts"]["note"]
    assert (note["held"], note["today"], note["missing"], note["newer"]) == (1, 2, 1, 1)


def test_the_trail_tells_of_copies_and_of_where_a_file_was_restored_from(file: Path, passphrase: str, tmp_path: Path):
    kotaham("backup", file, passphrase=passphrase)
    assert kotaham("copy", file, tmp_path / "rekan.kotaham", passphrase=passphrase).returncode == 0
    [listed] = json.loads(kotaham("backups", file, "--json", passphrase=passphrase).stdout)
    restored = tmp_path / "pulih.kotaham"
    kotaham("restore", listed["path"], "--output", restored, passphrase=passphrase)
    for path, act in ((file, "copied"), (restored, "restored")):
        with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
            assert act in [one.what for one, _ in workshop.acts()]
            assert workshop.check().is_sound
