"""One person: standings, the records about them, what has left, and the ledger."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.consent_commands import left_already
from kotaham_desktop.application.subjects import FIRST_QUESTION, entries_of, records_about, subject_line
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import _, ngettext
from ui.context import Context
from ui.persetujuan.ledger_view import LedgerView
from ui.persetujuan.standings import Standings
from ui.persetujuan.wording import form_word, moment, purpose_label, record_title
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import level_chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Line, ScrollPage
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHOWN_RECORDS = 40


class Overview(ScrollPage):
    """Shows and asks: each signal is a wish about the person that is shown."""

    answer_wanted = Signal()
    withdrawal_wanted = Signal()
    link_wanted = Signal()
    sheet_wanted = Signal()
    erasure_wanted = Signal()
    record_wanted = Signal(str)
    unlink_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=12)
        self._workshop = context.workshop
        self.heading = Label("", "title")
        self.name = Label("", "subheading", wrap=True)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.name)
        self._actions = QWidget()
        row = FlowLayout(self._actions)
        wishes: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Cabut persetujuan"), "undo-2", self.withdrawal_wanted.emit),
            (_("Kaitkan catatan"), "link", self.link_wanted.emit),
            (_("Lembar data orang ini"), "file-text", self.sheet_wanted.emit),
        )
        self.answer = Button(
            _("Catat jawaban"), "primary", icon_name="notebook-pen", shortcut="Alt+J", on_click=self.answer_wanted.emit
        )
        row.addWidget(self.answer)
        self.buttons: dict[str, Button] = {}
        for text, icon_name, act in wishes:
            self.buttons[icon_name] = Button(text, icon_name=icon_name, on_click=act)
            row.addWidget(self.buttons[icon_name])
        self.erase = Button(_("Hapus orang ini"), "danger", icon_name="trash-2", on_click=self.erasure_wanted.emit)
        row.addWidget(self.erase)
        self.body.addWidget(self._actions)
        self.missing = MessageBar()
        self.body.addWidget(self.missing)
        self.body.addWidget(Label(_("Persetujuan menurut tujuan"), "heading"))
        self.standings = Standings()
        self.body.addWidget(self.standings)
        self.body.addWidget(Line())
        self._records_heading = Label("", "heading")
        self.body.addWidget(self._records_heading)
        self._records = _Lines()
        self.body.addWidget(self._records)
        self._left_heading = Label(_("Pernah keluar"), "heading")
        self.body.addWidget(self._left_heading)
        self._left = _Lines()
        self.body.addWidget(self._left)
        self.body.addWidget(Line())
        self.body.addWidget(Label(_("Buku persetujuan"), "heading"))
        self.body.addWidget(
            Label(_("Catatan di sini tidak pernah diubah atau dihapus satu per satu; jawaban baru ditambahkan."),
                  "caption", wrap=True)
        )  # fmt: skip
        self.ledger = LedgerView()
        self.body.addWidget(self.ledger)
        self.body.addStretch(1)
        for part in (self.answer, self.buttons["undo-2"], self.buttons["link"], self.erase, self.buttons["file-text"]):
            part.setEnabled(not self._workshop.read_only)

    def show_person(self, code: str, name: str) -> None:
        """Show what is known about a person; ``name`` is empty while the name key is closed."""
        line = subject_line(self._workshop, code)
        self.heading.setText(code)
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self.standings.show_line(line)
        if line.missing == (FIRST_QUESTION,) and line.standings[FIRST_QUESTION] != "refused":
            self.missing.show_message(
                "warning",
                _("Sudah ada catatan tentang orang ini, tetapi ia belum ditanya."),
                _("Bacakan penjelasannya, tanyakan, lalu catat jawabannya."),
            )
        elif line.missing:
            words = "; ".join(f"{each} {purpose_label(each)}" for each in line.missing)
            self.missing.show_message(
                "warning",
                _("Catatan tentang orang ini lebih terbuka daripada izinnya."),
                _("Belum ada persetujuan untuk: {purposes}. Tanyakan, atau turunkan tingkat catatannya.").format(
                    purposes=words
                ),
            )
        else:
            self.missing.hide()
        self._show_records(code)
        self.ledger.show_entries(entries_of(self._workshop, code))

    def _show_records(self, code: str) -> None:
        records = records_about(self._workshop, code)
        n = len(records)
        self._records_heading.setText(
            ngettext("{n} catatan tentang orang ini", "{n} catatan tentang orang ini", n).format(n=n)
        )
        self._records.show_rows([self._record_row(each) for each in records[:_SHOWN_RECORDS]])
        left = [one.export for one in left_already(self._workshop, code) if one.names]
        self._left_heading.setVisible(bool(left))
        self._left.show_rows(
            [Label(_departed(export), "body", wrap=True) for export in reversed(left[-_SHOWN_RECORDS:])]
        )

    def _record_row(self, record: Record) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        title = record_title(record)
        line.addWidget(ElidingLabel(title), 1)
        line.addWidget(level_chip(record.level))
        opened = IconButton(
            "external-link",
            _("Buka {title}").format(title=title),
            on_click=partial(self.record_wanted.emit, record.id),
        )
        line.addWidget(opened)
        loose = IconButton(
            "x", _("Bukan tentang orang ini: {title}").format(title=title),
            on_click=partial(self.unlink_wanted.emit, record.id),
        )  # fmt: skip
        loose.setEnabled(not self._workshop.read_only)
        line.addWidget(loose)
        return row


class _Lines(QWidget):
    """Rows that are replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_rows(self, rows: "Sequence[QWidget]") -> None:
        """Show these rows."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._column.addWidget(row)
        self.setVisible(bool(rows))


def _departed(export: Record) -> str:
    audience = export.text("audience")
    label = _(AUDIENCE_LABELS[Audience(audience)]) if audience in {*Audience} else audience
    return " · ".join(filter(None, (moment(export.text("at")), form_word(export.text("form")), label,
                                    export.text("made_by"))))  # fmt: skip
