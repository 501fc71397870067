"""Laptops whose files lie in memory: the program's own editing and merging, without opening and closing files.

A merge of two files spends most of its time in opening them; here thousands of merges are tried in a minute. What is
left out, opening, locking and attachments, is tried with real files beside it.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kotaham_desktop.application.changes import ChangeNotices
from kotaham_desktop.application.editing import Editing
from kotaham_desktop.application.merging import merge_steps, plan_between
from kotaham_desktop.clock import milliseconds
from kotaham_desktop.domain.incoming_text import clean_text
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.storage import audit, log, schema
from kotaham_desktop.storage.audit import Trail
from kotaham_desktop.storage.audit_check import TrailReport, verify
from kotaham_desktop.storage.conflicts import Conflict, Conflicts
from kotaham_desktop.storage.library import Connection, sqlite
from kotaham_desktop.storage.replay import claimed_clocks, from_whole_log
from kotaham_desktop.storage.tables import Tables
from kotaham_desktop.storage.workshop_file import WorkshopFile

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOWHERE = Path("memori.kotaham")
WORDS = ("kota", "👩‍👩‍👧", "e\u0301", "한국", "ꦲꦏ꧀", "🇮🇩", "ham", "حق")


def empty_file() -> Connection:
    """A file in memory with all its tables and no work in it."""
    connection = sqlite.connect(":memory:", isolation_level=None, cached_statements=600)
    connection.execute("PRAGMA foreign_keys=ON")
    schema.migrate(connection)
    connection.execute("INSERT INTO meta VALUES ('workshop_id', 'latihan')")
    return connection


def copied(connection: Connection) -> Connection:
    """The file as it is now, as another laptop gets it."""
    copy = sqlite.connect(":memory:", isolation_level=None, cached_statements=600)
    connection.backup(copy)
    copy.execute("PRAGMA foreign_keys=ON")
    return copy


@dataclass
class Laptop:
    """One copy, open; ``skew`` is how wrong its clock is, ``tick`` how it goes on."""

    name: str
    connection: Connection
    skew: timedelta = timedelta()
    tick: timedelta = timedelta(seconds=1)
    looks: int = 0
    kept: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Begin a new opening of the file, with a new client id."""
        self.file = WorkshopFile(NOWHERE, self.connection, None, is_being_made=True)
        self.trail = Trail(self.connection, self.name, is_locked=False)
        self.editing = Editing(self.file, ChangeNotices(), self.trail, author=self.name, device="")

    def restart(self) -> None:
        """Close the file and open it again, or be killed: what was done is on the disk either way."""
        self.editing.document.close()
        self.open()

    def close(self) -> None:
        self.editing.document.close()
        for connection in (self.connection, *self.kept):
            connection.close()

    def now(self) -> int:
        self.looks += 1
        return milliseconds(START + self.skew + self.tick * self.looks)

    @contextmanager
    def _at_work(self) -> Iterator[Editing]:
        self.editing.now = self.now()
        yield self.editing

    def create(self, type_name: str, record_id: str = "", **values: Any) -> str:
        with self._at_work() as editing:
            return editing.create([(type_name, values)], fixed_id=record_id)[0]

    def edit(self, record_id: str, **values: Any) -> None:
        with self._at_work() as editing:
            editing.edit(record_id, values)

    def delete(self, record_id: str, *, deleted: bool = True) -> None:
        with self._at_work() as editing:
            editing.set_deleted(record_id, deleted=deleted)

    def undo(self) -> None:
        with self._at_work() as editing:
            editing.undo()

    def text(self, record_id: str) -> str:
        return self.tables.record(record_id).text("text")

    @property
    def tables(self) -> Tables:
        return Tables(self.connection)

    def keep_copy(self) -> None:
        """A backup, or a stick that travels on: others may merge from it much later."""
        self.kept.append(copied(self.connection))

    def merge(self, other: Connection) -> int:
        """Take the other file's work, as the program does; returns how many rows were new."""
        self.editing.now = self.now()
        self.editing.flush()
        plan = plan_between(self.connection, other, NOWHERE, Path("rekan.kotaham"))
        for _ in merge_steps(self.editing, plan):
            pass
        return len(plan.missing.rows)

    # What it holds

    def rows(self) -> set[tuple[int, int, bytes]]:
        return set(self.connection.execute("SELECT client_id, seq, checksum FROM log"))

    def values(self) -> dict[str, Any]:
        return self.tables.all_values()

    def conflicts(self) -> list[Conflict]:
        return Conflicts(self.connection).all()

    def trail_report(self) -> TrailReport:
        return verify(self.connection)

    def is_sound(self) -> bool:
        """Whether log, a document made again from it, the live document and the tables hold the same."""
        replayed = from_whole_log(self.connection, 1, NOWHERE)
        clocks = claimed_clocks(self.connection)
        return (
            replayed.clocks() == self.editing.document.clocks() == clocks
            and replayed.all_stored() == self.editing.document.all_stored()
        )


def laptops(count: int, *, names: str = "ABCDEFGH", **options: Any) -> list[Laptop]:
    """So many copies of a training with one note, one case and one agenda item."""
    origin = Laptop("Panitia", copied(_template()))
    copies = [Laptop(names[number], copied(origin.connection), **options) for number in range(count)]
    origin.close()
    return copies


