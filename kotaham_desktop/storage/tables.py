"""The tables that a reader expects, one per record type, kept in the same transaction as the log."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kotaham_desktop.domain.fields import FieldKind, RecordType
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.values import for_column, from_column, from_document

DELETED, CREATED_AT, CREATED_BY, TYPE = "deleted", "created_at", "created_by", "type"


def natural_order(record_type: RecordType) -> str:
    """The order in which people expect the records of a type."""
    names = {field.name for field in record_type.fields}
    order = [name for name in ("day",) if name in names]
    order += [field.name for field in record_type.fields if field.kind is FieldKind.ORDER]
    return ", ".join(f't."{name}"' for name in [*order, CREATED_AT, "row"])


def columns_of(record_type: RecordType) -> str:
    """The columns that :func:`record_reader` reads, with the table named ``t``."""
    names = ["id", *(f.name for f in record_type.fields), DELETED, CREATED_AT, CREATED_BY, "changed_at"]
    return ", ".join(f't."{name}"' for name in names)


def record_reader(record_type: RecordType) -> Callable[[tuple[Any, ...]], Record]:
    """What turns a row of :func:`columns_of` into a record; made once for many rows."""
    names = tuple(field.name for field in record_type.fields)
    count = len(names)
    as_stored = {FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.LEVEL, FieldKind.LINK}
    converted = tuple(field for field in record_type.fields if field.kind not in as_stored)

    def read(row: tuple[Any, ...]) -> Record:
        values = dict(zip(names, row[1:], strict=False))
        for field in converted if None not in row else record_type.fields:
            values[field.name] = from_column(field, values[field.name])
        deleted, created_at, created_by, changed_at = row[count + 1 :]
        return Record(
            row[0], record_type.name, values, bool(deleted), created_at or 0, created_by or "", changed_at or 0
        )

    return read


class Tables:
    """Reading and writing the record tables of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def type_of(self, record_id: str) -> str:
        """The type of a record; raises ``KeyError`` on an id that the file does not know."""
        if not (found := self.type_if_known(record_id)):
            raise KeyError(record_id)
        return found

    def type_if_known(self, record_id: str) -> str:
        """The type of a record, empty where the file does not know it."""
        found = self._connection.execute("SELECT type FROM record_index WHERE id = ?", (record_id,)).fetchone()
        return str(found[0]) if found else ""

    def ids_beginning(self, prefix: str) -> list[str]:
        """The ids that begin so, three at most; an id itself comes alone."""
        found = self._connection.execute(
            "SELECT id FROM record_index WHERE substr(id, 1, ?) = ? LIMIT 3", (len(prefix), prefix)
        )
        return [record_id for (record_id,) in found]

    def record(self, record_id: str) -> Record:
        """One record, deleted or not; raises ``KeyError``."""
        record_type = RECORD_TYPES[self.type_of(record_id)]
        row = self._connection.execute(
            f'SELECT {columns_of(record_type)} FROM "{record_type.name}" t WHERE t.id = ?',
            (record_id,),
        ).fetchone()
        return record_reader(record_type)(row)

    def records(self, type_name: str, *, include_deleted: bool = False, **equals: str) -> list[Record]:
        """The records of a type whose fields equal what is asked, in their natural order; raises ``KeyError``."""
        record_type = RECORD_TYPES[type_name]
        conditions = [] if include_deleted else ["t.deleted = 0"]
        for name in equals:
            record_type.field(name)
            conditions.append(f't."{name}" = ?')
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._connection.execute(
            f'SELECT {columns_of(record_type)} FROM "{type_name}" t {where} ORDER BY {natural_order(record_type)}',
            tuple(equals.values()),
        )
        return list(map(record_reader(record_type), rows))

    def records_with(self, type_name: str, list_field: str, code: str = "") -> list[Record]:
        """The records of a type, deleted ones too, whose list holds a code, or anything at all without one."""
        record_type = RECORD_TYPES[type_name]
        column = f't."{record_type.field(list_field).name}"'
        holds = f"instr({column}, ?) > 0" if code else f"coalesce({column}, ?) NOT IN ('', '[]')"
        rows = self._connection.execute(
            f'SELECT {columns_of(record_type)} FROM "{type_name}" t'
            f" WHERE {holds} ORDER BY {natural_order(record_type)}",
            (f'"{code}"' if code else "",),
        )
        return list(map(record_reader(record_type), rows))

    def count(self, type_name: str) -> int:
        """How many records of a type there are, without the deleted ones."""
        statement = f'SELECT count(*) FROM "{RECORD_TYPES[type_name].name}" WHERE deleted = 0'
        return int(self._connection.execute(statement).fetchone()[0])

    def all_values(self) -> dict[str, dict[str, Value]]:
        """Every record's declared values and whether it is deleted, for comparing with the document."""
        found: dict[str, dict[str, Value]] = {}
        for type_name in RECORD_TYPES:
            for record in self.records(type_name, include_deleted=True):
                found[record.id] = {**record.values, DELETED: record.deleted}
        return found

    def insert(self, record_id: str, stored: Mapping[str, Any], changed_at: int) -> None:
        """Add the row of a record as the document holds it; a type from a newer program is kept in the log only."""
        record_type = RECORD_TYPES.get(str(stored.get(TYPE, "")))
        if record_type is None:
            return
        row: dict[str, Any] = {"id": record_id}
        row.update({name: for_column(value) for name, value in from_document(record_type, stored).items()})
        row[DELETED] = int(bool(stored.get(DELETED)))
        row[CREATED_AT] = int(stored.get(CREATED_AT) or 0)
        row[CREATED_BY] = str(stored.get(CREATED_BY) or "")
        row["changed_at"] = changed_at
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(
            f'INSERT INTO "{record_type.name}" ({names}) VALUES ({marks})',
            tuple(row.values()),
        )
        self._connection.execute("INSERT INTO record_index VALUES (?, ?)", (record_id, record_type.name))

    def update(self, record_id: str, fields: Iterable[str], stored: Mapping[str, Any], changed_at: int) -> None:
        """Bring the named fields of a row up to what the document holds."""
        record_type = RECORD_TYPES.get(str(stored.get(TYPE, "")))
        if record_type is None:
            return
        values = from_document(record_type, stored)
        columns = {name.partition(".")[0] for name in fields}
        row: dict[str, Any] = {name: for_column(values[name]) for name in columns if name in values}
        if DELETED in columns:
            row[DELETED] = int(bool(stored.get(DELETED)))
        assignments = "".join(f'"{name}" = ?, ' for name in row)
        self._connection.execute(
            f'UPDATE "{record_type.name}" SET {assignments}changed_at = max(changed_at, ?) WHERE id = ?',
            (*row.values(), changed_at, record_id),
        )
