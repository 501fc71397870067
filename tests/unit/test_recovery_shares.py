"""A key in three shares: any two give it back, one gives nothing, and a slip of the pen is found."""

import itertools
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.key_shares import SHARES, WORDS_IN_SHARE, join, read_share, split

RAW = bytes(range(100, 132))


@pytest.fixture(scope="module")
def shares():
    return split(RAW)


def refused(action) -> ExpectedError:
    with pytest.raises(ExpectedError) as raised:
        action()
    return raised.value


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32))
def test_any_two_of_three_give_the_key_back(raw):
    made = split(raw)
    for two in itertools.permutations(made, 2):
        assert join(two) == raw
    assert join(made) == raw


def test_each_share_has_its_number_and_all_have_the_kit_in_common(shares):
    assert [share.number for share in shares] == [1, 2, 3]
    assert len({share.kit for share in shares}) == 1
    assert {len(share.words) for share in shares} == {WORDS_IN_SHARE}


def test_the_words_of_a_share_are_never_shown_by_accident(shares):
    assert shares[0].words[5] not in repr(shares[0])


def test_a_share_is_read_however_it_was_written_down(shares):
    for share in shares:
        numbered = "\n".join(f"{place}.  {word.upper()}" for place, word in enumerate(share.words, start=1))
        shortened = "   ".join(word[:4] for word in share.words)
        for written in (" ".join(share.words), numbered, shortened, ", ".join(share.words) + "."):
            assert read_share(written) == share


def test_one_wrong_word_is_found_at_its_place(shares):
    for place, word in enumerate(shares[1].words):
        for other in (WORDLIST[WORDLIST.index(word) ^ 1], secrets.choice(WORDLIST)):
            if other != word:
                words = [*shares[1].words[:place], other, *shares[1].words[place + 1 :]]
                error = refused(lambda words=words: read_share(" ".join(words)))
                assert (error.code, error.values) == ("share_word_wrong", {"place": place + 1})


def test_two_wrong_words_are_noticed_and_no_place_is_guessed(shares):
    words = [*shares[0].words]
    for place in (5, 20):
        words[place] = WORDLIST[WORDLIST.index(words[place]) ^ 1]
    assert refused(lambda: read_share(" ".join(words))).code == "share_mistyped"


def test_two_words_in_each_other_s_place_are_noticed(shares):
    words = [*shares[0].words]
    first = next(place for place in range(4, 32) if words[place] != words[place + 1])
    words[first], words[first + 1] = words[first + 1], words[first]
    assert refused(lambda: read_share(" ".join(words))).code == "share_mistyped"


def test_a_word_that_is_in_no_list_is_named_with_its_place(shares):
    words = [*shares[0].words]
    words[10] = "sumur"
    error = refused(lambda: read_share(" ".join(words)))
    assert (error.code, error.values) == ("share_word_unknown", {"place": 11, "word": "sumur"})


@pytest.mark.parametrize("text", ["", "1 2 3", "academic acid", "academic " * 34])
def test_too_few_or_too_many_words_are_counted(text):
    assert refused(lambda: read_share(text)).code == "share_word_count"


def test_a_share_of_some_other_scheme_is_refused():
    for groups in ([(3, 5)], [(1, 1)]):
        other = generate_mnemonics(1, groups, RAW, iteration_exponent=0)[0][0]
        assert refused(lambda other=other: read_share(other)).code == "share_not_ours"
    older = generate_mnemonics(1, [(2, 3)], RAW, extendable=False, iteration_exponent=0)[0][0]
    assert refused(lambda: read_share(older)).code in {"share_not_ours", "share_mistyped", "share_word_wrong"}


def test_the_same_share_twice_or_one_alone_is_not_enough(shares):
    assert refused(lambda: join([shares[0], shares[0]])).code == "shares_alike"
    assert refused(lambda: join([shares[0]])).code == "shares_too_few"
    assert refused(lambda: join([])).code == "shares_too_few"


def test_shares_of_two_kits_do_not_mix(shares):
    other = split(RAW)
    while other[0].kit == shares[0].kit:
        other = split(RAW)
    assert refused(lambda: join([shares[0], other[1]])).code == "shares_of_two_kits"


def test_other_programs_of_the_standard_join_our_shares(shares):
    assert combine_mnemonics([" ".join(share.words) for share in shares[:2]]) == RAW
    assert len(shares) == SHARES


@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_share_or_told(text):
    assert refused(lambda: read_share(text)).code.startswith("share_")
