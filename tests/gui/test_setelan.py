"""Setelan: every choice holds at once and at the next start."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.settings import SettingsStore
from ui.theme import tokens
from ui.theme.fonts import text_scale


def setelan(program):
    program.window.go_to("setelan")
    return program.window.front_screen


def test_the_name_of_the_note_taker_goes_with_the_next_change(opened, qtbot):
    screen = setelan(opened)
    screen.author.selectAll()
    QTest.keyClicks(screen.author, "Made, kelompok 3")
    qtbot.keyClick(screen.author, Qt.Key.Key_Return)
    workshop = opened.services.session.workshop
    workshop.create_record("note", {"text": "Halo"})
    assert workshop.history(limit=1)[0].author == "Made, kelompok 3"
    assert SettingsStore(opened.services.settings.path).now.author == "Made, kelompok 3"


def test_a_click_changes_the_look(program, qtbot):
    screen = setelan(program)
    qtbot.mouseClick(screen.theme.button("dark"), Qt.MouseButton.LeftButton)
    assert tokens().dark


def test_a_click_changes_the_language_of_the_whole_window(program, qtbot):
    old = program.window
    qtbot.mouseClick(setelan(program).language.button("en"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window is not old)
    assert program.window.front == "setelan"
    assert program.window.heading.startswith("Kota HAM\nPrepare")


def test_a_click_changes_the_text_size(program, qtbot):
    old = program.window
    qtbot.mouseClick(setelan(program).text_size.button("150"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window is not old)
    assert text_scale() > 1.4
