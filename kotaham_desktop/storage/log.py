"""The log: every change as one Yjs update with who and when, append-only, each session's rows chained by checksum."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.storage.library import Connection

Touched = Mapping[str, Mapping[str, Any]]
"""Record id -> field -> new value; a text field and a removed value stand as null.

``+`` marks a creation, ``-`` what was erased: in a row of kind ``erase`` what goes and why, in any other row the names
of the fields whose content is gone, an empty name for all of them.
"""

CREATED = "+"
ERASED = "-"
MERGE_KIND = "merge"
ERASE_KIND = "erase"
REBUILT = "?"
"""Stands for the program's version in a session whose own row was lost and that a salvage has rebuilt."""
COLUMNS = 'client_id, seq, at, kind, clock, checksum, touched, "update"'


@dataclass(frozen=True, slots=True)
class LogRow:
    """One change. ``seq`` numbers a session's rows from 1 without gaps, ``at`` is milliseconds since 1970 UTC.

    ``clock`` is the author's own Yjs clock after the change: it proves later that no text was dropped on the way.
    """

    client_id: int
    seq: int
    at: int
    kind: str
    clock: int
    checksum: bytes
    touched: str
    update: bytes

    @property
    def key(self) -> tuple[int, int]:
        """Session and number."""
        return self.client_id, self.seq

    @property
    def touched_fields(self) -> Touched:
        """What the change touched."""
        fields: Touched = json.loads(self.touched)
        return fields

    def follows(self, previous_checksum: bytes) -> bool:
        """Whether the row is unharmed and stands where it was written, right after the row with that checksum."""
        return self.checksum == chained_checksum(
            previous_checksum, self.client_id, self.seq, self.at, self.kind, self.clock, self.touched, self.update
        )


@dataclass(frozen=True, slots=True)
class Session:
    """One opening of a file for writing, and the last row that the file's own line had seen when it began."""

    client_id: int
    parent_client: int
    parent_seq: int
    device: str
    author: str
    opened_at: int
    app_version: str

    @property
    def is_rebuilt(self) -> bool:
        """Whether only the id is what it was."""
        return self.app_version == REBUILT


def chained_checksum(
    previous: bytes, client_id: int, seq: int, at: int, kind: str, clock: int, touched: str, update: bytes
) -> bytes:
    """The checksum of a row, over the row before it in its session; the first row follows an empty checksum."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(previous)
    digest.update(f"|{client_id}|{seq}|{at}|{kind}|{clock}|{len(touched)}|".encode())
    digest.update(touched.encode())
    digest.update(update)
    return digest.digest()


def written_touched(touched: Mapping[str, Any]) -> str:
    """What a row touched, in the one way in which rows hold it."""
    return json.dumps(touched, ensure_ascii=False, separators=(",", ":"))


def append(connection: Connection, row: LogRow, *, here: bool) -> int:
    """Write one row and what it touched; ``here`` says whether this file's own line wrote it. Returns the row's id."""
    cursor = connection.execute(
        f"INSERT INTO log ({COLUMNS}, here) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.client_id,
            row.seq,
            row.at,
            row.kind,
            row.clock,
            row.checksum,
            row.touched,
            row.update,
            int(here),
        ),
    )
    log_id = int(cursor.lastrowid)
    if row.kind != MERGE_KIND:
        connection.executemany(
            "INSERT INTO touch (record, log_id) VALUES (?, ?)", [(record, log_id) for record in row.touched_fields]
        )
    return log_id


def add_session(connection: Connection, session: Session) -> None:
    """Write a session, once; one that a salvage could only rebuild gives way to what another copy knows."""
    connection.execute(
        "INSERT INTO session (client_id, parent_client, parent_seq, device, author, opened_at, app_version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (client_id) DO UPDATE SET parent_client = excluded.parent_client,"
        " parent_seq = excluded.parent_seq, device = excluded.device, author = excluded.author,"
        f" opened_at = excluded.opened_at, app_version = excluded.app_version WHERE app_version = '{REBUILT}'",
        (
            session.client_id,
            session.parent_client,
            session.parent_seq,
            session.device,
            session.author,
            session.opened_at,
            session.app_version,
        ),
    )


def sessions(connection: Connection) -> list[Session]:
    """All sessions that the file knows."""
    found = connection.execute(
        "SELECT client_id, parent_client, parent_seq, device, author, opened_at, app_version FROM session"
    )
    return [Session(*row) for row in found]


def rows_after(connection: Connection, log_id: int = 0) -> Iterator[tuple[int, LogRow]]:
    """The rows behind ``log_id`` in the file's order, each with its id."""
    found = connection.execute(f"SELECT id, {COLUMNS} FROM log WHERE id > ? ORDER BY id", (log_id,))
    for log_id_of_row, client_id, seq, at, kind, clock, checksum, touched, update in found:
        yield log_id_of_row, LogRow(client_id, seq, at, kind, clock, bytes(checksum), touched, bytes(update))


def updates(connection: Connection) -> list[bytes]:
    """The changes of the document in the file's order."""
    found = connection.execute('SELECT "update" FROM log WHERE length("update") > 0 ORDER BY id')
    return [bytes(update) for (update,) in found]


def version(connection: Connection) -> dict[int, int]:
    """The last row number of each session."""
    return dict(connection.execute("SELECT client_id, max(seq) FROM log GROUP BY client_id").fetchall())


def checksum_at(connection: Connection, client_id: int, seq: int) -> bytes:
    """The checksum of one row, empty before a session's first."""
    found = connection.execute("SELECT checksum FROM log WHERE client_id = ? AND seq = ?", (client_id, seq)).fetchone()
    return bytes(found[0]) if found else b""


def last_written_here(connection: Connection) -> tuple[int, int]:
    """Session and number of the last row that this file's own line wrote, or zeros in a new file."""
    found = connection.execute("SELECT client_id, seq FROM log WHERE here = 1 ORDER BY id DESC LIMIT 1").fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)


def last_change_here(connection: Connection) -> int:
    """When this file's own line wrote last, merges included, in milliseconds since 1970 UTC; 0 in a new file."""
    found = connection.execute("SELECT at FROM log WHERE here = 1 ORDER BY id DESC LIMIT 1").fetchone()
    return int(found[0]) if found else 0


def last_id(connection: Connection) -> int:
    """The id of the newest row, 0 in a new file."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM log").fetchone()[0])
