"""Text that is painted rather than set in a label: a few lines that break between words and end in an ellipsis."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout


def line_height(font: QFont) -> int:
    """The height of one painted line."""
    return QFontMetrics(font).height()


def lines_of(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text in at most so many lines of a width; the last one carries the ellipsis."""
    one_line = " ".join(text.split())
    if most < 1 or width < 1 or not one_line:
        return []
    layout = QTextLayout(one_line, font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    kept = starts[:most]
    lines = [one_line[start:end].rstrip() for start, end in pairwise(kept)]
    rest = one_line[kept[-1] :] if kept else one_line
    lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines


def paint_lines(painter: QPainter, place: QRect, text: str, font: QFont, most: int) -> int:
    """Paint the text from the top of a place, with the painter's pen; returns the height that it took."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    lines = lines_of(text, font, place.width(), most)
    for number, line in enumerate(lines):
        painter.drawText(QPointF(place.left(), place.top() + number * metrics.height() + metrics.ascent()), line)
    return len(lines) * metrics.height()
