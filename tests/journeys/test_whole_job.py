"""The whole main job in one window: from the template to two finished PDFs, and all of it there the next day."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.settings import SettingsStore

KEY = Qt.Key
_MODIFIERS = Qt.KeyboardModifier
CTRL, SHIFT, ALT = _MODIFIERS.ControlModifier, _MODIFIERS.ShiftModifier, _MODIFIERS.AltModifier
SECTORS = {"OPD": "Dinas", "Masyarakat Sipil": "Yayasan", "Pelaku Usaha": "CV"}

# Every word of every name is one that nothing else in this training says.
PEOPLE = (
    "Wulandari Prabasari", "Bagaskara Wiryawan", "Sekarningrum Lazuardi", "Damarjati Nugraheni",
    "Retnaningsih Kusnadiharja", "Arkananta Wicaksana", "Palupi Hastungkara", "Danastri Maheswari",
    "Trihatmaja Sudiyono", "Kinanthi Larasati", "Yudhistira Pamungkas", "Endangsih Sulistyarini",
    "Gandrung Purbakala", "Rahayuningtyas Wibisana", "Sasmita Adiwignya", "Nastiti Rukmawati",
    "Prawirodirdja Haryaka", "Mustikawati Dewangga", "Jatmika Suryadilaga", "Widyastuti Anggraeni",
    "Lintangsari Pradipta", "Baskaraputra Sanjaya", "Ratnadumilah Kartanegara", "Hapsarini Wijayanti",
    "Sudarmanto Kridalaksana", "Puspaningrum Satwika", "Estiningsih Paramitha", "Kusumastuti Danurwenda",
    "Bramantyo Ekaputra", "Cempakawati Sadewa", "Gitarja Mangkubumen", "Sulastriani Tejakusuma",
)  # fmt: skip
TELLER = PEOPLE[1]
CASE_WORDS = ("Kalipucang", "Sarinten", "mengering", "tangki swasta")
CARDS = ("Pulang dengan rencana bersama", "Takut dianggap mengeluh")
SEALED = "Ancaman kepada Tumirah"
ACTION = "Surat edaran sambungan air murah"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of the journey lie."""

    training: Path
    people: Path
    team: Path
    public: Path
    summary: Path
    public_summary: Path


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "pelatihan"
    folder.mkdir()
    found = Place(
        folder / "Pelatihan Wonosobo.kotaham",
        folder / "daftar peserta.xlsx",
        *(folder / name for name in ("tim.pdf", "publik.pdf", "ringkasan tim.pdf", "ringkasan publik.pdf")),
    )
    book = Workbook()
    sheet = book.active
    sheet.append(["DAFTAR PESERTA"])
    sheet.append(["No", "Nama Lengkap", "L/P", "Asal Instansi", "Unsur", "No. HP"])
    for n, name in enumerate(PEOPLE, start=1):
        sector, institution = tuple(SECTORS.items())[n % 3]
        sheet.append([n, name, "PL"[n % 2], f"{institution} Satu", sector, f"08127700{n:04}"])
    book.save(found.people)
    return found


def new_from_template(me, program, path):
    me.name_file(path, lambda: me.click(me.screen.new_tile))
    me.click(me.screen.new_passphrase.without)
    me.wait(lambda: me.window.front == "persiapan")
    assert program.services.session.workshop.path == path


def write_information(me):
    informasi = me.screen.part("informasi")
    for field, words in (
        ("title", "Lokalatih Kota HAM Wonosobo"),
        ("city", "Wonosobo"),
        ("start_date", "22/08/2022"),
        ("end_date", "24/08/2022"),
    ):
        editor = informasi.editor(field)
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        line.setFocus()
        me.write_over(words)
        me.press(KEY.Key_Tab)
    me.saved()
    assert me.window.heading.startswith("Lokalatih Kota HAM Wonosobo\n")


def take_in_people(me, path):
    me.press(KEY.Key_3, ALT)
    peserta = me.screen.part("peserta")
    me.click(peserta.empty.button)
    me.name_file(path, lambda: me.click(peserta.importing.choose_button))
    me.wait(lambda: peserta.importing.preview is not None and not peserta.importing.is_busy)
    preview = peserta.importing.preview
    assert preview.take_button.text() == "Masukkan 32 orang"
    me.click(preview.take_button)
    assert len(peserta.table.rows) == len(PEOPLE)


