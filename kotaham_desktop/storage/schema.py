"""The tables of a workshop file: made from the declared record types, with full-text search beside each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.domain.fields import FieldKind, RecordType
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import audit
from kotaham_desktop.storage.library import Connection, database
from kotaham_desktop.storage.values import column_type

APPLICATION_ID = 0x4B48414D
"""``KHAM``: tells our files from any other SQLite file."""

ENGINE = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE session (
    client_id INTEGER PRIMARY KEY, parent_client INTEGER NOT NULL, parent_seq INTEGER NOT NULL, device TEXT NOT NULL,
    author TEXT NOT NULL, opened_at INTEGER NOT NULL, app_version TEXT NOT NULL
);
CREATE TABLE log (
    id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL, at INTEGER NOT NULL,
    kind TEXT NOT NULL, clock INTEGER NOT NULL, checksum BLOB NOT NULL, touched TEXT NOT NULL, "update" BLOB NOT NULL,
    here INTEGER NOT NULL, UNIQUE (client_id, seq)
);
CREATE INDEX log_merges ON log (client_id, seq) WHERE kind = 'merge';
CREATE TABLE touch (
    record TEXT NOT NULL, log_id INTEGER NOT NULL REFERENCES log, PRIMARY KEY (record, log_id)
) WITHOUT ROWID;
CREATE TABLE snapshot (upto_log INTEGER PRIMARY KEY, checksum BLOB NOT NULL, state BLOB NOT NULL);
CREATE TABLE conflict (
    record TEXT NOT NULL, field TEXT NOT NULL, candidates TEXT NOT NULL, PRIMARY KEY (record, field)
) WITHOUT ROWID;
CREATE TABLE attachment_content (
    sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
);
CREATE TABLE record_index (id TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE search_due (
    type TEXT NOT NULL, row INTEGER NOT NULL, indexed TEXT NOT NULL, PRIMARY KEY (type, row)
) WITHOUT ROWID;
"""

_UNSEARCHED = {"sha256", "media_type", "original", "blurred_areas"}
_INDEXED_KINDS = {FieldKind.LINK}


def searched_columns(record_type: RecordType) -> tuple[str, ...]:
    """The columns of a record type that people search in."""
    kinds = {FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.VALUES}
    return tuple(f.name for f in record_type.fields if f.kind in kinds and f.name not in _UNSEARCHED)


def create_record_tables(connection: Connection) -> None:
    """Make the table of every record type and its full-text index."""
    for record_type in RECORD_TYPES.values():
        _create_record_table(connection, record_type)


def _create_record_table(connection: Connection, record_type: RecordType) -> None:
    columns: dict[str, Any] = {"row": int, "id": str}
    columns.update({field.name: column_type(field) for field in record_type.fields})
    columns.update({"deleted": int, "created_at": int, "created_by": str, "changed_at": int})
    # An explicit integer key: VACUUM may renumber hidden row ids, and the full-text index points at them.
    table = database(connection).table(record_type.name)
    table.create(columns, pk="row", not_null={"id", "deleted"})
    table.create_index(["id"], unique=True)
    for field in record_type.fields:
        if field.kind in _INDEXED_KINDS:
            table.create_index([field.name])
    for statement in full_text_statements(record_type):
        connection.execute(statement)


