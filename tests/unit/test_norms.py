import time

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.norms import NormKind, parse_catalogue
from kotaham_desktop.i18n import language


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return ReferenceData()


def codes(reference: ReferenceData, typed: str) -> list[str]:
    return [entry.code for entry in reference.find_norms(typed)]


def test_the_shelf_holds_thirteen_snps_and_forty_two_norms_under_the_two_of_the_training(
    reference: ReferenceData,
) -> None:
    entries = reference.norms.values()
    assert sum(entry.kind is NormKind.SNP for entry in entries) == 13
    assert sum(entry.parent == "SNP-08" for entry in entries) == 22
    assert sum(entry.parent == "SNP-07" for entry in entries) == 20
    assert {entry.parent for entry in entries if entry.parent} <= set(reference.norms)


def test_every_file_of_the_shelf_says_that_it_is_no_quotation(reference: ReferenceData) -> None:
    assert {catalogue.label for catalogue in reference.catalogues} == {"ringkasan acuan, bukan kutipan SNP"}
    assert all(catalogue.dated and catalogue.edition >= 1 for catalogue in reference.catalogues)


def test_every_entry_has_sources_and_what_was_not_seen_is_not_called_verified(reference: ReferenceData) -> None:
    assert all(entry.sources and entry.summary for entry in reference.norms.values())
    assert {entry.code for entry in reference.norms.values() if entry.kind is NormKind.NORM and not entry.verified} == {
        "KEA-08", "KEA-20", "TSA-14",
    }  # fmt: skip


def test_letters_and_a_number_find_the_norm_and_the_article(reference: ReferenceData) -> None:
    found = codes(reference, "keadil 17")
    assert found[0] == "KEA-17"
    assert "UUHAM-04" in found


@pytest.mark.parametrize(
    "typed",
    ["Standar Norma Pengaturan tanah", "standar norma dan pengaturan tanah", "sumberdaya alam", "Sumber Daya Alam"],
)
def test_both_spellings_of_the_standards_find_the_same_one(reference: ReferenceData, typed: str) -> None:
    assert codes(reference, typed)[0] == "SNP-07"


def test_a_code_is_found_with_and_without_its_hyphen_and_zero(reference: ReferenceData) -> None:
    assert {codes(reference, typed)[0] for typed in ("KEA-05", "kea05", "kea 5", "kea-5")} == {"KEA-05"}
    assert codes(reference, "snp 8")[0] == "SNP-08"
    assert codes(reference, "28h")[0] == "UUD-28H"


def test_a_root_inside_a_longer_word_and_an_english_word_are_found_too(reference: ReferenceData) -> None:
    assert codes(reference, "gusur") == ["TSA-13"]
    assert codes(reference, "legal aid")[0] == "KEA-05"


def test_nonsense_finds_nothing_and_nothing_typed_shows_the_snps_first(reference: ReferenceData) -> None:
    assert codes(reference, "zzz qqq") == []
    assert codes(reference, "  ") == codes(reference, "")
    assert codes(reference, "")[0] == "SNP-01"


def test_finding_takes_less_than_five_milliseconds(reference: ReferenceData) -> None:
    reference.find_norms("")
    started = time.perf_counter()
    for _round in range(20):
        reference.find_norms("hak atas tanah dan sumber daya")
    assert (time.perf_counter() - started) / 20 < 0.005


def test_an_entry_shows_its_title_in_the_current_language(reference: ReferenceData) -> None:
    assert reference.norm_label("KEA-05") == "KEA-05 · Bantuan hukum"
    with language("en"):
        assert reference.norm_label("KEA-05") == "KEA-05 · Legal aid"
    assert all(each.titles.english and each.summaries.english for each in reference.norms.values())
    assert reference.norm_label("XX-1") == "XX-1"
    assert reference.norm("XX-1") is None


def test_a_broken_catalogue_names_the_entry() -> None:
    content = b"""
[catalogue]
title = "Acuan"
label = "ringkasan"
dated = "2026-01-01"
edition = 1
kind = "law"
[sources]
uud = "naskah"
[[entry]]
code = "A-1"
title = "Satu"
sources = ["uud"]
[[entry]]
code = "A-2"
title = "Dua"
sources = ["uu"]
"""
    with pytest.raises(ExpectedError) as caught:
        parse_catalogue("acuan.toml", content)
    assert caught.value.values["key"] == "entry[2].sources"
    assert len(parse_catalogue("acuan.toml", content.replace(b'"uu"', b'"uud"')).entries) == 2
