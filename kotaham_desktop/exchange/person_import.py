"""From a table to people: what each row would become, what is wrong with it, who is there already; takes nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.incoming_text import MAX_SHORT_TEXT, clean_line
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.heading_guess import guess_columns
from kotaham_desktop.exchange.person_values import choice_code, contact_text, guess_fields_by_cells, likely_sector
from kotaham_desktop.exchange.table import Notice, Table, TableRow
from kotaham_desktop.i18n import N_

_TITLES = re.compile(r"^(?:(?:dr|drs|dra|ir|prof|h|hj|kh|bapak|ibu|bpk|pak|bu|sdr|sdri)\b[. ]+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which field of a person each column brings; empty for a column that is left out."""

    fields: tuple[str, ...]

    def with_column(self, index: int, name: str) -> "ColumnMapping":
        """The mapping after someone chose ``name`` for a column; a field that may come only once moves here."""
        fields = [
            "" if other == name and name != "contact" and place != index else other
            for place, other in enumerate(self.fields)
        ]
        fields[index] = name
        return ColumnMapping(tuple(fields))


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A row that is ready: the values of the person, what the row did not say but suggests, and remarks to read."""

    row: int
    values: Mapping[str, str]
    suggestions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot become a person as it stands."""

    row: int
    cells: tuple[str, ...]
    problem: Notice


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose person is there already, in the workshop or further up in the table (then ``same_as_row``)."""

    row: int
    name: str
    same_as_row: int = 0


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking in the table would do; ``passed_over`` are rows about nobody, such as totals and signatures.

    ``has_names`` is false as long as no column brings names; nothing can be taken in then.
    """

    ready: tuple[PlannedPerson, ...]
    problems: tuple[RowProblem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    passed_over: tuple[int, ...] = ()
    has_names: bool = True

    def with_suggestions(self) -> "ImportPlan":
        """The plan after someone agreed to every suggestion."""
        agreed = tuple(
            replace(person, values={**person.values, **person.suggestions}, suggestions=MappingProxyType({}))
            for person in self.ready
        )
        return replace(self, ready=agreed)


def importable_fields() -> tuple[Field, ...]:
    """The fields of a person that a column can bring, in the order in which a screen offers them."""
    return tuple(item for item in PERSON.fields if item.kind in {FieldKind.SHORT_TEXT, FieldKind.CHOICE})


def guess_mapping(table: Table) -> ColumnMapping:
    """The mapping that the headings suggest; without headings, the one that the cells suggest."""
    if table.header_row:
        return ColumnMapping(guess_columns(table.headers, PERSON).fields)
    columns = [[row.cell(place) for row in table.rows if row.cell(place)] for place in range(len(table.headers))]
    return ColumnMapping(guess_fields_by_cells(columns))


def plan_import(table: Table, mapping: ColumnMapping, existing: Sequence[Record] = ()) -> ImportPlan:
    """Sort the rows into people that are ready, problems and duplicates; changes nothing."""
    known = [(_folded(person.text("name")), _folded(person.text("institution"))) for person in existing]
    seen = _Known(known)
    ready: list[PlannedPerson] = []
    problems: list[RowProblem] = []
    duplicates: list[Duplicate] = []
    passed_over: list[int] = []
    for row in table.rows:
        raw = _mapped(row, mapping)
        if not any(raw.values()) or _says_nothing_about_a_person(raw):
            passed_over.append(row.number)
            continue
        problem = _problem(raw)
        if problem is not None:
            problems.append(RowProblem(row.number, row.cells, problem))
            continue
        person = _planned(row, raw, mapping)
        same_as = seen.find(person)
        if same_as is not None:
            duplicates.append(Duplicate(row.number, person.values["name"], same_as))
            continue
        ready.append(seen.remember(person))
    return ImportPlan(
        tuple(ready), tuple(problems), tuple(duplicates), tuple(passed_over), has_names="name" in mapping.fields
    )


class _Known:
    """Who is there already: name and institution folded, with the row that brought them (0: the workshop)."""

    def __init__(self, existing: Iterable[tuple[str, str]]) -> None:
        self._institutions: dict[str, list[tuple[str, int]]] = {}
        for name, institution in existing:
            self._institutions.setdefault(name, []).append((institution, 0))

    def find(self, person: PlannedPerson) -> int | None:
        """The row of the same person, 0 for one in the workshop, None for nobody."""
        institution = _folded(person.values.get("institution", ""))
        for other, row in self._institutions.get(_folded(person.values["name"]), ()):
            if not institution or not other or institution == other:
                return row
        return None

    def remember(self, person: PlannedPerson) -> PlannedPerson:
        """Take note of the person; a namesake of another institution gets a remark."""
        name = _folded(person.values["name"])
        namesakes = self._institutions.setdefault(name, [])
        if namesakes:
            remark = Notice(N_("Ada orang lain dengan nama yang sama dari instansi lain."))
            person = replace(person, remarks=(*person.remarks, remark))
        namesakes.append((_folded(person.values.get("institution", "")), person.row))
        return person


def _mapped(row: TableRow, mapping: ColumnMapping) -> dict[str, str]:
    """The cells by field; several contact columns are joined."""
    raw: dict[str, str] = {}
    for index, name in enumerate(mapping.fields):
        if not name:
            continue
        text = clean_line(row.cell(index), limit=len(row.cell(index))).text
        if name == "contact":
            text = contact_text(text)[0]
            raw[name] = "; ".join(part for part in (raw.get(name, ""), text) if part)
        else:
            raw[name] = raw.get(name, "") or text
    return raw


def _says_nothing_about_a_person(raw: Mapping[str, str]) -> bool:
    """Whether a row without a name is a total, a date line or a signature rather than a person with a gap."""
    told = [name for name, text in raw.items() if text]
    return not raw.get("name") and len(told) <= 1


def _problem(raw: Mapping[str, str]) -> Notice | None:
    if not raw.get("name"):
        return Notice(N_("Nama kosong."))
    if not re.search(r"[^\W\d_]", raw["name"]):
        return Notice(N_("Nama tidak berisi huruf: {name}"), {"name": raw["name"][:40]})
    for item in importable_fields():
        length = len(raw.get(item.name, ""))
        if length > MAX_SHORT_TEXT:
            sentence = N_("Isi kolom {field} terlalu panjang: {length} karakter, paling banyak {limit}.")
            return Notice(sentence, {"length": length, "limit": MAX_SHORT_TEXT}, {"field": item.label})
    return None


def _planned(row: TableRow, raw: Mapping[str, str], mapping: ColumnMapping) -> PlannedPerson:
    values: dict[str, str] = {}
    remarks: list[Notice] = []
    for item in importable_fields():
        text = raw.get(item.name, "")
        if item.kind is FieldKind.CHOICE and text:
            code = choice_code(item, text)
            if code:
                values[item.name] = code
            else:
                remarks.append(_unknown(item, text))
        elif text:
            values[item.name] = text
    for item in (PERSON.field("role"), PERSON.field("sector")):
        values.setdefault(item.name, str(item.default))
    if any(contact_text(row.cell(index))[1] for index, name in enumerate(mapping.fields) if name == "contact"):
        remarks.append(Notice(N_("Nomor kontak rusak oleh program tabel; ketik ulang dari sumbernya.")))
    if any(index in row.formulas for index, name in enumerate(mapping.fields) if name):
        remarks.append(Notice(N_("Sebagian isinya hasil rumus; periksa.")))
    sector = "" if raw.get("sector") else likely_sector(values.get("institution", ""))
    suggestions = {"sector": sector} if sector else {}
    return PlannedPerson(row.number, MappingProxyType(values), MappingProxyType(suggestions), tuple(remarks))


def _unknown(item: Field, text: str) -> Notice:
    labels = {"field": item.label, "choice": item.choice_label(str(item.default or ""))}
    if item.default:
        return Notice(N_("{field} “{text}” tidak dikenal; dicatat sebagai {choice}."), {"text": text[:60]}, labels)
    return Notice(N_("{field} “{text}” tidak dikenal; dikosongkan."), {"text": text[:60]}, labels)


def _folded(name: str) -> str:
    """A name without case, titles before it, degrees after it and punctuation, to find the same person again."""
    bare = _TITLES.sub("", name.split(",", maxsplit=1)[0].strip()) or name
    return " ".join(re.split(r"[\W_]+", bare.casefold())).strip()
