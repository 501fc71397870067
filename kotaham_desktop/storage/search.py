"""Search over every kind of record, with filters, by the full-text index or by the filters alone."""

import re
from dataclasses import dataclass

from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import search_index
from kotaham_desktop.storage.library import Connection

PARENTS = {"exercise_row": "exercise", "attachment": "record", "norm_reference": "record"}
"""A find in one of these is shown as a find in the record it belongs to."""

_WORD = re.compile(r"\w+", re.UNICODE)
TITLE_LENGTH = 90
MOST_RANKED = 2000
"""Words that stand in more records than this say little about any: the newest records come first then."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record that was found, with the place where the words stand."""

    record_id: str
    type: str
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What the finds are narrowed to; empty means all. ``norms`` are codes of which one is enough.

    What is sealed, and what belongs to it, is found only where ``sealed`` says so.
    """

    types: tuple[str, ...] = ()
    group: str = ""
    session: str = ""
    norms: tuple[str, ...] = ()
    level: str = ""
    sealed: bool = False


def match_expression(words: str) -> str:
    """What people type as a full-text query: every word, each as the beginning of a word; nothing in it is syntax."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(words))


def title_of(text: str) -> str:
    """The first line of a text, short enough for a list."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _unsealed(record_type: RecordType, owner: str) -> list[str]:
    """Conditions under which neither a record nor what it belongs to is sealed; an unreadable level is sealed."""
    conditions = [f"NOT ({_is_sealed(record_type, 't.')})"] if record_type.has_level else []
    if owner:
        sealed = [
            f'SELECT id FROM "{each.name}" WHERE {_is_sealed(each)}' for each in RECORD_TYPES.values() if each.has_level
        ]
        sealed.append(
            "SELECT r.id FROM exercise_row r JOIN exercise e ON e.id = r.exercise"
            f" WHERE {_is_sealed(RECORD_TYPES['exercise'], 'e.')}"
        )
        conditions.append(f"{owner} NOT IN ({' UNION ALL '.join(sealed)})")
    return conditions


def _is_sealed(record_type: RecordType, table: str = "") -> str:
    given = f"COALESCE(NULLIF({table}\"level\", ''), '{record_type.default_level.code}')"
    return f"{given} NOT IN ({', '.join(repr(level.code) for level in Level if level is not Level.SEALED)})"


class Search:
    """Finding records on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, words: str, narrowed: SearchFilter, limit: int) -> list[SearchHit]:
        """The records that hold all the words and pass the filter, best first; without words the newest first."""
        expression = match_expression(words)
        if words.strip() and not expression:
            return []
        search_index.bring_up_to_date(self._connection)
        ranked: list[tuple[float, SearchHit]] = []
        for record_type in RECORD_TYPES.values():
            if narrowed.types and record_type.name not in narrowed.types and record_type.name not in PARENTS:
                continue
            if record_type.name in PARENTS and not expression:
                continue
            if record_type.is_ledger and record_type.name not in narrowed.types:
                continue
            ranked.extend(self._in_type(record_type, expression, narrowed, limit))
        ranked.sort(key=lambda pair: pair[0])
        best: dict[str, SearchHit] = {}
        for _, hit in ranked:
            if not narrowed.types or hit.type in narrowed.types:
                best.setdefault(hit.record_id, hit)
        return list(best.values())[:limit]

    def _in_type(
        self, record_type: RecordType, expression: str, narrowed: SearchFilter, limit: int
    ) -> list[tuple[float, SearchHit]]:
        name = record_type.name
        parent = PARENTS.get(name, "")
        conditions, parameters = self._conditions(record_type, narrowed)
        if conditions is None:
            return []
        shown = f't."{parent}"' if parent else "t.id"
        if expression:
            rank, order = ("0.0", "f.rowid DESC") if self._is_common(name, expression) else ("f.rank", "f.rank")
            statement = (
                f"SELECT {shown}, t.\"{record_type.title_field}\", snippet(\"{name}_fts\", -1, '', '', '…', 16), {rank}"
                f' FROM "{name}_fts" f JOIN "{name}" t ON t.row = f.rowid'
                f' WHERE "{name}_fts" MATCH ? AND {" AND ".join(conditions)} ORDER BY {order} LIMIT ?'
            )
            found = self._connection.execute(statement, (expression, *parameters, limit))
        else:
            statement = (
                f'SELECT t.id, t."{record_type.title_field}", \'\', -t.changed_at FROM "{name}" t'
                f" WHERE {' AND '.join(conditions)} ORDER BY t.changed_at DESC LIMIT ?"
            )
            found = self._connection.execute(statement, (*parameters, limit))
        return [
            (float(rank), self._hit(record_type, record_id, title or "", excerpt or "", parent))
            for record_id, title, excerpt, rank in found
        ]

    def _is_common(self, type_name: str, expression: str) -> bool:
        """Whether the words stand in so many records that weighing them all takes longer than it is worth."""
        statement = f'SELECT 1 FROM "{type_name}_fts" WHERE "{type_name}_fts" MATCH ? LIMIT 1 OFFSET {MOST_RANKED}'
        return self._connection.execute(statement, (expression,)).fetchone() is not None

    def _conditions(self, record_type: RecordType, narrowed: SearchFilter) -> tuple[list[str] | None, list[str]]:
        parent = PARENTS.get(record_type.name, "")
        owner = f't."{parent}"' if parent else "t.id"
        conditions = ["t.deleted = 0"]
        parameters: list[str] = []
        for column, wanted in (("group", narrowed.group), ("session", narrowed.session), ("level", narrowed.level)):
            if not wanted:
                continue
            if parent:
                conditions.append(self._owner_has(owner, column, parameters, wanted))
            elif any(field.name == column for field in record_type.fields):
                conditions.append(f't."{column}" = ?')
                parameters.append(wanted)
            else:
                return None, []
        if not narrowed.sealed:
            conditions += _unsealed(record_type, owner if parent else "")
        if narrowed.norms:
            marks = ", ".join("?" * len(narrowed.norms))
            conditions.append(
                f'{owner} IN (SELECT "record" FROM norm_reference WHERE deleted = 0 AND norm IN ({marks}))'
            )
            parameters.extend(narrowed.norms)
        return conditions, parameters

    @staticmethod
    def _owner_has(owner: str, column: str, parameters: list[str], wanted: str) -> str:
        owners = [
            record_type.name
            for record_type in RECORD_TYPES.values()
            if record_type.name not in PARENTS and any(field.name == column for field in record_type.fields)
        ]
        parameters.extend([wanted] * len(owners))
        union = " UNION ALL ".join(f'SELECT id FROM "{name}" WHERE deleted = 0 AND "{column}" = ?' for name in owners)
        return f"{owner} IN ({union})"

    def _hit(self, record_type: RecordType, record_id: str, title: str, excerpt: str, parent: str) -> SearchHit:
        if not parent:
            return SearchHit(record_id, record_type.name, title_of(title), excerpt)
        found = self._connection.execute("SELECT type FROM record_index WHERE id = ?", (record_id,)).fetchone()
        owner_type = RECORD_TYPES[found[0]] if found else record_type
        row = self._connection.execute(
            f'SELECT "{owner_type.title_field}" FROM "{owner_type.name}" WHERE id = ?',
            (record_id,),
        ).fetchone()
        return SearchHit(record_id, owner_type.name, title_of(str(row[0] or "")) if row else "", excerpt)
