"""From table to people: guessed columns, understood values, problems row by row, nobody taken twice."""

import pytest

from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.heading_guess import guess_columns
from kotaham_desktop.exchange.person_import import ColumnMapping, guess_mapping, importable_fields, plan_import
from kotaham_desktop.exchange.table_reading import read_pasted


def plan(text: str, existing=()):
    table = read_pasted(text, PERSON)
    return plan_import(table, guess_mapping(table), existing)


def person(name: str, institution: str = "") -> Record:
    return Record("x", "person", {"name": name, "institution": institution})


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("No|Nama|L/P|Instansi|Jabatan|No. HP", "|name|sex|institution|position|contact"),
        (
            "NO.|NAMA LENGKAP (beserta gelar)|Jenis Kelamin (L/P)|Asal Instansi/Lembaga|JABATAN|Nomor HP/WA",
            "|name|sex|institution|position|contact",
        ),
        (
            "#|Full name|Gender|Organisation|Job title|Phone|E-mail|Sector|Role",
            "|name|sex|institution|position|contact||sector|role",
        ),
        ("Nama Peserta|Nama Instansi|Unsur|Peran|Kebutuhan khusus", "name|institution|sector|role|access_needs"),
        ("Nama|Telepon|Email|Tanda tangan", "name|contact|contact|"),
        (
            "name|role|institution|sector|position|sex|access_needs|contact",
            "name|role|institution|sector|position|sex|access_needs|contact",
        ),
        ("Nama Kegiatan|Tanggal|Tempat", "||"),
        ("Nama dan Gelar|Unit Kerja|Keterangan", "name|institution|"),
    ],
)
def test_columns_are_guessed_from_indonesian_and_english_headings(headings, fields):
    assert "|".join(guess_columns(headings.split("|"), PERSON).fields) == fields


def test_our_own_labels_are_understood_again():
    labels = [field.label for field in importable_fields()]
    assert guess_columns(labels, PERSON).fields == tuple(field.name for field in importable_fields())


@pytest.mark.parametrize(
    ("heading", "text", "field", "code"),
    [
        ("L/P", "L", "sex", "male"), ("L/P", "p", "sex", "female"), ("JK", "Laki-Laki", "sex", "male"),
        ("JK", "Perempuan", "sex", "female"), ("Sex", "M", "sex", "male"), ("Sex", "Female", "sex", "female"),
        ("Unsur", "OPD", "sector", "opd"), ("Unsur", "Masyarakat Sipil", "sector", "civil_society"),
        ("Sector", "Civil society", "sector", "civil_society"), ("Unsur", "LSM", "sector", "civil_society"),
        ("Unsur", "Dunia Usaha", "sector", "business"), ("Unsur", "pemerintah daerah (OPD)", "sector", "opd"),
        ("Peran", "Nara Sumber", "role", "speaker"), ("Role", "Note-taker", "role", "note_taker"),
        ("Peran", "Ko-fasilitator", "role", "co_facilitator"), ("Role", "co_facilitator", "role", "co_facilitator"),
    ],
)  # fmt: skip
def test_values_are_understood_in_both_languages(heading, text, field, code):
    found = plan(f"Nama\t{heading}\nSiti\t{text}").ready[0]
    assert found.values[field] == code
    assert not found.remarks


def test_an_unknown_sector_is_kept_readable_in_a_remark():
    found = plan("Nama\tUnsur\nSiti\tAkademisi").ready[0]
    assert found.values["sector"] == "other"
    assert found.remarks[0].text() == "Unsur “Akademisi” tidak dikenal; dicatat sebagai Lainnya."


def test_a_sector_is_only_suggested_where_the_table_does_not_say_it():
    found = plan("Nama\tInstansi\nSiti\tDinas Sosial Kota Semarang\nBudi\tLBH Semarang\nTono\tPT Maju\nRini\tEntah")
    assert [dict(row.suggestions) for row in found.ready] == [
        {"sector": "opd"}, {"sector": "civil_society"}, {"sector": "business"}, {}
    ]  # fmt: skip
    assert {row.values["sector"] for row in found.ready} == {"other"}
    assert found.with_suggestions().ready[0].values["sector"] == "opd"
    assert not plan("Nama\tInstansi\tUnsur\nSiti\tDinas Sosial\tBisnis").ready[0].suggestions


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("081234567890", "081234567890"), ("81234567890", "081234567890"), ("+62 812-3456-7890", "+62 812-3456-7890"),
        ("024 8311234", "024 8311234"), ("siti@contoh.id", "siti@contoh.id"),
    ],
)  # fmt: skip
def test_phone_numbers_keep_or_get_back_their_leading_zero(text, kept):
    assert plan(f"Nama\tNo. HP\nSiti\t{text}").ready[0].values["contact"] == kept


