"""Text on the screen. It is always plain: what people wrote in a note can never act as markup."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

from ui.widgets.tips import plain_tip

TextRole = Literal[
    "display", "title", "heading", "subheading", "body", "strong", "secondary", "caption", "label", "error"
]


class Label(QLabel):
    """Plain text in one role of the type scale."""

    def __init__(
        self, text: str = "", role: TextRole = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)


class ElidingLabel(Label):
    """One line that ends in an ellipsis where the room ends, and shows itself whole in its tooltip."""

    def __init__(self, text: str = "", role: TextRole = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, super().sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self._elided() != self.text() else "")

    def paintEvent(self, event: "QPaintEvent") -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._elided())

    def _elided(self) -> str:
        one_line = self.text().replace("\n", " ")
        return self.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, self.contentsRect().width())
