"""Sintesis: three parts behind one choice of words; each is built at its first visit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout

from kotaham_desktop.i18n import _
from ui.context import Context
from ui.screen import Screen
from ui.sintesis.cari.part import CariPart
from ui.sintesis.perbedaan.decisions import Decisions
from ui.sintesis.perbedaan.part import PerbedaanPart
from ui.sintesis.rtl.part import RtlPart
from ui.theme import px
from ui.widgets.buttons import with_shortcut
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

Part = CariPart | RtlPart | PerbedaanPart
_TOOLS_BESIDE_FROM = 760


class SintesisScreen(Screen):
    """Finding again what was written, the action plan, and what a merge left to decide."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._parts: dict[str, Part] = {}
        self._decisions = Decisions(context.workshop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.choice = SegmentedControl(
            [("cari", _("Cari")), ("rtl", _("RTL")), ("perbedaan", _("Perbedaan"))],
            name=_("Bagian sintesis"),
            icons={"cari": "search", "rtl": "target", "perbedaan": "split"},
        )
        for number, code in enumerate(("cari", "rtl", "perbedaan"), start=1):
            keys = f"Alt+{number}"
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda part=code: self._go_to_part(part))
            self.choice.button(code).setToolTip(plain_tip(with_shortcut(self.choice.button(code).text(), keys)))
        self.choice.changed.connect(self.show_part)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addWidget(self.choice)
        self._top.addStretch(1)
        column.addLayout(self._top)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        context.bridge.changed.connect(self._changed)
        self._show_count()
        self.show_part("cari")

    def part(self, name: str) -> Part:
        """One of ``cari``, ``rtl`` and ``perbedaan``, built if it was not visited yet."""
        if name not in self._parts:
            part = self._parts[name] = self._made(name)
            self._stack.addWidget(part)
            if not isinstance(part, PerbedaanPart):
                part.tools.hide()
                self._top.addWidget(part.tools, 100)
        return self._parts[name]

    def _made(self, name: str) -> Part:
        if name == "rtl":
            return RtlPart(self.context)
        if name == "perbedaan":
            differences = PerbedaanPart(self.context, self._decisions)
            differences.decided.connect(self._show_count)
            return differences
        part = CariPart(self.context)
        part.action_wanted.connect(self.show_record)
        return part

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        front = self.part(name)
        for part in self._parts.values():
            if not isinstance(part, PerbedaanPart):
                part.tools.setVisible(part is front)
        self._stack.setCurrentWidget(front)
        self.choice.set_value(name)
        front.wake()

    def _go_to_part(self, name: str) -> None:
        """Whoever comes by the keyboard goes on by the keyboard."""
        self.show_part(name)
        self.part(name).take_focus()

    @property
    def front_part(self) -> str:
        """Which part is in front."""
        return self.choice.value()

    def on_shown(self) -> None:
        """What changed meanwhile is taken in; whoever comes here can type or walk at once."""
        front = self.part(self.front_part)
        front.wake()
        if self.hasFocus():
            front.take_focus()

    def show_search(self, words: str) -> None:
        """Search for words everywhere."""
        self.show_part("cari")
        part = self.part("cari")
        if isinstance(part, CariPart):
            part.show_search(words)

    @Slot(str)
    def show_record(self, record_id: str) -> None:
        """Bring an item of the action plan into view, or read any other record."""
        name = "rtl" if self.context.workshop.record(record_id).type == "action" else "cari"
        self.show_part(name)
        part = self.part(name)
        if isinstance(part, (CariPart, RtlPart)):
            part.show_record(record_id)

    @Slot(object)
    def _changed(self, _change: "Change") -> None:
        if self.context.session.workshop is None:
            return
        self._decisions.look()
        self._show_count()
        part = self._parts.get("perbedaan")
        if isinstance(part, PerbedaanPart):
            part.refresh()

    @Slot()
    def _show_count(self) -> None:
        count = len(self._decisions.waiting)
        text = _("Perbedaan ({n})").format(n=count) if count else _("Perbedaan")
        button = self.choice.button("perbedaan")
        if button.text() != text:
            button.setText(text)
            button.setAccessibleName(text)
            button.updateGeometry()
            self.choice.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_TOOLS_BESIDE_FROM)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
