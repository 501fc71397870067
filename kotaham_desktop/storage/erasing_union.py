"""What a merge takes where one of the two copies knows that something was erased.

Both logs are looked at as they are left once everything is erased that either knows to be: a row that stands there
differently is believed only where nothing but erased content makes the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import log
from kotaham_desktop.storage.causality import Causality
from kotaham_desktop.storage.document import Document, joined
from kotaham_desktop.storage.erasing_rows import Erasure, Rechaining, Redaction, erasures_in, redacted_rows
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import LogRow, Session
from kotaham_desktop.storage.recorder import new_client_id
from kotaham_desktop.storage.replay import RowChain


@dataclass(frozen=True, slots=True)
class UnionRows:
    """The rows to take, as they may stay, and how many of them hold less than they did over there."""

    rows: tuple[LogRow, ...]
    withheld: int


class Union:
    """Two copies of one workshop, and everything that either of them knows to be erased."""

    def __init__(self, ours: Connection, theirs: Connection) -> None:
        known = erasures_in(ours)
        self._ours, self._theirs = ours, theirs
        self._all = known | erasures_in(theirs)
        self.new: frozenset[Erasure] = self._all - known
        """What only the other copy knew to be erased."""

    @property
    def is_needed(self) -> bool:
        """Whether anything is erased at all."""
        return bool(self._all)

    def gone(self) -> frozenset[str]:
        """The records of which nothing may stay."""
        return frozenset(each.record for each in self._all if not each.field)

    def _redaction(self) -> Redaction:
        return Redaction(self._all, Causality(self._ours, self._theirs))

    def rows(self, sessions: Mapping[int, Session], shared: Mapping[int, int], other_name: str) -> UnionRows:
        """The rows behind ``shared`` (session -> last row that both have), as they may stay.

        Raises ``ExpectedError`` on a gap, a harmed row and a shared past that differs in anything but erased content.
        """
        redaction, checksums = self._redaction(), {}
        for _, _, left in redacted_rows(log.rows_after(self._ours), redaction, trusting=True):
            if left.seq == shared.get(left.client_id):
                checksums[left.client_id] = left.checksum
        chain, rechaining, rows, withheld = RowChain(), Rechaining(), [], 0
        for _, row in log.rows_after(self._theirs):
            if row.client_id not in sessions or not chain.accepts(row):
                author = sessions[row.client_id].author if row.client_id in sessions else ""
                raise ExpectedError("merge_gap", name=other_name, author=author, row=row.seq)
            left = rechaining.sealed(row, _left_of(redaction, row, other_name))
            common = shared.get(row.client_id, 0)
            if row.seq == common and left.checksum != checksums.get(row.client_id):
                raise ExpectedError("merge_diverged", name=other_name, author=sessions[row.client_id].author)
            if row.seq > common:
                rows.append(left)
                withheld += left.update != row.update
        return UnionRows(tuple(rows), withheld)

    def our_document(self) -> Document:
        """Our document as it is once our own log has been left without what they know to be erased."""
        document = Document(new_client_id())
        for update in joined(self.our_updates()):
            document.apply(update)
        return document

    def our_updates(self) -> list[bytes]:
        """Our changes in their order, as they are left."""
        rows = redacted_rows(log.rows_after(self._ours), self._redaction())
        return [left.update for _, _, left in rows if left.update]


def _left_of(redaction: Redaction, row: LogRow, other_name: str) -> LogRow:
    try:
        return redaction.left_of(row, trusting=True)
    except (ValueError, TypeError, AttributeError) as error:  # sealed in order, but nothing that we could have written
        raise ExpectedError("merge_not_proven", name=other_name) from error
