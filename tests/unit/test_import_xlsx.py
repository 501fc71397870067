"""Spreadsheets: what ordinary ones give, and that hostile ones are refused quickly and unharmed."""

import contextlib
import time
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.table import MAX_ROWS
from kotaham_desktop.exchange.table_reading import read_table, read_table_content

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(rows: str, *, prolog: str = "", tail: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<worksheet xmlns="{NAMESPACE}">'
        f"<sheetData>{rows}</sheetData>{tail}</worksheet>"
    )


def text_row(number: int, *cells: str) -> str:
    return f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def workbook(*sheets: str, extra: dict[str, bytes] | None = None, shared: str = "", compress: bool = True) -> bytes:
    titles = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    targets = "".join(f'<Relationship Id="r{n}" Target="worksheets/s{n}.xml"/>' for n in range(1, len(sheets) + 1))
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>{titles}</sheets></workbook>',
        )
        package.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>")
        if shared:
            package.writestr("xl/sharedStrings.xml", shared)
        for n, xml in enumerate(sheets, start=1):
            package.writestr(f"xl/worksheets/s{n}.xml", xml)
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return target.getvalue()


HEADING = text_row(1, "Nama", "Instansi")


def saved(book: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def read(content: bytes):
    return read_table_content(content, "daftar.xlsx", PERSON)


def refusal(content: bytes) -> str:
    started = time.process_time()
    with pytest.raises(ExpectedError) as error:
        read(content)
    assert time.process_time() - started < 2
    assert error.value.values["name"] == "daftar.xlsx"
    return error.value.code


def test_a_list_of_openpyxl_is_read_with_its_own_row_numbers():
    book = openpyxl.Workbook()
    for row in (["No.", "Nama Lengkap", "OPD"], [1, "Siti Aminah", "Dinas Sosial"], [], [2, "Budi", "LBH"]):
        book.active.append(row)
    table = read(saved(book))
    assert table.headers == ("No.", "Nama Lengkap", "OPD")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("1", "Siti Aminah", "Dinas Sosial")),
        (4, ("2", "Budi", "LBH")),
    ]


def test_titles_above_the_headings_and_the_row_of_column_numbers_are_skipped():
    book = openpyxl.Workbook()
    rows = (
        ["DAFTAR PESERTA"],
        ["Pelatihan Kota HAM"],
        [],
        ["No", "Nama", "Instansi"],
        ["(1)", "(2)", "(3)"],
        [1, "Siti", "X"],
    )
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    table = read(saved(book))
    assert table.header_row == 4
    assert [row.cells for row in table.rows] == [("1", "Siti", "X")]


def test_the_first_sheet_with_plausible_headings_is_taken_and_hidden_ones_are_not():
    book = openpyxl.Workbook()
    book.active.append(["Petunjuk pengisian"])
    hidden = book.create_sheet("Lama")
    hidden.append(["Nama", "Instansi"])
    hidden.append(["Rahasia", "X"])
    hidden.sheet_state = "hidden"
    people = book.create_sheet("Peserta")
    people.append(["Nama", "Instansi"])
    people.append(["Siti", "Y"])
    table = read(saved(book))
    assert (table.sheet, table.rows[0].cells) == ("Peserta", ("Siti", "Y"))


