"""A few rows of words and numbers that are only read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.labels import Label, TextRole

_ROLES: tuple[TextRole, ...] = ("body", "strong", "body", "secondary")


class FactTable(QWidget):
    """Names at the left, numbers at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, ...]] = []
        self._labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The words of each row, without the headings."""
        return self._rows

    def show_rows(self, rows: Sequence[tuple[str, ...]], headings: tuple[str, ...] = ()) -> None:
        """Show other rows."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        self._rows = list(rows)
        for column, heading in enumerate(headings):
            self._put(0, column, heading, "label")
        for place, words in enumerate(rows, start=1):
            for column, word in enumerate(words):
                self._put(place, column, word, _ROLES[column])

    def _put(self, row: int, column: int, text: str, role: TextRole) -> None:
        label = Label(text, role, wrap=column == 0)
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, row, column)
        self._labels.append(label)
