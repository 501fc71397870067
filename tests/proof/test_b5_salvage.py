"""B5: whatever is destroyed in a file, what can be read is saved, nothing is made up, and the file itself is only read.

Zeroed and scrambled pages, flipped bits, cut-off ends, plain and encrypted. A file of which nothing can be read at all
is told so; that is no loss that was hidden.
"""

import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kotaham_desktop.application import salvaging
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from tests.proof.figures import record
from tests.proof.scale import times

PAGE = 4096
PASSPHRASE = "tiga pohon di depan balai"
TRIES = times(10, 250)
NOTHING_READABLE = {"salvage_nothing", "passphrase_wrong"}
"""The second: of an encrypted file whose first page is harmed nobody can tell that the passphrase is right."""
WORD = re.compile(r"[a-z]+\d{3}x")


class Original(NamedTuple):
    """A file as it was before the harm: its bytes, its words, its attachments, how many rows it had."""

    content: bytes
    passphrase: str
    words: frozenset[str]
    contents: frozenset[str]
    rows: int


@pytest.fixture(scope="module", params=["", PASSPHRASE], ids=["plain", "encrypted"])
def original(request, tmp_path_factory) -> Original:
    path = tmp_path_factory.mktemp("asli") / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=request.param) as workshop:
        notes = [workshop.create_record("note", {"text": f"awal{number:03}x", "level": "L2"}) for number in range(50)]
        for number in range(4):
            workshop.attach(notes[number], random.Random(number).randbytes(20_000), "image/png")
    for author in ("budi", "sari"):
        with Workshop.open(path, author=author, passphrase=request.param) as workshop:
            for number, note in enumerate(notes):
                text = workshop.record(note).text("text")
                workshop.edit_text(note, "text", f"{text} {author}{number:03}x")
    with Workshop.open(path, read_only=True, passphrase=request.param) as workshop:
        contents = frozenset(one.text("sha256") for one in workshop.records("attachment"))
        words = frozenset(word for note in workshop.records("note") for word in note.text("text").split())
        rows = workshop.check().log_rows
    return Original(path.read_bytes(), request.param, words, contents, rows)


def harmed(content: bytes, dice: random.Random) -> bytes:
    """A file as a failing stick gives it back."""
    found = bytearray(content)
    pages = len(found) // PAGE
    for _ in range(dice.randint(0, 6)):
        number = dice.randrange(pages)
        found[number * PAGE : (number + 1) * PAGE] = dice.choice([bytes(PAGE), dice.randbytes(PAGE)])
    for _ in range(dice.randint(1, 12)):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    if dice.random() < 0.25:
        del found[dice.randrange(len(found) // 2, len(found)) :]
    return bytes(found)


def state(path: Path) -> tuple[bytes, int, list[str]]:
    """What must not change: the bytes, the moment of writing, and what lies beside."""
    beside = sorted(one.name for one in path.parent.iterdir() if one.name.startswith((path.name, f".{path.name}")))
    return path.read_bytes(), path.stat().st_mtime_ns, beside


def faults_of(target: Path, key: Any, done: salvaging.Salvaged, original: Original) -> list[str]:
    """What is not as it should be in a salvaged file."""
    report, found = done.report, []
    with Workshop.open(target, author="Penyelamat", key=key) as workshop:
        problems = {problem.code for problem in workshop.check().problems} - {"attachment_missing"}
        found += sorted(problems)
        texts = [str(value) for note in workshop.records("note") for value in note.values.values()]
        made_up = {word for text in texts for word in WORD.findall(text)} - original.words
        found += [f"made up: {word}" for word in sorted(made_up)]
        for one in workshop.records("attachment"):
            sha256 = one.text("sha256")
            try:
                content = workshop.attachment_content(sha256)
            except ExpectedError:
                continue
            if sha256 not in original.contents or hashlib.sha256(content).hexdigest() != sha256:
                found.append("an attachment that nobody attached")
        workshop.create_record("note", {"text": "kerja lagi"})
    told = json.loads(done.report_path.read_text("utf-8"))
    if told["rows_saved"] != report.proof.contents.rows or report.proof.contents.rows > original.rows:
        found.append("a report that does not count")
    return found


@pytest.mark.parametrize("seed", range(TRIES))
def test_what_is_saved_is_true_and_the_harmed_file_is_never_written(original: Original, seed: int, tmp_path: Path):
    path, target = tmp_path / "rusak.kotaham", tmp_path / "selamat.kotaham"
    path.write_bytes(harmed(original.content, random.Random(seed)))
    before = state(path)
    key = salvaging.key_of_harmed(path, original.passphrase)
    try:
        done = salvaging.salvage_workshop(path, target, key=key, author="Penyelamat")
        faults = faults_of(target, key, done, original)
    except ExpectedError as error:
        faults = [] if error.code in NOTHING_READABLE and not target.exists() else [error.code]
    if state(path) != before:
        faults.append("the harmed file was written")
    record("B5", "harmed files salvaged, each only read and nothing in it made up", 1, int(bool(faults)))
    assert faults == []


@pytest.mark.timeout(3600)  # the long run takes its time
def test_most_of_a_file_with_one_bad_page_is_saved(original: Original, tmp_path: Path):
    """The other half of the promise: it is not enough to make nothing up."""
    tries, whole, shares = times(4, 100), 0, []
    for seed in range(tries):
        dice = random.Random(seed)
        content = bytearray(original.content)
        number = dice.randrange(1, len(content) // PAGE)
        content[number * PAGE : (number + 1) * PAGE] = bytes(PAGE)
        path = tmp_path / f"{seed}.kotaham"
        path.write_bytes(bytes(content))
        key = salvaging.key_of_harmed(path, original.passphrase)
        done = salvaging.salvage_workshop(path, tmp_path / f"{seed} selamat.kotaham", key=key)
        with Workshop.open(tmp_path / f"{seed} selamat.kotaham", read_only=True, key=key) as workshop:
            texts = " ".join(str(value) for note in workshop.records("note") for value in note.values.values())
        shares.append(len(original.words & set(WORD.findall(texts))) / len(original.words))
        whole += done.report.is_whole
    assert sum(shares) / tries > 0.8
    assert whole > 0


def test_a_beginning_that_is_gone_costs_nothing_else(original: Original, tmp_path: Path):
    """Nothing leads to the other pages any more; each is asked for its rows by itself, also a locked one."""
    content = bytearray(original.content)
    content[300:PAGE] = bytes(PAGE - 300)
    path, target = tmp_path / "rusak.kotaham", tmp_path / "selamat.kotaham"
    path.write_bytes(bytes(content))
    key = salvaging.key_of_harmed(path, original.passphrase)
    done = salvaging.salvage_workshop(path, target, key=key)
    assert done.report.proof.contents.rows >= original.rows
    assert done.report.workshop_id_kept
    with Workshop.open(target, read_only=True, key=key) as workshop:
        texts = " ".join(note.text("text") for note in workshop.records("note"))
        assert original.words <= set(WORD.findall(texts))
        for sha256 in original.contents:
            assert workshop.attachment_content(sha256)


def test_a_wrong_passphrase_is_told_as_that(original: Original, tmp_path: Path):
    path = tmp_path / "rusak.kotaham"
    path.write_bytes(original.content)
    if original.passphrase:
        wrong = salvaging.key_of_harmed(path, "bukan frasa sandi itu")
        with pytest.raises(ExpectedError) as refused:
            salvaging.salvage_workshop(path, tmp_path / "selamat.kotaham", key=wrong)
        assert refused.value.code == "passphrase_wrong"
        assert [one.name for one in tmp_path.iterdir()] == [path.name]
