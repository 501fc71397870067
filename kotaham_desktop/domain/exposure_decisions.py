"""Reading what was decided about finds: which words are hidden outside the team, which finds were left and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure import Finding, Severity
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.word_hiding import LEFT, REOPENED, SHORTEST, folded, in_order, masked_words

Place = tuple[str, str, str, str]
"""Record, field, kind and folded words of a find: by these it is known again after the text around it has changed."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What stands now. ``masked`` are the words as somebody wrote them; ``left`` gives each place its reason."""

    masked: tuple[str, ...]
    left: Mapping[Place, str]

    def reason_for(self, finding: Finding) -> str:
        """Why a find was left as it is, empty where nobody has decided so."""
        return self.left.get(place_of(finding), "")

    def open(self, findings: Iterable[Finding]) -> list[Finding]:
        """The finds that nobody has decided about."""
        return [finding for finding in findings if not self.reason_for(finding)]


def place_of(finding: Finding) -> Place:
    """By what a find is known again."""
    return finding.record_id, finding.field, finding.kind.value, folded(finding.excerpt)


def read_decisions(entries: Iterable[Record]) -> Decisions:
    """What the entries, from any laptop and in any order, amount to: the latest about the same thing counts."""
    kept = in_order(entries)
    left: dict[Place, str] = {}
    for entry in kept:
        place = (entry.text("record"), entry.text("field"), entry.text("kind"), folded(entry.text("words")))
        if entry.text("decision") == LEFT:
            left[place] = entry.text("reason")
        elif entry.text("decision") == REOPENED:
            left.pop(place, None)
    return Decisions(masked_words(kept), left)


def check_maskable(words: str) -> None:
    """Raise ``ExpectedError("exposure_not_maskable")`` where there are no words that could be hidden."""
    if len(folded(words)) < SHORTEST:
        raise ExpectedError("exposure_not_maskable")


def check_decided(findings: Iterable[Finding], decisions: Decisions) -> None:
    """Raise ``ExpectedError("exposure_undecided")`` while a find that surely points at somebody waits."""
    waiting = [finding for finding in decisions.open(findings) if finding.severity is Severity.HIGH]
    if waiting:
        raise ExpectedError("exposure_undecided", count=len(waiting))
