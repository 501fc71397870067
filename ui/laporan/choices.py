"""The left column of Laporan: which report, for whom, in which language, with which parts."""

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.i18n import LANGUAGES, N_, _, current_language
from kotaham_desktop.reports.options import KIND_LABELS, ReportKind, ReportOptions, parts_of
from ui.theme import BlockColour
from ui.widgets.frames import Line
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_fields import ComboBox
from ui.widgets.tips import plain_tip

AUDIENCE_MEANINGS = {
    Audience.TEAM: N_("Berisi nama dan cerita tim. Jangan dibagikan di luar tim pelaksana."),
    Audience.PARTICIPANTS: N_("Tanpa nama orang dan tanpa cerita yang tidak diizinkan untuk peserta."),
    Audience.PUBLIC: N_("Hanya yang boleh dibaca siapa saja; nama disamarkan."),
}
_COLOURS = {
    Audience.TEAM.value: BlockColour.ROSE,
    Audience.PARTICIPANTS.value: BlockColour.AMBER,
    Audience.PUBLIC.value: BlockColour.LEAF,
}


def described(options: ReportOptions) -> str:
    """The choices in one line, from which ``ReportChoices.choose`` makes the same ones again."""
    parts = None if options.parts is None else sorted(options.parts)
    chosen = {"kind": options.kind.value, "language": options.language, "parts": parts}
    return json.dumps(chosen, separators=(",", ":"))


class ReportChoices(QWidget):
    """``changed`` tells that another report is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._left_out: set[str] = set()
        self._added: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("Laporan"), "label"))
        self.kind = ComboBox(name=_("Jenis laporan"))
        for kind in ReportKind:
            self.kind.addItem(_(KIND_LABELS[kind]), kind.value)
        column.addWidget(self.kind)
        column.addSpacing(4)
        column.addWidget(Label(_("Untuk siapa"), "label"))
        self.audience = SegmentedControl(
            [(one.value, _(AUDIENCE_LABELS[one])) for one in Audience], name=_("Untuk siapa"), colours=_COLOURS
        )
        self.audience.set_value(Audience.TEAM.value)
        column.addWidget(self.audience)
        self._meaning = Label("", "caption", wrap=True)
        column.addWidget(self._meaning)
        column.addSpacing(4)
        column.addWidget(Label(_("Bahasa laporan"), "label"))
        self.language = ComboBox(name=_("Bahasa laporan"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        column.addWidget(self.language)
        column.addSpacing(8)
        column.addWidget(Line())
        column.addSpacing(4)
        column.addWidget(Label(_("Bagian"), "label"))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(0)
        column.addLayout(self._parts)
        column.addStretch(1)
        self.kind.currentIndexChanged.connect(self._offer_parts)
        self.audience.changed.connect(self._offer_parts)
        self.language.currentIndexChanged.connect(self.changed)
        self._offer_parts()

    def options(self) -> ReportOptions:
        """What is chosen now."""
        chosen = frozenset(part_id for part_id, box in self._boxes.items() if box.isChecked())
        return ReportOptions(self._kind(), self._audience(), str(self.language.currentData()), chosen)

    def part(self, part_id: str) -> QCheckBox:
        """The box of one part; raises ``KeyError``."""
        return self._boxes[part_id]

    def choose(self, audience: Audience, description: str) -> None:
        """Make the choices that somebody described, as far as they are known here."""
        try:
            wanted = json.loads(description)
        except ValueError:
            wanted = {}
        wanted = wanted if isinstance(wanted, dict) else {}
        for box, value in ((self.kind, wanted.get("kind")), (self.language, wanted.get("language"))):
            box.setCurrentIndex(max(0, box.findData(value)))
        if audience.value != self.audience.value():
            self.audience.set_value(audience.value)
            self._offer_parts()
        parts = wanted.get("parts")
        if isinstance(parts, list):
            for part_id, part in self._boxes.items():
                part.setChecked(part_id in parts)

    def _kind(self) -> ReportKind:
        return ReportKind(str(self.kind.currentData()))

    def _audience(self) -> Audience:
        return Audience(self.audience.value() or Audience.TEAM.value)

    def _offer_parts(self, *_changed: object) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._boxes = {}
        for part in parts_of(self._kind(), self._audience()):
            box = QCheckBox(part.label.replace("&", "&&"))
            # The longest part name must not push the column wider than the card that holds it.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(plain_tip(part.label))
            box.setAccessibleName(part.label)
            # What somebody chose for the team holds for the public too, where the part exists.
            box.setChecked(part.id in self._added or (part.by_default and part.id not in self._left_out))
            box.checkStateChanged.connect(lambda state, part_id=part.id: self._chosen(part_id, state))
            self._parts.addWidget(box)
            self._boxes[part.id] = box
        self._meaning.setText(_(AUDIENCE_MEANINGS[self._audience()]))
        self.changed.emit()

    def _chosen(self, part_id: str, state: Qt.CheckState) -> None:
        wanted = state is Qt.CheckState.Checked
        (self._added if wanted else self._left_out).add(part_id)
        (self._left_out if wanted else self._added).discard(part_id)
        self.changed.emit()
