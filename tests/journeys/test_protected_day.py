"""One day of a file with a passphrase, in real windows and programs; nothing that was told can be read off the disks.

Made, written, locked, killed, unlocked, merged with a colleague's locked file, backed up, restored on a second laptop,
published, one person erased, checked; then every byte left on the disks of both laptops and the stick is searched.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt

from kotaham_desktop.application.backup_commands import key_of
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import connection as connections

ROOT = Path(__file__).parents[2]
WINDOW = Path(__file__).with_name("evening_window.py")
OURS, THEIRS = "kentongan malam berbunyi tiga kali", "perahu nelayan pulang subuh"
TWO_PEOPLE = ("--prepared-by", "Ratna", "--confirmed-by", "Budi", "--checked", "all")

FIRST_NAMES = """
    Wulandari Bagaskara Sekarningrum Damarjati Retnaningsih Arkananta Palupiwati Danastri Trihatmaja Kinanthi
    Yudhistira Endangsih Gandrungan Rahayuningtyas Sasmitaning Nastitiwati Prawirodirdja Mustikawati Jatmikaning
    Widyastuti"""
SECOND_NAMES = """
    Prabasari Wiryawan Lazuardi Nugraheni Kusnadiharja Wicaksana Hastungkara Maheswari Sudiyono Larasati Pamungkas
    Sulistyarini Purbakala Wibisana Adiwignya Rukmawati Haryakusuma Dewangga Suryadilaga Anggraeni"""
VILLAGES = """
    Kalipucanganyar Tirtomulyosari Banjarsengon Rowosarindah Tegalwarupitu Watuireng Sendangkuning Gunungsimping
    Pesantrenlor Karangmelati Wonokembang Sumbersalak Patraluhur Brangkalwetan Tambakboyo"""
NAMES = tuple(map(" ".join, zip(FIRST_NAMES.split(), SECOND_NAMES.split(), strict=True)))
NUMBERS = tuple(f"0812770{n:05}" for n in range(41, 49)) + tuple(f"33740{n:011}" for n in range(61, 68))
PLACES = tuple(f"Kampung {name}" for name in VILLAGES.split())
CANARIES = (*NAMES, *NUMBERS, *PLACES)
ERASED = NAMES[0]


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop with a home of its own; ``passphrase`` is what its owner types."""

    home: Path
    passphrase: str

    def environment(self, **more: str) -> dict[str, str]:
        own = {key: str(self.home) for key in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR")}
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "KOTAHAM_"))}
        return {**clean, **own, "PYTHONPATH": str(ROOT), "KOTAHAM_PASSPHRASE": self.passphrase, **more}

    def run(self, *words: object, **more: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "kotaham_desktop.cli", *map(str, words)],
            capture_output=True, text=True, check=False, env=self.environment(**more), timeout=100,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()


@pytest.fixture
def laptop(tmp_path):
    """Makes laptops, each with a home of its own."""

    def make(name: str, passphrase: str) -> Laptop:
        home = tmp_path / name
        home.mkdir()
        return Laptop(home, passphrase)

    return make


def notes_with_canaries() -> list[str]:
    """Ten notes that hold all fifty between them."""
    return [
        " ".join((NAMES[2 * n], "dan", NAMES[2 * n + 1], "dari", *PLACES[n::10], "nomor", *NUMBERS[n::10]))
        for n in range(10)
    ]


