"""What backups there are of a workshop, here and in the second place, and what one of them holds against today's file.

Every function opens its own connection and may run in another thread than the window's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop.application.backup_commands import key_of, look_inside
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.storage import second_place
from kotaham_desktop.storage.backups import Backup, BackupFolder, all_folders, line_of
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key, is_plain, salt_of


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup and where it lies; ``backup.path`` is the one on this laptop where there is one."""

    backup: Backup
    is_here: bool
    is_there: bool
    is_of_this_file: bool


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Records of one type: in the backup, in today's file, and how the two differ.

    ``missing`` are today's that the backup lacks, ``newer`` those written on since, ``returning`` those that only the
    backup still has.
    """

    type: str
    held: int
    today: int = 0
    missing: int = 0
    newer: int = 0
    returning: int = 0


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a backup holds; ``is_compared`` says whether today's file could be read beside it."""

    title: str
    last_change: int
    counts: tuple[TypeCount, ...]
    is_compared: bool

    @property
    def missing(self) -> int:
        """Records of today's file that the backup lacks."""
        return sum(one.missing for one in self.counts)

    @property
    def newer(self) -> int:
        """Records that were written on since."""
        return sum(one.newer for one in self.counts)

    @property
    def returning(self) -> int:
        """Records that only the backup still has."""
        return sum(one.returning for one in self.counts)


def kept_backups(workshop_id: str, path: Path, root: Path, second: Path | None = None) -> list[KeptBackup]:
    """The backups of a workshop, newest first, each once.

    Without its id (the file cannot be read) those that were taken at the file's place.
    """
    line = line_of(path)
    if workshop_id:
        return _joined(BackupFolder(root, workshop_id), line, second, "")
    found = [one for folder in all_folders(root) for one in _joined(folder, line, second, line)]
    if second is not None and second_place.is_there(second):
        known = {one.backup.path.name for one in found}
        elsewhere = [backup for folder in all_folders(second) for backup in folder.all(line)]
        found += [KeptBackup(one, False, True, True) for one in elsewhere if one.path.name not in known]
    return _newest_first(found)


def backups_in(folder: Path) -> list[KeptBackup]:
    """The backups that lie in a folder, such as a second place that another laptop filled, newest first."""
    found = [backup for one in (BackupFolder(folder, "."), *all_folders(folder)) for backup in one.all()]
    return _newest_first([KeptBackup(one, False, True, True) for one in found])


def _joined(folder: BackupFolder, line: str, second: Path | None, only: str) -> list[KeptBackup]:
    carried = second_place.carried(folder, second) if second is not None else {}
    here = folder.all(only)
    names = {one.path.name for one in here}
    found = [KeptBackup(one, True, one.path.name in carried, one.line == line) for one in here]
    for name, backup in carried.items():
        if name not in names and backup is not None and (not only or backup.line == only):
            found.append(KeptBackup(backup, False, True, backup.line == line))
    return _newest_first(found)


def _newest_first(found: list[KeptBackup]) -> list[KeptBackup]:
    return sorted(found, key=lambda one: (one.backup.taken_at, one.backup.path.name), reverse=True)


def key_that_opens(backup: Path, own: Key | None, passphrase: str = "") -> Key | None:
    """What opens a backup: nothing for a plain one, the open file's own key where both were locked together.

    An older passphrase has to be typed: raises ``ExpectedError("passphrase_needed")``.
    """
    with told_as_expected(backup):
        if own is not None and not passphrase and not is_plain(backup) and salt_of(backup) == own.salt:
            return own
    return key_of(backup, passphrase)


def contents_of_backup(
    backup: Path,
    key: Key | None,
    *,
    today: Path | None = None,
    today_key: Key | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> BackupContents:
    """What a backup holds, and how today's file differs from it where there is one; raises ``ExpectedError``."""
    with look_inside(backup, key=key) as workshop:
        progress(0.2)
        held = _records(workshop)
        title, last_change = workshop.record(WORKSHOP_ID).text("title"), workshop.changed_at()
    progress(0.5)
    current: dict[str, dict[str, Record]] = {}
    if today is not None:
        with Workshop.open(today, read_only=True, key=today_key) as workshop:
            current = _records(workshop)
    progress(0.9)
    counts = tuple(_counted(name, held[name], current.get(name, {}), today is not None) for name in RECORD_TYPES)
    return BackupContents(title, last_change, tuple(one for one in counts if one.held or one.today), today is not None)


def _records(workshop: Workshop) -> dict[str, dict[str, Record]]:
    return {name: {one.id: one for one in workshop.records(name)} for name in RECORD_TYPES}


def _counted(name: str, held: dict[str, Record], current: dict[str, Record], is_compared: bool) -> TypeCount:
    if not is_compared:
        return TypeCount(name, len(held))
    newer = sum(held[one].values != current[one].values for one in held.keys() & current.keys())
    return TypeCount(
        name, len(held), len(current), len(current.keys() - held.keys()), newer, len(held.keys() - current.keys())
    )
