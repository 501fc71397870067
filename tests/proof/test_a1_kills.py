"""A laptop that dies: the writing program is killed (-9) again and again, and nothing shown as saved may be missing."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from tests.proof.figures import record
from tests.proof.scale import LONG, times

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("writing_program.py")
KILLS = times(ci=150, long=5000)
"""Of a file without and of one with a passphrase."""
PASSPHRASE = "rumah biru di tepi kali"


def acknowledged_until_killed(file: Path, passphrase: str, seed: int, what: str, after: float) -> list[dict[str, str]]:
    """Run the writing program, kill it some time after its first word, and return what it called saved."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KOTAHAM_PASSPHRASE": passphrase}
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(file), str(seed), what],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    first = process.stdout.readline()
    killer = threading.Timer(after, process.kill)
    killer.start()
    rest, complaints = process.communicate(timeout=60)
    killer.join()
    assert process.returncode == -9, complaints
    lines = (first + rest).splitlines()
    found = []
    for line in lines:
        # The last line may be torn: then it was never read as saved.
        with contextlib.suppress(json.JSONDecodeError):
            found.append(json.loads(line))
    return found


def missing(file: Path, passphrase: str, saved: list[dict[str, str]]) -> list[dict[str, str]]:
    """What was called saved and is not in the file; the file itself must be sound."""
    with Workshop.open(file, author="Ratna", passphrase=passphrase) as workshop:
        assert workshop.check().is_sound
        texts = {note.id: note for note in workshop.records("note")}
        everything = "\n".join(note.text("text") for note in texts.values())
        captions = {record.text("caption") for record in workshop.records("attachment")}
        names = [person.text("name") for person in workshop.records("person")]
    last_speaker = {one["record"]: one["speaker"] for one in saved if "speaker" in one}
    lost = [one for one in saved if "word" in one and one["word"] not in texts[one["record"]].text("text").split()]
    lost += [one for one in saved if "caption" in one and one["caption"] not in captions]
    lost += [one for one in saved if "list" in one and sum(one["list"] in name for name in names) != 100]
    lost += [one for one in saved if "merged" in one and everything.count(one["merged"]) != 40]
    # The field may have been written once more just before the kill, never less often.
    lost += [{"record": note} for note, speaker in last_speaker.items() if not texts[note].text("speaker")]
    return lost


def half_taken(file: Path, passphrase: str) -> list[str]:
    """Lists of people or merges of which only a part is in the file."""
    with Workshop.open(file, read_only=True, passphrase=passphrase) as workshop:
        firsts = [person.text("name").split()[0] for person in workshop.records("person")]
    return [word for word in set(firsts) if firsts.count(word) != 100]


@pytest.mark.timeout(280 if not LONG else 0)
@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "encrypted"])
@pytest.mark.parametrize(("what", "share"), [("typing", 0.8), ("imports", 0.1), ("merges", 0.1)])
def test_no_kill_loses_what_was_shown_as_saved(tmp_path: Path, what: str, share: float, passphrase: str):
    file = tmp_path / "pelatihan.kotaham"
    chance = random.Random(what)
    saved: list[dict[str, str]] = []
    lost: list[object] = []

    def begin() -> None:
        # Over what a kill may have left beside the other laptop's file: its rows must not get into this one.
        Workshop.create(file, author="Rina", passphrase=passphrase).close()
        shutil.copy(file, tmp_path / "laptop-b.kotaham")
        saved.clear()

    begin()
    kills = int(KILLS * share)
    for number in range(1, kills + 1):
        newly = acknowledged_until_killed(file, passphrase, number, what, after=chance.uniform(0.0, 0.12))
        assert newly
        saved.extend(newly)
        if number % 10 == 0 or number == kills:
            lost += [*missing(file, passphrase, saved), *half_taken(file, passphrase)]
            if what != "typing" or number % 100 == 0:
                file.unlink()
                begin()
    record("A1", f"killed while {what}", kills, len(lost))
    assert lost == []
