"""A9: two programs on one file. One writes, the other reads; when the first dies, the next writes at once."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from tests.proof.figures import record
from tests.proof.scale import times

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("writing_program.py")
PASSPHRASE = "rumah biru di tepi kali"
RUSHING = """
import sys
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
sys.stdin.readline()
try:
    workshop = Workshop.open(Path(sys.argv[1]), author=sys.argv[2], passphrase=sys.argv[3])
except ExpectedError as error:
    print(error.code, flush=True)
else:
    print("writer", flush=True)
    sys.stdin.readline()
    workshop.create_record("note", {"text": sys.argv[2]}, record_id=sys.argv[2])
    workshop.close()
"""
pytestmark = pytest.mark.timeout(times(120, 3600))


def started(*command: str, passphrase: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KOTAHAM_PASSPHRASE": passphrase}
    return subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "locked"])
def test_the_second_program_reads_and_takes_over_when_the_first_dies(tmp_path, passphrase):
    file, lost = tmp_path / "pelatihan.kotaham", []
    Workshop.create(file, author="Rina", passphrase=passphrase).close()
    rounds = times(3, 20)
    for number in range(rounds):
        writer = started(str(WRITER), str(file), str(number), "typing", passphrase=passphrase)
        said = [writer.stdout.readline()]
        with pytest.raises(ExpectedError, match="file_locked") as raised:
            Workshop.open(file, author="Budi", passphrase=passphrase)
        assert raised.value.values["holder"] == "Rina"
        first = json.loads(said[0])
        with Workshop.open(file, read_only=True, passphrase=passphrase) as reader:
            lost += missing(reader, [first])
        writer.kill()
        rest, _ = writer.communicate()
        for line in rest.splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                said.append(line if json.loads(line) else "")
        with Workshop.open(file, author="Budi", passphrase=passphrase) as heir:
            assert heir.check().is_sound
            lost += missing(heir, [json.loads(line) for line in said])
    record("A9", "a second program beside a writer", rounds, len(lost))
    assert lost == []


def missing(workshop: Workshop, said: list[dict[str, str]]) -> list[dict[str, str]]:
    words = {word for note in workshop.records("note") for word in note.text("text").split()}
    captions = {one.text("caption") for one in workshop.records("attachment")}
    return [
        one for one in said if one.get("word", "") not in {*words, ""} or one.get("caption", "") not in {*captions, ""}
    ]


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "locked"])
def test_of_programs_that_open_at_the_same_moment_one_writes(tmp_path, passphrase):
    file = tmp_path / "pelatihan.kotaham"
    Workshop.create(file, author="Rina", passphrase=passphrase).close()
    rounds, wrong = times(2, 20), 0
    for number in range(rounds):
        names = [f"laptop-{number}-{one}" for one in range(4)]
        programs = [started("-c", RUSHING, str(file), name, passphrase, passphrase=passphrase) for name in names]
        for each in programs:
            each.stdin.write("\n")
            each.stdin.flush()
        answers = [each.stdout.readline().strip() for each in programs]
        for each in programs:
            each.communicate("\n")
        with Workshop.open(file, read_only=True, passphrase=passphrase) as workshop:
            winner = [name for name, answer in zip(names, answers, strict=True) if answer == "writer"]
            wrong += sorted(answers) != ["file_locked"] * 3 + ["writer"] or not all(map(workshop.holds, winner))
    record("A9", "four programs at the same moment", rounds, wrong)
    assert wrong == 0
