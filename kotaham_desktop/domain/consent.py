"""What people agreed to: how the entries of the consent ledger are read, and how far they let a record travel.

The ledger has one entry per person and purpose; nothing is agreed to until somebody says so. A later entry replaces the
earlier ones that it names. Two laptops without a network may each replace the same entry: both new ones then stand, and
a refusal among them wins whatever their clocks say.

Levels and purposes (``missing_for``): a record open to the team needs that nobody it is about refused to be noted (P1);
one for participants needs sharing with the host (P3) or publishing (P4, P5); a public one needs publishing without a
name (P4), or with one (P5) where P4 was not refused. A picture also needs P6 for the team (not refused) and for
participants, and P7 for the public. Consent "with limits" counts up to participants: no program can weigh the words of
a limit, so what is published needs an answer without one. Consent ends with its date of review or of keeping.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from kotaham_desktop.domain.dates import parse_date
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records.consent import CONSENT

PURPOSE_CODES = tuple(choice.code for choice in CONSENT.field("purpose").choices)
PUBLISHING = frozenset({"P4", "P5", "P7", "P9"})
"""Purposes for which consent with limits is not enough."""
PICTURE_PURPOSES = frozenset({"P6", "P7"})
REFERRAL = "P9"
ASSENTING = frozenset({"given", "limited"})
REFUSING = frozenset({"refused", "withdrawn"})


class Standing(Enum):
    """Where one person stands on one purpose."""

    NOT_GIVEN = "not_given"
    GIVEN = "given"
    LIMITED = "limited"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The consent entries of a workshop, read for one day."""

    day: date
    current: Mapping[tuple[str, str], Sequence[Record]] = field(default_factory=dict)
    """Person and purpose -> the entries that no other one replaces, oldest first."""

    def heads(self, subject: str, purpose: str) -> Sequence[Record]:
        """The entries that stand for a person and a purpose; more than one only after two laptops answered at once."""
        return self.current.get((subject, purpose), ())

    def entry(self, subject: str, purpose: str) -> Record | None:
        """The entry that decides for a person and a purpose."""
        heads = self.heads(subject, purpose)
        refusing = [each for each in heads if each.text("status") in REFUSING]
        return (refusing or heads)[-1] if heads else None

    def standing(self, subject: str, purpose: str) -> Standing:
        """Where a person stands on a purpose on that day."""
        decisive = self.entry(subject, purpose)
        status = decisive.text("status") if decisive is not None else ""
        if status in REFUSING:
            return Standing.REFUSED
        if status == "expired" or (decisive is not None and status in ASSENTING and _is_over(decisive, self.day)):
            return Standing.EXPIRED
        # Whoever knows the person better noted a limit at the same time: it holds.
        if status in ASSENTING and any(each.text("status") == "limited" for each in self.heads(subject, purpose)):
            return Standing.LIMITED
        # A status that only a newer program knows is no consent.
        return Standing.GIVEN if status == "given" else Standing.NOT_GIVEN

    def may(self, subject: str, purpose: str) -> bool:
        """Whether a person's work may be used for a purpose on that day; without an entry: no."""
        standing = self.standing(subject, purpose)
        return standing is Standing.GIVEN or (standing is Standing.LIMITED and purpose not in PUBLISHING)

    def refuses(self, subject: str, purpose: str) -> bool:
        """Whether a person said no to a purpose or took a yes back."""
        return self.standing(subject, purpose) is Standing.REFUSED

    @property
    def subjects(self) -> tuple[str, ...]:
        """The people in the ledger."""
        return tuple(dict.fromkeys(subject for subject, _purpose in self.current))


def read_ledger(entries: Iterable[Record], day: date) -> Ledger:
    """The ledger of these entries, in whatever order they come; one counts even where somebody marked it deleted."""
    known = sorted(entries, key=lambda entry: (moment_of(entry), entry.created_at, entry.id))
    replaced = {replaced_id for entry in known for replaced_id in entry.ids("supersedes") if replaced_id != entry.id}
    current: dict[tuple[str, str], list[Record]] = {}
    for entry in known:
        if entry.id not in replaced:
            current.setdefault((entry.text("subject"), entry.text("purpose")), []).append(entry)
    return Ledger(day, current)


