"""One difference: which record and field, every value as it reads, and a button to let one of them hold."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.sintesis.kinds import Look
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.tips import plain_tip

_BESIDE_FROM = 560


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """One value in words, who gave it and when; ``holds`` when it stands in the record for now."""

    value: str
    origin: str
    holds: bool


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """What a card says."""

    id: str
    look: Look
    record: str
    field: str
    candidates: tuple[CandidateWords, ...]


class DifferenceCard(Card):
    """The number keys choose while something in the card has the focus."""

    def __init__(self, words: DifferenceWords, choose: Callable[[str, int], None]) -> None:
        super().__init__(margins=16, spacing=10)
        self.words = words
        self._choose = choose
        self.setAccessibleName(f"{words.record}. {words.field}")
        head = QWidget()
        flow = FlowLayout(head, spacing=6)
        flow.addWidget(Chip(words.look.label, words.look.colour, icon_name=words.look.icon_name))
        flow.addWidget(Chip(words.field, BlockColour.GREY))
        self.body.addWidget(head)
        self.body.addWidget(Label(words.record, "subheading", wrap=True))
        self.buttons: list[Button] = []
        for number, candidate in enumerate(words.candidates):
            self.body.addWidget(self._candidate(number, candidate))

    def _candidate(self, number: int, candidate: CandidateWords) -> QFrame:
        well = QFrame()
        well.setProperty("frame", "well")
        row = QHBoxLayout(well)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(3)
        value = Label(candidate.value or _("(dikosongkan)"), "strong" if candidate.value else "secondary", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(value)
        origin = Label(candidate.origin, "caption", wrap=True)
        column.addWidget(origin)
        row.addLayout(column, 1)
        if candidate.holds:
            chip = Chip(_("Dipakai sementara"), BlockColour.AMBER)
            chip.setToolTip(_("Nilai ini yang tampil sampai ada yang memutuskan."))
            row.addWidget(chip)
        keys = str(number + 1) if number < 9 else ""
        button = Button(_("Pakai ini"), "secondary", icon_name="check", on_click=lambda: self._take(number))
        button.setMinimumWidth(px(116))
        button.setAccessibleName(_("Pakai “{value}”").format(value=candidate.value or _("(dikosongkan)")))
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            button.setToolTip(plain_tip(_("Pakai ini (tombol {key})").format(key=keys)))
        self.buttons.append(button)
        row.addWidget(button)
        return well

    def _take(self, number: int) -> None:
        self._choose(self.words.id, number)

    def set_read_only(self) -> None:
        """Let the user read only."""
        for button in self.buttons:
            button.setEnabled(False)
