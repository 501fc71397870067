"""Deciding about what was found before work leaves: hidden outside the team, kept with it, left with a reason."""

import pytest

from kotaham_desktop.application import exposure_commands as exposure
from kotaham_desktop.application import release_commands as release
from kotaham_desktop.application.erasing import erase
from kotaham_desktop.application.erasing_plan import plan_erasure
from kotaham_desktop.application.export_commands import export_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.program import main
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure_patterns import ExposureKind as Kind
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.release import CHECKLIST

ALL = tuple(choice.code for choice in CHECKLIST)
PUBLIC = Audience.PUBLIC


@pytest.fixture
def workshop(tmp_path, clock):
    with Workshop.create(tmp_path / "a.kotaham", author="Rani", clock=clock) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM", "city": "Semarang"})
        yield opened


@pytest.fixture
def note(workshop):
    return workshop.create_record("note", {"text": "Sumur di Desa Tambak Lorok kering.", "level": "L3"})


def kinds(workshop, audience=PUBLIC):
    return [finding.kind for finding in exposure.look(workshop, audience).findings]


def leaving_text(workshop, tmp_path, audience=PUBLIC):
    export_workshop(workshop, audience=audience, format="json", output=tmp_path / "a.json")
    return (tmp_path / "a.json").read_text(encoding="utf-8")


def refused(command, *arguments):
    with pytest.raises(ExpectedError) as refusal:
        command(*arguments)
    return refusal.value.code


def test_masked_words_are_hidden_outside_the_team_and_the_note_stays_as_it_was(workshop, note, tmp_path):
    exposure.mask_words(workshop, ["Desa Tambak Lorok"])
    for audience in (PUBLIC, Audience.PARTICIPANTS):
        assert "Sumur di [disamarkan] kering." in leaving_text(workshop, tmp_path, audience)
    assert "Sumur di Desa Tambak Lorok kering." in leaving_text(workshop, tmp_path, Audience.TEAM)
    assert workshop.record(note).text("text") == "Sumur di Desa Tambak Lorok kering."
    assert kinds(workshop) == []


def test_masked_words_are_hidden_however_they_are_written_and_wherever_they_stand(workshop, note, tmp_path):
    exposure.mask_words(workshop, ["Desa Tambak Lorok"])
    asked = {"title": "Peta", "question": "Di desa  tambak\nlorok?", "level": "L3"}
    exercise = workshop.create_record("exercise", asked)
    answers = {"values": {"card": "DESA TAMBAK LOROK"}, "exercise": exercise, "level": "L3"}
    workshop.create_record("exercise_row", answers)
    workshop.create_record("note", {"text": "Desa Tambak Loroknya lain", "level": "L3"})
    text = leaving_text(workshop, tmp_path)
    assert text.count("[disamarkan]") == 3
    assert "Desa Tambak Loroknya" in text


def test_words_that_are_shown_again_are_found_again(workshop, note, tmp_path):
    exposure.mask_words(workshop, ["Desa Tambak Lorok"])
    exposure.show_words(workshop, "desa tambak lorok")
    assert kinds(workshop) == [Kind.PLACE]
    assert "Tambak Lorok" in leaving_text(workshop, tmp_path)


def test_nothing_is_masked_where_nothing_would_be_left_of_a_text(workshop):
    assert refused(exposure.mask_words, workshop, ["a"]) == "exposure_not_maskable"
    assert refused(exposure.mask_words, workshop, [" "]) == "exposure_not_maskable"
    assert workshop.count("exposure_decision") == 0


def test_a_find_is_left_with_a_reason_in_its_own_place_only(workshop, note):
    seen = exposure.look(workshop, PUBLIC)
    assert refused(exposure.leave, workshop, seen.findings, " ") == "reason_missing"
    exposure.leave(workshop, seen.findings, "Nama resmi program")
    workshop.create_record("note", {"text": "Ke Desa Tambak Lorok.", "level": "L3"})
    seen = exposure.look(workshop, PUBLIC)
    assert [seen.decisions.reason_for(each) for each in seen.findings] == ["Nama resmi program", ""]
    exposure.look_again(workshop, seen.findings[:1])
    assert exposure.look(workshop, PUBLIC).decisions.left == {}


def test_a_find_is_known_again_after_the_text_around_it_has_changed(workshop, note):
    exposure.leave(workshop, exposure.look(workshop, PUBLIC).findings, "Nama resmi program")
    workshop.edit_text(note, "text", "Kemarin sumur di Desa Tambak Lorok kering.")
    seen = exposure.look(workshop, PUBLIC)
    assert seen.decisions.open(seen.findings) == []


