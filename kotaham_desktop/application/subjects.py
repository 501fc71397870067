"""The people of a workshop by code: where each stands, what is missing, which records are about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotaham_desktop.application.consent_commands import Lowered, about, follow_ledger, ledger
from kotaham_desktop.domain.consent import PURPOSE_CODES, Ledger, Standing, ceiling, is_picture, missing_for
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.i18n import N_

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

FIRST_QUESTION = "P1"
STANDING_LABELS: Mapping[str, str] = {
    "given": N_("diberi"),
    "limited": N_("diberi dengan batas"),
    "refused": N_("ditolak"),
    "withdrawn": N_("dicabut"),
    "expired": N_("berakhir"),
    "asked": N_("belum dijawab"),
    "not_asked": N_("belum ditanya"),
}
"""How somebody stands on a purpose, in short."""


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One person: how many records are about them, where they stand on each purpose, what their records still need."""

    code: str
    records: int
    standings: Mapping[str, str]
    missing: tuple[str, ...]

    def count(self, *standings: str) -> int:
        """How many purposes stand so."""
        return sum(each in standings for each in self.standings.values())


def subject_lines(workshop: "Workshop") -> list[SubjectLine]:
    """Everybody in the ledger or on a record, in the order of their codes."""
    return _lines(ledger(workshop), about(workshop))


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, and how many records are more open today than the people they are about allow."""

    lines: Sequence[SubjectLine]
    too_open: int


def people(workshop: "Workshop") -> People:
    """Everybody at once, for a list: it reads the whole ledger and every record about somebody."""
    read, records = ledger(workshop), about(workshop)
    return People(_lines(read, records), sum(record.level > ceiling(read, record) for record in records))


def _lines(read: Ledger, records: Iterable[Record]) -> list[SubjectLine]:
    concerned: dict[str, list[Record]] = {}
    for record in records:
        if not record.deleted:
            for code in record.ids("subjects"):
                concerned.setdefault(code, []).append(record)
    return [
        _line(read, code, concerned.get(code, ())) for code in sorted({*concerned, *(code for code in read.subjects)})
    ]


def subject_line(workshop: "Workshop", code: str) -> SubjectLine:
    """One person, also one about whom nothing is known yet."""
    return _line(ledger(workshop, subjects=(code,)), code, records_about(workshop, code))


def records_about(workshop: "Workshop", code: str) -> list[Record]:
    """The records about a person that are not deleted."""
    return [record for record in about(workshop, (code,)) if not record.deleted]


def _line(read: Ledger, code: str, records: Iterable[Record]) -> SubjectLine:
    records = list(records)
    standings = {purpose: short_standing(read, code, purpose) for purpose in PURPOSE_CODES}
    needed = {
        purpose for record in records for purpose in missing_for(read, code, record.level, picture=is_picture(record))
    }
    if records and standings[FIRST_QUESTION] in {"not_asked", "asked", "expired"}:
        needed.add(FIRST_QUESTION)
    return SubjectLine(code, len(records), standings, tuple(each for each in PURPOSE_CODES if each in needed))


def short_standing(read: Ledger, code: str, purpose: str) -> str:
    """Where a person stands on a purpose: one of ``STANDING_LABELS``."""
    entry = read.entry(code, purpose)
    standing = read.standing(code, purpose)
    if entry is None:
        return "not_asked"
    if standing is Standing.REFUSED:
        return "withdrawn" if entry.text("status") == "withdrawn" else "refused"
    return "asked" if standing is Standing.NOT_GIVEN else standing.value


def entries_of(workshop: "Workshop", code: str) -> list[Record]:
    """The ledger of one person, the newest entry first; what was replaced stays in it."""
    entries = workshop.records("consent", include_deleted=True, subject=code)
    placed = {each.id: place for place, each in enumerate(entries)}
    return sorted(entries, key=lambda each: (each.text("at"), each.created_at, placed[each.id]), reverse=True)


def link_subject(workshop: "Workshop", code: str, record_ids: Iterable[str]) -> tuple[Lowered, ...]:
    """Say that records are about a person; those that are more open than this person allows become less open."""
    kept = subject_code(code)
    if not kept:
        raise ExpectedError("subject_code_unreadable", written=code)
    with workshop.batch("edit"):
        for record_id in record_ids:
            people = workshop.record(record_id).ids("subjects")
            if kept not in people:
                workshop.set_fields(record_id, {"subjects": (*people, kept)})
    return follow_ledger(workshop, (kept,))


def unlink_subject(workshop: "Workshop", code: str, record_id: str) -> None:
    """Say that a record is not about a person after all; it stays as closed as it is."""
    people = workshop.record(record_id).ids("subjects")
    workshop.set_fields(record_id, {"subjects": tuple(each for each in people if each != code)})
