"""How long work is kept: a time for each level after the training's end, and what is due on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kotaham_desktop.domain.dates import parse_date
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID

YEAR = 365
DEFAULT_DAYS: Mapping[Level, int | None] = MappingProxyType(
    {Level.SEALED: 90, Level.TEAM: YEAR, Level.PARTICIPANTS: 3 * YEAR, Level.PUBLIC: None}
)
"""Days after the last day of the training; None is kept. An office's own archive schedule comes before these."""
CONSENT_EXTRA_DAYS = YEAR
"""The consent ledger is kept this much longer than the last work that rests on it."""
TRASH_DAYS = 30
KEPT_FIELDS: Mapping[Level, str] = MappingProxyType(
    {
        Level.SEALED: "keep_sealed_days",
        Level.TEAM: "keep_team_days",
        Level.PARTICIPANTS: "keep_participants_days",
        Level.PUBLIC: "keep_public_days",
    }
)
"""The fields of the workshop's information that say otherwise."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How long work of each level is kept, until when at most, and whether a legal process stops all destruction."""

    days: Mapping[Level, int | None]
    keep_until: date | None = None
    legal_hold: bool = False

    def until(self, level: Level, end: date | None) -> date | None:
        """The last day on which work of a level is kept, None where it stays."""
        days = self.days[level]
        limits = [self.keep_until] if self.keep_until else []
        if days is not None and end is not None:
            # Further than any calendar reaches is as good as for ever.
            limits += [end + timedelta(days=days)] if days <= (date.max - end).days else []
        return min(limits, default=None)


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose time is over, since when, and by which rule (``level``, ``consent``, ``trash``, ``ledger``)."""

    record_id: str
    type: str
    level: Level
    since: date
    rule: str


DEFAULT_POLICY = Policy(DEFAULT_DAYS)


def policy_of(workshop: Record) -> Policy:
    """What the workshop's information says, and the defaults of the levels where it says nothing."""
    days = dict(DEFAULT_DAYS)
    for level, name in KEPT_FIELDS.items():
        written = workshop.number(name)
        if written is not None and written >= 0:
            days[level] = written
    return Policy(MappingProxyType(days), parse_date(workshop.text("keep_until")), workshop.flag("legal_hold"))


def last_day(workshop: Record) -> date | None:
    """The training's last day, None where nobody wrote one: the time of its work does not begin to run then."""
    return parse_date(workshop.text("end_date")) or parse_date(workshop.text("start_date"))


def due_items(records: Mapping[str, Sequence[Record]], day: date, policy: Policy | None = None) -> tuple[Due, ...]:
    """Everything whose time is over on a day, the longest due first; nothing while a legal process holds it.

    ``records`` hold everything of the file, deleted ones too. A training without a date is never due by its levels.
    """
    workshop = next((each for each in records.get("workshop", ()) if each.id == WORKSHOP_ID), Record("", "workshop"))
    policy = policy or policy_of(workshop)
    if policy.legal_hold:
        return ()
    end = last_day(workshop)
    consent_until = _consent_dates(records.get("consent", ()))
    found: list[Due] = []
    for type_name, group in records.items():
        record_type = RECORD_TYPES.get(type_name)
        if record_type is None or not record_type.has_level:
            continue
        for record in group:
            ends = [(until, rule) for until, rule in _ends(record, policy, end, consent_until) if until is not None]
            if ends and min(ends)[0] < day:
                until, rule = min(ends)
                found.append(Due(record.id, type_name, record.level, until + timedelta(days=1), rule))
    found += _ledger_due(records, {each.record_id for each in found}, day)
    return tuple(sorted(found, key=lambda each: (each.since, each.record_id)))


def _ends(
    record: Record, policy: Policy, end: date | None, consent_until: Mapping[str, date]
) -> list[tuple[date | None, str]]:
    """The last days on which each rule lets a record be kept."""
    promised = [consent_until[code] for code in record.ids("subjects") if code in consent_until]
    return [
        (policy.until(record.level, end), "level"),
        (min(promised, default=None), "consent"),
        (_day_of(record.changed_at) + timedelta(days=TRASH_DAYS) if record.deleted else None, "trash"),
    ]


def _consent_dates(entries: Iterable[Record]) -> dict[str, date]:
    """Until when each person let their work be kept, where they said so: the earliest day counts."""
    found: dict[str, date] = {}
    replaced = {old for entry in entries for old in entry.ids("supersedes")}
    for entry in entries:
        until = parse_date(entry.text("retention_until"))
        if until is not None and entry.id not in replaced:
            subject = entry.text("subject")
            found[subject] = min(found.get(subject, until), until)
    return found


def _ledger_due(records: Mapping[str, Sequence[Record]], due: set[str], day: date) -> list[Due]:
    """Consent of people about whom nothing is left, a year after the last of it was written."""
    still_named = {
        code
        for type_name, group in records.items()
        if type_name in RECORD_TYPES and RECORD_TYPES[type_name].has_level
        for record in group
        if record.id not in due
        for code in record.ids("subjects")
    }
    newest: dict[str, date] = {}
    for entry in records.get("consent", ()):
        subject = entry.text("subject")
        newest[subject] = max(newest.get(subject, date.min), _day_of(entry.created_at))
    return [
        Due(entry.id, "consent", Level.TEAM, until + timedelta(days=1), "ledger")
        for entry in records.get("consent", ())
        if entry.text("subject") not in still_named
        and (until := newest[entry.text("subject")] + timedelta(days=CONSENT_EXTRA_DAYS)) < day
    ]


def _day_of(milliseconds: int) -> date:
    return date(1970, 1, 1) + timedelta(milliseconds=milliseconds)
