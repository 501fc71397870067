"""A fast list of rows that are painted, not built: a hundred thousand of them open in a blink."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import BlockColour, icon_pixmap, px, tokens, ui_font

_ROOT = QModelIndex()
_DETAIL_FROM = 220
"""A row that is narrower shows its title rather than its time."""
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Badge:
    """A small coloured word at the right end of a row."""

    text: str
    colour: BlockColour = BlockColour.GREY


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows: two lines, a coloured edge, badges, and a time or another word at the upper right."""

    id: str
    title: str
    subtitle: str = ""
    colour: BlockColour | None = None
    badges: tuple[Badge, ...] = ()
    detail: str = ""
    icon_name: str = ""


class RowModel(QAbstractListModel):
    """Holds plain rows; a search or a sort replaces them as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows from top to bottom."""
        return self._rows

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, row_id: str) -> int:
        """Where a row stands, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            badges = ", ".join(badge.text for badge in row.badges)
            return ". ".join(filter(None, (row.title, row.subtitle, row.detail, badges)))
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints a row: ground, edge, two lines, badges."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        title = QFontMetrics(ui_font(13.5, QFont.Weight.DemiBold)).height()
        second = QFontMetrics(ui_font(12)).height()
        return QSize(px(160), title + second + px(22))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        look = tokens()
        state: QStyle.StateFlag = option.state
        place: QRect = option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        frame = QRectF(place).adjusted(1, 2, -1, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, frame, row, selected=selected, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 8, 8)
        inside = frame.toRect().adjusted(px(14), px(8), -px(12), -px(7))
        if row.icon_name:
            side = px(18)
            density = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                inside.left(), inside.center().y() - side // 2, icon_pixmap(row.icon_name, "text_2", side, density)
            )
            inside.setLeft(inside.left() + side + px(12))
        self.paint_words(painter, inside, row)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, frame: QRectF, row: Row, *, selected: bool, hovered: bool) -> None:
        look = tokens()
        ground = look.surface_2 if row.colour is None else look.fill(row.colour)
        edge = look.line
        if selected:
            ground, edge = look.accent_tint, look.accent
        elif hovered:
            edge = look.line_strong
        painter.setPen(
            QPen(QColor(edge), 1.5 if selected else 1)
            if selected or row.colour is None or hovered
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if row.colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.edge(row.colour)))
            painter.setClipRect(QRectF(frame.left(), frame.top(), 4, frame.height()))
            painter.drawRoundedRect(QRectF(frame.left(), frame.top(), 16, frame.height()), 8, 8)
            painter.setClipping(False)

    @staticmethod
    def paint_words(painter: QPainter, inside: QRect, row: Row) -> None:
        """Paint what a row says inside its frame."""
        look = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title_font, second_font = ui_font(13.5, QFont.Weight.DemiBold), ui_font(12)
        title_line = QRect(inside.topLeft(), QSize(inside.width(), QFontMetrics(title_font).height()))
        second_line = QRect(
            inside.left(), title_line.bottom() + px(3), inside.width(), QFontMetrics(second_font).height()
        )
        painter.setFont(second_font)
        if row.detail and title_line.width() >= px(_DETAIL_FROM):
            painter.setPen(QColor(look.text_2))
            painter.drawText(title_line, right, row.detail)
            title_line.setRight(title_line.right() - painter.fontMetrics().horizontalAdvance(row.detail) - px(10))
        for badge in reversed(row.badges):
            second_line.setRight(RowDelegate.paint_badge(painter, second_line, badge))
        painter.setPen(QColor(look.text_2))
        painter.setFont(second_font)
        second = painter.fontMetrics().elidedText(
            row.subtitle.replace("\n", " "), Qt.TextElideMode.ElideRight, second_line.width()
        )
        painter.drawText(second_line, left, second)
        painter.setPen(QColor(look.text))
        painter.setFont(title_font)
        first = painter.fontMetrics().elidedText(
            row.title.replace("\n", " "), Qt.TextElideMode.ElideRight, title_line.width()
        )
        painter.drawText(title_line, left, first)

    @staticmethod
    def paint_badge(painter: QPainter, line: QRect, badge: Badge) -> int:
        """Paint a badge at the right end of the line and return where the line ends now."""
        look = tokens()
        painter.setFont(ui_font(11.5, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance(badge.text) + px(16)
        if width > line.width():
            return line.right()
        pill = QRectF(line.right() - width + 1, line.top() - px(2), width, line.height() + px(4))
        painter.setPen(QPen(QColor(look.edge(badge.colour)), 1))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(look.edge(badge.colour) if badge.colour is not BlockColour.GREY else look.text_2))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge.text)
        return round(pill.left()) - px(8)


class RecordList(QListView):
    """Rows to walk with the arrow keys: ``selected`` follows the selection, ``opened`` is Enter or a double click."""

    selected = Signal(str)
    opened = Signal(str)

    def __init__(self, *, name: str, opens_on_click: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowModel(self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setProperty("rows", "true")
        self.selectionModel().currentChanged.connect(self._current_changed)
        if opens_on_click:
            self.clicked.connect(self._open)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.doubleClicked.connect(self._open)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows from top to bottom."""
        return self._model.rows

    @property
    def selected_id(self) -> str:
        """The id of the selected row, empty while none is."""
        place = self.currentIndex().row()
        return self._model.rows[place].id if 0 <= place < len(self._model.rows) else ""

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the same row stays selected without telling, and the list keeps its scroll position."""
        kept, scrolled = self.selected_id, self.verticalScrollBar().value()
        self._quiet = True
        self._model.replace(rows)
        self._select(kept)
        self.verticalScrollBar().setValue(scrolled)
        self._quiet = False

    def select(self, row_id: str) -> bool:
        """Select a row without telling and bring it into view; whether it is there."""
        self._quiet = True
        found = self._select(row_id)
        self._quiet = False
        if found:
            self.scrollTo(self.currentIndex())
        return found

    def height_of_rows(self) -> int:
        """The height that all rows need, for a short list that shall not scroll."""
        return self.sizeHintForRow(0) * len(self._model.rows) + 4 if self._model.rows else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected_id:
            self.opened.emit(self.selected_id)
            return
        super().keyPressEvent(event)

    def _select(self, row_id: str) -> bool:
        place = self._model.place_of(row_id) if row_id else -1
        if place < 0:
            self.selectionModel().clear()
            return False
        self.selectionModel().setCurrentIndex(
            self._model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        return True

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: ARG002 - the signal's
        if not self._quiet and current.isValid():
            self.selected.emit(self.selected_id)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows[index.row()].id)
