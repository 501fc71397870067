"""What the fair shuffle promises for any list of people."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kotaham_desktop.domain.grouping import shuffle_into_groups
from kotaham_desktop.domain.record import Record

GROUP_COUNTS = st.integers(1, 9)
SEEDS = st.integers(0, 2**32)


def people_of(rows: list[dict[str, str]]) -> list[Record]:
    return [Record(f"p{number:03}", "person", dict(row)) for number, row in enumerate(rows)]


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "sector": st.sampled_from(["opd", "civil_society", "business", "other", ""]),
            "sex": st.sampled_from(["female", "male", "other", ""]),
            "institution": st.sampled_from(["Dinas A", "dinas  a", "LBH B", "Koperasi C", ""]),
        }
    ),
    max_size=60,
).map(people_of)


def spread(counts: list[int]) -> int:
    return max(counts) - min(counts)


@given(PEOPLE, GROUP_COUNTS, SEEDS)
def test_everyone_is_in_exactly_one_group_and_sizes_differ_by_at_most_one(
    people: list[Record], group_count: int, seed: int
) -> None:
    groups = shuffle_into_groups(people, group_count, seed)
    assert len(groups) == group_count
    assert sorted(person for group in groups for person in group) == sorted(person.id for person in people)
    assert spread([len(group) for group in groups]) <= 1


@given(PEOPLE, GROUP_COUNTS, SEEDS)
def test_the_people_of_a_sector_differ_by_at_most_one_between_groups(
    people: list[Record], group_count: int, seed: int
) -> None:
    sector_of = {person.id: person.text("sector") for person in people}
    groups = shuffle_into_groups(people, group_count, seed)
    for sector in set(sector_of.values()):
        assert spread([sum(sector_of[person] == sector for person in group) for group in groups]) <= 1


@given(st.lists(st.sampled_from(["female", "male"]), max_size=60), GROUP_COUNTS, SEEDS)
def test_women_and_men_of_one_sector_are_spread_evenly(sexes: list[str], group_count: int, seed: int) -> None:
    people = people_of([{"sector": "opd", "sex": sex} for sex in sexes])
    sex_of = {person.id: person.text("sex") for person in people}
    groups = shuffle_into_groups(people, group_count, seed)
    for sex in ("female", "male"):
        assert spread([sum(sex_of[person] == sex for person in group) for group in groups]) <= 1


@given(PEOPLE, GROUP_COUNTS, SEEDS)
def test_the_order_of_the_list_does_not_matter_but_the_seed_decides(
    people: list[Record], group_count: int, seed: int
) -> None:
    shuffled = list(people)
    random.Random(seed + 1).shuffle(shuffled)
    assert shuffle_into_groups(people, group_count, seed) == shuffle_into_groups(shuffled, group_count, seed)


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(6, 9), SEEDS)
def test_colleagues_of_an_institution_sit_in_different_groups_when_there_are_enough_groups(
    staff_counts: list[int], group_count: int, seed: int
) -> None:
    people = people_of(
        [
            {"sector": ["opd", "business"][number % 2], "institution": f"Lembaga {number}"}
            for number, staff in enumerate(staff_counts)
            for _ in range(staff)
        ]
    )
    institution_of = {person.id: person.text("institution") for person in people}
    for group in shuffle_into_groups(people, group_count, seed):
        assert max(Counter(institution_of[person] for person in group).values(), default=1) == 1
