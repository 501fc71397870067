"""Those in no group at the left, the groups as cards beside them; people are carried from one to another."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.persiapan.carrying import Carried, Load
from ui.persiapan.kelompok.group_card import GroupCard, UnassignedCard
from ui.persiapan.kelompok.member_list import MemberList
from ui.persiapan.kelompok.views import GroupView, MemberRow
from ui.theme import px

_CARD_NEEDS = 222
_WAITING_WIDTH = 216
_GAP = 12


class GroupBoard(QWidget):
    """``moved`` carries ids and the group that they shall belong to (empty: none)."""

    moved = Signal(object, str)
    edit_wanted = Signal(str)
    note_taker_wanted = Signal(str, str)
    menu_wanted = Signal(object, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.waiting = UnassignedCard()
        self.waiting.setFixedWidth(px(_WAITING_WIDTH))
        row.addWidget(self.waiting)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("ground", "none")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll.setWidget(ground)
        row.addWidget(self._scroll, 1)
        self.cards: list[GroupCard] = []
        self._columns = 0
        self._load = Load(self)
        self._connect(self.waiting.list)

    def show_groups(self, waiting: list[MemberRow], views: Sequence[GroupView], *, can_carry: bool) -> None:
        """Show people and groups as they are now; whoever has the focus keeps it, also in another group."""
        walked = next((each for each in self._lists() if each.hasFocus()), None)
        current = walked.current_id if walked is not None else ""
        selected = walked.selected_ids if walked is not None else ()
        self._match_cards(views)
        self.waiting.show_people(waiting, can_carry=can_carry)
        for card, view in zip(self.cards, views, strict=True):
            card.show_group(view, can_carry=can_carry)
        if current:
            self.go_to(current, also=selected)

    def _match_cards(self, views: Sequence[GroupView]) -> None:
        """One card for each group, in their order; a card that stays keeps its focus."""
        wanted = [view.id for view in views]
        if [card.group_id for card in self.cards] == wanted:
            return
        kept = {card.group_id: card for card in self.cards}
        for card in self.cards:
            self._grid.removeWidget(card)
            if card.group_id not in wanted:
                card.setParent(None)
                card.deleteLater()
        self.cards = [kept.get(group_id) or self._new_card(group_id) for group_id in wanted]
        self._columns = 0
        self._arrange()

    def _new_card(self, group_id: str) -> GroupCard:
        card = GroupCard(group_id)
        card.edit_wanted.connect(self.edit_wanted)
        self._connect(card.list)
        return card

    def _connect(self, people: MemberList) -> None:
        people.stepped.connect(lambda step, source=people: self._step(source, step))
        people.sent_to.connect(lambda number, source=people: self._send(source, number))
        people.sideways.connect(lambda step, source=people: self._walk_sideways(source, step))
        people.entered.connect(lambda source=people: self._enter(source))
        people.menu_wanted.connect(
            lambda at, source=people: self.menu_wanted.emit(source.selected_ids, source.group_id, at)
        )
        people.note_taker_wanted.connect(
            lambda person_id, source=people: self.note_taker_wanted.emit(person_id, source.group_id)
        )
        people.carried.connect(self._carried)
        people.dropped.connect(self._dropped)
        people.put_back.connect(self._put_back)

    def _lists(self) -> Iterator[MemberList]:
        yield self.waiting.list
        for card in self.cards:
            yield card.list

    def go_to(self, person_id: str, *, also: Sequence[str] = ()) -> bool:
        """Give a person the focus; whether they are shown."""
        for people in self._lists():
            if people.make_current(person_id, also=also):
                people.setFocus()
                self._reveal(people)
                return True
        return False

    def focus_somewhere(self) -> None:
        """Give the focus to the first group with people."""
        first = next((people for people in self._lists() if people.rows), self.waiting.list)
        first.setFocus()

    def _reveal(self, people: MemberList) -> None:
        if people is not self.waiting.list:
            self._scroll.ensureWidgetVisible(people, 8, px(60))

    def _enter(self, entered: MemberList) -> None:
        for people in self._lists():
            if people is not entered:
                people.leave()
        self._reveal(entered)

    # With keys

    def _step(self, source: MemberList, step: int) -> None:
        order = list(self._lists())
        target = order.index(source) + step
        if 0 <= target < len(order):
            self.moved.emit(source.selected_ids, order[target].group_id)

    def _send(self, source: MemberList, number: int) -> None:
        order = list(self._lists())
        if number < len(order) and order[number] is not source:
            self.moved.emit(source.selected_ids, order[number].group_id)

    def _walk_sideways(self, source: MemberList, step: int) -> None:
        order = list(self._lists())
        target = order.index(source) + step
        while 0 <= target < len(order):
            if order[target].rows:
                place = max(0, min(source.currentIndex().row(), len(order[target].rows) - 1))
                order[target].make_current(order[target].rows[place].id)
                order[target].setFocus()
                return
            target += step

    # With the mouse

    def _under(self, carried: Carried) -> MemberList | None:
        if self.waiting.rect().contains(self.waiting.mapFromGlobal(carried.at)):
            return self.waiting.list
        for card in self.cards:
            if self._scroll.rect().contains(self._scroll.mapFromGlobal(carried.at)) and card.rect().contains(
                card.mapFromGlobal(carried.at)
            ):
                return card.list
        return None

    @Slot(object)
    def _carried(self, carried: Carried) -> None:
        self._load.follow(carried)
        under = self._under(carried)
        for people in self._lists():
            people.offer(people is under)
        view = self._scroll.viewport()
        here = view.mapFromGlobal(carried.at).y()
        bar = self._scroll.verticalScrollBar()
        if here < px(30):
            bar.setValue(bar.value() - px(14))
        elif here > view.height() - px(30):
            bar.setValue(bar.value() + px(14))

    @Slot(object)
    def _dropped(self, carried: Carried) -> None:
        under = self._under(carried)
        self._put_back()
        if under is not None:
            self.moved.emit(carried.ids, under.group_id)

    @Slot()
    def _put_back(self) -> None:
        self._load.hide()
        for people in self._lists():
            people.offer(False)

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - px(_WAITING_WIDTH) - 2 * _GAP
        columns = max(1, min(len(self.cards), (room + _GAP) // (px(_CARD_NEEDS) + _GAP)))
        if columns == self._columns:
            return
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)
        previous: QWidget = self.waiting.list
        for card in self.cards:
            QWidget.setTabOrder(previous, card.edit_button)
            QWidget.setTabOrder(card.edit_button, card.list)
            previous = card.list
