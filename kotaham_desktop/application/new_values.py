"""What a command is given, checked and made fit before anything is written."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.domain.incoming_text import clean_line, clean_text
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.values import ANSWER_PREFIX, checked, for_document

_PROSE = {FieldKind.LONG_TEXT}
_LINES = {FieldKind.SHORT_TEXT}


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record about to be created: its plain values and its texts, all fit to be stored."""

    id: str
    type: str
    plain: Mapping[str, Any]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field about to be changed; ``is_text`` where two people may write in it at once."""

    record_id: str
    key: str
    value: Any
    is_text: bool


def declared_type(type_name: str) -> RecordType:
    """The record type of that name; raises ``ExpectedError``."""
    try:
        return RECORD_TYPES[type_name]
    except KeyError:
        raise ExpectedError("unknown_type", type=type_name) from None


def declared_field(record_type: RecordType, name: str) -> Field:
    """The field of that name; raises ``ExpectedError``."""
    try:
        return record_type.field(name)
    except KeyError:
        raise ExpectedError("unknown_field", field=name, type=record_type.label) from None


def fit(field: Field, value: Value) -> Value:
    """The value made fit for the field; raises ``ExpectedError`` on one that it cannot hold."""
    if isinstance(value, str):
        if field.kind in _PROSE:
            return clean_text(value).text
        value = clean_line(value).text
    accepted = checked(field, value)
    if isinstance(accepted, Mapping):
        return {clean_line(name).text: clean_text(answer).text for name, answer in accepted.items()}
    return accepted


def new_record_id() -> str:
    """An id that no other record has."""
    return str(uuid.uuid4())


def new_record(type_name: str, values: Mapping[str, Value], *, at: int, author: str, record_id: str = "") -> NewRecord:
    """A record with every declared field, defaults where nothing is given; raises ``ExpectedError``."""
    record_type = declared_type(type_name)
    for name in values:
        declared_field(record_type, name)
    plain: dict[str, Any] = {"type": type_name, "deleted": False, "created_at": at, "created_by": author}
    texts: dict[str, str] = {}
    for field in record_type.fields:
        value = fit(field, values.get(field.name, field.default))
        if isinstance(value, Mapping):
            texts.update({ANSWER_PREFIX + name: answer for name, answer in value.items()})
        elif field.is_text:
            texts[field.name] = str(value or "")
        elif field.kind is not FieldKind.VALUES:
            plain[field.name] = for_document(value)
    return NewRecord(record_id or new_record_id(), type_name, plain, texts)


def field_edits(record_id: str, record_type: RecordType, values: Mapping[str, Value]) -> list[FieldEdit]:
    """The edits that bring a record to the given values; raises ``ExpectedError``."""
    edits: list[FieldEdit] = []
    for name, given in values.items():
        field = declared_field(record_type, name)
        value = fit(field, given)
        if field.kind is FieldKind.VALUES:
            answers = value if isinstance(value, Mapping) else {}
            edits.extend(FieldEdit(record_id, ANSWER_PREFIX + key, answer, True) for key, answer in answers.items())
        else:
            edits.append(FieldEdit(record_id, name, for_document(value), field.is_text))
    return edits
