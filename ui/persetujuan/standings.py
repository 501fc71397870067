"""Where one person stands on every purpose, with what each purpose means."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.subjects import STANDING_LABELS, SubjectLine
from kotaham_desktop.domain.consent import PURPOSE_CODES
from kotaham_desktop.domain.purposes import PURPOSE_MEANINGS
from kotaham_desktop.i18n import _
from ui.persetujuan.wording import STANDING_COLOURS, STANDING_ICONS, purpose_label
from ui.theme import BlockColour
from ui.widgets.chip import Chip
from ui.widgets.labels import Label


class Standings(QWidget):
    """Ten lines that stay; only what they say changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._chips: dict[str, Chip] = {}
        self._needs: dict[str, Label] = {}
        for place, code in enumerate(PURPOSE_CODES):
            grid.addWidget(Chip(code, BlockColour.TEAL), place, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(Label(purpose_label(code), "strong", wrap=True))
            words.addWidget(Label(_(PURPOSE_MEANINGS[code]), "caption", wrap=True))
            need = Label(_("Dibutuhkan oleh catatan yang sudah ada."), "error", wrap=True)
            words.addWidget(need)
            grid.addLayout(words, place, 1)
            chip = Chip("")
            grid.addWidget(chip, place, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            self._chips[code], self._needs[code] = chip, need
        grid.setColumnStretch(1, 1)

    def show_line(self, line: SubjectLine) -> None:
        """Show where a person stands, and mark what is missing."""
        for code, chip in self._chips.items():
            standing = line.standings[code]
            missing = code in line.missing
            colour = BlockColour.ROSE if missing else STANDING_COLOURS[standing]
            icon_name = "triangle-alert" if missing else STANDING_ICONS[standing]
            chip.show_as(_(STANDING_LABELS[standing]), colour, icon_name=icon_name)
            self._needs[code].setVisible(missing)

    def word(self, code: str) -> str:
        """What is said about a purpose."""
        return self._chips[code].text()

    def is_marked(self, code: str) -> bool:
        """Whether a purpose is marked as missing."""
        return not self._needs[code].isHidden()
