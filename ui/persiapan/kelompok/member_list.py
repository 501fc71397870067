"""The people of one group: painted rows that are walked, moved with keys or carried with the mouse."""

from collections.abc import Sequence

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
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kotaham_desktop.i18n import _, ngettext
from ui.persiapan.carrying import CarryingList
from ui.persiapan.kelompok.views import MemberRow
from ui.persiapan.painted_text import line_height, paint_lines
from ui.theme import BlockColour, icon_pixmap, px, tokens, ui_font
from ui.widgets.chips import SECTOR_COLOURS
from ui.widgets.tips import plain_tip

_ROOT = QModelIndex()
MEMBER_ROLE = Qt.ItemDataRole.UserRole


class MemberModel(QAbstractListModel):
    """Plain rows, replaced as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[MemberRow] = ()

    def replace(self, rows: Sequence[MemberRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == MEMBER_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.spoken)
        return None


class _MemberDelegate(QStyledItemDelegate):
    """A circle with initials in the sector's colour, the name, and where the person comes from."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(px(140), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(MEMBER_ROLE)
        view = self.parent()
        if not isinstance(row, MemberRow) or not isinstance(view, QAbstractItemView):
            return
        look = tokens()
        place = QRectF(option.rect).adjusted(1, 1, -1, -1)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(look.accent_tint))
            painter.drawRoundedRect(place, 7, 7)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(look.surface_2))
            painter.drawRoundedRect(place, 7, 7)
        if view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 7, 7)
        side = px(28)
        circle = QRectF(place.left() + px(6), place.center().y() - side / 2, side, side)
        self._circle(painter, circle, row)
        words = QRect(
            int(circle.right()) + px(9),
            int(place.center().y()) - (line_height(ui_font(13)) + line_height(ui_font(11.5))) // 2,
            0,
            int(place.height()),
        )
        words.setRight(int(place.right()) - px(6))
        if row.takes_notes:
            side = px(15)
            density = painter.device().devicePixelRatioF()
            words.setRight(words.right() - side - px(4))
            top = int(place.center().y()) - side // 2
            painter.drawPixmap(words.right() + px(4), top, icon_pixmap("notebook-pen", "accent", side, density))
        painter.setPen(QColor(look.text))
        used = paint_lines(painter, words, row.name, ui_font(13, QFont.Weight.DemiBold), 1)
        painter.setPen(QColor(look.text_2))
        paint_lines(painter, words.adjusted(0, used, 0, 0), row.detail, ui_font(11.5), 1)
        painter.restore()

    @staticmethod
    def _circle(painter: QPainter, circle: QRectF, row: MemberRow) -> None:
        look = tokens()
        colour = SECTOR_COLOURS.get(row.sector, BlockColour.GREY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill(colour)))
        painter.drawEllipse(circle)
        painter.setPen(QColor(look.edge(colour) if colour is not BlockColour.GREY else look.text_2))
        painter.setFont(ui_font(11, QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, row.initials)


class MemberList(CarryingList):
    """``moved`` says where its selected people shall go: a step of groups, or the number of a group (0: none)."""

    stepped = Signal(int)
    sent_to = Signal(int)
    menu_wanted = Signal(object)
    note_taker_wanted = Signal(str)
    sideways = Signal(int)
    entered = Signal()

    def __init__(self, group_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group_id = group_id
        self._model = MemberModel(self)
        self._offered = False
        self.setModel(self._model)
        self.setItemDelegate(_MemberDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleDescription(
            _("Alt dengan panah kiri atau kanan memindahkan; angka memindahkan ke kelompok itu; Enter membuka pilihan.")
        )

    @property
    def rows(self) -> Sequence[MemberRow]:
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

    def set_rows(self, rows: Sequence[MemberRow]) -> None:
        """Show other people; who is selected stays so where they are still here."""
        if list(rows) == list(self._model.rows):
            return
        kept, current, place = self.selected_ids, self.current_id, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self._model.replace(rows)
        self.verticalScrollBar().setValue(scrolled)
        if not self.make_current(current, also=kept) and self.hasFocus() and rows:
            self.make_current(rows[max(0, min(place, len(rows) - 1))].id)

    def make_current(self, person_id: str, *, also: Sequence[str] = ()) -> bool:
        """Select a person, and others with them; whether the person is here."""
        places = {row.id: number for number, row in enumerate(self._model.rows)}
        if person_id not in places:
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(places[person_id])
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        for other in also:
            if other in places:
                self.selectionModel().select(self._model.index(places[other]), flags.Select)
        self.scrollTo(index)
        return True

    def leave(self) -> None:
        """Select nobody, because another group is being walked."""
        self.selectionModel().clear()

    def what_is_carried(self) -> tuple[tuple[str, ...], str]:
        ids = self.selected_ids
        if len(ids) == 1:
            return ids, next(row.name for row in self._model.rows if row.id == ids[0])
        return ids, ngettext("{n} orang", "{n} orang", len(ids)).format(n=len(ids))

    def offer(self, offered: bool) -> None:
        """Show whether what is carried would land here."""
        if offered != self._offered:
            self._offered = offered
            self.viewport().update()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        chosen = bool(self.selected_ids)
        if key in sideways and not alt:
            self.sideways.emit(sideways[key])
        elif key in sideways and chosen:
            self.stepped.emit(sideways[key])
        elif chosen and not alt and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.sent_to.emit(key - Qt.Key.Key_0)
        elif chosen and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.sent_to.emit(0)
        elif chosen and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        elif self.current_id and key == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.note_taker_wanted.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected_ids:
            self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current_id and self._model.rows and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.make_current(self._model.rows[0].id)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        focused_empty = self.hasFocus() and not self._model.rows
        if self._offered or focused_empty:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = tokens().focus if focused_empty else tokens().accent
            painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine if focused_empty else Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 8, 8)
            painter.end()


def row_height() -> int:
    """The height of one person's row."""
    return line_height(ui_font(13, QFont.Weight.DemiBold)) + line_height(ui_font(11.5)) + px(10)
