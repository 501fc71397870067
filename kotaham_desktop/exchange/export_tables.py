"""Disclosed records as tables for people: labels for headings and choices, titles for links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import LEVEL_LABELS, Audience, Level
from kotaham_desktop.domain.methods import Method
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.exchange.cell_safety import parts
from kotaham_desktop.i18n import N_, _

Cell = str | int | float
PART_HEADING = N_("Bagian")
_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class ExportTable:
    """The records of one type; a text that no cell can hold goes on in further rows, counted in a column of its own."""

    type_name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def export_tables(
    records: Mapping[str, Sequence[Record]], audience: Audience, methods: Mapping[str, Method]
) -> tuple[ExportTable, ...]:
    """One table for each type that has records to show; ``records`` are disclosed to the audience already."""
    names = _Names(records, methods)
    return tuple(
        _table(RECORD_TYPES[name], records[name], audience, names) for name in RECORD_TYPES if records.get(name)
    )


def shown_fields(record_type: RecordType, audience: Audience) -> tuple[Field, ...]:
    """The fields that may stand in an export for the audience, without those that nobody reads."""
    return tuple(
        item for item in record_type.fields if item.kind is not FieldKind.ORDER and audience.may_see(item.most_open)
    )


class _Names:
    """What to call a record that another one points to."""

    def __init__(self, records: Mapping[str, Sequence[Record]], methods: Mapping[str, Method]) -> None:
        self.methods = methods
        self.by_id = {record.id: record for group in records.values() for record in group}

    def title(self, record_id: str) -> str:
        record = self.by_id.get(record_id)
        if record is None or record.type not in RECORD_TYPES:
            return ""
        title_field = RECORD_TYPES[record.type].field(RECORD_TYPES[record.type].title_field)
        text = " ".join(self.shown(title_field, record).split())
        label = text if len(text) <= _TITLE_LENGTH else f"{text[:_TITLE_LENGTH]}…"
        return label or _(RECORD_TYPES[record.type].label)

    def shown(self, item: Field, record: Record) -> str:
        return str(self.cell(item, record.values.get(item.name), record))

    def cell(self, item: Field, value: Value, record: Record) -> Cell:
        """The value as a person reads it."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("Ya") if value else _("Tidak")
        if isinstance(value, (int, float)):
            return value if isinstance(value, int) or not value.is_integer() else int(value)
        if isinstance(value, tuple):
            return "; ".join(self.title(each) if item.kind is FieldKind.LINKS else each for each in value)
        if isinstance(value, str):
            return self._text(item, value)
        return self._answers(value, record)

    def _text(self, item: Field, value: str) -> str:
        match item.kind:
            case FieldKind.LINK:
                return self.title(value)
            case FieldKind.CHOICE:
                return _(item.choice_label(value))
            case FieldKind.LEVEL:
                return _(LEVEL_LABELS[Level.from_code(value)]) if value in {level.code for level in Level} else value
            case FieldKind.METHOD:
                return self.methods[value].title if value in self.methods else value
            case _:
                return value

    def _answers(self, answers: Mapping[str, str], record: Record) -> str:
        exercise = self.by_id.get(record.text("exercise"))
        method = self.methods.get(exercise.text("method")) if exercise else None
        fields = {item.name: item for item in method.fields} if method else {}
        lines: list[str] = []
        for name in dict.fromkeys((*fields, *answers)):
            answer = answers.get(name, "")
            if answer:
                label, shown = (fields[name].label, fields[name].shown(answer)) if name in fields else (name, answer)
                lines.append(f"{label}: {shown}")
        return "\n".join(lines)


def _table(record_type: RecordType, records: Sequence[Record], audience: Audience, names: _Names) -> ExportTable:
    fields = shown_fields(record_type, audience)
    wide = [
        [_cell_parts(names.cell(item, record.values.get(item.name), record)) for item in fields] for record in records
    ]
    has_parts = any(len(pieces) > 1 for row in wide for pieces in row)
    rows: list[tuple[Cell, ...]] = []
    for record, row in zip(records, wide, strict=True):
        most = max((len(pieces) for pieces in row), default=1)
        for number in range(most):
            cells = [pieces[number] if number < len(pieces) else "" for pieces in row]
            counted = [f"{number + 1} / {most}"] if has_parts else []
            rows.append((*cells, record.id, *counted))
    headings = [*(_(item.label) for item in fields), _("Tanda"), *([_(PART_HEADING)] if has_parts else [])]
    return ExportTable(record_type.name, _(record_type.plural), tuple(headings), tuple(rows))


def _cell_parts(cell: Cell) -> tuple[Cell, ...]:
    return parts(cell) if isinstance(cell, str) else (cell,)
