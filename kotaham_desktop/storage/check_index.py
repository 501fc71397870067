"""Comparing with the log what is kept beside the values: who changed a record when, its index, what is in dispute."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import log
from kotaham_desktop.storage.causality import Causality
from kotaham_desktop.storage.conflicts import Conflicts
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.tables import CREATED_AT, CREATED_BY, TYPE

Stored = Mapping[str, Mapping[str, Any]]


def differing_records(connection: Connection, stored: Stored) -> Iterator[str]:
    """The records of which something beside the values is not what the log says; ``stored`` is the replayed log."""
    touches, changed_at = _touches_in_log(connection)
    kept = set(connection.execute("SELECT record, log_id FROM touch"))
    yield from {str(record) for record, _ in touches ^ kept}
    declared = {record_id: str(content.get(TYPE, "")) for record_id, content in stored.items()}
    expected = {record_id: name for record_id, name in declared.items() if name in RECORD_TYPES}
    index = dict(connection.execute("SELECT id, type FROM record_index"))
    for record_id in expected.keys() | index.keys():
        if expected.get(record_id) != index.get(record_id):
            yield str(record_id)
    for name in RECORD_TYPES:
        found = connection.execute(f'SELECT id, created_at, created_by, changed_at FROM "{name}"')
        for record_id, *kept_of_record in found:
            content = stored.get(record_id, {})
            made = [int(content.get(CREATED_AT) or 0), str(content.get(CREATED_BY) or "")]
            if kept_of_record != [*made, changed_at.get(record_id)]:
                yield str(record_id)
    yield from _conflicts_otherwise(connection)


def _touches_in_log(connection: Connection) -> tuple[set[tuple[str, int]], dict[str, int]]:
    touches: set[tuple[str, int]] = set()
    changed_at: dict[str, int] = {}
    rows = connection.execute("SELECT id, at, touched FROM log WHERE kind != ?", (log.MERGE_KIND,))
    for log_id, at, touched in rows:
        for record_id in json.loads(touched):
            touches.add((record_id, log_id))
            changed_at[record_id] = max(changed_at.get(record_id, 0), at)
    return touches, changed_at


def _conflicts_otherwise(connection: Connection) -> Iterator[str]:
    """The records of listed conflicts whose values, writers or moments are not those of the log."""
    conflicts, causality = Conflicts(connection), Causality(connection)
    for record_id, name, candidates in connection.execute("SELECT record, field, candidates FROM conflict").fetchall():
        heads = conflicts.heads(record_id, name, causality)
        try:
            is_same = json.loads(candidates) == json.loads(conflicts.written(heads))
        except ValueError:
            is_same = False
        if not is_same or not heads:
            yield str(record_id)
