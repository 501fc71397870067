"""Sheets of an XLSX file as grids of text.

Read as a stream by our own handlers instead of openpyxl: its reader loads styles, links and whole rows before a limit
can act (100 MB unpacked took it 94 s), and refuses files over cell styles that do not matter here. With limits on
every count and a parser that knows no entities, reading needs no second process.
"""

import re
from collections.abc import Iterator
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.table import MAX_COLUMNS, MAX_ROWS, Grid, Notice, TableRow
from kotaham_desktop.exchange.xlsx_cells import address, format_codes, formatted_number, unescaped
from kotaham_desktop.exchange.xlsx_package import XlsxPackage
from kotaham_desktop.exchange.xlsx_parts import (
    MAX_SHEETS,
    Attributes,
    Budget,
    EnoughError,
    PartHandler,
    Relations,
    SharedStrings,
    Styles,
    Workbook,
)
from kotaham_desktop.i18n import N_

_MAX_BLANK_RUN = 1_000
_MAX_MERGES = 5_000
_MAX_MERGED_ROWS = 50_000
_PIECE = 64 * 1024
_MERGE = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,80}?ref\s*=\s*["\']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["\']'
)


def read_xlsx(content: bytes, name: str) -> Iterator[Grid]:
    """The visible sheets in their order, one at a time; raises ``ExpectedError`` as ``XlsxPackage`` does."""
    package = XlsxPackage(content, name)
    if not package.has("xl/workbook.xml"):
        raise ExpectedError("import_wrong_kind", name=name)
    budget = Budget(name)
    book = Workbook(budget)
    _parse(package.read("xl/workbook.xml"), book, name)
    targets = Relations(budget)
    if package.has("xl/_rels/workbook.xml.rels"):
        _parse(package.read("xl/_rels/workbook.xml.rels"), targets, name)
    strings = SharedStrings(budget)
    if package.has("xl/sharedStrings.xml"):
        _parse(package.read("xl/sharedStrings.xml"), strings, name)
    styles = Styles(budget)
    if package.has("xl/styles.xml"):
        _parse(package.read("xl/styles.xml"), styles, name)
    formats = format_codes(styles.custom, styles.formats_of_styles)
    for title, relation in book.sheets[:MAX_SHEETS]:
        part = targets.parts.get(relation, "")
        if not package.has(part):
            continue
        sheet = _Sheet(strings.texts, formats, book.epoch_1904, budget)
        xml = package.read(part)
        _parse(xml, sheet, name)
        yield sheet.grid(title, _merges(xml))


def _parse(xml: bytes, handler: ContentHandler, name: str) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        for start in range(0, len(xml), _PIECE):
            parser.feed(xml[start : start + _PIECE])
        parser.close()
    except EnoughError:
        return
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise ExpectedError("import_damaged", name=name) from error


def _merges(xml: bytes) -> list[tuple[int, int, int]]:
    """Column, first and last row of each merged block that spans rows."""
    blocks: list[tuple[int, int, int]] = []
    for found in _MERGE.finditer(xml):
        first, last = address(found[1].decode()), address(found[2].decode())
        if first and last and last[0] > first[0] and len(blocks) < _MAX_MERGES:
            blocks.append((first[1], first[0], last[0]))
    return blocks


