"""What the four parts have in common: they follow the file, and a part that nobody sees waits until it is shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.context import Context

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change


class Part(QWidget):
    """``tools`` stand beside the choice of parts. A part with them calls ``refresh`` once when it is built."""

    concerned: frozenset[str] = frozenset()
    """The record types whose changes it shows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._is_stale = False
        self.tools: QWidget | None = None
        context.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the file as it is now."""
        raise NotImplementedError

    def show_record(self, record_id: str) -> None:
        """Bring a record into view, where the part shows its type."""

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if not change.types & self.concerned or self._context.session.workshop is None:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale and self._context.session.workshop is not None:
            self._is_stale = False
            self.refresh()
        super().showEvent(event)
