"""The table of the action plan; columns that find no room step back, the least needed first."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kotaham_desktop.i18n import _
from ui.sintesis.rtl.action_rows import COLUMNS, ActionRow
from ui.theme import BlockColour, icon, px, tokens, ui_font
from ui.widgets.tips import plain_tip

_ROOT = QModelIndex()
_NUMBER, _ACTIVITY, _STATUS = 0, 2, 7
_LEAST = (46, 108, 168, 128, 92, 120, 104, 104)
_SHARES = (0, 14, 30, 18, 8, 20, 14, 4)
_GIVEN_UP_FIRST = (6, 1, 5, 4, 3)
_LINES = 3
_STATUS_COLOURS: Mapping[str, BlockColour] = MappingProxyType(
    {
        "planned": BlockColour.INDIGO,
        "started": BlockColour.AMBER,
        "done": BlockColour.LEAF,
        "stopped": BlockColour.GREY,
    }
)


class ActionModel(QAbstractTableModel):
    """Plain rows. What only changed is told as changed, so that selection and scroll position stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ActionRow] = ()

    def replace(self, rows: Sequence[ActionRow]) -> bool:
        """Show other rows; whether the view has to find its place again."""
        old, same_ids = self.rows, [row.id for row in rows] == [row.id for row in self.rows]
        if not same_ids:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        self.rows = rows
        for place, (before, after) in enumerate(zip(old, rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        return False

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[column]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.cells[column])
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken if column == _NUMBER else row.cells[column]
            case Qt.ItemDataRole.DecorationRole:
                return icon("triangle-alert", "warning") if self._warns(row, column) else None
            case Qt.ItemDataRole.ForegroundRole | Qt.ItemDataRole.FontRole | Qt.ItemDataRole.BackgroundRole:
                return self._look(row, column, role)
            case _:
                return None

    @staticmethod
    def _warns(row: ActionRow, column: int) -> bool:
        return column in row.open_columns

    @staticmethod
    def _look(row: ActionRow, column: int, role: int) -> object:
        look = tokens()
        is_open = column in row.open_columns
        if role == Qt.ItemDataRole.FontRole:
            strong = column in (_ACTIVITY, _STATUS) or is_open
            return ui_font(13, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(look.warning_tint) if is_open else None
        if is_open or (column == _NUMBER and row.open_columns):
            return QColor(look.warning)
        if column == _STATUS:
            colour = _STATUS_COLOURS.get(row.status, BlockColour.GREY)
            return QColor(look.text_2 if colour is BlockColour.GREY else look.edge(colour))
        return QColor(look.text if column == _ACTIVITY else look.text_2)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section][1])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class ActionTable(QTableView):
    """``picked`` is a click, ``opened`` Enter or a double click, ``walked`` the arrow keys, ``moved`` Alt+Up/Down."""

    picked = Signal(str)
    opened = Signal(str)
    walked = Signal(str)
    deleted = Signal(str)
    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ActionModel(self)
        self.setModel(self._model)
        self.setAccessibleName(_("Rencana tindak lanjut (RTL)"))
        self.setAccessibleDescription(_("Enter membuka isian, Delete menghapus, Alt+panah memindahkan."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {px(6)}px 0 {px(5)}px; }}")
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setIconSize(QSize(px(16), px(16)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(self.fontMetrics().height() * _LINES + px(14))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        self.clicked.connect(lambda index: self.picked.emit(self._model.rows[index.row()].id))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].id))
        self.selectionModel().currentRowChanged.connect(self._walked)

    @property
    def rows(self) -> Sequence[ActionRow]:
        """The items from top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> str:
        """The current item, empty where there is none."""
        place = self.currentIndex().row()
        return self._model.rows[place].id if 0 <= place < len(self._model.rows) else ""

    def set_rows(self, rows: Sequence[ActionRow]) -> None:
        """Show other rows; the current item stays current, or the one that takes its place."""
        kept, place, scrolled = self.current_id, self.currentIndex().row(), self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        if self._model.replace(rows):
            self._find_again(kept, place)
            self.verticalScrollBar().setValue(scrolled)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _find_again(self, kept: str, place: int) -> None:
        found = next((number for number, row in enumerate(self._model.rows) if row.id == kept), -1)
        if found < 0 and place >= 0 and self._model.rows:
            found = min(place, len(self._model.rows) - 1)
        if found >= 0:
            self._make_current(found)

    def _make_current(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(place, _ACTIVITY), flags)

    def make_current(self, action_id: str) -> bool:
        """Select one item and bring it into view; whether it is there."""
        for place, row in enumerate(self._model.rows):
            if row.id == action_id:
                self._make_current(place)
                self.scrollTo(self._model.index(place, _ACTIVITY))
                return True
        return False

    @Slot(QModelIndex, QModelIndex)
    def _walked(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: ARG002 - the signal's
        if current.isValid() and self.hasFocus():
            self.walked.emit(self._model.rows[current.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.current_id, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current_id:
            self.opened.emit(self.current_id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_id:
            self.deleted.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        shown = list(range(len(COLUMNS)))
        for column in _GIVEN_UP_FIRST:
            if sum(px(_LEAST[each]) for each in shown) <= room:
                break
            shown.remove(column)
        spare = max(0, room - sum(px(_LEAST[each]) for each in shown))
        shares = sum(_SHARES[each] for each in shown)
        left = room
        for column in range(len(COLUMNS)):
            self.setColumnHidden(column, column not in shown)
            if column in shown:
                width = left if column == shown[-1] else px(_LEAST[column]) + spare * _SHARES[column] // shares
                self.setColumnWidth(column, width)
                left -= width
