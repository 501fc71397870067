"""The register of requests: who asks what, how long there is left to answer, and how they were answered."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from kotaham_desktop.domain.data_requests import DataRequest
from kotaham_desktop.domain.records.requests import DATA_REQUEST
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.request_forms import AnswerRequest, NewRequest
from ui.persetujuan.wording import time_words, written_moment
from ui.widgets.buttons import IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.record_list import Badge, RecordList, Row

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

_LOOKS_EVERY = 60_000


class RequestsPart(QWidget):
    """The list at the left; what is asked or answered at the right. ``person_wanted`` carries a code."""

    person_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workshop = context.workshop
        self._found: dict[str, DataRequest] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._left = Card(margins=12, spacing=8)
        head = QHBoxLayout()
        self._count = Label("", "heading", wrap=True)
        head.addWidget(self._count, 1)
        self.new = IconButton("plus", _("Catat permintaan"), shortcut="Ctrl+N", on_click=self.begin)
        self.new.setEnabled(not self._workshop.read_only)
        head.addWidget(self.new)
        self._left.body.addLayout(head)
        self._left.body.addWidget(
            Label(_("UU 27/2022 memberi 3 × 24 jam sejak permintaan diterima."), "caption", wrap=True)
        )
        self.list = RecordList(name=_("Permintaan atas data"))
        self.list.selected.connect(self._selected)
        self.list.opened.connect(self._selected)
        self.list.clicked.connect(lambda _index: self._selected(self.list.selected_id))
        self.empty = EmptyState("clock", _("Belum ada permintaan."), action=_("Catat permintaan"), on_action=self.begin)
        if self.empty.button is not None:
            self.empty.button.setEnabled(not self._workshop.read_only)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.empty)
        self._left.body.addWidget(self._lists, 1)
        row.addWidget(self._left, 2)
        self._right = Card(margins=0)
        self.form = NewRequest(context)
        self.form.noted.connect(self._noted)
        self.answer = AnswerRequest(context)
        self.answer.answered.connect(self._answered)
        self.answer.person_wanted.connect(self.person_wanted)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.answer)
        self._right.body.addWidget(self._pages)
        row.addWidget(self._right, 3)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_LOOKS_EVERY)
        self._ticking.timeout.connect(self.wake)
        self._ticking.start()
        context.bridge.changed.connect(self._changed)

    def wake(self) -> None:
        """Show the register as it stands at this moment."""
        from kotaham_desktop.application.data_requests import now, requests  # noqa: PLC0415 - late: the engine

        if self._context.session.workshop is not self._workshop:
            return
        moment = now(self._workshop)
        self._found = {each.id: each for each in requests(self._workshop)}
        self.list.set_rows([request_row(each, moment) for each in self._found.values()])
        waiting = sum(each.is_open for each in self._found.values())
        self._count.setText(ngettext("{n} menunggu jawaban", "{n} menunggu jawaban", waiting).format(n=waiting))
        self._lists.setCurrentWidget(self.list if self._found else self.empty)
        shown = self._found.get(self.answer.request_id)
        if shown is not None:
            self.answer.show_request(shown, moment)

    def take_focus(self) -> None:
        """Begin at the list, or at a new request while there is none."""
        (self.list if self._found else self.form.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, code: str = "") -> None:
        """Note a new request."""
        self.list.select("")
        self._pages.setCurrentWidget(self.form)
        self.form.ask(code)

    def _selected(self, request_id: str) -> None:
        from kotaham_desktop.application.data_requests import now  # noqa: PLC0415 - late: the engine

        request = self._found.get(request_id)
        if request is not None:
            self._pages.setCurrentWidget(self.answer)
            self.answer.show_request(request, now(self._workshop))

    @Slot(str, str)
    def _noted(self, code: str, kind: str) -> None:
        from kotaham_desktop.application.data_requests import add_request  # noqa: PLC0415 - late: the engine

        added = attempt(self._context, lambda: add_request(self._workshop, code, kind, received_at=self.form.received))
        if added is not None:
            self.wake()
            self.list.select(added.id)
            self._selected(added.id)
            self._context.notices.show_notice(_("Permintaan dicatat."))

    @Slot(str, str)
    def _answered(self, outcome: str, reason: str) -> None:
        from kotaham_desktop.application.data_requests import answer_request  # noqa: PLC0415 - late: the engine

        request_id = self.answer.request_id
        done = attempt(self._context, lambda: answer_request(self._workshop, request_id, outcome, reason=reason))
        if done is not None:
            self.wake()
            self._context.notices.show_notice(_("Jawaban dicatat."))

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if "data_request" in change.types:
            self.wake()


def request_row(request: DataRequest, now: datetime) -> Row:
    """The row of a request: who, what, and how long there is left."""
    kind = _(DATA_REQUEST.field("kind").choice_label(request.kind))
    words, colour = time_words(request, now)
    return Row(
        id=request.id,
        title=f"{request.subject}  {kind}",
        subtitle=written_moment(request.received_at),
        colour=colour if request.is_open else None,
        badges=(Badge(words, colour),),
        icon_name="clock" if request.is_open else "check",
    )
