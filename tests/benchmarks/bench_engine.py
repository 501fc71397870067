"""How fast the file is, as ratios against a baseline measured in the same run, because laptops and disks differ.

Run ``python -m tests.benchmarks.bench_engine`` with the project's own Python; name parts (``edit open search merge
snapshot keystroke``) to run only those. Nothing is asserted: it prints each figure beside its target.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import connection as connections

NOTE_WORDS = 60
SIZES = (500, 10_000, 50_000)
CHUNK = 2000


SYLLABLES = [first + vowel for first in (*"ksmbpdhjtrl", "ng") for vowel in "aiueo"]


def word(rank: int) -> str:
    """The word of that rank in a made-up language: short ones are common."""
    spelled = ""
    while rank or len(spelled) < 3:
        rank, syllable = divmod(rank, len(SYLLABLES))
        spelled += SYLLABLES[syllable]
    return spelled


def words(generator: random.Random, count: int, vocabulary: int = 8000) -> str:
    """Words as often as in a language: a few common ones, many rare ones."""
    return " ".join(word(int(vocabulary ** generator.random())) for _ in range(count))


def notes(path: Path, count: int) -> Workshop:
    """An open file with so many notes."""
    generator = random.Random(7)
    workshop = Workshop.create(path, author="Ani")
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        workshop.create_records([("note", {"text": f"hak {words(generator, NOTE_WORDS)}"}) for _ in range(size)])
    return workshop


def report(name: str, figure: str, target: str) -> None:
    print(f"{name:<46} {figure:<58} target {target}")


def milliseconds(timings: list[float]) -> str:
    ordered = sorted(timings)
    return f"{median(ordered) * 1000:.2f} ms, p95 {ordered[len(ordered) * 95 // 100] * 1000:.2f} ms"


def timed(action: Callable[..., object], *arguments: object) -> float:
    start = perf_counter()
    action(*arguments)
    return perf_counter() - start


# Edit to disk


def bench_edit(folder: Path) -> None:
    """One edit against 100 bytes appended and synced to the same disk, one after the other."""
    with notes(folder / "edit.kotaham", 500) as workshop:
        records = workshop.records("note")
        texts = {record.id: record.text("text") for record in records}
        generator = random.Random(3)
        handle = os.open(folder / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        bare, typed, filled = [], [], []

        def append() -> None:
            os.write(handle, b"x" * 100)
            os.fsync(handle)

        for number in range(600):
            record = records[number // 40]
            texts[record.id] += f" k{number}"
            bare.append(timed(append))
            typed.append(timed(workshop.edit_text, record.id, "text", texts[record.id]))
            bare.append(timed(append))
            other = generator.choice(records)
            filled.append(timed(workshop.set_fields, other.id, {"speaker": f"Ibu {number}"}))
        os.close(handle)
    report("append 100 bytes and fsync", milliseconds(bare), "-")
    for name, timings in (("a piece of typing to the disk", typed), ("a field to the disk", filled)):
        ratio = median(timings) / median(bare)
        report(name, f"{milliseconds(timings)}, {ratio:.2f} x", "3 x")


# Opening

OPEN_AND_LIST = """
import sys, time
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop
import kotaham_desktop.domain.records
path = Path(sys.argv[1])
start = time.perf_counter()
workshop = Workshop.open(path, author="Ani")
opened = time.perf_counter()
found = workshop.records("note")
listed = time.perf_counter()
workshop.editing
loaded = time.perf_counter()
print(listed - start, opened - start, loaded - listed, len(found))
workshop.close()
"""
PLAIN_SELECT = """
import sys, time
from sqlcipher3 import dbapi2
start = time.perf_counter()
rows = dbapi2.connect(sys.argv[1]).execute("SELECT * FROM note WHERE deleted = 0 ORDER BY created_at").fetchall()
print(time.perf_counter() - start, len(rows))
"""


def in_fresh_python(program: str, path: Path) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    return [float(figure) for figure in done.stdout.split()]


def bench_open(folder: Path) -> None:
    """Opening until the first list is there, against a plain SELECT of the same notes; each in a fresh Python."""
    for size in SIZES:
        path = folder / f"open{size}.kotaham"
        notes(path, size).close()
        plain, listed, opened, loaded = [], [], [], []
        for _ in range(5):
            plain.append(in_fresh_python(PLAIN_SELECT, path)[0])
            figures = in_fresh_python(OPEN_AND_LIST, path)
            for series, figure in zip((listed, opened, loaded), figures, strict=False):
                series.append(figure)
        figure = f"{median(listed) * 1000:.1f} ms (open alone {median(opened) * 1000:.1f}), plain SELECT "
        figure += f"{median(plain) * 1000:.1f} ms: {median(listed) / median(plain):.2f} x"
        report(f"open {size} notes and list them all", figure, "3 x")
        report("  then the document, behind the first list", f"{median(loaded) * 1000:.1f} ms", "-")


# Search


def bench_search(folder: Path) -> None:
    """Search among 50,000 notes, by rare and by common words."""
    with notes(folder / "search.kotaham", 50_000) as workshop:
        everything = connections.beside_writer(workshop.path)
        with closing(everything):
            statement = "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?"

            def count_all(expression: str) -> int:
                return int(everything.execute(statement, (expression,)).fetchone()[0])

            for query in (word(7000), f"{word(50)} {word(60)}", word(1), "hak", "hak ka", "ka", "hak k", "k"):
                expression = " ".join(f'"{word}"*' for word in query.split())
                count = count_all(expression)
                plain = [timed(count_all, expression) for _ in range(5)]
                found = [timed(workshop.search, query) for _ in range(9)]
                figure = f"{milliseconds(found)}; {count} found, counting them {median(plain) * 1000:.1f} ms"
                report(f"search “{query}” among 50,000", figure, "50 ms")


# Merge


def bench_merge(folder: Path) -> None:
    """Eight laptops with 2,000 edits each into one file, against writing the same log rows with plain inserts."""
    origin = folder / "origin.kotaham"
    notes(origin, 500).close()
    others = []
    for laptop in range(8):
        path = folder / f"laptop{laptop}.kotaham"
        shutil.copyfile(origin, path)
        others.append(path)
        generator = random.Random(laptop)
        with Workshop.open(path, author=f"Laptop {laptop}") as workshop:
            records = workshop.records("note")
            for number in range(2000):
                record = records[int(len(records) ** generator.random()) - 1]
                if number % 5 == 0:
                    workshop.set_fields(record.id, {"speaker": f"Ibu {laptop}.{number}"})
                else:
                    text = workshop.record(record.id).text("text")
                    workshop.edit_text(record.id, "text", f"{text} l{laptop}n{number}")
    with Workshop.open(origin, author="Ani") as workshop:
        timings = [timed(workshop.merge_file, path) for path in others]
        again = [timed(workshop.merge_file, path) for path in others]
        sound = workshop.check().is_sound
        conflicts = len(workshop.conflicts())
    with closing(connections.beside_writer(origin)) as reader:
        rows = reader.execute('SELECT client_id, seq, touched, "update" FROM log').fetchall()
    with closing(connections.writable(folder / "plain.db", create=True)) as plain:
        plain.execute('CREATE TABLE log (client_id, seq, touched, "update", UNIQUE (client_id, seq))')
        plain.execute("BEGIN")
        inserted = timed(plain.executemany, "INSERT INTO log VALUES (?, ?, ?, ?)", rows)
    figure = f"{sum(timings) * 1000:.0f} ms in all, plain inserts {inserted * 1000:.0f} ms"
    report(f"merge 8 x 2,000 edits ({len(rows)} rows, sound: {sound})", figure, "-")
    report("  the same eight again", f"{milliseconds(again)}; {conflicts} conflicts", "-")


# Document


def bench_snapshot(folder: Path) -> None:
    """Loading the document of a long log from its snapshot, against replaying the whole log."""
    path = folder / "log.kotaham"
    with notes(path, 500) as workshop:
        records = workshop.records("note")
        for number in range(10_000):
            record = records[number // 40 % 500]
            workshop.edit_text(record.id, "text", f"{workshop.record(record.id).text('text')} k{number}")
    program = OPEN_AND_LIST
    by_snapshot = median(in_fresh_python(program, path)[2] for _ in range(5))
    with closing(connections.writable(path)) as connection:
        connection.execute("DELETE FROM snapshot")
        connections.leave_clean(connection)
    copies = [shutil.copyfile(path, folder / f"log{number}.kotaham") for number in range(5)]
    by_replay = median(in_fresh_python(program, Path(copy))[2] for copy in copies)
    figure = f"{by_snapshot * 1000:.0f} ms, by replay {by_replay * 1000:.0f} ms: {by_snapshot / by_replay:.2f} x"
    report("document of 10,000 edits from its snapshot", figure, "-")


def bench_keystroke(folder: Path) -> None:
    """A piece of typing in ever longer texts: none may hold the window for a frame."""
    with Workshop.create(folder / "long.kotaham", author="Ani") as workshop:
        for size in (1_000, 50_000, 1_000_000):
            text = words(random.Random(1), size // 6)[:size]
            record_id = workshop.create_record("note", {"text": text})
            timings = []
            for number in range(40):
                place = len(text) * number // 40
                text = f"{text[:place]} k{number}{text[place:]}"
                timings.append(timed(workshop.edit_text, record_id, "text", text))
            report(f"typing in a text of {size} characters", milliseconds(timings), "16 ms")


PARTS: dict[str, Callable[[Path], None]] = {
    "edit": bench_edit,
    "open": bench_open,
    "search": bench_search,
    "merge": bench_merge,
    "snapshot": bench_snapshot,
    "keystroke": bench_keystroke,
}


def chosen(names: list[str]) -> Iterator[Callable[[Path], None]]:
    yield from (part for name, part in PARTS.items() if not names or name in names)


def main(names: list[str]) -> None:
    for part in chosen(names):
        with tempfile.TemporaryDirectory(prefix="kotaham-bench-") as folder:
            part(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
