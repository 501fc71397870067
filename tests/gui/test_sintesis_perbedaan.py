"""Differences after a merge of two laptops: shown in words, decided by keys, taken back."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def records(workshop):
    exercise = workshop.create_record("exercise", {"title": "Pohon masalah", "method": "problem_tree"})
    return {
        "case": workshop.create_record("case_study", {"title": "Pagar"}),
        "action": workshop.create_record("action", {"activity": "Pos aduan"}),
        "row": workshop.create_record("exercise_row", {"exercise": exercise, "values": {}}),
    }


@pytest.fixture
def merged(opened, records, tmp_path, clock):
    """Two laptops gave three fields different values; the other one's work has come in."""
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop Made.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Made", clock=clock) as other:
        other.set_fields(records["case"], {"title": "Pagar gudang"})
        other.set_fields(records["action"], {"status": "started", "group": other.records("group")[1].id})
        other.set_fields(records["row"], {"values": {"mark": "dua"}})
    session.open(ours)
    workshop = session.workshop
    workshop.set_fields(records["case"], {"title": "<b>Pagar</b> kampung"})
    workshop.set_fields(records["action"], {"status": "done", "group": workshop.records("group")[0].id})
    workshop.set_fields(records["row"], {"values": {"mark": "satu"}})
    opened.window.go_to("sintesis")
    workshop.merge_file(theirs)
    return opened


