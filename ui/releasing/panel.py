"""The panel before anything leaves for participants or the public: what leaves, eight questions, names."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure_decisions import check_decided
from kotaham_desktop.domain.levels import AUDIENCE_LABELS
from kotaham_desktop.domain.release import needs_two_people
from kotaham_desktop.domain.word_hiding import folded
from kotaham_desktop.i18n import _, ngettext
from ui.context import Context
from ui.messages import choose_file_to_write
from ui.record_places import owner_of, screen_of
from ui.releasing.findings import FindingsPart, Wishes
from ui.releasing.leaving import Item, Leaving, Looked, in_order, look_through
from ui.releasing.people import PeoplePart
from ui.releasing.sending import Sending
from ui.widgets.buttons import IconButton
from ui.widgets.frames import Card, Line, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from ui.background import Task

SETTLES_AFTER = 350
"""Milliseconds without another change before the work is looked through anew."""
NOTED_ALONGSIDE = frozenset({"release", "export_log"})
"""What handing out itself writes: it changes nothing of what leaves."""


class ReleasePanel(Card):
    """Looks through one document beside the window and lets it go as the rules ask; ``closed`` when it is put away."""

    closed = Signal()

    def __init__(self, context: Context, sending: Sending, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, spacing=0, parent=parent)
        self._context = context
        self._sending = sending
        self._leaving: Leaving | None = None
        self._looked: Looked | None = None
        self._task: Task[Looked] | None = None
        self._is_stale = True
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_AFTER)
        self._settling.timeout.connect(self._look)
        self.body.addLayout(self._head())
        self.messages = MessageBar()
        self.body.addWidget(self.messages)
        page = ScrollPage(margins=14, spacing=10)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = Label("", "caption", wrap=True)
        page.body.addWidget(self._count)
        self.findings = FindingsPart(
            Wishes(
                open_record=self._open_record,
                mask=self._mask,
                keep_with_team=self._keep_with_team,
                nobody_in_picture=self._nobody_in_picture,
                leave=self._leave,
                look_again=self._look_again,
                show_words=self._show_words,
            )
        )
        page.body.addWidget(self.findings)
        page.body.addWidget(Line())
        self.people = PeoplePart()
        self.people.prepare_wanted.connect(self._prepare)
        self.people.confirm_wanted.connect(self._confirm)
        self.people.save_wanted.connect(self._save)
        page.body.addWidget(self.people)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        context.bridge.changed.connect(self._changed)
        context.session.closed.connect(self._stop)
        self.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 8)
        head.setSpacing(8)
        self._title = Label("", "heading", wrap=True)
        head.addWidget(self._title, 1)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setMaximumWidth(72)
        self._bar.setAccessibleName(_("Melihat apa yang keluar"))
        head.addWidget(self._bar)
        head.addWidget(IconButton("x", _("Tutup (Esc)"), on_click=self.close_panel), 0, Qt.AlignmentFlag.AlignTop)
        return head

    # What is looked at

    @property
    def leaving(self) -> Leaving | None:
        """The document that the panel is about, None while it is put away."""
        return None if self.isHidden() else self._leaving

    @property
    def looked(self) -> Looked | None:
        """What was seen last."""
        return self._looked

    @property
    def is_ready(self) -> bool:
        """Whether the panel shows the work as it is now."""
        return self._looked is not None and not self._is_stale and self._task is None

    def show_leaving(self, leaving: Leaving) -> None:
        """Look through a document before it leaves."""
        is_other = self._leaving is None or (self._leaving.form, self._leaving.audience) != (
            leaving.form,
            leaving.audience,
        )
        if is_other:
            self._looked = None
            self.people.untick()
            self.messages.hide()
        self._leaving = leaving
        about = f"{leaving.label} · {_(AUDIENCE_LABELS[leaving.audience])}"
        self._title.setText(_("Sebelum keluar: {document}").format(document=about))
        if not self.people.prepared_by.text():
            self.people.prepared_by.setText(self._context.settings.now.author)
        self.show()
        self._look()
        if is_other:
            self.findings.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> None:
        """The document is being made anew elsewhere; nothing may be signed until it comes."""
        self._is_stale = True
        self._show()

    @Slot()
    def close_panel(self) -> None:
        """Put the panel away; what was decided stays decided, and what was ticked stays ticked for this document."""
        self._stop()
        self._is_stale = True
        self.hide()
        self.closed.emit()

    @Slot()
    def _stop(self) -> None:
        self._settling.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        leaving = self.leaving
        if leaving is None or change.types <= NOTED_ALONGSIDE or self._context.session.workshop is None:
            return
        self.wait()
        if not leaving.is_renewed:
            self._settling.start()

    @Slot()
    def _look(self) -> None:
        leaving = self.leaving
        if leaving is None or self._context.session.workshop is None:
            return
        self._stop()
        if not self._context.unsaved.save_all() or self._context.workshop.pending:
            self._fail(ExpectedError("typing_not_saved"))
            return
        self._settling.stop()
        self._is_stale = False
        workshop = self._context.workshop
        work = look_through(workshop.path, workshop.key, leaving)
        self._bar.setValue(0)
        self._task = self._context.background.run(work, self._came, self._fail, self._show_progress)
        self._show()

    def _show_progress(self, share: float, _text: str) -> None:
        self._bar.setValue(round(share * 100))

    def _came(self, looked: Looked) -> None:
        self._task = None
        before, self._looked = self._looked, looked
        if before is not None and before.prepared_id and before.content != looked.content and not looked.prepared_id:
            self.people.untick()
            self.messages.show_message("info", _("Isinya berubah sejak diperiksa."), _("Periksa sekali lagi."))
        self._show()

    def _fail(self, error: ExpectedError) -> None:
        self._task = None
        self._is_stale = True
        self.messages.show_error(error)
        self.messages.add_action(_("Lihat lagi"), self._look)
        self._show()

    def _show(self) -> None:
        looked = self._looked
        self._bar.setVisible(not self.is_ready)
        may_write = not self._context.workshop.read_only
        if looked is not None:
            n = looked.departure.records
            self._count.setText(ngettext("{n} catatan ikut keluar.", "{n} catatan ikut keluar.", n).format(n=n))
            self.findings.show_items(looked.items, looked.masked, can_decide=may_write)
        else:
            self._count.setText(_("Melihat apa yang ikut keluar …"))
        self.findings.setVisible(looked is not None)
        self.people.show_state(looked, is_ready=self.is_ready and may_write)
        if not may_write and not self.messages.text:
            self.messages.show_error(ExpectedError("release_not_noted"))

    # Deciding

    def _decide(self, command: Callable[[], object]) -> bool:
        try:
            command()
        except ExpectedError as error:
            self.messages.show_error(error)
            return False
        self.messages.hide()
        return True

    def _open_record(self, item: Item) -> None:
        workshop = self._context.workshop
        owner = owner_of(workshop, workshop.record(item.finding.record_id))
        self._context.navigation.go_to(screen_of(owner.type), record_id=owner.id)

    def _mask(self, items: Sequence[Item]) -> None:
        from kotaham_desktop.application.exposure_commands import mask_words  # noqa: PLC0415 - late

        words = list(dict.fromkeys(item.finding.excerpt for item in items))
        workshop = self._context.workshop
        if words and self._decide(lambda: mask_words(workshop, words)):
            hidden = {folded(each) for each in words}
            self._keep_items([item for item in self._items if folded(item.finding.excerpt) not in hidden])
            self._context.notices.show_notice(
                _("“{words}” disamarkan di luar tim.").format(words=" ".join(words[0].split())[:40]),
                undo=lambda: self._show_again(words),
            )

    def _show_again(self, words: Sequence[str]) -> None:
        for each in words:
            self._show_words(each)

    def _show_words(self, words: str) -> None:
        from kotaham_desktop.application.exposure_commands import show_words  # noqa: PLC0415 - late

        self._decide(lambda: show_words(self._context.workshop, words))

    def _keep_with_team(self, items: Sequence[Item]) -> None:
        from kotaham_desktop.application.exposure_commands import keep_with_team  # noqa: PLC0415 - late

        records = {item.finding.record_id for item in items}
        if self._decide(lambda: keep_with_team(self._context.workshop, sorted(records))):
            self._keep_items([item for item in self._items if item.finding.record_id not in records])

    def _nobody_in_picture(self, items: Sequence[Item]) -> None:
        workshop = self._context.workshop
        seen = {item.finding.record_id for item in items}

        def command() -> None:
            with workshop.batch("pictures"):
                for record_id in seen:
                    workshop.set_fields(record_id, {"shows_people": "no"})

        if self._decide(command):
            self._keep_items([item for item in self._items if item.finding.record_id not in seen])

    def _leave(self, items: Sequence[Item], reason: str) -> bool:
        from kotaham_desktop.application.exposure_commands import leave  # noqa: PLC0415 - late

        done = self._decide(lambda: leave(self._context.workshop, [item.finding for item in items], reason))
        if done:
            self._reason_items(items, reason.strip())
        return done

    def _look_again(self, items: Sequence[Item]) -> None:
        from kotaham_desktop.application.exposure_commands import look_again  # noqa: PLC0415 - late

        if self._decide(lambda: look_again(self._context.workshop, [item.finding for item in items])):
            self._reason_items(items, "")

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._looked.items if self._looked is not None else ()

    def _keep_items(self, items: Sequence[Item]) -> None:
        """Show at once what a decision brings about; looking through the work anew takes a moment."""
        if self._looked is not None:
            self._looked = replace(self._looked, items=in_order(items))
            self._show()

    def _reason_items(self, decided: Sequence[Item], reason: str) -> None:
        chosen = {id(item) for item in decided}
        self._keep_items([replace(item, reason=reason) if id(item) in chosen else item for item in self._items])

    # Letting go

    def _sign(self, looked: Looked) -> Looked | None:
        """Note that somebody looked at this content; the content as it stands then, or None where it may not be."""
        from kotaham_desktop.application.exposure_commands import current_decisions  # noqa: PLC0415 - late
        from kotaham_desktop.application.release_commands import prepare_release  # noqa: PLC0415 - late

        workshop, name = self._context.workshop, self.people.prepared_by.text()
        noted: list[str] = []

        def command() -> None:
            check_decided([item.finding for item in looked.items], current_decisions(workshop))
            prepared = prepare_release(
                workshop,
                looked.departure,
                looked.content,
                prepared_by=name,
                checklist=self.people.checked,
                choices=looked.leaving.choices,
            )
            noted.append(prepared)

        if not self._decide(command):
            return None
        alone = not needs_two_people(looked.leaving.audience)
        self._looked = replace(looked, prepared_id=noted[0], prepared_by=name.strip(), is_released=alone)
        self._show()
        return self._looked

    @Slot()
    def _prepare(self) -> None:
        if self._looked is not None and self.is_ready and self._sign(self._looked) is not None:
            self.people.confirmed_by.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirm(self) -> None:
        from kotaham_desktop.application.release_commands import confirm_release  # noqa: PLC0415 - late

        looked, workshop, name = self._looked, self._context.workshop, self.people.confirmed_by.text()
        if looked is None or not self.is_ready or not looked.prepared_id or looked.is_released:
            return
        if self._decide(lambda: confirm_release(workshop, looked.prepared_id, looked.content, confirmed_by=name)):
            self._looked = replace(looked, is_released=True)
            self._show()
            self._write_where_chosen(self._looked)

    @Slot()
    def _save(self) -> None:
        looked = self._looked
        if looked is None or not self.is_ready:
            return
        released = looked if looked.is_released else self._sign(looked)
        if released is not None and released.is_released:
            self._write_where_chosen(released)

    def _write_where_chosen(self, looked: Looked) -> None:
        leaving = looked.leaving
        title = _("Simpan: {document}").format(document=leaving.label)
        path = choose_file_to_write(self, title, self._context.workshop.path.parent / leaving.name, leaving.name_filter)
        if path is not None:
            self.write(looked, path)

    def write(self, looked: Looked, path: Path) -> None:
        """Let what was looked at go, to a file."""
        self._decide(lambda: self._sending.send(looked, path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
