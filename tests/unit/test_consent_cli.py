"""The headless program can do what the window can: consent, levels, pauses, what leaves, what is held, names."""

import json

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.program import main

ANI = "P-7K3-M9Q"
VALID = ["--set", "told_risks=ya", "--set", "told_withdraw=ya", "--set", "method=signed_paper"]
TWO = ["--prepared-by", "Ani", "--confirmed-by", "Budi", "--checked", "all"]


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


def add(run, file, text="Cerita", level="L1"):
    return run("add", "note", file, "--text", text, "--level", level, "--set", f"subjects={ANI}").strip()


def test_consent_is_noted_read_and_taken_back(run, file):
    assert run("consent", "new", file).startswith("P-")
    run("consent", "note", file, ANI, "--purpose", "P1", "--purpose", "P3", *VALID)
    assert run("consent", "list", file).strip() == f"{ANI}  P1=given P3=given"
    note = add(run, file)
    assert run("level", file, note, "L2", code=1)
    assert run("level", file, note, "L2", "--reason", "Dibagikan kepada peserta").strip() == "L2"
    run("export", file, "--format", "json", "--audience", "participants", "--output", file.parent / "p.json")
    told = json.loads(run("consent", "withdraw", file, ANI, "--purpose", "P3", "--how", "lisan", "--json"))
    assert [one["record_id"] for one in told["lowered"]] == [note]
    assert [one["certain"] for one in told["left_already"]] == [True]
    assert json.loads(run("consent", "list", file, "--json"))[ANI]["P3"] == "refused"
    assert "0" in run("consent", "follow", file)


def test_a_withdrawal_is_previewed_and_records_are_linked(run, file):
    note = add(run, file, level="L2")
    other = run("add", "note", file, "--text", "Lain", "--level", "L2").strip()
    run("consent", "link", file, "P-QQQ-333", "--record", other)
    run("consent", "unlink", file, "P-QQQ-333", "--record", other)
    run("consent", "note", file, ANI, "--purpose", "P1", *VALID)
    told = json.loads(run("consent", "withdraw", file, ANI, "--preview", "--json"))
    assert [(one["record_id"], one["after"]) for one in told["lowered"]] == [(note, "L0")]
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.count("consent") == 1
        assert workshop.record(note).text("level") == "L2"
        assert (workshop.record(other).text("level"), workshop.record(other).ids("subjects")) == ("L1", ())


def test_a_pause_for_some_minutes_and_a_sheet_that_is_noted_as_having_left(run, file, tmp_path):
    run("pause", "start", file, "--minutes", "15")
    with Workshop.open(file, read_only=True) as workshop:
        assert workshop.records("recording_pause")[0].number("minutes") == 15
    run("pause", "stop", file)
    add(run, file)
    run("person", file, "--subject", ANI, "--output", tmp_path / "ani.json")
    with Workshop.open(file, read_only=True) as workshop:
        (left,) = workshop.records("export_log")
        assert (left.text("form"), left.ids("subjects")) == ("person_sheet", (ANI,))


def test_what_is_read_aloud_and_the_evidence_are_kept_as_fingerprints(run, file, tmp_path):
    (tmp_path / "info.txt").write_text("Kami mencatat.", "utf-8")
    (tmp_path / "bukti.jpg").write_bytes(b"foto")
    run(
        "consent", "note", file, ANI, "--purpose", "P1", *VALID,
        "--info", tmp_path / "info.txt", "--evidence", tmp_path / "bukti.jpg",
    )  # fmt: skip
    with Workshop.open(file, read_only=True) as workshop:
        (entry,) = workshop.records("consent")
    assert len(entry.text("info_version")) == len(entry.text("evidence_sha256")) == 64


def test_recording_is_paused_and_resumed(run, file):
    run("pause", "start", file)
    assert "dihentikan" in run("pause", "state", file)
    assert "dihentikan" in run("add", "note", file, "--text", "x", code=1)
    run("pause", "stop", file)
    add(run, file)


def test_what_leaves_for_the_public_needs_two_people_and_is_listed(run, file, tmp_path):
    target = tmp_path / "x.json"
    words = ("export", file, "--format", "json", "--audience", "public", "--output", target)
    assert "dua orang" in run(*words, "--checked", "all", code=1)
    assert run(*words, "--prepared-by", "Ani", "--confirmed-by", "Ani", "--checked", "all", code=1)
    assert run(*words, "--prepared-by", "Ani", "--confirmed-by", "Budi", code=1)
    assert not target.exists()
    assert "Belum ada" in run("exports", file)
    run(*words, *TWO)
    run("report", file, "--output", tmp_path / "x.pdf", "--audience", "public", *TWO)
    assert target.exists()
    left = json.loads(run("exports", file, "--json"))
    assert [(one["form"], one["audience"]) for one in left] == [("json", "public"), ("laporan", "public")]


def test_a_file_that_is_open_elsewhere_leaves_for_the_team_with_a_warning_only(run, file, tmp_path, capsys):
    with Workshop.open(file, author="Lain"):
        assert main(["export", str(file), "--format", "json", "--output", str(tmp_path / "t.json")]) == 0
        assert "Tidak tercatat" in capsys.readouterr().err
        words = ["export", str(file), "--format", "json", "--audience", "public", "--output", str(tmp_path / "p.json")]
        assert main([*words, *TWO]) == 1
    assert not (tmp_path / "p.json").exists()


def test_the_panel_lists_what_to_look_at(run, file):
    run("add", "note", file, "--text", "Hubungi 0812 3456 7890 di Jl. Mawar No. 3", "--level", "L3")
    found = json.loads(run("exposure", file, "--json"))
    assert [one["kind"] for one in found] == ["address"], "the number is masked already, the address is not"
    assert "Jl. Mawar No. 3" in run("exposure", file)


def test_the_sheet_of_a_person_is_written_as_data_and_as_pages(run, file, tmp_path):
    add(run, file)
    run("person", file, "--subject", ANI, "--output", tmp_path / "s.json")
    assert len(json.loads((tmp_path / "s.json").read_bytes())["holdings"]) == 1
    run("person", file, "--subject", ANI, "--output", tmp_path / "s.pdf", "--report-language", "en")
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_due_is_listed(run, file):
    note = add(run, file)
    assert note in run("retention", file)
    (due,) = json.loads(run("retention", file, "--json"))
    assert (due["record_id"], due["rule"], due["level"]) == (note, "level", "L1")


def test_names_stand_in_a_key_apart(run, file, tmp_path, monkeypatch):
    monkeypatch.setenv("KOTAHAM_NAME_PASSPHRASE", "kata sandi kunci nama")
    monkeypatch.setenv("KOTAHAM_OTHER_NAME_PASSPHRASE", "kata sandi salinan")
    run("names", "create", file)
    run("names", "add", file, "--code", ANI, "--name", "Sumarni", "--contact", "0812")
    assert run("names", "list", file).strip() == f"{ANI}  Sumarni  0812"
    run("names", "export", file, "--path", tmp_path / "b.kunci-nama")
    run("names", "forget", file, "--code", ANI)
    assert run("names", "list", file) == ""
    run("names", "import", file, "--path", tmp_path / "b.kunci-nama")
    assert "Sumarni" in run("names", "list", file)
    monkeypatch.setenv("KOTAHAM_NAME_PASSPHRASE", "salah sama sekali")
    assert "tidak terbuka" in run("names", "list", file, code=1)
