"""Complete copies of a workshop: made by the engine itself, on the disk, proven against the original, then named.

Copying the bytes of a live file would miss its newest rows while every check calls the copy sound. ``VACUUM INTO``
takes them along, keeps the key of an encrypted file, and drops the remains of what was deleted.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import attachments, log, wal_owner
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.durable_files import (
    fingerprint_of_file,
    remove_unfinished,
    sync_file,
    sync_folder,
    unfinished_files,
    unfinished_name,
)
from kotaham_desktop.storage.failures import expected, told_as_expected
from kotaham_desktop.storage.interruption import looked_in_on
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection, SqliteError
from kotaham_desktop.storage.replay import RowChain
from kotaham_desktop.storage.workshop_file import meta, quick_check

Ends = Mapping[int, tuple[int, bytes]]
"""Session -> number and checksum of its last row: as each row is chained to the one before, this names a whole log."""

_PLACE_FAILURES = {"disk_full": "copy_no_room", "file_read_only": "copy_place_read_only"}
_ROWS_BETWEEN_REPORTS = 500
_ELSEWHERE = {"file_exists", "file_damaged"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What an opened file was found to hold; ``harmed`` are attachments whose content is not what it was."""

    workshop_id: str
    ends: Ends
    rows: int
    records: int
    attachments: int
    harmed: int


@dataclass(frozen=True, slots=True)
class CopyProof:
    """What a copy was found to hold when it was opened again, its size in bytes and its SHA-256."""

    contents: Contents
    size: int
    sha256: str


def ends_of(connection: Connection) -> dict[int, tuple[int, bytes]]:
    """The last row of every session."""
    # SQLite takes the other columns from the row that has the maximum.
    found = connection.execute("SELECT client_id, max(seq), checksum FROM log GROUP BY client_id")
    return {client_id: (seq, bytes(checksum)) for client_id, seq, checksum in found}


def contents_of(connection: Connection, path: Path, progress: Callable[[float], None] = lambda _: None) -> Contents:
    """Read a whole file and check its pages, every row's checksum and every attachment.

    Raises ``ExpectedError("file_damaged")``.
    """
    with told_as_expected(path):
        with looked_in_on(connection, lambda: progress(0.0)):
            quick_check(connection, path)
        chain, rows = RowChain(), 0
        expected_rows = int(connection.execute("SELECT count(*) FROM log").fetchone()[0])
        for _, row in log.rows_after(connection):
            rows += 1
            if rows % _ROWS_BETWEEN_REPORTS == 0:
                progress(rows / max(rows, expected_rows) * 0.6)
            if not chain.accepts(row):
                raise ExpectedError("file_damaged", name=path.name, path=str(path), detail=f"log {row.client_id:x}")
        harmed, contents = 0, connection.execute("SELECT sha256 FROM attachment_content").fetchall()
        for place, (sha256,) in enumerate(contents):
            progress(0.6 + place / len(contents) * 0.4)
            try:
                attachments.content(connection, sha256)
            except ExpectedError:
                harmed += 1
        records = int(connection.execute("SELECT count(*) FROM record_index").fetchone()[0])
        return Contents(meta(connection, "workshop_id"), ends_of(connection), rows, records, len(contents), harmed)


def _unwatched(share: float) -> None:
    """Nobody wants to know how far it is."""


def make_copy(
    source: Connection, target: Path, key: Key | None, progress: Callable[[float], None] = _unwatched
) -> CopyProof:
    """Make a complete copy of the open file under ``target``; returns when it is on the disk and proven.

    ``key`` is the open file's own; the copy has the same. Raises ``ExpectedError``; a file that is there already is
    never replaced, and whatever fails, is pulled out half-way or stopped by what ``progress`` raises, leaves nothing
    under the final name.
    """
    if target.exists():
        raise ExpectedError("file_exists", name=target.name)
    for left_behind in unfinished_files(target.parent, target):
        remove_unfinished(left_behind)
    unfinished = unfinished_name(target)
    try:
        workshop_id, before, whole = meta(source, "workshop_id"), ends_of(source), _size_of(source)
        with looked_in_on(source, lambda: progress(_written_share(unfinished, whole) * 0.5)):
            source.execute("VACUUM INTO ?", (str(unfinished),))
        with closing(connections.writable(unfinished, key)) as copy:
            wal_owner.mark_anew(copy)
            connections.leave_clean(copy)
        sync_file(unfinished)
        proof = prove(unfinished, key, lambda share: progress(0.5 + share * 0.5))
        _compare(proof.contents, workshop_id, before, target)
        put_in_place(unfinished, target)
    except (SqliteError, OSError, MemoryError) as error:
        raise _told(error, source, target) from error
    except ExpectedError as error:
        raise _told_by_the_copy(error, source, target) from error
    finally:
        remove_unfinished(unfinished)
    return proof


