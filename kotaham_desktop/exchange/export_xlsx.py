"""A workshop as XLSX: one sheet for each type, every text a text, nothing in it about who made it where."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kotaham_desktop.domain.records import WORKSHOP
from kotaham_desktop.exchange.cell_safety import is_formula_like
from kotaham_desktop.exchange.export_tables import Cell, ExportTable
from kotaham_desktop.i18n import _

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SCHEMAS = b"http://schemas.openxmlformats.org"
_NEUTRAL_PARTS = {
    "docProps/core.xml": _XML
    + b'<cp:coreProperties xmlns:cp="'
    + _SCHEMAS
    + b'/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _XML + b'<Properties xmlns="' + _SCHEMAS + b'/officeDocument/2006/extended-properties"/>',
}
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NARROW, _WIDE = 14, 48
_MEANS_LONG = 24
_SHEET_NAME = 31
_HEADING_FILL = "E1F0EE"


def xlsx_export(tables: Sequence[ExportTable]) -> bytes:
    """The tables as sheets; equal tables give equal bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    titles: set[str] = set()
    for table in tables:
        title = _sheet_title(table.title, titles)
        _fill(book.create_sheet(title), _upright(table) if table.type_name == WORKSHOP.name else table)
    if not tables:
        book.create_sheet("-")
    target = io.BytesIO()
    book.save(target)
    return _neutral(target.getvalue())


def _upright(table: ExportTable) -> ExportTable:
    """The one record about the training as a list of two columns, which can be read without scrolling sideways."""
    rows = tuple((heading, *(row[place] for row in table.rows)) for place, heading in enumerate(table.headings))
    return replace(table, headings=(_("Isian"), *([_("Isi")] * len(table.rows))), rows=rows)


def _fill(sheet: Worksheet, table: ExportTable) -> None:
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(table.headings, start=1):
        is_long = any(len(str(row[place - 1])) > _MEANS_LONG for row in table.rows)
        width = _WIDE if is_long else max(_NARROW, min(len(heading) + 4, _MEANS_LONG))
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = sheet.cell(1, place)
        _write(cell, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEADING_FILL)
    for number, row in enumerate(table.rows, start=2):
        for place, value in enumerate(row, start=1):
            if value != "":
                _write(sheet.cell(number, place), value)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(table.rows) + 1}"


def _write(cell: OpenpyxlCell | MergedCell, value: Cell) -> None:
    if not isinstance(cell, OpenpyxlCell):
        raise TypeError(cell)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _ESCAPE_LIKE.sub("_x005F_", value)
    # openpyxl takes "=..." for a formula and "#N/A" for an error; here every text is a text.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = is_formula_like(value)


def _sheet_title(title: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:_SHEET_NAME] or "-"
    number = 2
    name = plain
    while name.casefold() in taken:
        suffix = f" {number}"
        name = f"{plain[: _SHEET_NAME - len(suffix)]}{suffix}"
        number += 1
    taken.add(name.casefold())
    return name


def _neutral(content: bytes) -> bytes:
    """The file without its maker's name, tool and time, in the parts and in the zip around them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _NEUTRAL_PARTS.get(name) or source.read(name))
    return target.getvalue()
