"""Walked on whole files: made, migrated, locked anew."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from kotaham_desktop.application import passphrases
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import schema, workshop_file
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection
from tests.proof.walk_editing import NOTE, PHOTO, TEXT, fill
from tests.proof.walk_scene import (
    BEFORE,
    NEW_PASSPHRASE,
    Operation,
    Scene,
    Told,
    clear_words,
    digest,
    leftovers,
    opened,
    sound,
    whole_files,
)

FILES = Path(__file__).parent.parent / "files"
TARGET, ROWS = "salinan.kotaham", 40
OLDER = f"pelatihan.sebelum-v{schema.CURRENT_VERSION}.kotaham"


class OneStep(Operation):
    """Something that is done in one go: refused, it is done again once the disk works."""

    step = ""
    is_repeated = False
    """Whether it can be done again after it was done."""

    def run(self, scene: Scene) -> None:
        """Do it."""
        raise NotImplementedError

    def act(self, scene: Scene) -> None:
        scene.attempt(self.step, lambda: self.run(scene))

    def after(self, scene: Scene) -> None:
        if self.is_repeated or not self.is_done(scene):
            self.run(scene)
        scene.saved(self.step)

    def is_done(self, scene: Scene) -> bool:
        """Whether there is nothing left to do."""
        raise NotImplementedError

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        if scene.is_locked:
            yield from clear_words(scene)
        yield from self.outcome(scene, done=self.step in told.acknowledged)
        yield from whole_files(scene, without=self.not_ours)

    not_ours: tuple[str, ...] = ()
    """Files that are looked at otherwise, or were harmed from the beginning."""

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        """What is not as it must be; ``done`` says that somebody was told it is done."""
        raise NotImplementedError


def keep_before(scene: Scene, *paths: Path) -> None:
    """Keep files as they were, to compare."""
    (scene.folder / BEFORE).mkdir(exist_ok=True)
    for path in paths:
        shutil.copyfile(path, scene.folder / BEFORE / path.name)


def changed(scene: Scene, path: Path) -> Iterator[str]:
    """A file that must be byte for byte what it was."""
    if digest(path) != digest(scene.folder / BEFORE / path.name):
        yield f"{path.name} has changed"


def untouched(scene: Scene, path: Path) -> Iterator[str]:
    """A file that must be what it was, with nothing left beside it."""
    yield from changed(scene, path)
    for ending in ("-wal", "-shm", "-journal"):
        if path.with_name(path.name + ending).exists():
            yield f"left beside {path.name}: {ending}"


def holds_everything(workshop: Workshop) -> Iterator[str]:
    """The content of the filled file."""
    if not workshop.holds(NOTE) or workshop.record(NOTE).text("text") != TEXT:
        yield f"{workshop.path.name}: the note is not what it was"
    for photo in workshop.records("attachment"):
        if workshop.attachment_content(photo.text("sha256")) != PHOTO[:9000]:
            yield f"{workshop.path.name}: the picture is not what it was"


class Creating(OneStep):
    name = step = "create"

    def prepare(self, scene: Scene) -> None:
        """An empty folder."""

    def run(self, scene: Scene) -> None:
        Workshop.create(scene.file, author="Rina", passphrase=scene.passphrase).close()

    def is_done(self, scene: Scene) -> bool:
        return scene.file.exists()

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        if done and not scene.file.exists():
            yield "the new file is lost"
        if scene.file.exists():
            with scene.open() as workshop:
                yield from sound(workshop)
                if not workshop.holds("workshop"):
                    yield "the new file is half made: nothing describes the workshop"
            yield from leftovers(scene)


class Migrating(OneStep):
    step = "migrate"
    is_repeated = True

    def __init__(self, version: int) -> None:
        self.name = f"migrate format {version}"
        self._version = version

    def prepare(self, scene: Scene) -> None:
        shutil.copyfile(FILES / f"format-{self._version}.kotaham", scene.file)
        if scene.is_locked:
            lock_as_it_is(scene.file, Key.for_new_file(scene.passphrase))
        keep_before(scene, scene.file)

    def run(self, scene: Scene) -> None:
        scene.open().close()

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        if scene.is_locked:
            yield from clear_words(scene, "kampung nelayan")
        older = scene.folder / OLDER
        if older.exists():
            yield from self._older(scene, older)
        elif done:
            yield "the file as it was is not kept"
        with scene.open() as workshop:
            yield from sound(workshop)
            (note,) = workshop.records("note")
            (photo,) = workshop.records("attachment")
            if "kampung nelayan" not in note.text("text") or not workshop.attachment_content(photo.text("sha256")):
                yield "the work of the older format is not there"
            if [each.record_id for each in workshop.search("nelayan")] != [note.id]:
                yield "the older note is not found any more"
        yield from leftovers(scene)

    not_ours = (OLDER,)

    def _older(self, scene: Scene, older: Path) -> Iterator[str]:
        """The copy of the file as it was must be whole as soon as it has that name."""
        digests = []
        for path in (older, scene.folder / BEFORE / scene.file.name):
            try:
                with closing(connections.read_only(path, workshop_file.key_for(path, scene.passphrase))) as connection:
                    digests.append(old_content(connection))
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is no whole file
                yield f"{path.name} is no whole file: {error}"
        if len(set(digests)) > 1:
            yield f"{older.name} is not what the file was"


def old_content(connection: Connection) -> str:
    """Everything in a file but the mark that each copy has of its own."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(tables)]  # noqa: S608 - the file's own table names
    return repr([[row for row in found if row[:1] != ("opening",)] for found in rows])


