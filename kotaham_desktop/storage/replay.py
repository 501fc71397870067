"""The document made again from the file: from the snapshot and the rows behind it, or from the whole log."""

from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import log, snapshots
from kotaham_desktop.storage.document import Document, joined
from kotaham_desktop.storage.library import Connection


class RowChain:
    """Checks that each session's rows come unharmed, in their order and without a gap."""

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection
        self._last: dict[int, tuple[int, bytes]] = {}

    def start_from(self, client_id: int, seq: int, checksum: bytes) -> None:
        """Expect the session to go on behind that row."""
        self._last[client_id] = (seq, checksum)

    def accepts(self, row: log.LogRow) -> bool:
        """Whether the row is the next of its session and carries the right checksum."""
        known = self._last.get(row.client_id)
        if known is None:
            before = log.checksum_at(self._connection, row.client_id, row.seq - 1) if self._connection else b""
            known = (row.seq - 1 if before else 0, before)
        seq, checksum = known
        if row.seq != seq + 1 or not row.follows(checksum):
            return False
        self._last[row.client_id] = (row.seq, row.checksum)
        return True


def claimed_clocks(connection: Connection) -> dict[int, int]:
    """How far each session says it had come: what a whole document must have seen."""
    found = connection.execute("SELECT client_id, max(clock) FROM log GROUP BY client_id")
    return {client_id: clock for client_id, clock in found if clock}


def load_document(connection: Connection, client_id: int, path: Path) -> Document:
    """The document of the file, ready to be changed under a new client id; raises ``ExpectedError`` on damage."""
    document = _from_snapshot(connection, client_id, path)
    if document.clocks() != claimed_clocks(connection):
        document = from_whole_log(connection, client_id, path)
    document.watch()
    return document


def _from_snapshot(connection: Connection, client_id: int, path: Path) -> Document:
    upto, state = snapshots.load(connection)
    document = Document(client_id)
    try:
        if state:
            document.apply(state)
    except ValueError:  # only a cache: the log has everything
        return from_whole_log(connection, client_id, path)
    chain = RowChain(connection)
    for _, row in log.rows_after(connection, upto):
        if not chain.accepts(row):
            raise _damaged(path, row)
        if row.update:
            document.apply(row.update)
    return document


def from_whole_log(connection: Connection, client_id: int, path: Path) -> Document:
    """The document from every row, joined in chunks, which also mends one that was applied in a wrong order.

    Raises ``ExpectedError`` where a row is harmed or where even the whole log does not bring what it claims.
    """
    chain, updates = RowChain(), []
    for _, row in log.rows_after(connection):
        if not chain.accepts(row):
            raise _damaged(path, row)
        if row.update:
            updates.append(row.update)
    document = Document(client_id)
    for update in joined(updates):
        document.apply(update)
    if document.clocks() != claimed_clocks(connection):
        raise ExpectedError("file_damaged", name=path.name, path=str(path), detail="clock")
    return document


def _damaged(path: Path, row: log.LogRow) -> ExpectedError:
    return ExpectedError("file_damaged", name=path.name, path=str(path), detail=f"log {row.client_id:x}/{row.seq}")


def document_as_of(connection: Connection, log_id: int) -> Document:
    """The document as it stood after that row, for reading only."""
    updates = []
    for row_id, row in log.rows_after(connection):
        if row_id > log_id:
            break
        if row.update:
            updates.append(row.update)
    document = Document(0)
    for update in joined(updates):
        document.apply(update)
    return document
