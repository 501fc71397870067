"""Commands about consent and levels: what people agreed to, who may read what, and what a withdrawal brings about.

Entries are added, never changed: a mistake is corrected by another answer. None of these commands can be undone.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.consent import (
    ASSENTING,
    PURPOSE_CODES,
    REFERRAL,
    REFUSING,
    Ledger,
    Standing,
    ceiling,
    check_entry,
    is_picture,
    missing_for,
    moment_of,
    read_ledger,
)
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import CONSENT, RECORD_TYPES
from kotaham_desktop.domain.subject_codes import new_subject_code, subject_code
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

CONCERNED_TYPES = tuple(each.name for each in RECORD_TYPES.values() if each.has_level and each.has("subjects"))
"""The records that can say whom they are about."""
_GIVEN_BY_COMMAND = frozenset({"subject", "purpose", "status", "at", "supersedes", "withdrawn_at", "withdrawn_how"})


@dataclass(frozen=True, slots=True)
class Lowered:
    """A record that became less open."""

    record_id: str
    type: str
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class LeftAlready:
    """Something that had left the room before; ``names`` tells whether it surely held work about the person."""

    export: Record
    names: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a refusal or a withdrawal brought about, and what it cannot bring back."""

    entries: tuple[str, ...]
    lowered: tuple[Lowered, ...]
    left_already: tuple[LeftAlready, ...]


def new_subject(workshop: "Workshop") -> str:
    """A code for a person that nobody in this workshop has."""
    return new_subject_code(set(known_subjects(workshop)), secrets.choice)


def known_subjects(workshop: "Workshop") -> tuple[str, ...]:
    """Every code in use: in the ledger and on records, deleted ones too."""
    entries = [each.text("subject") for each in workshop.records("consent", include_deleted=True)]
    named = [
        code
        for type_name in CONCERNED_TYPES
        for record in workshop.records_with(type_name, "subjects")
        for code in record.ids("subjects")
    ]
    return tuple(sorted({*entries, *named}))


def ledger(workshop: "Workshop", day: date | None = None, *, subjects: Collection[str] | None = None) -> Ledger:
    """The consent ledger, read for a day, today without one; with ``subjects`` only what these people answered."""
    return read_ledger(_kept_entries(workshop, subjects), day or today(workshop))


def _kept_entries(workshop: "Workshop", subjects: Collection[str] | None) -> list[Record]:
    if subjects is None:
        return workshop.records("consent", include_deleted=True)
    return [
        entry
        for subject in sorted(set(subjects))
        for entry in workshop.records("consent", include_deleted=True, subject=subject)
    ]


def today(workshop: "Workshop") -> date:
    """The day by the workshop's clock."""
    return local_time(workshop.now()).date()


def standings(workshop: "Workshop", subject: str) -> dict[str, Standing]:
    """Where a person stands on every purpose today."""
    read = ledger(workshop, subjects=(subject,))
    return {purpose: read.standing(subject, purpose) for purpose in PURPOSE_CODES}


def info_version(text: str) -> str:
    """The fingerprint of the very text that was read to people, whatever its line ends."""
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def answer(
    workshop: "Workshop",
    subject: str,
    purposes: Iterable[str],
    status: str,
    *,
    at: str = "",
    info_text: str = "",
    evidence: bytes = b"",
    details: Mapping[str, Value] | None = None,
) -> Withdrawal:
    """Note one person's same answer to one or several purposes; see ``answers``."""
    said = dict.fromkeys(purposes, status)
    return answers(workshop, subject, said, at=at, info_text=info_text, evidence=evidence, details=details)


