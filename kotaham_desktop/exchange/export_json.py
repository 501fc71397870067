"""A workshop as JSON for other programs: our stable field names and codes, untranslated.

``{"format": "kotaham-export", "version": 1, "audience": "team", "records": {TYPE: [{"id": ..., FIELD: ...}]}}``.
Texts, dates and codes are strings, numbers numbers, yes/no true or false, several ids or codes a list, the answers of
a result row an object. What the audience may not see is absent, and so is what nobody filled in.
"""

import json
from collections.abc import Mapping, Sequence

from kotaham_desktop.domain.incoming_text import MAX_LONG_TEXT, clean_text
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES

VERSION = 1


def json_export(records: Mapping[str, Sequence[Record]], audience: Audience) -> bytes:
    """The records, disclosed to the audience already, as UTF-8 JSON; equal records give equal bytes."""
    content = {
        "format": "kotaham-export",
        "version": VERSION,
        "audience": audience.value,
        "records": {name: [_plain(record) for record in records.get(name, ())] for name in RECORD_TYPES},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8") + b"\n"


def _plain(record: Record) -> dict[str, object]:
    declared = [item.name for item in RECORD_TYPES[record.type].fields]
    names = [*declared, *sorted(set(record.values) - set(declared))]
    values = {name: _plain_value(record.values[name]) for name in names if record.values.get(name) not in (None, "")}
    return {"id": record.id, **values}


def _plain_value(value: Value) -> object:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, tuple):
        return [_clean(each) for each in value]
    if isinstance(value, Mapping):
        return {_clean(name): _clean(answer) for name, answer in value.items()}
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value


def _clean(text: str) -> str:
    return clean_text(text, limit=max(MAX_LONG_TEXT, len(text))).text
