"""B8: whatever makes somebody leave the laptop locks the file: no key in memory, no word in sight, none lost."""

import ctypes
import gc
from ctypes import wintypes
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTextEdit, QWidget

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP, WORKSHOP_ID
from kotaham_desktop.storage.keys import Key
from tests.proof.figures import record
from tests.proof.scale import times
from ui.locking.windows_session import WindowsSession
from ui.widgets.record_form import RecordForm

PASSPHRASE = "Air bersih untuk semua"
TITLE = "Pendampingan Kampung Laut"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Watch:
    """A clock that is set by hand."""

    def __init__(self, clock):
        self.now = clock()

    def __call__(self):
        return self.now


def by_key(program, _watch):
    QTest.keyClick(program.window, Qt.Key.Key_L, CTRL_SHIFT)


def by_idleness(program, watch):
    watch.now += timedelta(minutes=6)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_Shift)


def by_sleep(program, watch):
    watch.now += timedelta(hours=8)
    program._leaving.gap.look()


def by_system(program, _watch):
    program._leaving.left.emit()


def by_windows(message, value):
    def leave(program, _watch):
        session = WindowsSession(program)
        session.left.connect(program._leaving.left)
        native = wintypes.MSG()
        native.message, native.wParam = message, value
        session.messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(native))

    return leave


WAYS = {
    "the key": by_key,
    "five minutes of nobody": by_idleness,
    "a sleep that nobody announced": by_sleep,
    "what the desktop announces": by_system,
    "Windows: screen locked": by_windows(0x02B1, 7),
    "Windows: another user": by_windows(0x02B1, 2),
    "Windows: lid closed": by_windows(0x0218, 4),
}


def words_in(window):
    widgets = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    said = [one.text() for one in widgets if isinstance(one, QLabel | QAbstractButton | QLineEdit)]
    written = [one.toPlainText() for one in widgets if isinstance(one, QTextEdit)]
    return " ".join([*said, *written, *(one.accessibleName() for one in widgets), window.windowTitle()])


def keys_in_memory(raw):
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is Key and one.raw == raw]


@pytest.mark.parametrize("way", WAYS)
def test_leaving_the_laptop_locks_the_file_and_costs_no_word(start_program, dressed, clock, tmp_path, qtbot, way):
    watch = Watch(clock)
    program = start_program(dressed, watch)
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": TITLE})
    program.services.session.open(path, passphrase=PASSPHRASE)
    raw = bytes(program.services.session.workshop.key.raw)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=10_000)
    program.window.go_to("persiapan")
    program._leaving.watch(program.window.windowHandle())
    lost = 0
    for turn in range(times(ci=1, long=20)):
        typed = f"Air bersih {turn}"
        form = RecordForm(program.window.context, WORKSHOP, ["theme"])
        form.bind(WORKSHOP_ID)
        form.editor("theme").focusProxy().setText("")
        QTest.keyClicks(form.editor("theme").focusProxy(), typed)
        QGuiApplication.clipboard().setText(TITLE)
        WAYS[way](program, watch)
        assert program.window.is_covered
        assert program.services.session.workshop is None
        assert TITLE not in words_in(program.window)
        assert typed not in words_in(program.window)
        assert QGuiApplication.clipboard().text() == ""
        form.deleteLater()
        del form, workshop
        qtbot.waitUntil(lambda: keys_in_memory(raw) == [], timeout=10_000)
        assert [one.name for one in tmp_path.iterdir() if one.suffix in {".kotaham", ".kotaham-wal"}] == [path.name]
        line = program.window.cover.panel.field.line
        QTest.keyClicks(line, PASSPHRASE)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert not program.window.is_covered
        workshop = program.services.session.workshop
        lost += workshop.record(WORKSHOP_ID).text("theme") != typed
    record("B8", f"leaving the laptop: {way}", times(ci=1, long=20), lost)
    assert lost == 0
