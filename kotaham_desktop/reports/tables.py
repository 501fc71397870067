"""Tables that break across pages with their head repeated, whatever their cells hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Table, TableStyle

from kotaham_desktop.reports import fonts
from kotaham_desktop.reports.flowables import Prose
from kotaham_desktop.reports.styles import (
    ACCENT,
    CELL,
    CELL_HEAD,
    CELL_HEAD_RIGHT,
    CELL_RIGHT,
    CELL_STRONG,
    FIGURE_NUMBER,
    FIGURE_NUMBER_LABEL,
    LINE,
    SMALL_CELL,
    SMALL_HEAD,
    TEXT_WIDTH,
    TINT,
)
from kotaham_desktop.reports.text import list_item, markup, paragraphs

ROWS_IN_ONE_TABLE = 150
"""reportlab lays a table out as a whole at every page's end; longer ones are made of several."""

_PADDING = 5
_SMALL_PADDING = 3.5
_ROWS_MEASURED = 120
_CHARACTERS_MEASURED = 400
_WIDEST_SHARE = 0.3
_NARROWEST = 24.0
"""No column falls below this, however long the words of its neighbours are: it must hold its padding and a number."""
_NEARLY_A_PAGE = 420.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, share of the width, how its cells look."""

    heading: str
    weight: float = 1
    right: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TableLook:
    """Sizes of one kind of table."""

    cell: ParagraphStyle = CELL
    head: ParagraphStyle = CELL_HEAD
    padding: float = _PADDING


NORMAL = TableLook()
SMALL = TableLook(SMALL_CELL, SMALL_HEAD, _SMALL_PADDING)


class BreakingTable(LongTable):
    """A table that breaks between rows; only a row that is taller than most of a page is broken inside."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The parts before and after the page's end; nothing where it should begin on the next page."""
        self.splitInRow = 0
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if not parts and availHeight >= _NEARLY_A_PAGE:
            self.splitInRow = 1
            parts = super().split(availWidth, availHeight)
        return parts


def tables(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    width: float,
    pulse: Callable[[], None],
    *,
    look: TableLook = NORMAL,
    total: bool = False,
    row_height: float | None = None,
) -> list[Flowable]:
    """The table as flowables; ``total`` sets its last row apart, ``row_height`` leaves room to write by hand."""
    widths = _widths(columns, rows, width, look)
    head = [
        _cell(
            column.heading, CELL_HEAD_RIGHT if column.right and look is NORMAL else look.head, cell_width, look, pulse
        )
        for column, cell_width in zip(columns, widths, strict=True)
    ]
    made: list[Flowable] = []
    for start in range(0, len(rows), ROWS_IN_ONE_TABLE):
        chunk = rows[start : start + ROWS_IN_ONE_TABLE]
        body = [
            [
                _cell(text, _style_of(column, look), cell_width, look, pulse)
                for column, cell_width, text in zip(columns, widths, row, strict=True)
            ]
            for row in chunk
        ]
        is_last = start + ROWS_IN_ONE_TABLE >= len(rows)
        made.append(_table([head, *body], widths, look, total=total and is_last, row_height=row_height))
    return made


def pairs(rows: Sequence[tuple[str, str]], width: float, pulse: Callable[[], None]) -> Flowable:
    """Labels and short texts side by side, without a head."""
    widths = [width * 0.27, width * 0.73]
    cells = [
        [_cell(label, CELL_HEAD, widths[0], NORMAL, pulse), _cell(text, CELL, widths[1], NORMAL, pulse)]
        for label, text in rows
    ]
    return grid(
        cells,
        widths,
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        split_in_row=True,
    )


def figure_strip(figures: Sequence[tuple[str, str]], width: float, pulse: Callable[[], None]) -> Flowable:
    """Large numbers side by side."""

    def line(text: str, style: ParagraphStyle) -> Prose:
        return Prose(markup(text, style.fontName, style.fontSize, TEXT_WIDTH), style, pulse)

    cells = [[line(number, FIGURE_NUMBER), line(label, FIGURE_NUMBER_LABEL)] for number, label in figures]
    return grid(
        [cells],
        [width / len(cells)] * len(cells),
        ("LINEABOVE", (0, 0), (-1, 0), 1, ACCENT),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, LINE),
        ("LINEAFTER", (0, 0), (-2, 0), 0.4, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    )


