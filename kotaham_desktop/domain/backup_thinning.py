"""Which backups stay and when the next one is due: pure rules about moments, without a disk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

STEP = timedelta(minutes=30)
"""So much work at most is lost with the laptop's own file."""
LAST_DAY = timedelta(days=1)
DAYS, WEEKS, MONTHS = 12, 10, 9


@dataclass(frozen=True, slots=True)
class BackupMoment:
    """One backup: its name, when it was taken (with a time zone), and whether it was opened and found whole."""

    name: str
    taken_at: datetime
    is_good: bool


@dataclass(frozen=True, slots=True)
class Thinning:
    """What stays and what may go, both newest first."""

    kept: tuple[BackupMoment, ...]
    dropped: tuple[BackupMoment, ...]


def is_due(last_backup: datetime | None, last_change: datetime | None, now: datetime) -> bool:
    """Whether something has changed that no backup holds, and the last backup is half an hour old or none exists.

    A backup from the future (somebody set the clock back) says nothing about now.
    """
    if last_change is None:
        return False
    if last_backup is None or last_backup > now:
        return True
    return last_change > last_backup and now - last_backup >= STEP


def thinned(backups: Iterable[BackupMoment], now: datetime) -> Thinning:
    """Keep the last day in half hours, then one of each of 12 days, 10 weeks and 9 months that have one.

    Periods without a backup do not count, so a laptop that rests for a year loses nothing by it. Only good backups
    fill the places; what is not known to be good goes only where a good one is newer, and is thinned by the same steps
    until then. Without any good one nothing goes.
    """
    ordered = sorted(backups, key=lambda one: (one.taken_at, one.name), reverse=True)
    good = [one for one in ordered if one.is_good]
    if not good:
        return Thinning(tuple(ordered), ())
    doubtful = [one for one in ordered if not one.is_good and one.taken_at >= good[0].taken_at]
    keeping = {id(one) for one in _stay(good, now)} | {id(one) for one in _stay(doubtful, now)}
    return Thinning(
        tuple(one for one in ordered if id(one) in keeping),
        tuple(one for one in ordered if id(one) not in keeping),
    )


def worth_carrying(backups: Iterable[BackupMoment]) -> tuple[BackupMoment, ...]:
    """What a second place should hold: of each day the newest good one, the newest day first.

    So a stick that is pulled early has the newest.
    """
    ordered = sorted((one for one in backups if one.is_good), key=lambda one: (one.taken_at, one.name), reverse=True)
    return tuple(_first_of_each(ordered, lambda one: one.taken_at.date()))


def _stay(newest_first: Sequence[BackupMoment], now: datetime) -> list[BackupMoment]:
    recent = [one for one in newest_first if now - one.taken_at <= LAST_DAY]
    older = list(newest_first[len(recent) :])
    staying = _first_of_each(recent, lambda one: one.taken_at.timestamp() // STEP.total_seconds())
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        chosen = _first_of_each(older, period)[:most]
        staying += chosen
        if len(chosen) < most:
            # Every period of this size has its place; what is left shares a period with one that stays.
            return staying
        last = period(chosen[-1])
        older = [one for one in older if period(one) != last and one.taken_at < chosen[-1].taken_at]
    return staying


def _first_of_each(ordered: Sequence[BackupMoment], period: Callable[[BackupMoment], object]) -> list[BackupMoment]:
    first: dict[object, BackupMoment] = {}
    for one in ordered:
        first.setdefault(period(one), one)
    return list(first.values())


def _day(one: BackupMoment) -> date:
    return one.taken_at.date()


def _week(one: BackupMoment) -> tuple[int, int]:
    year, week, _ = one.taken_at.isocalendar()
    return year, week


def _month(one: BackupMoment) -> tuple[int, int]:
    return one.taken_at.year, one.taken_at.month
