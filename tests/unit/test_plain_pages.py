"""The plain pages: whole in both languages, printable, and the text that people hear known by its fingerprint."""

import io
import re

import pytest
from pypdfium2 import PdfDocument

from kotaham_desktop.application.consent_commands import info_version
from kotaham_desktop.application.plain_pages import INFORMATION, LAW, REFERRAL_CARD, page_text
from kotaham_desktop.cli.program import main
from kotaham_desktop.domain.consent import PURPOSE_CODES
from kotaham_desktop.domain.plain_pages import BlockKind, parse_page, told
from kotaham_desktop.domain.purposes import PURPOSE_MEANINGS
from kotaham_desktop.reports import plain_page

PAGES = (INFORMATION, LAW, REFERRAL_CARD)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_built_alike_in_both_languages(name):
    indonesian, english = (parse_page(page_text(name, language)) for language in ("id", "en"))
    assert [block.kind for block in indonesian] == [block.kind for block in english]
    assert indonesian[0].kind is BlockKind.TITLE


def test_the_page_about_the_law_names_the_same_articles_in_both_languages():
    numbers = [re.findall(r"^## \D*([\d–, ]+)", page_text(LAW, language), re.MULTILINE) for language in ("id", "en")]
    shown = [[re.findall(r"\d+", each) for each in found] for found in numbers]
    assert len(shown[0]) == len(shown[1]) >= 12


def test_the_page_about_the_law_is_no_legal_advice():
    assert "bukan nasihat hukum" in page_text(LAW, "id")
    assert "neither legal advice" in page_text(LAW, "en")


def test_what_is_read_aloud_carries_no_marks():
    words = told(page_text(INFORMATION, "id"))
    assert "#" not in words
    assert not re.search(r"^- ", words, re.MULTILINE)
    assert info_version(words) == info_version(words.replace("\n", "\r\n"))


def test_every_purpose_is_explained():
    assert set(PURPOSE_MEANINGS) == set(PURPOSE_CODES)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_printed_explanation_has_a_sheet_for_every_answer(language):
    content = plain_page.build(parse_page(page_text(INFORMATION, language)), language, fingerprint="ab", answers=True)
    document = PdfDocument(io.BytesIO(content))
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert all(re.search(rf"\b{code}\b", words) for code in PURPOSE_CODES)


def test_the_headless_program_says_the_pages(capsys, tmp_path):
    assert main(["law"]) == 0
    assert "bukan nasihat hukum" in capsys.readouterr().out
    assert main(["law", "--language", "en"]) == 0
    assert "Law 27/2022" in capsys.readouterr().out
    assert main(["information", "--output", str(tmp_path / "a.pdf")]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
