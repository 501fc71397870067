"""Backups and safe copies of a workshop file: taken beside the window's own work, listed, looked into, restored.

Every function here opens its own connection and may run in another thread than the window's. ``root`` is the folder
that holds the backups of all workshops of this laptop, :func:`backup_root` of the platform's data folder.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kotaham_desktop.application.erasing_copies import Original, Places, erase_from_copies
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import Clock, local_time, milliseconds, system_clock
from kotaham_desktop.domain.backup_thinning import is_due
from kotaham_desktop.domain.erasure import ToDo
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.storage import second_place, workshop_file
from kotaham_desktop.storage.backups import Backup, BackupFolder, all_folders, described, line_of
from kotaham_desktop.storage.erasing_files import known_to
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.safe_copies import CopyProof, make_copy
from kotaham_desktop.storage.scratch import ScratchFolder
from kotaham_desktop.storage.second_place import SecondPlaceState

Progress = Callable[[float], None]
"""Told how far the work is, 0 to 1; what it raises stops the work, which then leaves nothing half done."""


def _unwatched(share: float) -> None:
    """Nobody wants to know how far it is."""


_UNREADABLE = {"file_damaged", "file_missing", "not_ours", "passphrase_needed", "passphrase_wrong", "file_unreachable"}
"""Where the file itself cannot say whose backups it has, its place on the disk does."""


@dataclass(frozen=True, slots=True)
class BackupDone:
    """A backup that is on the disk and proven, how many older ones it made superfluous, and the second place.

    ``to_do`` are copies that still hold what the file has erased and could not be reached now either.
    """

    backup: Backup
    dropped: int
    second: SecondPlaceState | None
    to_do: tuple[ToDo, ...] = ()


def backup_root(data_folder: Path) -> Path:
    """Where the backups of this laptop lie."""
    return data_folder / "cadangan"


def back_up(
    path: Path,
    root: Path,
    *,
    key: Key | None = None,
    second: Path | None = None,
    clock: Clock = system_clock,
    progress: Progress = _unwatched,
) -> BackupDone:
    """Back up a file, thin its older backups and bring the second place up to date; raises ``ExpectedError``.

    A second place that is not there or refuses is told in the result, not raised: the first backup stands. Copies that
    were out of reach when something was erased from the file are written anew now.
    """
    now, line = clock(), line_of(path)
    with workshop_file.foreign(path, key) as source:
        folder = BackupFolder(root, workshop_file.meta(source, "workshop_id"))
        backup = folder.take(source, line, now, key, progress)
        erased = known_to(source)
    dropped = folder.thin(line, now)
    state = second_place.catch_up(folder, line, second, now) if second is not None else None
    original = Original(path, key, erased, "", milliseconds(now))
    left = erase_from_copies(original, Places(root, second)).to_do if erased.rows else []
    return BackupDone(backup, len(dropped), state, tuple(left))


def last_backup(workshop_id: str, path: Path, root: Path) -> datetime | None:
    """When this file was backed up last."""
    newest = next((one for one in BackupFolder(root, workshop_id).all(line_of(path)) if one.is_good), None)
    return newest.taken_at if newest else None


def should_back_up(workshop: Workshop, root: Path, *, clock: Clock = system_clock) -> bool:
    """Whether half an hour of work waits for a backup; cheap enough to ask every minute."""
    changed_at = workshop.changed_at()
    last_change = local_time(changed_at) if changed_at else None
    return is_due(last_backup(workshop.workshop_id, workshop.path, root), last_change, clock())


def backups_of(path: Path, root: Path, *, key: Key | None = None) -> list[Backup]:
    """The backups of a workshop, newest first; of a file that cannot be read any more, those taken at its place."""
    try:
        with workshop_file.foreign(path, key) as source:
            return BackupFolder(root, workshop_file.meta(source, "workshop_id")).all()
    except ExpectedError as error:
        if error.code not in _UNREADABLE:
            raise
    found = [one for folder in all_folders(root) for one in folder.all(line_of(path))]
    return sorted(found, key=lambda one: one.taken_at, reverse=True)


def verify_backup(backup: Backup, *, key: Key | None = None, progress: Progress = _unwatched) -> Backup:
    """Open a backup and read all of it; returns it with what was found."""
    return BackupFolder(backup.path.parent.parent, backup.path.parent.name).verify(backup, key, progress)


@contextmanager
def look_inside(backup: Path, *, key: Key | None = None) -> Iterator[Workshop]:
    """The workshop as a backup holds it, for reading; the backup itself is not touched, even one of an older format."""
    try:
        workshop = Workshop.open(backup, read_only=True, key=key)
    except ExpectedError as error:
        if error.code != "file_older_read_only":
            raise
        with ScratchFolder() as scratch:
            copied = scratch / backup.name
            restore(backup, copied, key=key)
            with Workshop.open(copied, key=key) as brought_up_to_date:
                yield brought_up_to_date
        return
    with workshop:
        yield workshop


def restored_name(original: Path, taken_at: datetime) -> Path:
    """A free name beside the original for what a backup of that moment holds."""
    stem = _("{name} (dipulihkan dari {moment})").format(name=original.stem, moment=f"{taken_at:%Y-%m-%d %H.%M}")
    target, count = original.with_name(f"{stem}{original.suffix}"), 1
    while target.exists():
        count += 1
        target = original.with_name(f"{stem} {count}{original.suffix}")
    return target


def restore(backup: Path, target: Path, *, key: Key | None = None, progress: Progress = _unwatched) -> CopyProof:
    """Make a new file from a backup, never over another one, and prove it row by row; raises ``ExpectedError``.

    Nothing in it needs a new id: each opening of a file writes under an id of its own, so the restored file and the one
    that went on can be merged.
    """
    return copy_workshop(backup, target, key=key, progress=progress)


def copy_workshop(path: Path, target: Path, *, key: Key | None = None, progress: Progress = _unwatched) -> CopyProof:
    """A complete copy for a colleague or a stick, proven and on the disk; an encrypted file's copy has the same key.

    Raises ``ExpectedError``; nothing stands under the final name unless it is whole.
    """
    with workshop_file.foreign(path, key) as source:
        return make_copy(source, target, key, progress)


def key_of(path: Path, passphrase: str) -> Key | None:
    """What opens a file or a backup, None for a plain one; raises ``ExpectedError``."""
    return workshop_file.key_for(path, passphrase)


def choose_second_place(folder: Path) -> None:
    """Mark a folder, on a stick for example, as the second place of backups; raises ``ExpectedError``."""
    second_place.choose(folder)


def shares_disk(folder: Path, root: Path) -> bool:
    """Whether a second place would be lost together with the first."""
    return second_place.is_on_one_disk(folder, root)


def second_place_state(workshop_id: str, path: Path, root: Path, folder: Path) -> SecondPlaceState:
    """How the second place stands, without copying anything."""
    return second_place.state_of(BackupFolder(root, workshop_id), line_of(path), folder)


def catch_up_second_place(
    workshop_id: str,
    path: Path,
    root: Path,
    folder: Path,
    *,
    clock: Clock = system_clock,
    progress: Progress = _unwatched,
) -> SecondPlaceState:
    """Carry to the second place what it lacks; no key is needed. For when a stick is plugged in."""
    return second_place.catch_up(BackupFolder(root, workshop_id), line_of(path), folder, clock(), progress)


def remove_backups_in_clear(workshop_id: str, root: Path) -> int:
    """Delete the unencrypted backups of a workshop that now has a passphrase; returns how many there were.

    The caller has taken an encrypted backup first. Raises ``ExpectedError``.
    """
    folder = BackupFolder(root, workshop_id)
    readable = [one for one in folder.all() if not workshop_file.is_encrypted(one.path)]
    for one in readable:
        folder.remove(one)
    return len(readable)


def is_backup(path: Path) -> bool:
    """Whether a file is one of our backups, which is looked into and restored rather than worked in."""
    return described(path) is not None