def full_text_statements(record_type: RecordType, columns: tuple[str, ...] = ()) -> list[str]:
    """The full-text index of one record type and the triggers that keep it; see ``search_index`` for changed texts.

    ``columns`` are those of an index that is there already, of an older format perhaps.
    """
    table, columns = record_type.name, columns or searched_columns(record_type)
    names = ", ".join(f'"{name}"' for name in columns)
    old, new = (", ".join(f'{side}."{name}"' for name in columns) for side in ("old", "new"))
    changed = " OR ".join(f'old."{name}" IS NOT new."{name}"' for name in columns)
    index = f"{table}_fts"
    remove = f'INSERT INTO "{index}" ("{index}", rowid, {names}) VALUES (\'delete\', old.row, {old});'
    add = f'INSERT INTO "{index}" (rowid, {names}) VALUES (new.row, {new});'
    return [
        f'CREATE VIRTUAL TABLE "{index}" USING fts5({names}, content="{table}", content_rowid="row",'
        " tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')",
        f'CREATE TRIGGER "{table}_searchable" AFTER INSERT ON "{table}" BEGIN {add} END',
        f'CREATE TRIGGER "{table}_unsearchable" AFTER DELETE ON "{table}" BEGIN {remove} END',
        f'CREATE TRIGGER "{table}_researched" AFTER UPDATE OF {names} ON "{table}" WHEN ({changed})'
        f" AND NOT EXISTS (SELECT 1 FROM search_due WHERE type = '{table}' AND row = old.row)"
        f" BEGIN INSERT INTO search_due VALUES ('{table}', old.row, json_array({old})); END",
    ]


def drop_record_tables(connection: Connection) -> None:
    """Remove everything that can be made again from the log."""
    for name in RECORD_TYPES:
        connection.execute(f'DROP TABLE IF EXISTS "{name}_fts"')
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    connection.execute("DELETE FROM record_index")
    connection.execute("DELETE FROM search_due")
    connection.execute("DELETE FROM touch")
    connection.execute("DELETE FROM conflict")
    connection.execute("DELETE FROM snapshot")


def create_first_tables(connection: Connection) -> None:
    """What the first released format holds."""
    for statement in ENGINE.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    create_record_tables(connection)


def take_in_new_declarations(connection: Connection) -> None:
    """Give an older file the tables, columns and search columns of what has been declared since.

    Whatever step a file still lacks, the declarations of today are what it gets: run twice, it changes nothing more.
    """
    for record_type in RECORD_TYPES.values():
        known = _columns(connection, record_type.name)
        if not known:
            _create_record_table(connection, record_type)
            continue
        for field in record_type.fields:
            if field.name in known:
                continue
            database(connection).table(record_type.name).add_column(field.name, column_type(field))
            if field.kind in _INDEXED_KINDS:
                database(connection).table(record_type.name).create_index([field.name])
        if _columns(connection, f"{record_type.name}_fts") != list(searched_columns(record_type)):
            _index_anew(connection, record_type)


THIRD = audit.TABLE


def create_third_tables(connection: Connection) -> None:
    """What format 3 brings: new declarations, and the engine's tables in ``THIRD``."""
    take_in_new_declarations(connection)
    for statement in THIRD.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _columns(connection: Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _index_anew(connection: Connection, record_type: RecordType) -> None:
    name = record_type.name
    for trigger in ("searchable", "unsearchable", "researched"):
        connection.execute(f'DROP TRIGGER IF EXISTS "{name}_{trigger}"')
    connection.execute(f'DROP TABLE IF EXISTS "{name}_fts"')
    connection.execute("DELETE FROM search_due WHERE type = ?", (name,))
    for statement in full_text_statements(record_type):
        connection.execute(statement)
    connection.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a format to the next; ``apply`` runs inside a transaction, after a copy of the file was made."""

    to_version: int
    name: str
    apply: Callable[[Connection], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", create_first_tables),
    Migration(2, "consent, levels with reasons, what left", take_in_new_declarations),
    Migration(3, "audit, erasure, requests", create_third_tables),
)
CURRENT_VERSION = MIGRATIONS[-1].to_version


def file_version(connection: Connection) -> int:
    """The format that the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> list[str]:
    """Bring the file to the newest format, all steps or none; returns the names of the steps taken."""
    version = file_version(connection)
    steps = [step for step in migrations if step.to_version > version]
    if not steps:
        return []
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps:
            step.apply(connection)
        connection.execute(f"PRAGMA user_version={steps[-1].to_version}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has already ended it
            connection.execute("ROLLBACK")
        raise
    return [step.name for step in steps]
