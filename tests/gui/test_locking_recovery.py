"""The recovery kit in the window: offered, made, tried, used when the passphrase is forgotten."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTextEdit

from kotaham_desktop.application import recovery
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.beranda.starting import Starter
from ui.locking.kit_shares import KitShares
from ui.settings import SettingsStore

PASSPHRASE = "Air bersih untuk semua"
NEW = "Kampung yang kering"
SLOW = 30_000


def activated(program, qtbot):
    """The window in front, so that keys and focus come to it."""
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=10_000)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Rahasia.kotaham"
    with Workshop.create(path, author="Ratna", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": "Pendampingan Kampung Laut"})
    return path


@pytest.fixture
def kit(path):
    """A kit of the file that was made and not tried yet."""
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        made = recovery.new_kit(workshop)
        recovery.note_kit_made(workshop, made)
    return made


@pytest.fixture
def unlocked(program, path, qtbot):
    """The program with the locked file open."""
    program.services.session.open(path, passphrase=PASSPHRASE)
    activated(program, qtbot)
    return program


def fill(shares, first, second):
    """Type one share as its first letters in lower case, and paste the other as it stands on the paper."""
    QTest.keyClicks(shares.fields[0], " ".join(word[:4] for word in first.words))
    shares.fields[1].insertPlainText("\n".join(f"{n}. {word.upper()}" for n, word in enumerate(second.words, start=1)))


def type_new(fields, words):
    QTest.keyClicks(fields.first.line, words)
    QTest.keyClick(fields.first.line, Qt.Key.Key_Return)
    QTest.keyClicks(fields.again.line, words)
    QTest.keyClick(fields.again.line, Qt.Key.Key_Return)


def words_on_screen(window):
    return " ".join(text.toPlainText() for kind in (QTextEdit, QPlainTextEdit) for text in window.findChildren(kind))


def kit_card(program):
    program.window.go_to("setelan", part="kit")
    return program.window.front_screen.recovery


def reminded(program, qtbot, words):
    qtbot.waitUntil(lambda: words in program.window.message, timeout=5000)


def reminder_button(program, name):
    buttons = [button for button in program.window.findChildren(QPushButton) if button.accessibleName() == name]
    return next(button for button in buttons if button.isVisible())


def test_the_reminder_leads_to_the_kit_by_keyboard(unlocked, qtbot):
    reminded(unlocked, qtbot, "belum punya kit")
    QTest.keyClick(reminder_button(unlocked, "Buat kit pemulihan"), Qt.Key.Key_Space)
    assert unlocked.window.front == "setelan"
    assert unlocked.window.message == ""
    assert unlocked.window.front_screen.recovery.make.hasFocus()


def test_a_new_training_with_a_passphrase_is_offered_its_kit_at_once(program, tmp_path, qtbot):
    Starter(program.window.context, lambda: None, pytest.fail).start(tmp_path / "Baru.kotaham", PASSPHRASE)
    qtbot.waitUntil(lambda: "belum punya kit pemulihan" in program.window.message, timeout=SLOW)


def test_a_training_without_a_passphrase_is_offered_none(opened, qtbot):
    QApplication.processEvents()
    assert opened.window.message == ""
    assert kit_card(opened).isHidden()


def test_the_kit_is_made_printed_removed_and_tried_and_the_reminder_goes(unlocked, tmp_path, qtbot):
    reminded(unlocked, qtbot, "belum punya kit")
    card = kit_card(unlocked)
    assert "Belum dibuat" in card.state.text()
    assert card.make.hasFocus()
    pdf = tmp_path / "kit.pdf"
    card.make_into(pdf)
    qtbot.waitUntil(lambda: "ditulis" in card.messages.text, timeout=SLOW)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "belum diuji" in card.state.text()
    assert unlocked.window.message == ""
    assert "Sudah dicetak: hapus PDF-nya" in card.messages.action_names
    button = next(b for b in card.messages.findChildren(type(card.make)) if "hapus PDF" in b.accessibleName())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not pdf.exists()


def test_two_shares_are_tried_by_keyboard_and_forgotten_afterwards(kit, unlocked, qtbot):
    program = unlocked
    reminded(program, qtbot, "belum diuji")
    card = kit_card(program)
    assert card.test.hasFocus()
    QTest.keyClick(card.test, Qt.Key.Key_Space)
    assert card.shares.fields[0].hasFocus()
    fill(card.shares, kit.shares[2], kit.shares[0])
    QTest.keyClick(card.shares.fields[0], Qt.Key.Key_Tab)
    assert card.shares.fields[1].hasFocus()
    QTest.keyClick(card.check, Qt.Key.Key_Space)
    assert "cocok" in card.messages.text
    assert "diuji" in card.state.text()
    assert "belum" not in card.state.text()
    assert card.shares.is_empty
    assert kit.shares[0].words[9] not in words_on_screen(program.window)
    assert program.window.message == ""


def test_the_undo_key_takes_back_no_note_while_a_share_is_typed(kit, unlocked):
    workshop = unlocked.services.session.workshop
    note = workshop.create_record("note", {"text": "Sumur asin"})
    card = kit_card(unlocked)
    card.test.click()
    QTest.keyClicks(card.shares.fields[0], "acad")
    QTest.keyClick(card.shares.fields[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not workshop.record(note).deleted
    assert card.shares.fields[0].text() == "acad"
    old = unlocked.window.front_screen.security.old
    QTest.keyClicks(old.line, "Air")
    QTest.keyClick(old.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not workshop.record(note).deleted


def test_a_wrong_word_is_pointed_at_and_what_was_typed_stays(qtbot, kit, dressed):
    shares = KitShares()
    qtbot.addWidget(shares)
    shares.show()
    words = [*kit.shares[1].words]
    words[11] = "sumur"
    fill(shares, kit.shares[0], kit.shares[1])
    shares.fields[1].setPlainText(" ".join(words))
    assert shares.shares() is None
    assert "Kata ke-12" in shares.text
    assert shares.fields[1].textCursor().selectedText() == "sumur"
    assert "33 dari 33 kata" in shares._counts[0].text()
    QTest.keyClicks(shares.fields[1], kit.shares[1].words[11])
    assert [share.number for share in shares.shares()] == [1, 2]


def test_shares_of_another_file_are_refused_and_slow_the_next_try_down(unlocked, tmp_path, qtbot):
    other = tmp_path / "lain.kotaham"
    with Workshop.create(other, author="Ratna", passphrase=PASSPHRASE) as workshop:
        foreign = recovery.new_kit(workshop)
    card = kit_card(unlocked)
    recovery.note_kit_made(unlocked.services.session.workshop, recovery.new_kit(unlocked.services.session.workshop))
    card.show_state()
    QTest.mouseClick(card.test, Qt.MouseButton.LeftButton)
    fill(card.shares, foreign.shares[0], foreign.shares[1])
    for _ in range(3):
        QTest.mouseClick(card.check, Qt.MouseButton.LeftButton)
        assert "bukan dari kit" in card.messages.text
    for _ in range(6):
        unlocked.services.session.attempts.was_wrong(unlocked.services.session.workshop.path)
    QTest.mouseClick(card.check, Qt.MouseButton.LeftButton)
    assert "menunggu" in card.messages.text


def test_later_puts_the_reminder_off_for_this_day_and_this_file(unlocked, path, qtbot, start_program, clock):
    reminded(unlocked, qtbot, "belum punya kit")
    QTest.mouseClick(reminder_button(unlocked, "Nanti"), Qt.MouseButton.LeftButton)
    assert unlocked.window.message == ""
    unlocked.services.session.close()
    unlocked.services.session.open(path, passphrase=PASSPHRASE)
    QApplication.processEvents()
    assert unlocked.window.message == ""
    assert len(SettingsStore(unlocked.services.settings.path).now.kit_reminders_off) == 1


def test_a_forgotten_passphrase_is_replaced_from_the_page_that_asks_for_it(program, path, kit, qtbot):
    activated(program, qtbot)
    program.window.go_to("beranda")
    screen = program.window.front_screen
    screen.open_file(path)
    QTest.keyClick(screen.unlocking.forgotten, Qt.Key.Key_Space)
    assert screen.unlocking.isHidden()
    assert screen.kit.shares.fields[0].hasFocus()
    fill(screen.kit.shares, kit.shares[0], kit.shares[1])
    type_new(screen.kit.new, NEW)
    qtbot.waitUntil(lambda: program.services.session.workshop is not None, timeout=SLOW)
    assert program.window.front == "persiapan"
    reminded(program, qtbot, "tidak berlaku lagi")
    program.services.session.close()
    with Workshop.open(path, passphrase=NEW) as workshop:
        assert workshop.record(WORKSHOP_ID).text("title") == "Pendampingan Kampung Laut"
    assert kit.shares[0].words[9] not in words_on_screen(program.window)


def test_giving_up_leads_back_to_the_passphrase(program, path, qtbot):
    activated(program, qtbot)
    program.window.go_to("beranda")
    screen = program.window.front_screen
    screen.open_file(path)
    QTest.mouseClick(screen.unlocking.forgotten, Qt.MouseButton.LeftButton)
    QTest.keyClicks(screen.kit.shares.fields[0], "academic acid")
    QTest.mouseClick(screen.kit.cancel, Qt.MouseButton.LeftButton)
    assert screen.kit.isHidden()
    assert screen.kit.shares.is_empty
    assert screen.unlocking.field.line.hasFocus()


def test_the_wrong_kit_leaves_the_file_as_it_is(program, path, tmp_path, qtbot):
    other = tmp_path / "lain.kotaham"
    with Workshop.create(other, author="Ratna", passphrase=PASSPHRASE) as workshop:
        foreign = recovery.new_kit(workshop)
    before = path.read_bytes()
    program.window.go_to("beranda")
    screen = program.window.front_screen
    screen.open_file(path)
    screen.unlocking.forgotten.click()
    fill(screen.kit.shares, foreign.shares[0], foreign.shares[1])
    type_new(screen.kit.new, NEW)
    qtbot.waitUntil(lambda: "bukan dari kit" in screen.kit.text, timeout=SLOW)
    assert path.read_bytes() == before
    assert program.services.session.workshop is None


def test_the_locked_window_opens_with_the_kit_too(kit, unlocked, qtbot):
    unlocked.window.go_to("catat")
    unlocked.window.lock()
    cover = unlocked.window.cover
    QTest.mouseClick(cover.panel.forgotten, Qt.MouseButton.LeftButton)
    fill(cover.kit.shares, kit.shares[1], kit.shares[2])
    type_new(cover.kit.new, NEW)
    qtbot.waitUntil(lambda: not unlocked.window.is_covered, timeout=SLOW)
    assert unlocked.services.session.workshop is not None
    assert unlocked.window.front == "catat"


def test_a_pdf_that_cannot_be_written_is_told_and_nothing_is_noted(unlocked, tmp_path, qtbot):
    card = kit_card(unlocked)
    card.make_into(Path(tmp_path / "tidak ada" / "kit.pdf"))
    qtbot.waitUntil(lambda: "belum tertulis" in card.messages.text, timeout=SLOW)
    assert "Belum dibuat" in card.state.text()
    assert card.make.isEnabled()
