"""Looking at what is about to leave, and deciding about each find: hide it, keep its record, leave it with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.disclosure import disclose
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure import Finding, find_exposure
from kotaham_desktop.domain.exposure_decisions import Decisions, check_decided, check_maskable, read_decisions
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.word_hiding import LEFT, MASKED, REOPENED

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_AROUND = 48


@dataclass(frozen=True, slots=True)
class Look:
    """Everything to look at before work leaves for an audience, with what was decided so far."""

    findings: tuple[Finding, ...]
    decisions: Decisions
    shown: dict[str, Record]
    """The records that leave, by id, as the audience gets them."""

    def passage(self, finding: Finding) -> str:
        """The find with some words before and after it, on one line; empty where it stands in no text."""
        record = self.shown.get(finding.record_id)
        if record is None or finding.end <= finding.start:
            return ""
        name, _dot, answer = finding.field.partition(".")
        text = record.answers(name).get(answer, "") if answer else record.text(name)
        start, end = max(0, finding.start - _AROUND), min(len(text), finding.end + _AROUND)
        passage = " ".join(text[start:end].split())
        return f"{'…' if start else ''}{passage}{'…' if end < len(text) else ''}"


def look(workshop: "Workshop", audience: Audience) -> Look:
    """What somebody should look at before the work leaves for an audience, the gravest first, and what was decided."""
    everything = {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES}
    shown = disclose(everything, audience, local_time(workshop.now()).date())
    return Look(
        find_exposure(shown, everything, audience),
        read_decisions(everything["exposure_decision"]),
        {record.id: record for group in shown.values() for record in group},
    )


def current_decisions(workshop: "Workshop") -> Decisions:
    """What was decided so far."""
    return read_decisions(workshop.records("exposure_decision", include_deleted=True))


def mask_words(workshop: "Workshop", words: Iterable[str], reason: str = "") -> None:
    """Hide these words in everything that leaves the team; the notes themselves stay as they were written."""
    wanted = list(words)
    for each in wanted:
        check_maskable(each)
    _note(workshop, [{"decision": MASKED, "words": each, "reason": reason.strip()} for each in wanted])


def show_words(workshop: "Workshop", words: str) -> None:
    """Hide these words no longer."""
    _note(workshop, [{"decision": REOPENED, "words": words}])


def leave(workshop: "Workshop", findings: Sequence[Finding], reason: str) -> None:
    """Leave finds as they are, because of a reason; raises ``ExpectedError("reason_missing")`` without one."""
    if not reason.strip():
        raise ExpectedError("reason_missing")
    _note(workshop, [{"decision": LEFT, "reason": reason.strip(), **_place(finding)} for finding in findings])


def look_again(workshop: "Workshop", findings: Sequence[Finding]) -> None:
    """Take back that finds were left."""
    _note(workshop, [{"decision": REOPENED, **_place(finding)} for finding in findings])


def can_keep_with_team(finding: Finding) -> bool:
    """Whether the record of a find has a level of its own that can be lowered."""
    return RECORD_TYPES[finding.type].has_level


def keep_with_team(workshop: "Workshop", record_ids: Iterable[str]) -> None:
    """Let records leave no more: what was more open belongs to the team again."""
    with workshop.batch("level"):
        for record_id in dict.fromkeys(record_ids):
            if workshop.record(record_id).level > Level.TEAM:
                workshop.set_fields(record_id, {"level": Level.TEAM.code})


def assert_decided(workshop: "Workshop", audience: Audience) -> None:
    """Raise ``ExpectedError("exposure_undecided")`` while a find that surely points at somebody waits."""
    seen = look(workshop, audience)
    check_decided(seen.findings, seen.decisions)


def _place(finding: Finding) -> dict[str, str]:
    return {
        "words": finding.excerpt,
        "kind": finding.kind.value,
        "record": finding.record_id,
        "field": finding.field,
    }


def _note(workshop: "Workshop", entries: Sequence[dict[str, str]]) -> None:
    if entries:
        at = local_time(workshop.now()).isoformat(timespec="milliseconds")
        workshop.settle([("exposure_decision", {**entry, "at": at}) for entry in entries])
