"""Cadangan, the list: made by hand or by itself, looked into, and restored beside the open file."""

import json
import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.passphrases import change_passphrase
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.backups import line_of

SLOW = 30_000
OLD, NEW = "Air bersih untuk semua", "Jalan aman untuk semua"


def root_of(program):
    return program.services.backing_up.find_root()


def calm(program, qtbot):
    qtbot.waitUntil(lambda: not program.services.background.is_busy, timeout=SLOW)


def back_up_days_ago(program, days):
    workshop, clock = program.services.session.workshop, program.services.clock
    return backup_commands.back_up(
        workshop.path, root_of(program), key=workshop.key, clock=lambda: clock() - timedelta(days=days)
    ).backup


def shown(program, qtbot):
    """The list of the screen, with the rows that are there."""
    program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert program.window.front == "cadangan"
    calm(program, qtbot)
    return program.window.front_screen.part("daftar")


def press(bar, name):
    """Press a button of a message bar by the mouse."""
    button = next(one for one in bar.findChildren(QPushButton) if one.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_backups_it_says_so_and_one_key_makes_the_first(opened, qtbot):
    part = shown(opened, qtbot)
    assert part.empty.sentence.text().startswith("Belum ada cadangan.")
    assert part.back_up.hasFocus()
    qtbot.keyClick(part.back_up, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(part.list.rows) == 1, timeout=SLOW)
    assert part.list.rows[0].title == "Hari ini 10.42"
    assert [badge.text for badge in part.list.rows[0].badges] == ["Utuh", "Laptop"]
    assert part.state.text() == "Cadangan terakhir: hari ini 10.42, terbukti utuh."
    assert "terbukti utuh" in part.work.messages.text
    assert part.empty.isHidden()


def test_the_newest_stands_first_and_what_comes_next_is_told(opened, workshop, qtbot):
    for days in (40, 1, 0.01):
        back_up_days_ago(opened, days)
    part = shown(opened, qtbot)
    assert [row.title for row in part.list.rows] == ["Hari ini 10.27", "Kemarin 10.42", "14 Juli 2022, 10.42"]
    assert part.heading.label.text() == "Cadangan (3)"
    assert part.next.text() == "Ada perubahan sesudahnya; cadangan berikutnya dibuat sendiri sekitar 10.57."
    assert "tidak pernah satu-satunya yang utuh" in part.rule.text()


def test_the_arrow_keys_choose_and_enter_looks_inside(opened, workshop, qtbot):
    back_up_days_ago(opened, 2)
    note = workshop.create_record("note", {"text": "kemarin"})
    back_up_days_ago(opened, 1)
    workshop.create_record("note", {"text": "hari ini"})
    workshop.edit_text(note, "text", "kemarin dan hari ini")
    workshop.delete_record(workshop.records("person")[0].id)
    part = shown(opened, qtbot)
    assert part.list.hasFocus()
    qtbot.keyClick(part.list, Qt.Key.Key_Down)
    assert part.list.rows[1].id == part.list.selected_id
    qtbot.keyClick(part.list, Qt.Key.Key_Up)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    assert part.pane.title.text() == "Pelatihan Kota HAM Semarang"
    assert "1 catatan sekarang belum ada di cadangan ini." in part.pane.differences.text()
    assert "1 catatan sudah berubah sesudahnya." in part.pane.differences.text()
    assert "1 catatan hanya ada di cadangan ini." in part.pane.differences.text()
    assert ("Catatan", "1", "2", "+1 · 1 berubah") in part.pane.table.rows
    assert part.pane.restore.hasFocus()


def test_a_backup_that_holds_the_same_says_so(opened, workshop, qtbot):
    back_up_days_ago(opened, 0)
    part = shown(opened, qtbot)
    QTest.mouseClick(part.pane.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    assert "Isinya sama dengan berkas sekarang." in part.pane.differences.text()


def test_restoring_makes_a_file_beside_the_open_one_and_offers_to_open_it(opened, workshop, qtbot):
    note = workshop.create_record("note", {"text": "sebelum"})
    back_up_days_ago(opened, 1)
    workshop.edit_text(note, "text", "sesudah")
    path = workshop.path
    part = shown(opened, qtbot)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    qtbot.keyClick(part.pane.restore, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.pane.work.messages.text != "", timeout=SLOW)
    assert part.pane.work.messages.text.startswith("Dipulihkan, dan terbukti sama dengan cadangannya.")
    assert workshop.record(note).text("text") == "sesudah"
    press(part.pane.work.messages, "Buka berkas itu")
    restored = opened.services.session.workshop
    assert restored.path == path.with_name("Pelatihan Semarang (dipulihkan dari 2022-08-22 10.42).kotaham")
    assert restored.record(note).text("text") == "sebelum"
    assert opened.window.front == "persiapan"
    with Workshop.open(path, read_only=True) as original:
        assert original.record(note).text("text") == "sesudah"


def test_restoring_never_replaces_a_file(opened, workshop, qtbot, tmp_path):
    back_up_days_ago(opened, 1)
    taken = tmp_path / "ada.kotaham"
    taken.write_bytes(b"isi lama")
    part = shown(opened, qtbot)
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    part.pane.restore_to(taken)
    qtbot.waitUntil(lambda: part.pane.work.messages.text != "", timeout=SLOW)
    assert "Sudah ada berkas bernama “ada.kotaham”." in part.pane.work.messages.text
    assert taken.read_bytes() == b"isi lama"


def test_a_harmed_backup_is_found_out_and_told(opened, workshop, qtbot):
    backup = back_up_days_ago(opened, 1)
    content = bytearray(backup.path.read_bytes())
    content[5 * 4096 : 7 * 4096] = bytes(2 * 4096)
    backup.path.write_bytes(bytes(content))
    backup.path.with_suffix(".json").unlink()
    part = shown(opened, qtbot)
    assert part.list.rows[0].badges[0].text == "Belum diperiksa"
    QTest.mouseClick(part.pane.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.pane.work.messages.text != "", timeout=SLOW)
    assert part.pane.work.messages.text.startswith("Cadangan ini rusak.")


def test_a_backup_that_was_not_proven_yet_can_be_proven(opened, workshop, qtbot):
    backup = back_up_days_ago(opened, 1)
    backup.path.with_suffix(".json").unlink()
    part = shown(opened, qtbot)
    QTest.mouseClick(part.pane.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.list.rows[0].badges[0].text == "Utuh", timeout=SLOW)
    assert part.pane.verify.isHidden()


def test_a_backup_by_itself_appears_in_the_list(opened, workshop, qtbot):
    part = shown(opened, qtbot)
    back_up_days_ago(opened, 0)
    opened.services.backing_up.tell_changed()
    qtbot.waitUntil(lambda: len(part.list.rows) == 1, timeout=SLOW)


@pytest.mark.parametrize("count", [1, 500])
def test_few_and_many_backups_are_listed(opened, workshop, qtbot, count):
    whole = back_up_days_ago(opened, 900)
    facts = json.loads(whole.path.with_suffix(".json").read_text())
    line = line_of(workshop.path)
    for hours in range(1, count):
        moment = opened.services.clock() - timedelta(hours=hours)
        name = whole.path.with_name(f"{moment:%Y-%m-%d %H.%M.%S%z} {line}.kotaham")
        name.write_bytes(b"x")
        name.with_suffix(".json").write_text(json.dumps({**facts, "size": 1}))
    part = shown(opened, qtbot)
    assert len(part.list.rows) == count
    qtbot.keyClick(part.list, Qt.Key.Key_End)
    assert part.pane.look.isEnabled()


@pytest.fixture
def relocked(program, tmp_path):
    """A file whose newest backup was locked with another passphrase than the file is now."""
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=OLD, clock=program.services.clock) as workshop:
        workshop.create_record("note", {"text": "Warga menunggu air bersih."})
        key = workshop.key
    yesterday = program.services.clock() - timedelta(days=1)
    backup_commands.back_up(path, root_of(program), key=key, clock=lambda: yesterday)
    change_passphrase(path, OLD, NEW)
    program.services.session.open(path, passphrase=NEW)
    return program


def type_passphrase(panel, words):
    QTest.keyClicks(panel.field.line, words)
    QTest.keyClick(panel.field.line, Qt.Key.Key_Return)


def test_a_backup_under_an_older_passphrase_asks_for_that_one(relocked, qtbot):
    part = shown(relocked, qtbot)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    panel = part.pane.unlocking
    qtbot.waitUntil(lambda: panel.text != "", timeout=SLOW)
    assert panel.text == "Cadangan ini dikunci dengan frasa sandi lain. Frasa sandi waktu itu:"
    assert panel.field.line.hasFocus()
    assert part.pane.look.isHidden()
    panel.finish()
    assert not part.pane.look.isHidden()
    part.pane.look_inside()
    qtbot.waitUntil(lambda: panel.text != "", timeout=SLOW)
    type_passphrase(panel, OLD)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    assert ("Catatan", "1", "1", "") in part.pane.table.rows
    assert panel.isHidden()
    assert panel.field.is_empty


def test_wrong_passphrases_of_a_backup_wait_longer_each_time(relocked, qtbot):
    part = shown(relocked, qtbot)
    part.pane.look_inside()
    panel = part.pane.unlocking
    qtbot.waitUntil(lambda: panel.text != "", timeout=SLOW)
    for words in ("salah", "salah lagi", "tetap salah"):
        type_passphrase(panel, words)
        calm(relocked, qtbot)
        assert "Frasa sandi tidak cocok." in panel.text
    assert not panel.open.isEnabled()
    assert not part.pane.is_inside


def test_locking_the_window_forgets_what_opened_a_backup(relocked, qtbot):
    part = shown(relocked, qtbot)
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.unlocking.text != "", timeout=SLOW)
    type_passphrase(part.pane.unlocking, OLD)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    relocked.window.lock()
    assert relocked.services.session.workshop is None
    assert not part.pane.is_inside
    type_passphrase(relocked.window.cover.panel, NEW)
    qtbot.waitUntil(lambda: relocked.services.session.workshop is not None, timeout=SLOW)
    assert relocked.window.front == "cadangan"
    calm(relocked, qtbot)
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.unlocking.text != "", timeout=SLOW)


