"""The sessions of one day: painted blocks, walked and moved with the keyboard or carried with the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from kotaham_desktop.application.agenda_commands import Direction
from kotaham_desktop.i18n import _
from ui.persiapan.agenda.rows import SessionRow
from ui.persiapan.agenda.session_delegate import SESSION_ROLE, SessionDelegate
from ui.persiapan.carrying import CarryingList
from ui.theme import px, tokens
from ui.widgets.tips import plain_tip

_ROOT = QModelIndex()
_STEPS: dict[Qt.Key, Direction] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "day_before",
    Qt.Key.Key_Right: "day_after",
}
_LONGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SHORTER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


class SessionModel(QAbstractListModel):
    """The rows of one day, replaced as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[SessionRow] = ()

    def replace(self, rows: Sequence[SessionRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, item_id: str) -> int:
        """Where a session stands, or -1."""
        return next((place for place, row in enumerate(self.rows) if row.id == item_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == SESSION_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.spoken)
        return None


class SessionList(CarryingList):
    """Passes every wish on; it changes nothing itself."""

    picked = Signal(str)
    opened = Signal(str)
    stepped = Signal(str, str)
    lengthened = Signal(str, int)
    deleted = Signal(str)
    added_after = Signal(str)
    sideways = Signal(int)
    walked = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SessionModel(self)
        self._drop_before: int | None = None
        self.setModel(self._model)
        self.setItemDelegate(SessionDelegate(self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleDescription(
            _("Enter membuka sesi. Alt dengan tombol panah memindahkannya. Plus dan minus mengubah lamanya.")
        )
        self.clicked.connect(lambda index: self.picked.emit(self._model.rows[index.row()].id))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].id))
        self.selectionModel().currentChanged.connect(self._walked)

    @property
    def rows(self) -> Sequence[SessionRow]:
        """The sessions from top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> str:
        """The id of the current session, empty where there is none."""
        place = self.currentIndex().row()
        return self._model.rows[place].id if 0 <= place < len(self._model.rows) else ""

    def set_rows(self, rows: Sequence[SessionRow]) -> None:
        """Show other sessions; the current one stays current where it is still there."""
        if list(rows) == list(self._model.rows):
            return
        kept, place, scrolled = self.current_id, self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.replace(rows)
        self.verticalScrollBar().setValue(scrolled)
        if kept and not self.make_current(kept) and self.hasFocus() and rows:
            self.make_current(rows[min(place, len(rows) - 1)].id)

    def make_current(self, item_id: str) -> bool:
        """Select a session and bring it into view; whether it is there."""
        place = self._model.place_of(item_id)
        if place < 0:
            return False
        index = self._model.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def make_place_current(self, place: int) -> None:
        """Select the session at a place, or the nearest."""
        if self._model.rows:
            self.make_current(self._model.rows[max(0, min(place, len(self._model.rows) - 1))].id)

    def leave(self) -> None:
        """Select nothing, because another day is being walked."""
        self.selectionModel().clear()

    @Slot(QModelIndex, QModelIndex)
    def _walked(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: ARG002 - the signal's
        if current.isValid() and self.hasFocus():
            self.walked.emit(self._model.rows[current.row()].id)

    # Carrying

    def what_is_carried(self) -> tuple[tuple[str, ...], str]:
        place = self.currentIndex().row()
        row = self._model.rows[place]
        return (row.id,), f"{row.start}  {row.title}"

    def offer_place(self, at: QPoint) -> str:
        """Mark the place where something carried to this point of the list would land; the id it lands before."""
        place = len(self._model.rows)
        for number in range(len(self._model.rows)):
            if at.y() < self.visualRect(self._model.index(number)).center().y():
                place = number
                break
        self._drop_before = place
        self.viewport().update()
        edge = px(36)
        bar = self.verticalScrollBar()
        if at.y() < edge:
            bar.setValue(bar.value() - px(12))
        elif at.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + px(12))
        return self._model.rows[place].id if place < len(self._model.rows) else ""

    def offer_no_place(self) -> None:
        """Nothing is carried over this list any more."""
        if self._drop_before is not None:
            self._drop_before = None
            self.viewport().update()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, item_id = Qt.Key(event.key()), self.current_id
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Insert:
            self.added_after.emit(item_id)
        elif not alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif item_id and alt and key in _STEPS:
            self.stepped.emit(item_id, _STEPS[key])
        elif item_id and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(item_id)
        elif item_id and key in (*_LONGER, *_SHORTER):
            self.lengthened.emit(item_id, 5 if key in _LONGER else -5)
        elif item_id and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit(item_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current_id:
            self.make_place_current(0)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_before is None:
            return
        if self._drop_before < len(self._model.rows):
            y = self.visualRect(self._model.index(self._drop_before)).top()
        elif self._model.rows:
            y = self.visualRect(self._model.index(len(self._model.rows) - 1)).bottom() + 1
        else:
            y = px(8)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(tokens().accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(px(60), max(2, y), self.viewport().width() - 4, max(2, y))
        painter.end()
