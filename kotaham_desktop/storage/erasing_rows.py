"""Taking erased content out of rows of the log: what a row is left with depends on the row and the erasures alone.

So two laptops that know the same erasures come to the same rows, whichever of them erased first and in whatever order
they hear of it. A row that stands otherwise elsewhere is believed only where both are the same after erasing.
"""

import bisect
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.storage import log, update_codec
from kotaham_desktop.storage.causality import RowKey
from kotaham_desktop.storage.document import RECORDS
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED, ERASE_KIND, ERASED, MERGE_KIND, LogRow
from kotaham_desktop.storage.update_codec import Item, ItemId

WHOLE = ""
"""Stands where a field would be named: all of the record."""
Owner = tuple[str, str]
"""The record and the field to which an item belongs; the field is empty for the record's own container."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What one row of kind ``erase`` takes away: a whole record for good, or what one field held until then.

    ``subject`` is the person for whose sake it goes, where it is for one.
    """

    key: RowKey
    record: str
    field: str
    subject: str = ""


class Seeing(Protocol):
    """Who knows which writer had seen which row."""

    def has_seen(self, observer: RowKey, other: RowKey) -> bool:
        """Whether whoever wrote ``observer`` had ``other`` in the file at that moment."""
        ...


def erasures_in(connection: Connection) -> frozenset[Erasure]:
    """Everything that the file knows to be erased."""
    found = connection.execute(f"SELECT client_id, seq, touched FROM log WHERE kind = '{ERASE_KIND}'")
    return frozenset(
        Erasure((client_id, seq), record, name, subject)
        for client_id, seq, touched in found
        for record, name, subject in _named_in(touched)
    )


def _named_in(touched: str) -> Iterator[tuple[str, str, str]]:
    """What a row of kind ``erase`` names, as far as it is in order; a training without its own record is none."""
    try:
        named = json.loads(touched)
    except ValueError:
        return
    for record, fields in named.items() if isinstance(named, dict) else ():
        erased = fields.get(ERASED) if isinstance(fields, dict) else None
        names = erased.get("fields") if isinstance(erased, dict) else None
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and (record, name) != (WORKSHOP_ID, WHOLE):
                yield record, name, str(erased.get("subject", "")) if isinstance(erased, dict) else ""


def written_erasure(erased: Mapping[str, Iterable[str]], about: Mapping[str, str]) -> dict[str, Any]:
    """What a row of kind ``erase`` touches: for each record the fields that go, and why; never what they held."""
    return {record: {ERASED: {"fields": sorted(fields), **about}} for record, fields in sorted(erased.items())}


class Owners:
    """Which record and field each item of the log belongs to, learnt from the rows in their order."""

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = {}
        self._runs: dict[int, list[tuple[int, Owner]]] = {}

    def learn(self, items: Iterable[Item]) -> list[tuple[Item, Owner | None]]:
        """The items of one update with their owners; None where their neighbours are not known here."""
        found: dict[ItemId, Owner | None] = {}
        waiting, items = list(items), list(items) if not isinstance(items, list) else items
        while waiting:
            still = []
            for item in waiting:
                owner = None if item.is_gap else self._owner(item)
                found[item.client, item.clock] = owner
                if owner is not None:
                    self._keep(item, owner)
                elif not item.is_gap:
                    still.append(item)
            if len(still) == len(waiting):
                break
            waiting = still
        return [(item, found.get((item.client, item.clock))) for item in items]

    def _owner(self, item: Item) -> Owner | None:
        for neighbour in (item.origin, item.right):
            if neighbour is not None and (owner := self.at(neighbour)) is not None:
                return owner
        if isinstance(item.parent, str):
            return (item.key, WHOLE) if item.parent == RECORDS and item.key is not None else None
        inside = self.at(item.parent) if item.parent is not None else None
        if inside is None:
            return None
        record, name = inside
        return record, name or item.key or WHOLE

    def at(self, place: ItemId) -> Owner | None:
        """Whose item stands under that id."""
        starts = self._starts.get(place[0], [])
        index = bisect.bisect_right(starts, place[1]) - 1
        if index < 0:
            return None
        end, owner = self._runs[place[0]][index]
        return owner if place[1] < end else None

    def _keep(self, item: Item, owner: Owner) -> None:
        starts, runs = self._starts.setdefault(item.client, []), self._runs.setdefault(item.client, [])
        index = bisect.bisect_left(starts, item.clock)
        if index < len(starts) and starts[index] == item.clock:
            return
        starts.insert(index, item.clock)
        runs.insert(index, (item.clock + item.length, owner))


