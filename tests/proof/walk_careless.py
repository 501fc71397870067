"""Programs that are careless on purpose: a walk that finds nothing wrong with them would prove nothing."""

from collections.abc import Iterator

from kotaham_desktop.application.workshop import Workshop
from tests.proof.walk_editing import Command, Editing, fill
from tests.proof.walk_files import OneStep
from tests.proof.walk_scene import BEFORE, Operation, Scene, Told

NAMES = [f"orang-{number}" for number in range(6)]


def one_by_one(workshop: Workshop) -> None:
    for name in NAMES:
        workshop.create_record("person", {"name": name})


class HalfDone(Editing):
    """A list of people that is written one by one."""

    name = "careless: one by one"
    commands = (Command("list", one_by_one, lambda w: w.count("person") / len(NAMES)),)


class Unsynced(Editing):
    """Says that it has saved without waiting for the disk."""

    name = "careless: no sync"
    commands = HalfDone.commands

    def act(self, scene: Scene) -> None:
        with scene.open() as workshop:
            workshop.editing.file.connection.execute("PRAGMA synchronous=OFF")
            workshop.create_records([("person", {"name": name}) for name in NAMES])
            scene.saved("list")

    def after(self, scene: Scene) -> None:
        """Nothing is refused here."""


class InPlace(OneStep):
    """Writes over the only copy of a document."""

    name = step = "careless: in place"
    is_repeated = True

    def prepare(self, scene: Scene) -> None:
        fill(scene, 20)
        (scene.folder / BEFORE).mkdir()
        (scene.folder / "hasil.json").write_bytes(b"lama" * 5000)

    def run(self, scene: Scene) -> None:
        with (scene.folder / "hasil.json").open("wb") as stream:
            stream.write(b"baru" * 5000)

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        found = (scene.folder / "hasil.json").read_bytes()
        if found != b"baru" * 5000 and (done or found != b"lama" * 5000):
            yield "the document is half there"

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        yield from self.outcome(scene, done=self.step in told.acknowledged)


CARELESS: tuple[Operation, ...] = (HalfDone(), Unsynced(), InPlace())