def test_a_backup_of_the_locked_file_needs_no_passphrase_again(relocked, qtbot):
    part = shown(relocked, qtbot)
    QTest.mouseClick(part.back_up, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(part.list.rows) == 2, timeout=SLOW)
    qtbot.keyClick(part.list, Qt.Key.Key_Home)
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)


def test_a_file_that_is_gone_comes_back_from_its_backup(opened, workshop, qtbot):
    workshop.create_record("note", {"text": "tidak boleh hilang"})
    back_up_days_ago(opened, 0)
    path = workshop.path
    opened.services.session.close()
    path.unlink()
    opened.window.activateWindow()
    opened.window.go_to("beranda")
    home = opened.window.front_screen
    home.open_file(path)
    assert home.messages.action_names == ["Lihat cadangannya"]
    press(home.messages, "Lihat cadangannya")
    assert opened.window.front == "cadangan"
    part = opened.window.front_screen.part("daftar")
    qtbot.waitUntil(lambda: len(part.list.rows) == 1, timeout=SLOW)
    assert part.back_up.isHidden()
    qtbot.waitUntil(part.list.hasFocus, timeout=SLOW)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    QTest.mouseClick(part.pane.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.pane.work.messages.text != "", timeout=SLOW)
    press(part.pane.work.messages, "Buka berkas itu")
    assert [one.text("text") for one in opened.services.session.workshop.records("note")] == ["tidak boleh hilang"]


