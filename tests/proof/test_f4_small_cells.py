"""F4: statistics for participants and the public tell no number of people under five, and none can be worked out."""

import random
from functools import cache

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import gather
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from tests.proof.figures import record
from tests.proof.scale import times

REFERENCE = ReferenceData()
SECTORS = [choice.code for choice in PERSON.field("sector").choices][:4]
SEXES = [choice.code for choice in PERSON.field("sex").choices][:2]
RANGES = {"<5": range(1, 5), "≥5": range(5, 400)}


def training(sectors, sexes):
    """So many participants of each sector and sex, in no particular order."""
    people = [code for code, count in sectors.items() for _each in range(count)]
    both = [code for code, count in sexes.items() for _each in range(count)]
    return {
        "workshop": [Record("workshop", "workshop", {"title": "Pelatihan"})],
        "person": [
            Record(
                f"p{n}", "person", {"name": f"N{n}", "role": "participant", "sector": one, "sex": other, "level": "L1"}
            )
            for n, (one, other) in enumerate(zip(people, both, strict=True))
        ],
    }


def told(records, audience):
    content = gather(
        records, audience=audience, report_language="id", reference=REFERENCE, load_photo=dict[str, bytes]().__getitem__
    )
    return content.counts, content.participant_total


def worked_out(table, total):
    """An attacker of its own: every hidden small number that only one number can be, with all that is told."""
    shown = [row.text for row in table.rows]
    rest = total - sum(int(text) for text in shown if text.isdigit())
    hidden = [text for text in shown if not text.isdigit()]

    @cache
    def ways(place, left):
        if place == len(hidden):
            return left == 0
        return any(ways(place + 1, left - guess) for guess in RANGES[hidden[place]] if guess <= left)

    certain = []
    for place, text in enumerate(hidden):
        if text == "<5":
            hidden[0], hidden[place] = hidden[place], hidden[0]
            ways.cache_clear()
            possible = [guess for guess in RANGES["<5"] if guess <= rest and ways(1, rest - guess)]
            hidden[0], hidden[place] = hidden[place], hidden[0]
            if len(possible) < 2:
                certain.append(possible)
    return certain


def distributions():
    dice = random.Random(4)
    named = [
        (1, 30),
        (4, 30),
        (5, 1),
        (6, 1),
        (1, 1, 10),
        (4, 4, 10),
        (5, 5, 1, 1),
        (2, 3, 20),
        (30, 0),
        (5, 5),
        (9, 4),
    ]
    yield from named
    for _each in range(times(60, 3_000)):
        yield tuple(dice.choice((0, 1, 2, 3, 4, 5, 6, 9, 14)) for _cell in range(dice.randint(2, 4)))


@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_no_small_number_of_people_is_told_or_follows_from_the_others(audience):
    dice = random.Random(audience.value)
    tried, leaks = 0, []
    for counts in distributions():
        total = sum(counts)
        women = dice.randint(0, total)
        sectors = dict(zip(SECTORS, counts, strict=False))
        tables, whole = told(training(sectors, dict(zip(SEXES, (women, total - women), strict=True))), audience)
        tried += 1
        if 0 < total < 5:
            assert (tables, whole) == ((), "<5")
            continue
        for table in tables:
            small = [row.text for row in table.rows if row.text.isdigit() and 0 < int(row.text) < 5]
            if small or worked_out(table, int(whole)):
                leaks.append((counts, women, [row.text for row in table.rows]))
    record("F4", f"counts of people for {audience.value}: told or worked out below five", tried, len(leaks))
    assert leaks == []


def test_the_team_reads_every_number_as_it_is():
    tables, whole = told(training({SECTORS[0]: 1, SECTORS[1]: 6}, {SEXES[0]: 3, SEXES[1]: 4}), Audience.TEAM)
    assert whole == "7"
    assert [row.text for row in tables[0].rows] == ["1", "6"]


def test_the_attacker_finds_what_simple_hiding_gives_away():
    """The proof proves something: the rule that hides only the small numbers is broken by it."""
    tables, _whole = told(training({SECTORS[0]: 10, SECTORS[1]: 1, SECTORS[2]: 1}, {SEXES[0]: 12}), Audience.TEAM)
    simple = [type(row)(row.label, "<5" if int(row.text) < 5 else row.text) for row in tables[0].rows]
    assert worked_out(type(tables[0])("", tuple(simple), "12"), 12) == [[1], [1]]
