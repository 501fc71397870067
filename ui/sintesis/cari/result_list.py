"""The list of what was found: three painted lines a row, with the searched words marked in them."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.sintesis.cari.highlight import marked_places
from ui.theme import px, tokens, ui_font
from ui.widgets.record_list import RecordList, Row, RowDelegate

_DETAIL_FROM = 240
_GAP = 2
_META_GAP = 6


@dataclass(frozen=True, slots=True)
class ResultRow(Row):
    """A row with the passage in which the words stand."""

    excerpt: str = ""
    words: str = ""


class _ResultDelegate(RowDelegate):
    """Title and time, the passage with its words marked, then kind, session and group with the level."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        lines = sum(QFontMetrics(font).height() for font in _fonts())
        return QSize(px(160), lines + px(_GAP) + px(_META_GAP) + px(22))

    @staticmethod
    def paint_words(painter: QPainter, inside: QRect, row: Row) -> None:
        if not isinstance(row, ResultRow):
            RowDelegate.paint_words(painter, inside, row)
            return
        look = tokens()
        title_font, excerpt_font, meta_font = _fonts()
        line = QRect(inside.topLeft(), QSize(inside.width(), QFontMetrics(title_font).height()))
        title_room = line.width()
        if row.detail and title_room >= px(_DETAIL_FROM):
            painter.setFont(meta_font)
            painter.setPen(QColor(look.text_2))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.detail)
            title_room -= painter.fontMetrics().horizontalAdvance(row.detail) + px(10)
        _marked(painter, line.topLeft(), title_room, row.title, title_font, look.text, row.words)
        line = QRect(inside.left(), line.bottom() + px(_GAP), inside.width(), QFontMetrics(excerpt_font).height())
        _marked(painter, line.topLeft(), line.width(), row.excerpt, excerpt_font, look.text_2, row.words)
        line = QRect(inside.left(), line.bottom() + px(_META_GAP), inside.width(), QFontMetrics(meta_font).height())
        for badge in reversed(row.badges):
            line.setRight(RowDelegate.paint_badge(painter, line, badge))
        painter.setFont(meta_font)
        painter.setPen(QColor(look.text_2))
        meta = painter.fontMetrics().elidedText(row.subtitle, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), meta)


def _fonts() -> tuple[QFont, QFont, QFont]:
    return ui_font(13.5, QFont.Weight.DemiBold), ui_font(12.5), ui_font(12)


def _marked(painter: QPainter, place: QPoint, width: int, text: str, font: QFont, ink: str, words: str) -> None:
    """Paint one line that ends in an ellipsis where the room ends; it is painted as it stands, never as markup."""
    look = tokens()
    shown = QFontMetrics(font).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
    painter.setPen(QColor(ink))
    marks = marked_places(shown, words) if words else ()
    if not marks:
        painter.setFont(font)
        painter.drawText(QPointF(place.x(), place.y() + QFontMetrics(font).ascent()), shown)
        return
    layout = QTextLayout(shown, font)
    wash = QTextCharFormat()
    wash.setBackground(QColor(look.warning_tint))
    wash.setForeground(QColor(look.text))
    ranges = []
    for start, length in marks:
        each = QTextLayout.FormatRange()
        each.start, each.length, each.format = start, length, wash
        ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(width * 2)
    layout.endLayout()
    layout.draw(painter, QPointF(place))


class ResultList(RecordList):
    """``selected`` follows the arrow keys, ``opened`` is Enter or a double click."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setItemDelegate(_ResultDelegate(self))
