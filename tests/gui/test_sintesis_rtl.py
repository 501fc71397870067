"""The action plan: a table to walk, a form beside it, gaps in sight, everything by keys."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.sintesis.rtl.action_rows import COLUMNS

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
OWNER, DEADLINE, INDICATOR = (
    [name for name, _heading in COLUMNS].index(name) for name in ("owner", "deadline", "indicator")
)
WHOLE = {"owner": "Kepala Bagian Hukum", "deadline": "Juni 2023", "indicator": "Satu pos aduan"}


@pytest.fixture
def actions(workshop):
    """Three items; only the first says everything that is needed."""
    session = workshop.records("agenda_item")[0].id
    group = workshop.records("group")[1].id
    place = {"session": session, "group": group}
    return [
        workshop.create_record("action", {"activity": "Pos aduan", **WHOLE, **place, "status": "started"}),
        workshop.create_record("action", {"activity": "Pedoman surat", "owner": "Lurah", **place}),
        workshop.create_record("action", {"activity": "Peta jalan warga", **place}),
    ]


@pytest.fixture
def rtl(opened, qtbot):
    opened.window.go_to("sintesis")
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window, Qt.Key.Key_2, ALT)
    part = opened.window.front_screen.part("rtl")
    assert part.isVisible()
    return part


@pytest.fixture
def filled(actions, rtl):
    return rtl


def ids(part):
    return [row.id for row in part.table.rows]


def walk_to(part, qtbot, place):
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_Home, CONTROL)
    for _step in range(place):
        qtbot.keyClick(part.table, Qt.Key.Key_Down)


def test_an_empty_plan_says_what_to_write_and_how(rtl, workshop, qtbot):
    assert rtl.empty.isVisible()
    qtbot.mouseClick(rtl.empty.button, Qt.MouseButton.LeftButton)
    assert workshop.count("action") == 1


def test_rows_stand_in_order_with_short_cells(filled, actions):
    assert ids(filled) == actions
    assert filled.table.rows[0].cells == (
        "1",
        "",
        "Pos aduan",
        "Kepala Bagian Hukum",
        "Juni 2023",
        "Satu pos aduan",
        "",
        "Berjalan",
    )


def test_what_is_missing_is_said_in_words_and_colour(filled):
    row = filled.table.rows[1]
    assert row.open_columns == {DEADLINE, INDICATOR}
    assert row.cells[DEADLINE] == "belum ada"
    model = filled.table.model()
    assert model.data(model.index(1, DEADLINE), Qt.ItemDataRole.BackgroundRole) is not None
    assert model.data(model.index(1, OWNER), Qt.ItemDataRole.BackgroundRole) is None


def test_above_the_table_items_are_counted(filled):
    assert filled.summary == "3 rencana  ·  2 direncanakan  ·  1 berjalan  ·  2 belum lengkap"


def test_only_what_is_not_whole_can_be_shown(opened, filled, actions, workshop, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_L, CONTROL)
    assert ids(filled) == actions[1:]
    assert filled.table.rows[0].cells[0] == "2"
    for action in actions[1:]:
        workshop.set_fields(action, WHOLE)
    assert ids(filled) == []
    assert not filled.table.isVisible()
    qtbot.keyClick(opened.window, Qt.Key.Key_L, CONTROL)
    assert ids(filled) == actions


def test_a_new_item_takes_the_place_of_the_current_one_and_is_written_at_once(opened, filled, workshop, qtbot):
    walk_to(filled, qtbot, 1)
    qtbot.keyClick(opened.window, Qt.Key.Key_N, CONTROL)
    QTest.keyClicks(opened.window.focusWidget(), "Pelatihan paralegal")
    assert filled.pane.place == "Studi kasus agraria  ·  Kelompok 2"
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Escape)
    added = workshop.records("action")[-1]
    assert added.text("activity") == "Pelatihan paralegal"
    assert filled.table.hasFocus()
    assert filled.table.current_id == added.id


def test_a_new_item_left_without_words_is_taken_away(opened, filled, actions, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_N, CONTROL)
    assert len(ids(filled)) == 4
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Escape)
    assert ids(filled) == actions


def test_enter_opens_the_form_and_typing_fills_the_gap(opened, filled, workshop, actions, qtbot):
    walk_to(filled, qtbot, 2)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    editor = filled.pane.form.editor("deadline").focusProxy()
    editor.setFocus()
    QTest.keyClicks(editor, "Maret 2023")
    qtbot.waitUntil(lambda: workshop.record(actions[2]).text("deadline") == "Maret 2023")
    assert filled.table.rows[2].cells[DEADLINE] == "Maret 2023"
    assert editor.hasFocus()
    assert filled.table.current_id == actions[2]


def test_while_the_form_is_open_the_arrows_lead_it_along(filled, actions, qtbot):
    walk_to(filled, qtbot, 0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    filled.table.setFocus()
    qtbot.keyClick(filled.table, Qt.Key.Key_Down)
    assert filled.pane.record_id == actions[1]


def test_an_item_in_the_form_stays_in_sight_when_it_becomes_whole(opened, filled, workshop, actions, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_L, CONTROL)
    walk_to(filled, qtbot, 0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    workshop.set_fields(actions[1], WHOLE)
    assert actions[1] in ids(filled)
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Escape)
    assert ids(filled) == actions[2:]


def test_alt_and_arrows_move_an_item_and_undo_brings_it_back(opened, filled, actions, qtbot):
    walk_to(filled, qtbot, 2)
    qtbot.keyClick(filled.table, Qt.Key.Key_Up, ALT)
    assert ids(filled) == [actions[0], actions[2], actions[1]]
    assert filled.table.current_id == actions[2]
    qtbot.keyClick(filled.table, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(filled.table, Qt.Key.Key_Up, ALT)
    assert ids(filled) == [actions[2], actions[0], actions[1]]
    qtbot.keyClick(filled.table, Qt.Key.Key_Down, ALT)
    assert ids(filled) == [actions[0], actions[2], actions[1]]
    for _step in range(3):
        qtbot.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    assert ids(filled) == actions


def test_the_buttons_move_it_too(filled, actions, qtbot):
    walk_to(filled, qtbot, 0)
    qtbot.mouseClick(filled.down_button, Qt.MouseButton.LeftButton)
    assert ids(filled) == [actions[1], actions[0], actions[2]]
    assert "Alt" in filled.down_button.toolTip()


def test_deleting_offers_the_way_back(opened, filled, actions, workshop, qtbot):
    walk_to(filled, qtbot, 1)
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert ids(filled) == [actions[0], actions[2]]
    assert opened.window.notice == "“Pedoman surat” dihapus."
    assert filled.table.hasFocus()
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    assert ids(filled) == actions


def test_a_change_elsewhere_keeps_the_current_item_and_the_focus(filled, actions, workshop, qtbot):
    walk_to(filled, qtbot, 1)
    workshop.create_record("action", {"activity": "Dari laptop lain", "position": 0.5})
    assert filled.table.current_id == actions[1]
    assert filled.table.hasFocus()
    workshop.set_fields(actions[1], {"status": "done"})
    assert filled.table.rows[2].cells[-1] == "Selesai"


def test_words_that_look_like_markup_stay_words(filled, actions, workshop):
    workshop.set_fields(actions[0], {"activity": "<b>Pos</b> & aduan"})
    model = filled.table.model()
    cell = model.index(0, 2)
    assert model.data(cell, Qt.ItemDataRole.DisplayRole) == "<b>Pos</b> & aduan"
    assert "&lt;b&gt;Pos&lt;/b&gt; &amp; aduan" in model.data(cell, Qt.ItemDataRole.ToolTipRole)


def test_five_hundred_items_are_shown_at_once(rtl, workshop, qtbot):
    workshop.create_records([("action", {"activity": f"Kegiatan {number}"}) for number in range(500)])
    assert len(rtl.table.rows) == 500
    before = perf_counter()
    workshop.set_fields(rtl.table.rows[250].id, {"owner": "Camat"})
    assert perf_counter() - before < 1
    assert rtl.table.rows[250].cells[OWNER] == "Camat"


def test_a_narrow_window_shows_the_table_or_the_form(opened, filled, qtbot):
    opened.window.resize(911, 512)
    walk_to(filled, qtbot, 0)
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    if not filled.table.isVisible():
        assert filled.pane.isVisible()
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Escape)
    assert filled.table.isVisible()
    assert not filled.pane.isVisible()


def test_a_file_opened_for_reading_can_be_looked_at_only(opened, actions, qtbot):
    session = opened.services.session
    path = session.workshop.path
    session.close()
    session.open(path, read_only=True)
    opened.window.go_to("sintesis")
    opened.window.front_screen.show_part("rtl")
    part = opened.window.front_screen.part("rtl")
    assert ids(part) == actions
    assert not part.add_button.isEnabled()
    walk_to(part, qtbot, 0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    qtbot.keyClick(part.table, Qt.Key.Key_Down, ALT)
    assert ids(part) == actions