def written_until_killed(rina: Laptop, file: Path, notes: list[str]) -> None:
    """An evening at the window: all notes typed, the last one in mid-sentence; locked, then the laptop dies."""
    process = subprocess.Popen(
        [sys.executable, str(WINDOW), str(file), str(rina.home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=rina.environment(),
    )  # fmt: skip
    process.stdin.write("\n".join((OURS, *notes)) + "\n")
    process.stdin.close()
    said = process.stdout.readline()
    process.kill()
    complaints = process.stderr.read()
    process.wait(timeout=60)
    process.stdout.close()
    process.stderr.close()
    assert said == "locked\n", complaints


def bytes_on(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def found_raw(words: tuple[str, ...], contents: dict[Path, bytes]) -> list[tuple[str, str]]:
    """Which of the words, or the longer words in them, can be read in which file, in any common encoding."""
    looked_for = {part for word in words for part in (word, *word.split()) if len(part) >= 8}
    forms = [(part, form.encode(code)) for part in looked_for for form in {part, part.lower(), part.upper()}
             for code in ("utf-8", "utf-16-le")]  # fmt: skip
    return [(part, str(path)) for path, content in contents.items() for part, form in forms if form in content]


def unlocked_content(path: Path, passphrase: str) -> bytes:
    """Everything that a file holds for those who have its passphrase: every value of every table, indexes included."""
    held = bytearray()
    with closing(connections.read_only(path, key_of(path, passphrase))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - the file's own table names
                held += b"\n".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
    return bytes(held)


def text_of(pdf: Path) -> str:
    with closing(PdfDocument(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_whole_day_of_a_locked_file(laptop, program, hands, tmp_path):  # noqa: PLR0915 - one story
    work, stick = tmp_path / "kerja", tmp_path / "stik"
    work.mkdir()
    stick.mkdir()
    rina, budi, second = laptop("rina", OURS), laptop("budi", THEIRS), laptop("kedua", OURS)
    file = work / "Pelatihan.kotaham"

    # An evening at the window, locked in mid-sentence; then the laptop dies.
    notes = notes_with_canaries()
    written_until_killed(rina, file, notes)
    assert found_raw(CANARIES, bytes_on(tmp_path)) == []

    # The next morning: unlocked in another window, everything is there, also the sentence that was not finished.
    me = hands(program)
    program.window.go_to("beranda")
    me.screen.open_file(file)
    me.screen.unlocking.field.line.setFocus()
    me.type(OURS)
    me.press(Qt.Key.Key_Return)
    me.wait(lambda: program.services.session.workshop is not None)
    assert {note.text("text") for note in program.services.session.workshop.records("note")} == set(notes)
    program.services.session.close()

    # One person tells more and may be found by her code; she stands in the list of people too.
    code = rina.run("consent", "new", file)
    told = rina.run(
        "add", "experience", file, "--text", f"{ERASED} diancam di {PLACES[0]}", "--set", f"subjects={code}"
    )
    rina.run("add", "note", file, "--text", f"Kata {NAMES[3]}: air sudah mengalir", "--level", "L3")
    people = work / "peserta.csv"
    people.write_text("Nama;Telepon\n" + "\n".join(f"{name};{NUMBERS[0]}" for name in NAMES[:6]), encoding="utf-8")
    rina.run("import", "participants", file, people)
    people.unlink()

    # A colleague's copy under a passphrase of her own comes back with more.
    theirs = work / "Budi.kotaham"
    rina.run("copy", file, theirs)
    rina.run("passphrase", theirs, "change", KOTAHAM_NEW_PASSPHRASE=THEIRS)
    budi.run("add", "note", theirs, "--text", f"{NAMES[7]} menunggu di {PLACES[7]}")
    rina.run("merge", file, theirs, KOTAHAM_OTHER_PASSPHRASE=THEIRS)
    assert rina.run("search", file, NAMES[7])

    # Backed up on the laptop and on a stick; restored from the stick on a laptop that never saw the file.
    rina.run("backup", file, "--to", stick)
    (backup,) = stick.rglob("*.kotaham")
    restored = second.home / "Pulih.kotaham"
    second.run("restore", backup, "--output", restored)
    with (
        Workshop.open(file, read_only=True, passphrase=OURS) as here,
        Workshop.open(restored, read_only=True, passphrase=OURS) as there,
    ):
        assert there.count("note") == here.count("note") == len(notes) + 2
        assert {each.id for each in there.records("person")} == {each.id for each in here.records("person")}

    # What leaves for everybody shows nothing of it, and a name in a sentence for everybody is masked.
    public = work / "publik.pdf"
    rina.run("report", file, "--audience", "public", "--output", public, *TWO_PEOPLE)
    words = text_of(public)
    assert "air sudah mengalir" in " ".join(words.split())
    assert [each for each in CANARIES if each in " ".join(words.split())] == []

    # One person asks to be erased; a laptop that still knows her brings nothing back.
    certificate = work / "berita acara.pdf"
    rina.run(
        "erase", file, code, "--name", ERASED, "--reason", "permintaan", "--certificate", certificate, "--to", stick
    )
    rina.run("merge", file, restored, KOTAHAM_OTHER_PASSPHRASE=OURS)
    # Which acts a merge brought is in the trail, so a fresh backup has to be made after it.
    rina.run("backup", file, "--to", stick)
    ours = [path for folder in (work, rina.home, stick) for path in folder.rglob("*.kotaham") if path != theirs]
    assert len(ours) >= 3
    held = {path: unlocked_content(path, OURS) for path in ours}
    assert found_raw((ERASED,), held) == []
    assert found_raw((NAMES[5],), {file: held[file]}) != []
    with Workshop.open(file, read_only=True, passphrase=OURS) as workshop:
        assert ERASED not in " ".join(note.text("text") for note in workshop.records("note"))
        assert told not in [each.id for each in workshop.records("experience")]

    # All is well, and nobody can read any of it off the disks.
    assert json.loads(rina.run("check", file, "--json"))["problems"] == []
    assert found_raw(CANARIES, bytes_on(tmp_path)) == []
