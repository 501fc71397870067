"""One-line fields: text, a choice from a list, a number, a search."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QSpinBox, QWidget

from kotaham_desktop.i18n import _
from ui.theme import icon, icon_pixmap, px
from ui.widgets.buttons import with_shortcut
from ui.widgets.tips import plain_tip

_SEARCH_PAUSE = 200
"""Milliseconds without a key before a search starts."""


class LineEdit(QLineEdit):
    """One line of text. Undo belongs to the workshop, so its keys are left to the window."""

    def __init__(self, placeholder: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.ignore()
            return True
        return super().event(event)


def leaves_undo_to_the_window(event: QEvent) -> bool:
    """Whether the event asks an editor to take the undo or redo key for itself."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class ComboBox(QComboBox):
    """A choice from a list; the wheel scrolls the page unless the field has the focus."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(15)
        spot = QRect(self.width() - side - px(9), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        picture = icon_pixmap(
            "chevron-down", "text_2" if self.isEnabled() else "text_3", side, self.devicePixelRatioF()
        )
        painter.drawPixmap(spot.topLeft(), picture)


class SpinBox(QSpinBox):
    """A whole number, typed or changed with the arrow keys; the wheel scrolls the page unless it has the focus."""

    def __init__(self, least: int, most: int, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setAccessibleName(name)
        self.setRange(least, most)
        # The style sheet hides the arrows and takes the padding; without any arrows Qt leaves no room for the text.
        self.setButtonSymbols(QSpinBox.ButtonSymbols.UpDownArrows)
        self.lineEdit().setTextMargins(10, 0, 10, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SearchField(LineEdit):
    """Words to look for: ``searched`` follows a short pause in typing or Enter at once; Esc empties it."""

    searched = Signal(str)
    confirmed = Signal(str)

    def __init__(self, placeholder: str, *, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setToolTip(plain_tip(with_shortcut(placeholder, shortcut)))
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(False)
        self._clear = self.addAction(icon("x"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Kosongkan"))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._confirm)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _typed(self) -> None:
        self._clear.setVisible(bool(self.text()))
        self._pause.start()

    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    def _confirm(self) -> None:
        self._pause.stop()
        self._search()
        self.confirmed.emit(self.text().strip())
