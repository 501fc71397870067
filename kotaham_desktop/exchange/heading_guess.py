"""Which row of a sheet holds its headings and which field each column brings, guessed from the fields' aliases."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.exchange.table import Grid, Table, TableRow, column_letter

_PROBED_ROWS = 40
_LONGEST_HEADING = 80
_NUMBERING = frozenset({"", "no", "nomor", "no urut", "nomor urut", "number", "nr", "urut"})
_NOT_A_PERSON = frozenset({"kegiatan", "acara", "pelatihan", "kota", "kabupaten", "provinsi", "bank", "file", "event"})
_PAREN = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LINKS = frozenset({FieldKind.LINK, FieldKind.LINKS, FieldKind.LEVEL, FieldKind.ORDER, FieldKind.VALUES})


@dataclass(frozen=True, slots=True)
class Guess:
    """The field name of each column, empty where a column is left out; ``score`` counts how sure it is."""

    fields: tuple[str, ...]
    score: int


def simplified(heading: str) -> str:
    """A heading without case, dots, parentheses and doubled blanks: ``No. HP (WA)`` is ``no hp``."""
    lowered = unicodedata.normalize("NFKC", heading[: 4 * _LONGEST_HEADING]).casefold()
    outside = _PAREN.sub(" ", lowered)
    chosen = outside if re.search(r"\w", outside) else lowered
    return " ".join(re.sub(r"[^\w/]+", " ", chosen).replace("/", " / ").replace("_", " ").split()).replace(" / ", "/")


def guess_columns(headings: Sequence[str], record_type: RecordType) -> Guess:
    """Which field each heading means; a field is given once, except a contact, which may come in several columns."""
    aliases = _aliases(record_type)
    chosen: list[str] = [""] * len(headings)
    score = 0
    strengths = [_matches(simplified(heading), aliases) for heading in headings]
    ranked = sorted(
        ((strength, -index, name) for index, found in enumerate(strengths) for name, strength in found.items()),
        reverse=True,
    )
    taken: set[str] = set()
    for strength, negative_index, name in ranked:
        index = -negative_index
        if chosen[index] or (name in taken and name != "contact"):
            continue
        chosen[index] = name
        taken.add(name)
        score += strength
    return Guess(tuple(chosen), score)


def find_table(grids: Iterable[Grid], record_type: RecordType) -> Table | None:
    """The first sheet with plausible headings, else the first sheet with anything in it, else None.

    Sheets behind the one that is taken are not read.
    """
    likely: Table | None = None
    first: Table | None = None
    for grid in grids:
        if not grid.rows:
            continue
        row, guess = _best_heading(grid, record_type)
        if row is not None and record_type.title_field in guess.fields:
            return _table(grid, row)
        if likely is None and row is not None and sum(map(bool, guess.fields)) > 1:
            likely = _table(grid, row)
        first = first or _table(grid, None)
    return likely or first


def _table(grid: Grid, heading: TableRow | None) -> Table:
    if heading is None:
        width = max(len(row.cells) for row in grid.rows)
        return Table(grid.name, 0, tuple(map(column_letter, range(width))), grid.rows, grid.notices)
    below = tuple(row for row in grid.rows if row.number > heading.number)
    if below and _is_column_numbering(below[0]):
        below = below[1:]
    width = max([len(heading.cells), *(len(row.cells) for row in below)])
    headers = tuple(" ".join(heading.cell(index).split()) or column_letter(index) for index in range(width))
    return Table(grid.name, heading.number, headers, below, grid.notices)


def _best_heading(grid: Grid, record_type: RecordType) -> tuple[TableRow | None, Guess]:
    best: tuple[TableRow | None, Guess] = (None, Guess((), 0))
    for row in grid.rows[:_PROBED_ROWS]:
        if sum(len(cell) > _LONGEST_HEADING for cell in row.cells) > len(row.cells) // 2:
            continue
        guess = guess_columns(row.cells, record_type)
        if guess.score > best[1].score and not _recurs(grid, row, guess, record_type.title_field):
            best = (row, guess)
    return best


def _recurs(grid: Grid, row: TableRow, guess: Guess, title_field: str) -> bool:
    """Whether what looks like the main heading stands in other rows too, as a value such as ``Participant`` does.

    A heading merged over two rows stands once above itself.
    """
    if title_field not in guess.fields:
        return False
    place = guess.fields.index(title_field)
    heading = row.cell(place)
    elsewhere = [other.number for other in grid.rows if other.cell(place) == heading and other is not row]
    return len(elsewhere) > 1 or any(number > row.number for number in elsewhere)


def _is_column_numbering(row: TableRow) -> bool:
    """Whether it is the row ``1 2 3 4`` or ``(1) (2) (3)`` that official forms put under their headings."""
    numbers = [cell.strip(" ().") for cell in row.cells if cell.strip()]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _aliases(record_type: RecordType) -> dict[str, tuple[str, ...]]:
    return {
        field.name: tuple(dict.fromkeys(simplified(alias) for alias in _spellings(field)))
        for field in record_type.fields
        if field.kind not in _LINKS
    }


def _spellings(field: Field) -> tuple[str, ...]:
    return (*field.aliases, field.label, field.name.replace("_", " "))


def _matches(heading: str, aliases: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """How well a heading fits each field: 100 where it is an alias, less where it only contains one."""
    if heading in _NUMBERING or len(heading) > _LONGEST_HEADING:
        return {}
    words = re.split(r"[ /]", heading)
    found: dict[str, int] = {}
    for name, spellings in aliases.items():
        if heading in spellings:
            found[name] = 100
            continue
        contained = [alias for alias in spellings if set(re.split(r"[ /]", alias)) <= set(words) and len(alias) > 1]
        if contained:
            longest = max(contained, key=len)
            found[name] = 40 + 5 * len(re.split(r"[ /]", longest)) - 2 * len(words)
    if len(found) > 1:
        found.pop("name", None) if found.get("name", 0) < 100 else None  # noqa: PLR2004 - "nama instansi" is no name
    if found.get("name", 100) < 100 and _NOT_A_PERSON & set(words):  # noqa: PLR2004 - further than any column
        found.pop("name")
    return {name: strength for name, strength in found.items() if strength > 0}
