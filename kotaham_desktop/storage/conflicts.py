"""Values that two people gave one field at once: kept side by side for a person to decide."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.causality import Causality, Writing
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED
from kotaham_desktop.storage.values import ANSWER_PREFIX, typed

DELETED = "deleted"
CHOOSE, REOPEN, UNDO, REDO = "choose", "reopen", "undo", "redo"
"""Kinds of log rows: a person decided a difference, let it wait again, took the last step back, did it again."""
RECONSIDERED = frozenset((REOPEN, UNDO, REDO))
"""After these a field may be in dispute again though nothing new was merged."""
_UNDISPUTED_KINDS = {FieldKind.LONG_TEXT, FieldKind.ORDER}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values in dispute, who wrote it and when (milliseconds since 1970 UTC)."""

    value: Value
    author: str
    at: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that several people changed at once, with every value that was given."""

    id: str
    record_id: str
    field: str
    candidates: tuple[Candidate, ...]


def conflict_id(record_id: str, field: str) -> str:
    """The id under which a person decides it."""
    return f"{record_id}:{field}"


def writings(connection: Connection, record_id: str, field: str = "") -> dict[int, Writing]:
    """The latest writing of each session to one field, or to anything in the record where no field is named.

    A decision that its maker took back counts as if it had not been made: the difference waits again.
    """
    rows = connection.execute(
        "SELECT l.client_id, l.seq, l.at, l.kind, l.touched FROM touch t JOIN log l ON l.id = t.log_id"
        " WHERE t.record = ? AND (? = '' OR instr(l.touched, ?) > 0) ORDER BY l.id",
        (record_id, field, json.dumps(field)),
    )
    found: dict[int, _Line] = {}
    for client_id, seq, at, kind, touched in rows:
        fields = json.loads(touched).get(record_id, {})
        if not field and set(fields) - {DELETED}:
            found.setdefault(client_id, _Line()).add(kind, Writing((client_id, seq), at, None))
        elif field in fields and not (field.startswith(ANSWER_PREFIX) and fields[field] is None):
            found.setdefault(client_id, _Line()).add(kind, Writing((client_id, seq), at, fields[field]))
    return {client_id: line.latest for client_id, line in found.items() if line.latest is not None}


class _Line:
    """What one session wrote to one field, as far as it still stands."""

    def __init__(self) -> None:
        self._standing: list[tuple[str, Writing]] = []
        self._taken_back = False

    @property
    def latest(self) -> Writing | None:
        return self._standing[-1][1] if self._standing else None

    def add(self, kind: str, writing: Writing) -> None:
        decided = [place for place, (earlier, _) in enumerate(self._standing) if earlier == CHOOSE]
        if kind == REOPEN and decided:
            del self._standing[decided[-1] :]
        elif kind == UNDO and decided and decided[-1] == len(self._standing) - 1:
            self._standing.pop()
            self._taken_back = True
            return
        else:
            self._standing.append((CHOOSE if kind == REDO and self._taken_back else kind, writing))
        self._taken_back = False


def is_disputable(type_name: str, field: str) -> bool:
    """Whether a field is written as a whole, so that two values at once cannot both stand."""
    if field in (CREATED, DELETED):
        return False
    if field.startswith(ANSWER_PREFIX):
        return True
    record_type = RECORD_TYPES.get(type_name)
    return record_type is not None and any(
        declared.name == field and declared.kind not in _UNDISPUTED_KINDS for declared in record_type.fields
    )


def _declared_value(type_name: str, field: str, stored: Any) -> Value:
    """The value as the record would show it: the log keeps whole numbers as floats and several ids as a list."""
    if field.startswith(ANSWER_PREFIX):
        return str(stored)
    return typed(RECORD_TYPES[type_name].field(field), stored)


class Conflicts:
    """Finding and keeping conflicts on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Conflict]:
        """Every undecided conflict, the longest standing first."""
        rows = self._connection.execute(
            "SELECT c.record, c.field, i.type, c.candidates FROM conflict c JOIN record_index i ON i.id = c.record"
        ).fetchall()
        found = [
            Conflict(
                conflict_id(record, field),
                record,
                field,
                tuple(
                    Candidate(_declared_value(type_name, field, one["value"]), one["author"], one["at"])
                    for one in json.loads(candidates)
                ),
            )
            for record, field, type_name, candidates in rows
        ]
        return sorted(found, key=lambda conflict: (min(one.at for one in conflict.candidates), conflict.id))

    def is_listed(self, record_id: str, field: str) -> bool:
        """Whether the field is in dispute now."""
        statement = "SELECT 1 FROM conflict WHERE record = ? AND field = ?"
        return self._connection.execute(statement, (record_id, field)).fetchone() is not None

    def reconsider(
        self, touched: Iterable[tuple[str, str]], causality: Causality
    ) -> dict[tuple[str, str], list[Writing]]:
        """List, renew or drop the conflicts of the touched fields; returns the disputed ones with their writings."""
        disputed: dict[tuple[str, str], list[Writing]] = {}
        for record_id, field in touched:
            if heads := self.heads(record_id, field, causality):
                disputed[record_id, field] = heads
                self._connection.execute(
                    "INSERT OR REPLACE INTO conflict VALUES (?, ?, ?)", (record_id, field, self.written(heads))
                )
            else:
                self._connection.execute("DELETE FROM conflict WHERE record = ? AND field = ?", (record_id, field))
        return disputed

    def heads(self, record_id: str, field: str, causality: Causality) -> list[Writing]:
        """The writings of a field that stand against each other, the oldest first; none where it is not in dispute."""
        written = writings(self._connection, record_id, field)
        heads = causality.latest(written) if len(written) > 1 else []
        if len({json.dumps(head.value, sort_keys=True) for head in heads}) <= 1:
            return []
        return sorted(heads, key=lambda head: (head.at, head.key))

    def written(self, heads: list[Writing]) -> str:
        """A conflict as its row holds it."""
        candidates = [
            {"value": head.value, "author": self._author(head.key[0]), "at": head.at, "row": list(head.key)}
            for head in heads
        ]
        return json.dumps(candidates, ensure_ascii=False)

    def _author(self, client_id: int) -> str:
        found = self._connection.execute("SELECT author FROM session WHERE client_id = ?", (client_id,)).fetchone()
        return str(found[0]) if found else ""

    def edited_while_deleted(self, record_id: str, causality: Causality) -> bool:
        """Whether someone wrote in a record that another deleted at the same time; the writing then wins."""
        deletions = causality.latest(writings(self._connection, record_id, DELETED))
        if not any(writing.value is True for writing in deletions):
            return False
        if any(writing.value is not True for writing in deletions):
            return True
        edits = writings(self._connection, record_id).values()
        return any(causality.are_at_once(deletion.key, edit.key) for deletion in deletions for edit in edits)
