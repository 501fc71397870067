"""Texts in every script become exactly what was typed: the engine counts bytes, people write letters."""

import ast
from pathlib import Path

import pytest
from pycrdt import Doc, Map

import kotaham_desktop.storage
from kotaham_desktop.storage import texts

WRITTEN = [
    ("kota", "kota ham"),
    ("keluarga 👩‍👩‍👧 datang", "keluarga 👩‍👩‍👦 datang"),
    ("👩‍👩‍👧", "👩‍👧"),
    ("a📊BCDEFG", "aBCDEFG"),
    ("cafe\u0301", "café dan teh"),
    ("한국어", "한국말"),
    ("ꦲꦏ꧀ꦲꦩ꧀", "ꦲꦏ꧀ ꦲꦩ꧀"),
    ("حقوق الإنسان", "حقوق كل إنسان"),
    ("🇮🇩🇲🇾", "🇮🇩"),
    ("", "📊"),
    ("📊", ""),
    ("sama", "sama"),
]


def stored(text):
    records = Doc().get("record", type=Map)
    records["text"] = texts.new_text(text)
    return records


@pytest.mark.parametrize(("old", "new"), WRITTEN)
def test_a_text_becomes_what_was_typed_here_and_elsewhere(old, new):
    records = stored(old)
    assert texts.rewrite(records["text"], new) == (old != new)
    assert texts.read(records["text"]) == new
    elsewhere = Doc()
    elsewhere.apply_update(records.doc.get_update())
    assert str(elsewhere.get("record", type=Map)["text"]) == new


@pytest.mark.parametrize(("old", "new"), WRITTEN)
def test_the_way_back_is_as_right(old, new):
    records = stored(new)
    texts.rewrite(records["text"], old)
    assert texts.read(records["text"]) == old


def difference(old, new):
    start, end, replacement = texts.smallest_difference(old, new)
    return old[:start], old[start:end], replacement


def test_only_what_changed_is_replaced():
    assert difference("satu dua tiga", "satu empat tiga") == ("satu ", "dua", "empat")


def test_a_line_between_lines_that_begin_alike_is_put_in_as_a_line():
    assert difference("- ada\n- akar\n", "- ada\n- air\n- akar\n") == ("- ada\n", "", "- air\n")


def test_a_line_between_lines_that_begin_alike_is_taken_out_as_a_line():
    assert difference("- ada\n- air\n- akar\n", "- ada\n- akar\n") == ("- ada\n", "- air\n", "")


def test_a_word_repeated_at_the_end_is_added_at_the_end():
    assert difference("satu satu", "satu satu satu") == ("satu satu", "", " satu")


def test_a_line_repeated_at_the_end_is_added_at_the_end():
    assert difference("- a\n- a", "- a\n- a\n- a") == ("- a\n- a", "", "\n- a")


def test_a_letter_that_goes_on_a_word_stays_where_it_was_typed():
    assert difference("kotaa", "kotaaa") == ("kotaa", "", "a")


def test_nothing_in_storage_adds_to_a_stored_value_in_place():
    """``map["text"] += "x"`` empties the text."""
    folder = Path(kotaham_desktop.storage.__file__).parent
    offenders = [
        f"{path.name}:{node.lineno}"
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript)
    ]
    assert offenders == []
