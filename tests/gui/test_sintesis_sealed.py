"""Cari and what is sealed: out of sight until somebody asks for it with the keys or the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from kotaham_desktop.application.name_key import create_name_key

LEFT = Qt.MouseButton.LeftButton
NAME_PASSPHRASE = "kunci nama yang panjang"


@pytest.fixture
def sealed(workshop):
    exercise = workshop.create_record("exercise", {"title": "Peta air", "method": "gallery_walk"})
    workshop.create_record("exercise_row", {"exercise": exercise, "level": "L0", "values": {"card": "air RAHASIA"}})
    return workshop.create_record("note", {"text": "air tersembunyi", "level": "L0"})


@pytest.fixture
def cari(opened, sealed, qtbot):
    opened.window.go_to("sintesis", words="air")
    part = opened.window.front_screen.part("cari")
    settled(part, qtbot)
    return part


def settled(cari, qtbot):
    qtbot.waitUntil(lambda: not cari.is_searching, timeout=20_000)


def titles(cari):
    return [row.title for row in cari.results.rows]


def press(cari, qtbot, words):
    qtbot.mouseClick(next(each for each in cari.messages.findChildren(QPushButton) if each.text() == words), LEFT)
    settled(cari, qtbot)


def test_what_is_sealed_is_not_found_and_its_answers_stand_in_no_excerpt(cari):
    assert titles(cari) == ["Peta air"]
    assert all("RAHASIA" not in row.excerpt for row in cari.results.rows)


def test_whoever_asks_for_it_finds_it_and_that_is_noted(cari, qtbot, sealed, workshop):
    qtbot.mouseClick(cari.sealed, LEFT)
    assert not cari.sealed.isChecked()
    assert "tercatat" in cari.messages.text
    assert titles(cari) == ["Peta air"]
    press(cari, qtbot, "Tampilkan yang tersegel")
    assert sorted(titles(cari)) == ["Peta air", "air tersembunyi"]
    assert cari.sealed.isChecked()
    acts = workshop._file.connection.execute("SELECT what FROM audit").fetchall()
    assert ("sealed_shown",) in acts


def test_sealing_it_again_puts_away_what_was_being_read(cari, qtbot, sealed):
    qtbot.mouseClick(cari.sealed, LEFT)
    press(cari, qtbot, "Tampilkan yang tersegel")
    cari.show_record(sealed)
    assert cari.detail.record_id == sealed
    qtbot.mouseClick(cari.sealed, LEFT)
    settled(cari, qtbot)
    assert cari.detail.record_id == ""
    assert titles(cari) == ["Peta air"]


def test_the_level_of_the_sealed_says_why_nothing_is_found(cari, qtbot):
    cari.filters.level.setFocus()
    for _step in range(cari.filters.level.count()):
        if cari.filters.level.currentData() == "L0":
            break
        QTest.keyClick(cari.filters.level, Qt.Key.Key_Down)
    settled(cari, qtbot)
    assert cari.results.rows == ()
    assert "tidak ikut dicari" in cari.empty.sentence.text()


def test_with_a_name_key_its_passphrase_is_asked_for_and_never_shown(cari, qtbot, workshop):
    create_name_key(workshop, NAME_PASSPHRASE)
    qtbot.mouseClick(cari.sealed, LEFT)
    line = [each for each in cari.messages.findChildren(QLineEdit) if each.isVisible()][-1]
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(line, "bukan ini")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not cari.sealed.isChecked()
    assert titles(cari) == ["Peta air"]
    qtbot.mouseClick(cari.sealed, LEFT)
    line = [each for each in cari.messages.findChildren(QLineEdit) if each.isVisible()][-1]
    QTest.keyClicks(line, NAME_PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(cari, qtbot)
    assert "air tersembunyi" in titles(cari)


def test_another_opening_of_the_file_begins_sealed(cari, qtbot, opened, workshop):
    qtbot.mouseClick(cari.sealed, LEFT)
    press(cari, qtbot, "Tampilkan yang tersegel")
    path = workshop.path
    assert opened.services.session.close()
    opened.services.session.open(path)
    opened.window.go_to("sintesis", words="air")
    again = opened.window.front_screen.part("cari")
    settled(again, qtbot)
    assert titles(again) == ["Peta air"]
