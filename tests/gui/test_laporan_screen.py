"""Laporan: choosing readers and parts by real keys and clicks, and what reaches the disk."""

import csv
import io
import json
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.reports.options import ReportKind

KEY, LEFT, CONTROL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
SLOW = 60_000


@pytest.fixture
def content(workshop):
    """Something for every reader: a sealed case, a case for the team, a story for everybody, an exercise."""
    workshop.set_fields(WORKSHOP_ID, {"aims": "1. Memahami SNP\n2. Menyusun rencana", "background": "Kota HAM."})
    workshop.create_record("case_study", {"title": "Sambungan air ditolak", "chronology": "Siti Aminah menunggu."})
    workshop.create_record("case_study", {"title": "Berkas yang tersegel", "level": "L0"})
    workshop.create_record(
        "experience",
        {
            "title": "Warung tetap buka",
            "narrator": "Yusuf Tanggu",
            "narrative": "Lurah mendengarkan Yusuf Tanggu.",
            "level": "L3",
            "consent": "anonymous",
        },
    )
    exercise = workshop.create_record("exercise", {"title": "Harapan", "method": "expectations"})
    workshop.create_record("exercise_row", {"exercise": exercise, "values": {"card": "Pulang dengan rencana"}})
    workshop.create_record("action", {"activity": "Surat edaran air bersih", "owner": "Bappeda"})
    return workshop


@pytest.fixture
def screen(opened, content, qtbot):
    """Laporan with the pages of the team's report."""
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    shown = opened.window.front_screen
    made(qtbot, shown)
    return shown


def made(qtbot, screen):
    """Wait until the pages show the work and the choices as they are now; the wait leaves room for the helper."""
    qtbot.waitUntil(lambda: screen.is_up_to_date, timeout=SLOW)


def idle(qtbot, opened):
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=SLOW)


def words_of(pdf):
    document = PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pick(qtbot, screen, audience):
    qtbot.mouseClick(screen.choices.audience.button(audience), LEFT)
    assert not screen.is_up_to_date
    made(qtbot, screen)


def tick(qtbot, screen, part_id):
    box = screen.choices.part(part_id)
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Space)
    assert not screen.is_up_to_date
    made(qtbot, screen)


def test_the_report_for_the_team_appears_by_itself_when_one_comes_here(screen):
    assert screen.report.options.kind is ReportKind.LAPORAN
    assert screen.pages.page_count == len(screen.report.pages) > 5
    words = words_of(screen.report.content)
    for expected in ("Pelatihan Kota HAM Semarang", "Sambungan air ditolak", "Warung tetap buka", "Surat edaran air"):
        assert expected in words
    assert "tersegel" not in words
    assert screen.withheld == "1 catatan tidak ikut karena tidak untuk pembaca ini."


def test_another_reader_renews_the_pages_and_hides_the_parts_that_name_people(qtbot, screen):
    assert screen.choices.part("annex_participants").isChecked()
    pick(qtbot, screen, "public")
    with pytest.raises(KeyError):
        screen.choices.part("annex_participants")
    words = words_of(screen.report.content)
    assert "Warung tetap buka" in words
    for hidden in ("Sambungan air", "Siti Aminah", "Yusuf", "Tanggu", "Ni Luh"):
        assert hidden not in words
    pick(qtbot, screen, "team")
    assert screen.choices.part("annex_participants").isChecked()
    assert "Ni Luh Ayu" in words_of(screen.report.content)


def test_a_part_left_out_for_one_reader_stays_out_for_the_next(qtbot, screen):
    tick(qtbot, screen, "experiences")
    pick(qtbot, screen, "public")
    assert not screen.choices.part("experiences").isChecked()
    assert "Warung tetap buka" not in words_of(screen.report.content)


def test_a_box_changes_how_many_pages_there_are(qtbot, screen):
    before = screen.pages.page_count
    tick(qtbot, screen, "annex_attendance")
    assert screen.pages.page_count > before
    tick(qtbot, screen, "annex_attendance")
    assert screen.pages.page_count == before


def test_the_summary_has_its_own_parts_and_two_pages_at_most(qtbot, screen):
    box = screen.choices.kind
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Down)
    made(qtbot, screen)
    assert screen.report.options.kind is ReportKind.RINGKASAN
    assert screen.pages.page_count <= 2
    with pytest.raises(KeyError):
        screen.choices.part("annex_schedule")


def test_the_report_speaks_the_language_that_is_chosen_for_it(qtbot, screen):
    box = screen.choices.language
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_E)
    made(qtbot, screen)
    assert screen.report.options.language == "en"
    assert "ACTIVITY REPORT" in words_of(screen.report.content).upper()


def test_escape_stops_the_making_and_the_earlier_pages_stay(qtbot, screen, opened):
    earlier = screen.report
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    qtbot.waitUntil(screen.cancel.isVisible)
    qtbot.keyClick(opened.window, KEY.Key_Escape)
    assert not screen.is_making
    assert screen.messages.text == "Penyusunan laporan dihentikan."
    idle(qtbot, opened)
    assert screen.report is earlier
    assert not screen.is_up_to_date
    assert not screen.cancel.isVisible()


def test_what_was_stopped_is_made_when_one_asks_again(qtbot, screen):
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    qtbot.waitUntil(screen.cancel.isVisible)
    qtbot.mouseClick(screen.cancel, LEFT)
    assert screen.messages.action_names == ["Susun lagi"]
    again = next(each for each in screen.messages.findChildren(QPushButton) if each.text() == "Susun lagi")
    qtbot.mouseClick(again, LEFT)
    made(qtbot, screen)
    assert screen.report.options.audience == "public"
    assert screen.messages.text == ""


