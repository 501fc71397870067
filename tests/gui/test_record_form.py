"""The form: typing is saved while one types, changes from elsewhere come in, and no word is ever lost."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kotaham_desktop.application.merging import prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.records import AGENDA_ITEM, CASE_STUDY, PERSON, WORKSHOP, WORKSHOP_ID
from ui.choices import WorkshopChoices
from ui.unsaved import TypingState
from ui.widgets.field_editors import editor_for, has_editor
from ui.widgets.record_form import RecordForm


@pytest.fixture
def case(workshop):
    return workshop.create_record("case_study", {"title": "Sengketa lahan", "chronology": "Warga mengadu."})


@pytest.fixture
def form(opened, workshop, case, qtbot):
    shown = RecordForm(opened.window.context, CASE_STUDY)
    qtbot.addWidget(shown)
    shown.resize(700, 900)
    shown.show()
    assert shown.bind(case)
    return shown


def type_at_end(qtbot, form, field, words):
    editor = form.editor(field)
    target = editor.focusProxy()
    target.setFocus()
    target.end(False) if isinstance(target, QLineEdit) else target.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(target, words)


def test_typing_reaches_the_file_after_a_pause(form, workshop, case, qtbot):
    type_at_end(qtbot, form, "chronology", " Lurah hadir.")
    qtbot.waitUntil(lambda: workshop.record(case).text("chronology") == "Warga mengadu. Lurah hadir.")
    assert form.typing_state is TypingState.SAVED


def test_the_badge_says_saving_until_the_words_are_on_the_disk(form, opened, qtbot):
    type_at_end(qtbot, form, "title", "!")
    assert opened.window.badge == "Menyimpan…"
    qtbot.waitUntil(lambda: opened.window.badge == "Tersimpan 10.42")


def test_a_space_at_the_end_stays_while_the_field_is_saved(form, workshop, case, qtbot):
    type_at_end(qtbot, form, "title", " ")
    qtbot.waitUntil(lambda: form.typing_state is TypingState.SAVED)
    type_at_end(qtbot, form, "title", "tanah")
    form.save_typing()
    assert workshop.record(case).text("title") == "Sengketa lahan tanah"


def test_a_change_made_elsewhere_appears_without_moving_the_cursor(form, workshop, case, qtbot):
    editor = form.editor("chronology").focusProxy()
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    workshop.edit_text(case, "chronology", "Pada Juni 2021 Warga mengadu.")
    assert form.editor("chronology").value() == "Pada Juni 2021 Warga mengadu."
    assert editor.textCursor().atEnd()


def test_words_being_typed_join_words_that_came_in_meanwhile(form, workshop, case, qtbot):
    type_at_end(qtbot, form, "chronology", " Lurah hadir.")
    workshop.edit_text(case, "chronology", "Pada Juni 2021 Warga mengadu.")
    assert form.save_typing()
    assert workshop.record(case).text("chronology") == "Pada Juni 2021 Warga mengadu. Lurah hadir."


def test_undo_key_in_a_field_takes_back_the_typing_in_the_file(form, opened, workshop, case, qtbot):
    opened.window.activateWindow()
    type_at_end(qtbot, form, "chronology", " Lurah hadir.")
    form.save_typing()
    workshop.undo()
    assert form.editor("chronology").value() == "Warga mengadu."


def test_words_that_cannot_be_saved_now_stay_and_are_saved_later(opened, tmp_path, qtbot):
    session = opened.services.session
    case = session.workshop.create_record("case_study", {"title": "Sengketa lahan"})
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf") as other:
        other.create_records([("note", {"text": f"Catatan {n}"}) for n in range(60)])
    session.open(ours)
    form = RecordForm(opened.window.context, CASE_STUDY)
    qtbot.addWidget(form)
    form.bind(case)
    form.show()
    merging = session.workshop.merge_steps(prepare_merge(ours, theirs))
    next(merging)
    type_at_end(qtbot, form, "title", " Tanggul")
    assert not form.save_typing()
    assert opened.window.badge == "Belum tersimpan"
    assert "sedang digabungkan" in form.messages.text
    assert form.editor("title").value() == "Sengketa lahan Tanggul"
    for _ in merging:
        pass
    assert form.save_typing()
    assert session.workshop.record(case).text("title") == "Sengketa lahan Tanggul"
    assert form.messages.text == ""


def test_another_record_is_shown_only_after_the_typing_is_saved(form, workshop, case, qtbot):
    other = workshop.create_record("case_study", {"title": "Air bersih"})
    type_at_end(qtbot, form, "title", " Tanggul")
    assert form.bind(other)
    assert workshop.record(case).text("title") == "Sengketa lahan Tanggul"
    assert form.editor("title").value() == "Air bersih"


def test_a_deleted_record_can_be_restored_from_its_form(form, workshop, case, qtbot):
    workshop.delete_record(case)
    assert "sudah dihapus" in form.messages.text


def test_five_million_pasted_characters_are_refused_and_the_text_stays(form, workshop, case):
    QGuiApplication.clipboard().setText("a" * 5_000_000)
    form.editor("chronology").focusProxy().paste()
    assert form.editor("chronology").value() == "Warga mengadu."
    assert "terlalu panjang" in form.messages.text


def test_pasted_control_characters_become_a_visible_sign(form):
    QGuiApplication.clipboard().setText("<korban>\x00 & 😀")
    editor = form.editor("victims").focusProxy()
    editor.setFocus()
    editor.paste()
    assert form.editor("victims").value() == "<korban>\N{REPLACEMENT CHARACTER} & 😀"


def test_tab_moves_from_field_to_field(form, qtbot):
    title, place = form.editor("title").focusProxy(), form.editor("place").focusProxy()
    form.activateWindow()
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Tab)
    assert form.focusWidget() is place


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (PERSON.field("name"), "Siti & <b>Aminah</b>"),
        (CASE_STUDY.field("chronology"), "Baris satu\n\nBaris dua 😀 ꦲꦏ꧀ حق"),
        (PERSON.field("sector"), "opd"),
        (WORKSHOP.field("start_date"), "2022-08-22"),
        (AGENDA_ITEM.field("start"), "08:30"),
        (AGENDA_ITEM.field("minutes"), 45),
        (Field("quote_allowed", FieldKind.YES_NO, "Boleh"), True),
        (CASE_STUDY.field("level"), "L2"),
        (AGENDA_ITEM.field("method"), "problem_tree"),
        (WORKSHOP.field("snps"), ("SNP 7", "SNP 1")),
        (PERSON.field("group"), "nowhere"),
    ],
    ids=lambda each: each.name if isinstance(each, Field) else None,
)
def test_each_editor_gives_back_the_value_that_it_shows(opened, workshop, qtbot, field, value):
    editor = editor_for(field, WorkshopChoices(workshop, opened.window.context.reference))
    qtbot.addWidget(editor)
    editor.show_value(value)
    assert editor.value() == value
    editor.show_value(None)
    assert editor.value() in ("", None, False, ())


def test_orders_and_answers_of_rows_have_no_editor_of_their_own():
    assert not has_editor(Field("position", FieldKind.ORDER, "Urutan"))


@pytest.mark.parametrize("written", ["22/8/2022", "22 Agustus 2022", "2022-08-22", "22-8-2022", "22 August 2022"])
def test_a_date_is_understood_as_people_write_it(opened, workshop, qtbot, written):
    form = RecordForm(opened.window.context, WORKSHOP, ["end_date"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    line = form.editor("end_date").focusProxy().focusProxy()
    line.clear()
    QTest.keyClicks(line, written)
    assert form.save_typing()
    assert workshop.record(WORKSHOP_ID).text("end_date") == "2022-08-22"


def test_half_a_date_is_kept_on_the_screen_and_named(opened, workshop, qtbot):
    form = RecordForm(opened.window.context, WORKSHOP, ["end_date"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    line = form.editor("end_date").focusProxy().focusProxy()
    line.selectAll()
    QTest.keyClicks(line, "besok")
    assert not form.save_typing()
    assert line.text() == "besok"
    assert workshop.record(WORKSHOP_ID).text("end_date") == "2022-08-24"


def test_a_norm_is_chosen_by_a_few_letters(opened, workshop, qtbot):
    form = RecordForm(opened.window.context, WORKSHOP, ["snps"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    tokens = form.editor("snps").focusProxy()
    QTest.keyClicks(tokens.line, "snp 7")
    qtbot.keyClick(tokens.line, Qt.Key.Key_Return)
    assert form.save_typing()
    assert len(workshop.record(WORKSHOP_ID).ids("snps")) == 1