def grid(
    cells: Sequence[Sequence[Sequence[Flowable]]],
    widths: Sequence[float],
    *commands: tuple[object, ...],
    align: Literal["LEFT", "CENTER", "RIGHT"] = "CENTER",
    split_in_row: bool = False,
) -> Table:
    """Flowables in rows and columns, at the top of their cells, without lines or room of their own."""
    plain: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), fonts.SANS, 8),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table(
        [list(row) for row in cells],
        colWidths=list(widths),
        style=TableStyle([*plain, *commands]),  # type: ignore[list-item]
        hAlign=align,
        splitInRow=1 if split_in_row else 0,
    )


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float, look: TableLook) -> list[float]:
    """The columns' widths by weight, but each wide enough for its longest word as far as there is room."""
    weights = sum(column.weight for column in columns)
    wanted = [width * column.weight / weights for column in columns]
    least = [
        min(
            max(
                _longest_word(column.heading, look.head),
                *(_longest_word(row[place], _style_of(column, look)) for row in rows[:_ROWS_MEASURED]),
            )
            + 2 * look.padding
            + 1,
            width * _WIDEST_SHARE,
        )
        for place, column in enumerate(columns)
    ]
    return fair_widths(wanted, least, width)


def fair_widths(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths as near to what is wanted as each column's least allows, together as wide as the table."""
    if sum(least) >= width:
        floor = min(_NARROWEST, width / len(least))
        beyond = [max(each - floor, 0.0) for each in least]
        room = (width - floor * len(least)) / (sum(beyond) or 1.0)
        return [floor + each * room for each in beyond]
    spare = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    missing = sum(max(0.0, need - want) for want, need in zip(wanted, least, strict=True))
    given = 1 - missing / sum(spare) if sum(spare) else 0
    return [need + room * given for need, room in zip(least, spare, strict=True)]


def _longest_word(text: str, style: ParagraphStyle) -> float:
    """The width of the widest of the longest words; words that no column could hold count as much as it can."""
    words = sorted(text[:_CHARACTERS_MEASURED].split(), key=len)[-3:]
    return max((fonts.text_width(word, style.fontName, style.fontSize) for word in words), default=0.0)


def _table(
    cells: list[list[list[Flowable]]],
    widths: list[float],
    look: TableLook,
    *,
    total: bool,
    row_height: float | None,
) -> BreakingTable:
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), fonts.SANS, 8),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), look.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.padding),
        ("TOPPADDING", (0, 0), (-1, -1), look.padding - 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding + 0.5),
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), 1, ACCENT),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, ACCENT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
    ]
    if total:
        commands += [("LINEABOVE", (0, -1), (-1, -1), 0.8, ACCENT), ("BACKGROUND", (0, -1), (-1, -1), TINT)]
    heights = None if row_height is None else [None, *[row_height] * (len(cells) - 1)]
    return BreakingTable(
        cells,
        colWidths=widths,
        rowHeights=heights,
        style=TableStyle(commands),  # type: ignore[arg-type]
        repeatRows=1,
        splitByRow=1,
        spaceAfter=0,
    )


def _style_of(column: Column, look: TableLook) -> ParagraphStyle:
    if look is NORMAL and column.right:
        return CELL_RIGHT
    return CELL_STRONG if look is NORMAL and column.strong else look.cell


def _cell(text: str, style: ParagraphStyle, width: float, look: TableLook, pulse: Callable[[], None]) -> list[Flowable]:
    pulse()
    room = max(width - 2 * look.padding, 10)
    made: list[Flowable] = []
    for paragraph in paragraphs(text):
        item = list_item(paragraph)
        shown = f"{item[0]} {item[1]}" if item else paragraph
        made.append(Prose(markup(shown, style.fontName, style.fontSize, room), style, pulse))
    return made
