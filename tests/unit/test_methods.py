from pathlib import Path

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.methods import RollupKind, Shape, parse_method
from kotaham_desktop.i18n import language

SMALL = """
id = "colour_round"
title = "Putaran warna"
title_en = "Colour round"
purpose = "Membuka percakapan."
minutes = 10
prompt = "Warna apa hari Anda?"
steps = ["Duduk melingkar.", "Berputar."]
[rollup]
kind = "clusters"
by = "colour"
[[field]]
name = "colour"
label = "Warna"
kind = "choice"
required = true
choice = [{ code = "red", label = "Merah", label_en = "Red" }]
[[field]]
name = "reason"
label = "Alasan"
kind = "long"
"""


def test_at_least_the_eight_core_methods_ship_complete_in_both_languages() -> None:
    methods = ReferenceData().methods
    core = {
        "expectations", "problem_tree", "stakeholder_map", "case_analysis", "gallery_walk", "dot_vote", "swot",
        "action_plan",
    }  # fmt: skip
    assert core <= set(methods)
    for method in methods.values():
        phrases = [method.titles, method.purposes, method.prompts, method.all_materials, *method.all_steps]
        for field in method.fields:
            phrases += [field.labels, *(choice.labels for choice in field.choices)]
        assert all(phrase.indonesian and phrase.english for phrase in phrases), method.id
        assert len(method.all_steps) >= 3, method.id


def test_methods_come_in_the_order_of_a_training() -> None:
    methods = list(ReferenceData().methods)
    assert methods[0] == "expectations"
    assert methods.index("case_analysis") < methods.index("dot_vote") < methods.index("action_plan")


def test_a_method_speaks_the_current_language_and_falls_back_to_indonesian() -> None:
    method = parse_method("warna.toml", SMALL.encode())
    assert (method.title, method.fields[0].shown("red")) == ("Putaran warna", "Merah")
    with language("en"):
        assert (method.title, method.purpose) == ("Colour round", "Membuka percakapan.")
        assert (method.fields[0].shown("red"), method.fields[0].shown("green")) == ("Red", "green")
    assert method.fields[1].kind is Shape.LONG
    assert method.rollup.kind is RollupKind.CLUSTERS


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "colour_round"', 'id = "Colour Round"', "id"),
        ('title = "Putaran warna"', "title = 7", "title"),
        ("minutes = 10", 'minutes = "10"', "minutes"),
        ("minutes = 10", "minutes = 0", "minutes"),
        ("minutes = 10", "minutes = 10\nminuts = 10", "minuts"),
        ('kind = "long"', 'kind = "essay"', "field[2].kind"),
        ('by = "colour"', 'by = "color"', "rollup.by"),
        ('kind = "clusters"', 'kind = "votes"', "rollup.numbers"),
        ('name = "reason"', 'name = "colour"', "field"),
        ('kind = "long"', 'kind = "choice"', "field[2].choice"),
        ('code = "red", ', "", "field[1].choice[1].code"),
    ],
)
def test_a_broken_method_file_names_the_file_and_the_key(old: str, new: str, key: str) -> None:
    with pytest.raises(ExpectedError) as caught:
        parse_method("warna.toml", SMALL.replace(old, new).encode())
    assert caught.value.code == "reference_file_broken"
    assert (caught.value.values["file"], caught.value.values["key"]) == ("warna.toml", key)


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_method_at_all_is_an_expected_error(content: bytes) -> None:
    with pytest.raises(ExpectedError, match="reference_file_broken"):
        parse_method("x.toml", content)


def test_a_facilitator_adds_a_method_in_an_own_folder_without_a_programmer(tmp_path: Path) -> None:
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods" / "warna.toml").write_text("\ufeff" + SMALL, encoding="utf-8")
    (tmp_path / "methods" / "rusak.toml").write_text("id =", encoding="utf-8")
    reference = ReferenceData(own_folders=[tmp_path])
    assert reference.method("colour_round") is not None
    assert [problem.values["file"] for problem in reference.problems] == ["rusak.toml"]
    assert reference.method("unknown") is None
