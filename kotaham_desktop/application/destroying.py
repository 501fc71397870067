"""Destroying a whole training on this laptop: file, backups, older copies, name key; what stays is a certificate."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kotaham_desktop.application.erasing_copies import Places
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.erasure import Certificate, ErasedFile, Left, ToDo
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.storage import durable_files, erasing_files, name_key, second_place, workshop_file
from kotaham_desktop.storage.backups import BackupFolder
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.file_lock import WriterLock

_NOWHERE = Places()


def plan_destruction(workshop: Workshop, places: Places = _NOWHERE, *, reason: str, asked_by: str) -> Certificate:
    """What destroying the training would take, as a certificate on which all is still to be done; changes nothing.

    Raises ``ExpectedError``: ``reason_missing``, and ``legal_hold`` while a legal process needs the file.
    """
    if not reason.strip() or not asked_by.strip():
        raise ExpectedError("reason_missing")
    if workshop.record(WORKSHOP_ID).flag("legal_hold"):
        raise ExpectedError("legal_hold")
    files = _files_of(workshop.path, workshop.workshop_id, places)
    away = [ToDo(str(places.second), Left.AWAY)] if _is_away(places) else []
    copies = erasing_files.neighbours(workshop.path, workshop.workshop_id, workshop.key)
    return Certificate(
        kind="destroy",
        workshop_id=workshop.workshop_id,
        at=local_time(workshop.now()).isoformat(timespec="seconds"),
        subject="",
        basis="",
        reason=reason.strip(),
        asked_by=asked_by.strip(),
        done_by=workshop.author,
        records=(),
        fields=0,
        rows=0,
        contents=0,
        files=(),
        to_do=(
            *(ToDo(str(path), Left.BUSY) for path in files),
            *away,
            *(ToDo(str(path), Left.COPY) for path in copies),
        ),
        left_before=len(workshop.records("export_log", include_deleted=True)),
    )


def destroy(path: Path, plan: Certificate, places: Places = _NOWHERE) -> Certificate:
    """Overwrite and remove everything of a closed training, the file itself last; returns what is certified.

    A kill half-way leaves the file, so that the command can be given again. Raises ``ExpectedError`` where the file is
    open elsewhere; what else cannot be removed is told on the certificate.
    """
    with told_as_expected(path):
        lock = WriterLock(path, plan.done_by)
    done: list[ErasedFile] = []
    to_do = [each for each in plan.to_do if each.left in (Left.AWAY, Left.COPY)]
    try:
        workshop_file.clear_leftovers(path)
        for each in _files_of(path, plan.workshop_id, places):
            _remove(each, done, to_do)
    finally:
        lock.release()
    for folder in _folders(plan.workshop_id, places):
        for note in (*folder.path.glob("*.json"), *folder.path.glob(".*")):
            erasing_files.wipe(note)
        with suppress(OSError):
            folder.path.rmdir()
    return replace(plan, files=tuple(done), to_do=tuple(to_do))


def _files_of(path: Path, workshop_id: str, places: Places) -> list[Path]:
    """Everything that holds the training's work, the file itself last."""
    found = [backup.path for folder in _folders(workshop_id, places) for backup in folder.all()]
    found += [each for folder in _folders(workshop_id, places) for each in durable_files.unfinished_files(folder.path)]
    found += [*erasing_files.older_copies(path), *erasing_files.logs_set_aside(path)]
    found += durable_files.unfinished_files(path.parent, path)
    return [*found, *(each for each in (name_key.beside(path),) if each.exists()), path]


def _folders(workshop_id: str, places: Places) -> list[BackupFolder]:
    roots = [places.root] if places.root is not None else []
    if places.second is not None and second_place.is_there(places.second):
        roots.append(places.second)
    return [BackupFolder(root, workshop_id) for root in roots if (root / workshop_id).is_dir()]


def _is_away(places: Places) -> bool:
    return places.second is not None and not second_place.is_there(places.second)


def _remove(path: Path, done: list[ErasedFile], to_do: list[ToDo]) -> None:
    try:
        with told_as_expected(path):
            before = durable_files.fingerprint_of_file(path)
    except ExpectedError:
        before = ""
    erasing_files.wipe(path)
    if path.exists():
        to_do.append(ToDo(str(path), Left.BUSY))
    else:
        done.append(ErasedFile(path.name, before, ""))
