"""A passphrase for a new file, and for the open one: set, changed, removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application.backup_commands import back_up, backups_of
from kotaham_desktop.application.passphrases import is_encrypted
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.backing_up import this_laptops_backups
from ui.beranda.starting import Starter
from ui.locking.new_passphrase import NewPassphrasePanel

PASSPHRASE = "Air bersih untuk semua"
SLOW = 20_000


def type_new(fields, first, again=None):
    QTest.keyClicks(fields.first.line, first)
    QTest.keyClick(fields.first.line, Qt.Key.Key_Return)
    QTest.keyClicks(fields.again.line, first if again is None else again)
    QTest.keyClick(fields.again.line, Qt.Key.Key_Return)


@pytest.fixture
def panel(qtbot):
    asking = NewPassphrasePanel()
    qtbot.addWidget(asking)
    chosen = []
    asking.ask("Pasang frasa sandi?", chosen.append)
    return asking, chosen


def test_a_new_passphrase_is_typed_twice(panel):
    asking, chosen = panel
    type_new(asking.fields, PASSPHRASE)
    assert chosen == [PASSPHRASE]
    assert asking.isHidden()
    assert asking.fields.first.is_empty


def test_two_that_differ_are_typed_again(panel):
    asking, chosen = panel
    type_new(asking.fields, PASSPHRASE, "Air bersih untuk semia")
    assert chosen == []
    assert "tidak sama" in asking.text
    assert asking.fields.first.is_empty


def test_a_short_one_is_refused(panel):
    asking, chosen = panel
    type_new(asking.fields, "air")
    assert chosen == []
    assert "terlalu pendek" in asking.text


def test_a_file_without_a_passphrase_is_one_click_away(panel):
    asking, chosen = panel
    QTest.mouseClick(asking.without, Qt.MouseButton.LeftButton)
    assert chosen == [""]


def test_a_new_training_with_a_passphrase_is_locked_and_open(program, tmp_path, qtbot):
    path = tmp_path / "Baru.kotaham"
    Starter(program.window.context, lambda: None, pytest.fail).start(path, PASSPHRASE)
    qtbot.waitUntil(lambda: program.services.session.workshop is not None, timeout=SLOW)
    assert is_encrypted(path)
    assert program.services.session.workshop.count("agenda_item") > 10


@pytest.fixture
def security(opened):
    opened.window.go_to("setelan")
    return opened.window.front_screen.security


def settled(program, card):
    return program.services.session.workshop is not None and bool(card.messages.text)


def test_the_open_file_gets_a_passphrase_another_and_none(opened, security, qtbot):
    path = opened.services.session.workshop.path
    assert "tidak dikunci" in security.state.text()
    type_new(security.new, PASSPHRASE)
    qtbot.waitUntil(lambda: settled(opened, security), timeout=SLOW)
    assert is_encrypted(path)
    assert "dikunci dengan frasa sandi" in security.state.text()
    assert opened.window.front == "setelan"

    security.messages.dismiss()
    QTest.keyClicks(security.old.line, PASSPHRASE)
    type_new(security.new, "Kampung yang kering")
    qtbot.waitUntil(lambda: settled(opened, security), timeout=SLOW)
    assert "diganti" in security.messages.text

    security.messages.dismiss()
    QTest.keyClicks(security.old.line, "Kampung yang kering")
    QTest.mouseClick(security.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: settled(opened, security), timeout=SLOW)
    assert not is_encrypted(path)
    assert opened.services.session.workshop.record(WORKSHOP_ID).text("city") == "Semarang"


def test_backups_in_clear_give_way_to_a_locked_one(opened, security, qtbot):
    path, root = opened.services.session.workshop.path, this_laptops_backups()
    back_up(path, root)
    type_new(security.new, PASSPHRASE)
    qtbot.waitUntil(lambda: settled(opened, security), timeout=SLOW)
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=SLOW)
    left = backups_of(path, root, key=opened.services.session.workshop.key)
    assert [is_encrypted(one.path) for one in left] == [True]


def test_a_wrong_passphrase_changes_nothing_and_the_file_stays_open(program, tmp_path, qtbot):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Ratna", passphrase=PASSPHRASE).close()
    program.services.session.open(path, passphrase=PASSPHRASE)
    program.window.go_to("setelan")
    card = program.window.front_screen.security
    QTest.keyClicks(card.old.line, "bukan ini")
    QTest.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: settled(program, card), timeout=SLOW)
    assert "tidak membuka" in card.messages.text
    assert is_encrypted(path)
    assert card.old.is_empty
