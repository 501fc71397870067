"""Consent on a real file: kept entries, reasons for opening, withdrawal and what it lowers, merges."""

import shutil
from datetime import timedelta

import pytest

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.consent import Standing
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level

VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "media": "photo"}


class Ticking:
    """A second later at each look."""

    def __init__(self, start):
        self.moment = start

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def ticking(clock):
    return Ticking(clock())


@pytest.fixture
def workshop(tmp_path, ticking):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna", clock=ticking) as opened:
        yield opened


def agree(workshop, subject, *purposes, **more):
    return consent.answer(workshop, subject, purposes, "given", details=VALID | more)


def refusal(command, *arguments, **more):
    with pytest.raises(ExpectedError) as refused:
        command(*arguments, **more)
    return refused.value


def test_answers_are_noted_one_entry_for_each_purpose(workshop):
    ani = consent.new_subject(workshop)
    agree(workshop, ani, "P1", "P3")
    standings = consent.standings(workshop, ani)
    assert standings.pop("P1") is standings.pop("P3") is Standing.GIVEN
    assert set(standings.values()) == {Standing.NOT_GIVEN}
    entry = workshop.records("consent")[0]
    assert entry.text("at").startswith("2022-08-23T")
    assert entry.created_by == "Ratna"


def test_a_new_answer_replaces_the_earlier_one_and_both_are_kept(workshop):
    ani = consent.new_subject(workshop)
    (first,) = agree(workshop, ani, "P4").entries
    consent.answer(workshop, ani, ["P4"], "refused")
    agree(workshop, ani, "P4")
    assert [entry.text("status") for entry in workshop.records("consent")] == ["given", "refused", "given"]
    assert workshop.records("consent")[1].ids("supersedes") == (first,)
    assert consent.ledger(workshop).may(ani, "P4")


def test_the_very_text_that_was_read_is_fingerprinted_not_stored(workshop):
    ani = consent.new_subject(workshop)
    consent.answer(
        workshop,
        ani,
        ["P1"],
        "given",
        info_text="Kami mencatat.\r\nAnda boleh berhenti.",
        evidence=b"foto",
        details=VALID,
    )
    (entry,) = workshop.records("consent")
    assert entry.text("info_version") == consent.info_version("Kami mencatat. \nAnda boleh berhenti.\n")
    assert len(entry.text("evidence_sha256")) == 64
    assert "mencatat" not in str(entry.values)


def test_entries_can_neither_be_changed_nor_deleted_nor_undone(workshop):
    ani = consent.new_subject(workshop)
    (entry,) = agree(workshop, ani, "P4").entries
    assert refusal(workshop.set_fields, entry, {"status": "refused"}).code == "entry_is_kept"
    assert refusal(workshop.edit_text, entry, "restrictions", "x").code == "entry_is_kept"
    assert refusal(workshop.delete_record, entry).code == "entry_is_kept"
    assert refusal(workshop.restore_record, entry).code == "entry_is_kept"
    assert not workshop.can_undo
    direct = workshop.create_record("consent", {"subject": ani, "purpose": "P1", "status": "asked", "at": "x"})
    assert not workshop.can_undo
    assert not workshop.record(direct).deleted


def test_undo_passes_over_entries_to_what_was_done_before(workshop):
    note = workshop.create_record("note", {"text": "Satu"})
    agree(workshop, consent.new_subject(workshop), "P4")
    workshop.set_fields(note, {"speaker": "Ketua"})
    assert workshop.undo()
    assert workshop.undo()
    assert workshop.record(note).deleted
    assert workshop.count("consent") == 1
    assert workshop.redo()
    assert not workshop.record(note).deleted
    assert workshop.check().is_sound


