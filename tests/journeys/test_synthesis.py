"""After the room has emptied: finding again what was written, the action plan, and what two laptops saw differently."""

import shutil

import pytest
from PySide6.QtCore import Qt

from kotaham_desktop.application.sample import build_sample
from kotaham_desktop.application.workshop import Workshop

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sample(tmp_path, clock):
    path = tmp_path / "Semarang.kotaham"
    build_sample(path, clock=clock)
    return path


def search_and_read(me, case_id):
    """Search by words, read, and go to where it was written."""
    me.press(Qt.Key.Key_4, CONTROL)
    assert me.window.front == "sintesis"
    me.type("nelayan ratna")
    me.press(Qt.Key.Key_Return)
    me.still()
    cari = me.screen.part("cari")
    assert [row.id for row in cari.results.rows] == [case_id]
    me.press(Qt.Key.Key_Down)
    assert "Rujukan norma" in cari.detail.page.toPlainText()
    me.still()
    me.press(Qt.Key.Key_Return, CONTROL)
    assert me.window.front == "catat"
    me.press(Qt.Key.Key_4, CONTROL)


def add_to_the_plan(me):
    """A new item, moved up and completed; returns its place."""
    me.press(Qt.Key.Key_2, ALT)
    rtl = me.screen.part("rtl")
    assert rtl.table.hasFocus()
    count = len(rtl.table.rows)
    me.press(Qt.Key.Key_N, CONTROL)
    me.type("Peta jalan warga ke laut")
    me.press(Qt.Key.Key_Escape)
    me.saved()
    assert len(rtl.table.rows) == count + 1
    me.press(Qt.Key.Key_Up, ALT)
    added = rtl.table.rows[count - 1]
    assert added.cells[2] == "Peta jalan warga ke laut"
    assert "belum ada" in added.cells
    me.press(Qt.Key.Key_Return)
    for field in ("owner", "deadline", "indicator"):
        rtl.pane.form.editor(field).setFocus()
        me.type("sudah diisi")
    me.press(Qt.Key.Key_Escape)
    me.saved()
    assert "belum ada" not in rtl.table.rows[count - 1].cells
    return count - 1


def decide_for_ratna(me):
    """Two fields have two values; the number keys choose."""
    me.press(Qt.Key.Key_3, ALT)
    differences = me.screen.part("perbedaan")
    assert len(differences.cards) == 2
    me.wait(differences.cards[0].isVisible)
    for _decision in range(2):
        values = [candidate.value for candidate in differences.cards[0].words.candidates]
        mine = next(place for place, value in enumerate(values) if value in ("Selesai", "Jalan nelayan, menurut Ratna"))
        me.press((Qt.Key.Key_1, Qt.Key.Key_2)[mine])
    assert differences.empty.isVisible()
    me.saved()


def test_an_evening_of_putting_things_together(program, hands, sample, tmp_path, clock):
    session = program.services.session
    theirs = tmp_path / "laptop Made.kotaham"
    shutil.copy(sample, theirs)
    session.open(sample)
    workshop = session.workshop
    case = next(each for each in workshop.records("case_study") if "nelayan" in each.text("title").casefold())
    first_action = workshop.records("action")[0].id
    with Workshop.open(theirs, author="Made", clock=clock) as other:
        other.set_fields(case.id, {"title": "Jalan nelayan, menurut Made"})
        other.set_fields(first_action, {"status": "stopped"})
    workshop.set_fields(case.id, {"title": "Jalan nelayan, menurut Ratna"})
    workshop.set_fields(first_action, {"status": "done"})

    me = hands(program)
    search_and_read(me, case.id)
    place = add_to_the_plan(me)
    workshop.merge_file(theirs)
    decide_for_ratna(me)

    me.window.close()
    with Workshop.open(sample, read_only=True) as after:
        assert after.conflicts() == []
        assert after.record(case.id).text("title") == "Jalan nelayan, menurut Ratna"
        assert after.record(first_action).text("status") == "done"
        assert after.records("action")[place].text("owner") == "sudah diisi"
