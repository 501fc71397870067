"""Which column of the table means what: the heading with a few of its cells, and a choice beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop.exchange.person_import import ColumnMapping, importable_fields
from kotaham_desktop.exchange.table import Table
from kotaham_desktop.i18n import _
from ui.theme import px
from ui.widgets.labels import ElidingLabel
from ui.widgets.text_fields import ComboBox

_EXAMPLES = 3


class ColumnMappingEditor(QWidget):
    """``changed`` carries the mapping after each choice."""

    changed = Signal(object)

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        super().__init__()
        self.mapping = mapping
        self._codes = ["", *(field.name for field in importable_fields())]
        self.combos: list[ComboBox] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for index, heading in enumerate(table.headers):
            examples = [row.cell(index) for row in table.rows if row.cell(index)][:_EXAMPLES]
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(ElidingLabel(heading, "strong"))
            words.addWidget(ElidingLabel(", ".join(" ".join(one[:60].split()) for one in examples), "caption"))
            grid.addLayout(words, index, 0)
            combo = ComboBox(name=_("Isi kolom {heading}").format(heading=heading))
            combo.setFixedWidth(px(156))
            combo.addItem(_("Abaikan"))
            for field in importable_fields():
                combo.addItem(_(field.label))
            combo.currentIndexChanged.connect(lambda place, column=index: self._choose(column, place))
            grid.addWidget(combo, index, 1)
            self.combos.append(combo)
        self._show()

    def _choose(self, column: int, place: int) -> None:
        if self._codes[place] == self.mapping.fields[column]:
            return
        self.mapping = self.mapping.with_column(column, self._codes[place])
        self._show()
        self.changed.emit(self.mapping)

    def _show(self) -> None:
        for combo, name in zip(self.combos, self.mapping.fields, strict=True):
            combo.setCurrentIndex(self._codes.index(name) if name in self._codes else 0)
