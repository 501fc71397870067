"""A small coloured word. The word says it; the colour only helps to find it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BlockColour, icon_pixmap, px, tokens, ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Chip(QWidget):
    """A word on a pale fill, with an optional icon before it."""

    def __init__(
        self,
        text: str,
        colour: BlockColour = BlockColour.GREY,
        *,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = ""
        self.show_as(text, colour, icon_name=icon_name)

    def show_as(self, text: str, colour: BlockColour, *, icon_name: str = "") -> None:
        """Change the word, its colour and its icon together."""
        self._text, self._colour, self._icon_name = text, colour, icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + px(20), QFontMetrics(ui_font(12, QFont.Weight.DemiBold)).height() + px(8))

    def _content_width(self) -> int:
        side = px(18) if self._icon_name else 0
        return side + QFontMetrics(ui_font(12, QFont.Weight.DemiBold)).horizontalAdvance(self._text)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(48)), self.sizeHint().height())

    def paintEvent(self, event: "QPaintEvent") -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill(self._colour)))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        left = max(px(10), (self.width() - self._content_width()) // 2)
        ink = look.edge(self._colour)
        if self._icon_name:
            side = px(13)
            picture = icon_pixmap(self._icon_name, ink, side, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, picture)
            left += px(18)
        painter.setFont(ui_font(12, QFont.Weight.DemiBold))
        painter.setPen(QColor(ink if self._colour is not BlockColour.GREY else look.text_2))
        room = self.rect().adjusted(left, 0, -px(8), 0)
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
