"""Two laptops write in copies of one file without a network; a memory stick joins them, people decide what differs."""

import shutil
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from kotaham_desktop.application.workshop import Workshop
from ui.settings import SettingsStore
from ui.theme import ThemeChoice

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SHARED = "Warga membeli air dari tangki."


@dataclass(frozen=True, slots=True)
class Laptop:
    """A program with its own settings and its own copy of the file."""

    program: object
    me: object
    settings: SettingsStore

    @property
    def workshop(self):
        return self.program.services.session.workshop


@pytest.fixture
def laptop(start_program, hands, clock, tmp_path):
    """Starts the program of a person as often as that person opens the laptop."""

    def start(author):
        settings = SettingsStore(tmp_path / author / "settings" / "setelan.json")
        settings.change(theme=ThemeChoice.LIGHT, author=author)
        program = start_program(settings, clock)
        return Laptop(program, hands(program), settings)

    return start


@pytest.fixture
def files(tmp_path):
    """The file of each laptop."""
    found = {author: tmp_path / author / "Pelatihan Wonosobo.kotaham" for author in ("Ratna", "Budi")}
    for path in found.values():
        path.parent.mkdir(exist_ok=True)
    return found


def begin(ratna, path):
    """Ratna prepares the file with one group and one note, and closes the window: a file that may be copied."""
    me = ratna.me
    me.name_file(path, lambda: me.click(me.screen.new_tile))
    me.click(me.screen.new_passphrase.without)
    me.wait(lambda: me.window.front == "persiapan")
    me.press(KEY.Key_4, ALT)
    kelompok = me.screen.part("kelompok")
    me.click(kelompok.starting.button)
    me.press(KEY.Key_3, CTRL)
    me.pick_place(KEY.Key_F2, "analisis")
    me.pick_place(KEY.Key_F3, "1")
    me.type(SHARED)
    me.saved()
    me.window.close()


def open_recent(laptop):
    me = laptop.me
    me.click_row(me.screen.recent, 0)
    me.wait(lambda: me.window.front == "persiapan")


def open_file(laptop, path):
    me = laptop.me
    me.name_file(path, lambda: me.click(me.screen.open_tile))
    me.wait(lambda: me.window.front == "persiapan")


def write_venue(laptop, venue):
    """The same line, which both laptops fill in differently."""
    me = laptop.me
    me.press(KEY.Key_2, CTRL)
    me.screen.part("informasi").editor("venue").setFocus()
    me.write_over(venue)
    me.press(KEY.Key_Tab)
    me.saved()


def add_to_shared_note(laptop, words, *, at_the_end):
    """The same text, to which both laptops add."""
    me = laptop.me
    me.press(KEY.Key_3, CTRL)
    me.pick_place(KEY.Key_F2, "analisis")
    me.pick_place(KEY.Key_F3, "1")
    me.click_row(me.screen.list, 0)
    assert isinstance(me.window.focusWidget(), QPlainTextEdit | QTextEdit)
    me.press(KEY.Key_End if at_the_end else KEY.Key_Home, CTRL)
    me.type(words)
    me.saved()


def write_case(laptop, title):
    me = laptop.me
    me.press(KEY.Key_2, CTRL | SHIFT)
    me.type(title)
    me.saved()


def merge(laptop, other):
    """Beranda › Gabungkan: choose the other file, wait for the sentence about it."""
    me = laptop.me
    me.press(KEY.Key_1, CTRL)
    me.name_file(other, lambda: me.click(me.screen.merge_tile))
    me.wait(lambda: me.screen.merging.messages.text != "" and not me.screen.merging.is_busy)
    return me.screen.merging.messages


