"""A workshop as JSON, XLSX and CSV: all there, readable, and no cell ever a formula."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest

from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.methods import parse_method
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON, RECORD_TYPES
from kotaham_desktop.exchange.cell_safety import MAX_UNITS, parts, quoted, unquoted
from kotaham_desktop.exchange.export_csv import csv_export, csv_zip_export
from kotaham_desktop.exchange.export_json import json_export
from kotaham_desktop.exchange.export_tables import export_tables
from kotaham_desktop.exchange.export_xlsx import xlsx_export
from kotaham_desktop.exchange.person_import import guess_mapping, plan_import
from kotaham_desktop.exchange.table_reading import read_table_content

METHOD = parse_method(
    "pohon.toml",
    b"""
id = "pohon"
title = "Pohon masalah"
purpose = "Mencari akar"
minutes = 60
prompt = "Apa akarnya?"
steps = ["Tulis"]
materials = "Kartu"
[[field]]
name = "part"
label = "Bagian pohon"
kind = "choice"
choice = [{ code = "root", label = "Akar" }]
[[field]]
name = "text"
label = "Isi kartu"
kind = "long"
[rollup]
kind = "rows"
""",
)
HOSTILE = [
    '=HYPERLINK("http://x.example";"klik")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\n=1",
    "=cmd|'/c calc'!A0", "＝1+1", "＋1", "－1", "＠x", "|cmd", "%x", "#N/A", "'=1", "TRUE", "_x0041_", "a;b\"c\nd",
]  # fmt: skip
RECORDS = {
    "workshop": [Record("workshop", "workshop", {"title": "Pelatihan Kota HAM", "snps": ("SNP-07", "SNP-08")})],
    "person": [
        Record(
            "p1", "person", {"name": "Siti", "role": "speaker", "sector": "opd", "contact": "+62 812", "level": "L1"}
        )
    ],
    "agenda_item": [Record("a1", "agenda_item", {"title": "Sesi 1", "day": 1.0, "minutes": 90, "people": ("p1",)})],
    "exercise": [Record("e1", "exercise", {"title": "Akar", "method": "pohon", "session": "a1", "level": "L2"})],
    "exercise_row": [Record("r1", "exercise_row", {"exercise": "e1", "values": {"part": "root", "text": "Upah"}})],
    "experience": [Record("x1", "experience", {"title": "Cerita", "quote_allowed": False, "level": "L1"})],
    "note": [Record(f"n{place}", "note", {"kind": "note", "text": text}) for place, text in enumerate(HOSTILE)],
}


def tables(records=RECORDS, audience=Audience.TEAM):
    return export_tables(records, audience, {"pohon": METHOD})


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_json_has_stable_names_codes_and_types():
    content = json.loads(json_export(RECORDS, Audience.TEAM))
    assert (content["format"], content["version"], content["audience"]) == ("kotaham-export", 1, "team")
    assert content["records"]["workshop"][0]["snps"] == ["SNP-07", "SNP-08"]
    assert content["records"]["agenda_item"][0]["day"] == 1
    assert content["records"]["exercise_row"][0]["values"] == {"part": "root", "text": "Upah"}
    assert content["records"]["experience"][0]["quote_allowed"] is False
    assert content["records"]["person"][0]["role"] == "speaker"
    assert content["records"]["group"] == []


def test_json_shows_what_cannot_be_encoded():
    record = Record("n", "note", {"text": "a\ud83d\x00b"})
    assert json.loads(json_export({"note": [record]}, Audience.TEAM))["records"]["note"][0]["text"] == "a\ufffd\ufffdb"


def test_tables_speak_to_people_in_labels_and_titles():
    by_name = {table.type_name: dict(zip(table.headings, table.rows[0], strict=True)) for table in tables()}
    assert by_name["person"]["Peran"] == "Narasumber"
    assert by_name["person"]["Unsur"] == "OPD"
    assert by_name["person"]["Tingkat keterbukaan"] == "Tim"
    assert by_name["agenda_item"]["Pengampu"] == "Siti"
    assert by_name["agenda_item"]["Hari ke"] == 1
    assert by_name["exercise"]["Metode"] == "Pohon masalah"
    assert by_name["exercise"]["Sesi"] == "Sesi 1"
    assert by_name["exercise_row"]["Isi"] == "Bagian pohon: Akar\nIsi kartu: Upah"
    assert by_name["experience"]["Kutipan boleh dipakai"] == "Tidak"


def test_no_two_columns_of_a_table_share_a_heading():
    every_type = {name: [Record("x", name, {})] for name in RECORD_TYPES}
    for table in tables(every_type):
        assert len(set(table.headings)) == len(table.headings)
        assert "Jenis data" not in table.headings


def test_fields_that_an_audience_may_not_see_have_no_column():
    public = {table.type_name: table.headings for table in tables(audience=Audience.PUBLIC)}
    assert "Kontak" not in public["person"]
    assert "Kebutuhan akses" not in public["person"]


def test_no_text_in_a_spreadsheet_is_a_formula():
    content = xlsx_export(tables())
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Catatan"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Isi catatan")
    cells = [sheet.cell(place + 2, column) for place in range(len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.value.startswith("=")] == [t for t in HOSTILE if t.startswith("=")]
    assert all(cell.quotePrefix for cell in cells if cell.value.lstrip()[:1] in "=+-@＝＋－＠")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
        assert any(b"_x005F_x0041_" in package.read(name) for name in package.namelist())


def test_the_training_itself_reads_from_top_to_bottom():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_export(tables())))["Informasi pelatihan"]
    assert [cell.value for cell in sheet[1]] == ["Isian", "Isi"]
    assert ("Judul", "Pelatihan Kota HAM") in list(sheet.iter_rows(values_only=True))


def test_a_spreadsheet_tells_nothing_of_its_making_and_equal_ones_are_equal():
    first, second = xlsx_export(tables()), xlsx_export(tables())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        whole = b"".join(package.read(name) for name in package.namelist()).lower()
        assert b"openpyxl" not in whole
        assert b"creator" not in whole
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_text_in_csv_is_a_formula_and_every_text_is_found_again():
    rows = [row for row in csv_rows(csv_export(tables())) if row["Jenis data"] == "Catatan"]
    texts = [row["Isi catatan"] for row in rows]
    assert not [text for text in texts if re.match(r"\s*[=+\-@＝＋－＠|%]", text)]
    # Carriage returns became line feeds on the way in, as everywhere.
    assert [unquoted(text) for text in texts[:4]] == HOSTILE[:4]


@pytest.mark.parametrize("text", HOSTILE)
def test_quoting_can_be_taken_back(text):
    assert unquoted(quoted(text)) == text or text == "'=1"


def test_csv_opens_in_an_indonesian_spreadsheet_and_holds_every_type():
    content = csv_export(tables())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == sum(len(table.rows) for table in tables()) + 1
    assert {row["Jenis data"] for row in csv_rows(content)} >= {"Informasi pelatihan", "Peserta dan tim", "Catatan"}


def test_csv_in_a_zip_is_one_file_for_each_type():
    with zipfile.ZipFile(io.BytesIO(csv_zip_export(tables()))) as package:
        assert "person.csv" in package.namelist()
        assert csv_rows(package.read("person.csv"))[0]["Nama"] == "Siti"


@pytest.mark.parametrize("text", ["x" * 100_000, "🙂" * 40_000, "baris\n" * 20_000])
def test_a_text_longer_than_a_cell_goes_on_in_further_rows(text):
    records = {"note": [Record("n", "note", {"kind": "note", "text": text})]}
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_export(tables(records)))).active
    headings = [cell.value for cell in sheet[1]]
    pieces = [sheet.cell(row, headings.index("Isi catatan") + 1).value for row in range(2, sheet.max_row + 1)]
    assert "".join(pieces) == text
    assert sheet.cell(2, headings.index("Bagian") + 1).value == f"1 / {len(pieces)}"
    rows = csv_rows(csv_export(tables(records)))
    assert "".join(row["Isi catatan"] for row in rows) == text
    assert {row["Tanda"] for row in rows} == {"n"}


def test_parts_never_exceed_what_a_cell_holds():
    for text in ("🙂" * 50_000, "a🙂" * 40_000, "a" * 32_001):
        pieces = parts(text)
        assert "".join(pieces) == text
        assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= MAX_UNITS


def test_control_characters_and_lone_surrogates_are_shown_and_leave_a_readable_file():
    records = {"note": [Record("n", "note", {"text": "a\x00b\x1bc\ud800"})]}
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_export(tables(records)))).active
    assert "a\ufffdb\ufffdc\ufffd" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("export", [xlsx_export, csv_export])
def test_an_exported_list_of_people_can_be_imported_again(export):
    content = export([table for table in tables() if table.type_name == "person"])
    table = read_table_content(content, "ekspor", PERSON)
    plan = plan_import(table, guess_mapping(table))
    values = plan.ready[0].values
    assert {name: values[name] for name in ("name", "role", "sector", "contact")} == {
        "name": "Siti", "role": "speaker", "sector": "opd", "contact": "+62 812"
    }  # fmt: skip


def test_a_workshop_without_anything_gives_files_that_open():
    assert openpyxl.load_workbook(io.BytesIO(xlsx_export(()))).sheetnames == ["-"]
    assert csv_rows(csv_export(())) == []
