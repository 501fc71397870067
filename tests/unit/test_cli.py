"""The headless program as scripts meet it: a real process, its exit codes, its words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop


def kotaham(*words: str, language: str = "id", typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KOTAHAM_LANGUAGE": language, "PYTHONIOENCODING": "utf-8", **more}
    return subprocess.run(
        [sys.executable, "-m", "kotaham_desktop.cli", *words],
        capture_output=True, encoding="utf-8", env=environment, check=False, input=typed, timeout=60,
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        workshop.set_fields("workshop", {"title": "Pelatihan uji", "city": "Semarang"})
        workshop.create_record("group", {"name": "Kelompok 1"})
        workshop.create_record("agenda_item", {"title": "Berbagi pengalaman"})
    return path


def test_new_makes_a_file_and_refuses_to_overwrite_it(tmp_path: Path):
    path = tmp_path / "baru.kotaham"
    assert kotaham("new", str(path)).returncode == 0
    before = path.read_bytes()
    again = kotaham("new", str(path))
    assert again.returncode == 1
    assert "Sudah ada berkas" in again.stderr
    assert len(again.stderr.strip().splitlines()) == 1
    assert path.read_bytes() == before


def test_new_with_a_template_has_its_agenda(tmp_path: Path):
    path = tmp_path / "baru.kotaham"
    assert kotaham("new", str(path), "--template", "pelatihan-kota-ham-3-hari").returncode == 0
    described = json.loads(kotaham("info", str(path), "--json").stdout)
    assert described["counts"]["agenda_item"] > 20


def test_an_unknown_template_leaves_no_file_behind(tmp_path: Path):
    path = tmp_path / "baru.kotaham"
    assert kotaham("new", str(path), "--template", "tidak-ada").returncode == 1
    assert not path.exists()


def test_wrong_usage_ends_with_two_and_speaks_the_users_language(file: Path):
    indonesian = kotaham("add", "note", str(file))
    assert indonesian.returncode == 2
    assert "Yang belum disebut: --text" in indonesian.stderr
    assert kotaham("tak-dikenal").returncode == 2
    english = kotaham("add", "note", str(file), language="en")
    assert english.returncode == 2
    assert "--text" in english.stderr
    assert english.stderr != indonesian.stderr


def test_help_comes_in_both_languages():
    indonesian, english = kotaham("--help"), kotaham("--help", language="en")
    assert indonesian.returncode == english.returncode == 0
    assert "Perintah" in indonesian.stdout
    assert indonesian.stdout != english.stdout
    assert kotaham("info", "--help", "--language", "en").stdout != kotaham("info", "--help").stdout


def test_each_kind_can_be_added_with_group_session_level_and_other_fields(file: Path):
    common = ["--group", "kelompok 1", "--session", "Berbagi", "--level", "L2"]
    added = {
        "note": kotaham("add", "note", str(file), "--text", "Air mati dua hari", *common, "--set", "kind=decision"),
        "case": kotaham("add", "case", str(file), "--text", "Kronologi", "--title", "Penggusuran", *common),
        "experience": kotaham("add", "experience", str(file), "--text", "Cerita", *common, "--set", "quote_allowed=ya"),
        "action": kotaham("add", "action", str(file), "--text", "Susun Perwal", *common, "--set", "kind=Kebijakan"),
    }
    assert {name: result.returncode for name, result in added.items()} == dict.fromkeys(added, 0)
    with Workshop.open(file, read_only=True) as workshop:
        [note], [case] = workshop.records("note"), workshop.records("case_study")
        [experience], [action] = workshop.records("experience"), workshop.records("action")
        [group], [session] = workshop.records("group"), workshop.records("agenda_item")
    assert note.id == added["note"].stdout.strip()
    assert (note.text("kind"), note.text("level")) == ("decision", "L2")
    assert (case.text("title"), case.text("chronology")) == ("Penggusuran", "Kronologi")
    assert experience.flag("quote_allowed")
    assert action.text("kind") == "policy"
    for record in (note, case, experience, action):
        assert (record.text("group"), record.text("session")) == (group.id, session.id)


def test_text_can_come_from_standard_input(file: Path):
    assert kotaham("add", "note", str(file), "--text", "-", typed="Baris satu\nBaris dua").returncode == 0
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.records("note")[0].text("text") == "Baris satu\nBaris dua"


@pytest.mark.parametrize("setting", ["kind=mustahil", "tanpa_tanda", "tidak_ada=1", "session=Tidak ada", "level=L9"])
def test_a_bad_setting_adds_nothing(file: Path, setting: str):
    refused = kotaham("add", "note", str(file), "--text", "isi", "--set", setting)
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.count("note") == 0


def test_search_finds_by_the_beginning_of_words_and_says_when_nothing_fits(file: Path):
    record_id = kotaham("add", "note", str(file), "--text", "Harga air naik").stdout.strip()
    [hit] = json.loads(kotaham("search", str(file), "har", "na", "--json").stdout)
    assert hit["id"] == record_id
    assert record_id in kotaham("search", str(file), "harga").stdout
    assert "Tidak ada yang cocok" in kotaham("search", str(file), "penggusuran").stdout


def test_history_tells_author_and_fields_of_one_record(file: Path):
    record_id = kotaham("add", "note", str(file), "--text", "isi", "--author", "Budi").stdout.strip()
    [entry] = json.loads(kotaham("history", str(file), record_id[:8], "--json").stdout)
    assert (entry["author"], entry["kind"]) == ("Budi", "create")
    assert "Budi" in kotaham("history", str(file)).stdout


def test_merge_takes_the_other_files_work_and_leaves_it_untouched(file: Path, tmp_path: Path):
    other = tmp_path / "laptop-b.kotaham"
    other.write_bytes(file.read_bytes())
    kotaham("add", "note", str(other), "--text", "dari laptop B", "--author", "Budi")
    kotaham("add", "note", str(file), "--text", "dari laptop A", "--author", "Rina")
    before = other.read_bytes()
    merged = kotaham("merge", str(file), str(other), "--json")
    assert merged.returncode == 0
    summary = json.loads(merged.stdout)
    assert summary["created"] == {"note": 1}
    assert summary["authors"] == ["Budi"]
    assert other.read_bytes() == before
    with Workshop.open(file, read_only=True) as workshop:
        assert {note.text("text") for note in workshop.records("note")} == {"dari laptop A", "dari laptop B"}


def test_merging_another_workshop_is_refused(file: Path, tmp_path: Path):
    other = tmp_path / "lain.kotaham"
    kotaham("new", str(other))
    before = kotaham("history", str(file)).stdout
    refused = kotaham("merge", str(file), str(other))
    assert refused.returncode == 1
    assert kotaham("history", str(file)).stdout == before


def test_import_takes_everyone_or_nobody(file: Path, tmp_path: Path):
    table = tmp_path / "peserta.csv"
    table.write_text("Nama;Instansi;L/P\nSiti Aminah;Dinas Sosial;P\n;Dinas Kesehatan;L\n", encoding="utf-8")
    refused = kotaham("import", "participants", str(file), str(table))
    assert refused.returncode == 1
    assert "Baris 3: Nama kosong" in refused.stdout
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.count("person") == 0
    taken = kotaham("import", "participants", str(file), str(table), "--leave-out-problems", "--json")
    answer = json.loads(taken.stdout)
    assert answer["taken"] == 1
    assert [problem["row"] for problem in answer["problems"]] == [3]


def test_check_says_that_all_agrees_and_rebuild_keeps_everything(file: Path):
    kotaham("add", "note", str(file), "--text", "isi")
    assert kotaham("check", str(file)).returncode == 0
    assert kotaham("rebuild", str(file)).returncode == 0
    report = json.loads(kotaham("check", str(file), "--json").stdout)
    assert report["sound"]
    assert report["records"] == 4


@pytest.mark.parametrize("command", ["info", "check", "rebuild", "history"])
def test_a_file_that_is_not_ours_is_named_in_one_line(tmp_path: Path, command: str):
    stranger = tmp_path / "surat.kotaham"
    stranger.write_text("bukan basis data")
    refused = kotaham(command, str(stranger))
    assert refused.returncode == 1
    assert "surat.kotaham" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_file_open_elsewhere_can_be_read_but_not_written(file: Path):
    with Workshop.open(file, author="Rina"):
        assert kotaham("info", str(file)).returncode == 0
        refused = kotaham("add", "note", str(file), "--text", "isi")
    assert refused.returncode == 1
    assert "Rina" in refused.stderr


def test_a_locked_file_is_made_used_relocked_and_unlocked_without_a_passphrase_on_the_command_line(tmp_path: Path):
    path = tmp_path / "terkunci.kotaham"
    first, second = {"KOTAHAM_PASSPHRASE": "tiga nelayan pulang"}, {"KOTAHAM_PASSPHRASE": "angin dari utara"}
    assert kotaham("new", str(path), "--encrypt", **first).returncode == 0
    assert kotaham("add", "note", str(path), "--text", "isi", **first).returncode == 0
    refused = kotaham("info", str(path))
    assert refused.returncode == 1
    assert "frasa sandi" in refused.stderr
    changed = kotaham("passphrase", str(path), "change", **first, KOTAHAM_NEW_PASSPHRASE=second["KOTAHAM_PASSPHRASE"])
    assert changed.returncode == 0
    assert kotaham("info", str(path), **first).returncode == 1
    assert kotaham("check", str(path), **second).returncode == 0
    assert kotaham("passphrase", str(path), "remove", **second).returncode == 0
    assert json.loads(kotaham("info", str(path), "--json").stdout)["counts"]["note"] == 1
    assert kotaham("passphrase", str(path), "set", **second).returncode == 0
    assert path.read_bytes()[:6] != b"SQLite"


def test_making_a_locked_file_without_a_passphrase_makes_nothing(tmp_path: Path):
    path = tmp_path / "terkunci.kotaham"
    assert kotaham("new", str(path), "--encrypt", KOTAHAM_PASSPHRASE="pendek").returncode == 1
    assert not path.exists()


@pytest.mark.parametrize("audience", ["team", "participants", "public"])
def test_reports_and_exports_are_on_the_disk_for_every_audience(file: Path, tmp_path: Path, audience: str):
    kotaham("add", "note", str(file), "--text", "Nama yang tidak boleh keluar", "--level", "L1")
    for kind in ("laporan", "ringkasan"):
        target = tmp_path / f"{kind}.pdf"
        made = kotaham("report", str(file), "--output", str(target), "--kind", kind, "--audience", audience)
        assert made.returncode == 0
        assert target.read_bytes().startswith(b"%PDF")
        assert ("orang kedua" in made.stderr) == (audience == "public")
    for form, ending in (("json", "json"), ("xlsx", "xlsx"), ("csv", "zip")):
        target = tmp_path / f"data.{ending}"
        made = kotaham("export", str(file), "--format", form, "--output", str(target), "--audience", audience)
        assert made.returncode == 0
        assert target.exists()
    assert ("tidak boleh keluar" in (tmp_path / "data.json").read_text(encoding="utf-8")) == (audience == "team")
