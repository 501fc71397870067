"""Finding what once stood in a text and stands there no more: the log is read forward, change by change."""

from collections.abc import Callable

from kotaham_desktop.storage import log
from kotaham_desktop.storage.document import Document
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED, ERASE_KIND, MERGE_KIND

_NO_TEXT = frozenset({"type", "deleted", "created_at", "created_by", CREATED, log.ERASED})


def fields_that_ever_held(
    connection: Connection, matches: Callable[[str], bool], *, progress: Callable[[float], None] = lambda _: None
) -> set[tuple[str, str]]:
    """The fields, as (record, stored name), in which any version of the text matches; costs a replay."""
    document, found, last = Document(0), set(), max(log.last_id(connection), 1)
    for log_id, row in log.rows_after(connection):
        if row.kind in (MERGE_KIND, ERASE_KIND):
            continue
        if row.update:
            document.apply(row.update)
        for record, fields in row.touched_fields.items():
            if record not in document:
                continue
            # A value that lost against another one was never to be seen; the row alone tells it.
            values = {name: value for name, value in fields.items() if value is not None and name != CREATED}
            if len(values) < len(fields):
                stored = document.stored(record)
                values |= {n: stored.get(n) for n in (stored if CREATED in fields else fields) if n not in values}
            found |= {
                (record, name)
                for name, value in values.items()
                if name not in _NO_TEXT and (record, name) not in found and isinstance(value, str) and matches(value)
            }
        if log_id % 500 == 0:
            progress(log_id / last)
    return found
