"""Thinning, whatever the dates: the newest good one stays, the rest is bounded, doing it again changes nothing."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kotaham_desktop.domain.backup_thinning import DAYS, MONTHS, WEEKS, BackupMoment, thinned

NOW = datetime(2022, 8, 24, 9, 0, tzinfo=UTC)
ZONES = [timezone(timedelta(hours=hours)) for hours in (7, 8, 9)]
MOST_OF_A_DAY = 50

moments = st.builds(
    lambda minutes, zone, good: ((NOW - timedelta(minutes=minutes)).astimezone(zone), good),
    st.one_of(st.integers(-600, 3000), st.integers(-600, 3 * 365 * 24 * 60)),
    st.sampled_from(ZONES),
    st.sampled_from([True, True, True, False]),
)
collections = st.lists(moments, max_size=120).map(
    lambda found: [BackupMoment(f"{number:03}", moment, good) for number, (moment, good) in enumerate(found)]
)


@given(collections)
def test_what_stays_and_what_goes_is_everything_once(backups):
    thinning = thinned(backups, NOW)
    assert sorted(one.name for one in thinning.kept + thinning.dropped) == [one.name for one in backups]


@given(collections)
def test_the_newest_good_one_always_stays(backups):
    good = [one for one in backups if one.is_good]
    kept = thinned(backups, NOW).kept
    if good:
        assert max(good, key=lambda one: (one.taken_at, one.name)) in kept
    else:
        assert len(kept) == len(backups)


@given(collections)
def test_whatever_goes_has_a_good_newer_one_that_stays(backups):
    thinning = thinned(backups, NOW)
    for gone in thinning.dropped:
        assert any(one.is_good and one.taken_at >= gone.taken_at for one in thinning.kept) or not gone.is_good


@given(collections)
def test_good_ones_of_the_last_day_go_only_for_a_newer_good_one_of_the_same_half_hour(backups):
    thinning = thinned(backups, NOW)
    for gone in thinning.dropped:
        if gone.is_good and NOW - gone.taken_at <= timedelta(days=1):
            assert any(
                timedelta() <= one.taken_at - gone.taken_at < timedelta(minutes=30)
                for one in thinning.kept
                if one.is_good
            )


@given(collections)
def test_doing_it_again_drops_nothing_more(backups):
    kept = thinned(backups, NOW).kept
    assert thinned(kept, NOW).kept == kept


@given(collections)
def test_bad_ones_never_change_which_good_ones_stay(backups):
    good = [one for one in backups if one.is_good]
    alone = thinned(good, NOW).kept
    assert tuple(one for one in thinned(backups, NOW).kept if one.is_good) == alone


@given(st.lists(st.integers(0, 3 * 365 * 24 * 2), min_size=1, max_size=300))
def test_however_long_people_work_the_good_ones_stay_few(half_hours):
    backups = [BackupMoment(str(n), NOW - timedelta(minutes=30 * n), is_good=True) for n in set(half_hours)]
    assert len(thinned(backups, NOW).kept) <= MOST_OF_A_DAY + DAYS + WEEKS + MONTHS


@given(st.lists(st.integers(1, 240), min_size=1, max_size=80))
def test_thinned_after_every_backup_something_old_always_remains(steps):
    """Months of work with a thinning after each backup: the newest is never alone once there were several days."""
    now, kept = datetime(2022, 1, 1, 8, 0, tzinfo=ZONES[0]), []
    first_day = now.date()
    for number, hours in enumerate(steps):
        now += timedelta(hours=hours)
        kept = list(thinned([*kept, BackupMoment(f"{number:03}", now, is_good=True)], now).kept)
        assert kept[0].taken_at == now
    if (now.date() - first_day).days > 3 and len(steps) > 2:
        assert len(kept) > 1
