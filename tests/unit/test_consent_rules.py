"""How the ledger is read: what counts, what wins, what ends, how far a record may travel."""

from datetime import date
from itertools import permutations

import pytest

from kotaham_desktop.domain.consent import (
    PUBLISHING,
    PURPOSE_CODES,
    Standing,
    ceiling,
    check_entry,
    may,
    missing_for,
    read_ledger,
)
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.merge_rules import safer_value
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.subject_codes import LETTERS, codes_within, new_subject_code, subject_code

DAY = date(2026, 11, 24)
ANI, BUDI = "P-7K3-M9Q", "P-QQQ-333"


def entry(number, status, purpose="P4", subject=ANI, supersedes=(), hour=9, **more):
    values = {"subject": subject, "purpose": purpose, "status": status, "at": f"2026-11-24T{hour:02d}:00:00+07:00"}
    return Record(f"c{number}", "consent", values | {"supersedes": tuple(supersedes)} | more)


def about(*subjects, type_name="case_study", **values):
    return Record("r", type_name, {"subjects": subjects, "level": "L3"} | values)


@pytest.mark.parametrize("purpose", PURPOSE_CODES)
def test_nothing_is_agreed_to_until_somebody_says_so(purpose):
    assert not may([], ANI, purpose, DAY)
    assert not may([entry(1, "asked", purpose)], ANI, purpose, DAY)


@pytest.mark.parametrize("purpose", PURPOSE_CODES)
def test_a_yes_counts_for_that_person_and_purpose_only(purpose):
    given = [entry(1, "given", purpose)]
    assert may(given, ANI, purpose, DAY)
    assert not any(may(given, ANI, other, DAY) for other in PURPOSE_CODES if other != purpose)
    assert not may(given, BUDI, purpose, DAY)


@pytest.mark.parametrize("purpose", PURPOSE_CODES)
def test_consent_with_limits_is_not_enough_to_publish(purpose):
    assert may([entry(1, "limited", purpose)], ANI, purpose, DAY) is (purpose not in PUBLISHING)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_entry_that_replaces_the_others_decides_whatever_the_clocks_say(order):
    entries = [
        entry(1, "refused", hour=12),
        entry(2, "given", supersedes=("c1",), hour=8),
        entry(3, "withdrawn", supersedes=("c2",), hour=4),
    ]
    shuffled = [entries[place] for place in order]
    assert read_ledger(shuffled, DAY).standing(ANI, "P4") is Standing.REFUSED
    renewed = [*shuffled, entry(4, "given", supersedes=("c3",), hour=2)]
    assert may(renewed, ANI, "P4", DAY)


@pytest.mark.parametrize("no", ["refused", "withdrawn"])
@pytest.mark.parametrize("yes_is_later", [True, False])
def test_a_refusal_wins_where_two_laptops_noted_different_answers(no, yes_is_later):
    entries = [
        entry(1, "given", hour=8),
        entry(2, no, supersedes=("c1",), hour=9),
        entry(3, "given", supersedes=("c1",), hour=10 if yes_is_later else 9),
    ]
    assert not may(entries, ANI, "P4", DAY)
    assert read_ledger(entries, DAY).refuses(ANI, "P4")


def test_a_limit_noted_elsewhere_at_the_same_time_holds():
    entries = [entry(1, "limited", hour=8), entry(2, "given", hour=9)]
    assert read_ledger(entries, DAY).standing(ANI, "P4") is Standing.LIMITED


def test_an_entry_that_somebody_marked_deleted_still_counts():
    gone = Record("c1", "consent", entry(1, "withdrawn").values, deleted=True)
    assert read_ledger([gone], DAY).refuses(ANI, "P4")


@pytest.mark.parametrize("name", ["review_at", "retention_until"])
@pytest.mark.parametrize(
    ("until", "counts"), [("2026-11-24", True), ("2026-11-23", False), ("", True), ("kapan-kapan", False)]
)
def test_consent_ends_with_its_date(name, until, counts):
    given = [entry(1, "given", **{name: until})]
    assert may(given, ANI, "P4", DAY) is counts
    assert (read_ledger(given, DAY).standing(ANI, "P4") is Standing.EXPIRED) is not counts


