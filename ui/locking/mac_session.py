"""macOS: the system announces to all programs that the screen is locked; a sleep is noticed by the clocks."""

import ctypes
import ctypes.util
from typing import Any

from PySide6.QtCore import QObject, Signal

_LOCKED = b"com.apple.screenIsLocked"
_UTF8 = 0x08000100
_AT_ONCE = 4
_Callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacSession(QObject):
    """``left`` follows a locked screen. Raises ``OSError`` or ``AttributeError`` where nothing is announced."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        core: Any = ctypes.CDLL(ctypes.util.find_library("CoreFoundation") or "CoreFoundation")
        core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        core.CFStringCreateWithCString.restype = ctypes.c_void_p
        core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        core.CFNotificationCenterAddObserver.restype = None
        core.CFNotificationCenterAddObserver.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, _Callback, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long,
        ]  # fmt: skip
        core.CFNotificationCenterRemoveEveryObserver.restype = None
        core.CFNotificationCenterRemoveEveryObserver.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self._core = core
        # Apple keeps only the address: the callback must live as long as it may be called.
        self._callback = _Callback(self._announced)
        self._center = core.CFNotificationCenterGetDistributedCenter()
        self._observer = id(self)
        name = core.CFStringCreateWithCString(None, _LOCKED, _UTF8)
        core.CFNotificationCenterAddObserver(self._center, self._observer, self._callback, name, None, _AT_ONCE)

    def stop(self) -> None:
        """Hear no more announcements."""
        self._core.CFNotificationCenterRemoveEveryObserver(self._center, self._observer)

    def _announced(self, *_about: object) -> None:
        self.left.emit()
