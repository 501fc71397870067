"""A column that takes no room while everything in it is hidden."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

_ABOUT_HIDING = {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}


class FoldingColumn(QWidget):
    """For messages and panels that come and go in a page: an empty layout would still cost its spacing."""

    def __init__(self, *, spacing: int = 8) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        self._parts: list[QWidget] = []
        self.hide()

    def add(self, part: QWidget) -> None:
        """Put a part below the others."""
        self._parts.append(part)
        self._column.addWidget(part)
        part.installEventFilter(self)
        self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ABOUT_HIDING:
            self._fold()
        return super().eventFilter(watched, event)

    def _fold(self) -> None:
        self.setHidden(all(part.isHidden() for part in self._parts))
