"""Commands that make groups and move people between them; each is one undo step."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kotaham_desktop.domain.grouping import shuffle_into_groups
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records.preparation import SECTORS
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

MOST_GROUPS = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to divide people: the ids of each group's members. Nothing changes until it is taken up."""

    members: Mapping[str, tuple[str, ...]]

    def group_of(self) -> dict[str, str]:
        """The group of each person."""
        return {person: group for group, people in self.members.items() for person in people}


def make_groups(workshop: "Workshop", count: int) -> list[str]:
    """Add groups with numbered names that are not taken yet; returns their ids."""
    taken = {group.text("name").strip().casefold() for group in workshop.records("group")}
    names: list[str] = []
    number = 1
    while len(names) < min(count, MOST_GROUPS):
        name = _("Kelompok {number}").format(number=number)
        if name.casefold() not in taken:
            names.append(name)
        number += 1
    return workshop.create_records([("group", {"name": name}) for name in names])


def propose(people: Sequence[Record], group_ids: Sequence[str], seed: int) -> Proposal:
    """A fair division of the people over the groups; the same seed gives the same one."""
    dealt = shuffle_into_groups(people, len(group_ids), seed)
    return Proposal(MappingProxyType({group: tuple(ids) for group, ids in zip(group_ids, dealt, strict=True)}))


def take_up(workshop: "Workshop", proposal: Proposal) -> bool:
    """Put everyone where the proposal says; returns whether anyone moved."""
    return _move(workshop, proposal.group_of())


def move_people(workshop: "Workshop", person_ids: Iterable[str], group_id: str) -> bool:
    """Put people into a group, or into none where ``group_id`` is empty; returns whether anyone moved."""
    return _move(workshop, dict.fromkeys(person_ids, group_id))


def delete_group(workshop: "Workshop", group_id: str) -> None:
    """Put a group aside; its members belong to none afterwards, and undo brings both back."""
    members = workshop.records("person", group=group_id)
    with workshop.batch("delete"):
        for person in members:
            workshop.set_fields(person.id, {"group": ""})
        workshop.delete_record(group_id)


def sector_counts(people: Iterable[Record]) -> dict[str, int]:
    """How many people of each sector there are, in the order of the sectors; an unknown one counts as other."""
    known = [choice.code for choice in SECTORS]
    counted = Counter(person.text("sector") if person.text("sector") in known else known[-1] for person in people)
    return {code: counted[code] for code in known}


def _move(workshop: "Workshop", group_of: Mapping[str, str]) -> bool:
    changes: dict[str, dict[str, Value]] = {}
    for person in workshop.records("person"):
        if person.id in group_of and person.text("group") != group_of[person.id]:
            changes[person.id] = {"group": group_of[person.id]}
    for group in workshop.records("group"):
        taker = group.text("note_taker")
        left = workshop.record(taker).text("group") == group.id if taker in changes else False
        if left:
            # A member who leaves cannot go on taking this group's notes.
            changes[group.id] = {"note_taker": ""}
    if not changes:
        return False
    with workshop.batch("edit"):
        for record_id, values in changes.items():
            workshop.set_fields(record_id, values)
    return True
