"""Noticing that nobody has touched the program for a while, also across a sleep of the laptop."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from kotaham_desktop.clock import Clock

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """``idle`` follows when no key and no mouse came for ``after()`` milliseconds; 0 switches it off."""

    idle = Signal()

    def __init__(self, after: Callable[[], int], clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._after = after
        self._clock = clock
        self._last_sign = clock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._wait()

    @property
    def left(self) -> int:
        """Milliseconds until it says that nobody is there, -1 where it is switched off."""
        return self._timer.remainingTime()

    @Slot(QWindow)
    def watch(self, window: QWindow | None) -> None:
        """Count what happens in a window; it may be told as often as a window comes to the front."""
        # At the window, not at the application: there only what a person does comes by, and not every repaint.
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        if event.type() in _SIGNS_OF_LIFE:
            self._sign_of_life()
        return False

    def _sign_of_life(self) -> None:
        now, after = self._clock(), self._after()
        # The timer stands still while the laptop sleeps; the clock does not.
        if after and now - self._last_sign > timedelta(milliseconds=after):
            self.idle.emit()
        self._last_sign = now
        self._wait()

    def _wait(self) -> None:
        if after := self._after():
            self._timer.start(after)
        else:
            self._timer.stop()
