"""The results of a group exercise: one row after another, as the method asks for them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kotaham_desktop.domain.methods import Method
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.i18n import _
from ui.catat.result_row import ClosedRow, OpenRow
from ui.catat.writing import RecordWriting
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

_SETTLES_AFTER = 40
"""Milliseconds until a row that has just been opened has its height."""


class ResultRows(QWidget):
    """At most one row is open. Enter closes it and opens the next one; the first letter in a new row creates it.

    ``exercise`` is the writing of the exercise itself, which begins before its first row does; ``before`` is the widget
    from which Tab comes into the open row.
    """

    failed = Signal(object)
    saved = Signal(str)

    def __init__(self, context: Context, exercise: RecordWriting, level: Callable[[], str]) -> None:
        super().__init__()
        self._context = context
        self._exercise = exercise
        self.before: QWidget = self
        self._level = level
        self._method: Method | None = None
        self._closed: dict[str, ClosedRow] = {}
        self._order: list[Record] = []
        self._open: OpenRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._column = column
        self.button = Button(_("Tambah baris"), "quiet", icon_name="plus", on_click=self.open_new)
        self.button.setToolTip(_("Baris baru; Enter di dalam baris melakukan hal yang sama"))
        self._hint = Label(
            _("Enter: baris berikutnya · Shift+Enter: ganti baris · Tab: isian berikutnya"), "caption", wrap=True
        )
        column.addWidget(self.button)
        column.addWidget(self._hint)

    def show_method(self, method: Method | None) -> None:
        """Ask for what this method asks for."""
        if method is self._method:
            return
        self._method = method
        self._close()
        self.setVisible(method is not None)
        self._hint.setVisible(not self._context.workshop.read_only)
        self.button.setVisible(not self._context.workshop.read_only)
        for row in self._closed.values():
            row.deleteLater()
        self._closed = {}
        self.refresh()
        if method is not None and not self._order:
            self.open_new(focus=False)

    @property
    def opened(self) -> OpenRow | None:
        """The row that is open."""
        return self._open

    @property
    def row_ids(self) -> list[str]:
        """The rows that exist, in order."""
        return [record.id for record in self._order]

    def closed_row(self, row_id: str) -> ClosedRow:
        """A row that is closed; raises ``KeyError``."""
        return self._closed[row_id]

    def refresh(self) -> None:
        """Show the rows as they are stored."""
        method = self._method
        if method is None:
            return
        workshop = self._context.workshop
        exercise_id = self._exercise.record_id
        self._order = workshop.records("exercise_row", exercise=exercise_id) if self._exercise.exists else []
        known = {record.id for record in self._order}
        for row_id in [gone for gone in self._closed if gone not in known]:
            self._closed.pop(row_id).deleteLater()
        open_id = self._open.writing.record_id if self._open is not None else ""
        for place, record in enumerate(self._order):
            row = self._closed.get(record.id)
            if row is None:
                row = ClosedRow(self)
                row.opened.connect(partial(self.open_row, record.id))
                self._closed[record.id] = row
            row.show_answers(place + 1, method, record.answers())
            row.setVisible(record.id != open_id)
        self._lay_out()

    def hear(self, change: "Change") -> None:
        """Show what a change brought."""
        if "exercise_row" in change.types:
            if self._open is not None:
                self._open.writing.hear(change)
            self.refresh()

    def open_row(self, row_id: str) -> None:
        """Open a row to write in it."""
        if self._method is None or not self._close():
            return
        place = self.row_ids.index(row_id)
        writing = RecordWriting(self._context, "exercise_row", record_id=row_id)
        self._show_open(OpenRow(self._method, writing, place + 1, read_only=self._context.workshop.read_only))
        writing.show(self._order[place])
        self.refresh()
        self._focus()

    def open_new(self, *, focus: bool = True) -> None:
        """Open an empty row at the end."""
        if self._method is None or self._context.workshop.read_only or not self._close():
            return
        writing = RecordWriting(
            self._context,
            "exercise_row",
            given=self._given,
            before_creation=self._exercise.ensure_exists,
        )
        self._show_open(OpenRow(self._method, writing, len(self._order) + 1, read_only=False))
        self.refresh()
        if focus:
            self._focus()

    def save_typing(self) -> bool:
        """Write what was typed in the open row; whether nothing is left unsaved."""
        return self._open is None or self._open.writing.save_typing()

    def finish(self) -> bool:
        """Write what is left; false when it could not be written."""
        return self._open is None or self._open.writing.finish()

    def abandon(self) -> None:
        """Let go without writing."""
        if self._open is not None:
            self._open.writing.abandon()

    def _given(self) -> Mapping[str, Value]:
        return {"exercise": self._exercise.record_id, "level": self._level()}

    def _show_open(self, row: OpenRow) -> None:
        row.next_wanted.connect(self._next)
        row.removal_wanted.connect(self._remove)
        row.writing.failed.connect(self.failed)
        row.writing.saved.connect(self.saved)
        row.writing.gone.connect(self._gone)
        self._open = row
        before = self.before
        for editor in row.editors.values():
            QWidget.setTabOrder(before, editor)
            before = editor

    def _lay_out(self) -> None:
        """Put the rows into their order, the open one in its place or at the end."""
        open_row = self._open
        open_id = open_row.writing.record_id if open_row is not None else ""
        wanted: list[QWidget] = [
            open_row if open_row is not None and record.id == open_id else self._closed[record.id]
            for record in self._order
            if record.id == open_id or record.id in self._closed
        ]
        if open_row is not None and open_row not in wanted:
            wanted.append(open_row)
        for place, row in enumerate(wanted):
            item = self._column.itemAt(place)
            if item is None or item.widget() is not row:
                self._column.insertWidget(place, row)

    def _close(self) -> bool:
        """Put the open row away; one that cannot be written stays open."""
        row = self._open
        if row is None:
            return True
        if not row.writing.finish():
            return False
        self._open = None
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        return True

    def _next(self) -> None:
        row = self._open
        if row is None or row.writing.is_blank:
            return
        if not row.writing.save_typing():
            return
        self.refresh()
        ids = self.row_ids
        place = ids.index(row.writing.record_id) + 1 if row.writing.record_id in ids else len(ids)
        if place < len(ids):
            self.open_row(ids[place])
        else:
            self.open_new()

    def _remove(self) -> None:
        row = self._open
        if row is None:
            return
        row_id, existed = row.writing.record_id, row.writing.exists
        row.writing.save_typing()
        self._open = None
        row.writing.abandon()
        row.hide()
        row.deleteLater()
        if existed:
            workshop = self._context.workshop
            workshop.delete_record(row_id)
            self._context.notices.show_notice(_("Baris dihapus."), undo=lambda: workshop.restore_record(row_id))
        self.refresh()

    def _gone(self, row_id: str) -> None:  # noqa: ARG002 - only the open row tells
        row = self._open
        if row is not None:
            self._open = None
            row.hide()
            row.deleteLater()

    def _focus(self) -> None:
        row = self._open
        if row is not None:
            row.focus_first()
            QTimer.singleShot(_SETTLES_AFTER, row, lambda: self._bring_into_view(row))

    def _bring_into_view(self, row: OpenRow) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(row, 0, 12)
