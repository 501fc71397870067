"""The right of access: everything about one person, nothing about others, as JSON and as pages."""

import io
import json

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application import release_commands as release
from kotaham_desktop.application.person_sheet import person_sheet, sheet_as_json
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.person_sheet import Relation
from kotaham_desktop.reports import person_sheet as pages

ANI = "P-7K3-M9Q"
VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper"}


@pytest.fixture
def workshop(tmp_path, clock):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna", clock=clock) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM"})
        yield opened


@pytest.fixture
def ids(workshop, tmp_path):
    found = {}
    found["group"] = workshop.create_record("group", {"name": "Kelompok 1"})
    found["ani"] = workshop.create_record(
        "person", {"name": "Sumarni Widodo", "contact": "0812 0000 1111", "group": found["group"], "sex": "female"}
    )
    found["budi"] = workshop.create_record("person", {"name": "Budi Prakoso", "contact": "0813 9999 8888"})
    found["session"] = workshop.create_record("agenda_item", {"title": "Pembukaan", "people": (found["ani"],)})
    found["story"] = workshop.create_record(
        "experience",
        {"title": "Antre air", "narrative": "Saya antre bersama Budi Prakoso.", "subjects": (ANI,)},
    )
    found["gone"] = workshop.create_record("note", {"text": "Catatan lama", "subjects": (ANI,)})
    workshop.delete_record(found["gone"])
    found["mention"] = workshop.create_record("note", {"text": "Kata Bu Sumarni: mahal. (P-7K3-M9Q)"})
    found["other"] = workshop.create_record("note", {"text": "Tidak menyebut siapa pun."})
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 120, 90)).save(stream, "PNG")
    found["photo"] = workshop.attach(found["story"], stream.getvalue(), "image/png", caption="Sumur")
    workshop.set_fields(found["photo"], {"subjects": (ANI,)})
    consent.answer(workshop, ANI, ["P1", "P3"], "given", details=VALID)
    leaving = release.departure(workshop, form="laporan", audience=Audience.TEAM)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "tim.pdf")
    consent.withdraw(workshop, ANI, ["P3"], how="lisan")
    return found


def relations(sheet):
    return {each.record_id: each.relation for each in sheet.holdings}


def test_everything_about_a_code_is_in_the_sheet(workshop, ids):
    sheet = person_sheet(workshop, subject="p7k3m9q")
    assert relations(sheet) == {
        ids["story"]: Relation.SUBJECT,
        ids["gone"]: Relation.SUBJECT,
        ids["photo"]: Relation.SUBJECT,
        ids["mention"]: Relation.MENTION,
    }
    assert [(line.code, line.stands) for line in sheet.consents] == [("P1", True), ("P3", False), ("P3", True)]
    assert [(line.form, line.audience) for line in sheet.departures] == [("laporan", "Tim pelaksana")]
    assert {line.record_id for line in sheet.changes} == {ids["story"], ids["gone"], ids["photo"]}


def test_everything_about_a_person_of_the_list_is_in_the_sheet(workshop, ids):
    sheet = person_sheet(workshop, person_id=ids["ani"], subject=ANI)
    assert relations(sheet) == {
        ids["ani"]: Relation.OWN,
        ids["session"]: Relation.TASK,
        ids["story"]: Relation.SUBJECT,
        ids["gone"]: Relation.SUBJECT,
        ids["photo"]: Relation.SUBJECT,
        ids["mention"]: Relation.MENTION,
    }
    own = next(each for each in sheet.holdings if each.relation is Relation.OWN)
    assert ("Kontak", "0812 0000 1111") in own.facts
    assert ("Kelompok", "Kelompok 1") in own.facts


def test_other_people_are_masked(workshop, ids):
    for sheet in (person_sheet(workshop, person_id=ids["ani"], subject=ANI), person_sheet(workshop, subject=ANI)):
        text = sheet_as_json(sheet).decode()
        assert "Budi" not in text
        assert "Prakoso" not in text
        assert "antre bersama [nama disamarkan]" in text


def test_the_sheet_as_json_holds_texts_and_pictures(workshop, ids):
    content = json.loads(sheet_as_json(person_sheet(workshop, subject=ANI)))
    assert content["format"] == "kotaham-person-sheet"
    assert content["made_on"] == "2022-08-23"
    (photo,) = [each for each in content["holdings"] if each["record_id"] == ids["photo"]]
    assert photo["picture"].startswith("iVBOR")
    assert sheet_as_json(person_sheet(workshop, subject=ANI)) == sheet_as_json(person_sheet(workshop, subject=ANI))


@pytest.mark.parametrize("report_language", ["id", "en"])
def test_the_sheet_as_pages_says_the_same(workshop, ids, report_language):
    sheet = person_sheet(workshop, person_id=ids["ani"], subject=ANI)
    document = PdfDocument(pages.build(sheet, report_language))
    try:
        words = " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()
    for expected in ("P-7K3-M9Q", "Sumarni Widodo", "0812 0000 1111", "Antre air", "Catatan lama", "Pembukaan"):
        assert expected in words
    assert "Prakoso" not in words


def test_what_somebody_typed_is_printed_as_text(workshop):
    hostile = '<b>tebal <img src="/etc/hostname"/> & </para> ꦲ 👩‍👩‍👧 <korban>'
    workshop.create_record("note", {"text": hostile * 3, "subjects": (ANI,)})
    document = PdfDocument(pages.build(person_sheet(workshop, subject=ANI), "id"))
    try:
        words = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    assert "<korban>" in words
    assert "</para>" in words


def test_a_person_about_whom_nothing_is_held_gets_an_empty_sheet(workshop):
    sheet = person_sheet(workshop, subject=ANI)
    assert sheet.is_empty
    assert pages.build(sheet, "id").startswith(b"%PDF")


def test_somebody_must_be_named(workshop):
    for given, code in (({}, "name_not_found"), ({"subject": "Sumarni"}, "subject_code_unreadable")):
        with pytest.raises(ExpectedError) as refused:
            person_sheet(workshop, **given)
        assert refused.value.code == code
