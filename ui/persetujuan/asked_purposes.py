"""Which purposes a person was asked about, and what they said to each: no, until somebody says otherwise."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kotaham_desktop.domain.consent import ASSENTING, PURPOSE_CODES, REFERRAL
from kotaham_desktop.domain.purposes import PURPOSE_MEANINGS
from kotaham_desktop.i18n import N_, _
from ui.persetujuan.wording import purpose_label
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl

ANSWERS = (
    ("refused", N_("Tidak"), BlockColour.ROSE),
    ("given", N_("Ya"), BlockColour.LEAF),
    ("limited", N_("Ya, dengan batas"), BlockColour.AMBER),
    ("asked", N_("Tanya lagi nanti"), BlockColour.INDIGO),
)


class _Asked(QWidget):
    """One purpose: a tick when it was asked, then the answer."""

    changed = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.box = QCheckBox(f"{code}  {purpose_label(code)}".replace("&", "&&"))
        column.addWidget(self.box)
        meaning = Label(_(PURPOSE_MEANINGS[code]), "caption", wrap=True)
        meaning.setContentsMargins(px(27), 0, 0, 0)
        column.addWidget(meaning)
        self._place = QWidget()
        inner = QVBoxLayout(self._place)
        inner.setContentsMargins(px(24), 2, 0, 4)
        self.answer = SegmentedControl(
            [(status, _(label)) for status, label, _colour in ANSWERS],
            name=_("Jawaban {code}").format(code=code),
            colours={status: colour for status, _label, colour in ANSWERS},
        )
        self.answer.set_value("refused")
        inner.addWidget(self.answer)
        self._place.hide()
        column.addWidget(self._place)
        self.box.toggled.connect(self._place.setVisible)
        self.box.toggled.connect(self._toggled)
        self.answer.changed.connect(self.changed)

    def _toggled(self, asked: bool) -> None:
        if not asked:
            self.answer.set_value("refused")
        self.changed.emit()


class AskedPurposes(QWidget):
    """``changed`` follows each tick and each answer. A complaint is asked about by itself."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Label(_("Tandai yang ditanyakan. Selama tidak dipilih lain, jawabannya “Tidak”."), "caption", wrap=True)
        )
        self.ask_all = Button(_("Semua ditanyakan"), "quiet", icon_name="list-checks", on_click=self._ask_all)
        column.addWidget(self.ask_all, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows = {code: _Asked(code) for code in PURPOSE_CODES}
        for code, row in self._rows.items():
            row.changed.connect(partial(self._row_changed, code))
            column.addWidget(row)
        self._apart = Label(
            _("Pengaduan ditanyakan tersendiri: catat jawaban lain dalam catatan yang lain."), "caption", wrap=True
        )
        self._apart.hide()
        column.addWidget(self._apart)

    def said(self) -> dict[str, str]:
        """What was said to each purpose that was asked about."""
        return {code: row.answer.value() for code, row in self._rows.items() if row.box.isChecked()}

    def show_said(self, said: Mapping[str, str]) -> None:
        """Show answers again."""
        for code, status in said.items():
            self._rows[code].box.setChecked(True)
            self._rows[code].answer.set_value(status)

    def assents(self, *purposes: str) -> bool:
        """Whether one of these purposes was said yes to."""
        said = self.said()
        return any(said.get(code) in ASSENTING for code in purposes)

    def box(self, code: str) -> QCheckBox:
        """The tick of a purpose."""
        return self._rows[code].box

    def answer(self, code: str) -> SegmentedControl:
        """The answer to a purpose."""
        return self._rows[code].answer

    def _ask_all(self) -> None:
        for code, row in self._rows.items():
            if code != REFERRAL:
                row.box.setChecked(True)

    def _row_changed(self, code: str) -> None:
        referral = self._rows[REFERRAL].box.isChecked()
        if referral and code == REFERRAL:
            for other, row in self._rows.items():
                if other != REFERRAL and row.box.isChecked():
                    row.box.setChecked(False)
        for other, row in self._rows.items():
            row.box.setEnabled(not referral or other == REFERRAL)
        self.ask_all.setEnabled(not referral)
        self._apart.setVisible(referral)
        self.changed.emit()