def test_invalid_consent_is_refused_whole(workshop):
    ani = consent.new_subject(workshop)
    assert refusal(consent.answer, workshop, ani, ["P1"], "given").code == "consent_not_informed"
    assert refusal(agree, workshop, ani, "P1", age_band="child").code == "consent_guardian_missing"
    assert refusal(agree, workshop, ani, "P1", "P6", media="none").code == "consent_media_missing"
    assert refusal(agree, workshop, ani, "P8", "P9").code == "consent_referral_apart"
    assert refusal(agree, workshop, ani, "P11").code == "value_refused"
    assert refusal(agree, workshop, "Sumarni", "P1").code == "subject_code_unreadable"
    assert workshop.count("consent") == 0


@pytest.mark.parametrize(
    "type_name", ["note", "case_study", "experience", "exercise", "exercise_row", "action", "person"]
)
def test_opening_a_record_wider_without_a_reason_is_refused(workshop, type_name):
    record = workshop.create_record(type_name, {"level": "L1"})
    assert refusal(workshop.set_fields, record, {"level": "L2"}).code == "level_needs_reason"
    assert refusal(workshop.edit_text, record, "level", "L2").code == "level_needs_reason"
    workshop.set_fields(record, {"level": "L0"})
    workshop.undo()
    assert workshop.record(record).level is Level.TEAM
    consent.raise_level(workshop, record, Level.PARTICIPANTS, "Disepakati kelompok")
    assert workshop.record(record).level is Level.PARTICIPANTS
    (change,) = workshop.records("level_change")
    assert (change.text("record"), change.text("from_level"), change.text("to_level")) == (record, "L1", "L2")
    assert change.text("reason") == "Disepakati kelompok"


def test_raising_needs_a_reason_and_everyones_consent(workshop):
    ani, budi = consent.new_subject(workshop), "P-QQQ-333"
    case = workshop.create_record("case_study", {"title": "Sumur", "subjects": (ani, budi)})
    assert refusal(consent.raise_level, workshop, case, Level.PUBLIC, " ").code == "reason_missing"
    missing = refusal(consent.raise_level, workshop, case, Level.PUBLIC, "Untuk laporan")
    assert missing.code == "consent_missing"
    assert missing.values["missing"] == f"{ani}: P4; {budi}: P4"
    agree(workshop, ani, "P4")
    agree(workshop, budi, "P3")
    assert refusal(consent.raise_level, workshop, case, Level.PUBLIC, "x").values["missing"] == f"{budi}: P4"
    consent.raise_level(workshop, case, Level.PARTICIPANTS, "Dibaca peserta")
    assert workshop.record(case).level is Level.PARTICIPANTS
    assert refusal(consent.raise_level, workshop, case, Level.TEAM, "x").code == "level_not_raised"
    consent.set_level(workshop, case, Level.SEALED)
    assert workshop.record(case).level is Level.SEALED


def test_a_withdrawal_lowers_what_depended_on_it(workshop):
    ani, budi = consent.new_subject(workshop), consent.new_subject(workshop)
    case = workshop.create_record("case_study", {"title": "Sumur", "subjects": (ani,)})
    row = workshop.create_record("exercise_row", {"values": {"card": "x"}, "subjects": (ani, budi), "level": "L2"})
    other = workshop.create_record("note", {"text": "Lain", "subjects": (budi,), "level": "L1"})
    agree(workshop, ani, "P1", "P3", "P4")
    agree(workshop, budi, "P3")
    consent.raise_level(workshop, case, Level.PUBLIC, "Untuk laporan")
    told = consent.withdraw(workshop, ani, ["P4"], how="Lewat telepon")
    assert [(one.record_id, one.before, one.after) for one in told.lowered] == [
        (case, Level.PUBLIC, Level.PARTICIPANTS)
    ]
    told = consent.withdraw(workshop, ani)
    assert {one.record_id: one.after for one in told.lowered} == {case: Level.SEALED, row: Level.SEALED}
    assert workshop.record(case).level is workshop.record(row).level is Level.SEALED
    assert workshop.record(other).level is Level.TEAM
    assert not workshop.can_undo, "an undo would open the record again"
    how = {each.text("withdrawn_how") for each in workshop.records("consent", purpose="P4", status="withdrawn")}
    assert how == {"Lewat telepon", ""}
    assert workshop.check().is_sound


