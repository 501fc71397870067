"""F1: five states of consent, four levels, every form of document for every reader: nothing above what was agreed."""

import io
import zipfile
from datetime import datetime, timedelta, timezone
from itertools import product

import pytest
from pypdfium2 import PdfDocument

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application.export_commands import export_content
from kotaham_desktop.application.report_commands import build_report
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.reports.options import ReportKind, ReportOptions, parts_of
from tests.proof.figures import record

MORNING = datetime(2022, 8, 23, 10, 42, tzinfo=timezone(timedelta(hours=7)))

VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "restrictions": "tanpa foto"}
STATES = ("given", "limited", "refused", "withdrawn", "expired")
FORMS = ("json", "xlsx", "csv", "csv.zip", "docx", "pdf")
CELLS = list(product(STATES, Level))
PICTURE = b"\x89PNG\r\n\x1a\nbukan gambar"
REACH = {"given": Level.PUBLIC, "limited": Level.PARTICIPANTS, "expired": Level.TEAM}


def canary(kind, state, level):
    """A word that stands in one record only."""
    return f"Kenari{kind}{state.capitalize()}{level.code}x"


def decide(workshop, subject, state):
    if state in ("withdrawn", "expired"):
        more = {"review_at": "2022-08-01"} if state == "expired" else {}
        consent.answer(workshop, subject, ("P1", "P3", "P4"), "given", details=VALID | more)
        if state == "withdrawn":
            consent.withdraw(workshop, subject)
    else:
        consent.answer(workshop, subject, ("P1", "P3", "P4"), state, details=VALID)


def allowed(state, level, audience):
    """An account of its own of who may read about a person: level, then what the person said; a refusal wins."""
    if state in ("refused", "withdrawn") or level is Level.SEALED:
        return False
    return audience.may_see(min(level, REACH[state]))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    path = tmp_path_factory.mktemp("f1") / "a.kotaham"
    with Workshop.create(path, author="Rina", clock=lambda: MORNING) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM", "city": "Semarang"})
        for state, level in CELLS:
            subject = consent.new_subject(opened)
            decide(opened, subject, state)
            about = {"subjects": (subject,), "level": level.code}
            story, note, case = (canary(kind, state, level) for kind in ("Cerita", "Catatan", "Kasus"))
            opened.create_record("experience", {"title": story, "narrative": story, "consent": "named", **about})
            opened.create_record("note", {"text": note, **about})
            opened.create_record("case_study", {"title": case, "chronology": case, "consent": "named", **about})
            exercise = opened.create_record("exercise", {"title": "Pohon", "method": "problem_tree", "level": "L3"})
            answers = {"card": canary("Baris", state, level)}
            opened.create_record("exercise_row", {"exercise": exercise, "values": answers, **about})
            attached = opened.attach(
                opened.create_record("note", {"text": "Foto", "level": "L3"}), PICTURE, "image/png"
            )
            caption = {"caption": canary("Foto", state, level), "shows_people": "no"}
            opened.settle([], [(attached, {**caption, **about})])
        yield opened


def words(workshop, form, audience, tmp_path):
    """Every word of a document, unpacked."""
    if form == "pdf":
        parts = frozenset(part.id for part in parts_of(ReportKind.LAPORAN, audience))
        document = PdfDocument(build_report(workshop, ReportOptions(ReportKind.LAPORAN, audience, "id", parts)))
        try:
            return "".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    output = tmp_path / f"keluar.{form}"
    content, _count = export_content(workshop, audience=audience, format=form.split(".")[0], output=output)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(name.encode() + package.read(name) for name in package.namelist())
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", FORMS)
def test_no_document_shows_anybody_above_their_consent(workshop, tmp_path, form, audience):
    text = words(workshop, form, audience, tmp_path)
    squeezed = "".join(text.replace("\ufffe", "").split())
    wrong, tried = [], 0
    for (state, level), kind in product(CELLS, ("Cerita", "Catatan", "Kasus")):
        tried += 1
        if (canary(kind, state, level) in squeezed) is not allowed(state, level, audience):
            wrong.append((kind, state, level.code))
    for (state, level), kind in product(CELLS, ("Baris", "Foto")):
        # Photos need an agreement of their own, so they may well be shown to fewer.
        tried += 1
        if canary(kind, state, level) in squeezed and not allowed(state, level, audience):
            wrong.append((kind, state, level.code))
    record("F1", f"{form} for {audience.value}: consent and level", tried, len(wrong))
    assert wrong == []


def test_nobodys_code_leaves_the_team(workshop, tmp_path):
    subjects = {entry.text("subject") for entry in workshop.records("consent")}
    for form in FORMS:
        for audience in (Audience.PARTICIPANTS, Audience.PUBLIC):
            text = words(workshop, form, audience, tmp_path)
            assert [subject for subject in subjects if subject in text] == []


def test_every_state_and_level_is_there_to_be_shown(workshop):
    """The proof proves something: without the rules everything would be in the documents."""
    titles = {each.text("title") for each in workshop.records("experience")}
    assert titles == {canary("Cerita", state, level) for state, level in CELLS}