def answers(
    workshop: "Workshop",
    subject: str,
    said: Mapping[str, str],
    *,
    at: str = "",
    info_text: str = "",
    evidence: bytes = b"",
    details: Mapping[str, Value] | None = None,
) -> Withdrawal:
    """Note what one person said to each purpose, one entry for each, in place of all their earlier ones.

    ``details`` are further fields of ``CONSENT``. A refusal also lowers what depended on an earlier yes. Raises
    ``ExpectedError`` on what is no valid consent (``consent_guardian_missing`` and the like): nothing is noted then.
    """
    code = _readable(subject)
    _check_purposes(said)
    values: dict[str, Value] = {name: value for name, value in (details or {}).items() if name not in _GIVEN_BY_COMMAND}
    if info_text:
        values["info_version"] = info_version(info_text)
    if evidence:
        values["evidence_sha256"] = hashlib.sha256(evidence).hexdigest()
    values |= {"subject": code, "at": at or _moment(workshop)}
    how = (details or {}).get("withdrawn_how", "")
    entries = _entries(ledger(workshop, subjects=(code,)), said, values, how)
    for entry in entries:
        check_entry(Record("", "consent", entry))
    if REFUSING.isdisjoint(said.values()):
        ids = workshop.settle([("consent", entry) for entry in entries])
        return Withdrawal(tuple(ids), (), ())
    reason = _("Persetujuan {code} ditolak atau dicabut").format(code=code)
    lowered, ids = _settle_lowered(
        workshop, _with(workshop, code, entries), [("consent", entry) for entry in entries], reason, (code,)
    )
    return Withdrawal(tuple(ids[: len(entries)]), lowered, left_already(workshop, code, lowered))


def withdraw(workshop: "Workshop", subject: str, purposes: Iterable[str] = (), how: str = "") -> Withdrawal:
    """Note that a person takes their consent back, for these purposes or for all, and lower what depended on it."""
    return answer(workshop, subject, tuple(purposes) or PURPOSE_CODES, "withdrawn", details={"withdrawn_how": how})


def foresee_withdrawal(workshop: "Workshop", subject: str, purposes: Iterable[str] = ()) -> Withdrawal:
    """What ``withdraw`` would bring about, and what it could not bring back; nothing is noted."""
    code = _readable(subject)
    said = dict.fromkeys(tuple(purposes) or PURPOSE_CODES, "withdrawn")
    _check_purposes(said)
    entries = _entries(ledger(workshop, subjects=(code,)), said, {"subject": code, "at": _moment(workshop)}, "")
    lowered = _too_open(workshop, _with(workshop, code, entries), (code,))
    return Withdrawal((), lowered, left_already(workshop, code, lowered))


def _readable(subject: str) -> str:
    code = subject_code(subject)
    if not code:
        raise ExpectedError("subject_code_unreadable", written=subject)
    return code


def _check_purposes(said: Mapping[str, str]) -> None:
    for purpose in said:
        if purpose not in PURPOSE_CODES:
            raise ExpectedError("value_refused", field=CONSENT.field("purpose").label, value=purpose)
    if said.get(REFERRAL) in ASSENTING and len(said) > 1:
        raise ExpectedError("consent_referral_apart")


def _entries(
    before: Ledger, said: Mapping[str, str], values: Mapping[str, Value], how: Value
) -> list[dict[str, Value]]:
    subject = str(values["subject"])
    entries: list[dict[str, Value]] = []
    for purpose, status in said.items():
        replaced = tuple(each.id for each in before.heads(subject, purpose))
        entry: dict[str, Value] = {**values, "purpose": purpose, "status": status, "supersedes": replaced}
        if status == "withdrawn":
            entry |= {"withdrawn_at": str(values["at"]), "withdrawn_how": how}
        entries.append(entry)
    return entries


def _with(workshop: "Workshop", code: str, entries: Iterable[Mapping[str, Value]]) -> Ledger:
    """The ledger of a person, and of whoever is in the same records, as it will read once these entries stand in it."""
    concerned = {code, *(other for record in about(workshop, (code,)) for other in record.ids("subjects"))}
    foreseen = [
        *_kept_entries(workshop, concerned),
        *(Record(f"+{number}", "consent", entry) for number, entry in enumerate(entries)),
    ]
    return read_ledger(foreseen, today(workshop))


def follow_ledger(workshop: "Workshop", subjects: tuple[str, ...] | None = None) -> tuple[Lowered, ...]:
    """Lower every record that is more open than the people whom it is about allow today, as after a date has passed.

    With ``subjects`` only the records about one of these people.
    """
    reason = _("Persetujuan tidak berlaku lagi")
    return _settle_lowered(workshop, ledger(workshop), [], reason, subjects)[0]


