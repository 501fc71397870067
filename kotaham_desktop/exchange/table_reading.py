"""Reading a table from a file or the clipboard, whatever program wrote it, without trusting it."""

from collections.abc import Iterable
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.incoming_text import clean_text
from kotaham_desktop.exchange.cell_safety import unquoted
from kotaham_desktop.exchange.delimited_reading import decoded, read_delimited
from kotaham_desktop.exchange.heading_guess import find_table
from kotaham_desktop.exchange.table import Grid, Notice, Table, TableRow
from kotaham_desktop.exchange.xlsx_package import MAX_FILE
from kotaham_desktop.exchange.xlsx_parts import MAX_CHARACTERS
from kotaham_desktop.exchange.xlsx_reading import read_xlsx
from kotaham_desktop.i18n import N_, _

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"Rar!",
    b"7z",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")
_LONGEST_CELL = 100_000


def read_table(path: Path, record_type: RecordType) -> Table:
    """The table in a file, its headings found by the aliases of ``record_type``.

    Raises ``ExpectedError``: ``import_unreadable``, ``import_too_large``, ``import_wrong_kind``, ``import_locked``,
    ``import_damaged`` or ``import_empty``, each with ``name``. The file is only read.
    """
    name = path.name
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise ExpectedError("import_unreadable", name=name) from error
    if len(content) > MAX_FILE:
        raise ExpectedError("import_too_large", name=name)
    return read_table_content(content, name, record_type)


def read_table_content(content: bytes, name: str, record_type: RecordType) -> Table:
    """The table in the bytes of a file; the kind follows from the bytes, never from the name."""
    if content.startswith(b"PK"):
        return _chosen(read_xlsx(content, name), name, record_type)
    if content.startswith(_OLD_OFFICE):
        raise ExpectedError("import_locked" if _ENCRYPTED in content else "import_wrong_kind", name=name)
    if content.startswith(_OTHER_KINDS) or content[:200].lstrip().lower().startswith(_MARKUP):
        raise ExpectedError("import_wrong_kind", name=name)
    text, notices = decoded(content)
    grid = read_delimited(text)
    return _chosen([Grid("", grid.rows, notices + grid.notices)], name, record_type)


def read_pasted(text: str, record_type: RecordType) -> Table:
    """The table in pasted text: cells parted by tabs, semicolons or commas, one row a line."""
    if len(text) > MAX_FILE:
        raise ExpectedError("import_too_large", name=_("Tempelan"))
    return _chosen([read_delimited(text)], _("Tempelan"), record_type)


def _chosen(grids: Iterable[Grid], name: str, record_type: RecordType) -> Table:
    table = find_table((_cleaned(grid, name) for grid in grids), record_type)
    if table is None or not table.rows:
        raise ExpectedError("import_empty", name=name)
    return table


def _cleaned(grid: Grid, name: str) -> Grid:
    """The grid with cells that can be kept: no control characters, nothing longer than a long note."""
    if sum(len(cell) for row in grid.rows for cell in row.cells) > MAX_CHARACTERS:
        raise ExpectedError("import_too_large", name=name)
    replaced = shortened = 0
    rows: list[TableRow] = []
    for row in grid.rows:
        cells: list[str] = []
        for cell in row.cells:
            shortened += len(cell) > _LONGEST_CELL
            cleaned = clean_text(cell[:_LONGEST_CELL])
            replaced += cleaned.replaced
            cells.append(unquoted(cleaned.text.strip()))
        rows.append(TableRow(row.number, tuple(cells), row.formulas))
    notices = list(grid.notices)
    if replaced:
        notices.append(Notice(N_("Karakter yang tidak dapat disimpan, diganti tanda \ufffd: {n}"), {"n": replaced}))
    if shortened:
        notices.append(Notice(N_("Sel terlalu panjang, dibaca 100.000 karakter pertama: {n}"), {"n": shortened}))
    return Grid(grid.name, tuple(rows), tuple(notices))
