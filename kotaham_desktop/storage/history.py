"""Who changed what and when, read from the log."""

import json
from dataclasses import dataclass

from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED, ERASED, MERGE_KIND


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change: its log row, when (milliseconds since 1970 UTC), by whom, and the records and fields it touched.

    ``fields`` are declared names; a creation carries none. Of an entry that ``is_erased`` the content is gone, at
    somebody's request; one of kind ``erase`` is that request being carried out.
    """

    log_id: int
    at: int
    author: str
    kind: str
    record_ids: tuple[str, ...]
    fields: tuple[str, ...]
    is_erased: bool = False


def history(connection: Connection, record_id: str, limit: int) -> list[HistoryEntry]:
    """The newest entries first, of one record or (with an empty id) of the whole file."""
    if record_id:
        source = "FROM touch t JOIN log l ON l.id = t.log_id JOIN session s USING (client_id) WHERE t.record = ?"
    else:
        source = f"FROM log l JOIN session s USING (client_id) WHERE ? = '' AND l.kind != '{MERGE_KIND}'"
    rows = connection.execute(
        f"SELECT l.id, l.at, s.author, l.kind, l.touched {source} ORDER BY l.id DESC LIMIT ?",
        (record_id, limit),
    )
    entries = []
    for log_id, at, author, kind, touched in rows:
        fields = json.loads(touched)
        concerned = {record_id: fields.get(record_id, {})} if record_id else fields
        names = {name.partition(".")[0] for touched_fields in concerned.values() for name in touched_fields}
        shown = tuple(sorted(names - {CREATED, ERASED}))
        entries.append(HistoryEntry(log_id, at, author, kind, tuple(concerned), shown, ERASED in names))
    return entries