def test_formulas_give_their_last_result_and_are_flagged():
    rows = (
        HEADING + '<row r="2"><c r="A2" t="str"><f>B9&amp;"x"</f><v>Siti</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    )
    table = read(workbook(sheet(rows)))
    assert table.rows[0].cells == ("Siti", "2")
    assert table.rows[0].formulas == {0, 1}
    assert "2" in table.notices[0].text()


def test_a_formula_without_a_stored_result_is_blank_and_said_so():
    book = openpyxl.Workbook()
    book.active.append(["Nama", "Instansi"])
    book.active.append(["Siti", '=HYPERLINK("http://x","y")'])
    table = read(saved(book))
    assert table.rows[0].cell(1) == ""
    assert len(table.notices) == 2


def test_a_block_merged_over_rows_says_its_text_in_each_of_them():
    book = openpyxl.Workbook()
    for row in (["Nama", "Instansi"], ["Siti", "Dinas Sosial"], ["Budi"], ["Tono"], ["Rini", "LBH"]):
        book.active.append(row)
    book.active.merge_cells("B2:B4")
    table = read(saved(book))
    assert [row.cell(1) for row in table.rows] == ["Dinas Sosial", "Dinas Sosial", "Dinas Sosial", "LBH"]


def test_phone_numbers_dates_and_padded_numbers_read_as_people_write_them():
    book = openpyxl.Workbook()
    book.active.append(["Nama", "No HP", "Lahir", "Kode"])
    book.active.append(["Siti", 81234567890, date(1990, 8, 17), 812])
    book.active["D2"].number_format = "000000"
    book.active.append(["Budi", "081234567890", 1.5, True])
    table = read(saved(book))
    assert [row.cells for row in table.rows] == [
        ("Siti", "81234567890", "1990-08-17", "000812"),
        ("Budi", "081234567890", "1.5", "TRUE"),
    ]
    assert (
        read(workbook(sheet(HEADING + "<row><c><v>8.1234567890000001E10</v></c></row>"))).rows[0].cell(0)
        == "81234567890"
    )


def test_a_cell_of_forty_thousand_characters_arrives_whole():
    table = read(workbook(sheet(HEADING + text_row(2, "Siti", "x" * 40_000))))
    assert len(table.rows[0].cell(1)) == 40_000


def test_shared_texts_come_without_reading_aids_and_with_escapes_resolved():
    shared = (
        "<sst><si><t>Nama</t></si><si><r><t>Si</t></r><r><t>ti</t></r><rPh><t>zz</t></rPh></si>"
        "<si><t>a_x000D_b_x0000_</t></si></sst>"
    )
    rows = '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c></row>'
    table = read(workbook(sheet(rows), shared=shared))
    assert [row.cells[0] for row in table.rows] == ["Siti", "a\nb\ufffd"]


def test_a_lying_dimension_and_a_far_away_cell_do_no_harm():
    rows = HEADING + text_row(2, "Siti", "X") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    xml = sheet(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert [row.cells for row in read(workbook(xml)).rows] == [("Siti", "X")]


def test_more_rows_than_we_take_are_cut_and_said_so():
    rows = HEADING + "".join(text_row(n, f"Orang {n}", "X") for n in range(2, MAX_ROWS + 500))
    table = read(workbook(sheet(rows)))
    assert len(table.rows) == MAX_ROWS - 1
    assert any("5000" in notice.text() for notice in table.notices)


def test_a_sheet_formatted_to_its_last_row_is_read_in_no_time():
    blank = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, 120_000))
    started = time.process_time()
    assert len(read(workbook(sheet(HEADING + text_row(2, "Siti", "X") + blank))).rows) == 1
    assert time.process_time() - started < 2


def test_a_small_file_that_unpacks_to_a_hundred_megabytes_is_refused():
    bomb = workbook(sheet(HEADING + text_row(2, "a" * 100_000_000, "X")))
    assert len(bomb) < 400_000
    assert refusal(bomb) == "import_too_large"


def test_a_bomb_in_the_shared_texts_is_refused():
    shared = "<sst>" + "<si><t>" + "a" * 100_000_000 + "</t></si></sst>"
    assert refusal(workbook(sheet(HEADING), shared=shared)) == "import_too_large"


def test_a_bomb_below_the_size_limit_is_refused_for_its_ratio():
    assert refusal(workbook(sheet(HEADING + text_row(2, "a" * 30_000_000, "X")))) == "import_too_large"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + "<c/>" * 1_000_000 + "</row>",
        "".join(f'<row r="{n}">' + '<c t="b"><v>1</v></c>' * 100 + "</row>" for n in range(1, 4_000)),
        "".join(text_row(n, f"{n}" * 700, f"{n}" * 700, f"{n}" * 700) for n in range(1, 3_000)),
    ],
    ids=["one endless row", "too many cells", "too many characters"],
)
def test_more_cells_or_characters_than_we_take_are_refused(rows):
    assert refusal(workbook(sheet(rows), compress=False)) == "import_too_large"


def test_a_hundred_thousand_parts_are_refused():
    entry = b"PK\x01\x02" + b"\x00" * 42
    assert refusal(b"PK\x03\x04" + entry * 100_000) == "import_too_large"


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE, '<!DOCTYPE worksheet SYSTEM "http://example.invalid/x.dtd">'])
def test_entities_and_document_types_are_refused(prolog):
    rows = HEADING + text_row(2, "&k;" if prolog == LAUGHS else "&x;" if prolog == OUTSIDE else "Siti", "X")
    assert refusal(workbook(sheet(rows, prolog=prolog))) == "import_damaged"


