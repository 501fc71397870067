"""Locking by what the laptop itself does: screen lock, sleep, the lid; nothing of the file stays in sight or copied."""

import ctypes
import os
import shutil
import subprocess
import sys
import threading
from ctypes import wintypes
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QWidget

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.locking import mac_session, windows_session
from ui.locking.leaving import Leaving
from ui.locking.own_clipboard import OwnClipboard
from ui.locking.sleep_gap import SleepGap

PASSPHRASE = "Air bersih untuk semua"
LONG_ENOUGH = 10_000
needs_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a message bus of its own"
)


def activated(program, qtbot):
    """The window in front, so that keys and focus come to it."""
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=10_000)


@pytest.fixture
def unlocked(program, tmp_path, qtbot):
    """The program with a file that has a passphrase, at the screen of notes."""
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": "Pendampingan Kampung Laut"})
    program.services.session.open(path, passphrase=PASSPHRASE)
    activated(program, qtbot)
    program.window.go_to("catat")
    return program


# A sleep that nobody announces


class Watch:
    def __init__(self, clock):
        self.now = clock()

    def __call__(self):
        return self.now


@pytest.fixture
def watch(clock):
    return Watch(clock)


def test_the_time_of_day_that_went_on_alone_was_a_sleep(qapp, watch):
    gap, told = SleepGap(watch), []
    gap.slept.connect(lambda: told.append(True))
    watch.now += timedelta(seconds=20)
    gap.look()
    assert told == []
    watch.now += timedelta(minutes=3)
    gap.look()
    assert told == [True]
    gap.look()
    assert told == [True]


def test_a_clock_set_back_is_no_sleep(qapp, watch):
    gap, told = SleepGap(watch), []
    gap.slept.connect(lambda: told.append(True))
    watch.now -= timedelta(days=400)
    gap.look()
    assert told == []


