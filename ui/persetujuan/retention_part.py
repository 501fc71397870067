"""How long work is kept: what is due, destroyed with a certificate; and the end of a whole training."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from kotaham_desktop.domain.dates import written_date
from kotaham_desktop.domain.levels import LEVEL_LABELS, Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.domain.retention import Due, last_day, policy_of
from kotaham_desktop.i18n import N_, _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.certificates import choose_certificate, write_certificate
from ui.persetujuan.ending_card import EndingCard
from ui.persetujuan.erasing_panel import places_of
from ui.persetujuan.erasure_words import plan_sentences, result_sentences
from ui.persetujuan.sentences import Sentences
from ui.persetujuan.wording import record_title
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar, Tone
from ui.widgets.record_list import Badge, RecordList, Row
from ui.widgets.text_fields import LineEdit

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.domain.erasure import ErasureResult

CONFIRMATION = N_("MUSNAHKAN")
"""What is typed before anything is destroyed."""
_RULES = {
    "level": N_("waktu simpan tingkatnya sudah lewat"),
    "consent": N_("lebih lama daripada yang diminta orangnya"),
    "trash": N_("sudah dihapus lebih dari sebulan"),
    "ledger": N_("persetujuan tanpa catatan yang tersisa"),
}
_LONGEST_LIST = 320


class RetentionPart(ScrollPage):
    """Shows what is due and destroys it when somebody types that they mean it."""

    def __init__(self, context: Context) -> None:
        super().__init__(margins=0, spacing=14)
        self._context = context
        self._workshop = context.workshop
        self._is_stale = True
        self._day = date.min
        self.told = MessageBar()
        self.body.addWidget(self.told)
        self.body.addWidget(self._rules_card())
        self.body.addWidget(self._due_card())
        self.ending = EndingCard(context)
        self.body.addWidget(self.ending)
        self.body.addStretch(1)
        context.bridge.changed.connect(self._changed)

    def _rules_card(self) -> QWidget:
        card = Card(spacing=6)
        card.body.addWidget(Label(_("Waktu simpan"), "heading"))
        self.rules = Sentences()
        card.body.addWidget(self.rules)
        card.body.addWidget(
            Label(
                _("Aturan arsip lembaga Anda lebih tinggi daripada angka ini; ubah di Persiapan, bagian Informasi."),
                "caption",
                wrap=True,
            )
        )
        return card

    def _due_card(self) -> QWidget:
        card = Card(spacing=8)
        self.count = Label("", "heading", wrap=True)
        card.body.addWidget(self.count)
        self.list = RecordList(name=_("Sudah waktunya dimusnahkan"))
        card.body.addWidget(self.list)
        self.plan = Sentences()
        card.body.addWidget(self.plan)
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(_("Ketik {word} untuk memastikan").format(word=_(CONFIRMATION)), "label"))
        self.typed = LineEdit(name=_("Kata untuk memastikan"))
        self.typed.textChanged.connect(self._show_ready)
        column.addWidget(self.typed)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Pemusnahan berlangsung"))
        column.addWidget(self.progress)
        self.progress.hide()
        self.run = Button(_("Musnahkan yang jatuh tempo"), "danger", icon_name="trash-2", on_click=self._destroy)
        column.addWidget(self.run, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._asking)
        return card

    def wake(self) -> None:
        """Count anew if something has changed."""
        from kotaham_desktop.application.retention import due_for_destruction, plan_retention  # noqa: PLC0415 - late

        if self._context.session.workshop is not self._workshop:
            return
        today = self._context.clock().date()
        if not self._is_stale and today == self._day:
            return
        self._is_stale, self._day = False, today
        about = self._workshop.record(WORKSHOP_ID)
        self.rules.show_lines(_rule_sentences(about))
        due = due_for_destruction(self._workshop)
        n = len(due)
        self.count.setText(
            ngettext("{n} catatan sudah waktunya dimusnahkan", "{n} catatan sudah waktunya dimusnahkan", n).format(n=n)
        )
        self.list.set_rows([_due_row(each, self._workshop.record(each.record_id)) for each in due])
        self.list.setFixedHeight(min(self.list.height_of_rows(), px(_LONGEST_LIST)))
        self.list.setVisible(n > 0)
        self.plan.show_lines(plan_sentences(plan_retention(self._workshop), self._workshop.record)[-1:] if n else ())
        self._asking.setVisible(n > 0 and not self._workshop.read_only)
        self._show_ready()

    def take_focus(self) -> None:
        """Begin at the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ready(self) -> None:
        self.run.setEnabled(self.typed.text().strip() == _(CONFIRMATION))

    def _destroy(self) -> None:
        from kotaham_desktop.application.retention import run_retention  # noqa: PLC0415 - late: start-up

        if not self.run.isEnabled() or not self._context.unsaved.save_all():
            return
        self.run.setEnabled(False)
        self.progress.show()
        self.repaint()
        result = attempt(
            self._context,
            lambda: run_retention(
                self._workshop,
                asked_by=self._workshop.author or _("aturan waktu simpan"),
                places=places_of(self._context),
                progress=self._show_progress,
            ),
        )
        self.progress.hide()
        self.typed.clear()
        self._is_stale = True
        self.wake()
        if result is not None:
            self._tell(result)

    def _tell(self, result: "ErasureResult") -> None:
        first, *others = result_sentences(result)
        tone: Tone = "warning" if result.to_do else "success"
        self.told.show_message(
            tone,
            _("Pemusnahan selesai: {what}.").format(what=first),
            "\n".join(others),
            (_("Simpan berita acara"), lambda: self._keep_certificate(result)),
        )

    def _keep_certificate(self, result: "ErasureResult") -> None:
        path = choose_certificate(self, result.certificate)
        if path is not None:
            write_certificate(self._context, result.certificate, path)

    def _show_progress(self, share: float) -> None:
        # The document belongs to this thread and nothing else may touch it now: painted at once, without other events.
        self.progress.setValue(round(share * 100))
        self.progress.repaint()

    @Slot(object)
    def _changed(self, change: "Change") -> None:  # noqa: ARG002 - whatever changes may be due or not
        self._is_stale = True


def _rule_sentences(about: Record) -> list[str]:
    policy, end = policy_of(about), last_day(about)
    if policy.legal_hold:
        return [_("Proses hukum berjalan: tidak ada yang dimusnahkan sampai tandanya dilepas.")]
    if end is None:
        return [_("Tanggal pelatihan belum ditulis; waktu simpan menurut tingkat belum berjalan.")]
    sentences = []
    for level in Level:
        until = policy.until(level, end)
        name = f"{level.code} {_(LEVEL_LABELS[level])}"
        sentences.append(
            _("{level}: sampai {day}").format(level=name, day=written_date(until))
            if until is not None
            else _("{level}: tetap disimpan").format(level=name)
        )
    return sentences


def _due_row(due: Due, record: Record) -> Row:
    return Row(
        id=due.record_id,
        title=record_title(record),
        subtitle=f"{_('sejak {day}').format(day=written_date(due.since))} · {_(_RULES[due.rule])}",
        badges=(Badge(due.level.code, BlockColour.ROSE),),
    )
