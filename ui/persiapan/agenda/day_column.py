"""One day of the agenda: its date, when it begins, how long it is, what does not fit, and its sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.domain.agenda import parse_clock
from kotaham_desktop.domain.dates import written_time
from kotaham_desktop.i18n import _, ngettext
from ui.persiapan.agenda.rows import DayTrouble, SessionRow
from ui.persiapan.agenda.session_list import SessionList
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.text_fields import LineEdit

_NARROWEST = 252


@dataclass(frozen=True, slots=True)
class DayView:
    """What a day shows."""

    day: int
    date: str
    start: time
    totals: str
    rows: tuple[SessionRow, ...]
    troubles: tuple[DayTrouble, ...]


class TroubleStrip(QFrame):
    """Says the first thing that does not fit and offers the one way to mend it."""

    mended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        self.setProperty("tone", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(2)
        self._words = Label("", "caption", wrap=True)
        column.addWidget(self._words)
        self.button = Button(_("Mulai setelah sesi sebelumnya"), "quiet", on_click=self._mend)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._item_id = ""
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, empty while all fits."""
        return "" if self.isHidden() else self._words.text()

    def show_troubles(self, troubles: Sequence[DayTrouble]) -> None:
        """Say the first of them, and how many more there are."""
        self.setVisible(bool(troubles))
        if not troubles:
            return
        self._item_id = troubles[0].item_id
        words = troubles[0].sentence
        more = len(troubles) - 1
        if more:
            words += " " + ngettext("({n} hal lain lagi.)", "({n} hal lain lagi.)", more).format(n=more)
        self._words.setText(words)
        self.setAccessibleName(words)

    def _mend(self) -> None:
        self.mended.emit(self._item_id)


class DayColumn(QWidget):
    """A heading over a list of sessions."""

    start_chosen = Signal(int, object)
    add_wanted = Signal(int)

    def __init__(self, day: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self._start = time()
        self.setMinimumWidth(px(_NARROWEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._top())
        self.trouble = TroubleStrip()
        column.addWidget(self.trouble)
        self.list = SessionList()
        self.list.setAccessibleName(_("Sesi hari {day}").format(day=day))
        column.addWidget(self.list, 1)
        self.empty = EmptyState(
            "calendar-days",
            _("Belum ada sesi pada hari ini."),
            action=_("Tambah sesi"),
            on_action=lambda: self.add_wanted.emit(self.day),
        )
        column.addWidget(self.empty, 1)

    def _top(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(Label(_("Hari {day}").format(day=self.day), "heading"))
        self._date = ElidingLabel("", "caption")
        first.addWidget(self._date, 1)
        self.add_button = IconButton(
            "plus",
            _("Tambah sesi di hari {day}").format(day=self.day),
            on_click=lambda: self.add_wanted.emit(self.day),
        )
        first.addWidget(self.add_button)
        words.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(6)
        begins = Label(_("Mulai"), "caption")
        self.start = LineEdit(name=_("Jam mulai hari {day}").format(day=self.day))
        self.start.setFixedWidth(px(66))
        self.start.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.start.editingFinished.connect(self._start_written)
        begins.setBuddy(self.start)
        self._totals = ElidingLabel("", "caption")
        self._totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(begins)
        second.addWidget(self.start)
        second.addWidget(self._totals, 1)
        words.addLayout(second)
        return words

    def show_day(self, view: DayView, *, read_only: bool) -> None:
        """Show the day as it is now; what is being typed into its beginning stays."""
        self._date.setText(view.date)
        self._totals.setText(view.totals)
        self._start = view.start
        self.start.setEnabled(bool(view.rows) and not read_only)
        if not self.start.hasFocus() or not self.start.isModified():
            self.start.setText(written_time(view.start))
        self.add_button.setEnabled(not read_only)
        if self.empty.button is not None:
            self.empty.button.setEnabled(not read_only)
        self.list.can_carry = not read_only
        self.trouble.show_troubles(view.troubles)
        self.list.set_rows(view.rows)
        self.list.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)

    @property
    def totals(self) -> str:
        """How long the day is, as it says."""
        return self._totals.text()

    @Slot()
    def _start_written(self) -> None:
        if not self.start.isModified():
            return
        self.start.setModified(False)
        wanted = parse_clock(self.start.text())
        self.start.setText(written_time(wanted or self._start))
        if wanted is not None and wanted != self._start:
            self.start_chosen.emit(self.day, wanted)
