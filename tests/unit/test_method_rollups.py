from fractions import Fraction

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.methods import Method
from kotaham_desktop.domain.rollups import parse_number, rollup, shown_number
from kotaham_desktop.i18n import language


@pytest.fixture(scope="module")
def methods() -> dict[str, Method]:
    return dict(ReferenceData().methods)


def test_votes_are_summed_over_groups_and_ties_share_a_rank(methods: dict[str, Method]) -> None:
    rows = {
        "Bakau": [{"option": "Bantuan hukum", "dots": "5"}, {"option": "Air bersih", "dots": "3"}],
        "Cemara": [{"option": "bantuan  hukum", "dots": "3"}, {"option": "Air bersih", "dots": "5"}],
        "Dadap": [{"option": "Ruang publik", "dots": ""}],
    }
    table = rollup(methods["dot_vote"], rows)
    assert table.headings == ("Peringkat", "Pilihan", "Bakau", "Cemara", "Dadap", "Jumlah", "Bagian")
    assert table.lines == (
        ("1", "Bantuan hukum", "5", "3", "0", "8", "50%"),
        ("1", "Air bersih", "3", "5", "0", "8", "50%"),
        ("3", "Ruang publik", "0", "0", "0", "0", "0%"),
    )


def test_clusters_count_cards_and_keep_what_they_said(methods: dict[str, Method]) -> None:
    rows = {
        "Bakau": [{"card": "Paham SNP", "cluster": "Norma"}, {"card": "Jejaring", "cluster": "Kerja sama"}],
        "Cemara": [{"card": "Contoh pasal", "cluster": "norma"}, {"card": "Istirahat cukup"}],
    }
    table = rollup(methods["expectations"], rows)
    assert table.lines[0] == ("Norma", "2", "Bakau, Cemara", "Paham SNP\nContoh pasal")
    assert {line[0] for line in table.lines} == {"Norma", "Kerja sama", "Tanpa isi"}


def test_choices_keep_the_order_that_the_method_gives_them(methods: dict[str, Method]) -> None:
    threat = {"quadrant": "threat", "statement": "Rob"}
    rows = {"A": [threat, threat, {"quadrant": "strength", "statement": "Perda"}]}
    assert [line[0] for line in rollup(methods["swot"], rows).lines] == ["Kekuatan", "Ancaman"]


def test_scores_give_mean_and_range_with_the_language_s_own_decimal_mark(methods: dict[str, Method]) -> None:
    rows = {
        "A": [{"actor": "Bappeda", "influence": "5", "interest": "4"}],
        "B": [{"actor": "Bappeda", "influence": "4", "interest": "4"}, {"actor": "Warga", "interest": "banyak"}],
    }
    assert rollup(methods["stakeholder_map"], rows).lines == (
        ("Bappeda", "4,5 (4–5)", "4", "8,5", "2"),
        ("Warga", "", "", "0", "1"),
    )
    with language("en"):
        assert rollup(methods["stakeholder_map"], rows).lines[0][1] == "4.5 (4–5)"


def test_a_matrix_counts_by_two_answers(methods: dict[str, Method]) -> None:
    rows = {
        "A": [
            {"station": "Pohon Bakau", "type": "question", "comment": "?"},
            {"station": "pohon bakau", "type": "support", "comment": "!"},
            {"station": "Peta", "type": "question", "comment": "?"},
        ]
    }
    table = rollup(methods["gallery_walk"], rows)
    assert table.headings == ("Karya yang dikunjungi", "Dukungan", "Pertanyaan", "Jumlah")
    assert table.lines == (("Pohon Bakau", "1", "1", "2"), ("Peta", "0", "1", "1"))


def test_a_method_that_does_not_add_up_lists_what_each_group_s_rows_are_about(methods: dict[str, Method]) -> None:
    rows = {"A": [{"issue": "Penggusuran", "norm": "TSA-13", "facts": "panjang"}], "B": [], "C": [{"issue": "Surat"}]}
    table = rollup(methods["case_analysis"], rows)
    assert table.headings == ("Kelompok", "Pokok persoalan", "Norma acuan")
    assert table.lines == (("A", "Penggusuran", "TSA-13"), ("C", "Surat", ""))


def test_every_shipped_method_rolls_up_nothing_to_no_lines(methods: dict[str, Method]) -> None:
    for method in methods.values():
        assert rollup(method, {}).lines == ()
        assert rollup(method, {"A": [{}]}).headings


def test_numbers_are_read_with_comma_or_dot_and_nothing_else() -> None:
    assert parse_number(" 2,5 ") == parse_number("2.5") == Fraction(5, 2)
    assert [parse_number(text) for text in ("", "dua", "1/0", "1e999999999", "9" * 50)] == [None] * 5
    assert (shown_number(Fraction(-1, 3)), shown_number(Fraction(4))) == ("-0,3", "4")