def test_after_a_sleep_the_window_is_covered_before_it_is_painted(start_program, dressed, watch, tmp_path):
    program = start_program(dressed, watch)
    path = tmp_path / "Rahasia.kotaham"
    Workshop.create(path, author="Ratna", passphrase=PASSPHRASE).close()
    program.services.session.open(path, passphrase=PASSPHRASE)
    program.window.go_to("catat")
    painted = []

    class Painter(QWidget):
        def paintEvent(self, _event):  # noqa: N802 - Qt's name
            painted.append(program.window.is_covered)

    painter = Painter(program.window)
    painter.setGeometry(0, 0, 20, 20)
    program._leaving.watch(program.window.windowHandle())
    watch.now += timedelta(hours=8)
    painter.show()
    painter.update()
    QGuiApplication.sendEvent(program.window.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert program.window.is_covered
    assert program.services.session.workshop is None
    QGuiApplication.processEvents()
    assert False not in painted


# What Linux announces


class Bus:
    """A message bus of its own, and a desktop on it that answers and announces."""

    def __init__(self, address):
        from jeepney.io.blocking import open_dbus_connection

        self.address = address
        self.desktop = open_dbus_connection(bus=address, enable_fds=True)
        self.asked = []
        self._given = False
        self._reading, self._writing = os.pipe()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def own(self, *names):
        from jeepney.bus_messages import message_bus

        for name in names:
            self.desktop.send_and_get_reply(message_bus.RequestName(name))
        return self

    def announce(self, path, interface, name, signature="", body=()):
        from jeepney import DBusAddress, new_signal

        self.desktop.send(new_signal(DBusAddress(path, interface=interface), name, signature or None, body))

    def answer_calls(self):
        self._thread.start()

    def _serve(self):
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            try:
                message = self.desktop.receive()
            except (OSError, EOFError, ValueError):
                return
            if message.header.message_type != MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            self.asked.append((member, message.body))
            if member == "Inhibit":
                reply = new_method_return(message, "h", (self._writing,))
            elif member == "GetSession":
                reply = new_method_return(message, "o", ("/org/freedesktop/login1/session/_37",))
            else:
                continue
            self.desktop.send(reply)
            if member == "Inhibit":
                self._given = True
                os.close(self._writing)

    def may_sleep(self):
        """Whether nobody holds the sleep back any more: the last copy of the handle that was given away is closed."""
        import select

        readable, _, _ = select.select([self._reading], [], [], 0)
        return bool(readable)

    def close(self):
        """After the bus has ended, which ends the answering as well."""
        if self._thread.is_alive():
            self._thread.join(timeout=20)
        self.desktop.close()
        os.close(self._reading)
        if not self._given:
            os.close(self._writing)


@pytest.fixture
def bus():
    """A private message bus with a desktop on it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    desktop = Bus(daemon.stdout.readline().strip())
    yield desktop
    daemon.terminate()
    daemon.wait(timeout=20)
    daemon.stdout.close()
    desktop.close()


@pytest.fixture
def listening(bus, unlocked):
    """The program listening to that bus in the place of the laptop's two."""
    from PySide6.QtDBus import QDBusConnection

    from ui.locking.linux_session import LinuxSession

    connection = QDBusConnection.connectToBus(bus.address, "kotaham-test")
    made = []

    def listen():
        session = LinuxSession(connection, connection, unlocked)
        session.left.connect(unlocked._lock)
        made.append(session)
        return session

    yield listen
    for session in made:
        session.deleteLater()
    QDBusConnection.disconnectFromBus("kotaham-test")


@needs_bus
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_locks_the_file(bus, listening, unlocked, qtbot, saver):
    bus.own(saver)
    listening()
    path = "/" + saver.replace(".", "/")
    bus.announce(path, saver, "ActiveChanged", "b", (False,))
    bus.announce(path, saver, "ActiveChanged", "b", (True,))
    qtbot.waitUntil(lambda: unlocked.window.is_covered, timeout=LONG_ENOUGH)
    assert unlocked.services.session.workshop is None


@needs_bus
def test_a_screen_that_wakes_up_locks_nothing(bus, listening, unlocked, qtbot):
    bus.own("org.freedesktop.ScreenSaver", "org.freedesktop.login1")
    session, heard = listening(), []
    session.left.connect(lambda: heard.append(True))
    bus.announce("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (False,))
    bus.announce("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "b", (False,))
    bus.announce("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (True,))
    qtbot.waitUntil(lambda: heard == [True], timeout=LONG_ENOUGH)


@needs_bus
def test_the_laptop_sleeps_only_after_the_file_is_locked(bus, listening, unlocked, qtbot):
    bus.own("org.freedesktop.login1")
    bus.answer_calls()
    session = listening()
    qtbot.waitUntil(lambda: session.holds_sleep_back, timeout=LONG_ENOUGH)
    assert ("Inhibit", ("sleep", "Kota HAM", "Lock the open file", "delay")) in bus.asked
    assert not bus.may_sleep()
    bus.announce("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "b", (True,))
    qtbot.waitUntil(lambda: unlocked.window.is_covered, timeout=LONG_ENOUGH)
    qtbot.waitUntil(bus.may_sleep, timeout=LONG_ENOUGH)
    assert unlocked.services.session.workshop is None


@needs_bus
def test_only_our_own_session_is_listened_to(bus, listening, unlocked, qtbot, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    bus.own("org.freedesktop.login1")
    bus.answer_calls()
    session, heard = listening(), []
    session.left.connect(lambda: heard.append(True))
    qtbot.waitUntil(lambda: session.holds_sleep_back and ("GetSession", ("7",)) in bus.asked, timeout=LONG_ENOUGH)
    qtbot.waitUntil(lambda: not session._calls, timeout=LONG_ENOUGH)
    interface = "org.freedesktop.login1.Session"
    bus.announce("/org/freedesktop/login1/session/_38", interface, "Lock")
    bus.announce("/org/freedesktop/login1/session/_37", interface, "Lock")
    qtbot.waitUntil(lambda: unlocked.window.is_covered, timeout=LONG_ENOUGH)
    assert heard == [True]


@needs_bus
def test_a_desktop_that_answers_nothing_holds_nothing_up(bus, listening, qtbot):
    session = listening()
    qtbot.waitUntil(lambda: not session._calls, timeout=LONG_ENOUGH)
    assert not session.holds_sleep_back


def test_listening_to_a_laptop_without_any_bus_is_no_error(qapp, clock, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    leaving = Leaving(clock)
    leaving.listen()
    leaving.deleteLater()


# What Windows announces


@pytest.mark.parametrize(
    ("message", "value", "leaves"),
    [
        (0x02B1, 7, True),
        (0x02B1, 2, True),
        (0x02B1, 8, False),
        (0x0218, 4, True),
        (0x0218, 18, False),
        (0x0200, 7, False),
    ],
)
def test_windows_messages_of_leaving_are_told_from_all_others(qapp, message, value, leaves):
    session, told = windows_session.WindowsSession(), []
    session.left.connect(lambda: told.append(True))
    native = wintypes.MSG()
    native.message, native.wParam = message, value
    answer = session.messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(native))
    assert answer == (False, 0)
    assert bool(told) is leaves


def test_messages_of_another_system_are_not_read_as_those_of_windows(qapp):
    session = windows_session.WindowsSession()
    assert session.messages.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)


# What macOS announces


@pytest.mark.skipif(sys.platform == "darwin", reason="there it is announced")
def test_a_system_without_announcements_of_macos_says_so(qapp):
    with pytest.raises((OSError, AttributeError)):
        mac_session.MacSession()


@pytest.mark.skipif(sys.platform != "darwin", reason="announced by macOS alone")
def test_macos_takes_the_observer_and_lets_it_go(qapp):
    session = mac_session.MacSession()
    session.stop()


# What else is in sight


def test_second_windows_dialogs_and_lists_go_away_with_the_lock(unlocked, qtbot):
    wall = QLabel("Kampung Laut")
    dialog = QDialog(unlocked.window)
    dialog.setModal(True)
    stubborn = QWidget()
    stubborn.closeEvent = lambda event: event.ignore()
    menu = QMenu(unlocked.window)
    menu.addAction("Kampung Laut")
    for shown in (wall, stubborn, dialog):
        qtbot.addWidget(shown)
        shown.show()
    menu.popup(unlocked.window.pos())
    unlocked.window.lock()
    for gone in (wall, dialog, stubborn, menu):
        assert not gone.isVisible()
    assert unlocked.window.isVisible()
    del stubborn.closeEvent


def test_what_was_copied_here_leaves_the_clipboard_at_the_lock(unlocked, qtbot):
    qtbot.waitUntil(
        lambda: QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive, timeout=LONG_ENOUGH
    )
    QGuiApplication.clipboard().setText("Cerita dari Kampung Laut")
    QTest.keyClick(
        unlocked.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert unlocked.window.is_covered
    assert QGuiApplication.clipboard().text() == ""


def test_what_replaced_our_words_without_our_being_told_stays(qapp):
    in_front = [True]
    kept = OwnClipboard(is_in_front=lambda: in_front[-1])
    QGuiApplication.clipboard().setText("dari program ini")
    QGuiApplication.clipboard().blockSignals(True)
    QGuiApplication.clipboard().setText("dari program lain")
    QGuiApplication.clipboard().blockSignals(False)
    kept.empty()
    assert QGuiApplication.clipboard().text() == "dari program lain"
    kept.deleteLater()


def test_what_came_from_elsewhere_stays_in_the_clipboard(qapp):
    in_front = [True]
    kept = OwnClipboard(is_in_front=lambda: in_front[-1])
    QGuiApplication.clipboard().setText("dari program ini")
    in_front.append(False)
    QGuiApplication.clipboard().setText("dari program lain")
    kept.empty()
    assert QGuiApplication.clipboard().text() == "dari program lain"
    kept.deleteLater()