def test_a_record_is_kept_with_the_team_and_leaves_no_more(workshop, note, tmp_path):
    (finding,) = exposure.look(workshop, PUBLIC).findings
    assert exposure.can_keep_with_team(finding)
    exposure.keep_with_team(workshop, [note])
    assert workshop.record(note).level is Level.TEAM
    assert kinds(workshop) == []
    assert "Sumur" not in leaving_text(workshop, tmp_path, Audience.PARTICIPANTS)


def test_what_surely_points_at_somebody_must_be_decided(workshop):
    workshop.create_record("note", {"text": "Rumahnya di Jl. Pemuda No. 12.", "level": "L3"})
    workshop.create_record("note", {"text": "Hanya dua orang.", "level": "L3"})
    assert refused(exposure.assert_decided, workshop, PUBLIC) == "exposure_undecided"
    grave = exposure.look(workshop, PUBLIC).findings[0]
    assert grave.kind is Kind.ADDRESS
    exposure.leave(workshop, [grave], "Alamat kantor")
    exposure.assert_decided(workshop, PUBLIC)


def test_the_passage_shows_the_find_among_its_words(workshop, note):
    seen = exposure.look(workshop, PUBLIC)
    assert seen.passage(seen.findings[0]) == "Sumur di Desa Tambak Lorok kering."


def test_decisions_of_two_laptops_meet_and_the_later_one_counts(workshop, note, tmp_path):
    copy = tmp_path / "b.kotaham"
    workshop.rest()
    copy.write_bytes(workshop.path.read_bytes())
    with Workshop.open(copy, author="Budi") as other:
        exposure.mask_words(other, ["Desa Tambak Lorok"])
    workshop.merge_file(copy)
    assert exposure.look(workshop, PUBLIC).decisions.masked == ("Desa Tambak Lorok",)
    assert kinds(workshop) == []


def test_a_decision_itself_never_leaves_the_team(workshop, note, tmp_path):
    exposure.mask_words(workshop, ["Desa Tambak Lorok"], "Karena kecil")
    for audience in (PUBLIC, Audience.PARTICIPANTS):
        text = leaving_text(workshop, tmp_path, audience)
        assert "Tambak" not in text
        assert "Karena kecil" not in text


def test_what_one_person_prepared_for_participants_may_leave_and_is_named_in_the_ledger(workshop, note, tmp_path):
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    prepared = release.prepare_release(workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    (entry,) = workshop.records("export_log")
    assert entry.text("release") == prepared


def test_what_waits_for_a_second_person_is_listed_until_it_is_confirmed(workshop, note):
    leaving = release.departure(workshop, form="laporan", audience=PUBLIC)
    prepared = release.prepare_release(
        workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL, choices='{"kind": "laporan"}'
    )
    (waiting,) = release.waiting_releases(workshop)
    assert (waiting.id, waiting.text("choices")) == (prepared, '{"kind": "laporan"}')
    assert release.prepared_release(workshop, leaving, b"isi").id == prepared
    assert release.prepared_release(workshop, leaving, b"lain") is None
    release.confirm_release(workshop, prepared, b"isi", confirmed_by="Budi")
    assert release.waiting_releases(workshop) == []


def test_the_headless_program_decides_too(workshop, note, capsys):
    path = str(workshop.path)
    workshop.close()
    assert main(["exposure", path, "--mask", "Desa Tambak Lorok"]) == 0
    told = capsys.readouterr().out
    assert "Disamarkan di luar tim: “Desa Tambak Lorok”" in told
    assert told.endswith("0 hal untuk dilihat.\n")
    assert main(["exposure", path, "--show", "Desa Tambak Lorok"]) == 0
    assert main(["exposure", path, "--leave", note]) == 1
    assert main(["exposure", path, "--leave", note, "--reason", "Nama resmi"]) == 0
    assert "dibiarkan: Nama resmi" in capsys.readouterr().out


def test_what_is_erased_leaves_no_word_of_it_in_a_decision(workshop, note):
    exposure.leave(workshop, exposure.look(workshop, PUBLIC).findings, "Nama desa itu tidak menunjuk orang")
    erase(workshop, plan_erasure(workshop, record_ids=(note,)), reason="Permintaan", asked_by="Ani")
    (decision,) = workshop.records("exposure_decision", include_deleted=True)
    assert "Tambak" not in str(decision.values)
    assert "desa itu" not in str(decision.values)
