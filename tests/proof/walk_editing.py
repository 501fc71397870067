"""Walked on an open workshop: writing, deleting, attaching, merging, rebuilding. One command is whole or not there."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from tests.proof.walk_scene import CANARY, Operation, Scene, Told, clear_words, leftovers, sound, whole_files

ROWS = 196
"""So many that the walked commands bring the file to the snapshot that is due after 200."""
PHOTO = bytes(range(256)) * 120
NOTE, OTHER, DELETED_NOTE, UNDONE = "catatan-1", "catatan-2", "catatan-3", "catatan-4"
TEXT = f"Warga bercerita tentang {CANARY}."


def fill(scene: Scene, rows: int = ROWS) -> None:
    """A workshop with a history, some notes and a picture."""
    with Workshop.create(scene.file, author="Rina", passphrase=scene.passphrase) as workshop:
        for record_id in (NOTE, OTHER, DELETED_NOTE, UNDONE):
            workshop.create_record("note", {"text": TEXT}, record_id=record_id)
        workshop.attach(OTHER, PHOTO[:9000], "image/png", caption="Peta")
        workshop.delete_record(DELETED_NOTE)
        for number in range(rows - workshop.check().log_rows):
            workshop.edit_text(UNDONE, "text", f"{TEXT} {number}")


@dataclass(frozen=True)
class Command:
    """One command and how far it is in a workshop: 0 not at all, 1 wholly; anything else is half."""

    name: str
    run: Callable[[Workshop], object]
    share: Callable[[Workshop], float]


class Editing(Operation):
    """Open, do the commands, close."""

    commands: tuple[Command, ...] = ()

    def prepare(self, scene: Scene) -> None:
        fill(scene)

    def act(self, scene: Scene) -> None:
        self._workshop: Workshop | None = None
        try:
            self._workshop = scene.open()
        except ExpectedError as error:
            scene.say("refused", what="open", code=error.code)
            return
        if all([scene.attempt(one.name, lambda one=one: one.run(self._workshop)) for one in self.commands]):  # noqa: C419 - all of them
            workshop, self._workshop = self._workshop, None
            scene.attempt("close", workshop.close)

    def after(self, scene: Scene) -> None:
        workshop = self._workshop or scene.open()
        if not workshop.retry():
            raise AssertionError("what waits for the disk is not written when it works again")
        for one in self.commands:
            if one.share(workshop) == 0:
                one.run(workshop)
        if workshop.pending:
            raise AssertionError("something still waits for the disk")
        workshop.create_record("note", {"text": "sesudahnya"}, record_id="sesudahnya")
        workshop.close()
        for what in (*(one.name for one in self.commands), "after"):
            scene.saved(what)

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        if scene.is_locked:
            yield from clear_words(scene)
        with scene.open() as workshop:
            yield from sound(workshop)
            yield from self.of_workshop(workshop, told)
        yield from leftovers(scene)
        yield from whole_files(scene, without=(scene.file.name,))

    def of_workshop(self, workshop: Workshop, told: Told) -> Iterator[str]:
        if not workshop.record(OTHER).text("text").startswith(TEXT):
            yield "an older note has changed"
        for one in self.commands:
            share = one.share(workshop)
            if share not in (0, 1):
                yield f"{one.name} is half there: {share}"
            if share != 1 and one.name in told.acknowledged:
                yield f"{one.name} was acknowledged and is lost"
        if "after" in told.acknowledged and not workshop.holds("sesudahnya"):
            yield "the next change was acknowledged and is lost"


def _text(workshop: Workshop, record_id: str, field: str = "text") -> str:
    return workshop.record(record_id).text(field) if workshop.holds(record_id) else ""


def _part(found: int, whole: int) -> float:
    return found / whole


SAVED = f"{TEXT} Air naik sampai lutut."
PEOPLE = [("person", {"name": f"Warga {number}"}) for number in range(12)]


class Saving(Editing):
    name = "save"
    commands = (
        Command("text", lambda w: w.edit_text(NOTE, "text", SAVED), lambda w: float(_text(w, NOTE) == SAVED)),
        Command(
            "fields",
            lambda w: w.set_fields(OTHER, {"speaker": "Ibu Sari", "level": "L0"}),
            lambda w: _part((_text(w, OTHER, "speaker") == "Ibu Sari") + (w.record(OTHER).level.code == "L0"), 2),
        ),
        Command(
            "note",
            lambda w: w.create_record("note", {"text": CANARY}, record_id="baru"),
            lambda w: float(_text(w, "baru") == CANARY),
        ),
        Command("list", lambda w: w.create_records(PEOPLE), lambda w: _part(w.count("person"), len(PEOPLE))),
    )


class Deleting(Editing):
    name = "delete"
    commands = (
        Command(
            "delete", lambda w: w.delete_record(NOTE), lambda w: float(NOTE not in {n.id for n in w.records("note")})
        ),
        Command(
            "restore",
            lambda w: w.restore_record(DELETED_NOTE),
            lambda w: float(DELETED_NOTE in {n.id for n in w.records("note")}),
        ),
    )


class Attaching(Editing):
    name = "attach"
    commands = (
        Command(
            "photo",
            lambda w: w.attach(NOTE, PHOTO, "image/png", caption="Dermaga"),
            lambda w: max((_photo_share(w, one) for one in w.records("attachment")), default=0.0),
        ),
    )


def _photo_share(workshop: Workshop, record: object) -> float:
    if record.text("caption") != "Dermaga":
        return 0.0
    return 1.0 if workshop.attachment_content(record.text("sha256")) == PHOTO else 0.5


class Merging(Editing):
    name = "merge"
    commands = (
        Command(
            "merge",
            lambda w: w.merge_file(w.path.with_name("rekan.kotaham")),
            lambda w: _part(
                sum(one.text("text").startswith("Dari Budi") for one in w.records("note"))
                + w.count("person")
                + sum(one.text("caption") == "Foto Budi" for one in w.records("attachment"))
                + ("tambahan Budi" in _text(w, OTHER))
                + len(w.conflicts()),
                30 + 20 + 1 + 1 + 1,
            ),
        ),
    )

    def prepare(self, scene: Scene) -> None:
        fill(scene)
        other = scene.folder / "rekan.kotaham"
        shutil.copyfile(scene.file, other)
        with Workshop.open(other, author="Budi", passphrase=scene.passphrase) as workshop:
            for number in range(30):
                workshop.create_record("note", {"text": f"Dari Budi {number}: {CANARY}"})
            workshop.create_records([("person", {"name": f"Orang {number}"}) for number in range(20)])
            workshop.attach(OTHER, PHOTO[::-1], "image/png", caption="Foto Budi")
            workshop.edit_text(OTHER, "text", f"{TEXT} tambahan Budi")
            workshop.set_fields(OTHER, {"speaker": "Pak Budi"})
        with scene.open() as workshop:
            workshop.set_fields(OTHER, {"speaker": "Ibu Rina"})


class Rebuilding(Editing):
    name = "rebuild"
    commands = (Command("rebuild", lambda w: w.rebuild(), lambda w: float(w.check().is_sound)),)


EDITING: tuple[Operation, ...] = (Saving(), Deleting(), Attaching(), Merging(), Rebuilding())
