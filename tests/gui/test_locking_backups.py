"""Backups by themselves: taken beside the window, locked like the file, and told only when they fail."""

import pytest

from kotaham_desktop.application.backup_commands import backups_of, look_inside
from kotaham_desktop.application.passphrases import is_encrypted
from kotaham_desktop.application.workshop import Workshop
from ui.backing_up import BackingUp

PASSPHRASE = "Air bersih untuk semua"
SLOW = 20_000


@pytest.fixture
def unlocked(program, tmp_path):
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.create_record("note", {"text": "Warga menunggu air bersih."})
    program.services.session.open(path, passphrase=PASSPHRASE)
    return program


def backing_up_of(program, root):
    services = program.services
    return BackingUp(
        services.session, services.settings, services.background, services.clock, lambda: root, ask_every=20,
        parent=program,
    )  # fmt: skip


def test_a_locked_file_gets_a_locked_backup(unlocked, tmp_path, qtbot):
    workshop, root = unlocked.services.session.workshop, tmp_path / "cadangan"
    backing_up_of(unlocked, root)
    qtbot.waitUntil(lambda: any(one.is_good for one in backups_of(workshop.path, root, key=workshop.key)), timeout=SLOW)
    backup = backups_of(workshop.path, root, key=workshop.key)[0]
    assert is_encrypted(backup.path)
    with look_inside(backup.path, key=workshop.key) as held:
        assert held.count("note") == 1


def test_a_backup_that_fails_is_told_once(unlocked, tmp_path, qtbot):
    root = tmp_path / "cadangan"
    root.write_text("no folder")
    told = []
    backing_up = backing_up_of(unlocked, root)
    backing_up.failed.connect(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=SLOW)
    qtbot.wait(300)
    assert len(told) == 1
