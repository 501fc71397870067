"""Noting what a person asks about their data, and how they were answered."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.data_requests import DataRequest
from kotaham_desktop.domain.records.requests import DATA_REQUEST, OUTCOMES, REQUEST_KINDS
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.i18n import _
from ui.context import Context
from ui.persetujuan.wording import time_words, written_moment
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.date_field import DateField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import ScrollPage
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_fields import ComboBox, LineEdit


class NewRequest(ScrollPage):
    """``noted`` carries the code and the kind that somebody wants to note."""

    noted = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=10)
        self._context = context
        self.body.addWidget(Label(_("Catat permintaan"), "title"))
        self.body.addWidget(
            Label(_("Catat saat diterima, juga bila jawabannya menyusul. Orangnya disebut dengan kode."), "secondary",
                  wrap=True)
        )  # fmt: skip
        self.body.addWidget(Label(_("Kode orang"), "label"))
        self.code = LineEdit("P-7K3-M9Q", name=_("Kode orang"))
        self.body.addWidget(self.code)
        self.body.addWidget(Label(_("Yang diminta"), "label"))
        self.kind = ComboBox(name=_("Yang diminta"))
        for choice in REQUEST_KINDS:
            self.kind.addItem(_(choice.label), choice.code)
        self.body.addWidget(self.kind)
        self.body.addWidget(Label(_("Diterima tanggal, bila bukan sekarang"), "label"))
        self.day = DateField(name=_("Diterima tanggal"))
        self.body.addWidget(self.day)
        row = FlowLayout()
        self.save = Button(_("Catat permintaan"), "primary", on_click=self._save)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.code.returnPressed.connect(self._save)
        self.code.textChanged.connect(self._show_ready)
        self.setEnabled(not context.workshop.read_only)
        self._show_ready()

    @property
    def received(self) -> str:
        """When it was received, empty for now; of a day alone its beginning, so that no time is won by it."""
        day = self.day.value()
        return "" if not day or day == self._context.clock().date().isoformat() else f"{day}T00:00:00"

    def ask(self, code: str = "") -> None:
        """Begin anew."""
        self.code.setText(code)
        self.kind.setCurrentIndex(0)
        self.day.show_value("")
        (self.kind if code else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ready(self) -> None:
        self.save.setEnabled(bool(subject_code(self.code.text())))

    def _save(self) -> None:
        if self.save.isEnabled():
            self.noted.emit(subject_code(self.code.text()), str(self.kind.currentData()))


class AnswerRequest(ScrollPage):
    """One request; ``answered`` carries the outcome and its reason."""

    answered = Signal(str, str)
    person_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=10)
        self._context = context
        self.request_id = ""
        self._subject = ""
        self.heading = Label("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self.facts = Label("", "body", wrap=True)
        self.body.addWidget(self.facts)
        self.countdown = Chip("")
        self.body.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignLeft)
        self.person = Button(_("Buka orang ini"), icon_name="user", on_click=self._go)
        self.body.addWidget(self.person, 0, Qt.AlignmentFlag.AlignLeft)
        self._answering = QWidget()
        column = QVBoxLayout(self._answering)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("Jawaban"), "label"))
        self.outcome = SegmentedControl([(each.code, _(each.label)) for each in OUTCOMES], name=_("Jawaban"))
        column.addWidget(self.outcome)
        column.addWidget(Label(_("Alasan; wajib bila ditolak atau hanya sebagian"), "label"))
        self.reason = GrowingTextEdit(name=_("Alasan"), note=False)
        column.addWidget(self.reason)
        self.save = Button(_("Catat jawaban permintaan"), "primary", on_click=self._save)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._answering)
        self.body.addStretch(1)
        self.outcome.changed.connect(self._show_ready)
        self.reason.edited.connect(self._show_ready)

    def show_request(self, request: DataRequest, now: datetime) -> None:
        """Show a request; what is being written for the same one stays."""
        if request.id != self.request_id:
            self.outcome.set_value("")
            self.reason.show_text("")
        self.request_id, self._subject = request.id, request.subject
        self.heading.setText(f"{request.subject}  {_(DATA_REQUEST.field('kind').choice_label(request.kind))}")
        lines = [
            _("Diterima {moment}").format(moment=written_moment(request.received_at)),
            _("Dijawab paling lambat {moment}").format(moment=written_moment(request.due_at)),
        ]
        if request.received_by:
            lines.append(_("Diterima oleh {name}").format(name=request.received_by))
        if request.answered_at is not None:
            lines.append(_("Dijawab {moment}").format(moment=written_moment(request.answered_at)))
            lines.append(_(DATA_REQUEST.field("outcome").choice_label(request.outcome)))
            lines += [request.reason] if request.reason else []
        self.facts.setText("\n".join(lines))
        self.countdown.setVisible(request.is_open)
        words, colour = time_words(request, now)
        self.countdown.show_as(words, colour, icon_name="clock")
        self._answering.setVisible(request.is_open and not self._context.workshop.read_only)
        self._show_ready()

    def _show_ready(self, *_picked: object) -> None:
        needs_reason = self.outcome.value() in {"refused", "partly"}
        self.save.setEnabled(bool(self.outcome.value()) and (not needs_reason or bool(self.reason.text().strip())))

    def _save(self) -> None:
        self.answered.emit(self.outcome.value(), self.reason.text().strip())

    def _go(self) -> None:
        self.person_wanted.emit(self._subject)
