"""The people: a table to walk and filter, the form of one person beside it, and the way in for whole lists."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.application.group_commands import sector_counts
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persiapan.key_hints import WithKeyHints
from ui.persiapan.part import Part
from ui.persiapan.peserta.importing import ImportPanel
from ui.persiapan.peserta.people_rows import PersonRow, filtered, person_row
from ui.persiapan.peserta.people_table import PeopleTable
from ui.persiapan.side_pane import RecordPane, SideBySide
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidingLabel
from ui.widgets.text_fields import SearchField

_FIELDS = ("name", "role", "sector", "institution", "position", "sex", "group", "access_needs", "contact", "level")


class PesertaPart(Part):
    """Also takes a dropped file or a pasted table anywhere in it."""

    concerned = frozenset({"person", "group"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[PersonRow] = []
        self.setAcceptDrops(not context.workshop.read_only)
        self.tools = self._make_tools()
        self._summary = ElidingLabel("", "secondary")
        self.table = PeopleTable()
        self._nobody_fits = EmptyState(
            "search",
            "",
            action=_("Kosongkan saringan"),
            action_icon="x",
            on_action=self.filter.clear,
        )
        self.pane = RecordPane(context, PERSON, _FIELDS, delete_text=_("Hapus orang"))
        self._beside = SideBySide(WithKeyHints(self._list_page(), _key_hints()), self.pane, self._focus_table)
        self.empty = EmptyState(
            "users",
            _("Belum ada orang. Impor daftar dari Excel atau CSV, seret berkasnya ke sini, atau tempel tabelnya."),
            action="" if context.workshop.read_only else _("Impor daftar"),
            action_icon="file-spreadsheet",
            on_action=self.start_import,
        )
        self.importing = ImportPanel(context)
        self.importing.finished.connect(self._import_finished)
        self._stack = QStackedWidget()
        for page in (self._beside, self.empty, self.importing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        if not context.workshop.read_only:
            # Text fields keep the key for themselves; anywhere else it means a table.
            QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.paste)
        self.table.picked.connect(lambda person_id: self._open(person_id, focus=False))
        self.table.opened.connect(lambda person_id: self._open(person_id, focus=True))
        self.table.walked.connect(self._walked)
        self.table.deleted.connect(self.delete)
        self.pane.delete_wanted.connect(lambda person_id: self.delete((person_id,)))
        self.refresh()

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self.filter = SearchField(_("Saring nama, instansi, peran…"))
        self.filter.setMinimumWidth(px(110))
        self.filter.setMaximumWidth(px(260))
        self.filter.searched.connect(self._filter)
        row.addWidget(self.filter, 4)
        self.import_button = Button(
            _("Impor"), icon_name="file-spreadsheet", shortcut="Ctrl+I", on_click=self.start_import
        )
        self.add_button = Button(
            _("Tambah orang"), "primary", icon_name="user-plus", shortcut="Ctrl+N", on_click=self._add
        )
        for button in (self.import_button, self.add_button):
            button.setEnabled(not self._context.workshop.read_only)
            row.addWidget(button)
        return tools

    def _list_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._summary)
        column.addWidget(self.table, 1)
        column.addWidget(self._nobody_fits, 1)
        return page

    @property
    def summary(self) -> str:
        """What stands above the table."""
        return self._summary.text()

    def show_record(self, person_id: str) -> None:
        """Bring a person into view with their form."""
        self.filter.clear()
        self._filter("")
        self._open(person_id, focus=False)

    # Showing

    def refresh(self) -> None:
        """Show the file as it is now."""
        workshop = self._context.workshop
        groups = {group.id: group.text("name") for group in workshop.records("group")}
        people = workshop.records("person")
        self._rows = [person_row(person, groups) for person in people]
        self._summary.setText(_summary(people))
        self._filter(self.filter.text())
        if self._stack.currentWidget() is not self.importing:
            self._show_list()

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self._beside if self._rows else self.empty)
        self._offer_tools(offered=True)
        if not self._rows:
            self.pane.forget()
        self._beside.arrange()

    @Slot(str)
    def _filter(self, words: str) -> None:
        shown = filtered(self._rows, words)
        self.table.set_rows(shown)
        self.table.setVisible(bool(shown))
        self._nobody_fits.setVisible(not shown)
        self._nobody_fits.sentence.setText(_("Tidak ada orang yang cocok dengan “{words}”.").format(words=words))

    def _focus_table(self) -> None:
        if self.table.isVisible():
            self.table.setFocus()

    # Wishes

    def _open(self, person_id: str, *, focus: bool) -> None:
        if self.pane.show_record(person_id, focus=focus):
            self._beside.arrange()
            self.table.make_current(person_id)

    @Slot(str)
    def _walked(self, person_id: str) -> None:
        if not self.pane.isHidden() and len(self.table.selected_ids) <= 1:
            self.pane.show_record(person_id, focus=False)

    def _add(self) -> None:
        self.filter.clear()
        person_id = attempt(self._context, lambda: self._context.workshop.create_record("person", {"name": ""}))
        if person_id:
            self._filter("")
            self.table.make_current(person_id)
            self.pane.show_record(person_id, focus=True, fresh=True)
            self._beside.arrange()

    @Slot(object)
    def delete(self, person_ids: Sequence[str]) -> None:
        """Put people aside in one step, with a way back."""
        workshop = self._context.workshop
        if workshop.read_only or not person_ids or not self._context.unsaved.save_all():
            return
        if self.pane.record_id in person_ids:
            self.pane.forget()
        n = len(person_ids)
        words = ngettext("{n} orang dihapus.", "{n} orang dihapus.", n).format(n=n)
        if n == 1:
            name = workshop.record(person_ids[0]).text("name") or _("Orang tanpa nama")
            words = _("“{title}” dihapus.").format(title=name)
        self._for_each(person_ids, "delete", workshop.delete_record)
        self._context.notices.show_notice(
            words, undo=lambda: self._for_each(person_ids, "restore", workshop.restore_record)
        )
        self._focus_table()

    def _for_each(self, person_ids: Sequence[str], kind: str, command: Callable[[str], None]) -> None:
        def run() -> None:
            with self._context.workshop.batch(kind):
                for person_id in person_ids:
                    command(person_id)

        attempt(self._context, run)

    # Import

    def start_import(self) -> None:
        """Ask for a table, in place of the list."""
        self._go_to_import()
        self.importing.begin()

    def import_file(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        self._go_to_import()
        self.importing.read_file(path)

    def paste(self) -> None:
        """Read the clipboard and show what it would bring."""
        self._go_to_import()
        self.importing.paste()

    def _go_to_import(self) -> None:
        self.pane.leave()
        self._offer_tools(offered=False)
        self._stack.setCurrentWidget(self.importing)

    def _offer_tools(self, *, offered: bool) -> None:
        self.filter.setVisible(offered and bool(self._rows))
        self.import_button.setVisible(offered)
        self.add_button.setVisible(offered)

    @Slot()
    def _import_finished(self) -> None:
        self._show_list()
        self._focus_table()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.import_file(path)


def _key_hints() -> str:
    return "  ·  ".join(
        (_("Enter isian"), _("Delete hapus"), _("Shift+panah pilih beberapa"), _("Ctrl+V tempel daftar"))
    )


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _summary(people: Sequence[Record]) -> str:
    """How many there are, of which sectors and sexes, for the balance of the room."""
    if not people:
        return ""
    participants = [person for person in people if person.text("role") == "participant"]
    n = len(participants)
    parts = [ngettext("{n} peserta", "{n} peserta", n).format(n=n)]
    field = PERSON.field("sector")
    parts += [f"{count} {_(field.choice_label(code))}" for code, count in sector_counts(participants).items() if count]
    sexes = Counter(person.text("sex") for person in participants)
    if sexes["female"] or sexes["male"]:
        parts.append(_("{women} perempuan, {men} laki-laki").format(women=sexes["female"], men=sexes["male"]))
    others = len(people) - n
    if others:
        parts.append(ngettext("{n} orang tim", "{n} orang tim", others).format(n=others))
    return "  ·  ".join(parts)
