"""What the report of a real file says: labels, times, roll-ups, photos, and only what its audience may see."""

from datetime import date

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import workshop_content
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.reports.options import ReportOptions

REFERENCE = ReferenceData()


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "pelatihan.kotaham", author="Rani") as opened:
        opened.set_fields(WORKSHOP_ID, {"title": "Pelatihan", "start_date": "2022-08-30", "end_date": "2022-09-01"})
        yield opened


def content(workshop, audience=Audience.TEAM, language="id"):
    return workshop_content(workshop, ReportOptions(audience=audience, language=language), REFERENCE)


def test_sessions_follow_each_other_and_carry_dates_and_notes(workshop):
    first = workshop.create_record("agenda_item", {"title": "Pembukaan", "day": 1, "start": "08:30", "minutes": 45})
    workshop.create_record("agenda_item", {"title": "Diskusi", "day": 1, "minutes": 60, "position": 9.0})
    workshop.create_record("agenda_item", {"title": "Lanjutan", "day": 2, "minutes": 30})
    workshop.create_record("note", {"text": "Dibuka.", "session": first, "level": "L1", "kind": "note"})
    days = content(workshop).days
    assert [day.date for day in days] == [date(2022, 8, 30), date(2022, 8, 31)]
    assert [session.times for session in days[0].sessions] == ["08.30–09.15", "09.15–10.15"]
    assert [note.text for note in days[0].sessions[0].notes] == ["Dibuka."]


def test_groups_that_answer_the_same_question_are_rolled_up(workshop):
    for name, dots in (("Satu", "5"), ("Dua", "3")):
        group = workshop.create_record("group", {"name": name})
        exercise = workshop.create_record(
            "exercise",
            {"title": f"Suara {name}", "method": "dot_vote", "question": "Mana?", "group": group, "level": "L2"},
        )
        workshop.create_record("exercise_row", {"exercise": exercise, "values": {"option": "Pos aduan", "dots": dots}})
    gathered = content(workshop)
    assert [exercise.rows[0][0] for exercise in gathered.exercises] == ["Pos aduan", "Pos aduan"]
    (rolled,) = gathered.rolled_up
    assert "8" in rolled.lines[0]


def test_labels_come_in_the_language_of_the_report(workshop):
    workshop.create_record("person", {"name": "Aris", "role": "speaker", "level": "L3"})
    assert content(workshop).people[0].role_label == "Narasumber"
    assert content(workshop, language="en").people[0].role_label == "Resource person"


def test_people_are_counted_without_being_named(workshop):
    for number in range(7):
        workshop.create_record("person", {"name": f"Orang {number}", "role": "participant", "sector": "opd"})
    gathered = content(workshop, Audience.PUBLIC)
    assert gathered.people == ()
    assert gathered.participant_total == "7"
    assert [(row.label, row.text) for row in gathered.counts[0].rows] == [("OPD", "7")]
    workshop.delete_record(workshop.records("person")[0].id)
    workshop.delete_record(workshop.records("person")[0].id)
    workshop.delete_record(workshop.records("person")[0].id)
    fewer = content(workshop, Audience.PUBLIC)
    assert (fewer.participant_total, fewer.counts) == ("<5", ())


def test_the_name_of_a_deleted_person_stays_masked(workshop):
    person = workshop.create_record("person", {"name": "Sumarni Kusumawati", "role": "participant"})
    workshop.create_record("note", {"text": "Kata Sumarni: mahal.", "level": "L3", "kind": "note"})
    workshop.delete_record(person)
    (note,) = content(workshop, Audience.PUBLIC).loose_notes
    assert note.text == "Kata [nama disamarkan]: mahal."


def test_photos_and_norms_stay_with_their_record(workshop):
    case = workshop.create_record("case_study", {"title": "Kasus", "level": "L3", "consent": "anonymous"})
    workshop.create_record("norm_reference", {"record": case, "norm": "SNP-07", "page": "4"})
    plan = workshop.attach(case, b"\xff\xd8isi", "image/jpeg", caption="Denah", level="L3")
    workshop.set_fields(plan, {"shows_people": "no"})
    workshop.attach(case, b"\xff\xd8lain", "image/jpeg", caption="Wajah", level="L1")
    (told,) = content(workshop, Audience.PUBLIC).cases
    assert [photo.caption for photo in told.companions.photos] == ["Denah"]
    assert told.companions.photos[0].content == b"\xff\xd8isi"
    assert told.companions.norms[0].page == "4"
    assert told.companions.norms[0].norm.startswith("SNP-07")
    assert told.marks == ""