def _settle_lowered(
    workshop: "Workshop",
    read: Ledger,
    new: list[tuple[str, dict[str, Value]]],
    reason: str,
    subjects: tuple[str, ...] | None,
) -> tuple[tuple[Lowered, ...], list[str]]:
    lowered = _too_open(workshop, read, subjects)
    changes: list[tuple[str, dict[str, Value]]] = [
        ("level_change", {"record": one.record_id, "from_level": one.before.code, "to_level": one.after.code,
                          "reason": reason})
        for one in lowered
    ]  # fmt: skip
    if not new and not lowered:
        return (), []
    # What was done before could otherwise be taken back, and with it a record opened again.
    ids = workshop.settle(
        [*new, *changes], [(one.record_id, {"level": one.after.code}) for one in lowered], forget_steps=True
    )
    return lowered, ids


def _too_open(workshop: "Workshop", read: Ledger, subjects: tuple[str, ...] | None) -> tuple[Lowered, ...]:
    return tuple(
        Lowered(record.id, record.type, record.level, allowed)
        for record in about(workshop, subjects)
        if record.level > (allowed := ceiling(read, record))
    )


def about(workshop: "Workshop", subjects: tuple[str, ...] | None = None) -> list[Record]:
    """The records, deleted ones too, that are about one of these people; about anybody at all where None."""
    found = {
        record.id: record
        for type_name in CONCERNED_TYPES
        for code in (("",) if subjects is None else subjects)
        for record in workshop.records_with(type_name, "subjects", code)
    }
    return list(found.values())


def left_already(workshop: "Workshop", subject: str, lowered: Iterable[Lowered] = ()) -> tuple[LeftAlready, ...]:
    """What has left with work about a person, and what may hold some because it left when a record was open to it."""
    opened = [(workshop.record(one.record_id), one.before) for one in lowered]
    found = []
    for export in workshop.records("export_log", include_deleted=True):
        names = subject in export.ids("subjects")
        audience = Audience(export.text("audience")) if export.text("audience") in {*Audience} else Audience.TEAM
        may_hold = any(
            audience.may_see(level) and record.created_at / 1000 <= moment_of(export) for record, level in opened
        )
        if names or may_hold:
            found.append(LeftAlready(export, names))
    return tuple(found)


def raise_level(workshop: "Workshop", record_id: str, level: Level, reason: str) -> None:
    """Make a record more open, for a reason that is kept; everyone whom it is about must have agreed.

    Raises ``ExpectedError``: ``reason_missing``, or ``consent_missing`` naming who has not agreed to what.
    """
    record = workshop.record(record_id)
    _assert_has_level(record)
    if level <= record.level:
        raise ExpectedError("level_not_raised", level=level.code)
    if not reason.strip():
        raise ExpectedError("reason_missing")
    read = ledger(workshop, subjects=record.ids("subjects"))
    lacking = missing_consent(read, record, level)
    if lacking:
        told = "; ".join(f"{subject}: {', '.join(purposes)}" for subject, purposes in lacking.items())
        raise ExpectedError("consent_missing", missing=told, level=level.code)
    change = {"record": record_id, "from_level": record.level.code, "to_level": level.code, "reason": reason.strip()}
    workshop.settle([("level_change", change)], [(record_id, {"level": level.code})])


def set_level(workshop: "Workshop", record_id: str, level: Level, reason: str = "") -> None:
    """Make a record less open, freely and as an undo step, or more open as ``raise_level`` does."""
    record = workshop.record(record_id)
    _assert_has_level(record)
    if level > record.level:
        raise_level(workshop, record_id, level, reason)
    elif level < record.level:
        workshop.set_fields(record_id, {"level": level.code})


def _assert_has_level(record: Record) -> None:
    if not RECORD_TYPES[record.type].has_level:
        raise ExpectedError("unknown_field", field="level", type=RECORD_TYPES[record.type].label)


def missing_consent(read: Ledger, record: Record, level: Level) -> dict[str, tuple[str, ...]]:
    """Who has not agreed to what this level asks for: person -> purposes."""
    found = {
        subject: missing_for(read, subject, level, picture=is_picture(record)) for subject in record.ids("subjects")
    }
    return {subject: purposes for subject, purposes in found.items() if purposes}


def _moment(workshop: "Workshop") -> str:
    return local_time(workshop.now()).isoformat(timespec="seconds")
