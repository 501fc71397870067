"""Cadangan, elsewhere: a second place that catches up by itself, and copies for colleagues."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.workshop import Workshop
from ui.backing_up import BackingUp
from ui.cadangan.work_panel import WorkPanel
from ui.settings import SettingsStore

SLOW = 30_000
PASSPHRASE = "Air bersih untuk semua"


def calm(program, qtbot):
    qtbot.waitUntil(lambda: not program.services.background.is_busy, timeout=SLOW)


def back_up(program, days=0.0):
    workshop, clock = program.services.session.workshop, program.services.clock
    root = program.services.backing_up.find_root()
    moment = clock() - timedelta(days=days)
    backup_commands.back_up(workshop.path, root, key=workshop.key, clock=lambda: moment)
    program.services.backing_up.tell_changed()
    calm(program, qtbot=program.property("qtbot"))


@pytest.fixture
def opened(opened, qtbot):
    opened.setProperty("qtbot", qtbot)
    return opened


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "FLASHDISK"
    folder.mkdir()
    return folder


def places(program, qtbot):
    program.window.activateWindow()
    program.window.go_to("cadangan", part="tempat")
    calm(program, qtbot)
    return program.window.front_screen.part("tempat")


def look(program, qtbot):
    """What the program does every few seconds."""
    program.services.backing_up.look()
    calm(program, qtbot)


def test_a_chosen_stick_gets_the_backups_that_are_there(opened, stick, qtbot):
    back_up(opened, 1)
    back_up(opened)
    card = places(opened, qtbot).second_place
    assert card.state.text() == "Belum dipilih."
    assert card.choose_button.text() == "Pilih folder …"
    card.choose(stick)
    calm(opened, qtbot)
    assert card.chip.text() == "Terpasang"
    assert card.state.text() == "Semua yang perlu sudah ada di sana. Yang terbaru di sana: hari ini 10.42."
    assert len(list(stick.rglob("*.kotaham"))) == 2
    opened.window.front_screen.show_part("daftar")
    calm(opened, qtbot)
    rows = opened.window.front_screen.part("daftar").list.rows
    assert [row.badges[1].text for row in rows] == ["Laptop dan tempat kedua"] * 2


def test_a_folder_on_the_laptops_own_disk_is_allowed_and_warned_of(opened, stick, qtbot):
    card = places(opened, qtbot).second_place
    card.choose(stick)
    assert "cakram yang sama" in card.messages.text


def test_a_stick_that_is_pulled_out_catches_up_when_it_is_back(opened, stick, qtbot):
    card = places(opened, qtbot).second_place
    card.choose(stick)
    calm(opened, qtbot)
    away = stick.rename(stick.with_name("di saku"))
    stick.mkdir()  # what some systems leave behind where a stick was
    back_up(opened)
    look(opened, qtbot)
    assert card.chip.text() == "Tidak terpasang"
    assert "1 cadangan menunggu disalin." in card.state.text()
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    look(opened, qtbot)
    assert card.chip.text() == "Terpasang"
    assert len(list(stick.rglob("*.kotaham"))) == 1


def test_the_second_place_is_looked_for_without_being_asked(opened, stick, qtbot):
    services = opened.services
    backup_commands.choose_second_place(stick)
    services.settings.change(second_place=str(stick))
    root = services.backing_up.find_root()
    back_up(opened)
    keeper = BackingUp(
        services.session, services.settings, services.background, services.clock, lambda: root, look_every=20,
        parent=opened,
    )  # fmt: skip
    qtbot.waitUntil(lambda: keeper.second_place is not None and keeper.second_place.pending == 0, timeout=SLOW)
    assert len(list(stick.rglob("*.kotaham"))) == 1


def test_a_stick_that_refuses_is_told_and_left_alone_until_asked(opened, stick, qtbot, workshop):
    blocked = stick / workshop.workshop_id
    card = places(opened, qtbot).second_place
    card.choose(stick)
    calm(opened, qtbot)
    blocked.write_text("a file where the folder of backups should be")
    back_up(opened)
    look(opened, qtbot)
    assert "Tempat" in card.state.text()
    assert "menunggu disalin" in card.state.text()
    blocked.unlink()
    look(opened, qtbot)
    assert "menunggu disalin" in card.state.text()
    QTest.mouseClick(card.again, Qt.MouseButton.LeftButton)
    calm(opened, qtbot)
    assert card.state.text().startswith("Semua yang perlu sudah ada di sana.")


def test_the_second_place_is_remembered_and_can_be_given_up(opened, stick, qtbot):
    card = places(opened, qtbot).second_place
    card.choose(stick)
    calm(opened, qtbot)
    path = opened.services.settings.path
    assert SettingsStore(path).now.second_place == str(stick)
    QTest.mouseClick(card.leave, Qt.MouseButton.LeftButton)
    assert SettingsStore(path).now.second_place == ""
    assert card.state.text() == "Belum dipilih."
    assert "dibiarkan" in card.messages.text


def test_a_place_that_cannot_be_written_is_refused_with_a_reason(opened, stick, qtbot):
    card = places(opened, qtbot).second_place
    card.choose(stick / "tidak ada")
    assert "tidak dapat dijangkau" in card.messages.text
    assert opened.services.settings.now.second_place == ""


def test_a_copy_for_a_colleague_is_whole_and_says_where_it_is(opened, stick, qtbot, workshop):
    copying = places(opened, qtbot).copying
    note = workshop.create_record("note", {"text": "baru saja ditulis"})
    target = stick / "untuk Yusuf.kotaham"
    copying.copy_to(target)
    qtbot.waitUntil(lambda: copying.work.messages.text != "", timeout=SLOW)
    assert copying.work.messages.text.startswith("Salinan selesai dan terbukti sama dengan aslinya.\n" + str(target))
    assert "copied" in [act.what for act, _ in workshop.acts()]
    with Workshop.open(target, author="Yusuf") as copy:
        assert copy.record(note).text("text") == "baru saja ditulis"


def test_a_copy_never_replaces_a_file(opened, stick, qtbot):
    copying = places(opened, qtbot).copying
    target = stick / "ada.kotaham"
    target.write_bytes(b"isi lama")
    copying.copy_to(target)
    qtbot.waitUntil(lambda: copying.work.messages.text != "", timeout=SLOW)
    assert "Sudah ada berkas bernama “ada.kotaham”." in copying.work.messages.text
    assert target.read_bytes() == b"isi lama"


def test_a_stick_that_is_not_there_is_told_and_nothing_is_left(opened, stick, qtbot):
    copying = places(opened, qtbot).copying
    copying.copy_to(stick / "dicabut" / "a.kotaham")
    qtbot.waitUntil(lambda: copying.work.messages.text != "", timeout=SLOW)
    assert "tidak dapat dijangkau" in copying.work.messages.text
    assert list(stick.iterdir()) == []


def test_what_guards_a_copy_is_said_before_it_is_made(program, tmp_path, qtbot):
    path = tmp_path / "Rahasia.kotaham"
    Workshop.create(path, author="Ratna", passphrase=PASSPHRASE).close()
    copying = places(program, qtbot).copying
    assert copying.guard.text() == "Buka pelatihan untuk menyalinnya."
    assert not copying.copy.isEnabled()
    program.services.session.open(path, passphrase=PASSPHRASE)
    assert copying.guard.text() == "Salinannya dikunci dengan frasa sandi yang sama."
    assert copying.copy.isEnabled()


@pytest.fixture
def slow_work(opened, qtbot):
    """A panel with work under way that goes on until the test lets it end."""
    panel, may_end = WorkPanel(opened.window.context), threading.Event()
    qtbot.addWidget(panel)
    panel.show()
    done = []

    def work(progress):
        progress(0.4)
        may_end.wait(30)
        progress(0.8)
        return "hasil"

    panel.run("Menyalin …", work, done.append)
    yield panel, done
    may_end.set()
    calm(opened, qtbot)


def test_long_work_can_be_stopped_by_a_key(slow_work, qtbot):
    panel, done = slow_work
    assert panel.words == "Menyalin …"
    assert panel.cancel.isVisible()
    qtbot.keyClick(panel.cancel, Qt.Key.Key_Space)
    assert not panel.is_busy
    assert panel.messages.text.startswith("Dibatalkan.")
    assert done == []


def test_work_ends_with_the_file(slow_work, opened):
    panel, done = slow_work
    opened.services.session.close()
    assert not panel.is_busy
    assert panel.isHidden()
    assert panel.messages.text == ""
    assert done == []
