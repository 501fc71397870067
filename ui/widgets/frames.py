"""Frames and headings that hold a screen together."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.labels import Label


class Card(QFrame):
    """A quiet surface with a hairline border; put things into ``body``."""

    def __init__(self, *, margins: int = 16, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margins, margins, margins, margins)
        self.body.setSpacing(spacing)


class Line(QFrame):
    """A hairline between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "line")


class SectionHeading(QWidget):
    """A heading with its actions at the right end."""

    def __init__(self, text: str, *actions: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.label = Label(text, "heading")
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.label)
        for action in actions:
            row.addWidget(action)


class _Ground(QWidget):
    def minimumSizeHint(self) -> QSize:
        # Qt counts the least height of wrapped text at its least width; here the height at the page's own width holds.
        hint = super().minimumSizeHint()
        layout = self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint


class ScrollPage(QScrollArea):
    """A page that scrolls downwards when the screen is low or the text is large; put things into ``body``."""

    def __init__(self, *, margins: int = 16, spacing: int = 16, widest: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        ground = _Ground()
        ground.setProperty("ground", "none")
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(margins, margins, margins, margins)
        column = QWidget()
        column.setProperty("ground", "none")
        if widest:
            column.setMaximumWidth(widest)
        outer.addWidget(column)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.setWidget(ground)
