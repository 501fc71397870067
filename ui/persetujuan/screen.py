"""Persetujuan: people by code, what they agreed to, the text they hear, and what the law asks."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from kotaham_desktop.application.plain_pages import INFORMATION, LAW, REFERRAL_CARD
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.i18n import N_, _
from ui.context import Context
from ui.persetujuan.page_part import PagePart
from ui.persetujuan.people_part import PeoplePart
from ui.persetujuan.requests_part import RequestsPart
from ui.persetujuan.retention_part import RetentionPart
from ui.screen import Screen
from ui.widgets.buttons import with_shortcut
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tips import plain_tip

Part = PeoplePart | PagePart | RequestsPart | RetentionPart
_PARTS = (
    ("orang", N_("Daftar orang"), "users"),
    ("permintaan", N_("Permintaan"), "clock"),
    ("simpan", N_("Masa simpan"), "archive"),
    ("penjelasan", N_("Penjelasan"), "book-open"),
    ("hukum", N_("UU 27/2022"), "scale"),
    ("rujukan", N_("Kartu rujukan"), "heart-handshake"),
)


class PersetujuanScreen(Screen):
    """What people agreed to; each part is built at its first visit."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._parts: dict[str, Part] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.choice = SegmentedControl(
            [(code, _(label)) for code, label, _icon in _PARTS],
            name=_("Bagian persetujuan"),
            icons={code: icon_name for code, _label, icon_name in _PARTS},
        )
        for number, (code, _label, _icon) in enumerate(_PARTS, start=1):
            keys = f"Alt+{number}"
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda part=code: self._go_to_part(part))
            self.choice.button(code).setToolTip(plain_tip(with_shortcut(self.choice.button(code).text(), keys)))
        self.choice.changed.connect(self.show_part)
        column.addWidget(self.choice)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.show_part("orang")
        self.people.resume()

    def part(self, name: str) -> Part:
        """One of the parts, built if it was not visited yet."""
        if name not in self._parts:
            self._parts[name] = self._made(name)
            self._stack.addWidget(self._parts[name])
        return self._parts[name]

    @property
    def people(self) -> PeoplePart:
        """The part with the people."""
        part = self.part("orang")
        if not isinstance(part, PeoplePart):
            raise TypeError(part)
        return part

    def _made(self, name: str) -> Part:
        if name == "penjelasan":
            return PagePart(self.context, INFORMATION, with_answers=True)
        if name == "hukum":
            return PagePart(self.context, LAW)
        if name == "rujukan":
            return PagePart(self.context, REFERRAL_CARD)
        if name == "simpan":
            return RetentionPart(self.context)
        if name == "permintaan":
            register = RequestsPart(self.context)
            register.person_wanted.connect(self.show_search)
            return register
        people = PeoplePart(self.context)
        people.read_wanted.connect(lambda: self._go_to_part("penjelasan"))
        return people

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        front = self.part(name)
        self._stack.setCurrentWidget(front)
        self.choice.set_value(name)
        front.wake()

    @property
    def front_part(self) -> str:
        """Which part is in front."""
        return self.choice.value()

    def _go_to_part(self, name: str) -> None:
        """Whoever comes by the keyboard goes on by the keyboard."""
        self.show_part(name)
        self.part(name).take_focus()

    def on_shown(self) -> None:
        """What changed meanwhile is taken in."""
        front = self.part(self.front_part)
        front.wake()
        if self.hasFocus():
            front.take_focus()

    def show_search(self, words: str) -> None:
        """Show a person by code."""
        code = subject_code(words)
        if code:
            self.show_part("orang")
            self.people.show_person(code)