def make_four_groups(me):
    me.press(KEY.Key_4, ALT)
    kelompok = me.screen.part("kelompok")
    me.click(kelompok.starting.button)
    me.click(kelompok.shuffle_button)
    me.click(kelompok.bar.take_button)
    assert [len(card.list.rows) for card in kelompok.board.cards] == [8, 8, 8, 8]


def write_case(me, workshop):
    """A case of the second group, with a photo from the clipboard and a norm found by a few letters."""
    me.press(KEY.Key_2, CTRL | SHIFT)
    me.type("Sumur Dusun Kalipucang mengering")
    me.screen.sheet.editors["chronology"].setFocus()
    me.type(f"Juni: {PEOPLE[0]} membeli air dari tangki swasta.")
    me.copy_picture(Qt.GlobalColor.darkGreen)
    me.press(KEY.Key_V, CTRL)
    me.screen.sheet.editors["victims"].setFocus()
    me.type("Mbah Sarinten (71)")
    me.wait(lambda: workshop.count("attachment") == 1)
    (photo,) = me.screen.companions.photos.photo_ids
    me.screen.companions.photos.card(photo).caption.setFocus()
    me.type("Antrean jeriken di Kalipucang")
    me.press(KEY.Key_R, CTRL)
    me.type("tanah")
    offered = me.screen.companions.norms.line.offered
    me.press(KEY.Key_Return)
    (reference,) = workshop.records("norm_reference")
    assert reference.text("norm") == offered[0]
    me.press(KEY.Key_Tab)
    me.type("41")
    me.saved()


def seal_case(me, workshop):
    """A case that stays with whoever wrote it down."""
    me.press(KEY.Key_2, CTRL | SHIFT)
    me.pick_in_menu(KEY.Key_L, "L0")
    me.type(SEALED)
    me.saved()
    assert [case.level.code for case in workshop.records("case_study")] == ["L1", "L0"]


def tell_experience(me):
    """A story that its teller gives to everybody, without a name."""
    me.press(KEY.Key_3, CTRL | SHIFT)
    me.type("Musyawarah air di balai kelurahan")
    me.press(KEY.Key_Tab)
    me.type(TELLER)
    me.press(KEY.Key_Tab)
    me.type(f"Pak {TELLER} mengajak warga duduk bersama, lalu keran umum dibuka kembali.")
    me.pick_in_menu(KEY.Key_L, "L3")
    me.pick_in_menu(KEY.Key_P, "Boleh dibagikan tanpa nama")
    me.saved()


def do_exercise(me):
    me.pick_place(KEY.Key_F2, "harapan")
    me.press(KEY.Key_4, CTRL | SHIFT)
    assert me.screen.sheet.editors["method"].value() == "expectations"
    me.screen.sheet.rows.opened.focus_first()
    for card in CARDS:
        me.type(card)
        me.press(KEY.Key_Return)
    me.saved()


def write_note_undo_redo(me, workshop):
    me.press(KEY.Key_1, CTRL | SHIFT)
    me.type("Dinas menjanjikan peta sumber air")
    me.saved()
    me.press(KEY.Key_Z, CTRL)
    assert workshop.count("note") == 0
    me.press(KEY.Key_Y, CTRL)
    (note,) = workshop.records("note")
    assert note.text("text") == "Dinas menjanjikan peta sumber air"


def find_again(me):
    """From anywhere: Ctrl+F, a few letters; the case opens to read."""
    me.press(KEY.Key_F, CTRL)
    me.type("kalipuc")
    me.press(KEY.Key_Return)
    assert me.window.front == "sintesis"
    cari = me.screen.part("cari")
    me.wait(lambda: not cari.is_searching and bool(cari.results.rows))
    assert cari.results.rows[0].title == "Sumur Dusun Kalipucang mengering"
    me.click_row(cari.results, 0)
    assert cari.detail.record_id == cari.results.rows[0].id


def plan_action(me, workshop):
    me.press(KEY.Key_2, ALT)
    rtl = me.screen.part("rtl")
    me.click(rtl.empty.button)
    me.type(ACTION)
    me.press(KEY.Key_Tab)
    me.saved()
    (action,) = workshop.records("action")
    assert action.text("activity") == ACTION


def save_report(me, path):
    laporan = me.screen
    me.wait(lambda: laporan.is_up_to_date)
    me.name_file(path, lambda: me.press(KEY.Key_S, CTRL))
    me.wait(path.exists)
    me.still()
    assert path.read_bytes() == laporan.report.content


