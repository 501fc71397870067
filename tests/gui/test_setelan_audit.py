"""Jejak in Setelan: asked for, read beside the window, told in words; hundreds of acts scroll."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from kotaham_desktop.storage import connection as connections


@pytest.fixture
def card(opened):
    opened.window.go_to("setelan")
    return opened.window.front_screen.audit


def shown(card, qtbot):
    qtbot.mouseClick(card.show_trail, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.show_trail.isEnabled, timeout=20_000)
    return [row.title for row in card.acts.rows]


def test_the_trail_is_shown_when_asked_for_newest_first(opened, card, qtbot):
    assert card.acts.isHidden()
    opened.services.session.workshop.note_act("left", {"form": "pdf", "audience": "public"})
    titles = shown(card, qtbot)
    assert titles[0].startswith("Laporan atau ekspor keluar; untuk Publik")
    assert titles[-1] == "Berkas dibuat"
    assert card.verdict.text().startswith("Jejak utuh")
    assert "tidak meninggalkan jejak" in card.limits.text()
    assert card.faults.isHidden()


def test_hundreds_of_acts_are_one_list_that_scrolls(opened, card, qtbot):
    for number in range(600):
        opened.services.session.workshop.note_act("backup", {"sha256": f"{number:064x}"})
    assert len(shown(card, qtbot)) > 600
    assert card.acts.verticalScrollBar().maximum() > 0
    card.acts.scrollToBottom()
    assert card.acts.indexAt(card.acts.viewport().rect().center()).row() > 500


def test_tampering_is_told_in_words(opened, card, qtbot):
    session = opened.services.session
    path = session.workshop.path
    session.close()
    with closing(connections.writable(path)) as connection:
        connection.execute("UPDATE audit SET who = 'Orang lain' WHERE id = 1")
        connections.leave_clean(connection)
    session.open(path)
    shown(card, qtbot)
    assert card.verdict.text().startswith("Jejak ini tidak utuh")
    assert not card.faults.isHidden()


def test_the_trail_of_one_file_is_not_left_standing_for_the_next(opened, card, qtbot):
    shown(card, qtbot)
    opened.services.session.close()
    assert card.isHidden()
    assert not card.acts.rows
