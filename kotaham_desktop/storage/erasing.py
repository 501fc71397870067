"""Erasing inside one open file: the log is left without the content, and everything made from it is made again.

What goes is written into the log as a row of its own, in a session of its own, so that any copy of the file can be told
of it. All in one transaction of the caller; :func:`clean` then makes the file's pages anew.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop import __version__
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import attachments, audit, log
from kotaham_desktop.storage.audit import Trail
from kotaham_desktop.storage.causality import Causality, RowKey
from kotaham_desktop.storage.erasing_rows import (
    Erasure,
    Redaction,
    erasures_in,
    redacted_rows,
    written_erasure,
)
from kotaham_desktop.storage.library import Connection, DatabaseError
from kotaham_desktop.storage.log import ERASE_KIND, LogRow, Session
from kotaham_desktop.storage.rebuilding import fill_tables
from kotaham_desktop.storage.recorder import new_client_id
from kotaham_desktop.storage.replay import RowChain, from_whole_log
from kotaham_desktop.storage.update_codec import UnreadableUpdateError

_UNCLEAN = "erasure_unclean"
"""The fact about a file whose pages still have to be made anew."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What erasing changed in one file: rows of the log, and contents of attachments that went."""

    rows: int
    contents: int


def write_erasure(
    connection: Connection,
    erased: Mapping[str, Iterable[str]],
    about: Mapping[str, str],
    *,
    at: int,
    author: str,
    device: str,
) -> RowKey:
    """Write down what goes (record -> fields, an empty name for all of it) and why, as a session of its own."""
    parent_client, parent_seq = log.last_written_here(connection)
    client_id = new_client_id()
    log.add_session(connection, Session(client_id, parent_client, parent_seq, device, author, at, __version__))
    touched = log.written_touched(written_erasure(erased, about))
    checksum = log.chained_checksum(b"", client_id, 1, at, ERASE_KIND, 0, touched, b"")
    log.append(connection, LogRow(client_id, 1, at, ERASE_KIND, 0, checksum, touched, b""), here=True)
    return client_id, 1


def apply_erasures(
    connection: Connection,
    path: Path,
    *,
    own_last_row: int | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Applied:
    """Take out of the log all that the file knows to be erased, and make everything else again from the log.

    Rows behind ``own_last_row``, where it is given, came with a merge and are left without all that already. Inside the
    caller's transaction. Raises ``ExpectedError("file_damaged")`` on a harmed log, and where anything of an erased
    record is still to be found in the document.
    """
    erasures = erasures_in(connection)
    redaction = Redaction(erasures, Causality(connection))
    named_before = _named(connection)
    known_until = log.last_id(connection) if own_last_row is None else own_last_row
    changed = _changed_rows(connection, path, redaction, known_until, progress)
    connection.executemany('UPDATE log SET checksum = ?, touched = ?, "update" = ? WHERE id = ?', changed)
    connection.execute("DELETE FROM snapshot")
    progress(0.6)
    document = from_whole_log(connection, new_client_id(), path)
    _assert_gone(document.all_stored(), redaction, path)
    fill_tables(connection, document)
    progress(0.9)
    contents = _forget_contents(connection, named_before)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_UNCLEAN,))
    return Applied(len(changed), contents)


def _changed_rows(
    connection: Connection, path: Path, redaction: Redaction, known_until: int, progress: Callable[[float], None]
) -> list[tuple[bytes, str, bytes, int]]:
    """The rows that change, with what they hold then; the log is proven unharmed on the way."""
    last, chain, chain_left = max(log.last_id(connection), 1), RowChain(), RowChain()
    changed = []
    try:
        for log_id, row, left in redacted_rows(log.rows_after(connection), redaction):
            is_sound = chain.accepts(row) if log_id <= known_until else left == row
            if not (is_sound and chain_left.accepts(left)):
                detail = f"log {row.client_id:x}/{row.seq}"
                raise ExpectedError("file_damaged", name=path.name, path=str(path), detail=detail)
            if left is not row:
                changed.append((left.checksum, left.touched, left.update, log_id))
            if log_id % 1000 == 0:
                progress(0.6 * log_id / last)
    except UnreadableUpdateError as error:
        raise ExpectedError("erasure_not_proven", name=path.name) from error
    return changed


def _assert_gone(stored: Mapping[str, Mapping[str, object]], redaction: Redaction, path: Path) -> None:
    """Whatever rows and touches say: what the document shows of an erased record must be nothing."""
    for record in redaction.records:
        if redaction.is_gone(record) and any(value not in (None, "") for value in stored.get(record, {}).values()):
            raise ExpectedError("erasure_not_proven", name=path.name)


def note_in_trail(connection: Connection, trail: Trail, applied: Applied, at: int) -> None:
    """Seal the log as it is now: the rows that were changed have other checksums than the acts before this one know."""
    trail.begin(at)
    facts = {
        "rows": applied.rows,
        "contents": applied.contents,
        "acts_seal": audit.joined_seal(act.seal for act, _ in audit.acts(connection)),
        "ends": audit.ends_of_log(connection),
    }
    trail.note(audit.ERASED, facts, at)


def _named(connection: Connection) -> set[str]:
    return {str(sha256) for sha256, _ in connection.execute(attachments.NAMED)}


def _forget_contents(connection: Connection, named_before: set[str]) -> int:
    """Drop the contents that only erased records named, and what earlier versions of them had left behind."""
    named = _named(connection)
    if named_before <= named:
        return 0
    disputed = " ".join(str(found) for (found,) in connection.execute("SELECT candidates FROM conflict"))
    kept = [str(sha256) for (sha256,) in connection.execute("SELECT sha256 FROM attachment_content")]
    gone = [sha256 for sha256 in kept if sha256 not in named and sha256 not in disputed]
    connection.executemany("DELETE FROM attachment_content WHERE sha256 = ?", [(sha256,) for sha256 in gone])
    return len(gone)


def is_unclean(connection: Connection) -> bool:
    """Whether something was erased and the pages have not been made anew since: a program was killed in between."""
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_UNCLEAN,)).fetchone() is not None


def clean(connection: Connection) -> bool:
    """Make the pages anew and empty the write-ahead log, so that no remains of what was erased stay in them.

    Returns whether it is done; a reader beside, or a disk without room, leaves it for the next time.
    """
    with suppress(DatabaseError):
        connection.execute("VACUUM")
        is_held_up = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not is_held_up:
            connection.execute("DELETE FROM meta WHERE key = ?", (_UNCLEAN,))
            return True
    return False


def new_erasures(ours: Connection, theirs: Connection) -> frozenset[Erasure]:
    """What the other copy knows to be erased and ours does not know yet."""
    return erasures_in(theirs) - erasures_in(ours)
