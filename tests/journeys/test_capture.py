"""A note-taker's evening: one place, then a note, a case with a norm and a photo, a story, an exercise; all by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kotaham_desktop.application.workshop import Workshop
from ui.app import Program, wear_settings
from ui.settings import SettingsStore
from ui.theme import load_fonts
from ui.theme.fonts import load_note_fonts

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_an_evening_of_capture_is_all_there_after_reopening(qapp, qtbot, tmp_path):  # noqa: PLR0915 - one story
    load_fonts()
    load_note_fonts()
    settings = SettingsStore(tmp_path / "setelan.json")
    settings.change(author="Ratna")
    wear_settings(qapp, settings)
    program = Program(qapp, settings)
    window = program.window
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    path = tmp_path / "Pelatihan.kotaham"
    workshop = program.services.session.create(path)
    workshop.create_records([("group", {"name": "Kelompok 1"}), ("group", {"name": "Kelompok 2"})])
    workshop.create_records(
        [("agenda_item", {"title": "Pembukaan"}), ("agenda_item", {"title": "Studi kasus", "method": "expectations"})]
    )

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(window.focusWidget(), key, modifiers)

    def write(text):
        QTest.keyClicks(window.focusWidget(), text)

    def choose(key, letters):
        press(key)
        popup = QApplication.activePopupWidget()
        QTest.keyClicks(popup.line, letters)
        QTest.keyClick(popup.line, KEY.Key_Return)
        # Without a window manager nobody gives the window back its keys when a popup closes.
        qtbot.wait(1)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    window.go_to("catat")
    screen = window.front_screen
    choose(KEY.Key_F2, "studi")
    choose(KEY.Key_F3, "2")

    write("Warga RT 04 membeli air dari tangki swasta")
    press(KEY.Key_2, CONTROL | SHIFT)
    write("Sambungan air ditolak")
    press(KEY.Key_R, CONTROL)
    write("keadil")
    press(KEY.Key_Return)
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(image)
    screen.sheet.editors["chronology"].setFocus()
    press(KEY.Key_V, CONTROL)
    write("Juni: permohonan ditolak.")
    qtbot.waitUntil(lambda: workshop.count("attachment") == 1, timeout=20_000)

    press(KEY.Key_3, CONTROL | SHIFT)
    write("Akta tanpa buku nikah")
    press(KEY.Key_Tab)
    write("P-7K3")
    screen.header.consent.picked.emit("anonymous")

    press(KEY.Key_4, CONTROL | SHIFT)
    screen.sheet.rows.opened.focus_first()
    for card in ("Memahami SNP", "Bertemu OPD lain"):
        write(card)
        press(KEY.Key_Return)

    press(KEY.Key_K, CONTROL)
    write("! Rekomendasi ditulis bersama")
    press(KEY.Key_Return)
    press(KEY.Key_Z, CONTROL)
    press(KEY.Key_Y, CONTROL)

    assert len(screen.list.rows) == 5
    window.close()
    program.services.background.finish()
    QApplication.clipboard().clear()

    with Workshop.open(path, read_only=True) as again:
        place = {"session": again.records("agenda_item")[1].id, "group": again.records("group")[1].id}
        texts = {note.text("text"): note.text("kind") for note in again.records("note", **place)}
        assert texts == {
            "Warga RT 04 membeli air dari tangki swasta": "note",
            "Rekomendasi ditulis bersama": "decision",
        }
        (case,) = again.records("case_study", **place)
        assert (case.text("title"), case.text("chronology")) == ("Sambungan air ditolak", "Juni: permohonan ditolak.")
        assert [each.text("record") for each in again.records("norm_reference")] == [case.id]
        (photo,) = again.records("attachment", record=case.id)
        assert len(again.attachment_content(photo.text("sha256"))) > 100
        (story,) = again.records("experience", **place)
        assert (story.text("narrator"), story.text("consent")) == ("P-7K3", "anonymous")
        (exercise,) = again.records("exercise", **place)
        rows = again.records("exercise_row", exercise=exercise.id)
        assert [row.answers()["card"] for row in rows] == ["Memahami SNP", "Bertemu OPD lain"]
        assert again.check().is_sound
    window.deleteLater()
    program.deleteLater()