def moment_of(entry: Record) -> float:
    """When an entry says that it was made, in seconds since 1970; where it does not say, when it was written."""
    try:
        return datetime.fromisoformat(entry.text("at")).timestamp()
    except ValueError:
        return entry.created_at / 1000


def may(entries: Iterable[Record], subject: str, purpose: str, day: date) -> bool:
    """Whether these entries let a person's work be used for a purpose on that day."""
    return read_ledger(entries, day).may(subject, purpose)


def _is_over(entry: Record, day: date) -> bool:
    until = [parse_date(entry.text(name)) for name in ("review_at", "retention_until") if entry.text(name).strip()]
    # A date that cannot be read is no permission to go on.
    return any(end is None or end < day for end in until)


def is_picture(record: Record) -> bool:
    """Whether the rules for pictures and recordings hold for a record."""
    return record.type == "attachment"


def missing_for(ledger: Ledger, subject: str, level: Level, *, picture: bool = False) -> tuple[str, ...]:
    """The purposes that a person has not agreed to and without which a record about them may not be that open."""
    if level is Level.SEALED:
        return ()
    noted = ("P1", "P6") if picture else ("P1",)
    missing = [purpose for purpose in noted if ledger.refuses(subject, purpose)]
    if level is Level.PARTICIPANTS:
        shared = not ledger.refuses(subject, "P3") and any(ledger.may(subject, each) for each in ("P3", "P4", "P5"))
        missing += [] if shared else ["P3"]
        missing += [] if not picture or any(ledger.may(subject, each) for each in ("P6", "P7")) else ["P6"]
    if level is Level.PUBLIC:
        missing += ["P3"] if ledger.refuses(subject, "P3") else []
        missing += [] if _may_publish(ledger, subject) else ["P4"]
        missing += [] if not picture or ledger.may(subject, "P7") else ["P7"]
    return tuple(dict.fromkeys(missing))


def _may_publish(ledger: Ledger, subject: str) -> bool:
    return not ledger.refuses(subject, "P4") and (ledger.may(subject, "P4") or ledger.may(subject, "P5"))


def ceiling(ledger: Ledger, record: Record) -> Level:
    """The most open level that the people whom a record is about allow; public where it names nobody."""
    allowed = Level.PUBLIC
    for subject in record.ids("subjects"):
        while missing_for(ledger, subject, allowed, picture=is_picture(record)):
            allowed = Level(allowed - 1)
    return allowed


def place_precisions(ledger: Ledger, record: Record) -> frozenset[str] | None:
    """How exactly the place of a record may be told outside the team, or None where nobody is asked about it."""
    subjects = record.ids("subjects")
    if not subjects:
        return None
    reach = {"province": 1, "city": 2}
    least = min(
        max((reach.get(entry.text("geo"), 0) for entry in _assenting(ledger, subject)), default=0)
        for subject in subjects
    )
    return frozenset(name for name, needed in reach.items() if needed <= least)


def _assenting(ledger: Ledger, subject: str) -> list[Record]:
    entries = [ledger.entry(subject, purpose) for purpose in ("P3", "P4", "P5") if ledger.may(subject, purpose)]
    return [entry for entry in entries if entry is not None]


def check_entry(entry: Record) -> None:
    """Raise ``ExpectedError`` on an entry that would not be valid consent; a refusal is valid however it comes."""
    if entry.text("status") not in ASSENTING:
        return
    if entry.text("age_band") == "child" and entry.text("given_by") != "guardian":
        raise ExpectedError("consent_guardian_missing", subject=entry.text("subject"))
    if not (entry.flag("told_risks") and entry.flag("told_withdraw")):
        raise ExpectedError("consent_not_informed", subject=entry.text("subject"))
    if not entry.text("method"):
        raise ExpectedError("consent_method_missing", subject=entry.text("subject"))
    if entry.text("method") == "witnessed_verbal" and not entry.text("witness").strip():
        raise ExpectedError("consent_witness_missing", subject=entry.text("subject"))
    if entry.text("purpose") in PICTURE_PURPOSES and entry.text("media") == "none":
        raise ExpectedError("consent_media_missing", subject=entry.text("subject"), purpose=entry.text("purpose"))
    if entry.text("status") == "limited" and not entry.text("restrictions").strip():
        raise ExpectedError("consent_limit_missing", subject=entry.text("subject"))
