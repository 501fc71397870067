"""Noticing that nobody sits before the laptop any more: screen locked, session left, lid closed."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from kotaham_desktop.clock import Clock
from ui.locking.sleep_gap import SleepGap

if TYPE_CHECKING:
    from ui.locking.windows_session import WindowsSession


class Leaving(QObject):
    """``left`` follows what the system tells, and on every system a gap in the clocks.

    A desktop that tells nothing leaves idleness, the key, and the gap.
    """

    left = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gap = SleepGap(clock, self)
        self.gap.slept.connect(self.left)
        self._windows: WindowsSession | None = None

    @Slot(QWindow)
    def watch(self, window: QWindow | None) -> None:
        """Guard a window; it may be told as often as a window comes to the front."""
        if window is not None:
            self.gap.watch(window)
            if self._windows is not None:
                self._windows.watch(window)

    @Slot()
    def listen(self) -> None:
        """Hear from now on what the system tells; it takes some milliseconds, so not before the first window."""
        if sys.platform == "linux":
            self._listen_on_linux()
        elif sys.platform == "win32":
            self._listen_on_windows()
        elif sys.platform == "darwin":
            self._listen_on_mac()

    def _listen_on_linux(self) -> None:
        # A Qt built without the message bus, or a desktop without one, tells nothing.
        with suppress(ImportError):
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - late: start-up

            from ui.locking.linux_session import LinuxSession  # noqa: PLC0415 - late: start-up

            session = LinuxSession(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), self)
            session.left.connect(self.left)

    def _listen_on_windows(self) -> None:
        from ui.locking.windows_session import WindowsSession  # noqa: PLC0415 - late: start-up

        self._windows = WindowsSession(self)
        self._windows.left.connect(self.left)
        application = QGuiApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._windows.messages)
        for window in QGuiApplication.topLevelWindows():
            self._windows.watch(window)

    def _listen_on_mac(self) -> None:
        with suppress(OSError, AttributeError):
            from ui.locking.mac_session import MacSession  # noqa: PLC0415 - late: start-up

            session = MacSession(self)
            session.left.connect(self.left)
            application = QGuiApplication.instance()
            if application is not None:
                application.aboutToQuit.connect(session.stop)
