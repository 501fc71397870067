"""Changing how a closed file is locked: plain to encrypted, another passphrase, encrypted to plain.

The file is written anew under the other key beside the old one, compared with it, and renamed over it: a kill at
any moment leaves one whole file that opens with the old or the new passphrase. What stood in a plain file is
overwritten on the disk before its room is given back.
"""

import hashlib
import os
from contextlib import closing, suppress
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import wiping
from kotaham_desktop.storage.durable_files import sync_file, sync_folder
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.file_lock import WriterLock
from kotaham_desktop.storage.keys import Key, is_plain
from kotaham_desktop.storage.library import Connection, SqliteError
from kotaham_desktop.storage.workshop_file import open_for_writing, quick_check, unfinished_beside

_EXPORT_SAYS = {
    "database or disk is full": "disk_full",
    "disk I/O error": "file_unreachable",
    "unable to open database file": "file_unreachable",
    "attempt to write a readonly database": "file_read_only",
}


def relock(path: Path, old: Key | None, new: Key | None, *, holder: str) -> None:
    """Write the file under another key, or none; raises ``ExpectedError`` and leaves it as it was.

    ``old`` opens the file as it is (None for a plain one); nobody may have it open.
    """
    # Opening as the one writer verifies the file, brings it to the newest format and folds its log in.
    open_for_writing(path, holder=holder, key=old).close()
    unfinished = unfinished_beside(path)
    with told_as_expected(path):
        lock = WriterLock(path, holder)
        try:
            with closing(connections.writable(path, old)) as connection:
                _export(connection, path, unfinished, new)
                before = content_digest(connection)
                connections.leave_clean(connection)
            with closing(connections.writable(unfinished, new)) as copy:
                quick_check(copy, unfinished)
                if content_digest(copy) != before:
                    raise ExpectedError("relock_not_proven", name=path.name)
                connections.leave_clean(copy)
            put_in_place_of(unfinished, path)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            lock.release()


def _export(connection: Connection, path: Path, target: Path, key: Key | None) -> None:
    """Copy everything into a new file under the key; SQLCipher leaves two of SQLite's own numbers behind."""
    pragma = key.for_pragma if key is not None else ""
    connection.execute("ATTACH DATABASE ? AS relocked KEY ?", (str(target), pragma))
    try:
        # In one transaction: else each of some hundred statements would wait for the disk.
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT sqlcipher_export('relocked')")
            for number in ("application_id", "user_version"):
                value = int(connection.execute(f"PRAGMA main.{number}").fetchone()[0])
                connection.execute(f"PRAGMA relocked.{number}={value}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    except SqliteError as error:
        raise _as_told(error, path) from error
    finally:
        connection.execute("DETACH DATABASE relocked")


def _as_told(error: Exception, path: Path) -> Exception:
    """What SQLCipher's export says in words alone, as the expected error that the words stand for."""
    code = _EXPORT_SAYS.get(str(error))
    return ExpectedError(code, name=path.name, path=str(path)) if code else error


def content_digest(connection: Connection) -> str:
    """One number for everything that the file holds: every row of every table that is no index."""
    digest = hashlib.sha256()
    for number in ("application_id", "user_version"):
        digest.update(str(connection.execute(f"PRAGMA {number}").fetchone()[0]).encode())
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        digest.update(f"|{table}|".encode())
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def put_in_place_of(unfinished: Path, path: Path) -> None:
    """Have a finished file take the place of an older one, durably; a plain older one is overwritten on the disk."""
    sync_file(unfinished)
    _replace_and_wipe(unfinished, path, wipe=is_plain(path))
    sync_folder(path.parent)


def _replace_and_wipe(unfinished: Path, path: Path, *, wipe: bool) -> None:
    """Rename over the old file and overwrite what it held, through a handle that outlives its name."""
    if not wipe:
        unfinished.replace(path)
        return
    if os.name == "nt":
        # Windows keeps an open file from being replaced; there the old one gets another name first.
        old = path.with_name(f".{path.name}.lama")
        path.replace(old)
        unfinished.replace(path)
        with old.open("r+b", buffering=0) as stream:
            wiping.overwrite(stream)
        old.unlink()
        return
    with path.open("r+b", buffering=0) as stream:
        unfinished.replace(path)
        # Before the old content goes: a power cut must not find it wiped and still under its name.
        sync_folder(path.parent)
        wiping.overwrite(stream)
