"""An icon that is only looked at."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import icon_pixmap, px


class IconView(QWidget):
    """Draws one icon in a colour named by the tokens, of the look worn at that moment."""

    def __init__(self, icon_name: str, role: str = "text_2", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._role = role
        self._side = px(size)
        self.setFixedSize(self._side, self._side)

    def show_as(self, icon_name: str, role: str) -> None:
        """Change the icon and its colour."""
        self._icon_name, self._role = icon_name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon_pixmap(self._icon_name, self._role, self._side, self.devicePixelRatioF()))