class _Sheet(PartHandler):
    """The cells of one sheet, row by row."""

    def __init__(self, strings: list[str], formats: tuple[str, ...], epoch_1904: bool, budget: Budget) -> None:
        super().__init__(budget)
        self._strings = strings
        self._formats = formats
        self._epoch_1904 = epoch_1904
        self._rows: dict[int, tuple[list[str], set[int]]] = {}
        self._row = 0
        self._last_filled = 0
        self._column = -1
        self._kind = self._style = ""
        self._has_formula = False
        self._pieces: list[str] = []
        self._in_value = self._phonetic = False
        self._formula_count = self._without_result = 0
        self._cut = False

    def _begin(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "c":
                place = address(attributes.get("r", ""))
                self._column = place[1] if place else self._column + 1
                self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
                self._has_formula = False
                self._pieces = []
                self._budget.spend(cells=1)
            case "f":
                self._has_formula = True
            case "v":
                self._in_value = True
            case "t":
                self._in_value = not self._phonetic
            case "rPh":
                self._phonetic = True
            case "row":
                self._begin_row(attributes.get("r", ""))

    def _text(self, content: str) -> None:
        if self._in_value:
            self._pieces.append(content)

    def _end(self, tag: str) -> None:
        match tag:
            case "c":
                self._end_cell()
            case "v" | "t":
                self._in_value = False
            case "rPh":
                self._phonetic = False
            case "sheetData":
                raise EnoughError

    def _begin_row(self, number: str) -> None:
        self._row = int(number) if number.isdecimal() else self._row + 1
        self._column = -1
        if len(self._rows) >= MAX_ROWS:
            self._cut = True
            raise EnoughError
        if self._row - self._last_filled > _MAX_BLANK_RUN:
            raise EnoughError

    def _end_cell(self) -> None:
        text = self._cell_text("".join(self._pieces))
        if self._has_formula:
            self._formula_count += 1
            self._without_result += not text
        if not text or not 0 <= self._column < MAX_COLUMNS:
            self._cut = self._cut or bool(text)
            return
        self._budget.spend(characters=len(text))
        cells, formulas = self._rows.setdefault(self._row, ([], set()))
        self._last_filled = self._row
        cells.extend([""] * (self._column + 1 - len(cells)))
        cells[self._column] = text
        if self._has_formula:
            formulas.add(self._column)

    def _cell_text(self, raw: str) -> str:
        match self._kind:
            case "s":
                return self._strings[int(raw)] if raw.strip().isdecimal() else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw)
            case "n":
                style = int(self._style) if self._style.isdecimal() else 0
                code = self._formats[style] if style < len(self._formats) else ""
                return formatted_number(raw, code, epoch_1904=self._epoch_1904) if raw.strip() else ""
            case _:
                return unescaped(raw)

    def grid(self, title: str, merges: list[tuple[int, int, int]]) -> Grid:
        """What was read; blocks merged over several rows say their text in each of them."""
        filled = self._fill_merges(merges)
        rows = tuple(
            TableRow(number, tuple(cells), frozenset(formulas))
            for number, (cells, formulas) in sorted(self._rows.items())
        )
        return Grid(title, rows, tuple(self._notices(filled)))

    def _fill_merges(self, merges: list[tuple[int, int, int]]) -> int:
        filled = looked_at = 0
        for column, first, last in merges:
            cells = self._rows.get(first, ([], set()))[0]
            if column >= len(cells) or not cells[column]:
                continue
            for number in range(first + 1, min(last, self._last_filled) + 1):
                looked_at += 1
                if looked_at > _MAX_MERGED_ROWS:
                    return filled
                if number in self._rows:
                    below = self._rows[number][0]
                    below.extend([""] * (column + 1 - len(below)))
                    below[column] = below[column] or cells[column]
                    filled += 1
                    self._budget.spend(characters=len(cells[column]))
        return filled

    def _notices(self, filled: int) -> Iterator[Notice]:
        if self._formula_count:
            yield Notice(N_("Sel berisi rumus, dibaca hasil terakhirnya: {n}"), {"n": self._formula_count})
        if self._without_result:
            yield Notice(N_("Rumus tanpa hasil tersimpan, dibaca kosong: {n}"), {"n": self._without_result})
        if filled:
            yield Notice(N_("Sel gabungan, isinya diulang di tiap baris: {n}"), {"n": filled})
        if self._cut:
            yield Notice(
                N_("Hanya {rows} baris dan {columns} kolom pertama yang dibaca."),
                {"rows": MAX_ROWS, "columns": MAX_COLUMNS},
            )
