"""Several laptops with copies of one workshop file, and an independent account of who had seen which writing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kotaham_desktop.application.consent_commands import raise_level
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.incoming_text import clean_text
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records import RECORD_TYPES

MOST_LAPTOPS = 6
TEXTS = {
    "note": ("text", "answer"),
    "case_study": ("chronology", "gap"),
    "exercise_row": (),
    "agenda_item": ("aims",),
    "workshop": ("aims",),
}
SCALARS: dict[str, dict[str, tuple[Any, ...]]] = {
    "note": {"speaker": ("Ani", "Budi", "Ibu 👩‍👩‍👧"), "level": ("L0", "L1", "L2", "L3")},
    "case_study": {"title": ("A", "B", "C"), "consent": ("refused", "room", "named"), "level": ("L0", "L2")},
    "agenda_item": {"minutes": (15, 45, 90), "people": (("x",), ("x", "y"))},
    "exercise_row": {"level": ("L1", "L3")},
    "workshop": {"title": ("Semarang", "Wonosobo"), "snps": (("1",), ("2", "3"))},
}
WORDS = ("kota", "👩‍👩‍👧", "e\u0301", "한국", "ꦲꦏ꧀", "🇮🇩", "ham", "حق", "a")


@dataclass(frozen=True)
class Written:
    """One writing of one field: by whom, when, what, and everything that its writer had seen before."""

    key: tuple[str, int]
    value: Any
    seen: frozenset[tuple[str, int]]


@dataclass
class Laptop:
    """One copy of the file, open, and the writings that have reached it."""

    name: str
    path: Path
    skew: int
    ticks: int = 0
    opened: int = 0
    seen: set[tuple[str, int]] = field(default_factory=set)
    last_log: int = 0
    workshop: Workshop = None  # type: ignore[assignment]

    def clock(self) -> datetime:
        """Later at each look; every laptop's clock is wrong by its own amount."""
        self.ticks += 1
        return datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=self.skew, milliseconds=self.ticks)

    def open(self) -> None:
        self.opened += 1
        self.workshop = Workshop.open(self.path, author=self.name, clock=self.clock)

    def reopen(self) -> None:
        self.workshop.close()
        self.open()

    def records(self) -> list[str]:
        return [
            record.id
            for name in SCALARS
            for record in sorted(
                self.workshop.records(name, include_deleted=True), key=lambda one: (one.created_at, one.id)
            )
        ]


