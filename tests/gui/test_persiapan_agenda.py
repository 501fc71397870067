import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kotaham_desktop.domain.agenda import timed_agenda

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def training(program, tmp_path):
    workshop = program.services.session.create(tmp_path / "Agenda.kotaham")
    workshop.set_fields("workshop", {"start_date": "2022-08-22", "end_date": "2022-08-23"})
    return workshop


@pytest.fixture
def sessions(training):
    return training.create_records(
        [
            ("agenda_item", {"day": 1, "title": "Pembukaan", "minutes": 30, "start": "08:00", "kind": "opening"}),
            ("agenda_item", {"day": 1, "title": "Harapan", "minutes": 60}),
            ("agenda_item", {"day": 1, "title": "Paparan SNP", "minutes": 90}),
            ("agenda_item", {"day": 2, "title": "Refleksi", "minutes": 30}),
        ]
    )


@pytest.fixture
def agenda(program, training):
    program.window.go_to("persiapan")
    screen = program.window.front_screen
    screen.show_part("agenda")
    return screen.part("agenda")


def plan(workshop):
    timed = timed_agenda(workshop.records("agenda_item"), first_day=None)
    return [(each.day, f"{each.start:%H.%M}", each.record.text("title")) for each in timed]


def shown(agenda, day):
    return [(row.start, row.title) for row in agenda.board.columns[day - 1].list.rows]


def walk_to(agenda, item_id):
    assert agenda.board.go_to(item_id)
    return next(column.list for column in agenda.board.columns if column.list.hasFocus())


def drag(window, start, *path, release=True):
    """Carry something with the real mouse, through the window as the desktop would."""
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for point in path:
        QTest.mouseMove(handle, (start + point) / 2)
        QTest.mouseMove(handle, point)
    if release:
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, path[-1])


def middle_of(window, sessions, place, *, below=0):
    view = sessions.viewport()
    rect = sessions.visualRect(sessions.model().index(place, 0))
    return view.mapTo(window, rect.center() + QPoint(0, below))


def test_an_empty_agenda_offers_the_template_and_shows_its_three_days(agenda, training, qtbot) -> None:
    assert agenda.empty.isVisible()
    qtbot.mouseClick(agenda.empty.button, Qt.MouseButton.LeftButton)
    assert len(agenda.board.columns) == 3
    assert training.count("agenda_item") > 20
    assert "3 hari" in agenda.totals
    assert "JP" in agenda.totals
    training.undo()
    assert agenda.empty.isVisible()


def test_times_follow_from_durations_and_days_have_dates(sessions, agenda) -> None:
    assert shown(agenda, 1) == [("08.00", "Pembukaan"), ("08.30", "Harapan"), ("09.30", "Paparan SNP")]
    assert agenda.board.columns[0].totals == "3 jam  ·  3,3 JP"
    assert len(agenda.board.columns) == 2


def test_alt_with_arrows_moves_a_session_and_the_focus_stays_with_it(agenda, training, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[2])
    qtbot.keyClick(focused, KEY.Key_Up, ALT)
    assert shown(agenda, 1) == [("08.00", "Pembukaan"), ("08.30", "Paparan SNP"), ("10.00", "Harapan")]
    assert focused.current_id == sessions[2]
    qtbot.keyClick(focused, KEY.Key_Right, ALT)
    assert shown(agenda, 2) == [("08.30", "Refleksi"), ("09.00", "Paparan SNP")]
    other_day = agenda.board.columns[1].list
    assert other_day.hasFocus()
    assert other_day.current_id == sessions[2]
    qtbot.keyClick(other_day, KEY.Key_Up, ALT)
    assert plan(training)[-2:] == [(2, "08.30", "Paparan SNP"), (2, "10.00", "Refleksi")]


def test_plus_and_minus_change_the_minutes_and_every_later_time(agenda, training, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[1])
    qtbot.keyClick(focused, KEY.Key_Plus)
    qtbot.keyClick(focused, KEY.Key_Plus)
    qtbot.keyClick(focused, KEY.Key_Minus)
    assert training.record(sessions[1]).number("minutes") == 65
    assert shown(agenda, 1)[2] == ("09.35", "Paparan SNP")


def test_arrows_walk_between_sessions_and_days(agenda, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[0])
    qtbot.keyClick(focused, KEY.Key_Down)
    assert focused.current_id == sessions[1]
    qtbot.keyClick(focused, KEY.Key_Right)
    assert agenda.board.columns[1].list.hasFocus()
    assert agenda.board.columns[1].list.current_id == sessions[3]
    assert focused.current_id == ""


def test_a_session_carried_by_the_mouse_lands_on_another_day(program, agenda, training, sessions) -> None:
    first, second = (column.list for column in agenda.board.columns)
    start = middle_of(program.window, first, 1)
    drag(program.window, start, middle_of(program.window, second, 0, below=-8))
    assert plan(training) == [
        (1, "08.00", "Pembukaan"),
        (1, "08.30", "Paparan SNP"),
        (2, "08.30", "Harapan"),
        (2, "09.30", "Refleksi"),
    ]
    training.undo()
    assert plan(training)[1] == (1, "08.30", "Harapan")


def test_a_carried_session_is_put_back_by_esc(program, agenda, training, sessions, qtbot) -> None:
    first = agenda.board.columns[0].list
    before = plan(training)
    start = middle_of(program.window, first, 0)
    target = middle_of(program.window, first, 2, below=10)
    drag(program.window, start, target, release=False)
    assert first.is_carrying
    qtbot.keyClick(first, KEY.Key_Escape)
    assert not first.is_carrying
    handle = program.window.windowHandle()
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
    assert plan(training) == before


