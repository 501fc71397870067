"""A locked file asks for its passphrase in the page, and works like any other once it is open."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from kotaham_desktop.application.passphrases import change_passphrase
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.catat.history import HistoryPanel
from ui.laporan.making import make_report
from ui.sintesis.cari.result_list import ResultList
from ui.unlock_attempts import UnlockAttempts

PASSPHRASE = "Air bersih untuk semua"


@pytest.fixture
def locked(tmp_path):
    """A file with a passphrase: a title, a group and a note about water."""
    path = tmp_path / "Pelatihan rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": "Pendampingan Kampung Laut", "city": "Cilacap"})
        workshop.create_record("group", {"name": "Kelompok 1"})
        workshop.create_record("note", {"text": "Warga menunggu air bersih."})
    return path


def asked(program, path):
    """Beranda with the panel that asks for the passphrase of a file."""
    program.window.activateWindow()
    program.window.go_to("beranda")
    program.window.front_screen.open_file(path)
    return program.window.front_screen


def type_passphrase(panel, words):
    QTest.keyClicks(panel.field.line, words)
    QTest.keyClick(panel.field.line, Qt.Key.Key_Return)


def words_on_widgets(program):
    window = program.window
    lines = [line.text() for line in window.findChildren(QLineEdit)]
    return lines + [text.toPlainText() for kind in (QTextEdit, QPlainTextEdit) for text in window.findChildren(kind)]


def test_a_locked_file_asks_in_the_page_and_opens_with_its_passphrase(program, locked):
    screen = asked(program, locked)
    assert screen.unlocking.text == "“Pelatihan rahasia” dikunci. Frasa sandi:"
    assert screen.messages.text == ""
    assert screen.unlocking.field.is_masked
    assert screen.unlocking.field.line.hasFocus()
    type_passphrase(screen.unlocking, PASSPHRASE)
    assert program.services.session.workshop.record(WORKSHOP_ID).text("city") == "Cilacap"
    assert program.window.front == "persiapan"
    assert screen.unlocking.isHidden()
    assert PASSPHRASE not in words_on_widgets(program)
    screen.unlocking.field.line.undo()
    assert screen.unlocking.field.is_empty


def test_what_is_typed_can_be_shown(program, locked):
    field = asked(program, locked).unlocking.field
    QTest.keyClicks(field.line, "Air")
    QTest.mouseClick(field.toggle, Qt.MouseButton.LeftButton)
    assert field.line.displayText() == "Air"
    QTest.mouseClick(field.toggle, Qt.MouseButton.LeftButton)
    assert field.line.displayText() != "Air"


def test_a_wrong_passphrase_is_told_in_the_same_words_and_waits_after_the_third(program, locked, qtbot):
    before = locked.read_bytes()
    panel = asked(program, locked).unlocking
    said = set()
    for words in ("salah", "salah lagi", "air bersih untuk semua"):
        type_passphrase(panel, words)
        said.add(panel.text)
        assert panel.field.is_empty
        assert panel.field.line.hasFocus()
    assert len(said) == 1
    assert "Frasa sandi tidak cocok." in said.pop()
    assert not panel.open.isEnabled()
    assert "Tunggu" in panel.open.text()
    type_passphrase(panel, PASSPHRASE)
    assert program.services.session.workshop is None
    qtbot.waitUntil(panel.open.isEnabled, timeout=10_000)
    QTest.keyClick(panel.field.line, Qt.Key.Key_Return)
    assert program.services.session.workshop is not None
    assert locked.read_bytes()[:16] == before[:16]


def test_asking_again_does_not_shorten_the_wait(program, locked):
    screen = asked(program, locked)
    for words in ("satu", "dua", "tiga"):
        type_passphrase(screen.unlocking, words)
    for _ in range(6):
        program.services.session.attempts.was_wrong(locked)
    screen.open_file(locked)
    assert not screen.unlocking.open.isEnabled()


def test_the_right_passphrase_ends_the_counting(tmp_path):
    attempts = UnlockAttempts()
    for _ in range(9):
        attempts.was_wrong(tmp_path)
    assert attempts.seconds_left(tmp_path) > 0
    attempts.was_right(tmp_path)
    assert attempts.seconds_left(tmp_path) == 0


def test_a_locked_file_named_at_the_start_is_asked_for(program, locked):
    program.open(locked)
    assert program.window.front == "beranda"
    assert "dikunci" in program.window.front_screen.unlocking.text
    assert program.window.message == ""


def test_the_list_of_recent_files_tells_nothing_of_a_locked_file(program, locked):
    type_passphrase(asked(program, locked).unlocking, PASSPHRASE)
    program.services.session.close()
    kept = program.services.settings.path.read_text()
    assert "Kampung Laut" not in kept
    assert "Cilacap" not in kept
    program.window.go_to("beranda")
    assert [row.title for row in program.window.front_screen.recent.rows] == ["Pelatihan rahasia"]


@pytest.fixture
def unlocked(program, locked):
    """The program with the locked file open."""
    program.services.session.open(locked, passphrase=PASSPHRASE)
    return program


def test_a_change_of_the_note_taker_keeps_a_locked_file_open(unlocked):
    unlocked.services.settings.change(author="Made")
    assert unlocked.services.session.reopen()
    assert unlocked.services.session.workshop.author == "Made"


def test_searching_reads_a_locked_file(unlocked, qtbot):
    unlocked.window.go_to("sintesis", words="air")
    results = unlocked.window.front_screen.findChild(ResultList)
    qtbot.waitUntil(lambda: len(results.rows) > 0, timeout=20_000)
    assert "air bersih" in results.rows[0].title + results.rows[0].excerpt


def test_the_report_reads_a_locked_file(unlocked, qtbot):
    unlocked.window.go_to("laporan")
    screen = unlocked.window.front_screen
    made = []
    workshop = unlocked.services.session.workshop
    work = make_report(workshop.path, workshop.key, screen.choices.options())
    unlocked.services.background.run(work, made.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(made), timeout=30_000)
    assert made[0].content.startswith(b"%PDF")


def test_an_export_reads_a_locked_file(unlocked, tmp_path, qtbot):
    unlocked.window.go_to("laporan")
    target = tmp_path / "data.json"
    unlocked.window.front_screen.exports.export("json", target)
    qtbot.waitUntil(target.exists, timeout=30_000)


def test_the_history_of_a_note_reads_a_locked_file(unlocked, qtbot):
    workshop = unlocked.services.session.workshop
    panel = HistoryPanel(unlocked.window.context)
    qtbot.addWidget(panel)
    panel.show_record(workshop.records("note")[0].id)
    panel.show_version(panel.list.rows[0].id)
    qtbot.waitUntil(lambda: "air bersih" in panel.version.text(), timeout=20_000)


def test_a_locked_copy_of_the_open_file_merges_without_asking(unlocked, tmp_path, qtbot):
    session = unlocked.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf", passphrase=PASSPHRASE) as other:
        other.create_record("note", {"text": "Jalan rusak."})
    session.open(ours, passphrase=PASSPHRASE)
    unlocked.window.go_to("beranda")
    merging = unlocked.window.front_screen.merging
    unlocked.window.front_screen.merge(theirs)
    qtbot.waitUntil(lambda: bool(merging.messages.text), timeout=20_000)
    assert "sudah digabungkan" in merging.messages.text


def test_merging_a_file_with_another_passphrase_asks_for_it_and_tries_again(unlocked, tmp_path, qtbot):
    session = unlocked.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    change_passphrase(theirs, PASSPHRASE, "frasa sandi Yusuf")
    with Workshop.open(theirs, author="Yusuf", passphrase="frasa sandi Yusuf") as other:
        other.create_record("note", {"text": "Jalan rusak."})
    session.open(ours, passphrase=PASSPHRASE)
    unlocked.window.go_to("beranda")
    merging = unlocked.window.front_screen.merging
    unlocked.window.front_screen.merge(theirs)
    qtbot.waitUntil(lambda: "laptop lain" in merging.unlocking.text, timeout=20_000)
    type_passphrase(merging.unlocking, "bukan ini")
    qtbot.waitUntil(lambda: "tidak cocok" in merging.unlocking.text, timeout=20_000)
    type_passphrase(merging.unlocking, "frasa sandi Yusuf")
    qtbot.waitUntil(lambda: bool(merging.messages.text), timeout=20_000)
    assert "sudah digabungkan" in merging.messages.text
    assert merging.unlocking.isHidden()
    assert "frasa sandi Yusuf" not in words_on_widgets(unlocked)
