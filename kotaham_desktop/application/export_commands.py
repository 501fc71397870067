"""Handing out a whole workshop as a file of another kind, for a chosen audience."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.disclosure import disclose
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.methods import Method
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.exchange.export_csv import csv_export, csv_zip_export
from kotaham_desktop.exchange.export_json import json_export
from kotaham_desktop.exchange.export_tables import export_tables
from kotaham_desktop.exchange.safe_write import write_whole
from kotaham_desktop.i18n import current_language

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


class ExportFormat(StrEnum):
    """The kinds of file that a workshop can be handed out as."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    """One file with all types side by side; with a name ending in ``.zip`` one file for each type in a zip."""
    DOCX = "docx"
    """The activity report, for people who edit it in Word; it is told whole, never narrowed to some types."""


def export_workshop(
    workshop: "Workshop",
    *,
    audience: Audience,
    format: ExportFormat | str,
    output: Path,
    types: Sequence[str] = (),
    methods: Mapping[str, Method] | None = None,
) -> int:
    """Write what the audience may see to ``output``, whole or not at all, and return how many records it holds.

    ``types`` narrows it to some record types. Raises ``ExpectedError("export_failed")``,
    ``ExpectedError("export_onto_workshop")`` where ``output`` is the workshop itself, or ``unknown_type``.
    """
    content, count = export_content(
        workshop, audience=audience, format=format, output=output, types=types, methods=methods
    )
    write_whole(output, content)
    return count


def export_content(
    workshop: "Workshop",
    *,
    audience: Audience,
    format: ExportFormat | str,
    output: Path,
    types: Sequence[str] = (),
    methods: Mapping[str, Method] | None = None,
) -> tuple[bytes, int]:
    """What ``export_workshop`` would write, and how many records it holds; equal work gives equal bytes.

    ``release_commands.hand_out`` lets it leave: confirmed where two people are asked, and noted.
    """
    for name in types:
        if name not in RECORD_TYPES:
            raise ExpectedError("unknown_type", type=name)
    # Deleted records help to know whose names must be masked; none of them is handed out.
    everything = {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES}
    disclosed = disclose(everything, audience, local_time(workshop.now()).date())
    chosen = {name: disclosed[name] for name in RECORD_TYPES if not types or name in types}
    if ExportFormat(format) is ExportFormat.DOCX:
        return _word_document(workshop, audience), sum(len(group) for group in disclosed.values())
    known_methods = ReferenceData().methods if methods is None else methods
    content = _content(chosen, disclosed, audience, ExportFormat(format), output, known_methods)
    return content, sum(len(group) for group in chosen.values())


def _word_document(workshop: "Workshop", audience: Audience) -> bytes:
    # The report and its libraries cost a quarter of a second to import; only this format needs them.
    from kotaham_desktop.application.report_commands import build_word_report  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.reports.options import ReportOptions  # noqa: PLC0415 - late: start-up

    return build_word_report(workshop, ReportOptions(audience=audience, language=current_language()))


def _content(
    chosen: Mapping[str, Sequence[Record]],
    disclosed: Mapping[str, Sequence[Record]],
    audience: Audience,
    wanted: ExportFormat,
    output: Path,
    methods: Mapping[str, Method],
) -> bytes:
    if wanted is ExportFormat.JSON:
        return json_export(chosen, audience)
    tables = tuple(table for table in export_tables(disclosed, audience, methods) if table.type_name in chosen)
    if wanted is ExportFormat.CSV:
        return csv_zip_export(tables) if output.suffix.lower() == ".zip" else csv_export(tables)
    # openpyxl takes a quarter of a second to import; only this format needs it.
    from kotaham_desktop.exchange.export_xlsx import xlsx_export  # noqa: PLC0415 - late: start-up

    return xlsx_export(tables)
