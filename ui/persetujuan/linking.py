"""Saying which records are about a person: found by words, ticked, and kept by code."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.application.consent_commands import CONCERNED_TYPES
from kotaham_desktop.application.subjects import link_subject
from kotaham_desktop.domain.levels import LEVEL_LABELS
from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.wording import record_title
from ui.theme import BlockColour
from ui.widgets.buttons import Button
from ui.widgets.chips import LEVEL_COLOURS
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.record_list import Badge, RecordList, Row
from ui.widgets.text_fields import SearchField

_MOST = 300
"""Rows that are shown; whoever has more searches."""


class LinkPanel(QWidget):
    """``linked`` carries what became less open by it, ``left`` that nothing changed."""

    linked = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._code = ""
        self._chosen: set[str] = set()
        self._candidates: list[Record] = []
        self._found: list[Record] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        self.heading = Label("", "title", wrap=True)
        column.addWidget(self.heading)
        column.addWidget(
            Label(
                _("Tandai catatan yang bercerita tentang orang ini. Yang lebih terbuka daripada izinnya ikut ditutup."),
                "secondary",
                wrap=True,
            )
        )
        self.search = SearchField(_("Cari di judul dan isi"))
        self.search.searched.connect(self._show)
        column.addWidget(self.search)
        self.list = _TickList(name=_("Catatan yang dapat dikaitkan"), opens_on_click=True)
        self.list.setAccessibleDescription(_("Spasi atau Enter menandai."))
        self.list.opened.connect(self._ticked)
        column.addWidget(self.list, 1)
        self._count = Label("", "caption", wrap=True)
        column.addWidget(self._count)
        row = FlowLayout()
        self.confirm = Button(_("Kaitkan"), "primary", icon_name="link", on_click=self._confirm)
        row.addWidget(self.confirm)
        row.addWidget(Button(_("Batal"), "quiet", hint=_("Batal (Esc)"), on_click=self.left.emit))
        column.addLayout(row)

    def ask(self, code: str, name: str = "") -> None:
        """Offer what is not linked to this person yet."""
        self._code, self._chosen = code, set()
        self.heading.setText(_("Kaitkan catatan dengan {who}").format(who=f"{code}  {name}".strip()))
        workshop = self._context.workshop
        self._candidates = [
            record
            for type_name in CONCERNED_TYPES
            for record in workshop.records(type_name)
            if code not in record.ids("subjects")
        ]
        self._candidates.sort(key=lambda record: -record.created_at)
        self.search.setText("")
        self._show("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _show(self, words: str) -> None:
        wanted = words.casefold().split()
        self._found = [record for record in self._candidates if _matches(record, wanted)]
        self._show_rows()

    @Slot(str)
    def _ticked(self, record_id: str) -> None:
        self._chosen ^= {record_id}
        self._show_rows()

    def _show_rows(self) -> None:
        self.list.set_rows([self._row(record) for record in self._found[:_MOST]])
        n, found = len(self._chosen), len(self._found)
        chosen = ngettext("{n} dipilih", "{n} dipilih", n).format(n=n)
        offered = ngettext("{n} catatan ditemukan", "{n} catatan ditemukan", found).format(n=found)
        self._count.setText(f"{offered} · {chosen}")
        self.confirm.setEnabled(n > 0)

    def _row(self, record: Record) -> Row:
        ticked = record.id in self._chosen
        level = Badge(f"{record.level.code} {_(LEVEL_LABELS[record.level])}", LEVEL_COLOURS[record.level])
        return Row(
            record.id,
            record_title(record),
            _("dipilih") if ticked else "",
            BlockColour.TEAL if ticked else None,
            (level,),
            icon_name="square-check" if ticked else "square",
        )

    def _confirm(self) -> None:
        chosen = sorted(self._chosen)
        lowered = attempt(self._context, lambda: link_subject(self._context.workshop, self._code, chosen))
        if lowered is not None:
            self.linked.emit(lowered)


class _TickList(RecordList):
    """Space ticks as Enter does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.selected_id:
            self.opened.emit(self.selected_id)
            return
        super().keyPressEvent(event)


def _matches(record: Record, words: list[str]) -> bool:
    if not words:
        return True
    if record.text("level") == "L0":
        return False
    text = " ".join(str(value) for value in record.values.values() if isinstance(value, str))
    text += " ".join(record.answers().values()) if record.type == "exercise_row" else ""
    folded = text.casefold()
    return all(word in folded for word in words)
