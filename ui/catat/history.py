"""Who wrote what and when in one record, and how it stood then, to read and to copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import N_, _
from ui.background import Progress
from ui.context import Context
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.record_list import RecordList, Row
from ui.widgets.text_edits import GrowingTextEdit

if TYPE_CHECKING:
    from kotaham_desktop.storage.history import HistoryEntry

SHORTCUT = "F4"
_ONE_SITTING = 120_000
"""Milliseconds: changes of one person that follow each other closer than this are one line of the history."""
_MOST = 400
_KINDS = {
    "create": N_("Mulai ditulis"),
    "delete": N_("Dihapus"),
    "restore": N_("Dipulihkan"),
    "undo": N_("Diurungkan"),
    "redo": N_("Diulangi"),
    "choose": N_("Perbedaan diputuskan"),
    "reopen": N_("Keputusan dibatalkan"),
    "erase": N_("Dihapus atas permintaan"),
}


class HistoryPanel(QWidget):
    """The history of one record at a time; an older version opens below the list, read-only."""

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record_id = ""
        self._log_ids: dict[str, int] = {}
        self._asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(_("Riwayat"), "subheading"), 1)
        head.addWidget(IconButton("x", _("Tutup riwayat"), on_click=self.closed.emit))
        column.addLayout(head)
        self._empty = Label(_("Belum ada riwayat: catatan ini belum mulai ditulis."), "secondary", wrap=True)
        column.addWidget(self._empty)
        self.list = RecordList(name=_("Riwayat catatan"), opens_on_click=True)
        self.list.setMinimumHeight(px(64))
        self.list.opened.connect(self.show_version)
        self.list.selected.connect(self.show_version)
        column.addWidget(self.list, 3)
        self._heading = Label("", "label", wrap=True)
        column.addWidget(self._heading)
        self.version = GrowingTextEdit(name=_("Versi lama"), note=False, least_lines=4, most_lines=16)
        self.version.setReadOnly(True)
        column.addWidget(self.version)
        self.copy = Button(_("Salin"), "secondary", icon_name="copy", on_click=self._copy)
        self.copy.setToolTip(_("Salin versi ini, lalu tempel di mana pun"))
        column.addWidget(self.copy)
        column.addStretch(1)
        self._show_version_parts(False)

    def show_record(self, record_id: str) -> None:
        """Show the history of a record; of none while it has not begun."""
        if record_id != self._record_id:
            self._show_version_parts(False)
        self._record_id = record_id
        rows: list[Row] = []
        self._log_ids = {}
        if record_id:
            workshop = self._context.workshop
            record_type = RECORD_TYPES[workshop.record(record_id).type]
            for sitting in _sittings(workshop.history(record_id, limit=_MOST)):
                row = _row(sitting, record_type)
                rows.append(row)
                self._log_ids[row.id] = sitting[0].log_id
        self.list.set_rows(rows)
        self.list.setMaximumHeight(max(px(64), self.list.height_of_rows()))
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def show_version(self, row_id: str) -> None:
        """Read beside the window how the record stood then, and show it."""
        workshop = self._context.workshop
        path, key, record_id, log_id = workshop.path, workshop.key, self._record_id, self._log_ids[row_id]
        self._asked = log_id

        def read(progress: Progress) -> Record | None:  # noqa: ARG001 - one step
            from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late, it loads the engine

            with Workshop.open(path, read_only=True, key=key) as past:
                return past.record_as_of(record_id, log_id)

        task = self._context.background.run(read, lambda record: self._show(log_id, record), self._failed)
        self.destroyed.connect(task.cancel)

    def _show(self, log_id: int, record: Record | None) -> None:
        if log_id != self._asked or record is None or record.id != self._record_id:
            return
        row = next((each for each in self.list.rows if self._log_ids[each.id] == log_id), None)
        self._heading.setText(_("Sesudah {when}").format(when=row.subtitle) if row else "")
        self.version.show_text(as_text(record))
        self.version.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_version_parts(True)

    def _failed(self, error: ExpectedError) -> None:
        self._context.notices.show_error(error)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.version.text())
        self._context.notices.show_notice(_("Versi itu sudah disalin."))

    def _show_version_parts(self, shown: bool) -> None:
        for part in (self._heading, self.version, self.copy):
            part.setVisible(shown)


def as_text(record: Record) -> str:
    """A record as plain text: its one text, or every filled field below its label."""
    record_type = RECORD_TYPES[record.type]
    if record.type == "note":
        return record.text("text")
    parts = []
    for field in record_type.fields:
        if field.links_to or not record.text(field.name):
            continue
        value = record.text(field.name)
        parts.append(f"{_(field.label)}\n{_(field.choice_label(value)) if field.choices else value}")
    return "\n\n".join(parts)


def _sittings(entries: Sequence["HistoryEntry"]) -> list[list["HistoryEntry"]]:
    """The entries, newest first, gathered where one person went on writing in the same fields."""
    sittings: list[list[HistoryEntry]] = []
    for entry in entries:
        newer = sittings[-1][-1] if sittings else None
        if (
            newer is not None
            and newer.author == entry.author
            and newer.kind == entry.kind == "edit"
            and newer.fields == entry.fields
            and newer.at - entry.at <= _ONE_SITTING
        ):
            sittings[-1].append(entry)
        else:
            sittings.append([entry])
    return sittings


def _row(sitting: Sequence["HistoryEntry"], record_type: RecordType) -> Row:
    newest = sitting[0]
    labels = {field.name: _(field.label) for field in record_type.fields}
    words = ", ".join(labels[name] for name in newest.fields if name in labels)
    if newest.is_erased:
        words = _("Isinya dihapus atas permintaan")
    title = _(_KINDS[newest.kind]) if newest.kind in _KINDS else words or _("Diubah")
    if newest.kind in {"undo", "redo"} and words:
        title = f"{title}: {words}"
    moment, author = local_time(newest.at), newest.author or _("tanpa nama")
    return Row(
        id=str(newest.log_id),
        title=title,
        subtitle=f"{moment:%d/%m %H.%M} · {author}",
    )
