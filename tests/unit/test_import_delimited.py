"""CSV files and pasted tables in the encodings and with the separators that turn up at a venue."""

import contextlib
import time

import pytest

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.table_reading import read_pasted, read_table_content

LIST = "Nama;Instansi\nSiti Aminah;Dinas Sosial\nAndré;LBH Semarang\n"
ROWS = [("Siti Aminah", "Dinas Sosial"), ("André", "LBH Semarang")]


def read(content: bytes):
    return read_table_content(content, "daftar.csv", PERSON)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_separator_are_recognised(encoding, separator, end):
    table = read(LIST.replace(";", separator).replace("\n", end).encode(encoding))
    assert table.headers == ("Nama", "Instansi")
    assert [row.cells for row in table.rows] == ROWS
    assert bool(table.notices) == (encoding == "cp1252")


def test_quoted_cells_keep_separators_line_ends_and_quotes():
    table = read(b'Nama,Instansi\n"Aminah, S.H.","LBH ""Adil""\ncabang Semarang"\n')
    assert table.rows[0].cells == ("Aminah, S.H.", 'LBH "Adil"\ncabang Semarang')


def test_a_loosely_quoted_cell_is_still_a_cell():
    assert read(b'Nama,Instansi\n"Siti" Aminah,X\n').rows[0].cells == ("Siti Aminah", "X")


def test_a_quote_that_never_closes_swallows_no_row():
    table = read(('Nama;Instansi\n"Siti;Dinas\n' + "Budi;LBH\n" * 40_000).encode())
    assert table.rows[0].cells == ('"Siti', "Dinas")
    assert table.rows[1].cells == ("Budi", "LBH")
    assert len(table.notices) == 2


def test_the_separator_hint_of_excel_is_obeyed():
    table = read(b"sep=;\nNama;Instansi\nSiti;a,b,c\n")
    assert (table.header_row, table.rows[0].cells) == (2, ("Siti", "a,b,c"))


def test_commas_in_names_do_not_win_over_the_real_separator():
    table = read(b"Nama;Instansi\nAminah, S.H., M.H.;A\nBudi, S.T., M.T.;B\n")
    assert table.rows[0].cells == ("Aminah, S.H., M.H.", "A")


def test_an_embedded_nul_is_shown_and_counted():
    table = read(b"Nama,Instansi\nSi\x00ti,X\n")
    assert table.rows[0].cells[0] == "Si\ufffdti"
    assert "1" in table.notices[-1].text()


def test_row_numbers_are_those_of_the_file_and_blank_rows_are_left_out():
    table = read(b"Daftar peserta\n\nNama,Instansi\n,,\nSiti,X\n")
    assert (table.header_row, [row.number for row in table.rows]) == (3, [5])


@pytest.mark.parametrize("line", [b"x" * 20_000_000, b'"' * 20_000_000, b'"' + b'a,"' * 6_000_000, b"x;" * 10_000_000])
def test_a_giant_line_is_refused_or_cut_within_two_seconds(line):
    started = time.process_time()
    with contextlib.suppress(ExpectedError):
        read(b"Nama;Instansi\n" + line)
    assert time.process_time() - started < 2


def test_a_pasted_table_is_read_like_a_file():
    table = read_pasted("Nama\tInstansi\r\nSiti Aminah\tDinas Sosial\r\nAndré\tLBH Semarang", PERSON)
    assert [row.cells for row in table.rows] == ROWS


def test_pasted_rows_without_headings_all_count_as_rows():
    table = read_pasted("Siti\tDinas Sosial\nBudi\tLBH", PERSON)
    assert (table.header_row, table.headers, len(table.rows)) == (0, ("A", "B"), 2)


def test_a_pasted_lone_surrogate_does_not_lose_the_row():
    assert read_pasted("Nama\tInstansi\nSiti\ud83d\tX", PERSON).rows[0].cells == ("Siti\ufffd", "X")


@pytest.mark.parametrize("text", ["", "\n\n", " \t \n;;", "Nama\tInstansi"])
def test_a_paste_without_rows_is_refused(text):
    with pytest.raises(ExpectedError) as refusal:
        read_pasted(text, PERSON)
    assert refusal.value.code == "import_empty"
