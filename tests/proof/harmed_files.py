"""A file with everything in it, harmed in one place at a time, and what the program says of it."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import log
from kotaham_desktop.storage.keys import Key

PAGE = 4096
PASSPHRASE = "lampu di tepi dermaga"
SOUND = "sound"


def full_file(folder: Path, passphrase: str = "") -> Path:
    """A file with notes, photos, a decided and an open conflict, a deleted note, a merge and a trail."""
    path, other = folder / "pelatihan.kotaham", folder / "rekan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=passphrase) as rina:
        key = rina.key
        notes = [rina.create_record("note", {"text": f"catatan {number} " + "air mati " * 30}) for number in range(40)]
        item = rina.create_record("agenda_item", {"title": "Pembukaan", "minutes": 15})
        rina.attach(notes[0], bytes(range(256)) * 120, "image/png", caption="Sumur")
        rina.delete_record(notes[1])
    shutil.copyfile(path, other)
    with Workshop.open(other, author="Budi", key=key) as budi:
        budi.edit_text(notes[2], "text", "kata Budi " + budi.record(notes[2]).text("text"))
        budi.set_fields(item, {"minutes": 90, "room": "B"})
        budi.attach(notes[3], b"gambar" * 2000, "image/png")
    with Workshop.open(path, author="Rina", key=key) as rina:
        rina.edit_text(notes[2], "text", rina.record(notes[2]).text("text") + "kata Rina")
        rina.set_fields(item, {"minutes": 45, "room": "A"})
        rina.merge_file(other)
        rina.choose(rina.conflicts()[0].id, 0)
        rina.rest()
    other.unlink()
    return path


def everything(workshop: Workshop, connection: Any) -> tuple[Any, ...]:
    """All that a person could see of a file, in any screen, and all that a merge would bring to others."""
    records = {record.id: record for name in RECORD_TYPES for record in workshop.records(name, include_deleted=True)}
    contents = {
        record.text("sha256"): workshop.attachment_content(record.text("sha256"))
        for record in workshop.records("attachment", include_deleted=True)
    }
    history = workshop.history(limit=100_000)
    by_record = {record_id: workshop.history(record_id) for record_id in records}
    sessions = sorted(log.sessions(connection), key=lambda one: one.client_id)
    found = sorted(hit.record_id for hit in workshop.search("air"))
    return (
        workshop.workshop_id, records, contents, history, by_record, workshop.conflicts(), sessions, found,
        list(log.rows_after(connection)), workshop.acts(),
    )  # fmt: skip


def verdict(path: Path, key: Key | None, whole: tuple[Any, ...]) -> str:
    """What opening and checking say of a harmed file: a code, ``sound`` where nothing is lost, else ``unnoticed``."""
    try:
        with Workshop.open(path, author="Rina", key=key) as workshop:
            report = workshop.check()
            if not report.is_sound:
                return report.problems[0].code
            with closing(connections.beside_writer(path, key)) as connection:
                return SOUND if everything(workshop, connection) == whole else "unnoticed"
    except ExpectedError as error:
        return error.code


def places(size: int, count: int, generator: random.Random) -> Iterator[int]:
    """So many places in a file, spread over all of it."""
    for number in range(count):
        yield min(size - 1, number * size // count + generator.randrange(max(1, size // count)))
