import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SECTORS = ("opd", "civil_society", "business")


@pytest.fixture
def training(program, tmp_path):
    return program.services.session.create(tmp_path / "Kelompok.kotaham")


@pytest.fixture
def people(training):
    return training.create_records(
        [
            ("person", {"name": f"Orang {n:02}", "sector": SECTORS[n % 3], "institution": f"Instansi {n}"})
            for n in range(12)
        ]
    )


@pytest.fixture
def groups(training):
    return training.create_records([("group", {"name": f"Kelompok {n}"}) for n in (1, 2, 3)])


@pytest.fixture
def part(program, training):
    program.window.go_to("persiapan")
    screen = program.window.front_screen
    screen.show_part("kelompok")
    return screen.part("kelompok")


def members(part, place):
    return [row.name for row in part.board.cards[place].list.rows]


def waiting(part):
    return [row.name for row in part.board.waiting.list.rows]


def centre(window, people, place):
    rect = people.visualRect(people.model().index(place, 0))
    return people.viewport().mapTo(window, rect.center())


def carry(window, start, end):
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(handle, (start + end) / 2)
    QTest.mouseMove(handle, end)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_without_groups_the_screen_asks_how_many(part, training, people, qtbot) -> None:
    assert part.starting.isVisible()
    part.starting.count.setFocus()
    part.starting.count.selectAll()
    qtbot.keyClicks(part.starting.count, "3")
    assert part.starting.button.text() == "Buat 3 kelompok"
    qtbot.mouseClick(part.starting.button, Qt.MouseButton.LeftButton)
    assert len(part.board.cards) == 3
    assert len(waiting(part)) == 12
    training.undo()
    assert part.starting.isVisible()


def test_a_shuffle_is_shown_first_and_taken_up_as_one_step(part, training, people, groups, qtbot) -> None:
    qtbot.mouseClick(part.shuffle_button, Qt.MouseButton.LeftButton)
    assert part.bar.isVisible()
    assert waiting(part) == []
    assert training.records("person", group=groups[0]) == []
    assert "OPD" in part.board.cards[0].balance
    proposed = [members(part, place) for place in range(3)]
    qtbot.mouseClick(part.bar.take_button, Qt.MouseButton.LeftButton)
    assert not part.bar.isVisible()
    assert [members(part, place) for place in range(3)] == proposed
    assert len(training.records("person", group=groups[0])) == 4
    training.undo()
    assert len(waiting(part)) == 12


def test_shuffling_again_gives_another_division_and_leaving_it_changes_nothing(
    part, training, people, groups, qtbot
) -> None:
    part.shuffle_button.click()
    first = [members(part, place) for place in range(3)]
    part.bar.again_button.click()
    assert [members(part, place) for place in range(3)] != first
    part.bar.leave_button.click()
    assert len(waiting(part)) == 12
    assert not training.record(people[0]).text("group")


def test_someone_is_moved_with_keys_and_the_focus_goes_along(part, training, people, groups, qtbot) -> None:
    part.board.go_to(people[0])
    assert part.board.waiting.list.hasFocus()
    qtbot.keyClick(part.board.waiting.list, KEY.Key_Right, ALT)
    first = part.board.cards[0].list
    assert members(part, 0) == ["Orang 00"]
    assert first.hasFocus()
    assert first.current_id == people[0]
    qtbot.keyClick(first, KEY.Key_3)
    assert members(part, 2) == ["Orang 00"]
    third = part.board.cards[2].list
    qtbot.keyClick(third, KEY.Key_0)
    assert "Orang 00" in waiting(part)


def test_several_people_are_moved_together(part, training, people, groups, qtbot) -> None:
    part.board.go_to(people[0])
    waiting_list = part.board.waiting.list
    qtbot.keyClick(waiting_list, KEY.Key_Down, SHIFT)
    qtbot.keyClick(waiting_list, KEY.Key_Down, SHIFT)
    qtbot.keyClick(waiting_list, KEY.Key_2)
    assert members(part, 1) == ["Orang 00", "Orang 01", "Orang 02"]
    training.undo()
    assert len(waiting(part)) == 12


def test_someone_is_carried_into_a_group_and_back_with_the_mouse(program, part, training, people, groups) -> None:
    window = program.window
    card = part.board.cards[1]
    target = card.mapTo(window, card.rect().center())
    carry(window, centre(window, part.board.waiting.list, 2), target)
    assert members(part, 1) == ["Orang 02"]
    back = part.board.waiting.mapTo(window, QPoint(60, 200))
    carry(window, centre(window, card.list, 0), back)
    assert members(part, 1) == []
    assert len(waiting(part)) == 12


def test_the_menu_of_a_person_offers_the_other_groups(part, training, people, groups, qtbot) -> None:
    training.set_fields(people[0], {"group": groups[0]})
    part.board.go_to(people[0])
    qtbot.keyClick(part.board.cards[0].list, KEY.Key_Return)
    menu = part.findChild(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0].startswith("Pindahkan ke Kelompok 2")
    assert words[2].startswith("Keluarkan dari kelompok")
    menu.actions()[0].trigger()
    menu.close()
    assert members(part, 1) == ["Orang 00"]


def test_n_makes_a_member_the_note_taker_and_frees_them_again(part, training, people, groups, qtbot) -> None:
    training.set_fields(people[0], {"group": groups[0]})
    part.board.go_to(people[0])
    qtbot.keyClick(part.board.cards[0].list, KEY.Key_N)
    assert part.board.cards[0].note_taker == "Notulis: Orang 00"
    qtbot.keyClick(part.board.cards[0].list, KEY.Key_N)
    assert part.board.cards[0].note_taker == "Belum ada notulis"


def test_a_group_is_renamed_in_its_form(part, training, groups, qtbot) -> None:
    qtbot.mouseClick(part.board.cards[1].edit_button, Qt.MouseButton.LeftButton)
    name = part.pane.form.editor("name").focusWidget()
    name.selectAll()
    qtbot.keyClicks(name, "Air bersih")
    assert part.pane.form.save_typing()
    assert training.record(groups[1]).text("name") == "Air bersih"
    assert part.board.cards[1].edit_button.accessibleName() == "Ubah Air bersih"


def test_a_deleted_group_frees_its_members_and_comes_back_with_them(
    program, part, training, people, groups, qtbot
) -> None:
    training.set_fields(people[0], {"group": groups[0]})
    part.board.cards[0].edit_button.click()
    qtbot.mouseClick(part.pane.delete_button, Qt.MouseButton.LeftButton)
    assert len(part.board.cards) == 2
    assert "Orang 00" in waiting(part)
    assert "Kelompok 1" in program.window.notice
    training.undo()
    assert members(part, 0) == ["Orang 00"]


def test_a_proposal_falls_away_when_someone_new_comes(part, training, people, groups, qtbot) -> None:
    part.shuffle_button.click()
    training.create_record("person", {"name": "Tamu", "sector": "opd"})
    assert not part.bar.isVisible()
    assert len(waiting(part)) == 13


def test_five_hundred_people_in_twenty_groups_are_shown(part, training, qtbot) -> None:
    training.create_records([("group", {"name": f"Kelompok {n}"}) for n in range(20)])
    training.create_records([("person", {"name": f"Orang {n}", "sector": SECTORS[n % 3]}) for n in range(500)])
    part.shuffle_button.click()
    part.bar.take_button.click()
    assert {len(card.list.rows) for card in part.board.cards} == {25}