def lock_as_it_is(path: Path, key: Key) -> None:
    """Encrypt a file without bringing it to the newest format."""
    locked = path.with_name("terkunci")
    with closing(connections.unchanging(path)) as connection:
        connection.execute("ATTACH DATABASE ? AS locked KEY ?", (str(locked), key.for_pragma))
        connection.execute("SELECT sqlcipher_export('locked')")
        for number in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA main.{number}").fetchone()[0]
            connection.execute(f"PRAGMA locked.{number}={value}")
    locked.replace(path)


class Relocking(OneStep):
    step = "relock"

    def __init__(self, name: str, run: Callable[[Scene], None], *, locked: bool, becomes: str) -> None:
        self.name, self._run, self.kinds, self._becomes = name, run, (locked,), becomes

    def prepare(self, scene: Scene) -> None:
        fill(scene, ROWS)

    def run(self, scene: Scene) -> None:
        self._run(scene)

    def is_done(self, scene: Scene) -> bool:
        if not self._becomes or not passphrases.is_encrypted(scene.file):
            return bool(self._becomes) == passphrases.is_encrypted(scene.file)
        with suppress(ExpectedError):
            Workshop.open(scene.file, read_only=True, passphrase=self._becomes).close()
            return True
        return False

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        is_done = self.is_done(scene)
        if self.step in told.acknowledged and not is_done:
            yield "the passphrase was acknowledged and is not the new one"
        with opened(scene, scene.file) as workshop:
            yield from sound(workshop)
            yield from holds_everything(workshop)
        yield from leftovers(scene)
        if passphrases.is_encrypted(scene.file):
            yield from clear_words(scene)


def _set(scene: Scene) -> None:
    passphrases.set_passphrase(scene.file, NEW_PASSPHRASE, author="Rina")


def _change(scene: Scene) -> None:
    passphrases.change_passphrase(scene.file, scene.passphrase, NEW_PASSPHRASE, author="Rina")


def _remove(scene: Scene) -> None:
    passphrases.remove_passphrase(scene.file, scene.passphrase, author="Rina")


FILES_MADE_AND_LOCKED: tuple[Operation, ...] = (
    Creating(),
    Migrating(1),
    Migrating(2),
    Relocking("set passphrase", _set, locked=False, becomes=NEW_PASSPHRASE),
    Relocking("change passphrase", _change, locked=True, becomes=NEW_PASSPHRASE),
    Relocking("remove passphrase", _remove, locked=True, becomes=""),
)
