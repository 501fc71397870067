"""Noting what a person answered: the purposes first, then how it was asked; nothing is a yes until somebody says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.consent import ASSENTING
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import CONSENT
from kotaham_desktop.i18n import _
from ui.choices import WorkshopChoices
from ui.context import Context
from ui.persetujuan.asked_purposes import AskedPurposes
from ui.persetujuan.proof_fields import EvidenceField, InformationField
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.field_block import FieldBlock
from ui.widgets.field_editors import editor_for
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Line, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kotaham_desktop.application.consent_commands import Withdrawal

SAVE_KEY = "Ctrl+Return"
_FIELDS = (
    "given_by", "age_band", "capacity_note", "language", "told_risks", "told_withdraw", "method", "witness", "asked_by",
    "attribution", "media", "geo", "restrictions", "retention_until", "review_at",
)  # fmt: skip
_ALWAYS_WIDE = frozenset({"told_risks", "told_withdraw", "restrictions"})
_WHERE: Mapping[str, str] = MappingProxyType(
    {
        "consent_guardian_missing": "given_by",
        "consent_limit_missing": "restrictions",
        "consent_media_missing": "media",
        "consent_method_missing": "method",
        "consent_not_informed": "told_risks",
        "consent_witness_missing": "witness",
    }
)
"""The field in which a refused answer is mended."""
_TWO_COLUMNS_FROM = 520


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer that was being noted: whose, what was said, and how it was asked."""

    code: str
    said: Mapping[str, str]
    values: Mapping[str, Value]
    information: tuple[str, str]
    evidence: str


