"""People by code: asked, noted, withdrawn, linked, by real keys and mouse; names only behind their own passphrase."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application import name_key
from kotaham_desktop.application.subjects import entries_of
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.levels import Level
from ui.persetujuan.answer_form import AnswerForm
from ui.persetujuan.linking import LinkPanel
from ui.persetujuan.sheet_panel import SheetPanel
from ui.persetujuan.withdrawing import WithdrawPanel

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ANI, BUDI = "P-7K3-M9Q", "P-QQQ-333"
VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "media": "photo_no_face"}
SECRET = "kata sandi kunci nama"


@pytest.fixture
def window(opened, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    return opened.window


@pytest.fixture
def people(window):
    window.go_to("persetujuan")
    return window.front_screen.people


@pytest.fixture
def ani(workshop):
    """Ani has told a story and agreed to be noted and published without her name."""
    story = workshop.create_record("experience", {"title": "Antre air", "subjects": (ANI,)})
    consent.answers(workshop, ANI, {"P1": "given", "P4": "given"}, details=VALID)
    return story


@pytest.fixture
def rows(qtbot, people):
    """Whoever is in the list, once it shows the newest state."""

    def shown():
        qtbot.waitUntil(lambda: not people.is_reading)
        return list(people.list.rows)

    return shown


@pytest.fixture
def codes(rows):
    """The codes in the list."""
    return lambda: [row.id for row in rows()]


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def tick(box):
    box.setFocus()
    QTest.keyClick(box, KEY.Key_Space)


def pick(combo, code):
    """Choose with the arrow keys."""
    combo.setFocus()
    while combo.currentData() != code:
        QTest.keyClick(combo, KEY.Key_Down)


def test_an_empty_list_says_what_to_do_and_a_new_code_leads_to_the_question(people, workshop, window, codes):
    assert codes() == []
    assert people.empty.isVisible()
    QTest.keyClick(window, KEY.Key_N, CONTROL)
    form = people.person.step(AnswerForm)
    assert form.isVisible()
    assert form.purposes.box("P1").hasFocus()
    assert not form.save.isEnabled()
    QTest.keyClick(window.focusWidget(), KEY.Key_Escape)
    assert not form.isVisible()
    assert codes() == []
    assert workshop.count("consent") == 0


def test_an_answer_is_no_until_somebody_says_yes(people, workshop, window, codes):
    QTest.keyClick(window, KEY.Key_N, CONTROL)
    form = people.person.step(AnswerForm)
    for purpose in ("P1", "P3"):
        tick(form.purposes.box(purpose))
    click(form.purposes.answer("P1").button("given"))
    assert form.purposes.said() == {"P1": "given", "P3": "refused"}
    for name in ("told_risks", "told_withdraw"):
        tick(form.block(name).editor.box)
    pick(form.block("method").editor.box, "signed_paper")
    pick(form.information.box, "id")
    QTest.keyClick(window.focusWidget(), KEY.Key_Return, CONTROL)
    first, second = sorted(workshop.records("consent"), key=lambda each: each.text("purpose"))
    assert (first.text("purpose"), first.text("status")) == ("P1", "given")
    assert (second.text("purpose"), second.text("status")) == ("P3", "refused")
    assert first.text("asked_by") == "Ratna"
    assert len(first.text("info_version")) == 64
    assert codes() == [first.text("subject")]
    assert people.person.overview.standings.word("P3") == "ditolak"
    assert "P1 Ikut serta dan dicatat di ruangan: Diberikan" in people.person.overview.ledger.texts[0]


def test_what_is_missing_is_told_in_the_form_and_nothing_is_noted(people, workshop, window, ani):
    people.show_person(ANI)
    before = workshop.count("consent")
    click(people.person.overview.answer)
    form = people.person.step(AnswerForm)
    tick(form.purposes.box("P2"))
    click(form.purposes.answer("P2").button("given"))
    click(form.save)
    assert "belum sah" in form.messages.text
    assert workshop.count("consent") == before


def test_only_what_the_answers_need_is_asked(people, window, ani):
    people.show_person(ANI)
    people.person.note_answer()
    form = people.person.step(AnswerForm)
    assert not form.block("media").isVisible()
    tick(form.purposes.box("P6"))
    assert not form.block("media").isVisible()
    click(form.purposes.answer("P6").button("limited"))
    assert form.block("media").isVisible()
    assert form.block("restrictions").isVisible()
    pick(form.block("age_band").editor.box, "child")
    assert form.block("given_by").findChildren(type(form.heading))[-1].text().startswith("Untuk anak")


def test_a_complaint_is_asked_about_by_itself(people, window, ani):
    people.show_person(ANI)
    people.person.note_answer()
    asked = people.person.step(AnswerForm).purposes
    click(asked.ask_all)
    assert "P9" not in asked.said()
    tick(asked.box("P9"))
    assert asked.said() == {"P9": "refused"}
    assert not asked.box("P1").isEnabled()


def test_the_proof_is_kept_as_a_fingerprint(qtbot, people, workshop, window, ani, tmp_path):
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"tanda tangan")
    people.show_person(ANI)
    people.person.note_answer()
    form = people.person.step(AnswerForm)
    form.evidence.take_file(scan)
    qtbot.waitUntil(lambda: form.evidence.sha256 != "")
    tick(form.purposes.box("P2"))
    click(form.save)
    entry = entries_of(workshop, ANI)[0]
    assert (entry.text("purpose"), entry.text("evidence_sha256")) == ("P2", form.evidence.sha256)


def test_a_text_that_cannot_be_read_is_refused_by_name(people, window, ani, tmp_path):
    wrong = tmp_path / "gambar.txt"
    wrong.write_bytes(b"\xff\xfe\x00\x01\xff")
    people.show_person(ANI)
    people.person.note_answer()
    form = people.person.step(AnswerForm)
    form.information.take_file(wrong)
    assert "gambar.txt" in form.messages.text
    assert form.information.text() == ""


def test_a_withdrawal_tells_its_effects_before_and_then_happens(people, workshop, window, ani):
    consent.raise_level(workshop, ani, Level.PUBLIC, "Untuk publik")
    people.show_person(ANI)
    click(people.person.overview.buttons["undo-2"])
    panel = people.person.step(WithdrawPanel)
    assert any("Antre air: dari Publik menjadi Tersegel" in line for line in panel.effects)
    tick(panel.box("P1"))
    assert any("Antre air: dari Publik menjadi Tim" in line for line in panel.effects)
    assert workshop.record(ani).level is Level.PUBLIC
    panel.how.setFocus()
    QTest.keyClicks(window.focusWidget(), "lisan")
    click(panel.confirm)
    assert workshop.record(ani).level is Level.TEAM
    assert entries_of(workshop, ANI)[0].text("withdrawn_how") == "lisan"
    assert "menjadi lebih tertutup" in people.person.told.text
    assert people.person.overview.standings.word("P4") == "dicabut"


def test_what_records_need_is_marked_and_can_be_filtered(people, workshop, window, ani, codes):
    workshop.create_record("note", {"text": "Tentang Budi", "subjects": (BUDI,)})
    people.show_person(BUDI)
    assert people.person.overview.standings.is_marked("P1")
    assert "belum ditanya" in people.person.overview.missing.text
    click(people.filter.button("missing"))
    assert codes() == [BUDI]
    click(people.filter.button("all"))
    assert codes() == [ANI, BUDI]
    people.search.setFocus()
    QTest.keyClicks(people.search, "7k3m")
    QTest.keyClick(people.search, KEY.Key_Return)
    assert codes() == [ANI]


def test_records_are_linked_with_the_keyboard_and_a_wrong_link_is_loosened(people, workshop, window, ani):
    note = workshop.create_record("note", {"text": "Kata ibu itu: mahal", "level": "L2"})
    workshop.create_record("note", {"text": "Hal lain", "level": "L2"})
    people.show_person(ANI)
    click(people.person.overview.buttons["link"])
    panel = people.person.step(LinkPanel)
    QTest.keyClicks(window.focusWidget(), "mahal")
    QTest.keyClick(window.focusWidget(), KEY.Key_Return)
    panel.list.setFocus()
    panel.list.select(note)
    QTest.keyClick(panel.list, KEY.Key_Space)
    click(panel.confirm)
    assert workshop.record(note).ids("subjects") == (ANI,)
    assert workshop.record(note).level is Level.PARTICIPANTS
    people.person.overview.unlink_wanted.emit(note)
    assert workshop.record(note).ids("subjects") == ()


def test_the_data_sheet_is_previewed_written_and_noted_as_having_left(qtbot, people, workshop, window, ani, tmp_path):
    people.show_person(ANI)
    click(people.person.overview.buttons["file-text"])
    panel = people.person.step(SheetPanel)
    assert "hanya untuk orang yang bersangkutan" in panel.warning.text
    qtbot.waitUntil(lambda: panel.sheet is not None)
    assert "Tentang orang ini: 1" in panel.content.text()
    for name in ("ani.json", "ani.pdf"):
        with qtbot.waitSignal(panel.written, timeout=20_000):
            panel.write(tmp_path / name)
    assert json.loads((tmp_path / "ani.json").read_text("utf-8"))["codes"] == [ANI]
    assert (tmp_path / "ani.pdf").read_bytes().startswith(b"%PDF")
    left = workshop.records("export_log")
    assert [entry.text("form") for entry in left] == ["person_sheet", "person_sheet"]
    assert left[0].ids("subjects") == (ANI,)


def test_a_name_shows_only_while_the_name_key_is_open(people, workshop, window, ani, rows):
    name_key.create_name_key(workshop, SECRET)
    name_key.name_person(workshop, SECRET, ANI, "Sumarni Kenari")
    people.show_person(ANI)
    assert "Sumarni" not in "".join(row.title for row in rows())
    assert not people.person.name_fields.isVisible()
    people.name_panel.button.click()
    QTest.keyClicks(window.focusWidget(), "salah sama sekali")
    QTest.keyClick(window.focusWidget(), KEY.Key_Return)
    assert not people.names.is_open
    assert "tidak cocok" in people.name_panel.unlock.text
    people.name_panel.unlock.field.setFocus()
    QTest.keyClicks(window.focusWidget(), SECRET)
    QTest.keyClick(window.focusWidget(), KEY.Key_Return)
    assert rows()[0].title == f"{ANI}  Sumarni Kenari"
    assert people.person.name_fields.name.text() == "Sumarni Kenari"
    people.name_panel.button.click()
    assert rows()[0].title == ANI
    assert people.person.name_fields.name.text() == ""
    assert people.names.passphrase == ""


def test_names_close_by_themselves_and_with_the_file(qtbot, opened, people, workshop, ani):
    from ui.persetujuan.names import OpenNames

    name_key.create_name_key(workshop, SECRET)
    soon = OpenNames(opened.window.context, closes_after=1)
    soon.open(SECRET)
    qtbot.waitUntil(lambda: not soon.is_open)
    people.names.open(SECRET)
    names = people.names
    opened.services.session.close()
    assert names.passphrase == ""


def test_a_name_is_kept_in_the_name_key_and_nowhere_else(opened, people, workshop, window, ani):
    people.names.create(SECRET)
    people.show_person(ANI)
    fields = people.person.name_fields
    fields.name.setFocus()
    QTest.keyClicks(window.focusWidget(), "Sumarni Kenari")
    QTest.keyClick(window.focusWidget(), KEY.Key_Return)
    assert name_key.names(workshop, SECRET)[ANI].name == "Sumarni Kenari"
    opened.services.session.close()
    assert b"Kenari" not in workshop.path.read_bytes()


def test_a_change_from_elsewhere_shows(qtbot, people, workshop, ani, codes):
    people.show_person(ANI)
    consent.answers(workshop, BUDI, {"P1": "refused"})
    qtbot.waitUntil(lambda: codes() == [ANI, BUDI])


def test_what_is_more_open_than_people_allow_today_is_lowered_with_one_press(people, workshop, window, rows):
    note = workshop.create_record("note", {"text": "Sudah dibagikan", "level": "L2", "subjects": (BUDI,)})
    rows()
    assert people.lower_button.isVisible()
    assert "1 catatan" in people.lower_button.text()
    click(people.lower_button)
    assert workshop.record(note).level is Level.TEAM
    rows()
    assert not people.lower_button.isVisible()


def test_an_answer_being_noted_survives_the_lock_in_memory_only(opened, workshop, window):
    path = workshop.path.with_name("terkunci.kotaham")
    Workshop.create(path, author="Ratna", passphrase="frasa sandi berkas").close()
    opened.services.session.open(path, passphrase="frasa sandi berkas")
    window.go_to("persetujuan")
    QTest.keyClick(window, KEY.Key_N, CONTROL)
    form = window.front_screen.people.person.step(AnswerForm)
    tick(form.purposes.box("P1"))
    click(form.purposes.answer("P1").button("limited"))
    form.block("restrictions").editor.setFocus()
    QTest.keyClicks(window.focusWidget(), "tanpa nama kampung")
    code = form.draft().code
    window.lock()
    assert window.is_covered
    assert b"kampung" not in path.read_bytes()
    opened.services.session.unlock("frasa sandi berkas")
    window.go_to("persetujuan")
    again = window.front_screen.people.person.step(AnswerForm)
    assert again.isVisibleTo(window.front_screen)
    assert again.draft().code == code
    assert again.purposes.said() == {"P1": "limited"}
    assert again.block("restrictions").editor.value() == "tanpa nama kampung"


def test_five_hundred_people_are_walked_through(people, workshop, window, rows):
    items = [
        ("note", {"text": f"Cerita {number}", "subjects": (f"P-AAA-{number:03}".replace("0", "X"),)})
        for number in range(500)
    ]
    workshop.create_records(items)
    assert len(rows()) == len({item[1]["subjects"] for item in items})
    people.list.setFocus()
    people.list.select(people.list.rows[0].id)
    for _step in range(3):
        QTest.keyClick(people.list, KEY.Key_Down)
    assert people.person.code == people.list.rows[3].id


def test_the_pages_are_read_in_both_languages_and_printed(qtbot, window, people, tmp_path):
    screen = window.front_screen
    QTest.keyClick(window, KEY.Key_5, Qt.KeyboardModifier.AltModifier)
    assert screen.front_part == "hukum"
    assert "bukan nasihat hukum" in screen.part("hukum").page.toPlainText()
    QTest.keyClick(window, KEY.Key_4, Qt.KeyboardModifier.AltModifier)
    part = screen.part("penjelasan")
    assert "Sidik teks ini" in part.fingerprint.text()
    before = part.fingerprint.text()
    click(part.language.button("en"))
    assert "What we write down" in part.page.toPlainText()
    assert part.fingerprint.text() != before
    with qtbot.waitSignal(part.printed, timeout=20_000):
        part.write(tmp_path / "penjelasan.pdf")
    assert (tmp_path / "penjelasan.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_for_reading_only_lets_nothing_be_noted(opened, workshop, ani):
    path = workshop.path
    opened.services.session.close()
    opened.services.session.open(path, read_only=True)
    opened.window.go_to("persetujuan")
    people = opened.window.front_screen.people
    people.show_person(ANI)
    assert not people.new.isEnabled()
    assert not people.person.overview.answer.isEnabled()
