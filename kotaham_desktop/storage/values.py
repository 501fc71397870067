"""Between declared fields and what the document and the tables hold: the one border where types are converted."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.subject_codes import subject_code

ANSWER_PREFIX = "values."
"""A result row keeps each named answer under its own key, so that two people can fill different cells at once."""

LARGEST_WHOLE_NUMBER = 2**53
"""The engine keeps numbers as floats; larger whole numbers would change silently."""

_LISTS = {FieldKind.LINKS, FieldKind.NORMS, FieldKind.SUBJECTS}
_NUMBERS = {FieldKind.WHOLE_NUMBER, FieldKind.YES_NO, FieldKind.ORDER}


def column_type(field: Field) -> type:
    """The SQLite column type of a field, as sqlite-utils spells it."""
    if field.kind is FieldKind.ORDER:
        return float
    return int if field.kind in _NUMBERS else str


def checked(field: Field, value: Value) -> Value:
    """The value in the form that the field keeps; raises ``ExpectedError`` on one that it cannot hold."""
    if value is None or value == "":
        return None if field.kind in _NUMBERS else ("" if field.kind not in _LISTS else ())
    accepts = _ACCEPTED.get(field.kind)
    accepted = accepts(field, value) if accepts else str(value)
    if accepted is None:
        raise ExpectedError("value_refused", field=field.label, value=str(value)[:80])
    return accepted


def _whole_number(_field: Field, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = int(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) <= LARGEST_WHOLE_NUMBER else None


def _order(_field: Field, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) <= LARGEST_WHOLE_NUMBER else None  # neither "not a number" nor infinity


def _yes_no(_field: Field, value: Value) -> Value:
    return value if isinstance(value, bool) else None


def _list(_field: Field, value: Value) -> Value:
    return tuple(str(entry) for entry in value) if isinstance(value, (list, tuple)) else None


def _subjects(_field: Field, value: Value) -> Value:
    if not isinstance(value, (list, tuple)):
        return None
    codes = [subject_code(str(entry)) for entry in value]
    return tuple(dict.fromkeys(codes)) if all(codes) else None


def _answers(_field: Field, value: Value) -> Value:
    return {str(name): str(answer) for name, answer in value.items()} if isinstance(value, Mapping) else None


def _level(_field: Field, value: Value) -> Value:
    try:
        return Level.from_code(str(value)).code
    except ValueError:
        return None


def _choice(field: Field, value: Value) -> Value:
    return str(value) if not field.choices or str(value) in {choice.code for choice in field.choices} else None


_ACCEPTED: Mapping[FieldKind, Callable[[Field, Value], Value]] = MappingProxyType(
    {
        FieldKind.WHOLE_NUMBER: _whole_number,
        FieldKind.ORDER: _order,
        FieldKind.YES_NO: _yes_no,
        FieldKind.LINKS: _list,
        FieldKind.NORMS: _list,
        FieldKind.SUBJECTS: _subjects,
        FieldKind.VALUES: _answers,
        FieldKind.LEVEL: _level,
        FieldKind.CHOICE: _choice,
    }
)
"""What each kind makes of a value; None where it cannot hold it."""


def for_document(value: Value) -> Any:
    """A checked value as the engine stores it."""
    return list(value) if isinstance(value, tuple) else value


def from_document(record_type: RecordType, stored: Mapping[str, Any]) -> dict[str, Value]:
    """The declared values of a record as the document holds it; whole numbers come back from the engine as floats."""
    values: dict[str, Value] = {}
    for field in record_type.fields:
        if field.kind is FieldKind.VALUES:
            values[field.name] = {
                key.removeprefix(ANSWER_PREFIX): str(answer)
                for key, answer in sorted(stored.items())
                if key.startswith(ANSWER_PREFIX)
            }
        else:
            values[field.name] = typed(field, stored.get(field.name))
    return values


def typed(field: Field, stored: Any) -> Value:
    """One stored value with the declared type; nothing is refused here, whatever a newer program wrote."""
    if field.kind in _NUMBERS:
        if stored is None or isinstance(stored, str):
            return None
        if field.kind is FieldKind.YES_NO:
            return bool(stored)
        return float(stored) if field.kind is FieldKind.ORDER else int(stored)
    if field.kind in _LISTS:
        return tuple(str(entry) for entry in stored) if isinstance(stored, list) else ()
    return "" if stored is None else str(stored)


def for_column(value: Value) -> str | int | float | None:
    """A declared value as its table column holds it: several ids and named answers as JSON."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    return int(value) if isinstance(value, bool) else value


def from_column(field: Field, stored: Any) -> Value:
    """A column's content as the declared value."""
    if field.kind in _LISTS:
        return tuple(json.loads(stored)) if stored else ()
    if field.kind is FieldKind.VALUES:
        answers: dict[str, str] = json.loads(stored) if stored else {}
        return answers
    if field.kind is FieldKind.YES_NO:
        return None if stored is None else bool(stored)
    return "" if stored is None and field.kind not in _NUMBERS else stored
