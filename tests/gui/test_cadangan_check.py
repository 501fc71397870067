"""Cadangan, Periksa data: what agrees is counted, what can be mended is mended, what is harmed is salvaged."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.library import sqlite

SLOW = 30_000
PAGE = 4096
PASSPHRASE = "Air bersih untuk semua"


def press(bar, name):
    """Press a button of a message bar by the mouse."""
    button = next(one for one in bar.findChildren(QPushButton) if one.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def check_part(program):
    program.window.activateWindow()
    program.window.go_to("cadangan", part="periksa")
    return program.window.front_screen.part("periksa")


def checked(program, qtbot):
    part = check_part(program)
    QTest.mouseClick(part.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.work.messages.text != "", timeout=SLOW)
    return part


@pytest.fixture
def path(tmp_path):
    """A file with words that can be told apart, a photo and a history of some length."""
    path = tmp_path / "Pelatihan Semarang.kotaham"
    with Workshop.create(path, author="Ratna") as workshop:
        notes = [workshop.create_record("note", {"text": f"awal{number:03}"}) for number in range(60)]
        workshop.attach(notes[0], b"gambar" * 5000, "image/png")
        for note in notes:
            workshop.edit_text(note, "text", workshop.record(note).text("text") + " lanjut")
    return path


def harm(path, *statements):
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def wipe_middle(path):
    """Zero some pages in the middle, as a failing stick does."""
    content = bytearray(path.read_bytes())
    middle = len(content) // PAGE // 2
    content[middle * PAGE : (middle + 6) * PAGE] = bytes(6 * PAGE)
    path.write_bytes(bytes(content))


def test_a_sound_file_is_told_as_sound_with_what_was_counted(program, path, qtbot):
    program.services.session.open(path)
    part = check_part(program)
    qtbot.keyClick(program.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert part.check.hasFocus()
    qtbot.keyClick(part.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.work.messages.text != "", timeout=SLOW)
    assert part.work.messages.text.startswith("Semua cocok.")
    counted = dict(part.table.rows)
    assert counted["Catatan, dibandingkan dengan riwayatnya"] == "62"
    assert counted["Lampiran, dibaca utuh"] == "1"
    assert int(counted["Baris riwayat, masing-masing dengan tanda periksa"]) > 120
    assert part.mend.isHidden()
    assert part.salvaging.salvage.isHidden()
    assert part.check.hasFocus()


def test_tables_that_differ_from_the_history_are_mended_and_the_file_is_open_again(program, path, qtbot):
    harm(path, "UPDATE note SET speaker = 'orang lain' WHERE row = 3")
    program.services.session.open(path)
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Catatan yang berbeda dari riwayatnya: 1.")
    assert "tanpa kehilangan apa pun" in part.work.messages.text
    QTest.mouseClick(part.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.work.messages.text.startswith("Semua cocok."), timeout=SLOW)
    workshop = program.services.session.workshop
    assert workshop.path == path
    assert program.window.front == "cadangan"
    assert {note.text("speaker") for note in workshop.records("note")} == {""}
    assert part.mend.isHidden()


def test_an_index_of_searching_that_lies_is_found_and_mended(program, path, qtbot):
    harm(path, "INSERT INTO note_fts (note_fts) VALUES ('delete-all')")
    program.services.session.open(path)
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Jenis catatan yang indeks pencariannya tidak cocok: 1.")
    QTest.mouseClick(part.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.work.messages.text.startswith("Semua cocok."), timeout=SLOW)
    assert len(program.services.session.workshop.search("awal007")) == 1


def test_an_attachment_that_is_gone_asks_for_a_colleagues_copy(program, path, qtbot):
    harm(path, "DELETE FROM attachment_content")
    program.services.session.open(path)
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Lampiran yang isinya tidak ada: 1.")
    QTest.mouseClick(part.merge, Qt.MouseButton.LeftButton)
    assert program.window.front == "beranda"


def test_an_open_file_whose_history_is_harmed_is_closed_and_salvaged(program, path, qtbot):
    harm(path, "UPDATE log SET checksum = zeroblob(length(checksum)) WHERE id = 100")
    program.services.session.open(path)
    before = path.read_bytes()
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Riwayat di dalam berkas ini rusak")
    assert part.mend.isHidden()
    QTest.mouseClick(part.salvaging.salvage, Qt.MouseButton.LeftButton)
    assert program.services.session.workshop is None
    qtbot.waitUntil(lambda: part.salvaging.work.messages.text != "", timeout=SLOW)
    assert part.salvaging.work.messages.text.startswith("Yang terbaca selamat; sebagian hilang.")
    counted = dict(part.salvaging.table.rows)
    assert int(counted["Baris riwayat selamat"]) > 50
    assert path.stat().st_size == len(before)
    press(part.salvaging.work.messages, "Buka berkas baru")
    saved = program.services.session.workshop
    assert saved.path == path.with_name("Pelatihan Semarang (diselamatkan).kotaham")
    assert saved.count("note") >= 60
    assert saved.check().is_sound


def test_a_file_too_harmed_to_open_is_saved_from_where_it_was_to_be_opened(program, path, qtbot):
    wipe_middle(path)
    before = path.read_bytes()
    program.window.activateWindow()
    program.window.go_to("beranda")
    home = program.window.front_screen
    home.open_file(path)
    assert home.messages.action_names == ["Selamatkan ke berkas baru", "Lihat cadangannya"]
    press(home.messages, "Selamatkan ke berkas baru")
    assert program.window.front == "cadangan"
    part = program.window.front_screen.part("periksa")
    assert part.salvaging.salvage.hasFocus()
    qtbot.keyClick(part.salvaging.salvage, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.salvaging.work.messages.text != "", timeout=SLOW)
    assert "selamat" in part.salvaging.work.messages.text
    assert path.read_bytes() == before
    press(part.salvaging.work.messages, "Buka berkas baru")
    assert program.services.session.workshop.count("note") > 0
    assert program.window.front == "persiapan"


def test_a_harmed_file_can_be_checked_although_it_cannot_be_opened(program, path, qtbot):
    wipe_middle(path)
    program.window.go_to("cadangan")
    program.window.front_screen.subject.show_unopened(path)
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Riwayat di dalam berkas ini rusak")
    assert not part.salvaging.salvage.isHidden()


def test_a_locked_harmed_file_asks_for_its_passphrase(program, tmp_path, qtbot):
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        for number in range(200):
            workshop.create_record("note", {"text": f"rahasia{number:03}"})
    content = bytearray(path.read_bytes())
    content[len(content) // PAGE // 2 * PAGE + 9] ^= 1
    path.write_bytes(bytes(content))
    program.window.activateWindow()
    program.window.go_to("cadangan", part="periksa")
    program.window.front_screen.subject.show_unopened(path)
    card = program.window.front_screen.part("periksa").salvaging
    QTest.mouseClick(card.salvage, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.unlocking.text != "", timeout=SLOW)
    for words, said in (("bukan ini", "tidak cocok"), (PASSPHRASE, "")):
        QTest.keyClicks(card.unlocking.field.line, words)
        QTest.keyClick(card.unlocking.field.line, Qt.Key.Key_Return)
        if said:
            qtbot.waitUntil(lambda: "tidak cocok" in card.unlocking.text, timeout=SLOW)
    qtbot.waitUntil(lambda: card.work.messages.text != "", timeout=SLOW)
    assert "selamat" in card.work.messages.text
    saved = tmp_path / "Rahasia (diselamatkan).kotaham"
    assert not saved.read_bytes().startswith(b"SQLite")
    press(card.work.messages, "Buka berkas baru")
    opening = program.window.front_screen.opening
    QTest.keyClicks(opening.unlocking.field.line, PASSPHRASE)
    QTest.keyClick(opening.unlocking.field.line, Qt.Key.Key_Return)
    assert program.services.session.workshop.path == saved


def test_the_way_back_to_the_open_file_stays(program, path, tmp_path, qtbot):
    program.services.session.open(path)
    screen = check_part(program) and program.window.front_screen
    other = tmp_path / "lain.kotaham"
    other.write_bytes(b"rusak" * 3000)
    screen.subject.show_unopened(other)
    assert screen.back.text() == "Kembali ke berkas yang terbuka"
    QTest.mouseClick(screen.back, Qt.MouseButton.LeftButton)
    assert screen.subject.path == path


def test_a_trail_that_somebody_changed_shows_and_the_records_are_told_to_be_whole(program, path, qtbot):
    with Workshop.open(path, author="Ratna") as workshop:
        workshop.note_act("copied")
    harm(path, "UPDATE audit SET who = 'orang lain' WHERE id = 2")
    program.services.session.open(path)
    part = checked(program, qtbot)
    assert part.work.messages.text.startswith("Jejak tindakan pada berkas ini tidak utuh")
    assert "Catatannya sendiri utuh." in part.work.messages.text
    assert part.mend.isHidden()
    assert part.salvaging.salvage.isHidden()