def _size_of(connection: Connection) -> int:
    pages, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * size


def _written_share(unfinished: Path, whole: int) -> float:
    with suppress(OSError):
        return min(1.0, unfinished.stat().st_size / max(1, whole))
    return 0.0


def _compare(found: Contents, workshop_id: str, at_least: Ends, target: Path) -> None:
    if found.workshop_id != workshop_id or not reaches(found.ends, at_least):
        raise ExpectedError("copy_not_proven", name=target.name)


def prove(path: Path, key: Key | None, progress: Callable[[float], None] = _unwatched) -> CopyProof:
    """Open a finished file and read all of it; raises ``ExpectedError``. What ``progress`` raises stops it."""
    with told_as_expected(path), closing(connections.read_only(path, key)) as connection:
        contents = contents_of(connection, path, progress)
    progress(1.0)
    with told_as_expected(path):
        return CopyProof(contents, path.stat().st_size, fingerprint_of_file(path))


def reaches(ends: Ends, others: Ends) -> bool:
    """Whether the log with these ends goes at least as far in every session.

    Where a session goes equally far, the checksum of its last row says that the whole session is the same; where it
    goes further, somebody wrote on while the copy was made, and the chain of its rows was checked.
    """
    for client_id, (seq, checksum) in others.items():
        reached, found = ends.get(client_id, (0, b""))
        if reached < seq or (reached == seq and found != checksum):
            return False
    return True


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give a finished file its final name, durably; raises ``ExpectedError`` rather than replacing another file."""
    if target.exists():
        raise ExpectedError("file_exists", name=target.name)
    unfinished.rename(target)
    sync_folder(target.parent)


@contextmanager
def told_of_the_place(target: Path) -> Iterator[None]:
    """Tell what the disk raises inside the block as a failure of the place where a copy goes."""
    try:
        with told_as_expected(target):
            yield
    except ExpectedError as error:
        raise _of_the_place(error, target) from error


def _of_the_place(error: ExpectedError, target: Path) -> ExpectedError:
    if not (error.code.startswith("file_") or error.code == "disk_full") or error.code in _ELSEWHERE:
        return error
    code = _PLACE_FAILURES.get(error.code, "copy_place_unreachable")
    # SQLite only says that it could not make the file.
    if code == "copy_place_unreachable" and target.parent.is_dir() and not os.access(target.parent, os.W_OK):
        code = "copy_place_read_only"
    return ExpectedError(code, name=target.name, folder=str(target.parent))


def _told(error: Exception, source: Connection, target: Path) -> Exception:
    """The expected error: about the original where its own pages cannot be read, else about the copy's place."""
    path = _path_of(source)
    if isinstance(error, MemoryError):  # what SQLCipher raises on a page whose seal is broken
        return ExpectedError("file_damaged", name=path.name, path=str(path))
    told = expected(error, target)
    if told is None:
        return error
    if told.code in ("file_damaged", "file_locked"):
        return ExpectedError(told.code, name=path.name, path=str(path), holder="")
    return _of_the_place(told, target)


def _told_by_the_copy(error: ExpectedError, source: Connection, target: Path) -> Exception:
    """What a copy that does not prove itself means: most often that the original is harmed, which is looked at then."""
    if error.code != "file_damaged":
        return _of_the_place(error, target)
    try:
        contents_of(source, _path_of(source))
    except ExpectedError as harmed:
        return harmed
    return ExpectedError("copy_not_proven", name=target.name)


def _path_of(connection: Connection) -> Path:
    with suppress(SqliteError):
        for _, name, path in connection.execute("PRAGMA database_list"):
            if name == "main":
                return Path(path)
    return Path()
