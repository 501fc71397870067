"""Text from outside: what it becomes, and that none of it is lost in silence."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.incoming_text import MAX_LONG_TEXT, clean_line, clean_text


def test_ordinary_text_stays_as_it_is():
    text = "Warga <korban> & anak-anak: “aman”\n\tBaris kedua, قلعة ꦗꦮ 🙂\n"
    assert clean_text(text).text == text
    assert clean_text(text).replaced == 0


def test_nul_and_lone_surrogates_become_a_visible_sign_and_are_counted():
    cleaned = clean_text("a\x00b\ud83dc\udc00d\x1be\uffff")
    assert cleaned.text == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert cleaned.replaced == 5


def test_the_two_halves_of_an_emoji_are_joined():
    cleaned = clean_text("halo \ud83d\ude42")
    assert (cleaned.text, cleaned.replaced) == ("halo 🙂", 0)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one(end):
    assert clean_text(f"satu{end}dua").text == "satu\ndua"


def test_letters_are_composed_so_that_search_finds_them():
    assert clean_text("e\u0301").text == "é"


def test_a_line_has_neither_breaks_nor_outer_blanks():
    assert clean_line("  Siti\r\n Aminah\t").text == "Siti Aminah"


def test_five_million_characters_are_refused_with_the_limit_named():
    pasted = "a" * 5_000_000
    with pytest.raises(ExpectedError) as refusal:
        clean_text(pasted)
    assert refusal.value.code == "text_too_long"
    assert refusal.value.values == {"length": 5_000_000, "limit": MAX_LONG_TEXT}


@pytest.mark.parametrize(
    "unit", ["kata ", "é", "e\u0301", "\u0301\u0327", "\u0344", "ꦗꦶ", "\ud83d", "\x00", "\r\n", "\u0c4d\u0301"]
)
def test_the_longest_text_is_cleaned_within_two_seconds(unit):
    text = (unit * MAX_LONG_TEXT)[:MAX_LONG_TEXT]
    started = time.process_time()
    cleaned = clean_text(text)
    assert time.process_time() - started < 2
    assert cleaned.text


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=400)
    | st.text(alphabet="e\u0301\u0327\u0344\r\n\ud83d\ude42\x00", max_size=200)
)
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_stored(text):
    once = clean_text(text)
    assert clean_text(once.text) == type(once)(once.text, 0)
    assert unicodedata.is_normalized("NFC", once.text)
    assert once.text.encode("utf-8").decode("utf-8") == once.text
