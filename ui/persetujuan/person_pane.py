"""One person at a time: what is known, and what is being done about it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.application.subjects import unlink_subject
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.answer_form import AnswerDraft, AnswerForm
from ui.persetujuan.certificates import choose_certificate, write_certificate
from ui.persetujuan.erasing_panel import ErasingPanel
from ui.persetujuan.erasure_words import result_sentences
from ui.persetujuan.linking import LinkPanel
from ui.persetujuan.name_fields import NameFields
from ui.persetujuan.names import OpenNames
from ui.persetujuan.overview import Overview
from ui.persetujuan.sheet_panel import SheetPanel
from ui.persetujuan.withdrawing import WithdrawPanel, effects
from ui.record_places import owner_of, screen_of
from ui.widgets.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotaham_desktop.application.consent_commands import Lowered, Withdrawal
    from kotaham_desktop.domain.erasure import ErasureResult

Step = AnswerForm | WithdrawPanel | LinkPanel | SheetPanel | ErasingPanel


class PersonPane(QWidget):
    """``busy`` tells that a step is under way, during which nobody else can be chosen; ``closed`` that it has ended."""

    busy = Signal(bool)
    closed = Signal()

    def __init__(self, context: Context, names: OpenNames) -> None:
        super().__init__()
        self._context = context
        self._names = names
        self.code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.told = MessageBar()
        shelf = QVBoxLayout()
        shelf.setContentsMargins(12, 12, 12, 0)
        shelf.addWidget(self.told)
        column.addLayout(shelf)
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.overview = Overview(context)
        self.name_fields = NameFields(context, names)
        self.overview.body.insertWidget(2, self.name_fields)
        self._pages.addWidget(self.overview)
        self._steps: dict[type[Step], Step] = {}
        self._makers: dict[type[Step], Callable[[], Step]] = {
            AnswerForm: partial(AnswerForm, context),
            WithdrawPanel: partial(WithdrawPanel, context),
            LinkPanel: partial(LinkPanel, context),
            SheetPanel: partial(SheetPanel, context),
            ErasingPanel: partial(ErasingPanel, context, names),
        }
        self.overview.answer_wanted.connect(self.note_answer)
        self.overview.withdrawal_wanted.connect(partial(self._begin, WithdrawPanel))
        self.overview.link_wanted.connect(partial(self._begin, LinkPanel))
        self.overview.sheet_wanted.connect(partial(self._begin, SheetPanel))
        self.overview.erasure_wanted.connect(partial(self._begin, ErasingPanel))
        self.overview.record_wanted.connect(self._go_to_record)
        self.overview.unlink_wanted.connect(self._unlink)

    @property
    def is_busy(self) -> bool:
        """Whether a step is under way."""
        return self._pages.currentWidget() is not self.overview

    def step(self, kind: type[Step]) -> Step:
        """A step by its class, made when first asked for."""
        if kind not in self._steps:
            step = self._makers[kind]()
            step.left.connect(self.cancel)
            if isinstance(step, (AnswerForm, WithdrawPanel)):
                step.noted.connect(self._noted)
            elif isinstance(step, LinkPanel):
                step.linked.connect(self._linked)
            elif isinstance(step, ErasingPanel):
                step.erased.connect(self._erased)
            else:
                step.written.connect(self._written)
            self._steps[kind] = step
            self._pages.addWidget(step)
        return self._steps[kind]

    def show_person(self, code: str) -> None:
        """Show what is known about a person, unless a step is under way."""
        if self.is_busy:
            return
        if code != self.code:
            self.told.hide()
            self.overview.verticalScrollBar().setValue(0)
        self.code = code
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        if self.code and self._context.session.workshop is not None:
            self.overview.show_person(self.code, self._names.name(self.code))
            self.name_fields.show_person(self.code)

    def take_focus(self) -> None:
        """Begin at what one comes here for most."""
        self.overview.answer.setFocus()

    @Slot()
    def note_answer(self) -> None:
        """Begin to note an answer."""
        self._begin(AnswerForm)

    def resume(self, draft: AnswerDraft) -> None:
        """Go on with an answer that was being noted when the file closed."""
        self.code = draft.code
        self.refresh()
        self._begin(AnswerForm)
        form = self.step(AnswerForm)
        if isinstance(form, AnswerForm):
            form.resume(draft, self._names.name(draft.code))

    def draft(self) -> AnswerDraft | None:
        """The answer that is being noted, if one is."""
        form = self._pages.currentWidget()
        return form.draft() if isinstance(form, AnswerForm) else None

    @Slot()
    def cancel(self) -> None:
        """End a step with nothing done."""
        self._end()

    def _begin(self, kind: type[Step]) -> None:
        step = self.step(kind)
        self.told.hide()
        self._names.used()
        self._pages.setCurrentWidget(step)
        self.busy.emit(True)
        step.ask(self.code, self._names.name(self.code))

    def _end(self) -> None:
        self._pages.setCurrentWidget(self.overview)
        self.busy.emit(False)
        self.closed.emit()
        self.refresh()
        self.take_focus()

    @Slot(object)
    def _noted(self, told: "Withdrawal") -> None:
        n = len(told.entries)
        self._end()
        if told.lowered or told.left_already:
            heading = ngettext("{n} jawaban dicatat.", "{n} jawaban dicatat.", n).format(n=n)
            lines = effects(self._context.workshop.record, told)
            self.told.show_message("warning", heading, "\n".join(lines))
        else:
            self._context.notices.show_notice(ngettext("{n} jawaban dicatat.", "{n} jawaban dicatat.", n).format(n=n))

    @Slot(object)
    def _linked(self, lowered: "tuple[Lowered, ...]") -> None:
        self._end()
        n = len(lowered)
        said = _("Catatan dikaitkan.")
        if n:
            said += " " + ngettext("{n} menjadi lebih tertutup.", "{n} menjadi lebih tertutup.", n).format(n=n)
        self._context.notices.show_notice(said)

    @Slot(object)
    def _erased(self, result: "ErasureResult") -> None:
        self._end()
        first, *others = result_sentences(result)
        tone: Tone = "warning" if result.to_do else "success"
        self.told.show_message(
            tone,
            _("Penghapusan selesai: {what}.").format(what=first),
            "\n".join(others),
            (_("Simpan berita acara"), lambda: self._keep_certificate(result)),
        )

    def _keep_certificate(self, result: "ErasureResult") -> None:
        path = choose_certificate(self, result.certificate)
        if path is not None:
            write_certificate(self._context, result.certificate, path)

    @Slot(str)
    def _written(self, path: str) -> None:
        self._end()
        self._context.notices.show_notice(_("Lembar data ditulis dan dicatat: {path}").format(path=path))

    @Slot(str)
    def _unlink(self, record_id: str) -> None:
        workshop, code = self._context.workshop, self.code

        def loose() -> bool:
            unlink_subject(workshop, code, record_id)
            return True

        if attempt(self._context, loose):
            self._context.notices.show_notice(_("Kaitan dilepas."), undo=workshop.undo)

    @Slot(str)
    def _go_to_record(self, record_id: str) -> None:
        workshop = self._context.workshop
        owner = owner_of(workshop, workshop.record(record_id))
        self._context.navigation.go_to(screen_of(owner.type) or "sintesis", record_id=owner.id)
