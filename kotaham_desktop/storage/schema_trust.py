"""Whether a file's schema is one that this program makes: whoever made it otherwise may have laid a trap.

A view in a table's place can answer anything, or never; a trigger would run at our own writing. SQLite itself only
bounds what such parts may call (``trusted_schema``), so a file that has any of its own is refused before anything in it
is read; so is one that lacks a part, about which no question could be answered.
"""

import re
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import audit
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.schema import full_text_statements, searched_columns

MOST_PARTS = 4_000
"""Some ten times what a file has."""
LONGEST_PART = 20_000
_RUNS_CODE = re.compile(r"\b(CHECK|GENERATED|AS|DEFAULT|COLLATE|ON\s+CONFLICT|CASCADE|VIRTUAL|SELECT)\b", re.IGNORECASE)
_ENGINE_PARTS = frozenset(
    (table, column)
    for table, columns in {
        "meta": "key value",
        "session": "client_id parent_client parent_seq device author opened_at app_version",
        "log": "id client_id seq at kind clock checksum touched update here",
        "touch": "record log_id",
        "snapshot": "upto_log checksum state",
        "conflict": "record field candidates",
        "attachment_content": "sha256 media_type size data",
        "record_index": "id type",
        "search_due": "type row indexed",
        "audit": f"{audit.COLUMNS.replace(',', '')} here",
    }.items()
    for column in columns.split()
)
_KEPT_WITH_EACH_RECORD = ("row", "id", "deleted", "created_at", "created_by", "changed_at")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_PLAIN_INDEX = re.compile(r"CREATE (UNIQUE )?INDEX \w+ ON \w+ \(\w+(, \w+)*\)( WHERE kind = 'merge')?")
_SEARCH_COLUMNS = re.compile(r'CREATE VIRTUAL TABLE "(\w+)_fts" USING fts5\(("\w+"(?:, "\w+")*), content=')


def assert_own_schema(connection: Connection, path: Path, *, is_newest: bool) -> None:
    """Raise ``ExpectedError("file_damaged")`` on a file with a part that this program would not have made, or without.

    What it holds besides can be saved like that of any damaged file.
    """
    found = connection.execute(
        f"SELECT type, name, substr(sql, 1, {LONGEST_PART + 1}) FROM sqlite_schema LIMIT {MOST_PARTS + 1}"
    ).fetchall()
    parts = [(str(kind), str(name), str(sql or "")) for kind, name, sql in found]
    known = _search_parts([sql for kind, _name, sql in parts if kind == "table"])
    foreign = [name for kind, name, sql in parts if not _is_own(kind, sql, known)]
    if foreign or len(parts) > MOST_PARTS or (is_newest and _lacks_a_declared_part(connection)):
        raise ExpectedError("file_damaged", name=path.name, path=str(path), detail="foreign parts")


def answers_by_itself(connection: Connection) -> bool:
    """Whether a reader of this file could meet something else than stored rows where it looks for a table."""
    statement = (
        "SELECT 1 FROM sqlite_schema WHERE type = 'view'"
        " OR (type = 'table' AND (sql LIKE '%GENERATED%' OR sql LIKE '% AS (%'"
        " OR (sql LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%@_fts' ESCAPE '@')))"
    )
    return connection.execute(statement).fetchone() is not None


def _lacks_a_declared_part(connection: Connection) -> bool:
    """Whether a table or a column is missing that every file of the newest format has."""
    statement = "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    found = {(str(table), str(column)) for table, column in connection.execute(statement)}
    declared = {(each.name, field.name) for each in RECORD_TYPES.values() for field in each.fields}
    searched = {(f"{each.name}_fts", column) for each in RECORD_TYPES.values() for column in searched_columns(each)}
    kept = {(each.name, column) for each in RECORD_TYPES.values() for column in _KEPT_WITH_EACH_RECORD}
    return not found >= declared | searched | kept | _ENGINE_PARTS


def _search_parts(tables: list[str]) -> frozenset[str]:
    """Index and triggers as we make them for the columns that each type's index has; older formats had fewer."""
    known: set[str] = set()
    for sql in tables:
        index = _SEARCH_COLUMNS.match(sql)
        record_type = RECORD_TYPES.get(index.group(1)) if index else None
        if index and record_type:
            columns = tuple(name.strip('"') for name in index.group(2).split(", "))
            known.update(full_text_statements(record_type, columns))
    return frozenset(known)


def _is_own(kind: str, sql: str, known: frozenset[str]) -> bool:
    if len(sql) > LONGEST_PART:
        return False
    if sql in known:
        return True
    if kind == "table":
        return _RUNS_CODE.search(_QUOTED.sub("", sql)) is None
    # An index that SQLite makes for a key has no text.
    return kind == "index" and (not sql or _PLAIN_INDEX.fullmatch(" ".join(sql.replace('"', "").split())) is not None)
