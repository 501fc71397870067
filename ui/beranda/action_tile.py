"""A large button that says what it does and why one would."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import BlockColour, icon_pixmap, px, tokens, ui_font


class ActionTile(QAbstractButton):
    """An icon on its colour, a title and one or two lines of explanation."""

    def __init__(
        self,
        title: str,
        explanation: str,
        icon_name: str,
        colour: BlockColour,
        on_click: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self._explanation = explanation
        self._icon_name = icon_name
        self._colour = colour
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: on_click())

    def explain(self, explanation: str) -> None:
        """Change the lines of explanation."""
        self._explanation = explanation
        self._heights.clear()
        self.setAccessibleDescription(explanation)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = max(px(58), self._text_height(width) + px(28))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.heightForWidth(px(300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(220), px(58))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(QColor(look.surface_2 if hovered or self.isDown() else look.surface))
        edge, width = (look.focus, 2.0) if self.hasFocus() else (look.line_strong if hovered else look.line, 1.0)
        painter.setPen(QPen(QColor(edge), width))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        if not self.isEnabled():
            painter.setOpacity(0.6)
        side = px(38)
        spot = QRectF(px(14), px(14), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.fill(self._colour)))
        painter.drawRoundedRect(spot, 9, 9)
        inner = px(20)
        picture = icon_pixmap(self._icon_name, look.edge(self._colour), inner, self.devicePixelRatioF())
        painter.drawPixmap(round(spot.center().x() - inner / 2), round(spot.center().y() - inner / 2), picture)
        title_font = ui_font(14, QFont.Weight.DemiBold)
        words = self._words(self.width())
        words.moveTop(px(13))
        painter.setFont(title_font)
        painter.setPen(QColor(look.text))
        title_height = self._height(title_font, self.text(), words.width())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(words.left(), words.top(), words.width(), title_height), flags, self.text())
        painter.setFont(ui_font(12))
        painter.setPen(QColor(look.text_2))
        words.setTop(words.top() + title_height + px(2))
        painter.drawText(words, flags, self._explanation)

    def _words(self, width: int) -> QRect:
        return QRect(px(64), 0, max(40, width - px(64) - px(14)), 4000)

    def _text_height(self, width: int) -> int:
        room = self._words(width).width()
        title = self._height(ui_font(14, QFont.Weight.DemiBold), self.text(), room)
        return title + px(2) + self._height(ui_font(12), self._explanation, room)

    @staticmethod
    def _height(font: QFont, text: str, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 4000), Qt.TextFlag.TextWordWrap, text).height()
