"""Taking consent back: what that brings about is told before it is noted, and what cannot be brought back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kotaham_desktop.application.consent_commands import foresee_withdrawal, withdraw
from kotaham_desktop.application.subjects import subject_line
from kotaham_desktop.domain.consent import PURPOSE_CODES
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, LEVEL_LABELS, Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.wording import form_word, moment, purpose_label, record_title
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit

if TYPE_CHECKING:
    from kotaham_desktop.application.consent_commands import LeftAlready, Lowered, Withdrawal

_STANDING = frozenset({"given", "limited", "expired", "asked"})


class WithdrawPanel(ScrollPage):
    """``noted`` carries what the withdrawal brought about, ``left`` that nothing was noted."""

    noted = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=12)
        self._context = context
        self._code = ""
        self.heading = Label("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self._nothing = Label(
            _("Orang ini belum memberi izin apa pun. Pencabutan tetap dapat dicatat bila ia memintanya."),
            "secondary",
            wrap=True,
        )
        self.body.addWidget(self._nothing)
        self._boxes = {code: QCheckBox(f"{code}  {purpose_label(code)}".replace("&", "&&")) for code in PURPOSE_CODES}
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        self.body.addLayout(boxes)
        for box in self._boxes.values():
            boxes.addWidget(box)
            box.toggled.connect(self._foresee)
        self.body.addWidget(Label(_("Cara mencabut"), "label"))
        self.how = LineEdit(_("Misalnya: lisan kepada fasilitator"), name=_("Cara mencabut"))
        self.body.addWidget(self.how)
        card = Card(spacing=6)
        card.body.addWidget(Label(_("Yang akan terjadi"), "heading"))
        self._effects = QWidget()
        self._lines = QVBoxLayout(self._effects)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(5)
        card.body.addWidget(self._effects)
        self.body.addWidget(card)
        row = FlowLayout()
        self.confirm = Button(_("Catat pencabutan"), "danger", on_click=self._confirm)
        row.addWidget(self.confirm)
        row.addWidget(Button(_("Batal"), "quiet", hint=_("Batal (Esc)"), on_click=self.left.emit))
        self.body.addLayout(row)
        self.body.addStretch(1)

    def ask(self, code: str, name: str = "") -> None:
        """Begin with everything that stands now ticked."""
        self._code = code
        who = f"{code}  {name}".strip()
        self.heading.setText(_("Cabut persetujuan {who}").format(who=who))
        standings = subject_line(self._context.workshop, code).standings
        standing = [purpose for purpose in PURPOSE_CODES if standings[purpose] in _STANDING]
        self._nothing.setVisible(not standing)
        for purpose, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(purpose in standing)
            box.blockSignals(False)
        self.how.clear()
        self._foresee()
        self.verticalScrollBar().setValue(0)
        self._boxes[standing[0] if standing else "P1"].setFocus(Qt.FocusReason.OtherFocusReason)

    def box(self, purpose: str) -> QCheckBox:
        """The tick of a purpose."""
        return self._boxes[purpose]

    @property
    def effects(self) -> list[str]:
        """What is told that will happen."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        shown = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in shown if isinstance(widget, Label)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(purpose for purpose, box in self._boxes.items() if box.isChecked())

    def _foresee(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        chosen = self._chosen()
        self.confirm.setEnabled(bool(chosen))
        if not chosen:
            self._lines.addWidget(Label(_("Pilih tujuan yang dicabut."), "secondary", wrap=True))
            return
        for sentence in effects(
            self._context.workshop.record, foresee_withdrawal(self._context.workshop, self._code, chosen)
        ):
            self._lines.addWidget(Label(sentence, "body", wrap=True))

    def _confirm(self) -> None:
        how, chosen = self.how.text().strip(), self._chosen()
        told = attempt(self._context, lambda: withdraw(self._context.workshop, self._code, chosen, how))
        if told is not None:
            self.noted.emit(told)


def effects(record: Callable[[str], Record], told: "Withdrawal") -> list[str]:
    """What a withdrawal brings about and what it cannot bring back, one sentence each."""
    n = len(told.lowered)
    if n:
        sentences = [
            ngettext("{n} catatan menjadi lebih tertutup:", "{n} catatan menjadi lebih tertutup:", n).format(n=n)
        ]
        sentences += [_lowered(record(one.record_id), one) for one in told.lowered]
    else:
        sentences = [_("Tidak ada catatan yang perlu ditutup.")]
    sentences.append(_("Catatan lama dalam buku persetujuan tetap ada; pencabutan ditambahkan."))
    certain = [one for one in told.left_already if one.names]
    perhaps = [one for one in told.left_already if not one.names]
    if certain:
        sentences.append(_("Sudah keluar dan tidak dapat ditarik kembali:"))
        sentences += _departures(certain)
    if perhaps:
        sentences.append(_("Mungkin memuat cerita orang ini dan sudah keluar:"))
        sentences += _departures(perhaps)
    if told.left_already:
        sentences.append(_("Hubungi penerimanya dan minta menghapus atau tidak memakainya lagi."))
    return sentences


def _lowered(record: Record, one: "Lowered") -> str:
    return _("–  {title}: dari {before} menjadi {after}").format(
        title=record_title(record), before=_(LEVEL_LABELS[one.before]), after=_(LEVEL_LABELS[one.after])
    )


def _departures(left: Sequence["LeftAlready"]) -> list[str]:
    lines = []
    for one in left:
        audience = one.export.text("audience")
        label = _(AUDIENCE_LABELS[Audience(audience)]) if audience in {*Audience} else audience
        words = (moment(one.export.text("at")), form_word(one.export.text("form")), label, one.export.text("made_by"))
        lines.append("–  " + " · ".join(filter(None, words)))
    return lines
