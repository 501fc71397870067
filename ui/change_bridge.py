"""The one way up: change notices of the open workshop become one Qt signal that screens connect bound slots to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.application.workshop import Workshop


class ChangeBridge(QObject):
    """Repeats every change notice of the workshop that is open now as ``changed(Change)``."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe: Callable[[], None] | None = None

    def listen_to(self, workshop: "Workshop") -> None:
        """Repeat the notices of this workshop from now on, and of no other."""
        self.stop()
        self._unsubscribe = workshop.subscribe(self._repeat)

    def stop(self) -> None:
        """Let go of the workshop; without this its whole document would stay in memory."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _repeat(self, change: "Change") -> None:
        self.changed.emit(change)
