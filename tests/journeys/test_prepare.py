"""A facilitator prepares a training: information, agenda, participants, groups; then opens it again the next day."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kotaham_desktop.clock import system_clock
from kotaham_desktop.domain.agenda import timed_agenda
from ui.app import Program, wear_settings
from ui.settings import SettingsStore
from ui.theme import ThemeChoice, load_fonts

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PEOPLE = 32


@pytest.fixture
def program(qapp, qtbot, tmp_path):
    load_fonts()
    settings = SettingsStore(tmp_path / "settings" / "setelan.json")
    settings.change(theme=ThemeChoice.LIGHT, author="Ratna")
    wear_settings(qapp, settings)
    built = Program(qapp, settings, system_clock)
    built.window.resize(1366, 768)
    built.window.show()
    qtbot.waitExposed(built.window)
    yield built
    built.services.session.abandon()
    built.services.background.finish()
    built.window.close()
    built.window.deleteLater()
    built.deleteLater()


@pytest.fixture
def participant_list(tmp_path):
    """A list as offices send it: a title above, numbered, with a total below."""
    sectors = ("OPD", "Masyarakat Sipil", "Pelaku Usaha")
    book = Workbook()
    sheet = book.active
    sheet.append(["DAFTAR PESERTA PELATIHAN KOTA HAM"])
    sheet.append(["No", "Nama Lengkap", "L/P", "Asal Instansi", "Unsur", "No. HP"])
    for n in range(1, PEOPLE + 1):
        row = [
            n,
            f"Peserta ke-{n}",
            "PL"[n % 2],
            f"Instansi {n}",
            sectors[n % 3],
            f"0812000{n:04}",
        ]
        sheet.append(row)
    sheet.append(["Jumlah", None, None, PEOPLE])
    path = tmp_path / "daftar peserta.xlsx"
    book.save(path)
    return path


def line(editor):
    return editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)


def plan_of(workshop):
    timed = timed_agenda(workshop.records("agenda_item"), first_day=None)
    return [(each.day, each.start, each.record.id) for each in timed]


def write_information(informasi, qtbot):
    for field, words in (
        ("title", "Pelatihan Kota HAM Semarang"),
        ("start_date", "22/08/2022"),
        ("snps", "tanah"),
    ):
        written = line(informasi.editor(field))
        written.setFocus()
        qtbot.keyClicks(written, words)
        qtbot.keyClick(written, KEY.Key_Return)


def plan_the_days(agenda, qtbot):
    """From the template, then changed with keys."""
    qtbot.mouseClick(agenda.empty.button, LEFT)
    first_day = agenda.board.columns[0].list
    moved = first_day.rows[1]
    agenda.board.go_to(moved.id)
    qtbot.keyClick(first_day, KEY.Key_Down, ALT)
    qtbot.keyClick(first_day, KEY.Key_Plus)
    assert first_day.rows[2].title == moved.title
    assert first_day.rows[2].minutes == moved.minutes + 5


def take_in_the_list(peserta, path, qtbot):
    peserta.import_file(path)
    qtbot.waitUntil(lambda: peserta.importing.preview is not None and not peserta.importing.is_busy)
    take = peserta.importing.preview.take_button
    assert take.text() == "Masukkan 32 orang"
    qtbot.mouseClick(take, LEFT)
    assert len(peserta.table.rows) == PEOPLE


def divide_into_four(kelompok, qtbot):
    """A fair shuffle, one person moved by hand, undone and done again."""
    qtbot.mouseClick(kelompok.starting.button, LEFT)
    qtbot.mouseClick(kelompok.shuffle_button, LEFT)
    qtbot.mouseClick(kelompok.bar.take_button, LEFT)
    kelompok.board.go_to(kelompok.board.cards[0].list.rows[0].id)
    qtbot.keyClick(kelompok.board.cards[0].list, KEY.Key_2)
    for key, sizes in ((None, [7, 9, 8, 8]), (KEY.Key_Z, [8, 8, 8, 8]), (KEY.Key_Y, [7, 9, 8, 8])):
        if key is not None:
            qtbot.keyClick(QApplication.focusWidget(), key, CTRL)
        assert [len(card.list.rows) for card in kelompok.board.cards] == sizes


def test_a_training_is_prepared_and_is_all_there_the_next_day(program, participant_list, tmp_path, qtbot) -> None:
    path = tmp_path / "Pelatihan.kotaham"
    workshop = program.services.session.create(path)
    qtbot.keyClick(program.window, KEY.Key_2, CTRL)
    screen = program.window.front_screen
    write_information(screen.part("informasi"), qtbot)
    qtbot.keyClick(screen, KEY.Key_2, ALT)
    plan_the_days(screen.part("agenda"), qtbot)
    qtbot.keyClick(screen, KEY.Key_3, ALT)
    take_in_the_list(screen.part("peserta"), participant_list, qtbot)
    qtbot.keyClick(screen, KEY.Key_4, ALT)
    divide_into_four(screen.part("kelompok"), qtbot)

    plan = plan_of(workshop)
    assert program.services.session.close()
    program.services.session.open(path)
    again = program.services.session.workshop
    about = again.record("workshop")
    assert about.text("title") == "Pelatihan Kota HAM Semarang"
    assert about.text("start_date") == "2022-08-22"
    assert len(about.ids("snps")) == 1
    assert plan_of(again) == plan
    assert again.count("person") == PEOPLE
    assert [len(again.records("person", group=group.id)) for group in again.records("group")] == [7, 9, 8, 8]
    program.window.go_to("persiapan")
    assert program.window.front_screen.part("kelompok").summary == "4 kelompok  ·  32 dari 32 peserta terbagi"
