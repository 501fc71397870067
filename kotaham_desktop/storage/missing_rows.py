"""What another copy of a workshop has and we lack, verified before anything is taken."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import attachments, log
from kotaham_desktop.storage.audit import ActsToTake, find_missing_acts
from kotaham_desktop.storage.erasing_rows import Erasure
from kotaham_desktop.storage.erasing_union import Union, UnionRows
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import LogRow, Session
from kotaham_desktop.storage.replay import RowChain
from kotaham_desktop.storage.workshop_file import meta


@dataclass(frozen=True, slots=True)
class MissingRows:
    """Rows in the sender's log order, the sessions they belong to, and attachments that we lack.

    ``erasures`` is what only the other copy knew to be erased; ``withheld`` counts rows that bring less than they hold
    over there, because their content is erased.
    """

    sessions: tuple[Session, ...]
    rows: tuple[LogRow, ...]
    contents: tuple[str, ...]
    erasures: frozenset[Erasure] = frozenset()
    withheld: int = 0
    acts: ActsToTake = field(default_factory=ActsToTake)


def find_missing(ours: Connection, theirs: Connection, other_name: str) -> MissingRows:
    """Everything that the other copy has and we lack.

    Raises ``ExpectedError`` on another workshop, on copies whose shared past differs, on a gap and on a harmed row:
    updates applied over a gap would drop text without a word.
    """
    if meta(ours, "workshop_id") != meta(theirs, "workshop_id"):
        raise ExpectedError("merge_other_workshop", name=other_name)
    acts = find_missing_acts(ours, theirs)
    sessions = {session.client_id: session for session in log.sessions(theirs)}
    known = {session.client_id: session for session in log.sessions(ours)}
    our_version, their_version = log.version(ours), log.version(theirs)
    union, chain, common = Union(ours, theirs), RowChain(), {}
    for client_id, their_last in their_version.items():
        shared = min(our_version.get(client_id, 0), their_last)
        if not shared:
            continue
        common[client_id] = shared
        checksum = log.checksum_at(ours, client_id, shared)
        differs = checksum != log.checksum_at(theirs, client_id, shared) and not union.is_needed
        if not _is_same(known[client_id], sessions.get(client_id)) or differs:
            raise ExpectedError("merge_diverged", name=other_name, author=known[client_id].author)
        chain.start_from(client_id, shared, checksum)
    if union.is_needed:
        taken = union.rows(sessions, common, other_name)
    else:
        taken = UnionRows(_rows_behind(theirs, our_version, chain, sessions, other_name), 0)
    wanted = tuple(
        session
        for session in sessions.values()
        if session.client_id not in known or (known[session.client_id].is_rebuilt and not session.is_rebuilt)
    )
    contents = tuple(_missing_contents(ours, theirs, union))
    return MissingRows(wanted, taken.rows, contents, union.new, taken.withheld, acts)


def _rows_behind(
    theirs: Connection,
    our_version: Mapping[int, int],
    chain: RowChain,
    sessions: Mapping[int, Session],
    other_name: str,
) -> tuple[LogRow, ...]:
    rows = []
    for _, row in log.rows_after(theirs):
        if row.seq <= our_version.get(row.client_id, 0):
            continue
        if row.client_id not in sessions or not chain.accepts(row):
            author = sessions[row.client_id].author if row.client_id in sessions else ""
            raise ExpectedError("merge_gap", name=other_name, author=author, row=row.seq)
        rows.append(row)
    return tuple(rows)


def _is_same(ours: Session, theirs: Session | None) -> bool:
    """Whether both copies mean the same opening; of one that a salvage rebuilt, the checksums of its rows decide."""
    return theirs is not None and (ours == theirs or ours.is_rebuilt or theirs.is_rebuilt)


def _missing_contents(ours: Connection, theirs: Connection, union: Union) -> list[str]:
    have = {sha256 for (sha256,) in ours.execute("SELECT sha256 FROM attachment_content")}
    lacking = [sha256 for (sha256,) in theirs.execute("SELECT sha256 FROM attachment_content") if sha256 not in have]
    if not union.is_needed or not lacking:
        return lacking
    # A content that only an erased record names, or an earlier version of one, must not come back.
    wanted = attachments.named_by_others(theirs, union.gone())
    return [sha256 for sha256 in lacking if sha256 in wanted]


def copy_content(ours: Connection, theirs: Connection, sha256: str) -> None:
    """Take over one attachment, verified; one that is harmed over there is left there (``check`` names it)."""
    try:
        data = attachments.content(theirs, sha256)
    except ExpectedError:
        return
    media_type = theirs.execute("SELECT media_type FROM attachment_content WHERE sha256 = ?", (sha256,)).fetchone()[0]
    attachments.store(ours, data, str(media_type))


def record_digest(stored: dict[str, object]) -> str:
    """A record's content in one comparable line."""
    return json.dumps(stored, sort_keys=True, ensure_ascii=False)


def seen_rows(rows: tuple[LogRow, ...]) -> dict[int, int]:
    """Per session the last of the rows."""
    seen: dict[int, int] = {}
    for row in rows:
        seen[row.client_id] = max(seen.get(row.client_id, 0), row.seq)
    return seen


def chunks(rows: tuple[LogRow, ...], size: int) -> Iterator[tuple[LogRow, ...]]:
    """The rows in pieces that a window can take in without holding its breath."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
