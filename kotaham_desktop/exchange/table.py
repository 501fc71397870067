"""A table as plain data: what was read from a spreadsheet or a paste, before anyone decides what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kotaham_desktop.i18n import _

MAX_ROWS = 5_000
"""Rows taken from one sheet; the largest training had a tenth of that."""
MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a table should know: Indonesian source text, filled with values and declared labels."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def text(self) -> str:
        """The sentence in the current language."""
        labels = {name: _(label) for name, label in self.labels.items()}
        return _(self.sentence).format(**self.values, **labels)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with the number it has in its own program, its cells as text, and which of them were formulas."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, index: int) -> str:
        """The text of a column, empty where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it was read, blank rows left out."""

    name: str
    rows: tuple[TableRow, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose heading row was found; ``header_row`` is 0 where it has none and columns are called A, B, C."""

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notices: tuple[Notice, ...] = ()


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
