"""What journeys are walked with: keys, clicks and answered file dialogs, as they come from a person at the laptop."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPushButton

SLOW = 60_000
"""Milliseconds that a busy laptop may take for work beside the window."""
NO_KEY = Qt.KeyboardModifier.NoModifier


class Hands:
    """Somebody at one window."""

    def __init__(self, qtbot, program):
        self._qtbot = qtbot
        self._program = program

    @property
    def window(self):
        return self._program.window

    @property
    def screen(self):
        return self.window.front_screen

    def come_to(self):
        """Bring the window to the front of all."""
        self.window.raise_()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def wait(self, happened):
        """Wait in the event loop, which leaves room for the work beside the window."""
        self._qtbot.waitUntil(happened, timeout=SLOW)

    def press(self, key, modifiers=NO_KEY):
        """A key to whatever has the focus."""
        popup = QApplication.activePopupWidget()
        if popup is None and not self.window.isActiveWindow():
            # After a dialog or a popup a desktop gives the keys back; the platform without a screen does not.
            self.come_to()
        QTest.keyClick(popup or self.window.focusWidget() or self.window, key, modifiers)

    def type(self, text):
        """Letters to whatever has the focus, as they come from a keyboard."""
        QTest.keyClicks(self.window.focusWidget(), text)

    def write_over(self, text):
        """Replace what stands in the field that has the focus."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def click(self, widget):
        """A click on a widget that can be seen and reached."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def click_row(self, view, place):
        """A click on a row of a list or table."""
        spot = view.visualRect(view.model().index(place, 0))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())

    def button(self, within, text):
        """The button that says this."""
        return next(each for each in within.findChildren(QPushButton) if each.text() == text and each.isVisible())

    def pick_place(self, key, letters):
        """The session or group whose name has these letters."""
        self.press(key)
        popup = QApplication.activePopupWidget()
        QTest.keyClicks(popup.line, letters)
        QTest.keyClick(popup.line, Qt.Key.Key_Return)

    def pick_in_menu(self, key, words):
        """Open a menu with Alt and a letter, walk down to an entry and take it."""
        self.press(key, Qt.KeyboardModifier.AltModifier)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _step in menu.actions():
            if menu.activeAction() is not None and menu.activeAction().text().startswith(words):
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction().text().startswith(words)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    def name_file(self, path, ask):
        """Do what opens a file dialog, type the path there and press Enter."""
        looking = QTimer(self.window, interval=20)

        def answer():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not dialog.isActiveWindow():
                return
            looking.stop()
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(line, str(path))
            QTest.keyClick(line, Qt.Key.Key_Return)
            if dialog.isVisible():
                # Refused: what waits for the file then fails, rather than standing still behind the dialog.
                dialog.reject()

        looking.timeout.connect(answer)
        looking.start()
        ask()
        looking.stop()

    def copy_picture(self, colour):
        """A picture on the clipboard, as from a camera program."""
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(colour)
        QApplication.clipboard().setImage(image)

    def saved(self):
        """Wait until the badge says that everything is on the disk."""
        self.wait(lambda: self.window.badge.startswith("Tersimpan"))

    def still(self):
        """Wait until nothing works beside the window."""
        self.wait(lambda: not self._program.services.background.is_busy)
