"""How long work is kept and what is due, as pure rules over records and a day."""

from datetime import date, datetime, timedelta

import pytest

from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.retention import DEFAULT_DAYS, Policy, due_items, policy_of

END = date(2022, 8, 24)
WRITTEN = int(datetime(2022, 8, 24).astimezone().timestamp() * 1000)


def records(*given, **about):
    workshop = Record("workshop", "workshop", {"start_date": "2022-08-22", "end_date": "2022-08-24"} | about)
    found = {"workshop": [workshop]}
    for record in given:
        found.setdefault(record.type, []).append(record)
    return found


def note(level="L1", number=1, deleted=False, **values):
    values = {"level": level} | values
    return Record(f"n{number}", "note", values, deleted=deleted, created_at=WRITTEN, changed_at=WRITTEN)


def due(given, day):
    return [(each.record_id, each.rule, each.since) for each in due_items(given, day)]


@pytest.mark.parametrize(("level", "days"), [("L0", 90), ("L1", 365), ("L2", 1095)])
def test_work_is_due_the_day_after_its_levels_time(level, days):
    last = END + timedelta(days=days)
    assert due(records(note(level)), last) == []
    assert due(records(note(level)), last + timedelta(days=1)) == [("n1", "level", last + timedelta(days=1))]


def test_public_work_stays():
    assert due(records(note("L3")), date(2200, 1, 1)) == []


def test_an_offices_own_times_come_before_the_defaults():
    given = records(note("L1"), keep_team_days=10)
    assert policy_of(given["workshop"][0]).days == {**DEFAULT_DAYS, Level.TEAM: 10}
    assert due(given, END + timedelta(days=11)) == [("n1", "level", END + timedelta(days=11))]
    assert due(records(note("L3"), keep_public_days=0), END + timedelta(days=1))
    assert policy_of(Record("w", "workshop", {"keep_team_days": -5})).days == DEFAULT_DAYS
    assert due(records(note("L1"), keep_team_days=2**50), date(2200, 1, 1)) == []


def test_the_workshops_own_date_ends_everything():
    given = records(note("L3"), note("L2", 2), keep_until="2022-12-31")
    assert due(given, date(2022, 12, 31)) == []
    assert [each[0] for each in due(given, date(2023, 1, 1))] == ["n1", "n2"]


def test_nothing_is_due_while_a_legal_process_holds_it():
    assert due(records(note("L0"), legal_hold=True), date(2200, 1, 1)) == []
    assert due_items(records(note("L0")), date(2200, 1, 1), Policy(DEFAULT_DAYS, legal_hold=True)) == ()


def test_without_a_date_of_the_training_no_level_is_due():
    assert due(records(note("L0"), start_date="", end_date=""), date(2200, 1, 1)) == []


def test_deleted_work_is_due_after_a_month():
    given = records(note("L3", deleted=True))
    assert due(given, END + timedelta(days=30)) == []
    assert [each[1] for each in due(given, END + timedelta(days=32))] == ["trash"]


def test_a_person_may_have_asked_for_less_time():
    entry = Record(
        "c1",
        "consent",
        {"subject": "P-7K3-M9Q", "retention_until": "2022-09-30", "status": "given"},
        created_at=WRITTEN,
    )
    story = note("L2", subjects=("P-7K3-M9Q",))
    assert due(records(entry, story), date(2022, 9, 30)) == []
    assert due(records(entry, story), date(2022, 10, 1)) == [("n1", "consent", date(2022, 10, 1))]
    later = {"subject": "P-7K3-M9Q", "retention_until": "2023-09-30", "supersedes": ("c1",)}
    assert due(records(entry, Record("c2", "consent", later, created_at=WRITTEN), story), date(2022, 10, 1)) == []


def test_consent_outlives_the_work_that_rests_on_it_by_a_year():
    entry = Record("c1", "consent", {"subject": "P-7K3-M9Q", "status": "given"}, created_at=WRITTEN)
    story = note("L3", subjects=("P-7K3-M9Q",))
    assert due(records(entry, story), date(2200, 1, 1)) == []
    assert due(records(entry), END + timedelta(days=365)) == []
    assert [each[1] for each in due(records(entry), END + timedelta(days=367))] == ["ledger"]


def test_the_longest_due_comes_first():
    given = records(note("L2", 1), note("L0", 2), note("L1", 3))
    assert [each[0] for each in due(given, date(2030, 1, 1))] == ["n2", "n3", "n1"]
