"""Writing in Catat by real keys: it is on the disk by itself, and what one typed never gets lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kotaham_desktop.application.workshop import Workshop
from ui.catat.place import Place

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(opened, workshop, qtbot):
    """Catat in the session about agrarian cases, in the first group, with the cursor on the paper."""
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
    """Keys to whatever has the focus, as they come from a keyboard."""
    QTest.keyClicks(window.focusWidget(), text)


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def saved(qtbot, screen):
    """Wait until what was typed is on the disk."""
    qtbot.waitUntil(lambda: screen.parts.state.startswith("Tersimpan 10.42"))


def on_the_disk(workshop, type_name):
    """What a second program sees in the file right now, while ours still has it open."""
    with Workshop.open(workshop.path, read_only=True) as reader:
        return reader.records(type_name)


def test_nothing_is_written_before_the_first_letter(screen, workshop, window):
    press(window, KEY.Key_N, CONTROL)
    assert workshop.count("note") == 0
    assert "begitu Anda mengetik" in screen.parts.state


def test_a_note_is_on_the_disk_a_moment_after_typing(qtbot, screen, workshop, window):
    type_text(window, "Warga RT 04 membeli air dari tangki")
    saved(qtbot, screen)
    (note,) = on_the_disk(workshop, "note")
    assert note.text("text") == "Warga RT 04 membeli air dari tangki"
    assert note.text("session") == screen.header.place.session
    assert note.text("group") == screen.header.place.group
    assert [row.title for row in screen.list.rows] == ["Warga RT 04 membeli air dari tangki"]
    qtbot.waitUntil(lambda: screen.parts.words == "7 kata")


def test_undo_takes_the_typing_back_and_redo_brings_it_again(qtbot, screen, workshop, window):
    type_text(window, "Air")
    saved(qtbot, screen)
    type_text(window, " bersih")
    saved(qtbot, screen)
    press(window, KEY.Key_Z, CONTROL)
    assert screen.sheet.text.text() == "Air"
    press(window, KEY.Key_Z, CONTROL)
    assert workshop.count("note") == 0
    assert screen.sheet.text.text() == ""
    press(window, KEY.Key_Y, CONTROL)
    press(window, KEY.Key_Y, CONTROL)
    assert screen.sheet.text.text() == "Air bersih"
    (note,) = on_the_disk(workshop, "note")
    assert note.text("text") == "Air bersih"


def test_after_an_undo_the_cursor_is_where_the_text_changed(qtbot, screen, workshop, window):
    note = workshop.create_record("note", {"text": "satu tiga"})
    screen.open_record(note)
    edit = screen.sheet.text
    cursor = edit.textCursor()
    cursor.setPosition(5)
    edit.setTextCursor(cursor)
    type_text(window, "dua ")
    saved(qtbot, screen)
    press(window, KEY.Key_End, CONTROL)
    press(window, KEY.Key_Z, CONTROL)
    assert edit.text() == "satu tiga"
    assert edit.textCursor().position() == 5


def test_words_from_elsewhere_appear_without_moving_the_cursor(qtbot, screen, workshop):
    note = workshop.create_record("note", {"text": "Kelompok dua bicara tentang air"})
    screen.open_record(note)
    edit = screen.sheet.text
    cursor = edit.textCursor()
    cursor.setPosition(12)
    edit.setTextCursor(cursor)
    workshop.edit_text(note, "text", "Catatan: Kelompok dua bicara tentang air")
    assert edit.text() == "Catatan: Kelompok dua bicara tentang air"
    assert edit.textCursor().position() == 12 + len("Catatan: ")


def test_a_full_disk_keeps_the_words_and_says_so(qtbot, screen, workshop, window, opened):
    type_text(window, "Sebelum penuh")
    saved(qtbot, screen)
    connection = workshop._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    type_text(window, " lalu ")
    QApplication.clipboard().setText("penuh sekali " * 4000)
    press(window, KEY.Key_V, CONTROL)
    qtbot.waitUntil(lambda: "akan dicoba lagi" in screen.parts.state)
    assert "Tempat penyimpanan penuh" in screen.messages.text
    assert screen.sheet.text.text().endswith("penuh sekali ")
    type_text(window, "dan masih menulis")
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert opened.services.unsaved.save_all()
    (note,) = on_the_disk(workshop, "note")
    assert note.text("text").endswith("penuh sekali dan masih menulis")
    assert screen.messages.text == ""


def test_a_note_begun_on_a_full_disk_is_one_note_afterwards(qtbot, screen, workshop, window, opened):
    connection = workshop._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    QApplication.clipboard().setText("penuh " * 8000)
    press(window, KEY.Key_V, CONTROL)
    qtbot.waitUntil(lambda: "akan dicoba lagi" in screen.parts.state)
    screen.open_new("case_study")
    screen.open_new("note")
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert opened.services.unsaved.save_all()
    (note,) = on_the_disk(workshop, "note")
    assert note.text("text").count("penuh") == 8000


def test_the_quick_line_saves_with_enter_and_stays(screen, workshop, window):
    press(window, KEY.Key_K, CONTROL)
    for line in ("Dinas hadir", "! Sepakat menyusun draf", "?Apakah SNP mengikat?", "> Kirim draf Jumat"):
        type_text(window, line)
        press(window, KEY.Key_Return)
        assert window.focusWidget() is screen.quick.line
        assert screen.quick.line.text() == ""
    found = {note.text("text"): note.text("kind") for note in on_the_disk(workshop, "note")}
    assert found == {
        "Dinas hadir": "note",
        "Sepakat menyusun draf": "decision",
        "Apakah SNP mengikat?": "parked_question",
        "Kirim draf Jumat": "promise",
    }
    assert len(screen.list.rows) == 4


def test_the_quick_line_keeps_what_could_not_be_saved_and_saves_it_once(screen, workshop, window, opened):
    connection = workshop._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    press(window, KEY.Key_K, CONTROL)
    type_text(window, "janji " * 900)
    press(window, KEY.Key_Return)
    assert screen.quick.line.text().startswith("janji janji")
    assert "dicoba lagi" in screen.quick.problem
    press(window, KEY.Key_Return)
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert opened.services.unsaved.save_all()
    assert screen.quick.line.text() == ""
    assert screen.quick.problem == ""
    assert len(on_the_disk(workshop, "note")) == 1


def test_what_stands_in_the_quick_line_is_kept_when_the_window_closes(screen, workshop, window, qtbot):
    press(window, KEY.Key_K, CONTROL)
    type_text(window, "belum sempat Enter")
    path = workshop.path
    window.close()
    with Workshop.open(path, read_only=True) as reader:
        assert [note.text("text") for note in reader.records("note")] == ["belum sempat Enter"]


def test_five_million_pasted_characters_are_refused_calmly_and_the_rest_is_kept(qtbot, screen, window):
    type_text(window, "Sudah ditulis. ")
    QApplication.clipboard().setText("x" * 5_000_000)
    press(window, KEY.Key_V, CONTROL)
    assert "terlalu panjang" in screen.messages.text
    assert screen.sheet.text.text() == "Sudah ditulis. "
    type_text(window, "Lanjut")
    assert screen.sheet.text.text() == "Sudah ditulis. Lanjut"
    QApplication.clipboard().clear()


def test_pasted_nul_and_lone_surrogates_become_a_visible_sign(qtbot, screen, workshop, window):
    QApplication.clipboard().setText("awal\x00tengah\x07akhir")
    press(window, KEY.Key_V, CONTROL)
    saved(qtbot, screen)
    (note,) = on_the_disk(workshop, "note")
    assert "\x00" not in note.text("text")
    assert note.text("text").startswith("awal")
    assert note.text("text").endswith("akhir")
    QApplication.clipboard().clear()


def test_a_case_goes_into_the_file_field_by_field(qtbot, screen, workshop, window):
    press(window, KEY.Key_2, CONTROL | SHIFT)
    type_text(window, "Sambungan air ditolak")
    press(window, KEY.Key_Tab)
    type_text(window, "Semarang Utara")
    saved(qtbot, screen)
    (case,) = on_the_disk(workshop, "case_study")
    assert (case.text("title"), case.text("place")) == ("Sambungan air ditolak", "Semarang Utara")
    assert (case.text("place_precision"), case.text("consent"), case.level.code) == ("city", "not_asked", "L1")


def test_level_and_consent_of_a_story_are_picked_in_the_heading(qtbot, screen, workshop, window):
    press(window, KEY.Key_3, CONTROL | SHIFT)
    type_text(window, "Akta tanpa buku nikah")
    saved(qtbot, screen)
    screen.header.level.picked.emit("L0")
    screen.header.consent.picked.emit("anonymous")
    (story,) = on_the_disk(workshop, "experience")
    assert (story.level.code, story.text("consent")) == ("L0", "anonymous")
    screen.header.level.picked.emit("L3")
    assert on_the_disk(workshop, "experience")[0].level.code == "L0", "opening wider needs a reason"
    type_text(window, "Sudah disetujui pencerita")
    press(window, KEY.Key_Return)
    assert on_the_disk(workshop, "experience")[0].level.code == "L3"
    assert workshop.records("level_change")[0].text("reason") == "Sudah disetujui pencerita"
    assert screen.messages.text == ""


def test_the_kind_of_a_note_goes_round_with_a_key(qtbot, screen, workshop, window):
    press(window, KEY.Key_K, ALT)
    type_text(window, "Sepakat")
    saved(qtbot, screen)
    assert on_the_disk(workshop, "note")[0].text("kind") == "decision"
    press(window, KEY.Key_K, ALT)
    assert on_the_disk(workshop, "note")[0].text("kind") == "parked_question"


def test_the_list_is_walked_opened_and_emptied_by_keys(qtbot, screen, workshop, window):
    place = screen.header.place
    for text in ("pertama", "kedua", "ketiga"):
        workshop.create_record("note", {"text": text, "session": place.session, "group": place.group})
    press(window, KEY.Key_F6)
    assert window.focusWidget() is screen.list
    titles = [row.title for row in screen.list.rows]
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert screen.sheet.text.text() == titles[1]
    press(window, KEY.Key_F6)
    press(window, KEY.Key_Delete)
    assert len(screen.list.rows) == 2
    assert window.notice == "Tulisan dihapus."
    press(window, KEY.Key_Z, CONTROL)
    assert len(screen.list.rows) == 3


def test_the_place_is_remembered_for_the_next_opening(screen, opened, workshop):
    place, path = screen.header.place, workshop.path
    opened.services.session.close()
    opened.services.session.open(path)
    opened.window.go_to("catat")
    assert opened.window.front_screen.header.place == place


def test_a_session_is_found_by_letters(screen, workshop, window, qtbot):
    workshop.create_record("agenda_item", {"title": "Pohon masalah air bersih", "day": 2, "minutes": 60})
    press(window, KEY.Key_F2)
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.line, "pohon")
    QTest.keyClick(popup.line, KEY.Key_Return)
    assert screen.header.title.text() == "Pohon masalah air bersih"
    assert screen.list.rows == [] or len(screen.list.rows) == 0


def test_the_overlay_of_keys_opens_and_closes(screen, window):
    press(window, KEY.Key_F1)
    assert screen.parts.keys.isVisible()
    press(window, KEY.Key_Escape)
    assert not screen.parts.keys.isVisible()
    type_text(window, "lanjut")
    assert screen.sheet.text.text() == "lanjut"


def test_a_file_opened_for_reading_can_be_read_but_not_written(opened, workshop, tmp_path):
    note = workshop.create_record("note", {"text": "Tidak berubah"})
    path = workshop.path
    opened.services.session.close()
    opened.services.session.open(path, read_only=True)
    opened.window.go_to("catat")
    screen = opened.window.front_screen
    screen.open_record(note)
    QTest.keyClicks(screen.sheet.text, "xxx")
    assert screen.sheet.text.text() == "Tidak berubah"
    assert not screen.quick.isEnabled()


def test_a_picture_without_text_is_recognised_on_the_clipboard(screen):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    assert screen.sheet.text.canInsertFromMimeData(QApplication.clipboard().mimeData())
    QApplication.clipboard().clear()


def test_a_note_belongs_to_the_place_where_it_was_begun(screen, workshop, window, qtbot):
    begun_in = screen.header.place
    elsewhere = Place(begun_in.session, workshop.records("group")[1].id)
    type_text(window, "Masih di kelompok satu")
    screen.header.show_place(elsewhere)
    screen.header.place_picked.emit(elsewhere)
    type_text(window, "Sudah di kelompok dua")
    saved(qtbot, screen)
    groups = {note.text("text"): note.text("group") for note in on_the_disk(workshop, "note")}
    assert groups == {"Masih di kelompok satu": begun_in.group, "Sudah di kelompok dua": elsewhere.group}


def test_what_was_picked_for_a_story_stays_with_it_when_the_next_sheet_opens_at_once(screen, workshop, window):
    press(window, KEY.Key_3, CONTROL | SHIFT)
    type_text(window, "Akta")
    screen.header.consent.picked.emit("anonymous")
    press(window, KEY.Key_1, CONTROL | SHIFT)
    (story,) = on_the_disk(workshop, "experience")
    assert story.text("consent") == "anonymous"
