"""One group as a card, and the column of those who are in none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kotaham_desktop.i18n import _, ngettext
from ui.persiapan.kelompok.member_list import MemberList, row_height
from ui.persiapan.kelompok.sector_bar import SectorBar
from ui.persiapan.kelompok.views import UNASSIGNED, GroupView, MemberRow, balance_words
from ui.theme import px
from ui.widgets.buttons import IconButton
from ui.widgets.frames import Card
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidingLabel, Label

_MOST_ROWS_SHOWN = 12
_LEAST_ROWS_SHOWN = 2


class GroupCard(Card):
    """``edit_wanted`` asks for the group's own form."""

    edit_wanted = Signal(str)

    def __init__(self, group_id: str, parent: QWidget | None = None) -> None:
        super().__init__(margins=14, spacing=6, parent=parent)
        self.group_id = group_id
        # Cards of one row are equally wide, however long the names in them are.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(px(180))
        top = QHBoxLayout()
        top.setSpacing(8)
        self._name = ElidingLabel("", "subheading")
        top.addWidget(self._name, 1)
        self._count = Label("", "caption")
        top.addWidget(self._count)
        self.edit_button = IconButton("pencil", "", on_click=lambda: self.edit_wanted.emit(self.group_id))
        top.addWidget(self.edit_button)
        self.body.addLayout(top)
        self._topic = ElidingLabel("", "caption")
        self.body.addWidget(self._topic)
        self._bar = SectorBar()
        self.body.addWidget(self._bar)
        self._balance = ElidingLabel("", "caption")
        self.body.addWidget(self._balance)
        self.list = MemberList(group_id)
        self.body.addWidget(self.list)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(IconView("notebook-pen", "text_3", 15))
        self._note_taker = ElidingLabel("", "caption")
        foot.addWidget(self._note_taker, 1)
        self.body.addLayout(foot)

    def show_group(self, view: GroupView, *, can_carry: bool) -> None:
        """Show the group as it is now."""
        n = len(view.members)
        self._name.setText(view.name)
        self._count.setText(ngettext("{n} orang", "{n} orang", n).format(n=n))
        self.edit_button.show_as("pencil", _("Ubah {name}").format(name=view.name))
        self._topic.setText(view.topic)
        self._topic.setVisible(bool(view.topic))
        self._bar.show_sectors(view.sectors)
        self._balance.setText(balance_words(view.sectors) or _("Belum ada anggota"))
        self._note_taker.setText(
            _("Notulis: {name}").format(name=view.note_taker) if view.note_taker else _("Belum ada notulis")
        )
        self.list.can_carry = can_carry
        self.list.setAccessibleName(_("Anggota {name}").format(name=view.name))
        self.list.set_rows(view.members)
        shown = max(_LEAST_ROWS_SHOWN, min(n, _MOST_ROWS_SHOWN))
        self.list.setFixedHeight(shown * row_height() + 2)

    @property
    def note_taker(self) -> str:
        """What the card says about who takes notes."""
        return self._note_taker.text()

    @property
    def balance(self) -> str:
        """What the card says about its sectors."""
        return self._balance.text()


class UnassignedCard(Card):
    """Those who wait for a group; people carried here leave theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=14, spacing=6, parent=parent)
        self._heading = ElidingLabel("", "subheading")
        self.body.addWidget(self._heading)
        self._nobody = Label(_("Semua peserta sudah punya kelompok."), "caption", wrap=True)
        self.body.addWidget(self._nobody)
        self.list = MemberList(UNASSIGNED)
        self.list.setAccessibleName(_("Belum punya kelompok"))
        self.body.addWidget(self.list, 1)

    def show_people(self, rows: list[MemberRow], *, can_carry: bool) -> None:
        """Show who waits now."""
        self._heading.setText(_("Belum terbagi ({n})").format(n=len(rows)))
        self._nobody.setVisible(not rows)
        self.list.can_carry = can_carry
        self.list.set_rows(rows)
