"""What a group's card shows: its members, how its sectors are balanced, and who takes notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kotaham_desktop.application.group_commands import Proposal, sector_counts
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.i18n import _

UNASSIGNED = ""
"""Stands for the place of those who are in no group."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person as a card shows them."""

    id: str
    name: str
    detail: str
    sector: str
    takes_notes: bool = False

    @property
    def initials(self) -> str:
        """Two letters for the circle before the name."""
        words = [word for word in self.name.replace(".", " ").split() if word[0].isalpha()]
        letters = words[0][0] + (words[-1][0] if len(words) > 1 else "") if words else "?"
        return letters.upper()

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        notes = _("Notulis") if self.takes_notes else ""
        return ", ".join(filter(None, (self.name, self.detail, sector_label(self.sector), notes)))


@dataclass(frozen=True, slots=True)
class GroupView:
    """One card."""

    id: str
    name: str
    topic: str
    note_taker: str
    members: tuple[MemberRow, ...]
    sectors: Mapping[str, int]


def sector_label(code: str) -> str:
    """The name of a sector."""
    return _(PERSON.field("sector").choice_label(code)) if code else ""


def balance_words(sectors: Mapping[str, int]) -> str:
    """``3 OPD · 3 Masyarakat sipil · 2 Bisnis``."""
    return "  ·  ".join(f"{count} {sector_label(code)}" for code, count in sectors.items() if count)


def member_row(person: Record, note_taker: str = "") -> MemberRow:
    """The row of a person in a group whose notes somebody takes."""
    return MemberRow(
        id=person.id,
        name=person.text("name") or _("Tanpa nama"),
        detail=person.text("institution") or _(PERSON.field("role").choice_label(person.text("role"))),
        sector=person.text("sector"),
        takes_notes=bool(note_taker) and person.id == note_taker,
    )


def group_views(
    people: Sequence[Record], groups: Sequence[Record], proposal: Proposal | None
) -> tuple[list[MemberRow], list[GroupView]]:
    """Those who are in no group, and the cards; a proposal is shown as if it had been taken up.

    Only participants wait for a group; people of the team stand in one when somebody put them there.
    """
    proposed = proposal.group_of() if proposal is not None else {}
    known = {group.id for group in groups}
    by_group: dict[str, list[Record]] = {group.id: [] for group in groups}
    waiting: list[Record] = []
    for person in people:
        group = proposed.get(person.id, person.text("group"))
        if group in known:
            by_group[group].append(person)
        elif person.text("role") == "participant":
            waiting.append(person)
    names = {person.id: person.text("name") for person in people}
    views = [
        GroupView(
            id=group.id,
            name=group.text("name") or _("Kelompok tanpa nama"),
            topic=group.text("topic"),
            note_taker=names.get(group.text("note_taker"), ""),
            members=tuple(member_row(person, group.text("note_taker")) for person in by_group[group.id]),
            sectors=sector_counts(by_group[group.id]),
        )
        for group in groups
    ]
    return [member_row(person) for person in waiting], views