def test_a_status_of_a_newer_program_is_no_consent():
    assert not may([entry(1, "maybe")], ANI, "P4", DAY)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Level.TEAM),
        ({"P1": "refused"}, Level.SEALED),
        ({"P1": "withdrawn", "P4": "given"}, Level.SEALED),
        ({"P1": "given"}, Level.TEAM),
        ({"P2": "given"}, Level.TEAM),
        ({"P3": "given"}, Level.PARTICIPANTS),
        ({"P3": "limited"}, Level.PARTICIPANTS),
        ({"P4": "given"}, Level.PUBLIC),
        ({"P4": "limited"}, Level.TEAM),
        ({"P5": "given"}, Level.PUBLIC),
        ({"P4": "given", "P5": "refused"}, Level.PUBLIC),
        ({"P4": "refused", "P5": "given"}, Level.PARTICIPANTS),
        ({"P3": "refused", "P4": "given"}, Level.TEAM),
        ({"P4": "expired"}, Level.TEAM),
        ({"P8": "given", "P9": "given", "P10": "given"}, Level.TEAM),
    ],
)
def test_a_record_is_as_open_as_its_person_allows(answers, expected):
    ledger = read_ledger([entry(n, status, purpose) for n, (purpose, status) in enumerate(answers.items())], DAY)
    assert ceiling(ledger, about(ANI)) is expected


def test_a_record_about_nobody_is_ruled_by_its_own_level_alone():
    assert ceiling(read_ledger([], DAY), about()) is Level.PUBLIC


def test_the_strictest_of_several_people_decides():
    ledger = read_ledger([entry(1, "given", "P4"), entry(2, "given", "P3", BUDI)], DAY)
    assert ceiling(ledger, about(ANI, BUDI)) is Level.PARTICIPANTS


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"P4": "given"}, Level.TEAM),
        ({"P3": "given", "P6": "given"}, Level.PARTICIPANTS),
        ({"P4": "given", "P6": "given"}, Level.PARTICIPANTS),
        ({"P4": "given", "P7": "given"}, Level.PUBLIC),
        ({"P4": "given", "P7": "given", "P6": "refused"}, Level.SEALED),
    ],
)
def test_a_picture_needs_consent_to_pictures_too(answers, expected):
    ledger = read_ledger([entry(n, status, purpose) for n, (purpose, status) in enumerate(answers.items())], DAY)
    assert ceiling(ledger, about(ANI, type_name="attachment")) is expected


def test_what_is_missing_for_a_level_is_named():
    assert missing_for(read_ledger([], DAY), ANI, Level.PUBLIC, picture=True) == ("P4", "P7")
    assert missing_for(read_ledger([], DAY), ANI, Level.PARTICIPANTS) == ("P3",)
    assert missing_for(read_ledger([], DAY), ANI, Level.TEAM) == ()


VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "media": "photo"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"age_band": "child"}, "consent_guardian_missing"),
        ({"told_risks": False}, "consent_not_informed"),
        ({"told_withdraw": False}, "consent_not_informed"),
        ({"method": ""}, "consent_method_missing"),
        ({"method": "witnessed_verbal"}, "consent_witness_missing"),
        ({"media": "none", "purpose": "P7"}, "consent_media_missing"),
        ({"status": "limited"}, "consent_limit_missing"),
    ],
)
def test_consent_that_would_not_be_valid_is_refused(more, code):
    with pytest.raises(ExpectedError) as refused:
        check_entry(entry(1, "given", **VALID | more) if "status" not in more else entry(1, **VALID | more))
    assert refused.value.code == code
    no = {**VALID, **more, "status": "refused"}
    check_entry(entry(1, **no))


def test_a_guardian_may_consent_for_a_child():
    check_entry(entry(1, "given", **VALID, age_band="child", given_by="guardian"))


def test_merging_keeps_everybody_who_was_named_and_the_stricter_of_all_else():
    assert safer_value("subjects", [[ANI], [BUDI, ANI]]) == [ANI, BUDI]
    assert safer_value("shows_people", ["no", "unknown"]) == "unknown"
    assert safer_value("quote_allowed", [True, False]) is False
    assert safer_value("level", ["L3", "L1"]) == "L1"
    assert safer_value("title", ["a", "b"]) is None


def test_a_code_is_read_however_it_is_typed():
    assert subject_code(" p7k3 m9q ") == subject_code("P-7K3-M9Q") == "P-7K3-M9Q"
    assert subject_code("P-7K3") == "P-7K3"
    assert [subject_code(text) for text in ("", "Sumarni", "P-7K", "Q-7K3", "P-7K3-M9Q-X")] == [""] * 5
    assert codes_within("Cerita P-7K3-M9Q dan P-QQQ, bukan AP-7K3 atau P-7K34") == ("P-7K3-M9Q", "P-QQQ")


def test_a_new_code_is_none_that_is_taken_and_has_no_letters_that_look_alike():
    letters = iter("333333" + "333334")
    assert new_subject_code({"P-333-333"}, lambda _choices: next(letters)) == "P-333-334"
    assert set("01258BILOSUVZ").isdisjoint(LETTERS)
