"""D5, D6, D7, D9, D11: pasted, imported and exported tables made to harm: whole, cleaned in sight, or refused."""

import csv
import io
import random
import zipfile

import openpyxl
import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.incoming_text import MAX_LONG_TEXT, clean_text
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.cell_safety import is_formula_like
from kotaham_desktop.exchange.export_csv import csv_export
from kotaham_desktop.exchange.export_tables import export_tables
from kotaham_desktop.exchange.export_xlsx import xlsx_export
from kotaham_desktop.exchange.table_reading import read_pasted, read_table_content
from tests.proof.figures import record
from tests.proof.scale import times

HEAD = "Nama;Instansi;Kontak\n"
PASTES = (
    "baris\n" * 100_000, "<table><tr><td>x</td></tr></table>", "a\0b", "a\ud83d", "\u202eterbalik", "\r\n\r\r\n",
    "\x1b[31m",
    "e" + "\u0301" * 500, "x" * MAX_LONG_TEXT, "\ufeffawal", "\u2028\u2029", "😀" * 1_000,
)  # fmt: skip
FORMULAS = [
    f"{sign}{rest}"
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "\0=", "＝", "＋", "－", "＠", " =", "|", "%", "\n=")
    for rest in ('HYPERLINK("http://127.0.0.1:9";"klik")', "cmd|'/c calc'!A0", "1+1", "SUM(A1:A9)")
]


def sheet(names=("Sumarni", "Budi")):
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Nama", "Instansi", "Kontak"])
    for name in names:
        book.active.append([name, "LBH", "0812"])
    book.save(target)
    return target.getvalue()


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return target.getvalue()


def hostile_packages():
    with zipfile.ZipFile(io.BytesIO(sheet())) as package:
        sound = [(name, package.read(name)) for name in package.namelist()]
    names = ("../../keluar.txt", "/etc/x", "C:\\x", "CON.txt", "a" * 300, "xl/worksheets/SHEET1.XML", "dalam.zip")
    return [
        *(packed([*sound, (name, b"x")]) for name in names),
        packed([(name, b"\0" * 30_000_000 if "sheet1" in name else content) for name, content in sound]),
        packed([*sound, ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")]),
        packed([(name, content.replace(b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"))
                for name, content in sound]),
        b"PK\x03\x04" + b"\0" * 100,
        b"PK\x05\x06" + b"\0" * 18,
    ]  # fmt: skip


def read_or_refused(content, name="tabel"):
    """Whether a table came out; an expected refusal is as good."""
    try:
        return bool(read_table_content(content, name, PERSON).rows)
    except ExpectedError:
        return False


def test_whatever_is_pasted_into_a_note_is_kept_in_order_and_what_is_unfit_is_seen(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Rina") as workshop:
        for text in PASTES:
            note = workshop.create_record("note", {"text": text})
            kept = workshop.record(note).text("text")
            assert kept == clean_text(text).text
            assert all(sign not in kept for sign in "\0\x1b\ud83d")
            assert ("\ufffd" in kept) is any(sign in text for sign in "\0\x1b\ud83d")
        with pytest.raises(ExpectedError):
            workshop.create_record("note", {"text": "x" * 5_000_000})
        assert workshop.count("note") == len(PASTES)
        assert workshop.check().problems == []
    record("D5", "tempelan berbahaya ke dalam catatan", len(PASTES) + 1, 0)


def test_a_pasted_table_of_any_shape_is_a_table_or_a_refusal():
    for text in PASTES:
        try:
            read_pasted(HEAD + text, PERSON)
        except ExpectedError:
            continue
    record("D5", "tempelan berbahaya sebagai tabel", len(PASTES), 0)


def test_a_hostile_package_is_a_table_or_a_refusal_and_nothing_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    packages = hostile_packages()
    for content in packages:
        read_or_refused(content)
    assert list(tmp_path.iterdir()) == []
    record("D9", "paket XLSX dengan nama dan isi berbahaya", len(packages), 0)


@pytest.mark.parametrize("what", ["xlsx", "csv"])
def test_tables_with_changed_bytes_are_a_table_or_a_refusal(what):
    sound = sheet() if what == "xlsx" else (HEAD + 'Sumarni;"LBH; Semarang";0812\nBudi;OPD;0813\n').encode()
    chance, tried = random.Random(6), times(60, 600)
    for number in range(tried):
        changed = bytearray(sound)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        read_or_refused(bytes(changed[: chance.randrange(len(changed))] if number % 5 == 0 else changed))
    assert read_or_refused(sound)
    record("D6" if what == "xlsx" else "D7", "tabel dengan byte yang diubah", tried, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("body", ["Sumarni;LBH;0812\n", '"' * 9_999, "Sumarni\0;LBH;1\n", "x" * 500_000, ";" * 200_000])
def test_text_tables_in_any_encoding_are_a_table_or_a_refusal(encoding, body):
    read_or_refused((HEAD + body).encode(encoding))
    record("D7", "tabel teks dalam penyandian dan bentuk ganjil", 1, 0)


def test_no_exported_cell_is_a_formula_and_every_word_is_there():
    notes = {"note": [Record(f"n{n}", "note", {"kind": "note", "text": text}) for n, text in enumerate(FORMULAS)]}
    tables = export_tables(notes, Audience.TEAM, {})
    book = openpyxl.load_workbook(io.BytesIO(xlsx_export(tables)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    rows = list(csv.reader(io.StringIO(csv_export(tables).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not [cell for row in rows for cell in row if is_formula_like(cell)]
    shown = {"".join(str(cell).lstrip("'").split()) for row in rows for cell in row}
    lost = [text for text in FORMULAS if "".join(clean_text(text).text.split()) not in shown]
    assert lost == []
    record("D11", "rumus dalam ekspor CSV dan XLSX", 2 * len(FORMULAS), len(lost))
