"""The fair shuffle: groups that mix sectors and sexes and keep colleagues of one institution apart."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kotaham_desktop.domain.record import Record

_MOST_SWAPS_TRIED = 200_000
"""Bounds the work for a crowd; 32 people need about a thousand."""


@dataclass(frozen=True, slots=True)
class _Member:
    id: str
    sector: str
    sex: str
    institution: str


@dataclass(slots=True)
class _Table:
    members: list[_Member]
    sexes: Counter[str]
    institutions: Counter[str]


def shuffle_into_groups(people: Sequence[Record], group_count: int, seed: int) -> list[list[str]]:
    """Ids of everyone, once, in ``group_count`` groups; the same people and seed give the same groups.

    Group sizes differ by at most one, and so do the people of each sector. Within that, sexes are spread as evenly as
    swapping two people of one sector can, and then colleagues of one institution are parted. Raises ``ValueError`` on
    fewer than one group.
    """
    if group_count < 1:
        raise ValueError(group_count)
    chance = random.Random(seed)  # noqa: S311 - a repeatable shuffle, not a secret
    members = [_member(person) for person in sorted(people, key=lambda person: person.id)]
    tables = _dealt(members, group_count, chance)
    _spread_by_swaps(tables)
    groups = [[member.id for member in table.members] for table in tables]
    for group in groups:
        chance.shuffle(group)
    return groups


def _member(person: Record) -> _Member:
    institution = " ".join(person.text("institution").casefold().split())
    return _Member(person.id, person.text("sector"), person.text("sex"), institution)


def _dealt(members: list[_Member], group_count: int, chance: random.Random) -> list[_Table]:
    """Deal like cards, sector by sector without starting over: a run of equal cards lands as evenly as it can."""
    chance.shuffle(members)
    first_of_sector: dict[str, int] = {}
    first_of_institution: dict[str, int] = {}
    for place, member in enumerate(members):
        first_of_sector.setdefault(member.sector, place)
        first_of_institution.setdefault(member.institution, place)
    members.sort(
        key=lambda member: (first_of_sector[member.sector], member.sex, first_of_institution[member.institution])
    )
    tables = [_Table([], Counter(), Counter()) for _ in range(group_count)]
    offset = chance.randrange(group_count)
    for place, member in enumerate(members):
        table = tables[(place + offset) % group_count]
        table.members.append(member)
        _count(table, member, 1)
    return tables


def _spread_by_swaps(tables: list[_Table]) -> None:
    """Swap two people of one sector while that evens out sexes or, leaving those alone, parts colleagues."""
    tried = 0
    improved = True
    while improved:
        improved = False
        for left_index, left in enumerate(tables):
            for right in tables[left_index + 1 :]:
                for left_place in range(len(left.members)):
                    for right_place in range(len(right.members)):
                        tried += 1
                        if tried > _MOST_SWAPS_TRIED:
                            return
                        if _gain(left, right, left.members[left_place], right.members[right_place]) < (0, 0):
                            _swap(left, right, left_place, right_place)
                            improved = True


def _gain(left: _Table, right: _Table, one: _Member, other: _Member) -> tuple[int, int]:
    """How a swap changes the unevenness of sexes and the colleagues who sit together; below zero is better."""
    if one.sector != other.sector:
        return 0, 0
    return (
        _change(left.sexes, right.sexes, one.sex, other.sex),
        _change(left.institutions, right.institutions, one.institution, other.institution),
    )


def _change(left: Counter[str], right: Counter[str], leaving: str, coming: str) -> int:
    """Half the change of the sum of squared counts when two people trade places."""
    if leaving == coming:
        return 0
    change = 0
    if leaving:
        change += right[leaving] - left[leaving] + 1
    if coming:
        change += left[coming] - right[coming] + 1
    return change


def _swap(left: _Table, right: _Table, left_place: int, right_place: int) -> None:
    one, other = left.members[left_place], right.members[right_place]
    left.members[left_place], right.members[right_place] = other, one
    _count(left, one, -1)
    _count(left, other, 1)
    _count(right, other, -1)
    _count(right, one, 1)


def _count(table: _Table, member: _Member, step: int) -> None:
    table.sexes[member.sex] += step
    table.institutions[member.institution] += step
