"""A record as it was: the log read up to one of its rows."""

from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.replay import document_as_of
from kotaham_desktop.storage.values import from_document


def record_as_of(connection: Connection, record_id: str, log_id: int) -> Record | None:
    """The record after that log row, or None where it did not exist yet; costs a replay, so call it beside a window."""
    document = document_as_of(connection, log_id)
    if record_id not in document:
        return None
    stored = document.stored(record_id)
    record_type = RECORD_TYPES.get(str(stored.get("type", "")))
    if record_type is None:
        return None
    return Record(
        record_id,
        record_type.name,
        from_document(record_type, stored),
        bool(stored.get("deleted")),
        int(stored.get("created_at") or 0),
        str(stored.get("created_by") or ""),
    )
