"""What a stored value says to a reader: labels of choices, names of linked records, dates written out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.dates import parse_date, written_date, written_time
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.levels import LEVEL_LABELS, Level
from kotaham_desktop.domain.methods import Method
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import EXERCISE_ROW, RECORD_TYPES
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_NAME_LENGTH = 80
_ANSWER = "values."


def level_words(level: Level) -> str:
    """``L1 Tim``."""
    return f"{level.code} {_(LEVEL_LABELS[level])}"


def written_moment(milliseconds: int) -> str:
    """``23 Agustus 2022 10.42``."""
    moment = local_time(milliseconds)
    return f"{written_date(moment.date())} {written_time(moment.time())}"


class Wording:
    """Reads names from one open workshop and from the reference shelf."""

    def __init__(self, workshop: "Workshop", reference: ReferenceData) -> None:
        self._workshop = workshop
        self._reference = reference
        self._names: dict[str, str] = {}

    def name(self, record_id: str) -> str:
        """What a record is called, in one short line; empty for no record."""
        if not record_id:
            return ""
        if record_id not in self._names:
            self._names[record_id] = self._read_name(record_id)
        return self._names[record_id]

    def name_of(self, record: Record) -> str:
        """The first words of a record's title, or the word for its type."""
        record_type = RECORD_TYPES[record.type]
        if record.type == "exercise_row":
            line = " ".join("; ".join(text for _label, text in self.answers(record)).split())
        elif record.type == "norm_reference":
            line = self._reference.norm_label(record.text("norm"))
        else:
            line = " ".join(record.text(record_type.title_field)[: _NAME_LENGTH * 4].split())
        if not line:
            return _(record_type.label)
        return line if len(line) <= _NAME_LENGTH else f"{line[: _NAME_LENGTH - 1].rstrip()}…"

    def _read_name(self, record_id: str) -> str:
        try:
            return self.name_of(self._workshop.record(record_id))
        except KeyError:
            return _("(tidak ada lagi)")

    def place(self, record: Record) -> str:
        """The session and the group in which it was written."""
        return "  ·  ".join(filter(None, (self.name(record.text("session")), self.name(record.text("group")))))

    def value(self, field: Field, value: Value) -> str:
        """The value as a person reads it, empty where there is none."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("Ya") if value else _("Tidak")
        if isinstance(value, tuple):
            if field.kind is FieldKind.NORMS:
                return "\n".join(self._reference.norm_label(code) for code in value)
            return "; ".join(self.name(each) for each in value)
        if isinstance(value, Mapping):
            return "; ".join(answer for answer in value.values() if answer)
        return self._text(field, str(value))

    def _text(self, field: Field, text: str) -> str:
        match field.kind:
            case FieldKind.LINK:
                return self.name(text)
            case FieldKind.CHOICE:
                return _(field.choice_label(text))
            case FieldKind.LEVEL:
                known = text in {level.code for level in Level}
                return level_words(Level.from_code(text)) if known else text
            case FieldKind.METHOD:
                method = self._reference.method(text)
                return method.title if method else text
            case FieldKind.DATE:
                day = parse_date(text)
                return written_date(day) if day else text
            case FieldKind.TIME:
                return text.replace(":", ".")
            case _:
                return text

    def answers(self, row: Record) -> list[tuple[str, str]]:
        """The labelled answers of one result row, in the order in which its method asks."""
        method = self._method_of(row)
        given = row.answers()
        fields = {field.name: field for field in method.fields} if method else {}
        return [
            (fields[name].label, fields[name].shown(given[name])) if name in fields else (name, given[name])
            for name in dict.fromkeys((*fields, *given))
            if given.get(name)
        ]

    def field_label(self, record: Record, key: str) -> str:
        """What a field is called; ``key`` may name one answer of a result row, as ``values.card``."""
        if key.startswith(_ANSWER):
            method = self._method_of(record)
            asked = method.field(key.removeprefix(_ANSWER)) if method else None
            return asked.label if asked else key.removeprefix(_ANSWER)
        return _(RECORD_TYPES[record.type].field(key).label)

    def field_value(self, record: Record, key: str, value: Value) -> str:
        """What a value says in the field of that key."""
        if key.startswith(_ANSWER):
            method = self._method_of(record)
            asked = method.field(key.removeprefix(_ANSWER)) if method else None
            return asked.shown(str(value)) if asked else str(value)
        return self.value(RECORD_TYPES[record.type].field(key), value)

    def _method_of(self, row: Record) -> Method | None:
        if row.type != EXERCISE_ROW.name:
            return None
        try:
            exercise = self._workshop.record(row.text("exercise"))
        except KeyError:
            return None
        return self._reference.method(exercise.text("method"))
