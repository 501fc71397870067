"""Writes what changed in the document to the file, log row and tables in one transaction; pending if that fails."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from kotaham_desktop import __version__
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import attachments, log
from kotaham_desktop.storage.audit import Trail
from kotaham_desktop.storage.causality import Causality
from kotaham_desktop.storage.conflicts import RECONSIDERED, Conflicts, is_disputable
from kotaham_desktop.storage.document import EDIT, CapturedUpdate, Document
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.log import CREATED, LogRow, Session
from kotaham_desktop.storage.replay import load_document
from kotaham_desktop.storage.tables import Tables
from kotaham_desktop.storage.workshop_file import WorkshopFile


def new_client_id() -> int:
    """A client id for one opening of a file; never stored for reuse, because two documents with one id diverge."""
    return secrets.randbits(52) + 1


class Recorder:
    """The way from the document to the disk for one opening of a file."""

    def __init__(self, file: WorkshopFile, document: Document, trail: Trail, *, author: str, device: str) -> None:
        self.trail = trail
        self._file = file
        self._connection = file.connection
        self._document = document
        self._author, self._device = author, device
        self._tables = Tables(file.connection)
        self._conflicts = Conflicts(file.connection)
        self._seq = 0
        self._checksum = b""
        self._session_written = False
        self._pending: list[LogRow] = []
        self._pending_contents: list[tuple[bytes, str]] = []

    @property
    def pending(self) -> int:
        """How many changes are in the document but not on the disk yet."""
        return len(self._pending)

    @property
    def last_key(self) -> tuple[int, int]:
        """This session and its newest row."""
        return self._document.client_id, self._seq

    def keep_content(self, content: bytes, media_type: str) -> str:
        """Have an attachment's content written together with the next row; returns its fingerprint."""
        self._pending_contents.append((content, media_type))
        return attachments.fingerprint(content)

    @property
    def document(self) -> Document:
        """The document whose changes are recorded."""
        return self._document

    def add(self, kind: str, captured: Sequence[CapturedUpdate], at: int) -> None:
        """Number and seal what changed; :meth:`flush` writes it."""
        clock = self._document.own_clock()
        for change in captured:
            self._add_row(kind, change.update, dict(change.touched), clock, at)

    def add_merge(self, seen: Mapping[int, int], at: int) -> None:
        """Note which rows of which sessions a merge has brought."""
        touched = {"seen": {str(client_id): seq for client_id, seq in sorted(seen.items())}}
        self._add_row(log.MERGE_KIND, b"", touched, self._document.own_clock(), at)

    def _add_row(self, kind: str, update: bytes, touched: Mapping[str, Any], clock: int, at: int) -> None:
        self._seq += 1
        text = log.written_touched(touched)
        client_id = self._document.client_id
        self._checksum = log.chained_checksum(self._checksum, client_id, self._seq, at, kind, clock, text, update)
        self._pending.append(LogRow(client_id, self._seq, at, kind, clock, self._checksum, text, update))

    def flush(self) -> None:
        """Write everything pending, and acts that wait for it, in one transaction.

        Raises ``ExpectedError`` and keeps it pending if that fails.
        """
        if not self._pending and not self.trail.is_waiting:
            return
        self._file.assert_in_place()
        with told_as_expected(self._file.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self.write_pending()
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        self.forget_pending()

    def write_pending(self) -> None:
        """Write what is pending inside the caller's transaction; the caller commits and then forgets it."""
        if self._pending and not self._session_written:
            parent, at = log.last_written_here(self._connection), self._pending[0].at
            session = Session(self._document.client_id, *parent, self._device, self._author, at, __version__)
            self.trail.begin(at, session)
            log.add_session(self._connection, session)
        for content, media_type in self._pending_contents:
            attachments.store(self._connection, content, media_type)
        for row in self._pending:
            log.append(self._connection, row, here=True)
            if row.kind != log.MERGE_KIND:
                self.project(row)
        self._settle_conflicts()
        self.trail.write_waiting()

    def forget_pending(self) -> None:
        """What was pending is on the disk."""
        self._session_written = self._session_written or bool(self._pending)
        self._pending, self._pending_contents = [], []
        self.trail.forget_waiting()

    def go_on_in(self, file: WorkshopFile, document: Document, trail: Trail) -> None:
        """Write from now on into the same workshop, opened again, through a document made from it.

        ``document`` takes in what is pending. Raises ``ExpectedError("file_unreachable")`` where the file lacks what
        this opening knows to be in it: it is an older copy.
        """
        client_id = self._document.client_id
        reached = [row for row in self._pending if log.checksum_at(file.connection, client_id, row.seq)]
        waiting = self._pending[len(reached) :]
        for row in waiting:
            if row.update:
                document.apply(row.update)
        known = document.clocks()
        lacks = any(known.get(client, 0) < clock for client, clock in self._document.clocks().items())
        before = log.checksum_at(file.connection, client_id, self._seq - len(waiting))
        if lacks or (waiting and not waiting[0].follows(before)):
            raise ExpectedError("file_unreachable", name=file.path.name, path=str(file.path))
        # What the disk kept although it said otherwise is not written twice.
        self._session_written = self._session_written or bool(reached)
        self._pending = waiting
        overtaken = self._session_written and log.last_written_here(file.connection)[0] != client_id
        self._file, self._connection, self._document, self.trail = file, file.connection, document, trail
        self._tables, self._conflicts = Tables(file.connection), Conflicts(file.connection)
        if overtaken:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Write what is pending as a new session, because another one has followed ours in the file."""
        ours, waiting = self._document, self._pending
        self._document = load_document(self._connection, new_client_id(), self._file.path)
        self._seq, self._checksum, self._session_written, self._pending = 0, b"", False, []
        touched: dict[str, set[str]] = {}
        for row in waiting:
            for record_id, fields in row.touched_fields.items():
                touched.setdefault(record_id, set()).update(fields)
        created = {one: {CREATED: ours.stored(one)["type"]} for one in touched if one not in self._document}
        with self._document.transaction(EDIT) as captured:
            self._document.write_over(ours, touched)
        ours.close()
        if captured:
            last = captured[-1]
            described = [*captured[:-1], CapturedUpdate(last.update, {**last.touched, **created})]
            self.add("edit", described, waiting[-1].at)

    def project(self, row: LogRow) -> None:
        """Bring the tables up to the document for everything that a row touched."""
        project(self._tables, self._document, row)

    def _settle_conflicts(self) -> None:
        touched = [
            (record_id, field)
            for row in self._pending
            if row.kind != log.MERGE_KIND
            for record_id, fields in row.touched_fields.items()
            for field in fields
            if self._conflicts.is_listed(record_id, field)
            or (row.kind in RECONSIDERED and is_disputable(self._tables.type_if_known(record_id), field))
        ]
        if touched:
            self._conflicts.reconsider(touched, Causality(self._connection))


def project(tables: Tables, document: Document, row: LogRow) -> None:
    """Bring the tables up to the document for everything that a log row touched."""
    for record_id, fields in row.touched_fields.items():
        if record_id not in document:
            continue
        stored = document.stored(record_id)
        if CREATED in fields:
            tables.insert(record_id, stored, row.at)
        else:
            tables.update(record_id, fields, stored, row.at)
