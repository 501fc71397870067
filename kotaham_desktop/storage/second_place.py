"""A second place for backups, such as a USB stick: marked when it is chosen, caught up with when it is there."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kotaham_desktop.domain.backup_thinning import worth_carrying
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import durable_files
from kotaham_desktop.storage.backups import Backup, BackupFolder, moment_in
from kotaham_desktop.storage.keys import is_plain
from kotaham_desktop.storage.safe_copies import told_of_the_place

MARK = ".tempat-cadangan-kota-ham"
"""Tells the chosen place from the empty folder that stays behind where a stick was mounted."""
_CARRIED = "dibawa.json"


@dataclass(frozen=True, slots=True)
class SecondPlaceState:
    """Whether the place is there, how many backups wait for it, and how old the newest good one there is.

    ``trouble`` is the code of what stopped the last catching up, empty if nothing did.
    """

    folder: Path
    is_reachable: bool
    pending: int
    last_good: datetime | None
    trouble: str = ""


def choose(folder: Path) -> None:
    """Mark a folder that is there as the second place; raises ``ExpectedError``."""
    mark = folder / MARK
    with told_of_the_place(mark):
        if not mark.exists():
            durable_files.write_synced(mark, b"")


def is_on_one_disk(folder: Path, other: Path) -> bool:
    """Whether two places lie on one disk, as far as the system can tell; the second need not be there yet."""
    while not other.exists() and other != other.parent:
        other = other.parent
    try:
        return folder.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def is_there(folder: Path) -> bool:
    """Whether the chosen place can be reached now."""
    return (folder / MARK).is_file()


def carried(own: BackupFolder, folder: Path) -> dict[str, Backup | None]:
    """What lies in the second place by name; from memory, without the backups themselves, where it is not there now."""
    if is_there(folder):
        return {one.path.name: one for one in BackupFolder(folder, own.path.name).all()}
    return dict.fromkeys(_remembered(own, folder))


def state_of(own: BackupFolder, line: str, folder: Path) -> SecondPlaceState:
    """How the second place stands; from memory where it is not there now."""
    is_reachable = is_there(folder)
    if is_reachable:
        known = [one.path.name for one in BackupFolder(folder, own.path.name).all(line) if one.is_good]
    else:
        known = _remembered(own, folder)
    here = {one.path.name: one for one in own.all(line)}
    waiting = [one for one in worth_carrying(one.moment for one in here.values()) if one.name not in known]
    moments = [named[0] for name in known if (named := moment_in(name)) and (not line or named[1] == line)]
    return SecondPlaceState(folder, is_reachable, len(waiting), max(moments, default=None))


def catch_up(
    own: BackupFolder,
    line: str,
    folder: Path,
    now: datetime,
    progress: Callable[[float], None] = lambda _: None,
) -> SecondPlaceState:
    """Carry what the second place lacks, newest first, and thin it there; whatever stops it is told in the state.

    Once the workshop has a passphrase, what lies there in clear goes as soon as a locked backup is there.
    What ``progress`` raises stops it before the next backup.
    """
    trouble = ""
    if is_there(folder):
        other = BackupFolder(folder, own.path.name)
        try:
            waiting = own.missing_in(other, line)
            for place, backup in enumerate(waiting):
                progress(place / len(waiting))
                _carry(own, backup, other, now)
            other.thin(line, now)
            with told_of_the_place(other.path):
                _remove_in_clear(own, other)
        except ExpectedError as error:
            trouble = error.code
        if is_there(folder):
            _remember(own, folder, [one.path.name for one in other.all() if one.is_good])
    found = state_of(own, line, folder)
    return SecondPlaceState(folder, found.is_reachable, found.pending, found.last_good, trouble)


def _carry(own: BackupFolder, backup: Backup, other: BackupFolder, now: datetime) -> None:
    if not own.is_unchanged(backup):
        own.note_as_bad(backup)
        return
    own.carry(backup, other, now)


def _remove_in_clear(own: BackupFolder, other: BackupFolder) -> None:
    """Take away what everybody can read once the workshop has a passphrase and a locked backup is there."""
    here, there = own.all(), other.all()
    readable = [one for one in there if is_plain(one.path)]
    if (
        here
        and any(one.is_good for one in there if one not in readable)
        and not any(is_plain(one.path) for one in here)
    ):
        for one in readable:
            other.remove(one)


def _remembered(own: BackupFolder, folder: Path) -> list[str]:
    with suppress(OSError, ValueError, AttributeError):
        names = json.loads((own.path / _CARRIED).read_text("utf-8")).get(str(folder), [])
        return [str(name) for name in names]
    return []


def _remember(own: BackupFolder, folder: Path, names: list[str]) -> None:
    try:
        known = json.loads((own.path / _CARRIED).read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    kept = known if isinstance(known, dict) else {}
    with suppress(OSError):
        durable_files.write_synced(own.path / _CARRIED, json.dumps({**kept, str(folder): names}).encode())
