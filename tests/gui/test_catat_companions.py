"""Photos, norm references, results of exercises and the history of a record in Catat, by real keys."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kotaham_desktop.application.workshop import Workshop
from ui.catat.place import Place

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(opened, workshop, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    opened.window.go_to("catat")
    shown = opened.window.front_screen
    place = Place(workshop.records("agenda_item")[0].id, workshop.records("group")[0].id)
    shown.header.show_place(place)
    shown.header.place_picked.emit(place)
    return shown


@pytest.fixture
def window(opened):
    return opened.window


def type_text(window, text):
    QTest.keyClicks(window.focusWidget(), text)


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def on_the_disk(workshop, type_name):
    with Workshop.open(workshop.path, read_only=True) as reader:
        return reader.records(type_name)


def red_picture():
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_a_pasted_picture_becomes_a_photo_of_the_note_while_one_goes_on_typing(qtbot, screen, workshop, window):
    type_text(window, "Antrean air")
    QApplication.clipboard().setImage(red_picture())
    press(window, KEY.Key_V, CONTROL)
    type_text(window, " di RT 04")
    qtbot.waitUntil(lambda: workshop.count("attachment") == 1, timeout=20_000)
    qtbot.waitUntil(lambda: screen.companions.photos.under_way == 0)
    (photo,) = on_the_disk(workshop, "attachment")
    (note,) = on_the_disk(workshop, "note")
    assert photo.text("record") == note.id
    assert screen.sheet.text.text() == "Antrean air di RT 04"
    assert screen.companions.photos.photo_ids == [photo.id]
    QApplication.clipboard().clear()


def test_a_caption_is_saved_as_it_is_typed(qtbot, screen, workshop, window):
    note = workshop.create_record("note", {"text": "Antrean"})
    from kotaham_desktop.exchange.images import clean_image

    content = io.BytesIO()
    Image.new("RGB", (80, 60), "green").save(content, "JPEG")
    image = clean_image(content.getvalue())
    photo = workshop.attach(note, image.data, image.media_type)
    screen.open_record(note)
    line = screen.companions.photos.card(photo).caption
    line.setFocus()
    type_text(window, "Antrean air di RT 04")
    qtbot.waitUntil(lambda: on_the_disk(workshop, "attachment")[0].text("caption") == "Antrean air di RT 04")


def test_a_dropped_file_that_is_no_picture_is_told_beside_the_typing(qtbot, screen, workshop, window, tmp_path):
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 nothing of a picture")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(broken))])
    type_text(window, "Sebelum")
    paper, where = screen.sheet.text.viewport(), QPointF(20, 20)
    copying, button, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(paper, QDragEnterEvent(where.toPoint(), copying, carried, button, no_key))
    QApplication.sendEvent(paper, QDropEvent(where, copying, carried, button, no_key))
    type_text(window, " sesudah")
    qtbot.waitUntil(lambda: screen.messages.text != "", timeout=20_000)
    assert workshop.count("attachment") == 0
    assert screen.sheet.text.text() == "Sebelum sesudah"


def test_a_norm_is_found_by_letters_and_added_with_page_and_paragraph(qtbot, screen, workshop, window):
    type_text(window, "Hakim tidak hadir")
    press(window, KEY.Key_R, CONTROL)
    type_text(window, "keadil")
    line = screen.companions.norms.line
    offered = list(line.offered)
    assert len(offered) > 1
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    (reference,) = on_the_disk(workshop, "norm_reference")
    (note,) = on_the_disk(workshop, "note")
    assert (reference.text("record"), reference.text("norm")) == (note.id, offered[1])
    assert line.text() == ""
    qtbot.waitUntil(screen.companions.norms.card(reference.id).isVisible)
    press(window, KEY.Key_Tab)
    type_text(window, "41")
    press(window, KEY.Key_Tab)
    type_text(window, "87")
    qtbot.waitUntil(lambda: on_the_disk(workshop, "norm_reference")[0].text("paragraph") == "87")
    assert on_the_disk(workshop, "norm_reference")[0].text("page") == "41"


def test_the_list_of_norms_closes_with_escape_and_takes_no_focus(screen, window):
    press(window, KEY.Key_R, CONTROL)
    type_text(window, "tanah")
    line = screen.companions.norms.line
    assert line.offered
    assert window.focusWidget() is line
    press(window, KEY.Key_Escape)
    assert line.offered == []
    assert line.text() == "tanah"


def test_a_photo_and_a_reference_taken_away_come_back_with_undo(screen, workshop, window):
    note = workshop.create_record("note", {"text": "Hakim tidak hadir"})
    reference = workshop.create_record("norm_reference", {"record": note, "norm": "SNP-08"})
    screen.open_record(note)
    screen.companions.norms.removal_wanted.emit(reference)
    assert screen.companions.norms.reference_ids == []
    press(window, KEY.Key_Z, CONTROL)
    assert screen.companions.norms.reference_ids == [reference]


@pytest.fixture
def exercise(screen, workshop, window):
    """An exercise sheet with the method that the agenda names for the session."""
    session = screen.header.place.session
    workshop.set_fields(session, {"method": "expectations"})
    press(window, KEY.Key_4, CONTROL | SHIFT)
    return screen.sheet


def test_a_new_exercise_begins_with_the_method_of_the_session(exercise, workshop):
    assert exercise.editors["method"].value() == "expectations"
    assert str(exercise.editors["question"].value()).startswith("Apa yang ingin Anda bawa pulang")
    assert workshop.count("exercise") == 0


def test_rows_are_typed_one_after_another_with_enter(qtbot, exercise, workshop, window):
    exercise.rows.opened.focus_first()
    for card in ("Memahami SNP", "Bertemu OPD lain", "Pulang dengan rencana"):
        type_text(window, card)
        press(window, KEY.Key_Return)
    (stored,) = on_the_disk(workshop, "exercise")
    rows = on_the_disk(workshop, "exercise_row")
    assert stored.text("method") == "expectations"
    assert stored.text("question").startswith("Apa yang ingin Anda bawa pulang")
    assert [row.answers()["card"] for row in rows] == ["Memahami SNP", "Bertemu OPD lain", "Pulang dengan rencana"]
    assert {row.text("exercise") for row in rows} == {stored.id}
    assert exercise.rows.opened is not None
    assert not exercise.rows.opened.writing.exists


def test_tab_goes_to_the_next_answer_of_a_row(qtbot, exercise, workshop, window):
    exercise.rows.opened.focus_first()
    type_text(window, "Takut salah bicara")
    press(window, KEY.Key_Tab)
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Tab)
    type_text(window, "Rasa aman")
    qtbot.waitUntil(lambda: workshop.count("exercise_row") == 1)
    exercise.rows.save_typing()
    (row,) = on_the_disk(workshop, "exercise_row")
    assert row.answers()["card"] == "Takut salah bicara"
    assert row.answers()["type"] == "worry"
    assert row.answers()["cluster"] == "Rasa aman"


def test_a_closed_row_opens_with_a_click_and_is_changed(qtbot, exercise, workshop, window):
    exercise.rows.opened.focus_first()
    for card in ("satu", "dua"):
        type_text(window, card)
        press(window, KEY.Key_Return)
    first = exercise.rows.row_ids[0]
    QTest.mouseClick(exercise.rows.closed_row(first), Qt.MouseButton.LeftButton)
    press(window, KEY.Key_End)
    type_text(window, " kartu")
    press(window, KEY.Key_Return)
    assert [row.answers()["card"] for row in on_the_disk(workshop, "exercise_row")] == ["satu kartu", "dua"]
    assert exercise.rows.opened.writing.record_id == exercise.rows.row_ids[1]


def test_a_row_is_removed_and_restored(qtbot, exercise, workshop, window):
    exercise.rows.opened.focus_first()
    type_text(window, "hapus saya")
    press(window, KEY.Key_Return)
    exercise.rows.open_row(exercise.rows.row_ids[0])
    exercise.rows.opened.removal_wanted.emit()
    assert exercise.rows.row_ids == []
    press(window, KEY.Key_Z, CONTROL)
    assert len(exercise.rows.row_ids) == 1


def test_a_number_outside_what_the_method_counts_is_kept_and_told(qtbot, screen, workshop, window):
    exercise = workshop.create_record("exercise", {"title": "Suara", "method": "dot_vote"})
    screen.open_record(exercise)
    row = screen.sheet.rows.opened
    row.editors["option"].setFocus()
    type_text(window, "Air bersih")
    press(window, KEY.Key_Tab)
    type_text(window, "-3")
    assert row.editors["dots"].problem != ""
    screen.sheet.save_typing()
    assert on_the_disk(workshop, "exercise_row")[0].answers()["dots"] == "-3"


def test_the_history_shows_an_older_version_to_copy(qtbot, screen, workshop, window):
    note = workshop.create_record("note", {"text": "Versi pertama"})
    workshop.set_fields(note, {"text": "Versi kedua yang lain sama sekali"})
    screen.open_record(note)
    press(window, KEY.Key_F4)
    assert screen.history.isVisible()
    assert len(screen.history.list.rows) == 2
    screen.history.show_version(screen.history.list.rows[1].id)
    qtbot.waitUntil(lambda: screen.history.version.text() == "Versi pertama", timeout=20_000)
    QTest.mouseClick(screen.history.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Versi pertama"
    press(window, KEY.Key_F4)
    assert not screen.history.isVisible()
    QApplication.clipboard().clear()