def test_a_change_elsewhere_renews_the_pages_only_where_they_are_seen(qtbot, screen, opened, content):
    content.set_fields(WORKSHOP_ID, {"theme": "Air untuk semua"})
    assert not screen.is_up_to_date
    made(qtbot, screen)
    assert "Air untuk semua" in words_of(screen.report.content)
    qtbot.keyClick(opened.window, KEY.Key_1, CONTROL)
    content.set_fields(WORKSHOP_ID, {"theme": "Air untuk anak cucu"})
    assert not screen.is_making
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    made(qtbot, screen)
    assert "Air untuk anak cucu" in words_of(screen.report.content)


def test_what_was_typed_a_moment_ago_stands_in_the_report(qtbot, screen, opened):
    qtbot.keyClick(opened.window, KEY.Key_2, CONTROL)
    title = opened.window.front_screen.part("informasi").editor("theme").line
    title.setFocus()
    QTest.keyClicks(title, "Baru saja diketik")
    assert opened.services.unsaved.state == "waiting"
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    made(qtbot, screen)
    assert "Baru saja diketik" in words_of(screen.report.content)
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=SLOW)
    assert screen.is_up_to_date


def test_saving_writes_the_very_pages_that_are_shown(qtbot, screen, opened, tmp_path):
    path = tmp_path / "Laporan.pdf"
    with qtbot.waitSignal(screen.exports.written, timeout=SLOW) as told:
        screen.write_pdf(path)
    assert told.args == [str(path)]
    assert path.read_bytes() == screen.report.content
    assert opened.window.notice == "Tersimpan: Laporan.pdf"


def test_saving_waits_for_the_pages_and_says_so(qtbot, screen, opened):
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    qtbot.keyClick(opened.window, KEY.Key_S, CONTROL)
    assert screen.messages.text.startswith("Laporan masih disusun.")
    made(qtbot, screen)
    assert screen.messages.text == ""


@pytest.mark.parametrize("ending", ["xlsx", "zip", "json", "docx"])
def test_the_data_leave_for_the_chosen_reader_only(qtbot, screen, tmp_path, ending):
    path = tmp_path / f"data.{ending}"
    with qtbot.waitSignal(screen.exports.written, timeout=SLOW):
        screen.exports.export({"zip": "csv"}.get(ending, ending), path)
    text_of = {"xlsx": _sheet_text, "zip": _zip_text, "json": _json_text, "docx": _word_text}[ending]
    assert "Sambungan air" in text_of(path)
    pick(qtbot, screen, "public")
    qtbot.mouseClick(screen.exports.buttons[{"zip": "csv"}.get(ending, ending)], LEFT)
    qtbot.waitUntil(lambda: screen.release.is_ready, timeout=SLOW)
    path.write_bytes(screen.release.looked.content)
    text = text_of(path)
    assert "Warung tetap buka" in text
    for hidden in ("Sambungan air", "Siti Aminah", "Yusuf", "tersegel", "Ni Luh"):
        assert hidden not in text


def _word_text(path):
    document = Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def _sheet_text(path):
    book = load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def _zip_text(path):
    with zipfile.ZipFile(path) as archive:
        tables = [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
    return "\n".join(cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row)


def _json_text(path):
    return json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)


@pytest.mark.parametrize("what", ["pdf", "docx", "xlsx", "csv", "json"])
def test_a_folder_that_is_gone_is_told_and_leaves_no_half_file(qtbot, screen, opened, tmp_path, what):
    folder = tmp_path / "flashdisk"
    path = folder / f"keluaran.{what}"
    if what == "pdf":
        screen.write_pdf(path)
    else:
        screen.exports.export(what, path)
    qtbot.waitUntil(lambda: opened.window.message != "", timeout=SLOW)
    assert "foldernya tidak ditemukan" in opened.window.message
    assert not folder.exists()
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_document_never_takes_the_place_of_a_training(qtbot, screen, opened, content):
    before = content.path.read_bytes()
    screen.write_pdf(content.path)
    qtbot.waitUntil(lambda: opened.window.message != "", timeout=SLOW)
    assert content.path.read_bytes()[:16] == before[:16]
    content.set_fields(WORKSHOP_ID, {"theme": "Masih dapat ditulis"})


def test_closing_the_file_while_pages_are_made_breaks_nothing(qtbot, screen, opened):
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    qtbot.waitUntil(screen.cancel.isVisible)
    assert opened.services.session.close()
    assert opened.window.front == "beranda"
    idle(qtbot, opened)


def test_closing_the_file_before_the_making_begins_breaks_nothing(qtbot, screen, opened):
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    assert screen.is_making
    assert opened.services.session.close()
    idle(qtbot, opened)


def test_another_language_of_the_window_comes_after_the_pages_and_speaks_in_them(qtbot, screen, opened):
    old = opened.window
    qtbot.mouseClick(screen.choices.audience.button("public"), LEFT)
    qtbot.waitUntil(screen.cancel.isVisible)
    opened.services.settings.change(language="en")
    opened.rebuild()
    qtbot.waitUntil(lambda: opened.window is not old, timeout=SLOW)
    assert opened.window.front == "laporan"
    made(qtbot, opened.window.front_screen)
    assert opened.window.front_screen.report.options.language == "en"
