"""Moments, sizes and counts as this screen tells them."""

from datetime import datetime, timedelta

from kotaham_desktop.domain.backup_thinning import DAYS, MONTHS, STEP, WEEKS
from kotaham_desktop.domain.dates import written_date, written_number, written_time
from kotaham_desktop.i18n import _, ngettext

_KILOBYTE = 1024
_MEGABYTE = _KILOBYTE * _KILOBYTE


def told_moment(moment: datetime, now: datetime) -> str:
    """``hari ini 10.42``, ``kemarin 16.03`` or the date with the time."""
    time = written_time(moment.timetz())
    if moment.date() == now.date():
        return _("hari ini {time}").format(time=time)
    if moment.date() == (now - timedelta(days=1)).date():
        return _("kemarin {time}").format(time=time)
    return _("{date}, {time}").format(date=written_date(moment.date()), time=time)


def capitalised(text: str) -> str:
    """The text with a large first letter, for the beginning of a row."""
    return text[:1].upper() + text[1:]


def told_size(size: int) -> str:
    """``340 KB`` or ``2,1 MB``."""
    if size < _MEGABYTE:
        return _("{n} KB").format(n=-(-size // _KILOBYTE))
    return _("{n} MB").format(n=written_number(size / _MEGABYTE, 1))


def told_records(count: int) -> str:
    """How many records there are."""
    return ngettext("{n} catatan", "{n} catatan", count).format(n=written_number(count))


def told_attachments(count: int) -> str:
    """How many attachments there are."""
    return ngettext("{n} lampiran", "{n} lampiran", count).format(n=written_number(count))


def thinning_rule() -> str:
    """Which backups stay, in one sentence."""
    return _(
        "Yang disimpan: satu tiap setengah jam dari hari terakhir, lalu satu untuk tiap hari ({days} hari), tiap "
        "minggu ({weeks} minggu), dan tiap bulan ({months} bulan); yang lain dihapus sendiri, tetapi tidak pernah "
        "satu-satunya yang utuh."
    ).format(days=DAYS, weeks=WEEKS, months=MONTHS)


def next_backup(last: datetime | None, last_change: datetime | None, now: datetime) -> str:
    """What comes next, in one sentence."""
    minutes = round(STEP.total_seconds() / 60)
    if last is None or last > now:
        return _("Cadangan pertama dibuat sendiri beberapa menit setelah ada perubahan.")
    if last_change is None or last_change <= last:
        return _("Belum ada perubahan sesudahnya; begitu ada, cadangan dibuat sendiri tiap {n} menit.").format(
            n=minutes
        )
    if now - last >= STEP:
        return _("Ada perubahan sesudahnya; cadangan berikutnya dibuat sendiri sebentar lagi.")
    time = written_time((last + STEP).astimezone(now.tzinfo).timetz())
    return _("Ada perubahan sesudahnya; cadangan berikutnya dibuat sendiri sekitar {time}.").format(time=time)
