"""B3: a closed file is one file, and whatever leaves an open one takes its newest words along.

Copying the main file of an open workshop by hand misses what still stands in the log beside it, and every check calls
the copy sound; no path of the program does that.
"""

import random
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.passphrases import change_passphrase
from kotaham_desktop.application.workshop import Workshop
from tests.proof.figures import record
from tests.proof.scale import times

NOON = datetime(2022, 8, 23, 12, 0, tzinfo=timezone(timedelta(hours=7)))
PASSPHRASES = ("", "perahu di muara kali")


def written_by(workshop: Workshop, dice: random.Random) -> None:
    """Some work of a minute: new notes, text written on, a photo, something put aside."""
    notes = [one.id for one in workshop.records("note")]
    for _ in range(dice.randint(3, 12)):
        match dice.choice(("new", "new", "text", "photo", "delete")):
            case "text" if notes:
                note = dice.choice(notes)
                text = workshop.record(note).text("text")
                workshop.edit_text(note, "text", f"{text} {dice.getrandbits(32):x}")
            case "photo" if notes:
                workshop.attach(dice.choice(notes), dice.randbytes(9000), "image/png")
            case "delete" if len(notes) > 3:
                workshop.delete_record(notes.pop())
            case _:
                notes.append(workshop.create_record("note", {"text": f"{dice.getrandbits(32):x}"}))


def held(workshop: Workshop) -> dict[str, tuple[object, ...]]:
    """Everything that was acknowledged, attachments by their bytes."""
    records = [
        *workshop.records("note", include_deleted=True),
        *workshop.records("attachment", include_deleted=True),
    ]
    contents = {
        one.text("sha256"): workshop.attachment_content(one.text("sha256")) for one in records if "sha256" in one.values
    }
    return {one.id: (dict(one.values), one.deleted, contents.get(one.text("sha256"))) for one in records}  # fmt: skip


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.name + "-"))


@pytest.mark.timeout(3600)  # the long run takes its time
@pytest.mark.parametrize("passphrase", PASSPHRASES, ids=["plain", "encrypted"])
def test_a_closed_file_alone_holds_everything_that_was_acknowledged(tmp_path: Path, passphrase: str):
    path, tries, lost = tmp_path / "a.kotaham", times(8, 250), 0
    Workshop.create(path, author="Rina", passphrase=passphrase).close()
    for seed in range(tries):
        with Workshop.open(path, author="Rina", passphrase=passphrase) as workshop:
            written_by(workshop, random.Random(seed))
            expected = held(workshop)
        if passphrase and seed % 5 == 4:
            # Written anew under another key: that file is one file too.
            change_passphrase(path, passphrase, passphrase[::-1])
            passphrase = passphrase[::-1]
        carried = tmp_path / "di tempat lain" / "a.kotaham"
        carried.parent.mkdir(exist_ok=True)
        assert beside(path) == []
        shutil.copyfile(path, carried)
        with Workshop.open(carried, read_only=True, passphrase=passphrase) as found:
            lost += held(found) != expected
    record("B3", "closed files, each carried away as its one file", tries, lost)
    assert lost == 0


@pytest.mark.timeout(3600)  # the long run takes its time
@pytest.mark.parametrize("passphrase", PASSPHRASES, ids=["plain", "encrypted"])
def test_whatever_leaves_an_open_file_takes_its_newest_words_along(tmp_path: Path, passphrase: str):
    path, tries, lost, missed_by_hand = tmp_path / "a.kotaham", times(6, 250), 0, 0
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        key = workshop.key
        for seed in range(tries):
            written_by(workshop, random.Random(seed))
            expected = held(workshop)
            leaving = {
                "copy": lambda target: backup_commands.copy_workshop(path, target, key=key),
                "backup": lambda target, now=NOON + timedelta(hours=seed): backup_commands.restore(
                    backup_commands.back_up(path, tmp_path / "data", key=key, clock=lambda: now).backup.path,
                    target,
                    key=key,
                ),
            }
            for name, leave in leaving.items():
                target = tmp_path / f"{name} {seed}.kotaham"
                leave(target)
                with Workshop.open(target, read_only=True, key=key) as found:
                    lost += held(found) != expected
                target.unlink()
            by_hand = tmp_path / "tangan" / "a.kotaham"
            by_hand.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, by_hand)
            missed_by_hand += by_hand.stat().st_size == 0 or not same(by_hand, key, expected)
    record("B3", "copies and backups of a file while it is written", 2 * tries, lost)
    assert lost == 0
    assert missed_by_hand > 0, "copying by hand has become harmless: this battery would find nothing any more"


def same(path: Path, key: object, expected: dict[str, tuple[object, ...]]) -> bool:
    with Workshop.open(path, read_only=True, key=key) as found:
        return held(found) == expected
