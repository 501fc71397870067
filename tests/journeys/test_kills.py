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

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("writing_program.py")
KILLS = int(os.environ.get("KOTAHAM_KILLS", "200"))
"""More of them in a long run: ``KOTAHAM_KILLS=10000 python -m pytest tests/journeys/test_kills.py``."""


def acknowledged_until_killed(file: Path, seed: int, what: str, after: float) -> list[dict[str, str]]:
    """Run the writing program, kill it some time after its first word, and return what it called saved."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(file), str(seed), what],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
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


def missing(file: Path, saved: list[dict[str, str]]) -> list[dict[str, str]]:
    """What was called saved and is not in the file; the file itself must be sound."""
    with Workshop.open(file, author="Ratna") as workshop:
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


def half_taken(file: Path) -> list[str]:
    """Lists of people or merges of which only a part is in the file."""
    with Workshop.open(file, read_only=True) as workshop:
        firsts = [person.text("name").split()[0] for person in workshop.records("person")]
    return [word for word in set(firsts) if firsts.count(word) != 100]


@pytest.mark.timeout(280)
@pytest.mark.parametrize(("what", "share"), [("typing", 0.8), ("imports", 0.1), ("merges", 0.1)])
def test_no_kill_loses_what_was_shown_as_saved(tmp_path: Path, what: str, share: float):
    file = tmp_path / "pelatihan.kotaham"
    Workshop.create(file, author="Rina").close()
    shutil.copy(file, tmp_path / "laptop-b.kotaham")
    chance = random.Random(what)
    saved: list[dict[str, str]] = []
    for number in range(int(KILLS * share)):
        newly = acknowledged_until_killed(file, number, what, after=chance.uniform(0.0, 0.12))
        assert newly
        saved.extend(newly)
        if number % 10 == 9:
            assert not missing(file, saved)
            assert not half_taken(file)
        if what != "typing" and number % 10 == 9:
            file.unlink()
            Workshop.create(file, author="Rina").close()
            shutil.copy(file, tmp_path / "laptop-b.kotaham")
            saved.clear()
    assert not missing(file, saved)