def release_report(me, path):
    """What leaves for the public is looked at by two people, in the panel beside the pages."""
    laporan = me.screen
    me.wait(lambda: laporan.is_up_to_date)
    me.press(KEY.Key_S, CTRL)
    panel = laporan.release
    me.wait(lambda: panel.is_ready)
    while panel.findings.items and not panel.findings.items[0].reason:
        panel.findings.list.select("0")
        me.click(panel.findings.mask_button if panel.findings.mask_button.isVisible() else panel.findings.keep_button)
        me.wait(lambda: panel.is_ready)
    for box in panel.people.boxes.values():
        box.setChecked(True)
    me.click(panel.people.prepare)
    panel.people.confirmed_by.setFocus()
    me.type("Orang kedua")
    me.name_file(path, lambda: me.click(panel.people.confirm))
    me.wait(path.exists)
    me.still()
    assert path.read_bytes() == laporan.report.content
    panel.close_panel()


def export_reports(me, place):
    me.press(KEY.Key_5, CTRL)
    laporan = me.screen
    me.wait(lambda: laporan.is_up_to_date and laporan.pages.is_drawn(1))
    assert laporan.pages.page_count > 10
    save_report(me, place.team)
    me.click(laporan.choices.audience.button("public"))
    release_report(me, place.public)
    laporan.choices.kind.setFocus()
    me.press(KEY.Key_Down)
    release_report(me, place.public_summary)
    me.click(laporan.choices.audience.button("team"))
    save_report(me, place.summary)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in a PDF: its words in one line, and how many pictures."""

    words: str
    pictures: int


def printed(path):
    document = PdfDocument(path)
    try:
        words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
        pictures = sum(1 for page in document for _each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    finally:
        document.close()
    return Printed(words, pictures)


def check_documents(place):
    team, public = printed(place.team), printed(place.public)
    for expected in (
        "Lokalatih Kota HAM Wonosobo",
        "Sumur Dusun Kalipucang mengering",
        "tangki swasta",
        "Mbah Sarinten",
        "Antrean jeriken di Kalipucang",
        "Musyawarah air di balai kelurahan",
        TELLER,
        *CARDS,
        ACTION,
        *PEOPLE,
    ):
        assert expected in team.words
    assert "Tumirah" not in team.words
    assert team.pictures >= 1
    assert "Lokalatih Kota HAM Wonosobo" in public.words
    assert "Musyawarah air di balai kelurahan" in public.words
    assert "keran umum dibuka kembali" in public.words
    for document in (public, printed(place.public_summary)):
        for name in PEOPLE:
            for word in name.split():
                assert word not in document.words
        for hidden in (*CASE_WORDS, *CARDS, ACTION, "Tumirah", "menjanjikan", "0812"):
            assert hidden not in document.words
        assert document.pictures == 0
    assert "Lokalatih Kota HAM Wonosobo" in printed(place.summary).words


def reopen(me, path):
    """The next day: the file is the first of those that were open before."""
    recent = me.screen.recent
    assert recent.rows[0].title == "Lokalatih Kota HAM Wonosobo"
    me.click_row(recent, 0)
    assert me.window.front == "persiapan"
    assert me.window.heading.startswith("Lokalatih Kota HAM Wonosobo\nWonosobo")
    me.press(KEY.Key_3, CTRL)
    me.pick_place(KEY.Key_F2, "analisis")
    me.pick_place(KEY.Key_F3, "2")
    assert {row.title for row in me.screen.list.rows} >= {
        "Sumur Dusun Kalipucang mengering",
        "Musyawarah air di balai kelurahan",
    }


def test_the_whole_job_from_the_template_to_the_next_day(start_program, dressed, clock, hands, place, everything):
    program = start_program(dressed, clock)
    me = hands(program)
    new_from_template(me, program, place.training)
    workshop = program.services.session.workshop
    write_information(me)
    take_in_people(me, place.people)
    make_four_groups(me)
    me.press(KEY.Key_3, CTRL)
    me.pick_place(KEY.Key_F2, "analisis")
    me.pick_place(KEY.Key_F3, "2")
    write_case(me, workshop)
    seal_case(me, workshop)
    tell_experience(me)
    do_exercise(me)
    write_note_undo_redo(me, workshop)
    find_again(me)
    plan_action(me, workshop)
    export_reports(me, place)
    check_documents(place)
    before = everything(workshop)
    me.window.close()
    assert not list(place.training.parent.glob("*-wal"))

    again = start_program(SettingsStore(dressed.path), clock)
    me = hands(again)
    reopen(me, place.training)
    workshop = again.services.session.workshop
    assert everything(workshop) == before
    assert workshop.check().is_sound
