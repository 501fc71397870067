import pytest

from kotaham_desktop.domain.grouping import shuffle_into_groups
from kotaham_desktop.domain.record import Record


def person(number: int, sector: str, sex: str, institution: str) -> Record:
    return Record(f"p{number:02}", "person", {"sector": sector, "sex": sex, "institution": institution})


def training_of_32() -> list[Record]:
    rows = []
    for number in range(32):
        sector = "opd" if number < 14 else "civil_society" if number < 25 else "business"
        rows.append(person(number, sector, "female" if number % 5 < 3 else "male", f"{sector} {number // 2}"))
    return rows


def test_a_group_made_by_shuffle_mixes_sectors_and_sexes_and_parts_colleagues() -> None:
    people = {one.id: one for one in training_of_32()}
    for seed in range(50):
        for group in shuffle_into_groups(list(people.values()), 4, seed):
            members = [people[one] for one in group]
            assert {one.text("sector") for one in members} == {"opd", "civil_society", "business"}
            assert 4 <= sum(one.text("sex") == "female" for one in members) <= 6
            assert len({one.text("institution") for one in members}) == len(members)


def test_another_seed_gives_other_groups() -> None:
    people = training_of_32()
    assert shuffle_into_groups(people, 4, 1) != shuffle_into_groups(people, 4, 2)


def test_fewer_people_than_groups_leave_groups_empty() -> None:
    assert sorted(len(group) for group in shuffle_into_groups(training_of_32()[:2], 4, 7)) == [0, 0, 1, 1]


def test_less_than_one_group_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        shuffle_into_groups([], 0, 1)


def test_a_crowd_is_shuffled_quickly() -> None:
    crowd = [person(number, "opd", "female", f"Dinas {number % 40}") for number in range(3000)]
    assert {len(group) for group in shuffle_into_groups(crowd, 60, 1)} == {50}