def test_macros_and_links_to_other_files_are_never_opened():
    extra = {"xl/vbaProject.bin": b"x" * 1000, "xl/externalLinks/externalLink1.xml": LAUGHS.encode()}
    rows = (
        HEADING
        + '<row r="2"><c t="str"><f>[1]Sheet1!A1</f><v>Siti</v></c><c t="str"><f>cmd|"/c calc"!A0</f><v>x</v></c></row>'
    )
    assert read(workbook(sheet(rows), extra=extra)).rows[0].cells == ("Siti", "x")


def test_every_truncation_and_every_broken_byte_is_an_expected_refusal_or_a_table():
    whole = workbook(sheet(HEADING + text_row(2, "Siti", "X")), shared="<sst><si><t>x</t></si></sst>")
    for length in range(0, len(whole), 7):
        with pytest.raises(ExpectedError):
            read(whole[:length])
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        with contextlib.suppress(ExpectedError):
            read(bytes(broken))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import_wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "import_locked"),
        (b"%PDF-1.7 ...", "import_wrong_kind"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "import_wrong_kind"),
        (b"PK\x03\x04 garbage", "import_damaged"),
        (b"\x89PNG\r\n\x1a\n", "import_wrong_kind"),
    ],
)
def test_files_of_other_kinds_are_named_as_such(content, code):
    assert refusal(content) == code


def test_an_open_document_is_another_kind():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(target.getvalue()) == "import_wrong_kind"


def test_a_file_that_is_not_there_or_too_large_is_an_expected_refusal(tmp_path):
    with pytest.raises(ExpectedError) as missing:
        read_table(tmp_path / "tidak-ada.xlsx", PERSON)
    assert missing.value.code == "import_unreadable"
    with pytest.raises(ExpectedError):
        read_table(tmp_path, PERSON)
    large = tmp_path / "besar.csv"
    with large.open("wb") as stream:
        stream.truncate(1024**3)
    started = time.process_time()
    with pytest.raises(ExpectedError) as refused:
        read_table(large, PERSON)
    assert refused.value.code == "import_too_large"
    assert time.process_time() - started < 2


def test_headings_over_two_rows_are_read_at_the_lower_one():
    book = openpyxl.Workbook()
    for row in (
        ["No", "Nama", "Kontak", None, "Instansi"],
        [None, None, "HP", "Email"],
        [1, "Siti", "0812", "s@x.id", "A"],
    ):
        book.active.append(row)
    for block in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        book.active.merge_cells(block)
    table = read(saved(book))
    assert table.headers == ("No", "Nama", "HP", "Email", "Instansi")
    assert [row.number for row in table.rows] == [3]


@pytest.mark.parametrize(
    "rows",
    [
        "<a/>" * 4_000_000,
        "<row " + " ".join(f'a{n}=""' for n in range(900_000)) + "/>",
        "<![CDATA[" + "x" * 5_000_000 + "]]>",
    ],
    ids=["elements", "attributes", "text between cells"],
)
def test_junk_that_is_no_cell_is_refused_too(rows):
    assert refusal(workbook(sheet(HEADING + rows))) == "import_too_large"


def test_many_merged_blocks_over_many_rows_take_no_time():
    merges = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, 5_000))
    rows = HEADING + "".join(text_row(n, "Siti", "X") for n in range(2, 4_000))
    started = time.process_time()
    assert len(read(workbook(sheet(rows, tail=f"<mergeCells>{merges}</mergeCells>"))).rows) == 3_998
    assert time.process_time() - started < 2


def test_sheets_behind_the_list_are_not_read():
    broken = sheet("<row><c>") + "<"
    assert len(read(workbook(sheet(HEADING + text_row(2, "Siti", "X")), broken)).rows) == 1


def test_a_number_format_of_a_million_zeros_pads_nothing():
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{"0" * 150_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    rows = HEADING + '<row><c t="str"><v>Siti</v></c><c s="0"><v>7</v></c></row>'
    assert read(workbook(sheet(rows), extra={"xl/styles.xml": styles.encode()})).rows[0].cells == ("Siti", "7")
