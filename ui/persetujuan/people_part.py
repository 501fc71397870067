"""The people by code: a list that can be searched, and the person that is chosen in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from kotaham_desktop.application.consent_commands import CONCERNED_TYPES, follow_ledger, new_subject
from kotaham_desktop.application.subjects import People, SubjectLine, entries_of, people, subject_line
from kotaham_desktop.clock import Clock
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.background import Progress, Task
from ui.context import Context
from ui.persetujuan.answer_form import AnswerDraft
from ui.persetujuan.name_panel import NamePanel
from ui.persetujuan.names import OpenNames
from ui.persetujuan.person_pane import PersonPane
from ui.persetujuan.wording import subject_row
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.record_list import RecordList
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_fields import SearchField

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.storage.keys import Key

_CONCERNS = frozenset({*CONCERNED_TYPES, "consent", "export_log"})
_TWO_COLUMNS_FROM = 820
_DRAFT = "answer"
_SETTLES_AFTER = 120
"""Milliseconds after the last change until everything is counted anew: others may be typing."""


class PeoplePart(QWidget):
    """The list at the left, one person at the right; only one of them where the window is narrow."""

    read_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workshop = context.workshop
        self._workshop_id = self._workshop.workshop_id
        self._lines: list[SubjectLine] = []
        self._new_code = ""
        self._wanted_code = ""
        self._is_stale = True
        self._day = date.min
        self._task: Task[People] | None = None
        self._reads_alone = False
        self.names = OpenNames(context, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._left = self._build_list()
        row.addWidget(self._left)
        self._right = Card(margins=0)
        self.back = IconButton("arrow-left", _("Kembali ke daftar (Esc)"), on_click=self._escape)
        self._right.body.addWidget(self.back)
        self.person = PersonPane(context, self.names)
        self.person.busy.connect(self._left.setDisabled)
        self.person.closed.connect(self._person_closed)
        self._welcome = EmptyState(
            "shield-check",
            _("Pilih orang di daftar, atau beri kode baru sebelum ia bercerita."),
            action=_("Baca penjelasannya"),
            action_icon="book-open",
            on_action=self.read_wanted.emit,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self.person)
        self._right.body.addWidget(self._pages, 1)
        row.addWidget(self._right, 1)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_AFTER)
        self._settling.timeout.connect(self.wake)
        self.names.changed.connect(self._names_changed)
        context.bridge.changed.connect(self._changed)
        context.session.closed.connect(self._closing)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def _build_list(self) -> QWidget:
        left = Card(margins=12, spacing=8)
        head = QHBoxLayout()
        self._count = Label("", "heading")
        head.addWidget(self._count, 1)
        self.new = IconButton("user-plus", _("Orang baru, beri kode"), shortcut="Ctrl+N", on_click=self.give_code)
        self.new.setEnabled(not self._workshop.read_only)
        head.addWidget(self.new)
        left.body.addLayout(head)
        self.search = SearchField(_("Cari kode, misalnya 7K3"), shortcut="Ctrl+F")
        self.search.searched.connect(lambda _words: self._show_rows())
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.search.setFocus)
        left.body.addWidget(self.search)
        self.filter = SegmentedControl(
            [("all", _("Semua")), ("missing", _("Ada yang kurang"))], name=_("Yang ditampilkan")
        )
        self.filter.set_value("all")
        self.filter.changed.connect(lambda _code: self._show_rows())
        left.body.addWidget(self.filter)
        self.list = RecordList(name=_("Orang menurut kode"))
        self.list.selected.connect(self._selected)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda _index: self._open(self.list.selected_id, focus=False))
        self.empty = EmptyState(
            "shield-check",
            _("Belum ada orang yang ditanya. Beri kode sebelum ia bercerita, lalu catat jawabannya."),
            action=_("Orang baru"),
            action_icon="user-plus",
            on_action=self.give_code,
        )
        if self.empty.button is not None:
            self.empty.button.setEnabled(not self._workshop.read_only)
        self.nothing_found = EmptyState("search", _("Tidak ada orang seperti itu."))
        self._list_pages = QStackedWidget()
        for page in (self.list, self.empty, self.nothing_found):
            self._list_pages.addWidget(page)
        left.body.addWidget(self._list_pages, 1)
        self.lower_button = Button("", icon_name="arrow-down", on_click=self._lower)
        self.lower_button.setToolTip(
            _("Catatan yang lebih terbuka daripada izin orangnya hari ini menjadi lebih tertutup.")
        )
        left.body.addWidget(self.lower_button)
        self.lower_button.hide()
        self.name_panel = NamePanel(self._context, self.names)
        left.body.addWidget(self.name_panel)
        return left

    # What the screen asks

    def resume(self) -> None:
        """Go on with an answer that was being noted when the file closed, as when the window was locked."""
        draft = self._context.drafts.take(self._workshop_id, _DRAFT, AnswerDraft)
        if draft is None or self._workshop.read_only:
            return
        self._new_code = self._wanted_code = draft.code
        self._pages.setCurrentWidget(self.person)
        self._reads_alone = True
        self._arrange()
        self.person.resume(draft)

    @Slot()
    def _closing(self) -> None:
        # Qt takes its time to destroy this: of the next file's end it must not hear.
        self._context.session.closed.disconnect(self._closing)
        draft = self.person.draft()
        if draft is not None:
            self._context.drafts.keep(self._workshop_id, _DRAFT, draft)

    def wake(self) -> None:
        """Read anew if something has changed, beside the window: the whole ledger may be long."""
        self._settling.stop()
        today = self._context.clock().date()
        if self._context.session.workshop is not self._workshop or (not self._is_stale and today == self._day):
            return
        self._is_stale, self._day = False, today
        if self._task is not None:
            self._task.cancel()
        work = read_people(self._workshop.path, self._workshop.key, self._context.clock)
        self._task = self._context.background.run(work, self._came, self._context.notices.show_error)
        self.person.refresh()

    @property
    def is_reading(self) -> bool:
        """Whether the list does not show the newest state yet."""
        return self._task is not None or self._settling.isActive()

    def _came(self, found: People) -> None:
        self._task = None
        self._lines = list(found.lines)
        if self._new_code and all(line.code != self._new_code for line in self._lines):
            self._lines.insert(0, subject_line(self._workshop, self._new_code))
        else:
            self._new_code = ""
        n = found.too_open
        self.lower_button.setVisible(n > 0 and not self._workshop.read_only)
        words = ngettext("Turunkan {n} catatan yang terlalu terbuka", "Turunkan {n} catatan yang terlalu terbuka", n)
        self.lower_button.setText(words.format(n=n))
        self.lower_button.setAccessibleName(self.lower_button.text())
        self._show_rows()

    def take_focus(self) -> None:
        """Begin at the list, or at the search while it is empty."""
        (self.list if self._lines else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(self, code: str) -> None:
        """Bring a person to the front."""
        self.wake()
        self.search.clear()
        self.filter.set_value("all")
        self._wanted_code = code
        self._show_rows()
        self._open(code)

    def give_code(self) -> None:
        """A new code, and at once the question what this person agrees to."""
        if self._workshop.read_only or self.person.is_busy:
            return
        self._new_code = new_subject(self._workshop)
        self._is_stale = True
        self.show_person(self._new_code)
        self.person.note_answer()

    def _lower(self) -> None:
        lowered = attempt(self._context, lambda: follow_ledger(self._workshop))
        if lowered is not None:
            n = len(lowered)
            said = ngettext("{n} menjadi lebih tertutup.", "{n} menjadi lebih tertutup.", n).format(n=n)
            self._context.notices.show_notice(said)

    # Showing

    def _show_rows(self) -> None:
        wanted = self.search.text().strip().casefold()
        only_missing = self.filter.value() == "missing"
        bare = wanted.replace("-", "").replace(" ", "")
        rows = []
        for line in self._lines:
            name = self.names.name(line.code)
            known = bare in line.code.replace("-", "").casefold() or (wanted and wanted in name.casefold())
            if known and (line.missing or not only_missing):
                rows.append(subject_row(line, name))
        self.list.set_rows(rows)
        if self._wanted_code and self.list.select(self._wanted_code):
            self._wanted_code = ""
        page = self.list if rows else self.nothing_found if self._lines else self.empty
        self._list_pages.setCurrentWidget(page)
        n = len(self._lines)
        self._count.setText(ngettext("{n} orang", "{n} orang", n).format(n=n))

    @Slot(str)
    def _selected(self, code: str) -> None:
        self._pages.setCurrentWidget(self.person)
        self.person.show_person(code)

    def _open(self, code: str, *, focus: bool = True) -> None:
        if not code:
            return
        self._selected(code)
        self._reads_alone = True
        self._arrange()
        if focus:
            self.person.take_focus()

    def _go_back(self) -> None:
        self._reads_alone = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if self.person.is_busy:
            self.person.cancel()
        else:
            self._go_back()

    @Slot()
    def _person_closed(self) -> None:
        """Whoever was asked about without any answer is no person of the list."""
        if self._new_code and not entries_of(self._workshop, self._new_code):
            self._pages.setCurrentWidget(self._welcome)
            self._go_back()
        self._new_code = ""
        self._is_stale = True
        self.wake()

    @Slot()
    def _names_changed(self) -> None:
        self._show_rows()
        self.person.refresh()

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if not change.types & _CONCERNS:
            return
        self._is_stale = True
        if self.isVisible():
            self._settling.start()

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= px(_TWO_COLUMNS_FROM)
        self._left.setVisible(beside or not self._reads_alone)
        self._right.setVisible(beside or self._reads_alone)
        self.back.setVisible(not beside)
        if beside:
            self._left.setFixedWidth(px(350))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)


def read_people(path: Path, key: "Key | None", clock: Clock) -> Callable[[Progress], People]:
    """The work of reading everybody from what is on the disk; it reads through a connection of its own."""

    def work(progress: Progress) -> People:
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up

        progress(0)
        with Workshop.open(path, read_only=True, key=key, clock=clock) as workshop:
            return people(workshop)

    return work
