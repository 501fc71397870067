"""Comparing what a file says with itself: log, tables, document, attachments, search. Changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import attachments, log, search_index
from kotaham_desktop.storage.audit_check import TrailReport, verify
from kotaham_desktop.storage.check_index import differing_records
from kotaham_desktop.storage.document import Document
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.recorder import new_client_id
from kotaham_desktop.storage.replay import from_whole_log
from kotaham_desktop.storage.tables import DELETED, Tables
from kotaham_desktop.storage.values import from_document
from kotaham_desktop.storage.workshop_file import WorkshopFile, quick_check

if TYPE_CHECKING:
    from kotaham_desktop.domain.record import Value

MOST_PROBLEMS = 50
UNREADABLE_CONTENT = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
"""What reading a column raises that does not hold what this program has written there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not agree: a code for the sentence, and the record, session or file it concerns."""

    code: str
    subject: str = ""


_REMEDIES = {
    "document_differs": "rebuild",
    "table_differs": "rebuild",
    "search_differs": "rebuild",
    "attachment_damaged": "merge",
    "attachment_missing": "merge",
    "trail_broken": "",  # what was done to the file cannot be undone, only known
}


@dataclass(slots=True)
class CheckReport:
    """What was compared, what did not agree, and what stands alone.

    Contents that no record uses and records whose parent is not there do no harm: an undone photo leaves the one, a
    colleague's copy that is still to come leaves the other.
    """

    log_rows: int = 0
    sessions: int = 0
    records: int = 0
    attachments: int = 0
    conflicts: int = 0
    unused_contents: int = 0
    records_without_parent: int = 0
    rows_of_unknown_sessions: int = 0
    acts: int = 0
    trail: TrailReport | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether everything agreed."""
        return not self.problems

    @property
    def remedies(self) -> tuple[str, ...]:
        """What helps, the mildest first: ``rebuild`` the tables, ``merge`` a colleague's copy, ``salvage``."""
        found = {_REMEDIES.get(problem.code, "salvage") for problem in self.problems}
        return tuple(remedy for remedy in ("rebuild", "merge", "salvage") if remedy in found)


def check(
    file: WorkshopFile,
    document: Document | None,
    *,
    expected: bytes = b"",
    progress: Callable[[float], None] = lambda _: None,
) -> CheckReport:
    """Check pages, row checksums, replayed log against tables and live document, full-text index, attachments, trail.

    ``expected`` is the newest seal of the trail that this laptop remembers.
    """
    connection, report = file.connection, CheckReport()
    report.log_rows = int(connection.execute("SELECT count(*) FROM log").fetchone()[0])
    report.sessions = len(log.sessions(connection))
    report.conflicts = int(connection.execute("SELECT count(*) FROM conflict").fetchone()[0])
    try:
        quick_check(connection, file.path)
        _count_orphans(connection, report)
        _check_trail(connection, report, expected)
        progress(0.2)
        replayed = from_whole_log(connection, new_client_id(), file.path)
    except ExpectedError as error:
        report.problems.append(Problem("damaged", str(error.values.get("detail", ""))))
        return report
    except UNREADABLE_CONTENT as error:
        report.problems.append(Problem("damaged", type(error).__name__))
        return report
    progress(0.5)
    stored = replayed.all_stored()
    report.records = len(stored)
    if document is not None and document.all_stored() != stored:
        report.problems.append(Problem("document_differs"))
    try:
        _compare_tables(connection, stored, report)
        known = {problem.subject for problem in report.problems}
        for record_id in sorted(set(differing_records(connection, stored)) - known):
            report.problems.append(Problem("table_differs", record_id))
    except UNREADABLE_CONTENT:
        report.problems.append(Problem("table_differs"))
    progress(0.8)
    if not file.read_only:
        _check_search(connection, report)
    _check_attachments(connection, report)
    del report.problems[MOST_PROBLEMS:]
    progress(1.0)
    return report


def _check_trail(connection: Connection, report: CheckReport, expected: bytes) -> None:
    report.trail = verify(connection, expected=expected)
    report.acts = report.trail.acts
    if not report.trail.is_whole:
        report.problems.append(Problem("trail_broken", str(len(report.trail.faults))))


def _compare_tables(connection: Connection, stored: dict[str, dict[str, object]], report: CheckReport) -> None:
    replayed: dict[str, dict[str, Value]] = {}
    for record_id, content in stored.items():
        record_type = RECORD_TYPES.get(str(content.get("type", "")))
        if record_type is not None:
            replayed[record_id] = {**from_document(record_type, content), DELETED: bool(content.get(DELETED))}
    tables = Tables(connection).all_values()
    for record_id in replayed.keys() | tables.keys():
        if replayed.get(record_id) != tables.get(record_id):
            report.problems.append(Problem("table_differs", record_id))


def _check_search(connection: Connection, report: CheckReport) -> None:
    report.problems.extend(Problem("search_differs", name) for name in search_index.faults(connection) if name)


def _check_attachments(connection: Connection, report: CheckReport) -> None:
    for (sha256,) in connection.execute("SELECT sha256 FROM attachment_content").fetchall():
        report.attachments += 1
        try:
            attachments.content(connection, sha256)
        except ExpectedError:
            report.problems.append(Problem("attachment_damaged", sha256[:12]))
    report.problems.extend(Problem("attachment_missing", sha256[:12]) for sha256 in attachments.missing(connection))


def _count_orphans(connection: Connection, report: CheckReport) -> None:
    def counted(statement: str) -> int:
        return int(connection.execute(statement).fetchone()[0])

    report.unused_contents = counted(
        f"SELECT count(*) FROM attachment_content WHERE sha256 NOT IN (SELECT sha256 FROM ({attachments.NAMED}))"
    )
    report.rows_of_unknown_sessions = counted(
        "SELECT count(*) FROM log WHERE client_id NOT IN (SELECT client_id FROM session)"
    )
    if report.rows_of_unknown_sessions:
        report.problems.append(Problem("session_missing", str(report.rows_of_unknown_sessions)))
    for record_type in RECORD_TYPES.values():
        links = [
            f'("{one.name}" != \'\' AND "{one.name}" NOT IN (SELECT id FROM record_index))'
            for one in record_type.fields
            if one.kind is FieldKind.LINK
        ]
        if links:
            report.records_without_parent += counted(
                f'SELECT count(*) FROM "{record_type.name}" WHERE deleted = 0 AND ({" OR ".join(links)})'
            )
