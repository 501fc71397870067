"""A program that writes into a workshop until it is killed, and says of each change that it is on the disk.

    python writing_program.py FILE SEED WHAT

Every acknowledgement is one JSON line, printed after the command has returned.
"""

import json
import os
import random
import sys
from pathlib import Path

from kotaham_desktop.application.workshop import Workshop

PASSPHRASE = os.environ.get("KOTAHAM_PASSPHRASE", "")


def acknowledge(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def typing(workshop: Workshop, chance: random.Random) -> None:
    """Notes that grow, fields that change, pictures that are attached."""
    notes = [note.id for note in workshop.records("note")] or [workshop.create_record("note", {"text": "awal"})]
    number = 0
    while True:
        number += 1
        note = chance.choice(notes)
        word = f"w{chance.getrandbits(40):x}"
        match chance.randrange(8):
            case 0:
                note = workshop.create_record("note", {"text": word})
                notes.append(note)
            case 1:
                workshop.set_fields(note, {"speaker": word})
                acknowledge(record=note, speaker=word)
                continue
            case 2:
                workshop.attach(note, word.encode() * 500, "image/png", caption=word)
                acknowledge(caption=word)
                continue
            case _:
                workshop.edit_text(note, "text", workshop.record(note).text("text") + " " + word)
        acknowledge(record=note, word=word)


def imports(workshop: Workshop, chance: random.Random) -> None:
    """Whole lists of people, each taken in at once."""
    while True:
        word = f"w{chance.getrandbits(40):x}"
        workshop.create_records([("person", {"name": f"{word} {number}"}) for number in range(100)])
        acknowledge(list=word)


def merges(workshop: Workshop, chance: random.Random) -> None:
    """Another laptop's work, made anew beside the file before each merge."""
    other = workshop.path.with_name("laptop-b.kotaham")
    while True:
        word = f"w{chance.getrandbits(40):x}"
        with Workshop.open(other, author="Budi", passphrase=PASSPHRASE) as colleague:
            colleague.create_records([("note", {"text": f"{word} {number}"}) for number in range(40)])
        workshop.merge_file(other, passphrase=PASSPHRASE)
        acknowledge(merged=word)


def main() -> None:
    chance = random.Random(int(sys.argv[2]))
    with Workshop.open(Path(sys.argv[1]), author="Rina", passphrase=PASSPHRASE) as workshop:
        {"typing": typing, "imports": imports, "merges": merges}[sys.argv[3]](workshop, chance)


if __name__ == "__main__":
    main()