@pytest.fixture
def part(merged, qtbot):
    qtbot.waitUntil(merged.window.isActiveWindow)
    qtbot.keyClick(merged.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    return merged.window.front_screen.part("perbedaan")


def card_about(part, field):
    return next(card for card in part.cards if card.words.field == field)


def values(card):
    return [candidate.value for candidate in card.words.candidates]


def label_of_the_part(program):
    return program.window.front_screen.choice.button("perbedaan").text()


def place_of(card, value):
    return values(card).index(value)


def test_without_differences_it_says_so(opened, qtbot):
    opened.window.go_to("sintesis")
    opened.window.front_screen.show_part("perbedaan")
    assert opened.window.front_screen.part("perbedaan").empty.isVisible()
    assert label_of_the_part(opened) == "Perbedaan"


def test_a_merge_brings_the_count_to_the_choice_of_parts(merged):
    assert label_of_the_part(merged) == "Perbedaan (4)"


def test_values_are_shown_as_they_read(part):
    assert set(values(card_about(part, "Judul kasus"))) == {"Pagar gudang", "<b>Pagar</b> kampung"}
    assert set(values(card_about(part, "Status"))) == {"Berjalan", "Selesai"}
    assert set(values(card_about(part, "Kelompok"))) == {"Kelompok 1", "Kelompok 2"}
    assert set(values(card_about(part, "mark"))) == {"satu", "dua"}


def test_a_card_names_the_record_and_who_wrote_what_when(part):
    card = card_about(part, "Status")
    assert card.words.record == "Pos aduan"
    assert card_about(part, "mark").words.record.startswith("Pohon masalah")
    origins = [candidate.origin for candidate in card.words.candidates]
    assert any("oleh Made, 23 Agustus 2022" in origin for origin in origins)
    assert any("oleh Ratna, 23 Agustus 2022" in origin for origin in origins)
    assert [candidate.holds for candidate in card.words.candidates].count(True) == 1


def test_a_click_decides(merged, part, records, qtbot):
    card = card_about(part, "Judul kasus")
    qtbot.mouseClick(card.buttons[place_of(card, "Pagar gudang")], Qt.MouseButton.LeftButton)
    workshop = merged.services.session.workshop
    assert workshop.record(records["case"]).text("title") == "Pagar gudang"
    assert label_of_the_part(merged) == "Perbedaan (3)"
    assert merged.window.notice == "Judul kasus: “Pagar gudang” dipakai."


def test_number_keys_decide_one_card_after_another(merged, part, qtbot):
    part.cards[0].buttons[0].setFocus()
    for _card in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert merged.services.session.workshop.conflicts() == []
    assert part.empty.isVisible()
    assert label_of_the_part(merged) == "Perbedaan"


def test_cards_that_wait_stay_the_same_widgets(merged, part, records):
    kept = card_about(part, "Status")
    kept.buttons[1].setFocus()
    merged.services.session.workshop.create_record("note", {"text": "Sesuatu"})
    assert card_about(part, "Status") is kept
    assert kept.buttons[1].hasFocus()


def test_the_notice_takes_a_decision_back(merged, part, records, qtbot):
    workshop = merged.services.session.workshop
    before = workshop.record(records["case"]).text("title")
    card = card_about(part, "Judul kasus")
    other = next(value for value in values(card) if value != before)
    qtbot.mouseClick(card.buttons[place_of(card, other)], Qt.MouseButton.LeftButton)
    workshop.create_record("note", {"text": "Ditulis sesudahnya"})
    undo = next(
        button
        for button in merged.window.findChildren(QPushButton)
        if button.property("kind") == "toast" and button.isVisible()
    )
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert workshop.record(records["case"]).text("title") == before
    assert workshop.count("note") == 1
    assert label_of_the_part(merged) == "Perbedaan (4)"


@pytest.mark.parametrize("field", ["Judul kasus", "mark"])
def test_undo_lets_it_wait_again_and_redo_decides_it(merged, part, qtbot, field):
    card = card_about(part, field)
    chosen = next(c.value for c in card.words.candidates if not c.holds)
    qtbot.mouseClick(card.buttons[place_of(card, chosen)], Qt.MouseButton.LeftButton)
    qtbot.keyClick(merged.window, Qt.Key.Key_Z, CONTROL)
    assert label_of_the_part(merged) == "Perbedaan (4)"
    assert set(values(card_about(part, field))) == set(values(card))
    qtbot.keyClick(merged.window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert label_of_the_part(merged) == "Perbedaan (3)"


def test_after_an_undo_the_other_value_can_be_chosen(merged, part, records, qtbot):
    card = card_about(part, "Judul kasus")
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(merged.window, Qt.Key.Key_Z, CONTROL)
    card = card_about(part, "Judul kasus")
    wanted = values(card)[1]
    qtbot.mouseClick(card.buttons[1], Qt.MouseButton.LeftButton)
    assert merged.services.session.workshop.record(records["case"]).text("title") == wanted
    assert label_of_the_part(merged) == "Perbedaan (3)"


def test_undoing_something_else_opens_no_decision_again(merged, part, records, qtbot):
    card = card_about(part, "Judul kasus")
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    merged.services.session.workshop.set_fields(records["case"], {"place": "Pesisir"})
    qtbot.keyClick(merged.window, Qt.Key.Key_Z, CONTROL)
    assert label_of_the_part(merged) == "Perbedaan (3)"


def test_many_differences_come_in_portions(opened, workshop, tmp_path, clock, qtbot):
    notes = workshop.create_records([("note", {"text": f"Catatan {number}"}) for number in range(60)])
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Made", clock=clock) as other:
        for note in notes:
            other.set_fields(note, {"speaker": "Bu Ani"})
    session.open(ours)
    with session.workshop.batch("edit"):
        for note in notes:
            session.workshop.set_fields(note, {"speaker": "Pak Budi"})
    session.workshop.merge_file(theirs)
    opened.window.go_to("sintesis", part="perbedaan")
    part = opened.window.front_screen.part("perbedaan")
    assert label_of_the_part(opened) == "Perbedaan (60)"
    assert len(part.cards) == 40
    qtbot.mouseClick(part.cards[0].buttons[0], Qt.MouseButton.LeftButton)
    assert len(part.cards) == 40


def test_the_information_of_the_training_can_differ_too(opened, tmp_path, clock):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Made", clock=clock) as other:
        other.set_fields(WORKSHOP_ID, {"start_date": "2022-08-23"})
    session.open(ours)
    session.workshop.set_fields(WORKSHOP_ID, {"start_date": "2022-08-21"})
    session.workshop.merge_file(theirs)
    opened.window.go_to("sintesis", part="perbedaan")
    (card,) = opened.window.front_screen.part("perbedaan").cards
    assert set(values(card)) == {"21 Agustus 2022", "23 Agustus 2022"}
