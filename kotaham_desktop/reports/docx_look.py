"""The look of the report in Word: an empty document with our styles, and nothing left of the template it came from."""

from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

SERIF, SANS = "Cambria", "Calibri"
ACCENT, INK, SECOND_INK = RGBColor(0x0F, 0x6B, 0x6B), RGBColor(0x1F, 0x24, 0x30), RGBColor(0x5B, 0x61, 0x70)
TINT, LINE = "EDF5F4", "D5CEC2"

BODY, FACT, ITEM, QUOTE, FINE, LABEL = "Normal", "Fact", "List Paragraph", "Quote", "Fine", "Fact Label"
CAPTION, CELL, CELL_HEAD, SMALL_CELL, SMALL_HEAD = "Caption", "Cell", "Cell Head", "Small Cell", "Small Cell Head"
AFTER_TABLE = "After Table"
TITLE, SUBTITLE, COVER_LABEL, NUMBER = "Title", "Subtitle", "Cover Label", "Large Number"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")

_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_NEEDED = frozenset({RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.THEME})
_SEVEN, _TWELVE = 7, 12


def empty_document(language: str) -> WordDocument:
    """A4 with our styles in the language of the report; the library's template leaves no part and no style behind."""
    document = Document()
    _forget_template(document)
    _restyle(document, language)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(29), Mm(25), Mm(27), Mm(25)
    return document


def _forget_template(document: WordDocument) -> None:
    """Keep of the library's template what Word needs to open the file: styles, settings, theme."""
    for rels, kept in ((document.part.rels, _NEEDED), (document.part.package.rels, None)):
        for key, relationship in list(rels.items()):
            wanted = (
                relationship.reltype in kept
                if kept is not None
                else relationship.reltype in {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
            )
            if not wanted:
                del rels[key]
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:type")) in ("table", "numbering") and style.get(qn("w:default")) is None:
            styles.remove(style)
    settings = document.settings.element
    for child in list(settings):
        if child.tag not in {qn("w:compat"), qn("w:defaultTabStop"), qn("w:characterSpacingControl")}:
            settings.remove(child)
    for root in (styles, settings, document.element):
        without_revision_ids(root)


def without_revision_ids(root: Any) -> None:  # noqa: ANN401 - an lxml element, which carries no types
    """Take away the numbers by which Word tells who wrote on which machine in one sitting."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in [each for each in element.attrib if each.rpartition("}")[2].startswith("rsid")]:
            del element.attrib[name]
        if element.tag == qn("w:rsid"):
            element.getparent().remove(element)


def _restyle(document: WordDocument, language: str) -> None:
    _style(document, BODY, SERIF, 10.5, after=6, spacing=1.25)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), _LANGUAGES.get(language, language))
        defaults.append(spoken)
    for name, size, before, after in zip(HEADINGS, (20, 13.5, 11.5, 10.5), (0, 15, 11, 8), (14, 6, 4, 3), strict=True):
        style = _style(document, name, SANS, size, before=before, after=after, bold=True)
        style.font.color.rgb = ACCENT if name == HEADINGS[2] else INK
        style.paragraph_format.keep_with_next = True
    document.styles[HEADINGS[0]].paragraph_format.page_break_before = True
    _style(document, TITLE, SANS, 30, before=12, after=12, bold=True)
    _no_border(document, TITLE)
    _style(document, SUBTITLE, SERIF, 14, after=12, colour=SECOND_INK).font.italic = True
    _style(document, COVER_LABEL, SANS, 11, before=90, after=4, colour=ACCENT, bold=True)
    _style(document, NUMBER, SANS, 20, colour=ACCENT, bold=True)
    item = _style(document, ITEM, SERIF, 10.5, after=3, spacing=1.25)
    item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(_SEVEN), Mm(-_SEVEN)
    item.paragraph_format.tab_stops.add_tab_stop(Mm(_SEVEN))
    quote = _style(document, QUOTE, SERIF, 11, before=3, after=8, spacing=1.25)
    quote.font.italic = True
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Mm(_TWELVE)
    _style(document, FINE, SANS, 8.5, after=4, colour=SECOND_INK)
    label = _style(document, LABEL, SANS, 8.5, before=4, after=1, colour=ACCENT, bold=True)
    label.paragraph_format.keep_with_next = True
    caption = _style(document, CAPTION, SANS, 9, before=8, after=4, colour=SECOND_INK, bold=True)
    caption.paragraph_format.keep_with_next = True
    # Hardly a line, so that a table which fills its page is not followed by an empty one.
    _style(document, AFTER_TABLE, SANS, 1, after=10).paragraph_format.line_spacing = Pt(1)
    _style(document, CELL, SANS, 9)
    _style(document, CELL_HEAD, SANS, 9, colour=ACCENT, bold=True)
    _style(document, SMALL_CELL, SANS, 8)
    _style(document, SMALL_HEAD, SANS, 8, colour=ACCENT, bold=True)


def _style(
    document: WordDocument,
    name: str,
    font: str,
    size: float,
    *,
    before: float = 0,
    after: float = 0,
    spacing: float = 1.0,
    bold: bool = False,
    colour: RGBColor = INK,
) -> ParagraphStyle:
    known = name in [style.name for style in document.styles]
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    if not known:
        style.base_style = document.styles[BODY]
    _use_font(style, font)
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), bold, False, colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), spacing
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return style


def _use_font(style: ParagraphStyle, font: str) -> None:
    """Name the font for every script; the theme's fonts would win over it otherwise."""
    style.font.name = font
    looks = style.element.get_or_add_rPr()
    for unwanted in (*looks.findall(qn("w:spacing")), *looks.findall(qn("w:kern"))):
        looks.remove(unwanted)
    fonts = looks.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _no_border(document: WordDocument, name: str) -> None:
    shape = document.styles[name].element.find(qn("w:pPr"))
    for border in shape.findall(qn("w:pBdr")) if shape is not None else ():
        shape.remove(border)
