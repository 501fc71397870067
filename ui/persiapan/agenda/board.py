"""The days side by side; sessions are carried from one to another."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ui.persiapan.agenda.day_column import DayColumn, DayView
from ui.persiapan.agenda.session_list import SessionList
from ui.persiapan.carrying import Carried, Load


class AgendaBoard(QScrollArea):
    """Shows days and passes wishes on, each with the session or day that it is about."""

    picked = Signal(str)
    opened = Signal(str)
    walked = Signal(str)
    stepped = Signal(str, str)
    moved = Signal(str, int, str)
    lengthened = Signal(str, int)
    deleted = Signal(str)
    mended = Signal(str)
    add_wanted = Signal(int, str)
    start_chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.columns: list[DayColumn] = []
        ground = QWidget()
        ground.setProperty("ground", "none")
        self._row = QHBoxLayout(ground)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self.setWidget(ground)
        self._load = Load(self)
        self._entered = 1

    @property
    def entered_day(self) -> int:
        """The day that was walked last."""
        return min(self._entered, len(self.columns)) or 1

    def show_days(self, days: Sequence[DayView], *, read_only: bool) -> None:
        """Show these days; the session that has the focus keeps it, also on another day."""
        walked = next((column.list for column in self.columns if column.list.hasFocus()), None)
        current = walked.current_id if walked is not None else ""
        while len(self.columns) < len(days):
            self._add_column(len(self.columns) + 1)
        while len(self.columns) > len(days):
            gone = self.columns.pop()
            self._row.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        for column, day in zip(self.columns, days, strict=True):
            column.show_day(day, read_only=read_only)
        if current:
            self.go_to(current)

    def go_to(self, item_id: str) -> bool:
        """Give a session the focus; whether it is there."""
        for column in self.columns:
            if column.list.make_current(item_id):
                column.list.setFocus()
                self.ensureWidgetVisible(column, 8, 0)
                return True
        return False

    def mark(self, item_id: str) -> None:
        """Select a session without taking the focus."""
        for column in self.columns:
            if not column.list.make_current(item_id):
                column.list.leave()

    def focus_somewhere(self) -> None:
        """Give the focus to the day that was walked last."""
        column = self.columns[self.entered_day - 1]
        if column.list.rows:
            column.list.setFocus()
        elif column.empty.button is not None:
            column.empty.button.setFocus()

    def _add_column(self, day: int) -> None:
        column = DayColumn(day)
        sessions = column.list
        sessions.picked.connect(self.picked)
        sessions.opened.connect(self.opened)
        sessions.walked.connect(self.walked)
        sessions.stepped.connect(self.stepped)
        sessions.lengthened.connect(self.lengthened)
        sessions.deleted.connect(self.deleted)
        sessions.added_after.connect(lambda item_id, on=day: self.add_wanted.emit(on, item_id))
        sessions.sideways.connect(lambda step, at=day: self._walk_sideways(at, step))
        sessions.entered.connect(lambda at=day: self._enter(at))
        sessions.carried.connect(self._carried)
        sessions.dropped.connect(self._dropped)
        sessions.put_back.connect(self._put_back)
        column.trouble.mended.connect(self.mended)
        column.add_wanted.connect(lambda on: self.add_wanted.emit(on, ""))
        column.start_chosen.connect(self.start_chosen)
        self.columns.append(column)
        self._row.addWidget(column, 1)

    def _enter(self, day: int) -> None:
        self._entered = day
        for column in self.columns:
            if column.day != day:
                column.list.leave()
        self.ensureWidgetVisible(self.columns[day - 1], 8, 0)

    def _walk_sideways(self, day: int, step: int) -> None:
        place = self.columns[day - 1].list.currentIndex().row()
        target = day - 1 + step
        while 0 <= target < len(self.columns):
            sessions = self.columns[target].list
            if sessions.rows:
                sessions.make_place_current(place)
                sessions.setFocus()
                return
            target += step

    # Carrying

    def _list_under(self, carried: Carried) -> tuple[DayColumn, SessionList] | None:
        for column in self.columns:
            if column.rect().contains(column.mapFromGlobal(carried.at)):
                return column, column.list
        return None

    @Slot(object)
    def _carried(self, carried: Carried) -> None:
        self._load.follow(carried)
        under = self._list_under(carried)
        for column in self.columns:
            if under is not None and under[0] is column:
                column.list.offer_place(column.list.viewport().mapFromGlobal(carried.at))
                self.ensureWidgetVisible(column, 8, 0)
            else:
                column.list.offer_no_place()

    @Slot(object)
    def _dropped(self, carried: Carried) -> None:
        under = self._list_under(carried)
        before = under[1].offer_place(under[1].viewport().mapFromGlobal(carried.at)) if under is not None else ""
        self._put_back()
        if under is not None:
            self.moved.emit(carried.ids[0], under[0].day, before)

    @Slot()
    def _put_back(self) -> None:
        self._load.hide()
        for column in self.columns:
            column.list.offer_no_place()
