"""One quiet line that tells which keys work on a list; it gives way where the screen is low."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidingLabel

_NEEDS = 440


class WithKeyHints(QWidget):
    """Something to walk with the keyboard, and the keys for it below."""

    def __init__(self, content: QWidget, hints: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(content, 1)
        self._hints = QWidget()
        row = QHBoxLayout(self._hints)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconView("keyboard", "text_3", 16))
        row.addWidget(ElidingLabel(hints, "caption"), 1)
        column.addWidget(self._hints)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hints.setVisible(self.height() >= px(_NEEDS))
