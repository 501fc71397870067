"""What goes together with a record that is erased: pictures, references and rows that belong to it alone."""

from collections.abc import Collection, Iterator
from typing import Protocol

from kotaham_desktop.domain.fields import FieldKind, RecordType
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES

_KEPT_IN_LEDGERS = frozenset(
    {"subject", "at", "withdrawn_at", "info_version", "form", "sha256"}
    | {"received_at", "due_at", "answered_at", "received_by", "answered_by"}
)
"""Codes, moments and fingerprints of what was read or left: they account for what was done and tell nothing else."""
_TEXTS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


class Asked(Protocol):
    """What answers which records there are: a workshop, or its tables inside a command."""

    def records(self, type_name: str, *, include_deleted: bool = False, **equals: str) -> list[Record]:
        """The records of a type whose fields equal what is asked."""
        ...


def told_fields(record_type: RecordType) -> tuple[str, ...]:
    """The fields of a ledger in which somebody may have written something about a person."""
    return tuple(f.name for f in record_type.fields if f.kind in _TEXTS and f.name not in _KEPT_IN_LEDGERS)


def companions_of(tables: Asked, gone: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What belongs to these records and is still there: record -> the fields that go, an empty name for all of it.

    Entries of a ledger stay, without what somebody wrote in them.
    """
    found: dict[str, tuple[str, ...]] = {}
    parents = set(gone)
    while parents:
        children: set[str] = set()
        for record_type in RECORD_TYPES.values():
            for child in _children(tables, record_type, parents):
                if fields := _that_go(record_type, child):
                    found[child.id] = fields
                if not record_type.is_ledger and child.id not in gone:
                    children.add(child.id)
        parents = children - set(gone)
        gone = {*gone, *children}
    return found


def _children(tables: Asked, record_type: RecordType, parents: Collection[str]) -> Iterator[Record]:
    """The records of a type that mean nothing without one of these."""
    # An entry of a ledger (a decision about what was found in a record) may quote a record that it need not name.
    is_ledger = record_type.is_ledger
    links = (f.name for f in record_type.fields if f.kind is FieldKind.LINK and (f.required or is_ledger))
    link = next(links, "")
    for parent in parents if link else ():
        yield from tables.records(record_type.name, include_deleted=True, **{link: parent})


def _that_go(record_type: RecordType, record: Record) -> tuple[str, ...]:
    if not record_type.is_ledger:
        return ("",)
    return tuple(name for name in told_fields(record_type) if record.text(name))
