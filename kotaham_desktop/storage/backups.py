"""Dated backups of one workshop in one folder: taken, listed, proven, thinned, carried to a second place.

Names tell a date and nothing else, because a folder of backups must not say what a locked file is about. Beside each
backup lies a small file with what it was found to hold when it was opened last. ``line`` tells apart the backups of
two copies of one workshop on one laptop, so that thinning never drops one copy's work for the sake of the other's.
"""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kotaham_desktop.domain.backup_thinning import BackupMoment, thinned, worth_carrying
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import durable_files, safe_copies
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.safe_copies import CopyProof

SUFFIX = ".kotaham"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2}[+-]\d{4}) ([0-9a-f]{8})(?: \d+)?")
_FORMAT = "%Y-%m-%d %H.%M.%S%z"
_LEFT_BEHIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as the folder and its note about it tell; without a note the counts are 0 and it is not good yet."""

    path: Path
    taken_at: datetime
    line: str
    size: int
    is_good: bool = False
    sha256: str = ""
    rows: int = 0
    records: int = 0
    attachments: int = 0

    @property
    def moment(self) -> BackupMoment:
        """What the rules of thinning know of it."""
        return BackupMoment(self.path.name, self.taken_at, self.is_good)


def line_of(path: Path) -> str:
    """The line of backups that belongs to the file at that place; tells nothing about its name."""
    return hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:8]


class BackupFolder:
    """The backups of one workshop below ``root``."""

    def __init__(self, root: Path, workshop_id: str) -> None:
        self.path = root / workshop_id

    def all(self, line: str = "") -> list[Backup]:
        """The backups, newest first; of one line where it is named."""
        found = [backup for path in self.path.glob(f"*{SUFFIX}") if (backup := described(path)) is not None]
        found.sort(key=lambda one: (one.taken_at, one.path.name), reverse=True)
        return [one for one in found if not line or one.line == line]

    def take(
        self,
        source: Connection,
        line: str,
        now: datetime,
        key: Key | None,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Backup:
        """Back up the open file; returns when the backup is on the disk and proven, else raises ``ExpectedError``."""
        self.prepare(now)
        target = self._free_name(now, line)
        proof = safe_copies.make_copy(source, target, key, progress)
        return self.note(target, proof)

    def prepare(self, now: datetime) -> None:
        """Make the folder, and clear away what a pulled stick or a killed program left half-written long ago."""
        with safe_copies.told_of_the_place(self.path / SUFFIX):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in durable_files.unfinished_files(self.path):
            with suppress(OSError):
                if now.timestamp() - path.stat().st_mtime > _LEFT_BEHIND.total_seconds():
                    path.unlink()

    def _free_name(self, now: datetime, line: str) -> Path:
        stem = f"{now.strftime(_FORMAT)} {line}"
        name, count = f"{stem}{SUFFIX}", 1
        while (self.path / name).exists():
            count += 1
            name = f"{stem} {count}{SUFFIX}"
        return self.path / name

    def note(self, path: Path, proof: CopyProof) -> Backup:
        """Keep what a backup was found to hold; one with a harmed attachment stays, but never stands for a good one."""
        contents = proof.contents
        facts = {
            "good": contents.harmed == 0,
            "sha256": proof.sha256,
            "size": proof.size,
            "rows": contents.rows,
            "records": contents.records,
            "attachments": contents.attachments,
        }
        with safe_copies.told_of_the_place(path):
            durable_files.write_synced(_note_path(path), json.dumps(facts).encode())
        found = described(path)
        if found is None:
            raise ExpectedError("file_missing", name=path.name)
        return found

    def verify(self, backup: Backup, key: Key | None, progress: Callable[[float], None] = lambda _: None) -> Backup:
        """Open a backup and read all of it; returns it with what was found."""
        try:
            proof = safe_copies.prove(backup.path, key, progress)
        except ExpectedError as error:
            if error.code != "file_damaged":
                raise
            return self.note_as_bad(backup)
        return self.note(backup.path, proof)

    def note_as_bad(self, backup: Backup) -> Backup:
        """Keep in mind that a backup is harmed; it stays, for salvage, but stands for nothing."""
        with told_as_expected(backup.path):
            durable_files.write_synced(_note_path(backup.path), json.dumps({"good": False}).encode())
        return Backup(backup.path, backup.taken_at, backup.line, backup.size)

    def is_unchanged(self, backup: Backup) -> bool:
        """Whether the bytes are those that were found good; raises ``ExpectedError`` where they cannot be read."""
        with told_as_expected(backup.path):
            return backup.is_good and durable_files.fingerprint_of_file(backup.path) == backup.sha256

    def thin(self, line: str, now: datetime) -> list[Backup]:
        """Delete what the rules let go; returns it.

        Before one goes, the good one that stays in its place is read again; if that one is harmed, it stands for
        nothing any more and the rules are asked again.
        """
        proven: set[str] = set()
        while True:
            by_name = {one.path.name: one for one in self.all(line)}
            thinning = thinned((one.moment for one in by_name.values()), now)
            needed = {_stands_for(gone, thinning.kept) for gone in thinning.dropped} - proven
            harmed = [name for name in sorted(needed) if not self.is_unchanged(by_name[name])]
            if not harmed:
                break
            for name in harmed:
                self.note_as_bad(by_name[name])
            proven |= needed - set(harmed)
        gone = [by_name[one.name] for one in thinning.dropped]
        for one in gone:
            self.remove(one)
        return gone

    def remove(self, backup: Backup) -> None:
        """Delete a backup and what was noted about it; raises ``ExpectedError``."""
        with told_as_expected(backup.path):
            backup.path.unlink(missing_ok=True)
            _note_path(backup.path).unlink(missing_ok=True)

    def missing_in(self, other: "BackupFolder", line: str) -> list[Backup]:
        """The backups that a second place should have and has not, newest first."""
        there = {one.path.name for one in other.all(line) if one.is_good}
        here = {one.path.name: one for one in self.all(line)}
        return [here[one.name] for one in worth_carrying(b.moment for b in here.values()) if one.name not in there]

    def carry(self, backup: Backup, other: "BackupFolder", now: datetime) -> Backup:
        """Copy a backup to a second place, byte for byte, and read it back; raises ``ExpectedError``.

        A backup is finished and nobody writes it, so its bytes are the whole of it, and no key is needed.
        """
        other.prepare(now)
        target = other.path / backup.path.name
        unfinished = durable_files.unfinished_name(target)
        with safe_copies.told_of_the_place(target):
            try:
                if durable_files.copy_bytes(backup.path, unfinished) != backup.sha256:
                    raise ExpectedError("copy_not_proven", name=target.name)
                with suppress(FileNotFoundError):
                    target.unlink()  # one of that name is there, but not good
                safe_copies.put_in_place(unfinished, target)
                durable_files.write_synced(_note_path(target), _note_path(backup.path).read_bytes())
            finally:
                durable_files.remove_unfinished(unfinished)
        carried = described(target)
        if carried is None:
            raise ExpectedError("file_missing", name=target.name)
        return carried


def all_folders(root: Path) -> list[BackupFolder]:
    """The folders of every workshop below ``root``."""
    if not root.is_dir():
        return []
    return [BackupFolder(root, path.name) for path in sorted(root.iterdir()) if path.is_dir()]


def moment_in(name: str) -> tuple[datetime, str] | None:
    """When a backup of that name was taken, and its line; None where the name is none of ours."""
    named = _NAME.fullmatch(name.removesuffix(SUFFIX))
    if named is None:
        return None
    try:
        return datetime.strptime(named[1], _FORMAT), named[2]  # noqa: DTZ007 - the zone is in the name
    except ValueError:
        return None


def described(path: Path) -> Backup | None:
    """The backup at that path, or None where the name is none of ours or it has gone meanwhile."""
    named = moment_in(path.name)
    if named is None:
        return None
    taken_at, line = named
    try:
        size = path.stat().st_size
    except OSError:
        return None
    bare = Backup(path, taken_at, line, size)
    try:
        facts = json.loads(_note_path(path).read_text("utf-8"))
        if not facts["good"] or facts["size"] != size:
            return bare
        counts = (int(facts["rows"]), int(facts["records"]), int(facts["attachments"]))
        return Backup(path, taken_at, line, size, True, str(facts["sha256"]), *counts)
    except (OSError, ValueError, KeyError, TypeError):
        return bare


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _stands_for(gone: BackupMoment, kept: tuple[BackupMoment, ...]) -> str:
    """The name of the good one that holds the newer state in the place of one that goes."""
    newer = [one for one in kept if one.is_good and one.taken_at >= gone.taken_at]
    return min(newer, key=lambda one: (one.taken_at, one.name)).name
