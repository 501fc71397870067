"""Groups: made by hand and by a fair shuffle across the sectors."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.application.group_commands import (
    MOST_GROUPS,
    Proposal,
    delete_group,
    make_groups,
    move_people,
    propose,
    take_up,
)
from kotaham_desktop.clock import milliseconds
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import GROUP
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.persiapan.kelompok.board import GroupBoard
from ui.persiapan.kelompok.proposal_bar import ProposalBar
from ui.persiapan.kelompok.starting import StartingGroups
from ui.persiapan.kelompok.views import UNASSIGNED, group_views
from ui.persiapan.key_hints import WithKeyHints
from ui.persiapan.part import Part
from ui.persiapan.side_pane import RecordPane, SideBySide
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidingLabel
from ui.widgets.tips import plain_tip

_FIELDS = ("name", "topic", "note_taker", "room")


class KelompokPart(Part):
    """A shuffle is shown before it is taken up; everything else holds at once and can be undone."""

    concerned = frozenset({"person", "group"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._proposal: Proposal | None = None
        self._seed = 0
        self._can_write = not context.workshop.read_only
        self.tools = self._make_tools()
        self.bar = ProposalBar()
        self.board = GroupBoard()
        self.pane = RecordPane(context, GROUP, _FIELDS, delete_text=_("Hapus kelompok"))
        self._beside = SideBySide(WithKeyHints(self.board, _key_hints()), self.pane, self.board.focus_somewhere)
        self.starting = StartingGroups(can_write=self._can_write)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._beside)
        self._stack.addWidget(self.starting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.starting.wanted.connect(self._make)
        self.bar.taken.connect(self._take_up)
        self.bar.again.connect(self.shuffle)
        self.bar.left.connect(self._leave_proposal)
        self.board.moved.connect(self._move)
        self.board.edit_wanted.connect(self._edit)
        self.board.note_taker_wanted.connect(self._set_note_taker)
        self.board.menu_wanted.connect(self._show_menu)
        self.pane.delete_wanted.connect(self.delete)
        self.refresh()

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._summary = ElidingLabel("", "secondary")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._summary, 1)
        self.add_button = Button(_("Tambah kelompok"), icon_name="plus", shortcut="Ctrl+N", on_click=self._add)
        self.shuffle_button = Button(_("Kocok adil"), "primary", icon_name="shuffle", on_click=self.shuffle)
        row.addWidget(self.add_button)
        row.addWidget(self.shuffle_button)
        return tools

    @property
    def summary(self) -> str:
        """What stands above the cards."""
        return self._summary.text()

    def show_record(self, group_id: str) -> None:
        """Bring a group into view with its form."""
        self._edit(group_id)

    # Showing

    def refresh(self) -> None:
        """Show the file as it is now."""
        workshop = self._context.workshop
        people, groups = workshop.records("person"), workshop.records("group")
        if self._proposal is not None and not _still_fits(self._proposal, people, groups):
            self._proposal = None
        waiting, views = group_views(people, groups, self._proposal)
        self.board.show_groups(waiting, views, can_carry=self._can_write and self._proposal is None)
        self.bar.setVisible(self._proposal is not None)
        n, participants = len(groups), _participants(people)
        divided = len(participants) - len(waiting)
        words = [
            ngettext("{n} kelompok", "{n} kelompok", n).format(n=n),
            _("{divided} dari {all} peserta terbagi").format(divided=divided, all=len(participants)),
        ]
        self._summary.setText("  ·  ".join(words) if groups else "")
        self.add_button.setVisible(bool(groups))
        self.add_button.setEnabled(self._can_write and len(groups) < MOST_GROUPS and self._proposal is None)
        self.shuffle_button.setVisible(bool(groups))
        self.shuffle_button.setEnabled(self._can_write and bool(participants) and self._proposal is None)
        hint = (
            _("Membagi peserta dengan unsur dan jenis kelamin yang seimbang; Anda melihatnya dulu.")
            if participants
            else _("Belum ada peserta untuk dibagi.")
        )
        self.shuffle_button.setToolTip(plain_tip(hint))
        self._stack.setCurrentWidget(self._beside if groups else self.starting)
        if not groups:
            self.pane.forget()
        self._beside.arrange()

    # Groups

    @Slot(int)
    def _make(self, count: int) -> None:
        self._do(lambda: make_groups(self._context.workshop, count))
        self.board.focus_somewhere()

    def _add(self) -> None:
        ids = attempt(self._context, lambda: make_groups(self._context.workshop, 1))
        if ids:
            self._edit(ids[0])

    @Slot(str)
    def _edit(self, group_id: str) -> None:
        if self.pane.show_record(group_id, focus=True):
            self._beside.arrange()

    @Slot(str)
    def delete(self, group_id: str) -> None:
        """Put a group aside; its members wait for another one. There is a way back."""
        workshop = self._context.workshop
        if not self._can_write or not self._context.unsaved.save_all():
            return
        name = workshop.record(group_id).text("name")
        members = [person.id for person in workshop.records("person", group=group_id)]
        self.pane.forget()
        self._do(lambda: delete_group(workshop, group_id))

        def restore() -> None:
            with workshop.batch("restore"):
                workshop.restore_record(group_id)
                for person_id in members:
                    workshop.set_fields(person_id, {"group": group_id})

        self._context.notices.show_notice(_("“{title}” dihapus.").format(title=name), undo=lambda: self._do(restore))

    # People

    @Slot(object, str)
    def _move(self, person_ids: Sequence[str], group_id: str) -> None:
        if self._proposal is not None or not person_ids:
            return
        self._do(lambda: move_people(self._context.workshop, person_ids, group_id))
        self.board.go_to(person_ids[0], also=person_ids)

    @Slot(str, str)
    def _set_note_taker(self, person_id: str, group_id: str) -> None:
        if group_id == UNASSIGNED or self._proposal is not None:
            return
        workshop = self._context.workshop
        taken_back = workshop.record(group_id).text("note_taker") == person_id
        self._do(lambda: workshop.set_fields(group_id, {"note_taker": "" if taken_back else person_id}))

    @Slot(object, str, QPoint)
    def _show_menu(self, person_ids: Sequence[str], group_id: str, at: QPoint) -> None:
        if self._proposal is not None or not self._can_write:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        workshop = self._context.workshop
        for number, group in enumerate(workshop.records("group"), start=1):
            if group.id == group_id:
                continue
            words = _("Pindahkan ke {name}").format(name=group.text("name").replace("&", "&&"))
            keys = f"\t{number}" if number < 10 else ""
            menu.addAction(words + keys, partial(self._move, person_ids, group.id))
        if group_id != UNASSIGNED:
            menu.addAction(_("Keluarkan dari kelompok") + "\t0", lambda: self._move(person_ids, UNASSIGNED))
            if len(person_ids) == 1:
                menu.addSeparator()
                takes = workshop.record(group_id).text("note_taker") == person_ids[0]
                words = _("Bukan notulis lagi") if takes else _("Jadikan notulis")
                menu.addAction(words + "\tN", lambda: self._set_note_taker(person_ids[0], group_id))
        menu.popup(at)

    # Shuffle

    @Slot()
    def shuffle(self) -> None:
        """Show a fair division; another one each time."""
        workshop = self._context.workshop
        groups = [group.id for group in workshop.records("group")]
        people = _participants(workshop.records("person"))
        if not groups or not people:
            return
        self.pane.leave()
        self._seed = max(self._seed + 1, milliseconds(self._context.clock()))
        self._proposal = propose(people, groups, self._seed)
        self.refresh()
        self.bar.take_button.setFocus()

    @Slot()
    def _take_up(self) -> None:
        proposal, self._proposal = self._proposal, None
        if proposal is not None:
            self._do(lambda: take_up(self._context.workshop, proposal))
        self.refresh()
        self.board.focus_somewhere()

    @Slot()
    def _leave_proposal(self) -> None:
        self._proposal = None
        self.refresh()
        self.shuffle_button.setFocus()

    def _do(self, command: Callable[[], object]) -> None:
        if self._can_write:
            attempt(self._context, command)


def _key_hints() -> str:
    keys = (
        _("Alt+panah atau seret: pindahkan"),
        _("1 sampai 9: ke kelompok itu"),
        _("0 keluarkan"),
        _("N notulis"),
        _("Enter pilihan lain"),
    )
    return "  ·  ".join(keys)


def _participants(people: Sequence[Record]) -> list[Record]:
    return [person for person in people if person.text("role") == "participant"]


def _still_fits(proposal: Proposal, people: Sequence[Record], groups: Sequence[Record]) -> bool:
    """Whether the proposal speaks of the groups and the participants that there are now."""
    same_groups = set(proposal.members) == {group.id for group in groups}
    return same_groups and set(proposal.group_of()) == {person.id for person in _participants(people)}
