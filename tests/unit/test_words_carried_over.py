"""Words being typed while the same text changes elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.text_merge import carried_over, changed_span

texts = st.text(alphabet="ab 😀é\n", max_size=12)


@given(texts, texts)
def test_the_changed_span_turns_the_old_text_into_the_new(old, new):
    span = changed_span(old, new)
    assert old[: span.start] + span.words + old[span.end :] == new


@given(texts, texts)
def test_without_a_change_elsewhere_what_was_typed_stays(base, mine):
    assert carried_over(base, mine, base) == mine


@given(texts, texts)
def test_without_typing_the_change_from_elsewhere_is_taken(base, theirs):
    assert carried_over(base, base, theirs) == theirs


@given(texts, texts, texts)
def test_words_put_in_on_both_sides_are_all_there(base, mine, theirs):
    joined = carried_over(base, base + mine, theirs + base)
    for words in (base + mine, theirs + base):
        remaining = iter(joined)
        assert all(letter in remaining for letter in words)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("Warga.", "Warga. Lurah.", "Para Warga.", "Para Warga. Lurah."),
        ("Warga.", "Para Warga.", "Warga. Lurah.", "Para Warga. Lurah."),
        ("air", "air bersih", "air minum", "air minum bersih"),
    ],
)
def test_changes_in_different_places_and_in_one_place_both_stay(base, mine, theirs, joined):
    assert carried_over(base, mine, theirs) == joined
