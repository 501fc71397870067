"""Persiapan: four parts behind one choice of words; each is built at its first visit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout

from kotaham_desktop.i18n import _
from ui.context import Context
from ui.persiapan.agenda.part import AgendaPart
from ui.persiapan.informasi.part import InformasiPart
from ui.persiapan.kelompok.part import KelompokPart
from ui.persiapan.part import Part
from ui.persiapan.peserta.part import PesertaPart
from ui.screen import Screen
from ui.theme import px
from ui.widgets.buttons import with_shortcut
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

_PART_OF_TYPE = {"workshop": "informasi", "agenda_item": "agenda", "person": "peserta", "group": "kelompok"}
_TOOLS_BESIDE_FROM = 900


class PersiapanScreen(Screen):
    """Everything that is prepared before people arrive."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._makers: dict[str, Callable[[], Part]] = {
            "informasi": lambda: InformasiPart(context),
            "agenda": lambda: AgendaPart(context),
            "peserta": lambda: PesertaPart(context),
            "kelompok": lambda: KelompokPart(context),
        }
        self._parts: dict[str, Part] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        words = {
            "informasi": _("Informasi"),
            "agenda": _("Agenda"),
            "peserta": _("Peserta"),
            "kelompok": _("Kelompok"),
        }
        self.choice = SegmentedControl(
            list(words.items()),
            name=_("Bagian persiapan"),
            icons={
                "informasi": "clipboard-list",
                "agenda": "calendar-clock",
                "peserta": "users",
                "kelompok": "layout-grid",
            },
        )
        for number, code in enumerate(words, start=1):
            keys = f"Alt+{number}"
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda part=code: self.show_part(part))
            self.choice.button(code).setToolTip(plain_tip(with_shortcut(words[code], keys)))
        self.choice.changed.connect(self.show_part)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addWidget(self.choice)
        self._top.addStretch(1)
        column.addLayout(self._top)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.show_part("informasi")

    def part(self, name: str) -> Part:
        """One of ``informasi``, ``agenda``, ``peserta`` and ``kelompok``, built if it was not visited yet."""
        if name not in self._parts:
            part = self._parts[name] = self._makers[name]()
            if part.tools is not None:
                # Before the part itself, so that Tab goes from the choice to the tools and then to what they work on.
                part.tools.hide()
                self._top.addWidget(part.tools, 100)
            self._stack.addWidget(part)
        return self._parts[name]

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        front = self.part(name)
        for part in self._parts.values():
            if part.tools is not None:
                part.tools.setVisible(part is front)
        self._stack.setCurrentWidget(front)
        self.choice.set_value(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_TOOLS_BESIDE_FROM)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_record(self, record_id: str) -> None:
        """Bring a session, a person or a group into view."""
        name = _PART_OF_TYPE.get(self.context.workshop.record(record_id).type)
        if name is None:
            return
        self.show_part(name)
        self.part(name).show_record(record_id)
