"""Who had seen what: tells an edit made after another from two edits made at once, whatever the clocks said.

A file's own line is known by its sessions (each names the last row before it) and by its merge rows (each lists, per
session, how far the merged rows went). Everything else follows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.storage import log
from kotaham_desktop.storage.library import Connection

RowKey = tuple[int, int]
"""Session and row number."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One session's latest value of one field."""

    key: RowKey
    at: int
    value: Any


class Causality:
    """The order of seeing among the rows of one file, or of several copies of it together, read once."""

    def __init__(self, connection: Connection, *copies: Connection) -> None:
        self._parents: dict[int, RowKey] = {}
        self._merges: dict[int, list[tuple[int, Mapping[int, int]]]] = {}
        for each in (connection, *copies):
            self._read(each)

    def _read(self, connection: Connection) -> None:
        for session in log.sessions(connection):
            # One that a salvage has rebuilt knows nothing of its past; another copy may.
            if session.client_id not in self._parents or not session.is_rebuilt:
                self._parents[session.client_id] = (session.parent_client, session.parent_seq)
        merges = connection.execute("SELECT client_id, seq, touched FROM log WHERE kind = 'merge'")
        for client_id, seq, touched in merges:
            self._merges.setdefault(client_id, []).append((seq, seen_by_merge(touched)))

    def has_seen(self, observer: RowKey, other: RowKey) -> bool:
        """Whether whoever wrote ``observer`` had ``other`` in the file at that moment."""
        client, seq = observer
        walked: set[int] = set()
        while client and client not in walked:
            walked.add(client)
            if other[0] == client:
                return other[1] <= seq
            for merge_seq, seen in self._merges.get(client, ()):
                if merge_seq <= seq and seen.get(other[0], 0) >= other[1]:
                    return True
            client, seq = self._parents.get(client, (0, 0))
        return False

    def are_at_once(self, one: RowKey, other: RowKey) -> bool:
        """Whether neither writer had seen the other's row."""
        return not self.has_seen(one, other) and not self.has_seen(other, one)

    def latest(self, writings: Mapping[int, Writing]) -> list[Writing]:
        """The writings that no other one had seen: one, or several made at once."""
        return [
            writing
            for writing in writings.values()
            if not any(
                other.key != writing.key and self.has_seen(other.key, writing.key) for other in writings.values()
            )
        ]


def seen_by_merge(touched: str) -> dict[int, int]:
    """What a merge row brought: session -> last row."""
    return {int(client): seq for client, seq in json.loads(touched).get("seen", {}).items()}
