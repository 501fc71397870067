"""A thin bar that shows at a glance how the sectors of a group are balanced; the words beside it say the same."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BlockColour, px, tokens
from ui.widgets.chips import SECTOR_COLOURS


class SectorBar(QWidget):
    """One stretch for each sector, as long as its share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sectors: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sectors(self, sectors: Mapping[str, int]) -> None:
        """Show how many people of each sector there are."""
        self._sectors = sectors
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(80), px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setClipPath(path)
        painter.fillRect(whole, QColor(look.line))
        total = sum(self._sectors.values())
        left = whole.left()
        for code, count in self._sectors.items():
            if count:
                width = whole.width() * count / total
                colour = SECTOR_COLOURS.get(code, BlockColour.GREY)
                painter.fillRect(QRectF(left, whole.top(), width - 1, whole.height()), QColor(look.edge(colour)))
                left += width
        painter.setPen(Qt.PenStyle.NoPen)
        painter.end()