def test_an_overlap_is_said_plainly_and_mended_with_one_click(agenda, training, sessions, qtbot) -> None:
    training.set_fields(sessions[1], {"start": "08:10"})
    trouble = agenda.board.columns[0].trouble
    assert "Harapan" in trouble.text
    assert "20 menit" in trouble.text
    qtbot.mouseClick(trouble.button, Qt.MouseButton.LeftButton)
    assert trouble.text == ""
    assert shown(agenda, 1)[1] == ("08.30", "Harapan")


def test_a_gap_before_a_fixed_start_is_said(agenda, training, sessions) -> None:
    training.set_fields(sessions[2], {"start": "10:00"})
    assert "30 menit kosong" in agenda.board.columns[0].trouble.text


def test_the_day_begins_when_one_writes_so(agenda, training, sessions, qtbot) -> None:
    start = agenda.board.columns[0].start
    start.setFocus()
    start.selectAll()
    qtbot.keyClicks(start, "9.15")
    qtbot.keyClick(start, KEY.Key_Return)
    assert shown(agenda, 1)[0] == ("09.15", "Pembukaan")
    start.selectAll()
    qtbot.keyClicks(start, "pagi")
    qtbot.keyClick(start, KEY.Key_Return)
    assert start.text() == "09.15"
    assert shown(agenda, 1)[0] == ("09.15", "Pembukaan")


def test_a_new_session_is_written_in_the_form_beside_its_day(agenda, training, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[0])
    qtbot.keyClick(focused, KEY.Key_Insert)
    assert agenda.pane.isVisible()
    title = agenda.pane.form.editor("title").focusWidget()
    qtbot.keyClicks(title, "Kontrak belajar")
    assert agenda.pane.form.save_typing()
    assert shown(agenda, 1)[1] == ("08.30", "Kontrak belajar")
    qtbot.keyClick(title, KEY.Key_Escape)
    assert not agenda.pane.isVisible()
    assert agenda.board.columns[0].list.hasFocus()
    assert len(shown(agenda, 1)) == 4


def test_a_new_session_that_stays_without_a_title_is_taken_away_again(agenda, training, sessions, qtbot) -> None:
    qtbot.mouseClick(agenda.add_button, Qt.MouseButton.LeftButton)
    assert training.count("agenda_item") == 5
    qtbot.keyClick(agenda.pane.form.editor("title").focusWidget(), KEY.Key_Escape)
    assert training.count("agenda_item") == 4


def test_a_session_left_blank_is_gone_when_one_comes_back(program, agenda, training, sessions, qtbot) -> None:
    qtbot.mouseClick(agenda.add_button, Qt.MouseButton.LeftButton)
    program.window.go_to("beranda")
    assert training.count("agenda_item") == 4
    program.window.go_to("persiapan")
    assert not agenda.pane.isVisible()
    assert len(shown(agenda, 1)) == 3


def test_undoing_a_new_session_closes_its_form(program, agenda, training, sessions, qtbot) -> None:
    qtbot.mouseClick(agenda.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(agenda.pane.form.editor("title").focusWidget(), KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not agenda.pane.isVisible()
    assert training.count("agenda_item") == 4


def test_a_deleted_session_comes_back(program, agenda, training, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[1])
    qtbot.keyClick(focused, KEY.Key_Delete)
    assert shown(agenda, 1) == [("08.00", "Pembukaan"), ("08.30", "Paparan SNP")]
    assert "Harapan" in program.window.notice
    training.undo()
    assert shown(agenda, 1)[1] == ("08.30", "Harapan")


def test_what_is_being_typed_stays_when_the_agenda_changes_elsewhere(agenda, training, sessions, qtbot) -> None:
    focused = walk_to(agenda, sessions[1])
    qtbot.keyClick(focused, KEY.Key_Return)
    title = agenda.pane.form.editor("title").focusWidget()
    qtbot.keyClick(title, KEY.Key_End)
    qtbot.keyClicks(title, " peserta")
    training.set_fields(sessions[0], {"minutes": 45})
    assert title.hasFocus()
    assert title.text() == "Harapan peserta"
    assert agenda.pane.form.save_typing()
    assert shown(agenda, 1)[1] == ("08.45", "Harapan peserta")


def test_another_day_can_be_begun(agenda, sessions, qtbot) -> None:
    qtbot.mouseClick(agenda.day_button, Qt.MouseButton.LeftButton)
    assert len(agenda.board.columns) == 3
    third = agenda.board.columns[2]
    assert third.empty.button.hasFocus()
    qtbot.keyClick(third.empty.button, KEY.Key_Space)
    qtbot.keyClicks(agenda.pane.form.editor("title").focusWidget(), "Penutupan")
    assert agenda.pane.form.save_typing()
    assert shown(agenda, 3) == [("08.30", "Penutupan")]


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_the_days_and_the_form_find_room_on_small_screens(program, agenda, sessions, qtbot, size) -> None:
    program.window.resize(*size)
    agenda.board.opened.emit(sessions[0])
    assert agenda.pane.isVisible()
    assert program.window.size().toTuple() == size
    qtbot.waitUntil(lambda: agenda.pane.mapTo(program.window, agenda.pane.rect().topRight()).x() < size[0])
