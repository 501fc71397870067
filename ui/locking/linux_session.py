"""Linux: the desktop tells on its message bus that the screen is locked or the laptop about to sleep."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_PAINTED_AFTER = 200
"""Milliseconds in which the cover reaches the screen before the laptop may sleep."""


def _slot(written: str) -> Any:  # noqa: ANN401 - declared as bytes, taken as text only
    return SLOT(written)


class LinuxSession(QObject):
    """``left`` follows a locked screen, and comes before a sleep: the laptop waits until the window is covered."""

    left = Signal()

    def __init__(self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._delay: QDBusUnixFileDescriptor | None = None
        self._calls: list[QDBusPendingCallWatcher] = []
        if system.isConnected():
            system.connect(_LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep", self, _slot("_sleep_prepared(bool)"))
            self._ask_for_delay()
            self._find_own_session()
        if session.isConnected():
            for saver in _SCREEN_SAVERS:
                # Without a path: KDE and others announce it at paths of their own.
                session.connect("", "", saver, "ActiveChanged", self, _slot("_saver_changed(bool)"))

    @property
    def holds_sleep_back(self) -> bool:
        """Whether the laptop waits for us before it sleeps."""
        return self._delay is not None

    def _ask_for_delay(self) -> None:
        call = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, "Inhibit")
        call.setArguments(["sleep", "Kota HAM", "Lock the open file", "delay"])
        self._call(call, self._delay_answered)

    def _find_own_session(self) -> None:
        own = os.environ.get("XDG_SESSION_ID", "")
        if own:
            call = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, "GetSession")
            call.setArguments([own])
            self._call(call, self._session_answered)

    def _call(self, message: QDBusMessage, answered: Callable[[QDBusPendingCallWatcher], None]) -> None:
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)
        watcher.finished.connect(answered)
        self._calls.append(watcher)

    def _answer_of(self, watcher: QDBusPendingCallWatcher) -> list[object]:
        """What was answered; nothing where the desktop does not offer it."""
        self._calls.remove(watcher)
        reply = watcher.reply()
        watcher.deleteLater()
        return list(reply.arguments()) if reply.type() == QDBusMessage.MessageType.ReplyMessage else []

    @Slot(QDBusPendingCallWatcher)
    def _delay_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        for answer in self._answer_of(watcher)[:1]:
            if isinstance(answer, QDBusUnixFileDescriptor) and answer.isValid():
                self._delay = answer

    @Slot(QDBusPendingCallWatcher)
    def _session_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        for answer in self._answer_of(watcher)[:1]:
            if isinstance(answer, QDBusObjectPath):
                path = answer.path()
                self._system.connect(_LOGIN, path, _SESSION, "Lock", self, _slot("_session_locked()"))

    @Slot(bool)
    def _sleep_prepared(self, begins: bool) -> None:
        if begins:
            self.left.emit()
            QTimer.singleShot(_PAINTED_AFTER, self, self._let_sleep)
        elif self._delay is None:
            self._ask_for_delay()

    @Slot()
    def _let_sleep(self) -> None:
        # The handle is closed with the last reference to it, and the laptop may sleep.
        self._delay = None

    @Slot(bool)
    def _saver_changed(self, is_active: bool) -> None:
        if is_active:
            self.left.emit()

    @Slot()
    def _session_locked(self) -> None:
        self.left.emit()
