"""What leaves, and who lets it: the rule of two people, and the ledger of what left (F1 and F2 are in the proofs)."""

import pytest
from PIL import Image

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application import release_commands as release
from kotaham_desktop.application.export_commands import ExportFormat, export_content
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.release import CHECKLIST
from kotaham_desktop.exchange.images import clean_image_file

VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "restrictions": "tanpa foto"}
ALL = tuple(choice.code for choice in CHECKLIST)


@pytest.fixture
def workshop(tmp_path, clock):
    with Workshop.create(tmp_path / "a.kotaham", author="Rani Penulis", clock=clock) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM", "city": "Semarang"})
        yield opened


def decide(workshop, subject, state):
    consent.answer(workshop, subject, ("P1", "P3", "P4"), state, details=VALID)


def test_the_same_work_gives_the_same_bytes_so_that_two_people_can_confirm_it(workshop, tmp_path):
    note = workshop.create_record("note", {"text": "Sumur", "level": "L3"})
    Image.new("RGB", (64, 64), (90, 120, 80)).save(tmp_path / "a.jpg")
    image = clean_image_file(tmp_path / "a.jpg")
    photo = workshop.attach(note, image.data, image.media_type)
    workshop.settle([], [(photo, {"level": "L3", "shows_people": "no"})])
    for form in ExportFormat:
        once, again = (
            export_content(workshop, audience=Audience.PUBLIC, format=form, output=tmp_path / "x")[0] for _ in range(2)
        )
        assert once == again


def refused(command, *arguments, **more):
    with pytest.raises(ExpectedError) as refusal:
        command(*arguments, **more)
    return refusal.value.code


@pytest.fixture
def leaving(workshop):
    return release.departure(workshop, form="json", audience=Audience.PUBLIC)


def test_nothing_leaves_for_the_public_without_two_people(workshop, leaving, tmp_path):
    target = tmp_path / "a.json"
    assert refused(release.hand_out, workshop, leaving, b"isi", target) == "release_not_confirmed"
    half = release.Signatures("Ani", "", ALL)
    assert refused(release.hand_out, workshop, leaving, b"isi", target, half) == "release_not_confirmed"
    same = release.Signatures("Ani Wati", " ani  WATI ", ALL)
    assert refused(release.hand_out, workshop, leaving, b"isi", target, same) == "release_same_person"
    unread = release.Signatures("Ani", "Budi", ALL[:-1])
    assert refused(release.hand_out, workshop, leaving, b"isi", target, unread) == "release_checklist_incomplete"
    assert not target.exists()
    assert workshop.count("export_log") == 0
    release.hand_out(workshop, leaving, b"isi", target, release.Signatures("Ani", "Budi", ALL))
    assert target.read_bytes() == b"isi"
    (entry,) = workshop.records("export_log")
    assert entry.text("sha256") == release.fingerprint(b"isi")
    assert workshop.record(entry.text("release")).text("prepared_by") == "Ani"


def test_a_release_holds_for_the_very_content_that_was_looked_at(workshop, leaving, tmp_path):
    prepared = release.prepare_release(workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL)
    assert (
        refused(release.confirm_release, workshop, prepared, b"lain", confirmed_by="Budi") == "release_content_changed"
    )
    release.confirm_release(workshop, prepared, b"isi", confirmed_by="Budi")
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    assert refused(release.hand_out, workshop, leaving, b"lain", tmp_path / "b.json") == "release_not_confirmed"


def test_a_confirmation_written_by_hand_does_not_count(workshop, leaving, tmp_path):
    prepared = release.prepare_release(workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL)
    forged = dict(workshop.record(prepared).values) | {"prepared": prepared, "confirmed_by": "ANI"}
    workshop.create_record("release", forged)
    assert refused(release.hand_out, workshop, leaving, b"isi", tmp_path / "a.json") == "release_not_confirmed"


def test_what_leaves_for_others_is_noted_without_its_content(workshop, tmp_path):
    ani = consent.new_subject(workshop)
    decide(workshop, ani, "given")
    workshop.create_record("note", {"text": "KENARI", "level": "L2", "subjects": (ani,)})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    assert leaving.subjects == (ani,)
    release.hand_out(workshop, leaving, b"KENARI", tmp_path / "a.json")
    (entry,) = workshop.records("export_log")
    assert "KENARI" not in str(entry.values)
    assert (entry.text("audience"), entry.number("records"), entry.text("made_by")) == (
        "participants",
        leaving.records,
        "Rani Penulis",
    )


def test_a_withdrawal_names_what_had_left_already(workshop, tmp_path):
    ani, budi = consent.new_subject(workshop), consent.new_subject(workshop)
    decide(workshop, ani, "given")
    decide(workshop, budi, "given")
    workshop.create_record("note", {"text": "x", "level": "L2", "subjects": (ani,)})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    (left,) = consent.withdraw(workshop, ani).left_already
    assert left.names
    assert left.export.text("sha256") == release.fingerprint(b"isi")
    assert consent.withdraw(workshop, budi).left_already == ()


def test_what_left_before_the_record_named_its_person_is_named_as_possible(workshop, tmp_path):
    ani = consent.new_subject(workshop)
    decide(workshop, ani, "given")
    note = workshop.create_record("note", {"text": "x", "level": "L2"})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    workshop.set_fields(note, {"subjects": (ani,)})
    (left,) = consent.withdraw(workshop, ani).left_already
    assert not left.names
