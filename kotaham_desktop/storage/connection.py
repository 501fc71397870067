"""Connections to a workshop file, always with the safe settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection, DatabaseError, sqlite

BUSY_TIMEOUT_MS = 3000
_REACHING_OUT = frozenset({sqlite.SQLITE_ATTACH, sqlite.SQLITE_DETACH})


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{mode}"


def _unlocked(connection: Connection, key: Key, path: Path) -> None:
    """Hand the key over and try it; raises ``ExpectedError`` on a wrong one."""
    # SQLCipher writes its failed attempts to the terminal otherwise.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f'PRAGMA key = "{key.for_pragma}"')
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        raise ExpectedError("passphrase_wrong", name=path.name, path=str(path)) from None


def _safe(connection: Connection, key: Key | None, path: Path) -> Connection:
    if key is not None:
        _unlocked(connection, key, path)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return connection


def unchanging(path: Path, key: Key | None = None, *, create: bool = False) -> Connection:
    """A connection that may write but has changed nothing yet, for looking at a file before trusting it."""
    connection = sqlite.connect(_uri(path, "mode=rwc" if create else "mode=rw"), uri=True, isolation_level=None)
    try:
        return _safe(connection, key, path)
    except BaseException:
        connection.close()
        raise


def make_durable(connection: Connection) -> None:
    """From now on: WAL, each commit synced to the disk, deleted content overwritten. Marks the file as a WAL file."""
    connection.execute("PRAGMA secure_delete=ON")
    # Read to the end: the file is only changed once the answer was read, and a disk that refuses it must be heard.
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.execute("PRAGMA synchronous=FULL")


def writable(path: Path, key: Key | None = None, *, create: bool = False) -> Connection:
    """A durable connection that may write, to a file that is known to be ours."""
    connection = unchanging(path, key, create=create)
    try:
        make_durable(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def read_only(path: Path, key: Key | None = None) -> Connection:
    """A connection that cannot write, also on read-only media and beside a writer."""
    has_log = path.with_name(path.name + "-wal").exists()
    return looking(path, "mode=ro" if has_log else "immutable=1", key)


def looking(path: Path, mode: str, key: Key | None = None) -> Connection:
    """A connection that cannot write: ``mode=ro`` sees the log beside the file, ``immutable=1`` the file alone."""
    connection = sqlite.connect(_uri(path, mode), uri=True, isolation_level=None)
    try:
        return _safe(connection, key, path)
    except BaseException:
        connection.close()
        raise


@contextmanager
def kept_in(connection: Connection) -> Iterator[None]:
    """Meanwhile a foreign file reaches no other file of this laptop, whatever it holds."""

    def judge(action: int, *_details: object) -> int:
        return int(sqlite.SQLITE_DENY if action in _REACHING_OUT else sqlite.SQLITE_OK)

    connection.set_authorizer(judge)
    try:
        yield
    finally:
        connection.set_authorizer(None)


def beside_writer(path: Path, key: Key | None = None) -> Connection:
    """A connection for reading beside this process's own writer, for work in another thread."""
    connection = sqlite.connect(_uri(path, "mode=ro"), uri=True, isolation_level=None, check_same_thread=False)
    try:
        return _safe(connection, key, path)
    except BaseException:
        connection.close()
        raise


def fold_in(connection: Connection) -> bool:
    """Move what the write-ahead log holds into the file; returns False where a reader still needs some of it."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def leave_clean(connection: Connection) -> None:
    """Fold the write-ahead log in before closing, so that the file alone is the whole workshop.

    The file stays a WAL file: turning it back would need a rollback journal each time, and SQLite would play one that
    a crash left there into any file of that name.
    """
    fold_in(connection)
