"""Whatever users write: it is printed as text, nothing is lost, and no hidden name gets through."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from kotaham_desktop.domain.name_masking import name_mask
from kotaham_desktop.reports import fonts
from kotaham_desktop.reports.text import clean, list_item, markup, one_line, paragraphs, shortened

fonts.load_fonts()
STYLE = ParagraphStyle("x", fontName=fonts.BODY, fontSize=10)
ANY_TEXT = st.text(st.characters(), max_size=300)
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=200)
MARKUP = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "</para>", "<img src='x'>", "<", ">", "&", "&lt;", "&#60;", "]]>", '"', "<a", "/>", " x"]
    )
).map("".join)


def printed(text):
    paragraph = Paragraph(markup(text, fonts.BODY, 10, 400), STYLE)
    text = "".join(fragment.text for fragment in paragraph.frags)
    paragraph.wrap(400, 100_000)
    return text


@given(ANY_TEXT | MARKUP)
@example("\ud800\x00</para>")
def test_no_text_stops_a_paragraph(text):
    printed(text)


@given(MARKUP | LATIN)
def test_latin_text_and_markup_are_printed_letter_by_letter(text):
    assert "".join(printed(text).split()) == "".join(one_line(text).split())


@given(ANY_TEXT)
def test_every_printed_character_has_a_glyph_in_its_font(text):
    paragraph = Paragraph(markup(text, fonts.BODY, 10, 400), STYLE)
    for fragment in paragraph.frags:
        glyphs = fonts.report_font(fragment.fontName).face.charToGlyph
        assert all(ord(character) in glyphs or character in " \xa0" for character in fragment.text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=30).map(lambda parts: "\n".join(parts * 40))
)
def test_paragraphs_keep_every_character_and_stay_short(text):
    pieces = list(paragraphs(text))
    assert all(0 < len(piece) <= 2_400 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(clean(text).split())


@given(ANY_TEXT, st.integers(1, 80))
def test_a_shortened_text_is_short_and_begins_alike(text, limit):
    made = shortened(text, limit)
    assert len(made) <= limit + 2
    assert one_line(text).startswith(made.removesuffix(" …"))


@given(st.text(max_size=80))
def test_a_list_item_keeps_its_words(text):
    item = list_item(text)
    if item is not None:
        assert text.strip().endswith(item[1])


@given(
    before=st.text(st.characters(codec="utf-8"), max_size=40),
    after=st.text(st.characters(codec="utf-8"), max_size=40),
    style=st.sampled_from([str.upper, str.lower, str.title, str]),
    title=st.sampled_from(["", "Bu ", "Ibu Hj. ", "Bapak ", "Dr. "]),
)
def test_a_hidden_name_gets_through_in_no_surroundings(before, after, style, title):
    mask = name_mask(["Hj. Sumarni Kusumawati, S.H."], ["Sumarni Kusumawati Putri"])
    said = f"{before} {title}{style('Sumarni Kusumawati')} {after}"
    seen = unicodedata.normalize("NFKC", mask(said)).casefold().replace("sumarni kusumawati putri", "")
    assert "sumarni kusumawati" not in seen
