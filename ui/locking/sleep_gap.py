"""Noticing that the laptop slept: the time of day went on while this program stood still."""

import sys
from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from kotaham_desktop.clock import Clock

_LOOK_EVERY = 5_000
_TOLERATED = 30_000
"""Milliseconds between two looks that are no sleep: a busy laptop, a clock that was put right."""
_STOPS_WHILE_ASLEEP = sys.platform != "win32"
"""Whether the clock that counts from the start stands still in a sleep, so that what it counts was work."""
_BEFORE_PAINTING = frozenset(
    {
        QEvent.Type.Expose,
        QEvent.Type.UpdateRequest,
        QEvent.Type.FocusIn,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
    }
)


class SleepGap(QObject):
    """``slept`` follows a gap between two looks at the clocks, before a watched window is painted again.

    A clock that somebody sets forward looks like a sleep too; then the screen is locked once too often.
    """

    slept = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seen = clock()
        self._running = QElapsedTimer()
        self._running.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Compare the clocks with the last look."""
        now = self._clock()
        worked = self._running.restart()
        gap = (now - self._seen) // timedelta(milliseconds=1) - (worked if _STOPS_WHILE_ASLEEP else _LOOK_EVERY)
        self._seen = now
        if gap > _TOLERATED:
            self.slept.emit()

    def watch(self, window: QWindow) -> None:
        """Look before what a window shows comes to the screen, or a key to the window."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        if event.type() in _BEFORE_PAINTING:
            self.look()
        return False
