"""Bringing the full-text index up to the tables.

New records are indexed as they are written. A changed text is only marked as due, in the same transaction, together
with the words under which the index knows it: indexing anew at every pause in typing would cost more than saving does,
and a twentieth of a second in a text of a million characters. The next search or quiet moment does it once.
"""

import json
from collections.abc import Iterator
from contextlib import suppress

from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.library import Connection, DatabaseError, SqliteError
from kotaham_desktop.storage.schema import searched_columns


def bring_up_to_date(connection: Connection) -> None:
    """Index every changed text; inside someone's transaction, or where the disk refuses, it waits for the next time."""
    if connection.in_transaction or connection.execute("SELECT 1 FROM search_due LIMIT 1").fetchone() is None:
        return
    with suppress(DatabaseError):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _index_due(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def faults(connection: Connection) -> Iterator[str]:
    """Compare the index with the tables, one type of record at a step: the type's name where they differ, else empty.

    Only for who may write the file.
    """
    bring_up_to_date(connection)
    for name in RECORD_TYPES:
        try:
            # "rank" 1 compares the index with the table's content too.
            connection.execute(f'INSERT INTO "{name}_fts" ("{name}_fts", rank) VALUES (\'integrity-check\', 1)')
        except SqliteError:
            yield name
        else:
            yield ""


def _index_due(connection: Connection) -> None:
    for type_name, row, indexed in connection.execute("SELECT type, row, indexed FROM search_due").fetchall():
        if type_name not in RECORD_TYPES:
            continue
        names = ", ".join(f'"{name}"' for name in searched_columns(RECORD_TYPES[type_name]))
        marks = ", ?" * (names.count(",") + 1)
        connection.execute(
            f'INSERT INTO "{type_name}_fts" ("{type_name}_fts", rowid, {names}) VALUES (\'delete\', ?{marks})',
            (row, *json.loads(indexed)),
        )
        connection.execute(
            f'INSERT INTO "{type_name}_fts" (rowid, {names}) SELECT row, {names} FROM "{type_name}" WHERE row = ?',
            (row,),
        )
    connection.execute("DELETE FROM search_due")
