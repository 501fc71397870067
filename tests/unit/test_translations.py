"""Every text that a user sees exists in English too."""

import gettext

import pytest

from tests.architecture import translations


@pytest.fixture(scope="module")
def english():
    return translations.english()


def test_the_english_catalogue_has_exactly_the_texts_of_the_code(english):
    in_code = {message.id for message in translations.texts_in_the_code() if message.id}
    in_catalogue = {message.id for message in english if message.id}
    assert sorted(map(str, in_code - in_catalogue)) == []
    assert sorted(map(str, in_catalogue - in_code)) == []
    assert not english.obsolete


def test_every_text_has_an_english_translation(english):
    assert [message.id for message in translations.untranslated(english)] == []


def test_english_and_indonesian_name_the_same_placeholders(english):
    assert translations.changed_placeholders(english) == []


def test_no_text_is_put_together_before_it_is_looked_up():
    assert list(translations.calls_that_cannot_be_translated()) == []


def test_what_gettext_reads_was_compiled_from_the_catalogue(english):
    assert translations.COMPILED.read_bytes() == translations.compiled(english)


def test_gettext_finds_the_compiled_catalogue():
    catalogue = gettext.translation("kotaham", localedir=translations.ROOT / "resources" / "i18n", languages=["en"])
    assert catalogue.gettext("Catatan") == "Note"
