"""Erasing from everything beside the open file that holds the same work: backups, the second place, older copies."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kotaham_desktop.domain.erasure import ErasedFile, Left, ToDo
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import durable_files, erasing_files, second_place, workshop_file
from kotaham_desktop.storage.backups import Backup, BackupFolder, described
from kotaham_desktop.storage.erasing_files import Known
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key, salt_of
from kotaham_desktop.storage.safe_copies import CopyProof

_LOCKED = frozenset({"passphrase_needed", "passphrase_wrong"})
_HARMED = frozenset({"file_damaged", "not_ours", "file_newer"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where backups lie: this laptop's folder of backups, and the second place (a stick), there or not."""

    root: Path | None = None
    second: Path | None = None


@dataclass(slots=True)
class CopiesDone:
    """What was written anew or removed, and what still holds what was erased."""

    files: list[ErasedFile] = field(default_factory=list)
    to_do: list[ToDo] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Original:
    """The open file as far as its copies are concerned; ``older`` are passphrases that it had before."""

    path: Path
    key: Key | None = field(repr=False)
    known: Known
    holder: str
    at: int
    older: tuple[str, ...] = field(default=(), repr=False)

    def key_of(self, path: Path) -> Key | None:
        """What opens a copy: the file's own key, or that of an older passphrase; the own one where none does."""
        with suppress(ExpectedError), told_as_expected(path):
            if self.older and workshop_file.is_encrypted(path):
                keys = [self.key, *(Key.from_passphrase(each, salt_of(path)) for each in self.older)]
                return next((key for key in keys if key is not None and erasing_files.opens(path, key)), self.key)
        return self.key


def erase_from_copies(
    file: Original, places: Places, *, progress: Callable[[float], None] = lambda _: None
) -> CopiesDone:
    """Write every copy within reach anew; what cannot be done now is told, nothing is raised for it."""
    done = CopiesDone()
    if not file.known.rows:
        return done
    for aside in erasing_files.logs_set_aside(file.path):
        _remove(aside, done)
    for path in erasing_files.older_copies(file.path):
        _write_anew(file, path, done)
    folders = list(_folders(file, places, done))
    backups = [(folder, backup) for folder in folders for backup in folder.all()]
    for folder in folders:
        for left_behind in durable_files.unfinished_files(folder.path):
            erasing_files.wipe(left_behind)
    for number, (folder, backup) in enumerate(backups):
        _write_backup_anew(file, folder, backup, done)
        progress(number / len(backups))
    done.to_do += [ToDo(str(path), Left.COPY) for path in _neighbours_that_lack(file)]
    progress(1.0)
    return done


def still_lacking(file: Original, places: Places) -> tuple[ToDo, ...]:
    """What :func:`erase_from_copies` would still have to do."""
    done = CopiesDone()
    if not file.known.rows:
        return ()
    paths = [*erasing_files.older_copies(file.path)]
    for folder in _folders(file, places, done):
        paths += [backup.path for backup in folder.all()]
    for path in paths:
        try:
            if erasing_files.lacks(path, file.known, file.key_of(path)):
                done.to_do.append(ToDo(str(path), Left.BUSY))
        except ExpectedError as error:
            done.to_do.append(ToDo(str(path), _left(error)))
    done.to_do += [ToDo(str(path), Left.BUSY) for path in erasing_files.logs_set_aside(file.path)]
    done.to_do += [ToDo(str(path), Left.COPY) for path in _neighbours_that_lack(file)]
    return tuple(done.to_do)


def _folders(file: Original, places: Places, done: CopiesDone) -> Iterator[BackupFolder]:
    own = BackupFolder(places.root, file.known.workshop_id) if places.root is not None else None
    if own is not None:
        yield own
    if places.second is None:
        return
    if second_place.is_there(places.second):
        yield BackupFolder(places.second, file.known.workshop_id)
    elif own is None or second_place.carried(own, places.second):
        done.to_do.append(ToDo(str(places.second), Left.AWAY))


def _neighbours_that_lack(file: Original) -> Iterator[Path]:
    for path in erasing_files.neighbours(file.path, file.known.workshop_id, file.key):
        try:
            if erasing_files.lacks(path, file.known, file.key):
                yield path
        except ExpectedError:
            yield path


def _write_backup_anew(file: Original, folder: BackupFolder, backup: Backup, done: CopiesDone) -> None:
    proof = _write_anew(file, backup.path, done)
    try:
        if proof is not None:
            folder.note(backup.path, proof)
        elif not backup.is_good and not any(each.place == str(backup.path) for each in done.to_do):
            # Written anew before, by a program that was killed before it could note what the backup holds now.
            folder.verify(backup, file.key_of(backup.path))
    except ExpectedError as error:
        done.to_do.append(ToDo(str(backup.path), _left(error)))


def _write_anew(file: Original, path: Path, done: CopiesDone) -> CopyProof | None:
    key = file.key_of(path)
    try:
        if not erasing_files.lacks(path, file.known, key):
            return None
        written = erasing_files.write_anew(path, file.known, key, holder=file.holder, at=file.at)
    except ExpectedError as error:
        done.to_do.append(ToDo(str(path), _left(error)))
        return None
    done.files.append(ErasedFile(path.name, written.before, written.proof.sha256))
    return written.proof


def _left(error: ExpectedError) -> Left:
    if error.code in _LOCKED:
        return Left.LOCKED
    return Left.HARMED if error.code in _HARMED else Left.BUSY


def _remove(path: Path, done: CopiesDone) -> None:
    try:
        with told_as_expected(path):
            before = durable_files.fingerprint_of_file(path)
    except ExpectedError:
        return
    erasing_files.wipe(path)
    if path.exists():
        done.to_do.append(ToDo(str(path), Left.BUSY))
    else:
        done.files.append(ErasedFile(path.name, before, ""))


def give_up(path: Path) -> ErasedFile:
    """Delete a copy that cannot be written anew, because nobody has its passphrase or it is harmed; for good.

    Raises ``ExpectedError``; anything but a backup or an older copy is left alone.
    """
    if described(path) is None and ".sebelum-v" not in path.name:
        raise ExpectedError("not_ours", name=path.name)
    with told_as_expected(path):
        before = durable_files.fingerprint_of_file(path)
    erasing_files.wipe(path)
    if path.exists():
        raise ExpectedError("file_read_only", name=path.name, path=str(path))
    with told_as_expected(path):
        path.with_suffix(".json").unlink(missing_ok=True)
    return ErasedFile(path.name, before, "")
