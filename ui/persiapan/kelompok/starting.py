"""What the groups show while there are none: how many shall there be?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.group_commands import MOST_GROUPS
from kotaham_desktop.i18n import _, ngettext
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.text_fields import SpinBox

_USUAL = 4


class StartingGroups(QWidget):
    """``wanted`` carries the number."""

    wanted = Signal(int)

    def __init__(self, *, can_write: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(IconView("layout-grid", "text_3", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        sentence = Label(_("Belum ada kelompok. Berapa kelompok yang dibutuhkan?"), "secondary", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.count = SpinBox(1, MOST_GROUPS, name=_("Jumlah kelompok"))
        self.count.setFixedWidth(px(76))
        self.count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.count.setEnabled(can_write)
        row.addWidget(self.count)
        self.button = Button("", "primary", icon_name="plus", on_click=lambda: self.wanted.emit(self.count.value()))
        self.button.setEnabled(can_write)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.count.valueChanged.connect(self._show_count)
        self.count.setValue(_USUAL)

    def _show_count(self, count: int) -> None:
        self.button.setText(ngettext("Buat {n} kelompok", "Buat {n} kelompok", count).format(n=count))
        self.button.setAccessibleName(self.button.text())
