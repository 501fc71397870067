"""Windows: the system tells a window that its session is locked or left, and that the laptop is about to sleep."""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtGui import QWindow

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
LEFT = frozenset({0x2, 0x4, 0x6, 0x7})
"""Of a session: console or remote connection given up, logged off, locked."""
_THIS_SESSION = 0


def tells_of_leaving(message: int, value: int) -> bool:
    """Whether a message of Windows says that nobody sits before this session any more."""
    return (message == WM_WTSSESSION_CHANGE and value in LEFT) or (
        message == WM_POWERBROADCAST and value == PBT_APMSUSPEND
    )


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, session: "WindowsSession") -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if bytes(QByteArray(event_type).data()) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if tells_of_leaving(told.message, told.wParam):
                self._session.left.emit()
        return False, 0


class WindowsSession(QObject):
    """``left`` follows a locked or left session, and comes before a sleep."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = _Messages(self)
        self._told: set[int] = set()

    def watch(self, window: QWindow) -> None:
        """Have Windows tell this window about its session."""
        handle = int(window.winId())
        if sys.platform == "win32" and handle not in self._told:
            self._told.add(handle)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(handle), _THIS_SESSION)
