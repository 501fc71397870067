"""Taking in a list of people: choose, drop or paste; look; take in as one step. Nothing changes before that."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.participant_import import import_participants
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.person_import import ColumnMapping, ImportPlan, guess_mapping, plan_import
from kotaham_desktop.exchange.table import Table
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.messages import choose_files_to_read, show_error
from ui.persiapan.peserta.import_preview import ImportPreview
from ui.widgets.buttons import Button, IconButton
from ui.widgets.frames import Card
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from ui.background import Task


class ImportPanel(QWidget):
    """Stands where the table of people was until it is ``finished``."""

    finished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._source = ""
        self._table: Table | None = None
        self._running: list[Task[Table] | Task[ImportPlan]] = []
        self.preview: ImportPreview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(Label(_("Impor daftar orang"), "heading"), 1)
        self.close_button = IconButton("x", _("Kembali ke daftar"), on_click=self.give_up)
        top.addWidget(self.close_button)
        column.addLayout(top)
        self.messages = MessageBar()
        column.addWidget(self.messages)
        self.choosing = self._choosing()
        column.addWidget(self.choosing, 1)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        context.session.closed.connect(self._forget)
        self.destroyed.connect(partial(_cancel, self._running))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.give_up)

    def _choosing(self) -> Card:
        card = Card(margins=24, spacing=12)
        card.body.addStretch(1)
        card.body.addWidget(IconView("file-spreadsheet", "text_3", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = Label(
            _("Seret berkas Excel atau CSV ke sini, pilih berkasnya, atau salin tabelnya lalu tempel (Ctrl+V)."),
            "secondary",
            wrap=True,
        )
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(self._sentence)
        self.choose_button = Button(_("Pilih berkas"), "primary", icon_name="folder-open", on_click=self.choose_file)
        self.paste_button = Button(_("Tempel tabel"), icon_name="clipboard-paste", on_click=self.paste)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        hint = Label(
            _(
                "Baris judul dikenali dalam bahasa Indonesia atau Inggris. "
                "Belum ada yang dimasukkan sebelum Anda setuju."
            ),
            "caption",
            wrap=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(hint)
        card.body.addStretch(2)
        return card

    @property
    def is_busy(self) -> bool:
        """Whether a table is being read or sorted now."""
        return bool(self._running)

    # Where the table comes from

    def begin(self) -> None:
        """Ask where the table is."""
        self._forget()
        self.choose_button.setFocus()

    def choose_file(self) -> None:
        """Let the user pick a file."""
        paths = choose_files_to_read(
            self, _("Pilih daftar orang"), self._context.workshop.path.parent, _("Tabel (*.xlsx *.csv *.tsv *.txt)")
        )
        if paths:
            self.read_file(paths[0])

    def paste(self) -> None:
        """Take the table from the clipboard; a copied file counts too."""
        copied = QGuiApplication.clipboard().mimeData()
        local = [url.toLocalFile() for url in copied.urls() if url.isLocalFile()] if copied.hasUrls() else []
        if local:
            self.read_file(Path(local[0]))
        elif copied.hasText() and copied.text().strip():
            self.read_text(copied.text())
        else:
            self._forget()
            self.messages.show_message(
                "info",
                _("Papan klip tidak berisi tabel."),
                _("Salin dulu baris-baris tabelnya di program lain, lalu tempel di sini."),
            )

    def read_file(self, path: Path) -> None:
        """Read a file beside the window."""

        def read() -> Table:
            from kotaham_desktop.exchange.table_reading import read_table  # noqa: PLC0415 - late, openpyxl is heavy

            return read_table(path, PERSON)

        self._read(path.name, read)

    def read_text(self, text: str) -> None:
        """Read a pasted table beside the window."""

        def read() -> Table:
            from kotaham_desktop.exchange.table_reading import read_pasted  # noqa: PLC0415 - late, openpyxl is heavy

            return read_pasted(text, PERSON)

        self._read(_("Tempelan"), read)

    def _read(self, source: str, read: Callable[[], Table]) -> None:
        self._forget()
        self._source = source
        self._sentence.setText(_("Membaca {name} …").format(name=source))
        self._running.append(self._context.background.run(lambda _progress: read(), self._read_done, self._failed))

    def _read_done(self, table: Table) -> None:
        self._running.clear()
        self._table = table
        mapping = guess_mapping(table)
        self.preview = ImportPreview(self._source, table, mapping)
        self.preview.mapping_changed.connect(self._plan)
        self.preview.confirmed.connect(self._take_in)
        self.preview.cancelled.connect(self.give_up)
        self.choosing.hide()
        self._place.addWidget(self.preview)
        self._plan(mapping)
        self.preview.mapping.combos[0].setFocus()

    def _failed(self, error: ExpectedError) -> None:
        self._forget()
        show_error(self.messages, error)
        self.choose_button.setFocus()

    # What it would do

    @Slot(object)
    def _plan(self, mapping: ColumnMapping) -> None:
        table = self._table
        if table is None:
            return
        _cancel(self._running)
        existing = self._context.workshop.records("person")
        self._running.append(
            self._context.background.run(
                lambda _progress: plan_import(table, mapping, existing), self._planned, self._failed
            )
        )

    def _planned(self, plan: ImportPlan) -> None:
        self._running.clear()
        if self.preview is not None:
            self.preview.show_plan(plan)

    @Slot(object, bool)
    def _take_in(self, plan: ImportPlan, leave_out_problems: bool) -> None:
        workshop = self._context.workshop
        ids = attempt(self._context, lambda: import_participants(workshop, plan, leave_out_problems=leave_out_problems))
        if ids is None:
            return
        n = len(ids)
        self._context.notices.show_notice(
            ngettext("{n} orang dimasukkan.", "{n} orang dimasukkan.", n).format(n=n),
            undo=lambda: attempt(self._context, lambda: self._take_back(ids)),
        )
        self.give_up()

    def _take_back(self, ids: list[str]) -> None:
        workshop = self._context.workshop
        with workshop.batch("delete"):
            for person_id in ids:
                workshop.delete_record(person_id)

    @Slot()
    def give_up(self) -> None:
        """Go back to the people; the table is forgotten."""
        self._forget()
        self.finished.emit()

    @Slot()
    def _forget(self) -> None:
        _cancel(self._running)
        self._table = None
        self.messages.hide()
        if self.preview is not None:
            self._place.removeWidget(self.preview)
            self.preview.hide()
            self.preview.deleteLater()
            self.preview = None
        self._sentence.setText(
            _("Seret berkas Excel atau CSV ke sini, pilih berkasnya, atau salin tabelnya lalu tempel (Ctrl+V).")
        )
        self.choosing.show()


def _cancel(running: "list[Task[Table] | Task[ImportPlan]]", _gone: object = None) -> None:
    """Give up what runs; also called when the panel itself is gone, so it touches no widget."""
    for task in running:
        task.cancel()
    running.clear()
