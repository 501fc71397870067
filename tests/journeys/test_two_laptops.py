"""Two laptops: two programs write in two copies of one file, the same text and the same field, and merge both ways."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import RECORD_TYPES

ROOT = Path(__file__).parents[2]

LAPTOP = """
import json, sys
from pathlib import Path
from kotaham_desktop.application.workshop import Workshop

path, author, note, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
words = []
with Workshop.open(path, author=author) as workshop:
    for number in range(60):
        word = f"{author}{number}"
        text = workshop.record(note).text("text")
        place = (number * 7) % (len(text) + 1)
        place = text.find(" ", place) if text.find(" ", place) >= 0 else len(text)
        workshop.edit_text(note, "text", text[:place] + f" {word}" + text[place:])
        words.append(word)
    workshop.set_fields(note, {"kind": kind, "speaker": author})
    workshop.create_record("case_study", {"title": f"Kasus {author}", "chronology": "Kronologi 😀 " + author})
print(json.dumps(words))
"""


def written_by(path: Path, author: str, note: str, kind: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LAPTOP, str(path), author, note, kind],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def merged(path: Path, other: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kotaham_desktop.cli", "merge", str(path), str(other)]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def everything(path: Path) -> dict[str, object]:
    with Workshop.open(path, read_only=True) as workshop:
        assert workshop.check().is_sound
        records = {name: sorted(workshop.records(name), key=lambda one: one.id) for name in RECORD_TYPES}
        return {"records": records, "conflicts": workshop.conflicts()}


def test_both_keep_every_word_and_list_what_a_person_must_decide(tmp_path: Path):
    first, second = tmp_path / "laptop-a.kotaham", tmp_path / "laptop-b.kotaham"
    with Workshop.create(first, author="Ratna") as workshop:
        note = workshop.create_record("note", {"text": "Air di kampung pesisir asin sejak kemarau panjang"})
    shutil.copy(first, second)
    laptops = [written_by(first, "Made", note, "decision"), written_by(second, "Yohana", note, "promise")]
    words = [word for laptop in laptops for word in json.loads(laptop.communicate(timeout=60)[0])]
    assert [laptop.returncode for laptop in laptops] == [0, 0]

    merged(first, second)
    merged(second, first)

    one, other = everything(first), everything(second)
    assert one == other
    with Workshop.open(first, author="Ratna") as workshop:
        text = workshop.record(note).text("text")
        assert [word for word in words if word not in text] == []
        assert workshop.count("case_study") == 2
        disputed = {conflict.field: {one.value for one in conflict.candidates} for conflict in workshop.conflicts()}
        assert disputed == {"kind": {"decision", "promise"}, "speaker": {"Made", "Yohana"}}
        for conflict in workshop.conflicts():
            workshop.choose(conflict.id, 0)
        assert workshop.conflicts() == []
    merged(second, first)
    assert everything(first) == everything(second)
