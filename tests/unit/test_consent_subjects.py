"""The people of a workshop as the team sees them: by code, with what is missing, and what a withdrawal would do."""

import pytest

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application.subjects import entries_of, link_subject, subject_line, subject_lines, unlink_subject
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level

ANI, BUDI = "P-7K3-M9Q", "P-QQQ-333"
VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper"}


@pytest.fixture
def workshop(tmp_path, clock):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna", clock=clock) as opened:
        yield opened


def test_a_person_with_a_story_and_no_answer_misses_the_first_question(workshop):
    workshop.create_record("experience", {"title": "Antre air", "subjects": (ANI,)})
    (line,) = subject_lines(workshop)
    assert (line.code, line.records, line.missing) == (ANI, 1, ("P1",))
    assert set(line.standings.values()) == {"not_asked"}


def test_what_the_level_of_a_story_needs_is_missing_until_it_is_given(workshop):
    workshop.create_record("experience", {"title": "x", "subjects": (ANI,), "level": "L3"})
    assert subject_line(workshop, ANI).missing == ("P1", "P4")
    consent.answers(workshop, ANI, {"P1": "given", "P4": "given", "P7": "refused"}, details=VALID)
    line = subject_line(workshop, ANI)
    assert line.missing == ()
    assert (line.standings["P1"], line.standings["P7"], line.standings["P2"]) == ("given", "refused", "not_asked")
    assert (line.count("given"), line.count("refused", "withdrawn")) == (2, 1)


def test_refused_and_withdrawn_are_told_apart(workshop):
    consent.answers(workshop, ANI, {"P1": "given", "P2": "refused"}, details=VALID)
    consent.withdraw(workshop, ANI, ["P1"])
    standings = subject_line(workshop, ANI).standings
    assert (standings["P1"], standings["P2"]) == ("withdrawn", "refused")
    assert [each.text("purpose") for each in entries_of(workshop, ANI)].count("P1") == 2


def test_several_answers_are_noted_together_or_not_at_all(workshop):
    with pytest.raises(ExpectedError) as refused:
        consent.answers(workshop, ANI, {"P1": "refused", "P3": "limited"}, details=VALID)
    assert refused.value.code == "consent_limit_missing"
    assert workshop.count("consent") == 0


def test_a_withdrawal_is_told_before_it_happens_and_nothing_is_noted(workshop):
    story = workshop.create_record("experience", {"title": "x", "subjects": (ANI,)})
    consent.answers(workshop, ANI, {"P1": "given", "P4": "given"}, details=VALID)
    consent.raise_level(workshop, story, Level.PUBLIC, "Untuk publik")
    entries = workshop.count("consent")
    foreseen = consent.foresee_withdrawal(workshop, ANI, ["P4"])
    assert [(one.record_id, one.after) for one in foreseen.lowered] == [(story, Level.TEAM)]
    assert workshop.count("consent") == entries
    assert workshop.record(story).level is Level.PUBLIC
    assert consent.withdraw(workshop, ANI, ["P4"]).lowered == foreseen.lowered


def test_a_record_linked_to_somebody_who_did_not_agree_becomes_less_open(workshop):
    note = workshop.create_record("note", {"text": "Tentang Ani", "level": "L2"})
    other = workshop.create_record("note", {"text": "x", "level": "L2"})
    (lowered,) = link_subject(workshop, "p7k3m9q", [note])
    assert (lowered.record_id, lowered.after) == (note, Level.TEAM)
    assert workshop.record(note).ids("subjects") == (ANI,)
    assert workshop.record(other).level is Level.PARTICIPANTS


def test_a_wrong_link_is_taken_away_and_the_record_stays_closed(workshop):
    note = workshop.create_record("note", {"text": "x", "level": "L2"})
    link_subject(workshop, ANI, [note])
    link_subject(workshop, BUDI, [note])
    unlink_subject(workshop, ANI, note)
    assert workshop.record(note).ids("subjects") == (BUDI,)
    assert workshop.record(note).level is Level.TEAM
