"""The window of a note-taker until the laptop dies: a new file with a passphrase, notes, the lock in mid-sentence.

    python evening_window.py FILE SETTINGS < WORDS

The first line of ``WORDS`` is the passphrase, each other one a note; the last one stays half typed when the window is
locked. Says "locked" when the cover is on, and waits to be killed.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.hands import Hands
from ui.app import Program, wear_settings
from ui.settings import SettingsStore
from ui.theme import load_fonts
from ui.theme.fonts import load_note_fonts

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Patience:
    """Waits in the event loop, as the tests' own robot does."""

    def waitUntil(self, happened, timeout):  # noqa: N802 - the robot's name for it
        until = QDeadlineTimer(timeout)
        while not happened():
            if until.hasExpired():
                raise TimeoutError(happened)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def main() -> None:
    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    passphrase, *notes, half = sys.stdin.read().splitlines()
    app = QApplication([])
    load_fonts()
    load_note_fonts()
    settings = SettingsStore(folder / "setelan.json")
    settings.change(author="Ratna")
    wear_settings(app, settings)
    program = Program(app, settings)
    program.window.resize(1366, 768)
    program.window.show()
    me = Hands(Patience(), program)
    me.come_to()
    me.name_file(file, lambda: me.click(me.screen.new_tile))
    asked = me.screen.new_passphrase
    for field in (asked.fields.first, asked.fields.again):
        field.line.setFocus()
        me.type(passphrase)
    me.click(asked.lock)
    me.wait(lambda: program.services.session.workshop is not None and me.window.front == "persiapan")
    me.window.go_to("catat")
    for note in notes:
        me.press(Qt.Key.Key_1, CTRL_SHIFT)
        me.type(note)
        me.saved()
    me.press(Qt.Key.Key_1, CTRL_SHIFT)
    me.type(half)
    me.press(Qt.Key.Key_L, CTRL_SHIFT)
    me.wait(lambda: me.window.is_covered)
    me.still()
    sys.stdout.write("locked\n")
    sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main()