class Training:
    """What all the laptops did, and what must be true when everybody has everything."""

    def __init__(self, folder: Path, template: Path, laptops: int) -> None:
        self.folder = folder
        self.laptops: list[Laptop] = []
        self.tokens: dict[tuple[str, str], set[str]] = {}
        self.taken_out: set[str] = set()
        self.writings: dict[tuple[str, str], list[Written]] = {}
        self.backups: list[tuple[Path, set[tuple[str, int]], int]] = []
        self._count = 0
        for _ in range(laptops):
            self._join(template, set(), 0)

    def _join(self, source: Path, seen: set[tuple[str, int]], ticks: int) -> None:
        number = len(self.laptops)
        laptop = Laptop(f"L{number}", self.folder / f"laptop{number}.kotaham", skew=(number * 7919) % 400 - 200)
        shutil.copyfile(source, laptop.path)
        laptop.seen, laptop.ticks = set(seen), ticks
        laptop.open()
        self.laptops.append(laptop)
        self._note(laptop)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.workshop.close()

    # What people do

    def copy(self, laptop: Laptop) -> None:
        """A new laptop begins with a copy of the file."""
        if len(self.laptops) < MOST_LAPTOPS:
            laptop.workshop.close()
            self._join(laptop.path, laptop.seen, 0)
            laptop.open()

    def back_up(self, laptop: Laptop) -> None:
        laptop.workshop.close()
        target = self.folder / f"cadangan{len(self.backups)}.kotaham"
        shutil.copyfile(laptop.path, target)
        self.backups.append((target, set(laptop.seen), laptop.ticks))
        laptop.open()

    def revive(self) -> None:
        """An old copy is taken into use again, on a new laptop."""
        if self.backups and len(self.laptops) < MOST_LAPTOPS:
            path, seen, _ = self.backups.pop()
            self._join(path, seen, 0)

    def type_in(self, laptop: Laptop, record_id: str, which: int, place: int, word: str) -> None:
        """Put a word that nobody else writes between two words of a text."""
        fields = TEXTS[laptop.workshop.record(record_id).type]
        if not fields:
            return
        name = fields[which % len(fields)]
        self._count += 1
        token = clean_text(f"{word}{self._count}{word}").text + " "
        words = laptop.workshop.record(record_id).text(name).split(" ")
        before = " ".join(words[: place % len(words)])
        after = " ".join(words[place % len(words) :])
        text = (before + " " if before else "") + token + after
        with self._watching(laptop):
            laptop.workshop.edit_text(record_id, name, text)
        self.tokens.setdefault((record_id, name), set()).add(token.strip())

    def take_out(self, laptop: Laptop, record_id: str, which: int, place: int) -> None:
        """Delete one word of a text."""
        fields = TEXTS[laptop.workshop.record(record_id).type]
        if not fields:
            return
        name = fields[which % len(fields)]
        text = laptop.workshop.record(record_id).text(name)
        words = text.split(" ")
        # The empty one at the end stays: taking out the space before it would join words of two people.
        if filled := [number for number, word in enumerate(words) if word]:
            self.taken_out.add(words.pop(filled[place % len(filled)]))
            laptop.workshop.set_fields(record_id, {name: " ".join(words)})
            self._note(laptop)

    def write(self, laptop: Laptop, record_id: str, which: int, value: int) -> None:
        declared = SCALARS[laptop.workshop.record(record_id).type]
        name = list(declared)[which % len(declared)]
        values = declared[name]
        wanted = values[value % len(values)]
        if name == "level" and Level.from_code(wanted) > laptop.workshop.record(record_id).level:
            raise_level(laptop.workshop, record_id, Level.from_code(wanted), "disepakati")
        else:
            laptop.workshop.set_fields(record_id, {name: wanted})
        self._note(laptop)

    def create(self, laptop: Laptop, which: int) -> None:
        names = ("note", "case_study", "agenda_item", "exercise_row")
        name = names[which % len(names)]
        values = {"values": {"akar": "banjir"}} if name == "exercise_row" else {}
        laptop.workshop.create_record(name, values)
        self._note(laptop)

    def answer(self, laptop: Laptop, record_id: str, value: int) -> None:
        """Fill a cell that the row was not created with: a vote under the voter's own key, and one shared cell."""
        if laptop.workshop.record(record_id).type == "exercise_row":
            laptop.workshop.set_fields(record_id, {"values": {f"suara {laptop.name}": str(value)}})
            self._note(laptop)

    def delete(self, laptop: Laptop, record_id: str) -> None:
        if record_id != "workshop":
            laptop.workshop.delete_record(record_id)
            self._note(laptop)

    def restore(self, laptop: Laptop, record_id: str) -> None:
        laptop.workshop.restore_record(record_id)
        self._note(laptop)

    def attach(self, laptop: Laptop, record_id: str, content: int) -> None:
        laptop.workshop.attach(record_id, b"gambar" * (content + 1), "image/png")
        self._note(laptop)

    def undo(self, laptop: Laptop, *, again: bool) -> None:
        with self._watching(laptop):
            (laptop.workshop.redo if again else laptop.workshop.undo)()

    def decide(self, laptop: Laptop, which: int) -> None:
        conflicts = laptop.workshop.conflicts()
        if conflicts:
            conflict = conflicts[which % len(conflicts)]
            laptop.workshop.choose(conflict.id, which % len(conflict.candidates))
            self._note(laptop)

    def merge(self, laptop: Laptop, other: Laptop, *, closed: bool = False) -> Any:
        if laptop is other:
            return None
        if closed:
            other.workshop.close()
        summary = laptop.workshop.merge_file(other.path)
        laptop.seen |= other.seen
        if closed:
            other.open()
        self._note(laptop)
        return summary

    def _watching(self, laptop: Laptop) -> Any:
        return _Watched(self, laptop)

    def note_lost_words(self, laptop: Laptop, before: dict[tuple[str, str], str]) -> None:
        """Words that an undo took out of this laptop's texts are no longer expected."""
        for (record_id, name), text in before.items():
            now = laptop.workshop.record(record_id).text(name)
            self.taken_out.update(
                token for token in self.tokens.get((record_id, name), ()) if token in text and token not in now
            )

    def texts(self, laptop: Laptop) -> dict[tuple[str, str], str]:
        return {
            (record_id, name): laptop.workshop.record(record_id).text(name)
            for record_id in laptop.records()
            for name in TEXTS[laptop.workshop.record(record_id).type]
        }

    # The independent account

    def _note(self, laptop: Laptop) -> None:
        """Enter what this laptop has just written, rules that a merge applied included."""
        seen = frozenset(laptop.seen)
        for entry in laptop.workshop.history(limit=10_000):
            if entry.log_id <= laptop.last_log:
                break
            key = (entry.author, entry.at)
            if entry.author != laptop.name or key in seen:
                continue
            laptop.seen.add(key)
            for record_id in entry.record_ids:
                mine = next(one for one in laptop.workshop.history(record_id) if one.log_id == entry.log_id)
                for name in mine.fields:
                    record = laptop.workshop.record(record_id)
                    if name in SCALARS.get(record.type, ()):
                        written = Written(key, record.values[name], seen)
                        self.writings.setdefault((record_id, name), []).append(written)
        newest = laptop.workshop.history(limit=1)
        laptop.last_log = newest[0].log_id if newest else 0

    def heads(self, record_id: str, name: str) -> list[Written]:
        """The writings that no later writer had seen."""
        writings = self.writings[record_id, name]
        return [one for one in writings if not any(one.key in other.seen for other in writings)]

    # When everybody has everything

    def exchange(self) -> None:
        """Everyone takes everyone's work, again and again, until nothing is new."""
        for _ in range(len(self.laptops) + 2):
            if sum(self.merge(one, other).rows for one, other in self.pairs()) == 0:
                return
        raise AssertionError("the exchange never ends")

    def pairs(self) -> Iterator[tuple[Laptop, Laptop]]:
        for one in self.laptops:
            for other in self.laptops:
                if one is not other:
                    yield one, other

    def verify(self) -> None:
        """Equal everywhere, nothing lost, every dispute listed, every file sound."""
        first = everything(self.laptops[0].workshop)
        conflicts = self.laptops[0].workshop.conflicts()
        for laptop in self.laptops[1:]:
            assert everything(laptop.workshop) == first
            assert laptop.workshop.conflicts() == conflicts
        for laptop in self.laptops:
            assert laptop.workshop.check().problems == []
        self._verify_words()
        self._verify_disputes()
        last = self.laptops[-1]
        last.workshop.rebuild()
        assert everything(last.workshop) == first
        assert last.workshop.conflicts() == conflicts

    def _verify_words(self) -> None:
        workshop = self.laptops[0].workshop
        for (record_id, name), tokens in self.tokens.items():
            words = set(workshop.record(record_id).text(name).split(" "))
            assert tokens - self.taken_out <= words

    def _verify_disputes(self) -> None:
        workshop = self.laptops[0].workshop
        listed = {
            (conflict.record_id, conflict.field): sorted(
                (one.author, one.at, str(one.value)) for one in conflict.candidates
            )
            for conflict in workshop.conflicts()
        }
        expected = {}
        for record_id, name in self.writings:
            heads = self.heads(record_id, name)
            stored = workshop.record(record_id).values[name]
            assert stored in [head.value for head in heads]
            if len({str(head.value) for head in heads}) > 1:
                expected[record_id, name] = sorted((*head.key, str(head.value)) for head in heads)
        assert {key: found for key, found in listed.items() if not key[1].startswith("values.")} == expected
        assert not [key for key in expected if key[1] in ("level", "consent")]


class _Watched:
    """An undo or a piece of typing: words that it takes out are no longer expected."""

    def __init__(self, training: Training, laptop: Laptop) -> None:
        self._training, self._laptop = training, laptop
        self._before = training.texts(laptop)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._training.note_lost_words(self._laptop, self._before)
        self._training._note(self._laptop)


def everything(workshop: Workshop) -> dict[str, Any]:
    """Every record of every type as the tables hold it, deleted ones too, and how many there are."""
    found: dict[str, Any] = {}
    for name in RECORD_TYPES:
        found[f"count {name}"] = workshop.count(name)
        for record in workshop.records(name, include_deleted=True):
            found[record.id] = record
    return found
