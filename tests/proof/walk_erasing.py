"""Walked while something is erased: from the open file, and from its backups. It is erased wholly or not yet."""

from collections.abc import Iterator
from datetime import timedelta

from kotaham_desktop.application import backup_commands, erasing
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.keys import is_plain
from tests.proof.walk_editing import NOTE, OTHER, PHOTO, TEXT, Command, Editing, fill
from tests.proof.walk_files import OneStep
from tests.proof.walk_scene import BEFORE, MORNING, SCRATCH, Operation, Scene, Told

SECRET = "perahu merah di muara"
ROWS = 30


def fill_with_a_secret(scene: Scene) -> None:
    """The usual file; one of its notes and its picture hold what will be erased."""
    fill(scene, ROWS)
    with scene.open() as workshop:
        workshop.set_fields(NOTE, {"speaker": SECRET, "answer": SECRET})
        workshop.attach(NOTE, SECRET.encode() + PHOTO, "image/png", caption=SECRET)


def erase(workshop: Workshop) -> None:
    """Erase the note."""
    plan = erasing.plan_erasure(workshop, record_ids=[NOTE])
    erasing.erase(workshop, plan, reason="uji", asked_by="uji")


def is_erased(workshop: Workshop) -> bool:
    """Whether the note and all that came with it are gone."""
    return not workshop.holds(NOTE) and not workshop.records("attachment", include_deleted=True, record=NOTE)


def secrets_left(scene: Scene) -> Iterator[str]:
    """Plain files in which what is erased can still be read."""
    for path in sorted(scene.folder.rglob("*")):
        is_ours = path.is_file() and BEFORE not in path.parts and SCRATCH not in path.parts
        if is_ours and SECRET.encode() in path.read_bytes():
            yield f"not erased: {path.relative_to(scene.folder)}"


class Erasing(Editing):
    name = "erase"
    costs = 7
    commands = (Command("erase", erase, lambda w: float(is_erased(w))),)

    def prepare(self, scene: Scene) -> None:
        fill_with_a_secret(scene)

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        yield from super().verify(scene, told)
        with scene.open() as workshop:
            erased = is_erased(workshop)
            if not erased and workshop.record(NOTE).text("text") != TEXT:
                yield "the note is half erased"
            workshop.records("note")
            if workshop.editing:
                workshop.rest()
            if erased and workshop.has_remains():
                yield "the pages were not made anew in a quiet moment"
        if erased:
            yield from secrets_left(scene)


class ErasingCopies(OneStep):
    """The file is erased already; its backups are written anew."""

    name, step = "erase backups", "erase backups"
    costs = 20

    def prepare(self, scene: Scene) -> None:
        fill_with_a_secret(scene)
        for days in (9, 5, 0):
            clock = lambda days=days: MORNING - timedelta(days=days)  # noqa: E731 - short and local
            backup_commands.back_up(scene.file, scene.folder / "cadangan", key=scene.key, clock=clock)
        with scene.open() as workshop:
            erase(workshop)

    def run(self, scene: Scene) -> None:
        with scene.open() as workshop:
            result = erasing.finish(workshop, self._places(scene))
        if result.to_do:
            raise AssertionError(f"a sound disk leaves something to do: {result.to_do}")

    def act(self, scene: Scene) -> None:
        def finish() -> None:
            with scene.open() as workshop:
                self._to_do = erasing.finish(workshop, self._places(scene)).to_do

        self._to_do = None
        if not scene.attempt("asked", finish) or self._to_do:
            return
        scene.saved(self.step)

    def is_done(self, scene: Scene) -> bool:
        with scene.open() as workshop:
            return not erasing.still_to_do(workshop, self._places(scene))

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        backups = sorted((scene.folder / "cadangan").rglob("*.kotaham"))
        if len([path for path in backups if not path.name.startswith(".")]) != len(self._expected(scene)):
            yield "a backup is lost"
        if done:
            yield from secrets_left(scene)
        self.run(scene)
        yield from secrets_left(scene)
        for backup in backup_commands.backups_of(scene.file, scene.folder / "cadangan", key=scene.key):
            with backup_commands.look_inside(backup.path, key=scene.key) as workshop:
                if workshop.holds(NOTE) or not workshop.record(OTHER).text("text").startswith(TEXT):
                    yield f"{backup.path.name} does not hold what it should"
            if scene.is_locked and is_plain(backup.path):
                yield f"{backup.path.name} is in clear"

    @staticmethod
    def _expected(scene: Scene) -> list[str]:
        return [path.stem for path in (scene.folder / "cadangan").rglob("*.json")]

    @staticmethod
    def _places(scene: Scene) -> erasing.Places:
        return erasing.Places(scene.folder / "cadangan")


ERASING: tuple[Operation, ...] = (Erasing(), ErasingCopies())
