"""One workshop file on the disk: made, opened, locked, migrated, closed."""

import errno
import glob
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import schema, wal_owner, wiping
from kotaham_desktop.storage.durable_files import sync_file, sync_folder
from kotaham_desktop.storage.failures import told_as_damaged, told_as_expected
from kotaham_desktop.storage.file_lock import WriterLock, lock_path
from kotaham_desktop.storage.keys import Key, is_plain, may_be_encrypted, salt_of
from kotaham_desktop.storage.library import Connection, DatabaseError
from kotaham_desktop.storage.schema_trust import assert_own_schema
from kotaham_desktop.storage.scratch import ScratchFolder

UNFINISHED = ".baru"
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open."""
QUICK_CHECK_BYTES = 16 * 1024 * 1024
"""Up to this size a file is checked while it opens (some milliseconds); a larger one before the first change."""


class WorkshopFile:
    """An open workshop file with its one connection; ``lock`` is None where it was opened for reading only.

    A file that is still being made needs no lock: nobody else knows its name.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        lock: WriterLock | None,
        key: Key | None = None,
        *,
        is_being_made: bool = False,
    ) -> None:
        self.path = path
        self.connection = connection
        self.key = key
        self._lock = lock
        self._scratch: ScratchFolder | None = None
        self._identity = _identity(path)
        self.read_only = lock is None and not is_being_made

    @property
    def workshop_id(self) -> str:
        """The id that all copies of this workshop share."""
        return meta(self.connection, "workshop_id")

    def assert_in_place(self) -> None:
        """Raise ``ExpectedError`` where the open file was deleted, moved or replaced by another.

        SQLite would go on writing into the file that nobody can find any more, and call it saved.
        """
        if _identity(self.path) != self._identity:
            raise ExpectedError("file_unreachable", name=self.path.name, path=str(self.path))

    def close(self) -> None:
        """Leave one clean file. A disk that fails now takes nothing: each change was on it when it was made."""
        # Where another file stands under the name now, the rows beside it are not ours to fold in and remove.
        if self._lock is not None and _identity(self.path) == self._identity:
            with suppress(DatabaseError):
                connections.leave_clean(self.connection)
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
        if self._scratch is not None:
            self._scratch.cleanup()

    def keep_until_closed(self, scratch: ScratchFolder) -> None:
        """Remove the copy that is read in the file's place once the file is closed."""
        self._scratch = scratch


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def meta(connection: Connection, key: str) -> str:
    """A fact about the file itself, empty where it is not kept."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else ""


def unfinished_beside(path: Path) -> Path:
    """A hidden name beside the file, for what becomes the file once it is whole."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{UNFINISHED}")


@contextmanager
def _being_made(path: Path, hidden: Path) -> Iterator[Path]:
    """The hidden name under which a file is made; once the block has ended, it stands whole under its own.

    Raises ``ExpectedError`` about the file's own name, and then nothing of it is left.
    """
    try:
        with told_as_expected(path):
            yield hidden
            sync_file(hidden)
            hidden.replace(path)
            sync_folder(path.parent)
    except ExpectedError as error:
        raise ExpectedError(error.code, **{**error.values, "name": path.name, "path": str(path)}) from error
    finally:
        for ending in ("", *BESIDE):
            with suppress(OSError):
                hidden.with_name(hidden.name + ending).unlink(missing_ok=True)


def create(
    path: Path, *, holder: str, key: Key | None = None, fill: Callable[[WorkshopFile], None] = lambda _: None
) -> WorkshopFile:
    """Make a new file with what ``fill`` writes first, whole or not at all, and open it; raises ``ExpectedError``."""
    if path.exists():
        raise ExpectedError("file_exists", name=path.name)
    with _being_made(path, unfinished_beside(path)) as hidden:
        with closing(connections.writable(hidden, key, create=True)) as connection:
            schema.migrate(connection)
            connection.execute("INSERT INTO meta VALUES ('workshop_id', ?)", (secrets.token_hex(16),))
            fill(WorkshopFile(hidden, connection, None, key, is_being_made=True))
            wal_owner.mark_anew(connection)
            connections.leave_clean(connection)
        if path.exists():
            raise ExpectedError("file_exists", name=path.name)
    return open_for_writing(path, holder=holder, key=key)


def open_for_writing(path: Path, *, holder: str, key: Key | None = None) -> WorkshopFile:
    """Open a file as its one writer; raises ``ExpectedError`` on one that is not ours, newer, damaged or locked."""
    key = _fitting(path, key)
    with told_as_expected(path):
        lock = WriterLock(path, holder)
    try:
        with told_as_expected(path):
            clear_leftovers(path)
            if wal_owner.is_foreign(path, key):
                wal_owner.set_aside(path)
            connection = connections.unchanging(path, key)
            try:
                _verify(connection, path)
                wal_owner.begin_log(connection)
                if schema.file_version(connection) < schema.CURRENT_VERSION:
                    _keep_older(connection, path, key)
                    with told_as_damaged(path):
                        schema.migrate(connection)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        lock.release()
        raise
    return WorkshopFile(path, connection, lock, key)


def _keep_older(connection: Connection, path: Path, key: Key | None) -> None:
    """Keep the file as it was before it is brought to the newest format."""
    older = path.with_name(f"{path.stem}.sebelum-v{schema.CURRENT_VERSION}{path.suffix}")
    with _being_made(older, unfinished_beside(path)) as hidden:
        copy_whole(connection, hidden)
        with closing(connections.unchanging(hidden, key)) as copy:
            wal_owner.mark_anew(copy)


