"""Works with a file on a disk that is really full, or really read-only, and says as one JSON line how it went.

python narrow_disk_program.py full FOLDER PASSPHRASE SEED
python narrow_disk_program.py read-only FOLDER PASSPHRASE SEED
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.export_commands import export_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience


def refused(action) -> str:
    """The code with which something is refused, empty if it is done."""
    try:
        action()
    except ExpectedError as error:
        return error.code
    return ""


def full(folder: Path, passphrase: str, chance: random.Random) -> dict[str, object]:
    """Write until the disk is full, make room, go on; everything that was typed must be there."""
    ballast, file = folder / "pemberat", folder / "pelatihan.kotaham"
    ballast.write_bytes(bytes(1_400_000))  # what folding the log in takes, once it is gone
    workshop = Workshop.create(file, author="Rina", passphrase=passphrase)
    saved: list[str] = []
    code = ""
    while not code:
        record_id = f"catatan-{len(saved)}"
        text = f"{record_id} " + "kata " * chance.randint(200, 6000)
        code = refused(lambda record_id=record_id, text=text: workshop.create_record(
            "note", {"text": text}, record_id=record_id
        ))  # fmt: skip
        saved.append(record_id)
    waiting, copy = workshop.pending, folder / "salinan.kotaham"
    copied = refused(lambda: backup_commands.copy_workshop(file, copy, key=workshop.key))
    exported = refused(
        lambda: export_workshop(workshop, audience=Audience.TEAM, format="json", output=folder / "hasil.json")
    )
    whole = [path.name for path in (copy, folder / "hasil.json") if path.exists()]
    found_while_full = len(workshop.search("catatan", limit=5))
    with Workshop.open(file, read_only=True, passphrase=passphrase) as reader:
        found_while_full += reader.count("note") - len(saved)
    ballast.unlink()
    again = workshop.retry()
    workshop.create_record("note", {"text": "sesudah ada ruang"}, record_id="sesudah")
    workshop.close()
    with Workshop.open(file, author="Budi", passphrase=passphrase) as workshop:
        there = {note.id for note in workshop.records("note")}
        sound = workshop.check().is_sound
    lost = [one for one in (*saved, "sesudah") if one not in there]
    return {
        "code": code, "waiting": waiting, "copied": copied, "exported": exported, "whole": whole,
        "found": found_while_full, "again": again, "lost": lost, "sound": sound, "saved": len(saved),
    }  # fmt: skip


def read_only(folder: Path, passphrase: str, chance: random.Random) -> dict[str, object]:
    """A file on a disk that turns read-only, also with rows that a killed program left beside it."""
    file, elsewhere = folder / "pelatihan.kotaham", folder.parent / f"tempat-lain-{os.getpid()}"
    elsewhere.mkdir()
    with Workshop.create(file, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_record("note", {"text": "pertama"}, record_id="pertama")
    left_by_a_kill = chance.random() < 0.5
    if left_by_a_kill and os.fork() == 0:
        Workshop.open(file, author="Rina", passphrase=passphrase).create_record("note", {"text": "x"}, record_id="log")
        os.kill(os.getpid(), 9)
    if left_by_a_kill:
        os.wait()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    codes = {"open": refused(lambda: Workshop.open(file, author="Rina", passphrase=passphrase))}
    with Workshop.open(file, read_only=True, passphrase=passphrase) as workshop:
        there = {note.id for note in workshop.records("note")}
        key = workshop.key
        codes["export"] = refused(
            lambda: export_workshop(workshop, audience=Audience.TEAM, format="json", output=folder / "hasil.json")
        )
    codes["copy"] = refused(lambda: backup_commands.copy_workshop(file, folder / "salinan.kotaham", key=key))
    codes["backup"] = refused(lambda: backup_commands.back_up(file, folder / "cadangan", key=key))
    copy = elsewhere / "salinan.kotaham"
    codes["copy elsewhere"] = refused(lambda: backup_commands.copy_workshop(file, copy, key=key))
    with Workshop.open(copy, author="Rina", passphrase=passphrase) as workshop:
        copied = {note.id for note in workshop.records("note")}
    expected = {"pertama", "log"} if left_by_a_kill else {"pertama"}
    return {
        "codes": codes, "lost": sorted(expected - (there & copied)),
        "changed": {path.name: path.read_bytes() for path in folder.iterdir()} != before,
    }  # fmt: skip


if __name__ == "__main__":
    work = {"full": full, "read-only": read_only}[sys.argv[1]]
    told = work(Path(sys.argv[2]), sys.argv[3], random.Random(int(sys.argv[4])))
    sys.stdout.write(json.dumps(told) + "\n")
