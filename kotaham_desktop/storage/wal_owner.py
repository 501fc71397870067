"""Whether the write-ahead log beside a file is the file's own.

SQLite takes any ``-wal`` that bears the file's name. After a crash one may be left there, and when somebody then
puts another file under that name (a backup, a colleague's copy, a new workshop), SQLite mixes the pages of both: in
our tests it made a damaged file, or, worse, a sound one with a stranger's notes in it
(https://sqlite.org/howtocorrupt.html, section 1.4). So each opening for writing puts a mark of its own into the file
while its log is empty, and then the same mark, lengthened, into the log: the two must agree.
"""

import secrets
from contextlib import closing
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection, SqliteError

_MARK = "opening"
_IN_THE_LOG = ":log"
_WAL_HEADER_BYTES = 32
_READ = "SELECT value FROM meta WHERE key = ?"
_WRITE = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def wal_path(path: Path) -> Path:
    """Where SQLite keeps the newest rows of an open file."""
    return path.with_name(path.name + "-wal")


def mark_anew(connection: Connection) -> None:
    """Give a file a mark of its own; an older mark in a copy would be mistaken for it."""
    connection.execute(_WRITE, (_MARK, secrets.token_hex(8)))


def begin_log(connection: Connection) -> None:
    """Mark the file, make its connection durable and mark its new log, before anything else is written there."""
    connections.make_durable(connection)
    patience = int(connection.execute("PRAGMA busy_timeout").fetchone()[0])
    connection.execute("PRAGMA busy_timeout=0")
    try:
        mark = _read(connection)
        # Where somebody reads the file now, what a killed program left in its log stays, and so does the mark.
        if connections.fold_in(connection):
            mark_anew(connection)
            if connections.fold_in(connection):
                mark = _read(connection)
        _mark_log(connection, mark)
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}")


def _mark_log(connection: Connection, mark: str) -> None:
    # Not synced: what is synced later in the same log syncs this too, and before that there is nothing to protect.
    connection.execute("PRAGMA synchronous=NORMAL")
    # A page is only written where its content changes, so the mark grows by turns.
    longer = mark.removesuffix(_IN_THE_LOG) if mark.endswith(_IN_THE_LOG) else mark + _IN_THE_LOG
    connection.execute(_WRITE, (_MARK, longer))
    connection.execute("PRAGMA synchronous=FULL")


def _read(connection: Connection) -> str:
    found = connection.execute(_READ, (_MARK,)).fetchone()
    return str(found[0]) if found else ""


def is_foreign(path: Path, key: Key | None) -> bool:
    """Whether the log beside the file was left there by another file; nothing on the disk changes."""
    if not _has_rows(wal_path(path)):
        return False
    alone = _mark(path, "immutable=1", key)
    # A file without a mark is older than the marks; one that cannot be read alone was stopped while the log was
    # folded into it, and only the log makes it whole.
    return bool(alone) and _mark(path, "mode=ro", key) != alone


def set_aside(path: Path) -> Path:
    """Take a foreign log away from the file, under a name that SQLite does not look for; returns that name."""
    beside = wal_path(path)
    aside = beside.with_name(f"{beside.name}.asing-{secrets.token_hex(4)}")
    beside.rename(aside)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return aside


def _has_rows(beside: Path) -> bool:
    try:
        return beside.stat().st_size > _WAL_HEADER_BYTES
    except OSError:
        return False


def _mark(path: Path, mode: str, key: Key | None) -> str | None:
    """The mark that a connection of this mode sees; None where it sees no readable file."""
    try:
        with closing(connections.looking(path, mode, key)) as connection:
            return _read(connection).removesuffix(_IN_THE_LOG)
    # MemoryError is what SQLCipher raises on a page whose seal is broken, ExpectedError what a wrong key is told as.
    except (SqliteError, MemoryError, ExpectedError):
        return None
