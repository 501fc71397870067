"""Locking the window: by key and by idleness, nothing readable left, the typing safe, the same place after it."""

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from kotaham_desktop.application.merging import prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP, WORKSHOP_ID
from ui.locking.idle import IdleWatch
from ui.settings import SettingsStore
from ui.widgets.record_form import RecordForm

PASSPHRASE = "Air bersih untuk semua"
TITLE = "Pendampingan Kampung Laut"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def unlocked(program, tmp_path):
    """The program with a file that has a passphrase, at the screen of notes."""
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": TITLE})
        workshop.create_record("group", {"name": "Kelompok Pesisir"})
    program.services.session.open(path, passphrase=PASSPHRASE)
    program.window.activateWindow()
    program.window.go_to("catat")
    return program


def press_lock(program):
    QTest.keyClick(program.window, Qt.Key.Key_L, CTRL_SHIFT)


def visible_words(window):
    widgets = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    labels = [widget.text() for widget in widgets if isinstance(widget, QLabel | QAbstractButton | QLineEdit)]
    return " ".join([*labels, *(widget.accessibleName() for widget in widgets), window.windowTitle()])


def unlock(program, words=PASSPHRASE):
    line = program.window.cover.panel.field.line
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_the_key_covers_the_window_and_closes_the_file(unlocked):
    assert TITLE in visible_words(unlocked.window)
    press_lock(unlocked)
    assert unlocked.services.session.workshop is None
    words = visible_words(unlocked.window)
    assert TITLE not in words
    assert "Rahasia" not in words
    assert "Pesisir" not in words
    assert unlocked.window.windowTitle() == "Kota HAM"
    assert unlocked.window.cover.panel.field.line.hasFocus()


def test_the_passphrase_brings_back_the_same_file_and_place(unlocked):
    path = unlocked.services.session.workshop.path
    press_lock(unlocked)
    unlock(unlocked)
    assert unlocked.services.session.workshop.path == path
    assert unlocked.window.front == "catat"
    assert not unlocked.window.is_covered
    assert TITLE in unlocked.window.windowTitle()


def test_a_wrong_passphrase_leaves_the_window_covered(unlocked):
    press_lock(unlocked)
    unlock(unlocked, "bukan ini")
    assert unlocked.window.is_covered
    assert "tidak cocok" in unlocked.window.cover.text
    assert unlocked.services.session.workshop is None


def test_the_keys_of_the_window_do_nothing_behind_the_cover(unlocked):
    press_lock(unlocked)
    QTest.keyClick(unlocked.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert unlocked.window.front != "setelan"


def test_what_was_half_typed_is_saved_before_the_lock(unlocked, qtbot):
    form = RecordForm(unlocked.window.context, WORKSHOP, ["theme"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    QTest.keyClicks(form.editor("theme").focusProxy(), "Air bersih")
    unlocked.window.lock()
    unlock(unlocked)
    assert unlocked.services.session.workshop.record(WORKSHOP_ID).text("theme") == "Air bersih"


def test_words_that_cannot_be_saved_cover_the_window_and_keep_the_file_open(unlocked, tmp_path, qtbot):
    session = unlocked.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf", passphrase=PASSPHRASE) as other:
        other.create_records([("note", {"text": f"Catatan {n}"}) for n in range(60)])
    session.open(ours, passphrase=PASSPHRASE)
    form = RecordForm(unlocked.window.context, WORKSHOP, ["theme"])
    qtbot.addWidget(form)
    form.bind(WORKSHOP_ID)
    form.show()
    merging = session.workshop.merge_steps(prepare_merge(ours, theirs, key=session.workshop.key))
    next(merging)
    QTest.keyClicks(form.editor("theme").focusProxy(), "Air bersih")
    unlocked.window.lock()
    assert session.workshop is not None
    assert unlocked.window.is_covered
    assert unlocked.window.windowTitle() == "Kota HAM"
    assert "belum dapat disimpan" in unlocked.window.cover.text
    unlock(unlocked, "bukan ini")
    assert unlocked.window.is_covered
    unlock(unlocked)
    assert not unlocked.window.is_covered
    for _ in merging:
        pass
    assert form.save_typing()


def test_a_file_without_a_passphrase_is_not_locked(opened):
    press_lock(opened)
    assert not opened.window.is_covered
    assert opened.services.session.workshop is not None


def test_a_locked_file_can_be_left_closed(unlocked):
    press_lock(unlocked)
    QTest.mouseClick(unlocked.window.cover.leave, Qt.MouseButton.LeftButton)
    assert not unlocked.window.is_covered
    assert unlocked.window.front == "beranda"


def test_a_new_window_of_a_locked_program_is_covered_too(unlocked, qtbot):
    press_lock(unlocked)
    unlocked.services.settings.change(language="en")
    unlocked.rebuild()
    assert unlocked.window.is_covered
    unlock(unlocked)
    assert unlocked.services.session.workshop is not None


def test_nobody_at_the_laptop_is_noticed_and_a_key_puts_it_off(program, clock, qtbot):
    waits = [3_600_000]
    watch = IdleWatch(lambda: waits[-1], clock, program)
    handle = program.window.windowHandle()
    watch.watch(handle)
    told = []
    watch.idle.connect(lambda: told.append(True))
    waits.append(7_200_000)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert watch.left > 3_600_000
    assert told == []
    waits.append(1)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: told == [True])


def test_a_laptop_that_slept_is_noticed_at_the_first_key(program, clock, qtbot):
    moments = [clock()]
    watch = IdleWatch(lambda: 60_000, lambda: moments[-1], program)
    handle = program.window.windowHandle()
    watch.watch(handle)
    moments.append(clock() + timedelta(hours=8))
    with qtbot.waitSignal(watch.idle, timeout=2000):
        QTest.keyClick(handle, Qt.Key.Key_Shift)


def test_how_long_it_waits_is_chosen_in_the_settings(unlocked):
    unlocked.window.go_to("setelan")
    card = unlocked.window.front_screen.security
    QTest.mouseClick(card.lock_after.button("15"), Qt.MouseButton.LeftButton)
    assert SettingsStore(unlocked.services.settings.path).now.lock_after == 15
    QTest.mouseClick(card.lock_now, Qt.MouseButton.LeftButton)
    assert unlocked.window.is_covered
