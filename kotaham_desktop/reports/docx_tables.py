"""Tables of a Word document, made row by row: a head that repeats on every page, rows that stay whole."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kotaham_desktop.reports import docx_look as look_of
from kotaham_desktop.reports.tables import NORMAL, Column, TableLook, fair_widths
from kotaham_desktop.reports.text import is_right_to_left, list_item, one_line, paragraphs

_EMU_IN_TWIP = 635
_LETTER, _SMALL_LETTER, _MARGINS = 112, 98, 190
"""About the width of a letter, and of the air in a cell, in twentieths of a point."""
_WIDEST_SHARE = 0.3
_ROWS_MEASURED = 120


def word_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    width: int,
    look: TableLook,
    pulse: Callable[[], None],
    *,
    has_head: bool = True,
    total: bool = False,
    row_height: float | None = None,
    row_styles: Sequence[str] = (),
) -> Any:  # noqa: ANN401 - an lxml element, which carries no types
    """The table as an element; ``row_styles`` name a style for each row in place of the columns' own."""
    is_small = look is not NORMAL
    widths = _widths(columns, rows, width // _EMU_IN_TWIP, _SMALL_LETTER if is_small else _LETTER)
    table = _element("w:tbl")
    table.append(_properties(sum(widths)))
    grid = _element("w:tblGrid")
    for each in widths:
        grid.append(_element("w:gridCol", w=str(each)))
    table.append(grid)
    if has_head:
        head = look_of.SMALL_HEAD if is_small else look_of.CELL_HEAD
        table.append(_row([column.heading for column in columns], [head] * len(columns), columns, widths, is_head=True))
    plain = look_of.SMALL_CELL if is_small else look_of.CELL
    strong = plain if is_small else look_of.CELL_HEAD
    own = [strong if column.strong and not has_head else plain for column in columns]
    for number, row in enumerate(rows):
        pulse()
        styles = [row_styles[number]] * len(columns) if row_styles else own
        is_total = total and number == len(rows) - 1
        bold = [is_total or (column.strong and has_head and not is_small) for column in columns]
        table.append(_row(row, styles, columns, widths, bold=bold, tinted=is_total, height=row_height))
    return table


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, letter: int) -> list[int]:
    """The columns' widths by weight, but each wide enough for its longest word as far as there is room."""
    weights = sum(column.weight for column in columns)
    least = []
    for place, column in enumerate(columns):
        words = [word for row in rows[:_ROWS_MEASURED] for word in row[place][:400].split()]
        longest = max((len(word) for word in (*words, *column.heading.split())), default=1)
        least.append(min(longest * letter + _MARGINS, width * _WIDEST_SHARE))
    wanted = [width * column.weight / weights for column in columns]
    return [int(each) for each in fair_widths(wanted, least, width)]


def _properties(width: int) -> Any:  # noqa: ANN401 - lxml
    properties = _element("w:tblPr")
    properties.append(_element("w:tblW", w=str(width), type="dxa"))
    borders = _element("w:tblBorders")
    for side, size, colour in (("top", "8", "0F6B6B"), ("bottom", "4", look_of.LINE), ("insideH", "4", look_of.LINE)):
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color=colour))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    for side, room in (("top", "50"), ("left", "90"), ("bottom", "60"), ("right", "90")):
        margins.append(_element(f"w:{side}", w=room, type="dxa"))
    properties.append(margins)
    return properties


def _row(
    cells: Sequence[str],
    styles: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    *,
    is_head: bool = False,
    bold: Sequence[bool] = (),
    tinted: bool = False,
    height: float | None = None,
) -> Any:  # noqa: ANN401 - lxml
    row = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if height is not None:
        properties.append(_element("w:trHeight", val=str(int(height * 20)), hRule="atLeast"))
    if is_head:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for place, text in enumerate(cells):
        cell = _element("w:tc")
        shape = _element("w:tcPr")
        shape.append(_element("w:tcW", w=str(widths[place]), type="dxa"))
        if is_head or tinted:
            shape.append(_element("w:shd", val="clear", color="auto", fill=look_of.TINT))
        cell.append(shape)
        entries = list(paragraphs(text)) or [""]
        for entry in entries:
            item = list_item(entry)
            shown = f"{item[0]} {item[1]}" if item else entry
            cell.append(_paragraph(shown, styles[place], right=columns[place].right, bold=bool(bold) and bold[place]))
        row.append(cell)
    return row


def _paragraph(text: str, style: str, *, right: bool, bold: bool) -> Any:  # noqa: ANN401 - lxml
    words = one_line(text)
    from_right = is_right_to_left(words)
    paragraph = _element("w:p")
    shape = _element("w:pPr")
    shape.append(_element("w:pStyle", val=style.replace(" ", "")))
    if from_right:
        shape.append(_element("w:bidi"))
    if right:
        shape.append(_element("w:jc", val="right"))
    paragraph.append(shape)
    if words:
        run = _element("w:r")
        if bold or from_right:
            looks = _element("w:rPr")
            if bold:
                looks.append(_element("w:b"))
            if from_right:
                looks.append(_element("w:rtl"))
            run.append(looks)
        written = _element("w:t")
        written.text = words
        run.append(written)
        paragraph.append(run)
    return paragraph


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - lxml
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