def test_undoing_an_earlier_lowering_cannot_pass_a_withdrawal(workshop):
    ani = consent.new_subject(workshop)
    note = workshop.create_record("note", {"text": "x", "level": "L3", "subjects": (ani,)})
    agree(workshop, ani, "P4")
    workshop.set_fields(note, {"level": "L1"})
    consent.withdraw(workshop, ani)
    assert not workshop.undo()
    assert workshop.record(note).level is Level.SEALED


def test_consent_that_has_run_out_lowers_when_the_ledger_is_followed(workshop, ticking):
    ani = consent.new_subject(workshop)
    note = workshop.create_record("note", {"text": "x", "subjects": (ani,)})
    agree(workshop, ani, "P3", review_at="2022-08-30")
    consent.raise_level(workshop, note, Level.PARTICIPANTS, "Dibagikan")
    assert consent.follow_ledger(workshop) == ()
    ticking.moment += timedelta(days=30)
    (lowered,) = consent.follow_ledger(workshop)
    assert (lowered.record_id, lowered.after) == (note, Level.TEAM)
    assert consent.follow_ledger(workshop) == ()


def test_a_withdrawal_on_one_laptop_lowers_the_work_of_the_other_at_the_merge(workshop, tmp_path, ticking):
    ani = consent.new_subject(workshop)
    agree(workshop, ani, "P1", "P4")
    workshop.close()
    shutil.copyfile(workshop.path, tmp_path / "b.kotaham")
    with Workshop.open(tmp_path / "b.kotaham", author="Budi", clock=ticking) as theirs:
        note = theirs.create_record("note", {"text": "Cerita Ani", "subjects": (ani,)})
        consent.raise_level(theirs, note, Level.PUBLIC, "Untuk publik")
        agree(theirs, ani, "P4")
    with Workshop.open(workshop.path, author="Ratna", clock=ticking) as ours:
        consent.withdraw(ours, ani, ["P4"])
        ours.merge_file(tmp_path / "b.kotaham")
        assert ours.record(note).level is Level.TEAM
        assert not consent.ledger(ours).may(ani, "P4")
        assert ours.check().is_sound
    with Workshop.open(tmp_path / "b.kotaham", author="Budi", clock=ticking) as theirs:
        theirs.merge_file(workshop.path)
        assert theirs.record(note).level is Level.TEAM
        assert not consent.ledger(theirs).may(ani, "P4")
        assert theirs.conflicts() == []
    with Workshop.open(workshop.path, author="Ratna", clock=ticking) as ours:
        assert ours.merge_file(tmp_path / "b.kotaham").decided_by_rule == 0
        agree(ours, ani, "P4")
        assert consent.ledger(ours).may(ani, "P4"), "a later yes to all that stands counts again"


def test_two_laptops_that_name_different_people_keep_both(workshop, tmp_path, ticking):
    note = workshop.create_record("note", {"text": "x"})
    workshop.close()
    shutil.copyfile(workshop.path, tmp_path / "b.kotaham")
    with Workshop.open(tmp_path / "b.kotaham", clock=ticking) as theirs:
        theirs.set_fields(note, {"subjects": ("p-qqq-333",)})
    with Workshop.open(workshop.path, clock=ticking) as ours:
        ours.set_fields(note, {"subjects": ("P-7K3-M9Q",)})
        ours.merge_file(tmp_path / "b.kotaham")
        assert ours.record(note).ids("subjects") == ("P-7K3-M9Q", "P-QQQ-333")
        assert ours.conflicts() == []


def test_a_word_that_is_no_code_cannot_stand_among_the_people(workshop):
    assert refusal(workshop.create_record, "note", {"text": "x", "subjects": ("Bu Sarmi",)}).code == "value_refused"


def test_search_for_work_does_not_show_the_ledger(workshop):
    agree(workshop, consent.new_subject(workshop), "P1", asked_by="Ratnasari")
    assert workshop.search("Ratnasari") == []
    assert workshop.search("") == [hit for hit in workshop.search("") if hit.type != "consent"]
