"""Painting one session: the time at the left, its block at the right, as tall as it is long."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.persiapan.agenda.rows import SessionRow
from ui.persiapan.painted_text import line_height, lines_of, paint_lines
from ui.theme import icon_pixmap, px, tokens, ui_font

SESSION_ROLE = Qt.ItemDataRole.UserRole
_TIME_WIDTH = 54
_TALLEST = 150
_PIXELS_A_MINUTE = 0.62
_MOST_TITLE_LINES = 3


def _title_font() -> QFont:
    return ui_font(13.5, QFont.Weight.DemiBold)


class SessionDelegate(QStyledItemDelegate):
    """Blocks of ten minutes and of three hours both stay readable."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        row = index.data(SESSION_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else px(260)
        if not isinstance(row, SessionRow):
            return QSize(width, px(40))
        words = width - px(_TIME_WIDTH) - px(28)
        lines = len(lines_of(row.title, _title_font(), words, _MOST_TITLE_LINES))
        needed = lines * line_height(_title_font()) + (line_height(ui_font(12)) if row.subtitle else 0) + px(20)
        by_length = min(px(_TALLEST), px(30) + round(px(1000) * _PIXELS_A_MINUTE * row.minutes / 1000))
        return QSize(px(200), max(needed, by_length, px(44)) + px(6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(SESSION_ROLE)
        if not isinstance(row, SessionRow):
            return
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        focused = selected and isinstance(view, QListView) and view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._time(painter, place, row)
        block = QRectF(place).adjusted(px(_TIME_WIDTH), 1, -3, -px(5))
        self._block(painter, block, row, selected=selected, focused=focused, hovered=_hovered(state))
        inside = block.toRect().adjusted(px(14), px(8), -px(10), -px(6))
        painter.setPen(QColor(tokens().text))
        room = inside.height() - (line_height(ui_font(12)) if row.subtitle else 0)
        lines = max(1, room // line_height(_title_font()))
        used = paint_lines(painter, inside, row.title, _title_font(), min(lines, _MOST_TITLE_LINES))
        painter.setPen(QColor(tokens().text_2))
        paint_lines(painter, inside.adjusted(0, used + px(1), 0, 0), row.subtitle, ui_font(12), 1)
        painter.restore()

    @staticmethod
    def _time(painter: QPainter, place: QRect, row: SessionRow) -> None:
        look = tokens()
        column = QRect(place.left(), place.top() + px(8), px(_TIME_WIDTH) - px(10), place.height())
        top_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.setPen(QColor(look.warning if row.troubled else look.text))
        painter.setFont(ui_font(13, QFont.Weight.DemiBold if row.fixed else QFont.Weight.Medium))
        painter.drawText(column, top_right, row.start)
        below = column.adjusted(0, line_height(painter.font()) + px(1), 0, 0)
        painter.setPen(QColor(look.text_2))
        painter.setFont(ui_font(11.5))
        painter.drawText(below, top_right, f"{row.minutes}'")
        if row.fixed or row.troubled:
            side = px(11)
            name, role = ("triangle-alert", "warning") if row.troubled else ("lock", "text_3")
            density = painter.device().devicePixelRatioF()
            left = below.right() - painter.fontMetrics().horizontalAdvance(f"{row.minutes}'") - side - px(4)
            painter.drawPixmap(QPointF(left, below.top() + px(2)), icon_pixmap(name, role, side, density))

    @staticmethod
    def _block(
        painter: QPainter, block: QRectF, row: SessionRow, *, selected: bool, focused: bool, hovered: bool
    ) -> None:
        look = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill(row.colour)))
        painter.drawRoundedRect(block, 7, 7)
        painter.save()
        painter.setClipRect(QRectF(block.left(), block.top(), 4, block.height()))
        painter.setBrush(QColor(look.edge(row.colour)))
        painter.drawRoundedRect(QRectF(block.left(), block.top(), 16, block.height()), 7, 7)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if focused:
            painter.setPen(QPen(QColor(look.focus), 2))
        elif selected:
            painter.setPen(QPen(QColor(look.edge(row.colour)), 2))
        elif hovered:
            painter.setPen(QPen(QColor(look.line_strong), 1))
        else:
            return
        painter.drawRoundedRect(block.adjusted(1, 1, -1, -1), 7, 7)


def _hovered(state: QStyle.StateFlag) -> bool:
    return bool(state & QStyle.StateFlag.State_MouseOver)