class Redaction:
    """Takes what these erasures name out of rows; to be given every row that touches those records, in log order."""

    def __init__(self, erasures: Iterable[Erasure], seeing: Seeing) -> None:
        self._seeing = seeing
        self._owners = Owners()
        self._whole: set[str] = set()
        self._fields: dict[Owner, list[Erasure]] = {}
        for erasure in erasures:
            if erasure.field == WHOLE:
                self._whole.add(erasure.record)
            else:
                self._fields.setdefault((erasure.record, erasure.field), []).append(erasure)
        self.records = frozenset(self._whole | {record for record, _ in self._fields})
        """The records of which anything is erased."""

    def is_gone(self, record: str) -> bool:
        """Whether nothing of the record may stay."""
        return record in self._whole

    def erased_fields(self) -> frozenset[Owner]:
        """The single fields of records that stay of which something is erased."""
        return frozenset(owner for owner in self._fields if owner[0] not in self._whole)

    def left_of(self, row: LogRow, *, trusting: bool = False) -> LogRow:
        """The row as it may stay; its checksum is stale then. ``trusting`` passes over rows that do not touch it."""
        if row.kind in (MERGE_KIND, ERASE_KIND):
            return row
        touched = row.touched_fields
        if trusting and self.records.isdisjoint(touched):
            return row
        update, gone = self._left_of_update(row, only_erased=bool(touched) and self._whole.issuperset(touched))
        left = {record: self._left_of_fields(record, fields, row.key, gone) for record, fields in touched.items()}
        if update == row.update and left == touched:
            return row
        return replace(row, update=update, touched=log.written_touched(left))

    def _left_of_update(self, row: LogRow, *, only_erased: bool) -> tuple[bytes, dict[str, set[str]]]:
        """The update as it may stay, and the single fields of each record that it wrote in and may not show."""
        gone: dict[str, set[str]] = {}
        if not row.update:
            return row.update, gone
        update = update_codec.decode(row.update)
        chosen: set[ItemId] = set()
        for item, owner in self._owners.learn(list(update.items())):
            if owner is None:
                if only_erased:
                    chosen.add((item.client, item.clock))
            elif not item.is_container and self._concerns(owner, row.key):
                chosen.add((item.client, item.clock))
                gone.setdefault(owner[0], set()).add(owner[1])
        if not any(item.holds_content and (item.client, item.clock) in chosen for item in update.items()):
            return row.update, gone
        left = update.emptied_where(lambda item: (item.client, item.clock) in chosen)
        return update_codec.encode(left), gone

    def _concerns(self, owner: Owner, key: RowKey) -> bool:
        if owner[0] in self._whole:
            return True
        erasures = self._fields.get(owner, ())
        seen = [each for each in erasures if self._seeing.has_seen(key, each.key)]
        return any(each not in seen and not self._is_spared(each, seen) for each in erasures)

    def _is_spared(self, erasure: Erasure, seen: Iterable[Erasure]) -> bool:
        """Whether what was written without having seen it is free of that person all the same.

        Two laptops may erase one person at once: what each wrote anew afterwards holds nothing of them.
        """
        return any(
            bool(other.subject)
            and other.subject == erasure.subject
            and not self._seeing.has_seen(erasure.key, other.key)
            for other in seen
        )

    def _left_of_fields(
        self, record: str, fields: Mapping[str, Any], key: RowKey, gone: Mapping[str, set[str]]
    ) -> Mapping[str, Any]:
        if record in self._whole:
            return {name: fields[name] for name in (CREATED,) if name in fields} | {ERASED: [WHOLE]}
        if record not in self.records:
            return fields
        names = {name for name in fields if name not in (CREATED, ERASED) and self._concerns((record, name), key)}
        names |= gone.get(record, set()) | set(fields.get(ERASED, ()))
        if not names:
            return fields
        return {name: value for name, value in fields.items() if name not in names and name != ERASED} | {
            ERASED: sorted(names)
        }


class Rechaining:
    """Gives rows that were changed, and those behind them in their session, the checksums they have now."""

    def __init__(self) -> None:
        self._last: dict[int, bytes] = {}
        self._moved: set[int] = set()

    def start_from(self, client_id: int, checksum: bytes, *, moved: bool) -> None:
        """Go on behind a row with that checksum; ``moved`` says that it is not the one that it was first given."""
        self._last[client_id] = checksum
        if moved:
            self._moved.add(client_id)

    def sealed(self, before: LogRow, left: LogRow) -> LogRow:
        """The row under the checksum that it has now."""
        if left is before and before.client_id not in self._moved:
            self._last[before.client_id] = before.checksum
            return before
        self._moved.add(before.client_id)
        previous = self._last.get(before.client_id, b"")
        checksum = log.chained_checksum(
            previous, left.client_id, left.seq, left.at, left.kind, left.clock, left.touched, left.update
        )
        self._last[before.client_id] = checksum
        return replace(left, checksum=checksum)


def redacted_rows(
    rows: Iterable[tuple[int, LogRow]], redaction: Redaction, *, trusting: bool = False
) -> Iterator[tuple[int, LogRow, LogRow]]:
    """Each row with its id, as it stands and as it is left, chained anew; the rows of a whole log, in its order."""
    chain = Rechaining()
    for log_id, row in rows:
        yield log_id, row, chain.sealed(row, redaction.left_of(row, trusting=trusting))
