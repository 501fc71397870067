"""The look of the printed page: sizes, colours, paragraph styles."""

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from kotaham_desktop.reports import fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 29 * mm, 25 * mm, 29 * mm, 25 * mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LANDSCAPE_MARGIN = 20 * mm
LANDSCAPE_WIDTH = PAGE_HEIGHT - 2 * LANDSCAPE_MARGIN

ACCENT = HexColor("#0F6B6B")
DARK_ACCENT = HexColor("#0C5757")
TINT = HexColor("#EDF5F4")
INK = HexColor("#1F2430")
SECOND_INK = HexColor("#5B6170")
LINE = HexColor("#D5CEC2")
PAPER_TINT = HexColor("#FAF8F5")


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    values: dict[str, object] = {
        "fontName": font,
        "fontSize": size,
        "leading": leading,
        "textColor": INK,
        "bulletFontName": font,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
    }
    return ParagraphStyle(name, **(values | more))  # type: ignore[arg-type]


BODY = _style("body", fonts.BODY, 10.4, 15.4, spaceAfter=7)
ITEM = _style("item", fonts.BODY, 10.4, 15.4, spaceAfter=3.5, leftIndent=16, bulletIndent=2)
QUOTE = _style(
    "quote",
    fonts.BODY_ITALIC,
    11.2,
    16.6,
    leftIndent=14,
    rightIndent=20,
    spaceBefore=3,
    spaceAfter=9,
    textColor=HexColor("#2C3B44"),
    borderColor=ACCENT,
)
LABEL = _style("label", fonts.SANS_BOLD, 8, 11, textColor=ACCENT, spaceBefore=3, spaceAfter=1.5)
FINE = _style("fine", fonts.SANS, 8, 11.6, textColor=SECOND_INK, spaceAfter=5)
CHAPTER_MARK = _style("chapter mark", fonts.SANS_BOLD, 10, 13, textColor=ACCENT, spaceAfter=3)
CHAPTER = _style("chapter", fonts.SANS_HEAVY, 22, 27, spaceAfter=22)
SECTION = _style("section", fonts.SANS_BOLD, 13.2, 17.5, spaceBefore=15, spaceAfter=6, leftIndent=21)
SUBSECTION = _style("subsection", fonts.SANS_BOLD, 11, 15, spaceBefore=11, spaceAfter=4.5, textColor=ACCENT)
MINOR = _style("minor", fonts.SANS_BOLD, 10, 13.6, spaceBefore=8, spaceAfter=3)
FRONT_TITLE = _style("front title", fonts.SANS_HEAVY, 18, 23, spaceAfter=18)
CELL = _style("cell", fonts.SANS, 8.3, 11.6)
CELL_STRONG = _style("cell strong", fonts.SANS_BOLD, 8.3, 11.6)
CELL_RIGHT = _style("cell right", fonts.SANS, 8.3, 11.6, alignment=TA_RIGHT)
CELL_HEAD = _style("cell head", fonts.SANS_BOLD, 8, 10.8, textColor=ACCENT)
CELL_HEAD_RIGHT = _style("cell head right", fonts.SANS_BOLD, 8, 10.8, textColor=ACCENT, alignment=TA_RIGHT)
SMALL_CELL = _style("small cell", fonts.SANS, 7.2, 9.8)
SMALL_HEAD = _style("small head", fonts.SANS_BOLD, 6.9, 9.2, textColor=ACCENT)
TABLE_CAPTION = _style("table caption", fonts.SANS_BOLD, 8.6, 12, spaceBefore=8, spaceAfter=5, textColor=SECOND_INK)
FIGURE_CAPTION = _style("figure caption", fonts.SANS, 8.2, 11.4, textColor=SECOND_INK, alignment=TA_CENTER)
CONTENTS = (
    _style("contents 0", fonts.SANS_BOLD, 9.6, 14, rightIndent=34),
    _style("contents 1", fonts.BODY, 10.2, 14.6, leftIndent=14, rightIndent=34),
    _style("contents 2", fonts.BODY, 9.6, 13.6, leftIndent=32, rightIndent=34, textColor=SECOND_INK),
)
SIGNATURE = _style("signature", fonts.BODY, 10.4, 15)

SECTION_PLAIN = _style("section plain", fonts.SANS_BOLD, 13.2, 17.5, spaceAfter=6)
FIGURE_NUMBER = _style("figure number", fonts.SANS_HEAVY, 21, 25, textColor=ACCENT)
FIGURE_NUMBER_LABEL = _style("figure number label", fonts.SANS, 8, 10.5, textColor=SECOND_INK)

COVER_PANEL = 232.0
"""Height of the coloured panel at the foot of the cover."""
COVER_MARK = _style("cover mark", fonts.SANS_BOLD, 9.4, 14, textColor=SECOND_INK)
COVER_LABEL = _style("cover label", fonts.SANS_BOLD, 12.5, 16, textColor=ACCENT)
COVER_TITLES = (
    (70, _style("cover title", fonts.SANS_HEAVY, 32, 39)),
    (140, _style("cover title long", fonts.SANS_HEAVY, 25, 31.5)),
    (230, _style("cover title longer", fonts.SANS_HEAVY, 20, 26)),
    (100_000, _style("cover title longest", fonts.SANS_BOLD, 13.5, 18.5)),
)
"""The title's style by the number of characters that it may have."""
COVER_THEME = _style("cover theme", fonts.BODY_ITALIC, 14, 20.5, textColor=SECOND_INK, rightIndent=30)
COVER_PANEL_LABEL = _style("cover panel label", fonts.SANS_BOLD, 8, 12, textColor=HexColor("#A9D3CF"), spaceAfter=2)
COVER_TEXT = _style("cover text", fonts.SANS_MEDIUM, 10.6, 15, textColor=HexColor("#FFFFFF"), rightIndent=12)
COVER_YEAR = _style("cover year", fonts.SANS_HEAVY, 26, 32, textColor=HexColor("#FFFFFF"), spaceAfter=4)

SUMMARY_TITLE = _style("summary title", fonts.SANS_HEAVY, 22, 27.5, spaceBefore=5, spaceAfter=6)
SUMMARY_LONG_TITLE = _style("summary long title", fonts.SANS_HEAVY, 15, 19.5, spaceBefore=5, spaceAfter=6)
SUMMARY_THEME = _style("summary theme", fonts.BODY_ITALIC, 11.5, 16.5, textColor=SECOND_INK, spaceAfter=7)
SUMMARY_FACT = _style("summary fact", fonts.SANS_MEDIUM, 8.8, 13, textColor=SECOND_INK)
SUMMARY_HEADING = _style("summary heading", fonts.SANS_BOLD, 11, 15, textColor=ACCENT, spaceBefore=13, spaceAfter=5)
SUMMARY_ITEM = _style("summary item", fonts.BODY, 9.6, 13.8, leftIndent=13, bulletIndent=2, spaceAfter=3)
