"""What somebody copied in this program does not stay behind in the clipboard once the screen is locked."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QClipboard, QGuiApplication


class OwnClipboard(QObject):
    """Knows whether the clipboard holds something of ours.

    Not every system says whose it is; what arrives while this program is in front is taken for ours, as long as it is
    still there at the lock. At worst the clipboard is emptied once too often.
    """

    def __init__(self, parent: QObject | None = None, *, is_in_front: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._is_in_front = is_in_front or _is_in_front
        self._ours: int | None = None
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._changed)

    def empty(self) -> None:
        """Take what is ours out of the clipboard, and out of the selection that the middle button pastes."""
        if self._clipboard.ownsClipboard() or (self._ours is not None and self._ours == self._content()):
            self._clipboard.clear()
        self._ours = None
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    @Slot()
    def _changed(self) -> None:
        self._ours = self._content() if self._is_in_front() else None

    def _content(self) -> int:
        """A number for what the clipboard holds; never the words themselves."""
        # Declared as always there; some systems have none once the clipboard was emptied.
        held: QMimeData | None = self._clipboard.mimeData()
        return hash((tuple(sorted(held.formats())), held.text())) if held is not None else 0


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