_TEMPLATES: list[Connection] = []


def _template() -> Connection:
    if not _TEMPLATES:
        maker = Laptop("Panitia", empty_file())
        maker.create("workshop", WORKSHOP_ID)
        for type_name in ("note", "case_study", "agenda_item"):
            maker.create(type_name, f"{type_name}-0")
        maker.editing.document.close()
        _TEMPLATES.append(maker.connection)
    return _TEMPLATES[0]


class Script:
    """What happens on a handful of laptops for one seed: work, merges in any order, old copies, restarts."""

    def __init__(self, seed: int, count: int) -> None:
        self.generator = random.Random(seed)
        self.laptops = laptops(count)
        self.tokens: dict[str, set[str]] = {}
        self.taken_out: set[str] = set()
        self._written = 0

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()

    def step(self) -> None:
        laptop = self.generator.choice(self.laptops)
        action = self.generator.choices(
            (self._type, self._fill, self._merge, self._merge_old, self._keep, self._restart, self._create,
             self._delete, self._undo),
            (8, 4, 4, 2, 2, 2, 2, 1, 1),
        )[0]  # fmt: skip
        action(laptop)

    def _note(self, laptop: Laptop) -> str:
        notes = sorted(record.id for record in laptop.tables.records("note", include_deleted=True))
        return self.generator.choice(notes)

    def _type(self, laptop: Laptop) -> None:
        note = self._note(laptop)
        words = laptop.text(note).split(" ")
        place = self.generator.randrange(len(words))
        self._written += 1
        token = clean_text(f"{self.generator.choice(WORDS)}{self._written}").text
        before, after = " ".join(words[:place]), " ".join(words[place:])
        laptop.edit(note, text=(before + " " if before else "") + token + " " + after)
        self.tokens.setdefault(note, set()).add(token)

    def _fill(self, laptop: Laptop) -> None:
        laptop.edit("agenda_item-0", minutes=self.generator.choice((15, 45, 90)))
        laptop.edit("case_study-0", title=self.generator.choice("ABC"))

    def _create(self, laptop: Laptop) -> None:
        laptop.create("note")

    def _delete(self, laptop: Laptop) -> None:
        laptop.delete(self._note(laptop), deleted=self.generator.random() < 0.7)

    def _undo(self, laptop: Laptop) -> None:
        before = {note: laptop.text(note) for note in self.tokens if note in laptop.values()}
        laptop.undo()
        for note, text in before.items():
            now = set(laptop.text(note).split(" "))
            self.taken_out |= {token for token in self.tokens[note] if token in text.split(" ") and token not in now}

    def _merge(self, laptop: Laptop) -> None:
        other = self.generator.choice(self.laptops)
        if other is not laptop:
            laptop.merge(other.connection)

    def _merge_old(self, laptop: Laptop) -> None:
        """From an old copy of anybody's file, perhaps again, perhaps one's own: what it lacks comes later."""
        copies = [copy for one in self.laptops for copy in one.kept]
        if copies:
            laptop.merge(self.generator.choice(copies))

    def _keep(self, laptop: Laptop) -> None:
        if sum(len(one.kept) for one in self.laptops) < 4:
            laptop.keep_copy()

    def _restart(self, laptop: Laptop) -> None:
        laptop.restart()

    def exchange(self) -> None:
        """Everybody brings everything to one, who brings it back: what the rules wrote there travels with it."""
        hub, *others = self.generator.sample(self.laptops, len(self.laptops))
        for other in others:
            hub.merge(other.connection)
        for other in others:
            other.merge(hub.connection)
        for _ in range(4):
            new = sum(hub.merge(other.connection) for other in others)
            new += sum(other.merge(hub.connection) for other in others) if new else 0
            if not new:
                return
        raise AssertionError("the exchange never ends")

    def faults(self) -> list[str]:
        """What is not as it must be, now that everybody has everything."""
        found = []
        first = self.laptops[0]
        rows, values, conflicts = first.rows(), first.values(), first.conflicts()
        for laptop in self.laptops[1:]:
            if laptop.rows() != rows:
                found.append(f"{laptop.name}: other rows")
            if laptop.values() != values:
                found.append(f"{laptop.name}: other records")
            if laptop.conflicts() != conflicts:
                found.append(f"{laptop.name}: other conflicts")
        found += [f"{laptop.name}: not sound" for laptop in self.laptops if not laptop.is_sound()]
        found += [f"{laptop.name}: trail" for laptop in self.laptops if not laptop.trail_report().is_whole]
        for note, tokens in self.tokens.items():
            lost = tokens - self.taken_out - set(first.text(note).split(" "))
            if lost:
                found.append(f"{note}: lost {sorted(lost)}")
        return found


def harmed_copy(connection: Connection, statement: str, *values: object) -> Connection:
    """A copy in which something was done behind the program's back."""
    copy = copied(connection)
    copy.execute("PRAGMA foreign_keys=OFF")
    copy.execute(statement, values)
    return copy


__all__ = ["Laptop", "Script", "audit", "copied", "empty_file", "harmed_copy", "laptops", "log"]
