"""A workshop as CSV, as a double click in Indonesia opens it: UTF-8 with its mark, semicolons, every cell in quotes.

One file with all types side by side (a first column says which), or a zip with one file for each type.
"""

import csv
import io
import zipfile
from collections.abc import Sequence

from kotaham_desktop.exchange.cell_safety import quoted
from kotaham_desktop.exchange.export_tables import Cell, ExportTable
from kotaham_desktop.i18n import _

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def csv_export(tables: Sequence[ExportTable]) -> bytes:
    """All tables in one; columns of the same heading are shared, and a first column names the type."""
    headings = tuple(dict.fromkeys(heading for table in tables for heading in table.headings))
    rows = [(_("Jenis data"), *headings)]
    for table in tables:
        places = {heading: place for place, heading in enumerate(table.headings)}
        rows += [
            (table.title, *(str(row[places[heading]]) if heading in places else "" for heading in headings))
            for row in table.rows
        ]
    return _written(rows)


def csv_zip_export(tables: Sequence[ExportTable]) -> bytes:
    """One file for each type, named after it, without a date or an owner."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.type_name}.csv", _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _written([table.headings, *table.rows]))
    return target.getvalue()


def _written(rows: Sequence[Sequence[Cell]]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([quoted(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")