def decide_for(laptop, value):
    """Sintesis › Perbedaan: both values are there; one of them shall hold."""
    me = laptop.me
    me.wait(lambda: me.window.front == "sintesis")
    assert me.screen.front_part == "perbedaan"
    (card,) = me.screen.part("perbedaan").cards
    assert card.words.field == "Tempat"
    assert {candidate.value for candidate in card.words.candidates} == {"Pendopo Kabupaten", "Balai Kota Lama"}
    assert {candidate.origin.split(",")[0] for candidate in card.words.candidates} == {"oleh Ratna", "oleh Budi"}
    place = [candidate.value for candidate in card.words.candidates].index(value)
    card.buttons[place].setFocus()
    me.press((KEY.Key_1, KEY.Key_2)[place])
    assert me.screen.part("perbedaan").cards == []
    assert me.screen.part("perbedaan").empty.isVisible()


def test_two_laptops_are_joined_by_a_stick_and_agree(laptop, files, everything):
    begin(laptop("Ratna"), files["Ratna"])
    shutil.copyfile(files["Ratna"], files["Budi"])

    budi = laptop("Budi")
    open_file(budi, files["Budi"])
    write_venue(budi, "Balai Kota Lama")
    add_to_shared_note(budi, " Harganya naik dua kali.", at_the_end=True)
    write_case(budi, "Sumur Kalipucang mengering")
    budi.me.window.close()
    of_budi = files["Budi"].read_bytes()

    ratna = laptop("Ratna")
    open_recent(ratna)
    write_venue(ratna, "Pendopo Kabupaten")
    add_to_shared_note(ratna, "RT 04: ", at_the_end=False)
    write_case(ratna, "Sambungan air ditolak")

    told = merge(ratna, files["Budi"])
    assert "Pelatihan Wonosobo.kotaham" in told.text
    assert "Ditulis oleh Budi." in told.text
    assert files["Budi"].read_bytes() == of_budi
    (note,) = ratna.workshop.records("note")
    assert note.text("text") == f"RT 04: {SHARED} Harganya naik dua kali."
    titles = {case.text("title") for case in ratna.workshop.records("case_study")}
    assert titles == {"Sumur Kalipucang mengering", "Sambungan air ditolak"}

    ratna.me.click(ratna.me.button(told, "Putuskan perbedaan"))
    decide_for(ratna, "Balai Kota Lama")
    assert ratna.workshop.record("workshop").text("venue") == "Balai Kota Lama"
    assert ratna.workshop.conflicts() == []
    everything_of_ratna = everything(ratna.workshop)
    ratna.me.window.close()

    budi = laptop("Budi")
    open_recent(budi)
    merge(budi, files["Ratna"])
    assert everything(budi.workshop) == everything_of_ratna
    assert budi.workshop.conflicts() == []
    assert budi.workshop.check().is_sound
    again = merge(budi, files["Ratna"])
    assert again.text.startswith("Tidak ada yang baru di Pelatihan Wonosobo.kotaham.")


def test_what_is_being_typed_is_taken_along_into_the_merge(laptop, files):
    begin(laptop("Ratna"), files["Ratna"])
    shutil.copyfile(files["Ratna"], files["Budi"])
    with Workshop.open(files["Budi"], author="Budi") as workshop:
        workshop.create_record("note", {"text": "Dinas menjanjikan peta"})
    ratna = laptop("Ratna")
    open_recent(ratna)
    ratna.me.press(KEY.Key_3, CTRL)
    ratna.me.type("belum sempat tersimpan")
    merge(ratna, files["Budi"])
    words = {note.text("text") for note in ratna.workshop.records("note")}
    assert {"Dinas menjanjikan peta", "belum sempat tersimpan"} <= words


def test_a_file_of_another_training_is_refused_and_nothing_changes(laptop, files, everything):
    begin(laptop("Ratna"), files["Ratna"])
    with Workshop.create(files["Budi"], author="Budi") as workshop:
        workshop.create_record("note", {"text": "Pelatihan lain"})
    ratna = laptop("Ratna")
    open_recent(ratna)
    before = everything(ratna.workshop)
    told = merge(ratna, files["Budi"])
    assert "pelatihan" in told.text.lower()
    assert everything(ratna.workshop) == before
