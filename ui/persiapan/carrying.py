"""Carrying rows of a list to another place of the same board with the mouse.

It lives on plain mouse events instead of a system drag: nothing leaves the window, and Esc always gives the rows back.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHBoxLayout, QListView, QWidget

from ui.theme import px
from ui.widgets.labels import ElidingLabel


@dataclass(frozen=True, slots=True)
class Carried:
    """What is being carried: record ids, the words on it, and where the pointer is on the screen."""

    ids: tuple[str, ...]
    words: str
    at: QPoint


class CarryingList(QListView):
    """Tells the board what is carried over it; the board decides where it may land."""

    carried = Signal(object)
    dropped = Signal(object)
    put_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPoint | None = None
        self._pressed_on = QPersistentModelIndex()
        self._selects_on_release = False
        self._picked_up: tuple[tuple[str, ...], str] | None = None
        self.can_carry = True

    def what_is_carried(self) -> tuple[tuple[str, ...], str]:
        """The ids and the words of the rows that a press on the current row picks up."""
        raise NotImplementedError

    @property
    def is_carrying(self) -> bool:
        """Whether rows hang on the pointer now."""
        return self._picked_up is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed_at = event.position().toPoint() if plain and index.isValid() and self.can_carry else None
        self._pressed_on = QPersistentModelIndex(index)
        several = self.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection
        if plain and several and self.selectionModel().isSelected(index):
            # Several selected people are carried together: the press must not reduce them to one.
            self._selects_on_release = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            event.accept()
            return
        self._selects_on_release = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        if self._picked_up is None:
            far = (here - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if not far or not self._pressed_on.isValid():
                return
            self._picked_up = self.what_is_carried()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            _application().installEventFilter(self)
        self.carried.emit(Carried(*self._picked_up, event.globalPosition().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._picked_up is not None:
            load = Carried(*self._picked_up, event.globalPosition().toPoint())
            self._let_go()
            self.dropped.emit(load)
            return
        if self._selects_on_release and self._pressed_on.isValid():
            self.setCurrentIndex(self.model().index(self._pressed_on.row(), 0))
        self._let_go()
        super().mouseReleaseEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if self._picked_up is not None and isinstance(event, QKeyEvent):
            # No key may change the file under what hangs on the pointer; Esc gives it back.
            if event.key() == Qt.Key.Key_Escape:
                self._let_go()
                self.put_back.emit()
            event.accept()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt hands over QObjects

    def _let_go(self) -> None:
        if self._picked_up is not None:
            _application().removeEventFilter(self)
            self.viewport().unsetCursor()
        self._picked_up = None
        self._pressed_at = None
        self._selects_on_release = False


class Load(QFrame):
    """The words that hang on the pointer while something is carried."""

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self._board = board
        self.setProperty("frame", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        self._words = ElidingLabel("", "strong")
        row.addWidget(self._words)
        self.hide()

    def follow(self, carried: Carried) -> None:
        """Hang beside the pointer."""
        self._words.setText(carried.words)
        wanted = self._words.fontMetrics().horizontalAdvance(carried.words) + 32
        self.resize(min(wanted, px(280)), self.sizeHint().height())
        beside = self._board.mapFromGlobal(carried.at) + QPoint(14, 10)
        self.move(
            min(beside.x(), self._board.width() - self.width()), min(beside.y(), self._board.height() - self.height())
        )
        self.show()
        self.raise_()


def _application() -> QApplication:
    running = QApplication.instance()
    if not isinstance(running, QApplication):
        raise RuntimeError("a list lives only in a running application")  # noqa: TRY004 - it is no question of types
    return running
