"""RTL: the action plan as a table, the form of one item beside it, and what is still missing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.application.action_commands import add_action, move_action
from kotaham_desktop.domain.action_plan import gaps
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.context import Context
from ui.sintesis.rtl.action_rows import ActionRow, action_row, summary
from ui.sintesis.rtl.action_table import ActionTable
from ui.sintesis.rtl.form_pane import ActionPane
from ui.theme import px
from ui.widgets.buttons import Button, IconButton, with_shortcut
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidingLabel
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.domain.record import Record

_PANE_WIDTH = 372
_TABLE_NEEDS = 480


class RtlPart(QWidget):
    """Adding, editing, deleting and ordering what was promised."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._actions: list[Record] = []
        self._is_stale = True
        self.tools = self._make_tools()
        self._summary = ElidingLabel("", "secondary")
        self.table = ActionTable()
        self._all_whole = EmptyState(
            "circle-check",
            _("Semua rencana sudah menyebut penanggung jawab, tenggat, dan indikator."),
            action=_("Tampilkan semua"),
            action_icon="list",
            on_action=self._show_all,
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._all_whole)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._summary)
        column.addWidget(self._lists, 1)
        self.pane = ActionPane(context)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._main, 1)
        row.addWidget(self.pane)
        self._stack = QStackedWidget()
        self._stack.addWidget(beside)
        self.empty = EmptyState(
            "target",
            _("Belum ada rencana tindak lanjut. Tulis siapa melakukan apa, sampai kapan, dan tanda berhasilnya."),
            action="" if context.workshop.read_only else _("Tambah rencana"),
            on_action=self.add,
        )
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.table.picked.connect(lambda action_id: self._open(action_id, focus=False))
        self.table.opened.connect(lambda action_id: self._open(action_id, focus=True))
        self.table.walked.connect(self._walked)
        self.table.deleted.connect(self.delete)
        self.table.moved.connect(self.move_by)
        self.pane.delete_wanted.connect(self.delete)
        self.pane.closed.connect(self._pane_closed)
        context.bridge.changed.connect(self._changed)

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        self.only_open = Button(_("Belum lengkap"), icon_name="filter", shortcut="Ctrl+L", on_click=self._show_rows)
        self.only_open.setToolTip(plain_tip(with_shortcut(_("Hanya yang belum lengkap"), "Ctrl+L")))
        self.only_open.setAccessibleName(_("Hanya yang belum lengkap"))
        self.only_open.setCheckable(True)
        row.addWidget(self.only_open)
        self.up_button = IconButton("arrow-up", "", on_click=lambda: self.move_by(self.table.current_id, -1))
        self.up_button.show_as("arrow-up", with_shortcut(_("Naikkan rencana"), "Alt+Up"))
        self.down_button = IconButton("arrow-down", "", on_click=lambda: self.move_by(self.table.current_id, 1))
        self.down_button.show_as("arrow-down", with_shortcut(_("Turunkan rencana"), "Alt+Down"))
        self.add_button = Button(_("Tambah rencana"), "primary", icon_name="plus", shortcut="Ctrl+N", on_click=self.add)
        for button in (self.up_button, self.down_button, self.add_button):
            button.setEnabled(not self._context.workshop.read_only)
            row.addWidget(button)
        return tools

    @property
    def summary(self) -> str:
        """What stands above the table."""
        return self._summary.text()

    def wake(self) -> None:
        """Take in what has changed while the part was out of sight."""
        if self._is_stale:
            self._refresh()

    def take_focus(self) -> None:
        """Begin at the table, or at the way to fill it."""
        first = self.table if self._actions else self.empty.button
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_record(self, action_id: str) -> None:
        """Bring an item into view with its form."""
        if not any(action.id == action_id for action in self._actions):
            return
        if self.only_open.isChecked() and not any(row.id == action_id for row in self.table.rows):
            self._show_all()
        self._open(action_id, focus=False)

    # Showing

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if self._context.session.workshop is None or not change.types & {"action", "group", "agenda_item"}:
            return
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self._actions = self._context.workshop.records("action")
        self._summary.setText(summary(self._actions))
        if self.pane.record_id and not any(action.id == self.pane.record_id for action in self._actions):
            self.pane.forget()
        self._show_rows()
        self.pane.show_place()

    def _show_rows(self) -> None:
        only_open = self.only_open.isChecked()
        numbered = enumerate(self._actions, start=1)
        rows: list[ActionRow] = [
            action_row(action, number)
            for number, action in numbered
            # What is being edited stays in sight until the form leaves it.
            if not only_open or gaps(action) or action.id == self.pane.record_id
        ]
        self.table.set_rows(rows)
        self._lists.setCurrentIndex(0 if rows else 1)
        self._stack.setCurrentIndex(0 if self._actions else 1)
        self.only_open.setEnabled(bool(self._actions))
        self._arrange()

    def _show_all(self) -> None:
        self.only_open.setChecked(False)
        self._show_rows()
        self.table.setFocus()

    # Wishes

    def _open(self, action_id: str, *, focus: bool) -> None:
        if self.pane.show_record(action_id, focus=focus):
            self._arrange()
            self.table.make_current(action_id)

    @Slot(str)
    def _walked(self, action_id: str) -> None:
        if not self.pane.isHidden():
            self.pane.show_record(action_id, focus=False)

    def add(self) -> None:
        """Add an item in the group and session of the current one, and write it at once."""
        if self._context.workshop.read_only or not self._context.unsaved.save_all():
            return
        beside = self.table.current_id
        action_id = attempt(self._context, lambda: add_action(self._context.workshop, beside=beside))
        if action_id:
            self._refresh()
            self.pane.show_record(action_id, focus=True, fresh=True)
            self._show_rows()
            self.table.make_current(action_id)

    @Slot(str)
    def delete(self, action_id: str) -> None:
        """Put an item aside, with a way back."""
        workshop = self._context.workshop
        if workshop.read_only or not action_id or not self._context.unsaved.save_all():
            return
        name = workshop.record(action_id).text("activity") or _("Rencana tanpa nama")
        if self.pane.record_id == action_id:
            self.pane.forget()
        attempt(self._context, lambda: workshop.delete_record(action_id))
        self._context.notices.show_notice(
            _("“{title}” dihapus.").format(title=name if len(name) <= 60 else f"{name[:59]}…"),
            undo=lambda: attempt(self._context, lambda: workshop.restore_record(action_id)),
        )
        self.table.setFocus()

    @Slot(str, int)
    def move_by(self, action_id: str, steps: int) -> None:
        """Move an item past its neighbour in the table."""
        shown = [row.id for row in self.table.rows]
        if self._context.workshop.read_only or action_id not in shown:
            return
        target = shown.index(action_id) + steps
        if not 0 <= target < len(shown):
            return
        before = shown[target] if steps < 0 else self._after(shown[target])
        attempt(self._context, lambda: move_action(self._context.workshop, action_id, before=before))
        self.table.make_current(action_id)

    def _after(self, action_id: str) -> str:
        ids = [action.id for action in self._actions]
        place = ids.index(action_id) + 1
        return ids[place] if place < len(ids) else ""

    @Slot()
    def _pane_closed(self) -> None:
        self._show_rows()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The form takes the table's place where both find no room."""
        alone = not self.pane.isHidden() and self.width() < px(_PANE_WIDTH + _TABLE_NEEDS)
        self._main.setVisible(not alone)
        if alone:
            self.pane.setMinimumWidth(0)
            self.pane.setMaximumWidth(16_777_215)
        else:
            self.pane.setFixedWidth(px(_PANE_WIDTH))
