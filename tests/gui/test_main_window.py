"""The window: going from place to place, the state of the file, looks, languages and sizes."""

import shutil
import sys

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from kotaham_desktop.application.merging import prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import WORKSHOP, WORKSHOP_ID
from ui.screen_list import SCREENS
from ui.theme import ThemeChoice, tokens
from ui.widgets.record_form import RecordForm


def test_the_keys_of_the_rail_bring_places_to_the_front(program, qtbot):
    qtbot.keyClick(program.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert program.window.front == "setelan"
    qtbot.keyClick(program.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert program.window.front == "beranda"


def test_without_a_file_only_places_that_need_none_are_offered(program):
    program.window.go_to("catat")
    assert program.window.front == "beranda"


def test_the_top_names_the_training_its_day_and_its_people(opened):
    assert opened.window.heading == "Pelatihan Kota HAM Semarang\nSemarang  ·  Hari 2 dari 3  ·  3 peserta"


def test_the_top_follows_a_changed_title(opened, workshop):
    workshop.set_fields(WORKSHOP_ID, {"title": "Lokalatih HAM"})
    assert opened.window.heading.startswith("Lokalatih HAM\n")
    assert opened.window.windowTitle() == "Lokalatih HAM – Kota HAM"


def test_the_badge_tells_when_the_work_reached_the_disk(opened):
    assert opened.window.badge == "Tersimpan 10.42"


def test_undo_and_redo_keys_take_back_and_do_again(opened, workshop, qtbot):
    workshop.set_fields(WORKSHOP_ID, {"city": "Wonosobo"})
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workshop.record(WORKSHOP_ID).text("city") == "Semarang"
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert workshop.record(WORKSHOP_ID).text("city") == "Wonosobo"


def test_an_error_says_what_happened_what_is_safe_and_what_to_do(program):
    program.window.show_error(ExpectedError("file_missing", name="Pelatihan.kotaham"))
    assert "Pelatihan.kotaham" in program.window.message
    assert "Tidak ada yang berubah." in program.window.message
    assert "Periksa" in program.window.message


def test_a_notice_offers_the_way_back(program):
    program.window.show_notice("Catatan dihapus.", undo=lambda: None)
    assert program.window.notice == "Catatan dihapus."


def test_the_look_changes_while_the_window_is_open(program):
    program.services.settings.change(theme=ThemeChoice.DARK)
    program.window.apply_look()
    assert tokens().dark
    assert QApplication.palette().window().color().name().upper() == tokens().background


def test_the_language_changes_with_the_file_still_open(opened, qtbot):
    before = opened.services.session.workshop
    old = opened.window
    opened.services.settings.change(language="en")
    old.rebuild()
    qtbot.waitUntil(lambda: opened.window is not old)
    assert opened.services.session.workshop is before
    assert opened.window.heading.endswith("3 participants")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614), (911, 512), (640, 420)])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_window_fits_small_screens_and_large_text(opened, qtbot, width, height, text_size):
    opened.services.settings.change(text_size=text_size)
    opened.rebuild()
    opened.window.resize(width, height)
    opened.window.go_to("setelan")
    opened.window.go_to("beranda")
    QApplication.processEvents()
    assert (opened.window.width(), opened.window.height()) == (width, height)


def test_closing_the_window_closes_the_file(opened):
    opened.window.close()
    assert opened.services.session.workshop is None


def test_closing_the_window_saves_what_was_just_typed(opened, qtbot):
    path = opened.services.session.workshop.path
    form = RecordForm(opened.window.context, WORKSHOP, ["theme"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    QTest.keyClicks(form.editor("theme").focusProxy(), "Air bersih")
    opened.window.close()
    with Workshop.open(path, read_only=True) as closed:
        assert closed.record(WORKSHOP_ID).text("theme") == "Air bersih"


def test_closing_with_words_that_cannot_be_saved_asks_and_stays(opened, tmp_path, qtbot):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf") as other:
        other.create_records([("note", {"text": f"Catatan {n}"}) for n in range(60)])
    session.open(ours)
    form = RecordForm(opened.window.context, WORKSHOP, ["theme"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    merging = session.workshop.merge_steps(prepare_merge(ours, theirs))
    next(merging)
    QTest.keyClicks(form.editor("theme").focusProxy(), "Air bersih")
    asked = []

    def answer() -> None:
        question = QApplication.activeModalWidget()
        asked.append(question.windowTitle())
        question.reject()

    QTimer.singleShot(200, answer)
    assert not opened.window.close()
    assert asked == ["Sebagian tulisan belum tersimpan"]
    assert session.workshop is not None
    for _ in merging:
        pass
    assert form.save_typing()


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.name)
def test_whatever_takes_the_focus_has_a_name_for_screen_readers(opened, entry):
    opened.window.go_to(entry.name)
    nameless = [
        widget
        for widget in opened.window.findChildren(QWidget)
        if widget.isVisibleTo(opened.window)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and not (widget.accessibleName() or widget.property("text"))
    ]
    assert [f"{type(widget).__name__} {widget.objectName()}" for widget in nameless] == []


class _Bell(QObject):
    rung = Signal()

    def hear(self) -> None:
        pass


def test_signals_events_and_painting_keep_the_count_of_none(qapp):
    """PySide6 6.12.0 on Python 3.11 loses a reference to None at each of these and aborts after minutes."""
    bell = _Bell()
    bell.rung.connect(bell.hear)
    picture = QPixmap(8, 8)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(2000):
        bell.rung.emit()
        qapp.processEvents()
        painter.save()
        painter.restore()
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 200
