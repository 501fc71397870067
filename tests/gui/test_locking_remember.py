"""A key that the laptop remembers: only when asked for, never past a locked screen, gone when taken back."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoStore
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application.unlock_attempts import AttemptMemory
from kotaham_desktop.application.workshop import Workshop

PASSPHRASE = "Air bersih untuk semua"
SLOW = 30_000


class Drawer(KeyringBackend):
    """A store of secrets that lasts as long as the test."""

    priority = 5

    def __init__(self, *, refuses=False):
        super().__init__()
        self.kept = {}
        self.refuses = refuses

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.refuses:
            raise keyring.errors.PasswordSetError("denied")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def activated(program, qtbot):
    """The window in front, so that keys and focus come to it."""
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=10_000)


@pytest.fixture
def store():
    """Puts a store of secrets in the place of the laptop's."""
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Rahasia.kotaham"
    Workshop.create(path, author="Ratna", passphrase=PASSPHRASE).close()
    return path


def asked(program, path, qtbot):
    activated(program, qtbot)
    program.window.go_to("beranda")
    program.window.front_screen.open_file(path)
    return program.window.front_screen.unlocking


def type_passphrase(panel, words=PASSPHRASE):
    QTest.keyClicks(panel.field.line, words)
    QTest.keyClick(panel.field.line, Qt.Key.Key_Return)


def test_it_is_off_unless_somebody_asks(program, path, store, qtbot):
    drawer = store(Drawer())
    panel = asked(program, path, qtbot)
    assert panel.remember.box.isEnabled()
    assert not panel.remember.is_chosen
    assert "tanpa frasa sandi" in panel.remember.text
    type_passphrase(panel)
    assert program.services.session.workshop is not None
    assert drawer.kept == {}


def test_a_remembered_file_opens_without_asking_next_time(program, path, store, qtbot):
    drawer = store(Drawer())
    panel = asked(program, path, qtbot)
    QTest.keyClick(panel.remember.box, Qt.Key.Key_Space)
    type_passphrase(panel)
    program.services.session.close()
    assert len(drawer.kept) == 1
    program.window.go_to("beranda")
    program.window.front_screen.open_file(path)
    assert program.services.session.workshop is not None


def test_the_locked_screen_asks_for_the_passphrase_all_the_same(program, path, store, qtbot):
    store(Drawer())
    panel = asked(program, path, qtbot)
    panel.remember.box.click()
    type_passphrase(panel)
    program.window.lock()
    assert program.services.session.workshop is None
    QTest.mouseClick(program.window.cover.leave, Qt.MouseButton.LeftButton)
    panel = asked(program, path, qtbot)
    assert program.services.session.workshop is None
    assert "dikunci" in panel.text
    type_passphrase(panel)
    assert program.services.session.workshop is not None
    program.services.session.close()
    program.services.session.open(path)
    assert program.services.session.workshop is not None


def test_keamanan_shows_it_and_takes_it_back(program, path, store, qtbot):
    drawer = store(Drawer())
    program.services.session.open(path, passphrase=PASSPHRASE)
    activated(program, qtbot)
    program.window.go_to("setelan")
    choice = program.window.front_screen.security.remember
    assert not choice.is_chosen
    QTest.keyClick(choice.box, Qt.Key.Key_Space)
    assert choice.is_chosen
    assert len(drawer.kept) == 1
    QTest.keyClick(choice.box, Qt.Key.Key_Space)
    assert not choice.is_chosen
    assert drawer.kept == {}
    assert program.services.settings.now.remembered_keys == ()


def test_a_laptop_without_a_store_disables_the_choice_and_says_why(program, path, store, qtbot):
    store(NoStore())
    panel = asked(program, path, qtbot)
    assert not panel.remember.box.isEnabled()
    assert "tidak punya penyimpan rahasia" in panel.remember.text


def test_a_store_that_refuses_is_told_and_the_file_is_open(program, path, store, qtbot):
    store(Drawer(refuses=True))
    panel = asked(program, path, qtbot)
    panel.remember.box.click()
    type_passphrase(panel)
    assert program.services.session.workshop is not None
    assert "tidak mau menyimpan" in program.window.message
    assert program.services.settings.now.remembered_keys == ()


def test_a_key_that_fits_no_more_is_forgotten_and_the_passphrase_asked(program, path, store, qtbot):
    drawer = store(Drawer())
    panel = asked(program, path, qtbot)
    panel.remember.box.click()
    type_passphrase(panel)
    program.services.session.close()
    [place] = drawer.kept
    drawer.kept[place] = "00" * 32
    panel = asked(program, path, qtbot)
    assert "dikunci" in panel.text
    assert drawer.kept == {}
    type_passphrase(panel)
    assert program.services.session.workshop is not None


def test_a_new_passphrase_takes_the_old_key_out_and_keeps_the_new_one(program, path, store, qtbot):
    drawer = store(Drawer())
    program.services.session.open(path, passphrase=PASSPHRASE)
    program.window.go_to("setelan")
    card = program.window.front_screen.security
    card.remember.box.click()
    before = dict(drawer.kept)
    QTest.keyClicks(card.old.line, PASSPHRASE)
    for line in (card.new.first.line, card.new.again.line):
        QTest.keyClicks(line, "Kampung yang kering")
    QTest.mouseClick(card.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "diganti" in card.messages.text, timeout=SLOW)
    assert len(drawer.kept) == 1
    assert drawer.kept.keys() != before.keys()
    assert card.remember.is_chosen
    program.services.session.close()
    program.services.session.open(path)


def test_wrong_old_passphrases_slow_the_next_change_down(program, path, qtbot):
    program.services.session.open(path, passphrase=PASSPHRASE)
    program.window.go_to("setelan")
    card = program.window.front_screen.security
    for _ in range(3):
        card.messages.dismiss()
        QTest.keyClicks(card.old.line, "bukan ini")
        QTest.mouseClick(card.remove, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "tidak membuka" in card.messages.text, timeout=SLOW)
    assert AttemptMemory().was_wrong(path) == 4
    for _ in range(6):
        program.services.session.attempts.was_wrong(path)
    QTest.keyClicks(card.old.line, PASSPHRASE)
    QTest.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert "menunggu" in card.messages.text
    assert program.services.session.workshop is not None