@pytest.mark.parametrize("text", ["8.12E+10", "8,12346E+10"])
def test_a_number_that_a_spreadsheet_has_damaged_is_said_so(text):
    assert "rusak" in plan(f"Nama\tNo. HP\nSiti\t{text}").ready[0].remarks[0].text()


def test_phone_and_mail_columns_become_one_contact():
    assert plan("Nama\tHP\tEmail\nSiti\t0812345\ta@b.id").ready[0].values["contact"] == "0812345; a@b.id"


def test_a_row_without_a_name_is_a_problem_and_a_total_or_signature_is_passed_over():
    found = plan(
        "No\tNama\tInstansi\tJabatan\n1\tSiti\tX\tY\n2\t\tDinas\tStaf\nJumlah\t\t32\t\n\t\tSemarang, 22 Agustus 2022\t"
    )
    assert [row.row for row in found.ready] == [2]
    assert [(row.row, row.problem.text()) for row in found.problems] == [(3, "Nama kosong.")]
    assert found.passed_over == (4, 5)


def test_a_name_without_letters_or_a_cell_too_long_is_a_problem():
    found = plan("Nama\tInstansi\n12345\tX\nSiti\t" + "x" * 40_000)
    assert len(found.problems) == 2
    assert "40000" in found.problems[1].problem.text()


def test_people_who_are_there_already_are_duplicates():
    found = plan(
        "Nama\tInstansi\nSITI AMINAH, S.H.\tDinas Sosial\nDr. Budi\tLBH\nBudi\tLBH\nBudi\tPT Maju",
        [person("Siti Aminah", "Dinas Sosial")],
    )
    assert [(row.row, row.same_as_row) for row in found.duplicates] == [(2, 0), (4, 3)]
    assert [row.row for row in found.ready] == [3, 5]
    assert "nama yang sama" in found.ready[1].remarks[0].text()


def test_taking_the_same_table_again_finds_only_duplicates():
    text = "Nama\tInstansi\nSiti\tX\nBudi\t"
    first = plan(text)
    again = plan(text, [Record(str(n), "person", dict(row.values)) for n, row in enumerate(first.ready)])
    assert (len(first.ready), len(again.ready), len(again.duplicates)) == (2, 0, 2)


def test_a_mapping_can_be_changed_and_keeps_each_field_once():
    mapping = ColumnMapping(("name", "", "institution")).with_column(1, "name").with_column(0, "contact")
    assert mapping.fields == ("contact", "name", "institution")


def test_a_list_of_bare_names_needs_no_heading():
    assert [row.values["name"] for row in plan("Siti Aminah\nBudi\nTono").ready] == ["Siti Aminah", "Budi", "Tono"]


def test_columns_without_headings_are_known_by_their_cells():
    found = plan("1\tSiti Aminah\tP\tDinas Sosial\tPeserta\t0812345678\n2\tBudi\tL\tLBH Semarang\tNotulis\t0813345678")
    assert [dict(row.values) for row in found.ready][1] == {
        "name": "Budi", "sex": "male", "institution": "LBH Semarang", "role": "note_taker", "sector": "other",
        "contact": "0813345678",
    }  # fmt: skip
    degrees = plan("Siti Aminah, S.H.\nBudi Santoso, M.H.\nTono, S.T.")
    assert [row.values["name"] for row in degrees.ready] == ["Siti Aminah", "Budi Santoso", "Tono"]


def test_a_value_that_looks_like_a_heading_costs_nobody_a_place():
    found = plan("Siti\tX\tParticipant\nBudi\tY\tParticipant\nTono\tZ\tParticipant")
    assert [row.values["name"] for row in found.ready] == ["Siti", "Budi", "Tono"]


def test_a_table_without_names_is_known_to_have_none():
    table = read_pasted("Instansi\tJabatan\nDinas Sosial\tKepala", PERSON)
    assert not plan_import(table, guess_mapping(table)).has_names


def test_line_breaks_inside_a_name_become_blanks():
    assert plan('Nama\tInstansi\n"Siti\nAminah"\tX').ready[0].values["name"] == "Siti Aminah"