class AnswerForm(ScrollPage):
    """One answer of one person; ``noted`` carries what it brought about, ``left`` that nothing was noted."""

    noted = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=12)
        self._context = context
        self._code = ""
        self._columns = 0
        self._arranged: list[QWidget] = []
        self._left_out: frozenset[str] = frozenset()
        self.heading = Label("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self.body.addWidget(Label(_("Yang ditanyakan"), "heading"))
        self.purposes = AskedPurposes()
        self.body.addWidget(self.purposes)
        self.body.addWidget(Line())
        self.body.addWidget(Label(_("Bagaimana ditanyakan"), "heading"))
        self.information = InformationField()
        self.evidence = EvidenceField(context)
        choices = WorkshopChoices(context.workshop, context.reference)
        self._blocks: dict[str, FieldBlock] = {}
        for name in _FIELDS:
            field = CONSENT.field(name)
            self._blocks[name] = FieldBlock(field, editor_for(field, choices))
            self._blocks[name].editor.changed.connect(self._show_needed)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self.body.addLayout(self._grid)
        self._arrange(1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        self.messages = MessageBar()
        column.addWidget(self.messages)
        row = FlowLayout()
        self.save = Button(_("Catat jawaban"), "primary", hint=_("Catat jawaban (Ctrl+Enter)"), on_click=self._save)
        row.addWidget(self.save)
        row.addWidget(Button(_("Batal"), "quiet", hint=_("Batal (Esc)"), on_click=self.left.emit))
        column.addLayout(row)
        self.body.addWidget(foot)
        self.body.addStretch(1)
        key = QShortcut(QKeySequence(SAVE_KEY), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._save)
        self.purposes.changed.connect(self._show_needed)
        self.information.failed.connect(self.messages.show_error)
        self.evidence.failed.connect(self.messages.show_error)

    def ask(self, code: str, name: str = "") -> None:
        """Begin an answer of a person, with nothing said yes to."""
        self._code = code
        who = f"{code}  {name}".strip()
        self.heading.setText(_("Jawaban {who}").format(who=who))
        for box in [self.purposes.box(each.code) for each in CONSENT.field("purpose").choices]:
            box.setChecked(False)
        for name_of_field, block in self._blocks.items():
            block.editor.show_value(CONSENT.field(name_of_field).default)
        self._blocks["asked_by"].editor.show_value(self._context.workshop.author)
        self.information.reset()
        self.evidence.reset()
        self.messages.hide()
        self._show_needed()
        self.verticalScrollBar().setValue(0)
        self.purposes.box("P1").setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> AnswerDraft | None:
        """What is being filled in, None while nothing was asked yet."""
        said = self.purposes.said()
        if not said:
            return None
        values = {name: block.editor.value() for name, block in self._blocks.items()}
        return AnswerDraft(self._code, said, values, self.information.state, self.evidence.sha256)

    def resume(self, draft: AnswerDraft, name: str = "") -> None:
        """Go on with what was being filled in."""
        self.ask(draft.code, name)
        self.purposes.show_said(draft.said)
        for field, value in draft.values.items():
            self._blocks[field].editor.show_value(value)
        self.information.show_state(*draft.information)
        self.evidence.show_fingerprint(draft.evidence)
        self._show_needed()

    def block(self, name: str) -> FieldBlock:
        """The block of a field; raises ``KeyError``."""
        return self._blocks[name]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= px(_TWO_COLUMNS_FROM) else 1)

    def _show_needed(self) -> None:
        """Ask only for what the answers so far need."""
        asks, value = self.purposes, self._value
        said = asks.said()
        assents = any(status in ASSENTING for status in said.values())
        needed = {
            "told_risks": assents,
            "told_withdraw": assents,
            "witness": value("method") == "witnessed_verbal" or bool(value("witness")),
            "capacity_note": value("given_by") in {"assisted", "guardian"} or bool(value("capacity_note")),
            "attribution": asks.assents("P5"),
            "media": asks.assents("P6", "P7"),
            "geo": asks.assents("P3", "P4", "P5"),
            "restrictions": "limited" in said.values(),
            "retention_until": assents,
            "review_at": assents or "asked" in said.values(),
        }
        self._left_out = frozenset(name for name, shown in needed.items() if not shown)
        self._arrange(max(self._columns, 1))
        for name, shown in needed.items():
            self._blocks[name].setVisible(shown)
        needs_guardian = value("age_band") == "child" and assents and value("given_by") != "guardian"
        self._blocks["given_by"].show_problem(
            _("Untuk anak di bawah 18 tahun, orang tua atau wali yang memberi persetujuan.") if needs_guardian else ""
        )
        self.save.setEnabled(bool(said))

    def _value(self, name: str) -> str:
        return str(self._blocks[name].editor.value() or "")

    def _details(self) -> dict[str, Value]:
        details: dict[str, Value] = {}
        for name, block in self._blocks.items():
            if name not in self._left_out:
                details[name] = block.editor.value()
        if self.evidence.sha256:
            details["evidence_sha256"] = self.evidence.sha256
        return details

    def _save(self) -> None:
        from kotaham_desktop.application.consent_commands import answers  # noqa: PLC0415 - late: the engine

        said = self.purposes.said()
        unclear = []
        for name, block in self._blocks.items():
            problem = "" if name in self._left_out else block.editor.problem
            unclear += [block] if problem else []
            if name != "given_by":
                block.show_problem(problem)
        if not said or unclear:
            (unclear[0].editor if unclear else self.purposes.box("P1")).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            told: Withdrawal = answers(
                self._context.workshop, self._code, said, info_text=self.information.text(), details=self._details()
            )
        except ExpectedError as error:
            self.messages.show_error(error)
            if error.code in _WHERE:
                self._blocks[_WHERE[error.code]].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.noted.emit(told)

    def _arrange(self, columns: int) -> None:
        """Set the fields that are asked for without holes between them."""
        parts: list[QWidget] = [block for name, block in self._blocks.items() if name not in self._left_out]
        parts += [self.information, self.evidence]
        if (columns, parts) == (self._columns, self._arranged):
            return
        for part in self._arranged:
            self._grid.removeWidget(part)
        self._columns, self._arranged = columns, parts
        row, place = 0, 0
        for part in parts:
            wide = columns == 1 or (isinstance(part, FieldBlock) and part.editor.field.name in _ALWAYS_WIDE)
            if wide and place:
                row, place = row + 1, 0
            self._grid.addWidget(part, row, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += columns if wide else 1
            if place >= columns:
                row, place = row + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
