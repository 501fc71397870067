"""The table of people: painted rows, sorted by a click on a heading; columns that find no room step back."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kotaham_desktop.i18n import _
from ui.persiapan.peserta.people_rows import COLUMNS, PersonRow, in_order
from ui.theme import BlockColour, px, tokens, ui_font
from ui.widgets.chips import SECTOR_COLOURS
from ui.widgets.tips import plain_tip

_ROOT = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
_NAME, _SECTOR = 0, 2
_LEAST = (150, 130, 112, 92, 96, 40, 120)
_SHARES = (32, 28, 14, 11, 12, 4, 22)
_GIVEN_UP_FIRST = (6, 5, 3, 4, 2)
_ROW_HEIGHT = 38
_DOWN = QPointF(0, 1)


class PeopleModel(QAbstractTableModel):
    """Plain rows; a filter or a sort replaces them as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PersonRow] = ()

    def replace(self, rows: Sequence[PersonRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if index.column() == _NAME else row.cells[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section][1])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _CellDelegate(QStyledItemDelegate):
    """A hairline under each row, the sector as a coloured word, the selection across the whole row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        view = self.parent()
        if not isinstance(row, PersonRow) or not isinstance(view, QTableView):
            return
        look = tokens()
        place = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(look.accent_tint))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), QColor(look.line))
        if view.hasFocus() and view.currentIndex().row() == index.row():
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawLine(place.topLeft() + _DOWN, place.topRight() + _DOWN)
            painter.drawLine(place.bottomLeft() - _DOWN, place.bottomRight() - _DOWN)
        words = place.adjusted(px(8), 0, -px(6), 0)
        if index.column() == _SECTOR:
            self._pill(painter, words, row)
        else:
            name = index.column() == _NAME
            painter.setFont(ui_font(13, QFont.Weight.DemiBold if name else QFont.Weight.Normal))
            painter.setPen(QColor(look.text if name else look.text_2))
            self._words(painter, words, row.cells[index.column()])
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, place: QRectF, words: str) -> None:
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    @staticmethod
    def _pill(painter: QPainter, place: QRectF, row: PersonRow) -> None:
        look = tokens()
        words = row.cells[_SECTOR]
        if not words:
            return
        colour = SECTOR_COLOURS.get(row.sector, BlockColour.GREY)
        painter.setFont(ui_font(12, QFont.Weight.DemiBold))
        width = min(place.width(), painter.fontMetrics().horizontalAdvance(words) + px(18))
        height = painter.fontMetrics().height() + px(6)
        pill = QRectF(place.left(), place.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill(colour)))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(look.edge(colour) if colour is not BlockColour.GREY else look.text_2))
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width - px(14)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class PeopleTable(QTableView):
    """``picked`` is a click, ``opened`` Enter or a double click, ``walked`` the arrow keys."""

    picked = Signal(str)
    opened = Signal(str)
    walked = Signal(str)
    deleted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PeopleModel(self)
        self._unsorted: Sequence[PersonRow] = ()
        self._sorted_by: int | None = None
        self._descending = False
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName(_("Daftar peserta dan tim"))
        self.setAccessibleDescription(_("Enter membuka isian, Delete menghapus, Ctrl+V menempel daftar."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(px(_ROW_HEIGHT))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort_by)
        self.clicked.connect(lambda index: self.picked.emit(self._model.rows[index.row()].id))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()].id))
        self.selectionModel().currentRowChanged.connect(self._walked)

    @property
    def rows(self) -> Sequence[PersonRow]:
        """The people from top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> str:
        """The current person, empty where there is none."""
        place = self.currentIndex().row()
        return self._model.rows[place].id if 0 <= place < len(self._model.rows) else ""

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """Everyone who is selected, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.rows[place].id for place in places)

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show other people; who was current and selected stays so where they are still there."""
        self._unsorted = rows
        wanted = list(rows)
        if self._sorted_by is not None:
            wanted = in_order(rows, self._sorted_by, descending=self._descending)
        if wanted == list(self._model.rows):
            return
        current, place, selected = self.current_id, self.currentIndex().row(), set(self.selected_ids)
        scrolled = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self._model.replace(wanted)
        self._select(current, selected, place)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def _select(self, current: str, selected: set[str], place: int) -> None:
        chosen = QItemSelection()
        new_place = -1
        for number, row in enumerate(self._model.rows):
            if row.id in selected:
                chosen.select(self._model.index(number, 0), self._model.index(number, len(COLUMNS) - 1))
            if row.id == current:
                new_place = number
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if new_place < 0 and self.hasFocus() and self._model.rows and place >= 0:
            new_place = min(place, len(self._model.rows) - 1)
        if new_place >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(new_place, 0), flags.NoUpdate)

    def make_current(self, person_id: str) -> bool:
        """Select one person and bring them into view; whether they are there."""
        for number, row in enumerate(self._model.rows):
            if row.id == person_id:
                if person_id != self.current_id or self.selected_ids != (person_id,):
                    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                    self.selectionModel().setCurrentIndex(self._model.index(number, 0), flags)
                self.scrollTo(self._model.index(number, 0))
                return True
        return False

    @Slot(QModelIndex, QModelIndex)
    def _walked(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: ARG002 - the signal's
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            self.walked.emit(self._model.rows[current.row()].id)

    @Slot(int)
    def _sort_by(self, column: int) -> None:
        """First upwards, then downwards, then as the people were added."""
        if self._sorted_by != column:
            self._sorted_by, self._descending = column, False
        elif not self._descending:
            self._descending = True
        else:
            self._sorted_by = None
        head = self.horizontalHeader()
        head.setSortIndicatorShown(self._sorted_by is not None)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)
        self.set_rows(self._unsorted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current_id:
            self.opened.emit(self.current_id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected_ids:
            self.deleted.emit(self.selected_ids)
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
                width = px(_LEAST[column]) + spare * _SHARES[column] // shares
                width = left if column == shown[-1] else width
                self.setColumnWidth(column, width)
                left -= width
