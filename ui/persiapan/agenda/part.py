"""The agenda: days side by side, the form of one session beside them."""

from collections.abc import Callable
from datetime import time
from functools import partial

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.application.agenda_commands import (
    Direction,
    day_start,
    insert_session,
    lengthen_session,
    move_session,
    set_day_start,
    start_after_previous,
    step_session,
)
from kotaham_desktop.application.templates import Template, apply_template, templates
from kotaham_desktop.domain.agenda import date_of_day, day_of, timed_agenda
from kotaham_desktop.domain.dates import parse_date, written_day
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import AGENDA_ITEM, WORKSHOP_ID
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persiapan.agenda.board import AgendaBoard
from ui.persiapan.agenda.day_column import DayView
from ui.persiapan.agenda.rows import session_row, totals_text, troubles
from ui.persiapan.key_hints import WithKeyHints
from ui.persiapan.part import Part
from ui.persiapan.side_pane import RecordPane, SideBySide
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidingLabel

_FIELDS = ("title", "kind", "minutes", "start", "method", "people", "aims", "materials", "room")
_MOST_DAYS = 31
_NEW_MINUTES = 60


class AgendaPart(Part):
    """Asks the core for times and passes every wish to it as a command."""

    concerned = frozenset({"agenda_item", "person", "workshop"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._extra_days = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.tools = self._make_tools()
        self.board = AgendaBoard()
        self.pane = RecordPane(context, AGENDA_ITEM, _FIELDS, delete_text=_("Hapus sesi"))
        self._beside = SideBySide(WithKeyHints(self.board, _key_hints()), self.pane, self.board.focus_somewhere)
        self.empty = self._empty_state()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self._connect()
        self.refresh()

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._totals = ElidingLabel("", "secondary")
        self._totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._totals, 1)
        self.day_button = Button(_("Tambah hari"), icon_name="calendar-days", on_click=self._add_day)
        self.add_button = Button(
            _("Tambah sesi"), "primary", icon_name="plus", shortcut="Ctrl+N", on_click=self._add_where_we_are
        )
        writable = not self._context.workshop.read_only
        for button in (self.day_button, self.add_button):
            button.setEnabled(writable)
            row.addWidget(button)
        return tools

    def _empty_state(self) -> EmptyState:
        offered = templates()
        writable = not self._context.workshop.read_only
        action = ""
        if offered and writable:
            action = (
                _("Pakai templat “{title}”").format(title=offered[0].title)
                if len(offered) == 1
                else _("Pilih templat agenda")
            )
        return EmptyState(
            "calendar-clock",
            _("Agenda masih kosong. Mulai dari templat, lalu ubah sesuka Anda, atau tambahkan sesi sendiri."),
            action=action,
            action_icon="file-plus",
            on_action=lambda: self._choose_template(offered),
        )

    def _connect(self) -> None:
        board = self.board
        board.picked.connect(lambda item_id: self._open(item_id, focus=False))
        board.opened.connect(lambda item_id: self._open(item_id, focus=True))
        board.walked.connect(self._walked)
        board.stepped.connect(self._step)
        board.moved.connect(self._move)
        board.lengthened.connect(self._lengthen)
        board.deleted.connect(self.delete)
        board.mended.connect(self._mend)
        board.add_wanted.connect(self._add)
        board.start_chosen.connect(self._set_day_start)
        self.pane.delete_wanted.connect(self.delete)

    @property
    def totals(self) -> str:
        """What stands above the days."""
        return self._totals.text()

    def show_record(self, item_id: str) -> None:
        """Bring a session into view with its form."""
        if self.board.go_to(item_id):
            self._open(item_id, focus=False)

    # Showing

    def refresh(self) -> None:
        """Show the file as it is now."""
        workshop = self._context.workshop
        items = workshop.records("agenda_item")
        about = workshop.record(WORKSHOP_ID)
        first_day = parse_date(about.text("start_date"))
        names = {person.id: person.text("name") for person in workshop.records("person")} if items else {}
        methods = {method.id: method.title for method in self._context.reference.methods.values()}
        timed = timed_agenda(items, first_day=first_day)
        days = []
        for day in range(1, self._day_count(items, about) + 1):
            of_day = [item for item in timed if item.day == day]
            date = date_of_day(first_day, day)
            days.append(
                DayView(
                    day=day,
                    date=written_day(date) if date is not None else "",
                    start=day_start(items, day),
                    totals=totals_text([item.record for item in of_day]) if of_day else "",
                    rows=tuple(session_row(item, names, methods) for item in of_day),
                    troubles=tuple(troubles(of_day)),
                )
            )
        self.board.show_days(days, read_only=workshop.read_only)
        n = len(days)
        in_days = ngettext("{n} hari", "{n} hari", n).format(n=n)
        in_sessions = ngettext("{n} sesi", "{n} sesi", len(items)).format(n=len(items))
        self._totals.setText(f"{in_days}  ·  {in_sessions}  ·  {totals_text(items)}" if items else "")
        is_empty = not items and not self._extra_days
        self.day_button.setVisible(not is_empty)
        self._stack.setCurrentWidget(self.empty if is_empty else self._beside)
        if is_empty:
            self.pane.forget()
        self._beside.arrange()

    def _day_count(self, items: list[Record], about: Record) -> int:
        last = max((day_of(item) for item in items), default=1)
        start, end = parse_date(about.text("start_date")), parse_date(about.text("end_date"))
        planned = (end - start).days + 1 if start is not None and end is not None else 1
        self._extra_days = max(0, min(self._extra_days, _MOST_DAYS))
        return max(1, min(_MOST_DAYS, max(last, planned) + self._extra_days), last)

    # Wishes

    def _open(self, item_id: str, *, focus: bool) -> None:
        if self.pane.show_record(item_id, focus=focus):
            self._beside.arrange()
            if not focus:
                self.board.mark(item_id)

    @Slot(str)
    def _walked(self, item_id: str) -> None:
        if not self.pane.isHidden():
            self.pane.show_record(item_id, focus=False)

    def _add_where_we_are(self) -> None:
        day = self.board.entered_day
        self._add(day, self.board.columns[day - 1].list.current_id)

    @Slot(int, str)
    def _add(self, day: int, after: str) -> None:
        """A new session behind another one of that day, or last; its form opens at once."""
        workshop = self._context.workshop
        siblings = [item.id for item in workshop.records("agenda_item") if day_of(item) == day]
        place = siblings.index(after) + 1 if after in siblings else len(siblings)

        before = siblings[place] if place < len(siblings) else ""
        values: dict[str, Value] = {"title": "", "minutes": _NEW_MINUTES}
        item_id = attempt(self._context, lambda: insert_session(workshop, values, day=day, before=before))
        if item_id:
            self.board.go_to(item_id)
            self.pane.show_record(item_id, focus=True, fresh=True)
            self._beside.arrange()

    def _add_day(self) -> None:
        self._extra_days += 1
        self.refresh()
        last = self.board.columns[-1]
        self.board.ensureWidgetVisible(last, 8, 0)
        if last.empty.button is not None:
            last.empty.button.setFocus()

    @Slot(str, str)
    def _step(self, item_id: str, direction: Direction) -> None:
        self._do(lambda: step_session(self._context.workshop, item_id, direction))

    @Slot(str, int, str)
    def _move(self, item_id: str, day: int, before: str) -> None:
        self._do(lambda: move_session(self._context.workshop, item_id, day=day, before=before))
        self.board.go_to(item_id)

    @Slot(str, int)
    def _lengthen(self, item_id: str, minutes: int) -> None:
        self._do(lambda: lengthen_session(self._context.workshop, item_id, minutes))

    @Slot(str)
    def _mend(self, item_id: str) -> None:
        self._do(lambda: start_after_previous(self._context.workshop, item_id))
        self.board.go_to(item_id)

    @Slot(int, object)
    def _set_day_start(self, day: int, start: time) -> None:
        self._do(lambda: set_day_start(self._context.workshop, day, start))

    @Slot(str)
    def delete(self, item_id: str) -> None:
        """Put a session aside, with a way back."""
        workshop = self._context.workshop
        if workshop.read_only or not self._context.unsaved.save_all():
            return
        title = workshop.record(item_id).text("title") or _("Sesi tanpa judul")
        if self.pane.record_id == item_id:
            self.pane.forget()
        self._do(lambda: workshop.delete_record(item_id))
        self._context.notices.show_notice(
            _("“{title}” dihapus.").format(title=title), undo=lambda: self._restore(item_id)
        )
        self.board.focus_somewhere()

    def _restore(self, item_id: str) -> None:
        self._do(lambda: self._context.workshop.restore_record(item_id))
        self.board.go_to(item_id)

    def _choose_template(self, offered: list[Template]) -> None:
        if len(offered) == 1:
            self._apply(offered[0])
            return
        menu = QMenu(self)
        for template in offered:
            menu.addAction(template.title.replace("&", "&&"), partial(self._apply, template))
        menu.popup(self.empty.mapToGlobal(QPoint(self.empty.width() // 2, self.empty.height() // 2)))

    def _apply(self, template: Template) -> None:
        self._do(lambda: apply_template(self._context.workshop, template.id))
        self.board.focus_somewhere()

    def _do(self, command: Callable[[], object]) -> None:
        if not self._context.workshop.read_only:
            attempt(self._context, command)


def _key_hints() -> str:
    keys = (
        _("Enter isian"),
        _("Alt+panah pindahkan"),
        _("+ dan − ubah menit"),
        _("Insert sisipkan"),
        _("Delete hapus"),
    )
    return "  ·  ".join(keys)