def open_for_reading(path: Path, key: Key | None = None) -> WorkshopFile:
    """Open a file without any right to write; raises ``ExpectedError``."""
    key = _fitting(path, key)
    scratch = ScratchFolder() if _needs_a_copy_to_be_read(path) else None
    try:
        with told_as_expected(path):
            connection = _copied(path, scratch.path, key) if scratch else _beside_others(path, key)
            try:
                _verify(connection, path)
                _refuse_older(connection, path)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        if scratch is not None:
            scratch.cleanup()
        raise
    file = WorkshopFile(path, connection, None, key)
    if scratch is not None:
        file.keep_until_closed(scratch)
    return file


def _needs_a_copy_to_be_read(path: Path) -> bool:
    """Whether a killed program left its newest rows beside a file in a folder where SQLite cannot make its own.

    Or whether it was killed while it changed the file itself, which only who may write can take back.
    """
    index = path.with_name(path.name + "-shm")
    has_log = wal_owner.wal_path(path).exists() and not index.exists() and not os.access(path.parent, os.W_OK)
    return has_log or (_has_journal(path) and not _is_in_use(path))


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def _beside_others(path: Path, key: Key | None) -> Connection:
    """A connection for reading that leaves a log which another file left here out of account."""
    return (
        connections.looking(path, "immutable=1", key)
        if not _is_in_use(path) and wal_owner.is_foreign(path, key)
        else connections.read_only(path, key)
    )


def _copied(path: Path, folder: Path, key: Key | None) -> Connection:
    """A connection to a copy of the file together with the rows beside it."""
    copied = folder / path.name
    shutil.copyfile(path, copied)
    for ending in ("-wal", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(path.with_name(path.name + ending), copied.with_name(copied.name + ending))
    if wal_owner.is_foreign(copied, key):
        wal_owner.set_aside(copied)
    return connections.writable(copied, key)


@contextmanager
def foreign(path: Path, key: Key | None = None) -> Iterator[Connection]:
    """A connection for reading another laptop's file, which stays untouched to the byte; raises ``ExpectedError``.

    A file left behind by a killed program still has its newest rows in the write-ahead log beside it; reading those
    needs files of SQLite's own, so such a pair is read from a copy.
    """
    key = _fitting(path, key)
    with told_as_expected(path), ScratchFolder() as scratch:
        if (wal_owner.wal_path(path).exists() or _has_journal(path)) and not _is_in_use(path):
            connection = _copied(path, scratch, key)
        else:
            connection = _beside_others(path, key)
        with closing(connection):
            with connections.kept_in(connection):
                _verify(connection, path)
            yield connection


def _is_in_use(path: Path) -> bool:
    if not lock_path(path).exists():
        return False
    try:
        WriterLock(path, "").release()
    except ExpectedError:
        return True
    except OSError as error:
        # On a disk that is read-only for everybody a lock is what a killed program left; elsewhere it may be held.
        return error.errno != errno.EROFS
    return False


def clear_leftovers(path: Path) -> None:
    """Remove what a program that was killed while it wrote this file anew has left; the caller holds the lock.

    Such a file may hold in clear what the finished one keeps locked, so it is overwritten first.
    """
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}*"):
        with suppress(OSError):
            with leftover.open("r+b", buffering=0) as stream:
                wiping.overwrite(stream)
            leftover.unlink()


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed to open the file; raises ``ExpectedError`` on one that cannot be ours."""
    with told_as_expected(path):
        if not path.exists():
            raise ExpectedError("file_missing", name=path.name)
        if path.is_dir():
            raise ExpectedError("not_ours", name=path.name)
        if is_plain(path):
            return False
        if not may_be_encrypted(path):
            raise ExpectedError("not_ours", name=path.name)
        return True


def key_for(path: Path, passphrase: str) -> Key | None:
    """The key that a passphrase makes for this file, None for a plain one; raises ``ExpectedError``."""
    if not is_encrypted(path):
        return None
    if not passphrase:
        raise ExpectedError("passphrase_needed", name=path.name)
    with told_as_expected(path):
        return Key.from_passphrase(passphrase, salt_of(path))


def _fitting(path: Path, key: Key | None) -> Key | None:
    """The key, if the file needs one; raises ``ExpectedError`` where it needs one and has none."""
    if not is_encrypted(path):
        return None
    if key is None:
        raise ExpectedError("passphrase_needed", name=path.name)
    return key


def _verify(connection: Connection, path: Path) -> None:
    with told_as_damaged(path):
        if int(connection.execute("PRAGMA application_id").fetchone()[0]) != schema.APPLICATION_ID:
            raise ExpectedError("not_ours", name=path.name)
        version = schema.file_version(connection)
        if version > schema.CURRENT_VERSION:
            raise ExpectedError("file_newer", name=path.name, version=version, ours=schema.CURRENT_VERSION)
        assert_own_schema(connection, path, is_newest=version == schema.CURRENT_VERSION)
        if path.stat().st_size <= QUICK_CHECK_BYTES:
            quick_check(connection, path)


def _refuse_older(connection: Connection, path: Path) -> None:
    if schema.file_version(connection) < schema.CURRENT_VERSION:
        raise ExpectedError("file_older_read_only", name=path.name)


def quick_check(connection: Connection, path: Path) -> None:
    """SQLite's own look over the pages; raises ``ExpectedError`` on a damaged file."""
    found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    if found != ["ok"]:
        raise ExpectedError("file_damaged", name=path.name, path=str(path), detail=json.dumps(found)[:300])


def copy_whole(connection: Connection, target: Path) -> None:
    """A complete, clean copy of the open file; never by copying the file itself, which would miss its newest rows."""
    with suppress(FileNotFoundError):
        target.unlink()
    connection.execute("VACUUM INTO ?", (str(target),))
