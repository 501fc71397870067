"""What leaves this laptop: looked at before, confirmed by a second person for the public, noted without its content."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.exposure_commands import look
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.disclosure import disclose
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure import Finding
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.release import check_confirmed, check_prepared, is_confirmation_of, needs_two_people
from kotaham_desktop.exchange.safe_write import write_whole

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

LEDGERS = frozenset(name for name, record_type in RECORD_TYPES.items() if record_type.is_ledger)


@dataclass(frozen=True, slots=True)
class Departure:
    """What is about to leave: its form (``laporan``, ``json``), for whom, how many records, about whom (codes)."""

    form: str
    audience: Audience
    records: int
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who looked at everything and ticked it, and who confirms."""

    prepared_by: str
    confirmed_by: str
    checklist: tuple[str, ...]


def departure(workshop: "Workshop", *, form: str, audience: Audience, types: Collection[str] = ()) -> Departure:
    """What would leave for an audience, or only the records of some types, counted and with the codes of its people."""
    everything = {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES}
    shown = disclose(everything, audience, local_time(workshop.now()).date())
    chosen = [record.id for name, group in shown.items() if not types or name in types for record in group]
    kept = {record.id: record for group in everything.values() for record in group}
    subjects = {code for record_id in chosen for code in _subjects(kept[record_id])}
    return Departure(form, audience, len(chosen), tuple(sorted(subjects)))


def _subjects(record: Record) -> Sequence[str]:
    return () if record.type in LEDGERS else record.ids("subjects")


def exposure(workshop: "Workshop", audience: Audience) -> tuple[Finding, ...]:
    """What somebody should look at before the work leaves for an audience, the gravest first."""
    return look(workshop, audience).findings


def fingerprint(content: bytes) -> str:
    """The fingerprint by which content that left is known again."""
    return hashlib.sha256(content).hexdigest()


def prepare_release(
    workshop: "Workshop",
    leaving: Departure,
    content: bytes,
    *,
    prepared_by: str,
    checklist: Collection[str],
    choices: str = "",
) -> str:
    """Note that a person looked at this very content and ticked all eight things; returns the release to confirm.

    ``choices`` tell a window how the content was made, so that the second person can have it made again elsewhere.
    """
    check_prepared(checklist, prepared_by)
    findings = len(exposure(workshop, leaving.audience))
    return workshop.settle(
        [
            (
                "release",
                {
                    "form": leaving.form,
                    "audience": leaving.audience.value,
                    "sha256": fingerprint(content),
                    "checklist": " ".join(sorted(checklist)),
                    "prepared_by": prepared_by.strip(),
                    "findings": findings,
                    "choices": choices,
                    "at": _moment(workshop),
                },
            )
        ]
    )[0]


def confirm_release(workshop: "Workshop", release_id: str, content: bytes, *, confirmed_by: str) -> str:
    """Note that a second person confirms the prepared content; raises ``ExpectedError`` where it may not be so."""
    prepared = workshop.record(release_id)
    check_confirmed(prepared, fingerprint(content), confirmed_by)
    copied = {name: prepared.text(name) for name in ("form", "audience", "sha256", "checklist", "prepared_by")}
    confirmation = {**copied, "confirmed_by": confirmed_by.strip(), "prepared": prepared.id, "at": _moment(workshop)}
    return workshop.settle([("release", confirmation)])[0]


def confirmed_release(workshop: "Workshop", leaving: Departure, content: bytes) -> str:
    """The release by which this very content may leave for this audience, empty where there is none.

    Where nobody needs to confirm, it is enough that somebody prepared it.
    """
    entries = workshop.records("release", sha256=fingerprint(content), audience=leaving.audience.value)
    for prepared in entries:
        if prepared.text("prepared"):
            continue
        if not needs_two_people(leaving.audience) or any(is_confirmation_of(entry, prepared) for entry in entries):
            return prepared.id
    return ""


def prepared_release(workshop: "Workshop", leaving: Departure, content: bytes) -> Record | None:
    """The newest entry by which somebody prepared this very content for this audience, or None."""
    entries = workshop.records("release", sha256=fingerprint(content), audience=leaving.audience.value)
    return next((entry for entry in reversed(entries) if not entry.text("prepared")), None)


def waiting_releases(workshop: "Workshop") -> list[Record]:
    """What was prepared for the public and waits for a second person, the newest first."""
    entries = workshop.records("release")
    done = {entry.text("prepared") for entry in entries}
    return [
        entry
        for entry in reversed(entries)
        if not entry.text("prepared") and entry.id not in done and needs_two_people(Audience(entry.text("audience")))
    ]


def assert_may_leave(workshop: "Workshop", leaving: Departure, content: bytes) -> str:
    """The release of this content; raises ``ExpectedError("release_not_confirmed")`` where two people must be asked."""
    release = confirmed_release(workshop, leaving, content)
    if needs_two_people(leaving.audience) and not release:
        raise ExpectedError("release_not_confirmed")
    return release


def note_departure(workshop: "Workshop", leaving: Departure, content: bytes) -> str:
    """Note that this content leaves: when, in what form, for whom, by whom, how much; never what it says."""
    return workshop.settle(
        [
            (
                "export_log",
                {
                    "form": leaving.form,
                    "audience": leaving.audience.value,
                    "sha256": fingerprint(content),
                    "records": leaving.records,
                    "subjects": leaving.subjects,
                    "made_by": workshop.author,
                    "at": _moment(workshop),
                    "release": confirmed_release(workshop, leaving, content),
                },
            )
        ],
        act=("left", {"form": leaving.form, "audience": leaving.audience.value, "sha256": fingerprint(content)}),
    )[0]


def hand_out(
    workshop: "Workshop", leaving: Departure, content: bytes, output: Path, signatures: Signatures | None = None
) -> None:
    """Let content leave as a file: confirmed where two people must be asked, noted, then written whole.

    It is noted first: what was noted and could not be written is known too often rather than too seldom.
    """
    if signatures is not None and not confirmed_release(workshop, leaving, content):
        prepared = prepare_release(
            workshop, leaving, content, prepared_by=signatures.prepared_by, checklist=signatures.checklist
        )
        confirm_release(workshop, prepared, content, confirmed_by=signatures.confirmed_by)
    let_leave(workshop, leaving, content)
    write_whole(output, content)


def let_leave(workshop: "Workshop", leaving: Departure, content: bytes) -> None:
    """Note that content leaves, if it may; raises ``ExpectedError("release_not_confirmed")``. Write it afterwards."""
    assert_may_leave(workshop, leaving, content)
    note_departure(workshop, leaving, content)


def _moment(workshop: "Workshop") -> str:
    return local_time(workshop.now()).isoformat(timespec="seconds")
