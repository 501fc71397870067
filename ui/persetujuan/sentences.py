"""Sentences below one another, replaced as a whole."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.labels import Label, TextRole


class Sentences(QWidget):
    """Plain lines of text."""

    def __init__(self, role: TextRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._labels: list[Label] = []

    @property
    def lines(self) -> list[str]:
        """What is said now."""
        return [label.text() for label in self._labels]

    def show_lines(self, lines: Sequence[str] | Iterable[str]) -> None:
        """Say something else."""
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [Label(line, self._role, wrap=True) for line in lines]
        for label in self._labels:
            self._column.addWidget(label)
