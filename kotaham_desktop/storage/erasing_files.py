"""Erasing in closed files: backups and other copies are written anew without what the open file has erased.

Each is made beside the old one, proven, and renamed over it, so that a kill at any moment leaves the one or the other;
what stood in a plain file is overwritten on the disk. A copy that knows as much as the open file is left alone, so this
can be asked again at any time: after a kill, or when a stick is back.
"""

import glob
import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import encryption, erasing, log, safe_copies, schema, wal_owner, wiping, workshop_file
from kotaham_desktop.storage.audit import CLOSED, Trail, ends_of_log
from kotaham_desktop.storage.durable_files import fingerprint_of_file, unfinished_files, unfinished_name
from kotaham_desktop.storage.erasing_rows import erasures_in
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.file_lock import WriterLock
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import ERASE_KIND, LogRow, Session
from kotaham_desktop.storage.safe_copies import CopyProof


@dataclass(frozen=True, slots=True)
class WrittenAnew:
    """A copy that was written anew: its fingerprint before, and what it was found to hold afterwards."""

    before: str
    proof: CopyProof


@dataclass(frozen=True, slots=True)
class Known:
    """What the open file knows to be erased, as the rows and sessions that tell it to a copy."""

    sessions: tuple[Session, ...]
    rows: tuple[LogRow, ...]
    workshop_id: str


def known_to(connection: Connection) -> Known:
    """What the open file knows to be erased."""
    keys = {erasure.key for erasure in erasures_in(connection)}
    clients = {client for client, _ in keys}
    rows = tuple(row for row in _erase_rows(connection) if row.key in keys)
    sessions = tuple(each for each in log.sessions(connection) if each.client_id in clients)
    return Known(sessions, rows, workshop_file.meta(connection, "workshop_id"))


def _erase_rows(connection: Connection) -> Iterator[LogRow]:
    found = connection.execute(f"SELECT {log.COLUMNS} FROM log WHERE kind = '{ERASE_KIND}' ORDER BY id")
    for client_id, seq, at, kind, clock, checksum, touched, update in found:
        yield LogRow(client_id, seq, at, kind, clock, bytes(checksum), touched, bytes(update))


def log_fingerprint(connection: Connection) -> str:
    """One number for a whole log: its sessions' last rows, each of which stands for all before it."""
    return hashlib.sha256(json.dumps(ends_of_log(connection), sort_keys=True).encode()).hexdigest()


def opens(path: Path, key: Key) -> bool:
    """Whether the key is the file's."""
    try:
        with closing(connections.read_only(path, key)):
            return True
    except ExpectedError:
        return False


def lacks(path: Path, known: Known, key: Key | None) -> bool:
    """Whether a closed copy has still to be told of an erasure; raises ``ExpectedError`` where it cannot be read."""
    with workshop_file.foreign(path, key) as copy, told_as_expected(path):
        if workshop_file.meta(copy, "workshop_id") != known.workshop_id:
            return False
        return bool(known.rows) and not {row.key for row in known.rows} <= {row.key for row in _erase_rows(copy)}


def write_anew(path: Path, known: Known, key: Key | None, *, holder: str, at: int) -> WrittenAnew:
    """Write a closed copy anew without what is erased; raises ``ExpectedError`` and leaves it as it was."""
    for left_behind in unfinished_files(path.parent, path):
        wipe(left_behind)
    unfinished = unfinished_name(path)
    with told_as_expected(path):
        lock = WriterLock(path, holder)
        try:
            before = fingerprint_of_file(path)
            with workshop_file.foreign(path, key) as copy:
                rows = int(copy.execute("SELECT count(*) FROM log").fetchone()[0])
                copy.execute("VACUUM INTO ?", (str(unfinished),))
            with closing(connections.writable(unfinished, key)) as copy:
                rows += _tell(copy, path, known, holder, at, is_locked=key is not None)
                connections.leave_clean(copy)
            proof = safe_copies.prove(unfinished, key)
            if proof.contents.workshop_id != known.workshop_id or proof.contents.rows != rows:
                raise ExpectedError("erasure_not_proven", name=path.name)
            encryption.put_in_place_of(unfinished, path)
        finally:
            wipe(unfinished)
            lock.release()
    return WrittenAnew(before, proof)


def _tell(copy: Connection, path: Path, known: Known, holder: str, at: int, *, is_locked: bool) -> int:
    """Bring the copy to today's format, write what is erased into its log and take it out; returns how many rows came.

    All on a file that nobody knows yet, so nothing needs to be one transaction but what erasing itself wants.
    """
    schema.migrate(copy)
    there = {row.key for row in _erase_rows(copy)}
    new = [row for row in known.rows if row.key not in there]
    copy.execute("BEGIN IMMEDIATE")
    for session in known.sessions:
        log.add_session(copy, session)
    for row in new:
        log.append(copy, row, here=False)
    applied = erasing.apply_erasures(copy, path)
    trail = Trail(copy, holder, is_locked=is_locked)
    erasing.note_in_trail(copy, trail, applied, at)
    trail.note(CLOSED, {}, at)
    wal_owner.mark_anew(copy)
    copy.execute("COMMIT")
    if not erasing.clean(copy):
        raise ExpectedError("erasure_not_proven", name=path.name)
    return len(new)


def wipe(path: Path) -> None:
    """Overwrite a file and take it away, with what SQLite kept beside it; one that is not there is no failure."""
    for each in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        with suppress(OSError):
            if each.is_file():
                with each.open("r+b", buffering=0) as stream:
                    wiping.overwrite(stream)
                each.unlink()


def logs_set_aside(path: Path) -> list[Path]:
    """The logs that another file had left beside this one, which were put aside under a name of their own."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}-wal.asing-*"))


def older_copies(path: Path) -> list[Path]:
    """The copies that were kept beside the file before it was brought to a newer format."""
    return sorted(path.parent.glob(f"{glob.escape(path.stem)}.sebelum-v*{glob.escape(path.suffix)}"))


def neighbours(path: Path, workshop_id: str, key: Key | None) -> list[Path]:
    """Other files of this workshop in the same folder: a restored one, a colleague's; as far as the key opens them."""
    beside = {path, *older_copies(path)}
    found = []
    for other in sorted(path.parent.glob(f"*{path.suffix}")):
        if other in beside or other.name.startswith("."):
            continue
        with suppress(ExpectedError), workshop_file.foreign(other, key) as connection:
            if workshop_file.meta(connection, "workshop_id") == workshop_id:
                found.append(other)
    return found
