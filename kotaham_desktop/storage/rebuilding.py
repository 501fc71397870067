"""Making the tables again from the log, which is the truth."""

import json

from kotaham_desktop.storage import log, schema
from kotaham_desktop.storage.causality import Causality
from kotaham_desktop.storage.conflicts import Conflicts, is_disputable
from kotaham_desktop.storage.document import Document
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED
from kotaham_desktop.storage.recorder import new_client_id
from kotaham_desktop.storage.replay import from_whole_log
from kotaham_desktop.storage.tables import Tables
from kotaham_desktop.storage.workshop_file import WorkshopFile


def rebuild(file: WorkshopFile) -> None:
    """Drop and fill every record table in one transaction; raises ``ExpectedError`` where the log itself is harmed."""
    connection = file.connection
    with told_as_expected(file.path):
        document = from_whole_log(connection, new_client_id(), file.path)
        connection.execute("BEGIN IMMEDIATE")
        try:
            fill_tables(connection, document)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def fill_tables(connection: Connection, document: Document) -> None:
    """Drop and fill every record table from the document, inside the caller's transaction."""
    schema.drop_record_tables(connection)
    schema.create_record_tables(connection)
    tables = Tables(connection)
    changed_at, types = _index_touches(connection)
    stored = document.all_stored()
    for record_id in types:
        tables.insert(record_id, stored[record_id], changed_at[record_id])
    _list_conflicts(connection, types)


def _index_touches(connection: Connection) -> tuple[dict[str, int], dict[str, str]]:
    """Fill the index from record to log row; returns when each record changed last, and their types in log order."""
    changed_at: dict[str, int] = {}
    types: dict[str, str] = {}
    for log_id, row in log.rows_after(connection):
        if row.kind == log.MERGE_KIND:
            continue
        for record_id, fields in row.touched_fields.items():
            connection.execute("INSERT OR IGNORE INTO touch VALUES (?, ?)", (record_id, log_id))
            changed_at[record_id] = max(changed_at.get(record_id, 0), row.at)
            if CREATED in fields:
                types[record_id] = str(fields[CREATED])
    return changed_at, types


def _list_conflicts(connection: Connection, types: dict[str, str]) -> None:
    shared = connection.execute(
        "SELECT t.record FROM touch t JOIN log l ON l.id = t.log_id"
        " GROUP BY t.record HAVING count(DISTINCT l.client_id) > 1"
    ).fetchall()
    disputable: set[tuple[str, str]] = set()
    for (record_id,) in shared:
        rows = connection.execute(
            "SELECT l.touched FROM touch t JOIN log l ON l.id = t.log_id WHERE t.record = ?", (record_id,)
        )
        for (touched,) in rows:
            fields = json.loads(touched)[record_id]
            disputable.update((record_id, field) for field in fields if is_disputable(types.get(record_id, ""), field))
    Conflicts(connection).reconsider(disputable, Causality(connection))
