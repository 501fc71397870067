"""The headless program erases, destroys what is due and whole trainings, and keeps the register of requests."""

import json

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.program import main

ANI = "P-7K3-M9Q"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Ratna") as workshop:
        workshop.set_fields("workshop", {"title": "Pelatihan", "end_date": "2001-01-01"})
    return path


@pytest.fixture
def run(capsys):
    def command(*words, code=0):
        assert main([str(word) for word in words]) == code
        found = capsys.readouterr()
        return found.out if code == 0 else found.err

    return command


@pytest.fixture
def story(run, file):
    return run("add", "experience", file, "--text", "Cerita RAHASIA", "--set", f"subjects={ANI}").strip()


def test_a_dry_run_tells_what_would_go_and_changes_nothing(run, file, story):
    before = file.read_bytes()
    assert story in run("erase", file, ANI, "--dry-run")
    told = json.loads(run("erase", file, ANI, "--dry-run", "--json"))
    assert [one["record_id"] for one in told["records"]] == [story]
    assert file.read_bytes() == before


def test_a_person_is_erased_from_file_and_backups_with_a_certificate(run, file, story, tmp_path, own_home):
    run("backup", file)
    note = run("add", "note", file, "--text", "Bu Rahasiawati bertanya").strip()
    certificate = tmp_path / "acara.pdf"
    told = run(
        "erase", file, ANI, "--name", "Rahasiawati", "--reason", "diminta orangnya", "--certificate", certificate
    )
    assert "1 catatan dihapus" in told
    assert certificate.read_bytes().startswith(b"%PDF")
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.record(note).text("text") == f"{ANI} bertanya"
        assert not workshop.holds(story)
    kept = [path for folder in (own_home, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".kotaham" and path != file for path in kept)
    for path in kept:
        assert b"RAHASIA" not in path.read_bytes()
        assert b"Rahasiawati" not in path.read_bytes()
    assert run("check", file)


def test_erasing_needs_a_reason_and_something_to_erase(run, file, story):
    assert "Alasannya" in run("erase", file, ANI, code=1)
    run("erase", file, ANI, "--reason", "diminta")
    assert "Tidak ada yang perlu dihapus" in run("erase", file, ANI, "--reason", "diminta", code=1)


def test_nothing_is_erased_while_a_legal_process_holds_the_file(run, file, story):
    with Workshop.open(file, author="Ratna") as workshop:
        workshop.set_fields("workshop", {"legal_hold": True})
    assert "proses hukum" in run("erase", file, ANI, "--reason", "diminta", code=1)
    assert "proses hukum" in run(
        "destroy", file, "--reason", "selesai", "--certificate", file.with_suffix(".pdf"), code=1
    )
    assert file.exists()


def test_what_is_due_is_destroyed_by_rule(run, file, story):
    assert story in run("retention", file)
    assert "1 catatan dihapus" in run("retention", file, "run")
    assert story not in run("retention", file)
    assert b"RAHASIA" not in file.read_bytes()


def test_a_whole_training_is_destroyed_and_certified(run, file, story, tmp_path, own_home):
    run("backup", file)
    certificate = tmp_path / "acara.pdf"
    assert "2 berkas dimusnahkan" in run("destroy", file, "--reason", "selesai", "--certificate", certificate)
    left = [path for folder in (own_home, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert certificate in left
    assert [path for path in left if path.suffix == ".kotaham"] == []


def test_requests_are_listed_with_the_time_left_and_answered_once(run, file):
    added = run("requests", file, "add", ANI, "--kind", "erase").split()
    assert "sisa 7" in run("requests", file)
    late = run("requests", file, "add", ANI, "--received", "2020-01-01T10:00:00+07:00")
    assert "terlambat" in late
    assert "Alasannya" in run("requests", file, "answer", added[0], "--outcome", "refused", code=1)
    assert "Ditolak" in run(
        "requests", file, "answer", added[0], "--outcome", "refused", "--reason", "membahayakan orang lain"
    )
    assert "sudah dijawab" in run("requests", file, "answer", added[0], code=1)
    told = json.loads(run("requests", file, "--json"))
    assert [one["outcome"] for one in told] == ["", "refused"]
    assert told[0]["seconds_left"] < 0
