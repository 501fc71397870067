from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PASTED = "Nama\tInstansi\tL/P\tUnsur\nSiti Aminah\tBappeda\tP\tOPD\nYusuf\tLBH\tL\tMasyarakat sipil\n"


@pytest.fixture
def training(program, tmp_path):
    return program.services.session.create(tmp_path / "Peserta.kotaham")


@pytest.fixture
def people(training):
    return training.create_records(
        [
            ("person", {"name": "Siti Aminah", "sector": "opd", "institution": "Bappeda", "sex": "female"}),
            ("person", {"name": "Yusuf Tanggu", "sector": "civil_society", "institution": "LBH", "sex": "male"}),
            ("person", {"name": "Ni Luh Ayu", "sector": "business", "role": "facilitator"}),
        ]
    )


@pytest.fixture
def part(program, training):
    program.window.go_to("persiapan")
    screen = program.window.front_screen
    screen.show_part("peserta")
    return screen.part("peserta")


def names(part):
    return [row.cells[0] for row in part.table.rows]


def preview_of(part, qtbot):
    qtbot.waitUntil(lambda: part.importing.preview is not None and not part.importing.is_busy)
    return part.importing.preview


def copy(text):
    QGuiApplication.clipboard().setText(text)


def spreadsheet(path: Path, rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_without_people_the_screen_offers_the_import(part, qtbot) -> None:
    assert part.empty.isVisible()
    qtbot.mouseClick(part.empty.button, Qt.MouseButton.LeftButton)
    assert part.importing.isVisible()
    assert part.importing.choose_button.hasFocus()
    qtbot.keyClick(part.importing.choose_button, KEY.Key_Escape)
    assert part.empty.isVisible()


def test_the_table_shows_who_they_are_and_how_the_sectors_are_balanced(part, people) -> None:
    assert names(part) == ["Siti Aminah", "Yusuf Tanggu", "Ni Luh Ayu"]
    assert "2 peserta" in part.summary
    assert "1 OPD" in part.summary
    assert "1 perempuan, 1 laki-laki" in part.summary


def test_the_filter_finds_people_by_any_of_their_words(part, people, qtbot) -> None:
    qtbot.keyClicks(part.filter, "lbh yusuf")
    qtbot.keyClick(part.filter, KEY.Key_Return)
    assert names(part) == ["Yusuf Tanggu"]
    qtbot.keyClick(part.filter, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(names(part)) == 3)


def test_a_click_on_a_heading_sorts_and_the_third_one_goes_back(part, people, qtbot) -> None:
    head = part.table.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(0) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(part) == ["Ni Luh Ayu", "Siti Aminah", "Yusuf Tanggu"]
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(part)[0] == "Yusuf Tanggu"
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(part)[0] == "Siti Aminah"


def test_a_person_is_added_and_written_in_the_form(part, training, qtbot) -> None:
    qtbot.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    name = part.pane.form.editor("name").focusWidget()
    qtbot.keyClicks(name, "Ratna Dewi")
    qtbot.waitUntil(lambda: names(part) == ["Ratna Dewi"])
    assert name.hasFocus()
    qtbot.keyClick(name, KEY.Key_Escape)
    assert part.table.hasFocus()
    assert [person.text("name") for person in training.records("person")] == ["Ratna Dewi"]


def test_enter_opens_the_form_and_the_arrows_take_it_along(part, people, qtbot) -> None:
    part.table.make_current(people[0])
    part.table.setFocus()
    qtbot.keyClick(part.table, KEY.Key_Return)
    assert part.pane.record_id == people[0]
    part.table.setFocus()
    qtbot.keyClick(part.table, KEY.Key_Down)
    assert part.pane.record_id == people[1]
    assert part.table.hasFocus()


def test_several_people_are_deleted_in_one_step(program, part, training, people, qtbot) -> None:
    part.table.make_current(people[0])
    part.table.setFocus()
    qtbot.keyClick(part.table, KEY.Key_Down, SHIFT)
    qtbot.keyClick(part.table, KEY.Key_Delete)
    assert names(part) == ["Ni Luh Ayu"]
    assert program.window.notice == "2 orang dihapus."
    training.undo()
    assert len(names(part)) == 3


def test_a_pasted_table_is_looked_at_and_taken_in_as_one_step(program, part, training, people, qtbot) -> None:
    copy(PASTED)
    part.table.setFocus()
    qtbot.keyClick(part.table, KEY.Key_V, CTRL)
    preview = preview_of(part, qtbot)
    assert preview.take_button.text() == "Masukkan 1 orang"
    assert [row.title for row in preview.rows.rows] == ["Yusuf"]
    preview.tabs.button("duplicates").click()
    assert [row.title for row in preview.rows.rows] == ["Siti Aminah"]
    qtbot.mouseClick(preview.take_button, Qt.MouseButton.LeftButton)
    assert names(part)[-1] == "Yusuf"
    assert part.table.isVisible()
    assert program.window.notice == "1 orang dimasukkan."
    training.undo()
    assert len(names(part)) == 3


def test_problem_rows_are_left_out_only_after_someone_agrees(part, training, qtbot, tmp_path) -> None:
    rows = [("No", "Nama", "Instansi", "Jabatan"), (1, "Siti", "Bappeda", "Staf"), (2, "", "LBH", "Direktur")]
    part.import_file(spreadsheet(tmp_path / "daftar.xlsx", rows))
    preview = preview_of(part, qtbot)
    assert not preview.take_button.isEnabled()
    preview.tabs.button("problems").click()
    assert "Nama kosong" in preview.rows.rows[0].title
    preview.skip_problems.click()
    assert preview.take_button.isEnabled()
    preview.take_button.click()
    assert names(part) == ["Siti"]


def test_another_column_can_be_chosen_and_the_preview_follows(part, training, qtbot, tmp_path) -> None:
    path = spreadsheet(tmp_path / "aneh.xlsx", [("Siti", "Bappeda"), ("Yusuf", "LBH")])
    part.import_file(path)
    preview = preview_of(part, qtbot)
    combo = preview.mapping.combos[0]
    combo.setFocus()
    qtbot.keyClicks(combo, "Nama")
    qtbot.waitUntil(lambda: not part.importing.is_busy and len(preview.rows.rows) == 2)
    preview.mapping.combos[1].setFocus()
    qtbot.keyClicks(preview.mapping.combos[1], "Instansi")
    qtbot.waitUntil(lambda: not part.importing.is_busy and "Bappeda" in preview.rows.rows[0].subtitle)
    preview.take_button.click()
    assert [person.text("institution") for person in training.records("person")] == ["Bappeda", "LBH"]


def test_suggested_sectors_are_taken_only_when_agreed(part, training, qtbot, tmp_path) -> None:
    part.import_file(spreadsheet(tmp_path / "saran.xlsx", [("Nama", "Instansi"), ("Siti", "Dinas Sosial")]))
    preview = preview_of(part, qtbot)
    assert preview.suggestions.isVisible()
    preview.suggestions.click()
    preview.take_button.click()
    assert training.records("person")[0].text("sector") == "opd"


def test_closing_the_training_gives_up_a_table_that_is_being_read(program, part, qtbot, tmp_path) -> None:
    part.import_file(spreadsheet(tmp_path / "daftar.xlsx", [("Nama", "Instansi"), ("Siti", "Dinas Sosial")]))
    program.services.session.close()
    qtbot.waitUntil(lambda: not program.services.background.is_busy)
    assert program.window.front == "beranda"


def test_a_file_that_is_no_table_is_explained_and_changes_nothing(part, training, qtbot, tmp_path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    part.import_file(picture)
    qtbot.waitUntil(lambda: bool(part.importing.messages.text))
    assert part.importing.choosing.isVisible()
    assert training.count("person") == 0


def test_a_dropped_file_begins_the_import(part, qtbot, tmp_path) -> None:
    table = tmp_path / "daftar.csv"
    table.write_text("Nama;Instansi\nSiti;Bappeda\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    part.dropEvent(QDropEvent(QPoint(10, 10), actions, data, buttons, keys))
    assert preview_of(part, qtbot).take_button.text() == "Masukkan 1 orang"


def test_a_file_is_chosen_in_the_dialog_of_the_desktop(part, qtbot, tmp_path) -> None:
    table = tmp_path / "daftar.csv"
    table.write_text("Nama;Instansi\nSiti;Bappeda\nYusuf;LBH\n", encoding="utf-8")

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(table))
        dialog.accept()

    part.start_import()
    QTimer.singleShot(0, choose)
    qtbot.mouseClick(part.importing.choose_button, Qt.MouseButton.LeftButton)
    assert preview_of(part, qtbot).take_button.text() == "Masukkan 2 orang"


def test_five_hundred_people_are_shown_and_filtered_quickly(part, training, qtbot) -> None:
    training.create_records([("person", {"name": f"Orang {n:03}", "sector": "opd"}) for n in range(500)])
    assert len(names(part)) == 500
    qtbot.keyClicks(part.filter, "499")
    qtbot.keyClick(part.filter, KEY.Key_Return)
    assert names(part) == ["Orang 499"]


def test_who_is_current_stays_so_when_people_change_elsewhere(part, training, people, qtbot) -> None:
    part.table.make_current(people[1])
    part.table.setFocus()
    training.create_record("person", {"name": "Agus"})
    training.set_fields(people[0], {"name": "Siti A."})
    assert part.table.current_id == people[1]
    assert part.table.selected_ids == (people[1],)
    assert part.table.hasFocus()
