"""What the table of people shows, filtered and sorted as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.i18n import N_, _

COLUMNS: tuple[tuple[str, str], ...] = (
    ("name", N_("Nama")),
    ("institution", N_("Instansi")),
    ("sector", N_("Unsur")),
    ("role", N_("Peran")),
    ("group", N_("Kelompok")),
    ("sex", N_("L/P")),
    ("position", N_("Jabatan")),
)
"""Field and heading; the heading of a narrow column may be shorter than the field's own label."""
_SHORT_SEX = {"female": N_("P"), "male": N_("L")}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the table shows them: the words of each column, and the sector's code for its colour."""

    id: str
    cells: tuple[str, ...]
    sector: str

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        return ", ".join(filter(None, self.cells))


def person_row(person: Record, groups: Mapping[str, str]) -> PersonRow:
    """The row of a person; ``groups`` are the names of groups by id."""
    return PersonRow(person.id, tuple(_cell(person, name, groups) for name, _heading in COLUMNS), person.text("sector"))


def filtered(rows: Iterable[PersonRow], words: str) -> list[PersonRow]:
    """The rows that hold every word somewhere."""
    wanted = words.casefold().split()
    return [row for row in rows if all(word in "\n".join(row.cells).casefold() for word in wanted)]


def in_order(rows: Sequence[PersonRow], column: int, *, descending: bool) -> list[PersonRow]:
    """The rows by the words of a column, empty ones last either way."""
    told = [row for row in rows if row.cells[column]]
    told.sort(key=lambda row: row.cells[column].casefold(), reverse=descending)
    return [*told, *(row for row in rows if not row.cells[column])]


def _cell(person: Record, name: str, groups: Mapping[str, str]) -> str:
    value = person.text(name)
    if name == "name":
        return value or _("Tanpa nama")
    if name == "group":
        return groups.get(value, "")
    if name == "sex" and value in _SHORT_SEX:
        return _(_SHORT_SEX[value])
    field = PERSON.field(name)
    return _(field.choice_label(value)) if field.choices and value else value
