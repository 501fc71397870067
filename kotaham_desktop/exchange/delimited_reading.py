"""CSV, TSV and pasted tables: text in an unknown encoding with an unknown separator."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from kotaham_desktop.exchange.table import MAX_COLUMNS, MAX_ROWS, Grid, Notice, TableRow
from kotaham_desktop.i18n import N_

_SEPARATORS = "\t;,|"
_PROBED_LINES = 50
_PROBED_CHARACTERS = 200_000
_MOSTLY_ZERO = 0.2
_MOST_LINES_IN_A_LOOSE_CELL = 5


def decoded(content: bytes) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file by its mark or its bytes: UTF-8, UTF-16, else Windows-1252, which Excel writes here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), ()
    probe = content[:4096]
    if len(probe) > 3 and probe.count(0) > len(probe) * _MOSTLY_ZERO:  # noqa: PLR2004 - two letters of UTF-16
        return content.decode(
            "utf-16-le" if probe[1::2].count(0) >= probe[::2].count(0) else "utf-16-be", "replace"
        ), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        notice = Notice(N_("Berkas ini bukan UTF-8; dibaca sebagai Windows-1252. Periksa huruf beraksen."))
        return content.decode("cp1252", "replace"), (notice,)


def read_delimited(text: str, name: str = "") -> Grid:
    """The rows of the text; a quote that never closes is read as an ordinary character and reported."""
    text, separator = _without_hint(text.removeprefix("\ufeff"))
    separator = separator or _separator(text)
    notices: list[Notice] = []
    quoted = _quoted_rows(text, separator)
    if quoted is not None:
        numbered, cut = quoted
    else:
        notices.append(Notice(N_("Ada tanda kutip yang tidak berpasangan; tanda kutip dibaca sebagai huruf biasa.")))
        lines = (line.split(separator, MAX_COLUMNS) for line in _lines(text))
        numbered, cut = _rows(lines)
    if cut:
        values = {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
        notices.append(Notice(N_("Hanya {rows} baris dan {columns} kolom pertama yang dibaca."), values))
    return Grid(name, numbered, tuple(notices))


def _quoted_rows(text: str, separator: str) -> tuple[tuple[TableRow, ...], bool] | None:
    """The rows with their quotes understood, or None where a quote swallows the rows after it."""
    try:
        return _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "expected after" not in str(error):
            return None
    try:
        rows, cut = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return None
    swallowed = any(cell.count("\n") > _MOST_LINES_IN_A_LOOSE_CELL for row in rows for cell in row.cells)
    return None if swallowed else (rows, cut)


def _rows(lines: Iterable[list[str]]) -> tuple[tuple[TableRow, ...], bool]:
    rows: list[TableRow] = []
    cut = False
    for number, cells in enumerate(lines, start=1):
        cut = cut or any(cells[MAX_COLUMNS:])
        row = TableRow(number, tuple(cells[:MAX_COLUMNS]))
        if row.is_blank:
            continue
        if len(rows) == MAX_ROWS:
            return tuple(rows), True
        rows.append(row)
    return tuple(rows), cut


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in io.StringIO(text, newline=None))


def _without_hint(text: str) -> tuple[str, str]:
    """Excel's first line ``sep=;`` names the separator and is no row; a blank line keeps the row numbers."""
    first, end, rest = text.partition("\n")
    hint = first.strip().strip('"').lower()
    if len(hint) == len("sep=;") and hint.startswith("sep="):
        return f"{end}{rest}", hint[-1]
    if hint == "sep=":
        return f"{end}{rest}", "\t"
    return text, ""


def _separator(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of pieces, quotes respected."""
    lines = [line for line in text[:_PROBED_CHARACTERS].splitlines()[:_PROBED_LINES] if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator)) if lines else ","


def _evenness(lines: list[str], separator: str) -> tuple[int, int]:
    counts = Counter(_outside_quotes(line).count(separator) for line in lines)
    counts.pop(0, None)
    if not counts:
        return (0, 0)
    pieces, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (agreeing, pieces)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