def test_a_second_laptop_reads_the_backups_on_a_stick(opened, workshop, qtbot, tmp_path, own_home):
    workshop.create_record("note", {"text": "dari laptop pertama"})
    backup = back_up_days_ago(opened, 0)
    stick = tmp_path / "flashdisk"
    shutil.move(backup.path.parent, stick / backup.path.parent.name)
    opened.services.session.close()
    (own_home / "Documents").mkdir()
    part = shown(opened, qtbot)
    assert part.look_elsewhere.hasFocus()
    opened.window.front_screen.subject.show_folder(stick)
    qtbot.waitUntil(lambda: len(part.list.rows) == 1, timeout=SLOW)
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    assert ("Catatan", "1") in part.pane.table.rows
    QTest.mouseClick(part.pane.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.pane.work.messages.text != "", timeout=SLOW)
    press(part.pane.work.messages, "Buka berkas itu")
    assert opened.services.session.workshop.path.parent == own_home / "Documents"


def test_a_backup_that_somebody_opens_is_offered_for_restoring_and_stays_a_backup(opened, workshop, qtbot):
    newest, older = back_up_days_ago(opened, 0), back_up_days_ago(opened, 3)
    before = older.path.read_bytes()
    opened.services.session.close()
    opened.window.activateWindow()
    opened.open(older.path)
    home = opened.window.front_screen
    assert "adalah cadangan, bukan berkas untuk bekerja." in home.messages.text
    press(home.messages, "Lihat isi dan pulihkan")
    part = opened.window.front_screen.part("daftar")
    qtbot.waitUntil(lambda: len(part.list.rows) == 2, timeout=SLOW)
    assert part.list.selected_id == older.path.name
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    assert older.path.read_bytes() == before
    assert newest.path.exists()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (911, 512), (640, 420)])
@pytest.mark.parametrize("text_size", [100, 200])
def test_the_screen_fits_small_screens_and_large_text(opened, qtbot, width, height, text_size):
    back_up_days_ago(opened, 1)
    opened.services.settings.change(text_size=text_size)
    opened.rebuild()
    opened.window.resize(width, height)
    opened.window.go_to("cadangan")
    calm(opened, qtbot)
    part = opened.window.front_screen.part("daftar")
    part.pane.look_inside()
    qtbot.waitUntil(lambda: part.pane.is_inside, timeout=SLOW)
    for name in ("tempat", "periksa", "daftar"):
        opened.window.front_screen.show_part(name)
        QApplication.processEvents()
        assert (opened.window.width(), opened.window.height()) == (width, height)
