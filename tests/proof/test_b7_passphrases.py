"""B7: a wrong passphrase, whatever it looks like, gets one answer, waits longer each time, and touches nothing."""

import hashlib
import random
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kotaham_desktop.application.passphrases import change_passphrase, remove_passphrase
from kotaham_desktop.application.unlock_attempts import AttemptMemory
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.messages import explain
from tests.proof.figures import record
from tests.proof.scale import times

RIGHT = "kopi di Tana Toraja é ñ ꦲꦏ꧀"
WRONG = {
    "one letter less": RIGHT[:-1],
    "one letter more": RIGHT + "x",
    "a space before": " " + RIGHT,
    "a space behind": RIGHT + " ",
    "two spaces in the middle": RIGHT.replace(" ", "  ", 1),
    "caps lock": RIGHT.swapcase(),
    "all capitals": RIGHT.upper(),
    "without accents": unicodedata.normalize("NFD", RIGHT).replace("\u0301", "").replace("\u0303", ""),
    "wide letters": "ｋｏｐｉ di Tana Toraja é ñ ꦲꦏ꧀",
    "a NUL behind": RIGHT + "\0",
    "a NUL in front": "\0" + RIGHT,
    "only NUL": "\0" * 8,
    "one megabyte": "x" * (1 << 20),
    "the right one a thousand times": RIGHT * 1000,
    "a line break": RIGHT + "\n",
    "a lone surrogate": "kopi\ud800di Toraja",
    "quotes": "'; PRAGMA key = '' --",
    "a key in hex": "x'" + "00" * 48 + "'",
    "emoji": "👩‍👩‍👧🇮🇩👩‍👩‍👧",
    "right to left": "\u202e" + RIGHT,
}


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    path = tmp_path_factory.mktemp("terkunci") / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=RIGHT) as workshop:
        workshop.create_record("note", {"text": "rahasia"})
    return path


def outside(path: Path) -> tuple[str, int, int, list[str]]:
    """All that a file shows from outside."""
    found = path.stat()
    beside = sorted(one.name for one in path.parent.iterdir())
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_mtime_ns, found.st_size, beside


def random_wrong(generator: random.Random) -> str:
    """Something like the right one, as fingers slip."""
    letters = list(RIGHT)
    for _ in range(generator.randint(1, 4)):
        place = generator.randrange(len(letters))
        letters[place] = generator.choice("abcdefghijklmnopqrstuvwxyz éñ")
    return "".join(letters) + "!"


def all_wrong() -> dict[str, str]:
    """Those with a name, and in the long run some dozens more."""
    generator = random.Random(7)
    more = {f"slip {number}": random_wrong(generator) for number in range(times(0, 80))}
    return {**WRONG, **more}


@pytest.mark.parametrize("name", list(all_wrong()))
def test_every_wrong_passphrase_gets_the_same_answer_and_touches_nothing(locked, name):
    wrong, before = all_wrong()[name], outside(locked)
    with pytest.raises(ExpectedError) as raised:
        Workshop.open(locked, author="Budi", passphrase=wrong).close()
    told = explain(raised.value).one_line
    with pytest.raises(ExpectedError) as plainly_wrong:
        Workshop.open(locked, read_only=True, passphrase="frasa lain")
    kept = outside(locked) == before
    same = told == explain(plainly_wrong.value).one_line and raised.value.code == "passphrase_wrong"
    record("B7", "wrong passphrases: opened, told otherwise, or the file touched", 1, int(not (kept and same)))
    assert kept
    assert same
    assert wrong not in told


@pytest.mark.parametrize(
    "relock", [lambda path, wrong: change_passphrase(path, wrong, "frasa baru sekali"), remove_passphrase]
)
def test_a_wrong_passphrase_neither_changes_nor_removes_the_right_one(locked, relock):
    before = outside(locked)
    with pytest.raises(ExpectedError) as raised:
        relock(locked, "bukan ini")
    assert raised.value.code == "passphrase_wrong"
    assert outside(locked) == before


def test_no_passphrase_at_all_is_asked_for_and_touches_nothing(locked):
    before = outside(locked)
    with pytest.raises(ExpectedError) as raised:
        Workshop.open(locked, author="Budi", passphrase="")
    assert raised.value.code == "passphrase_needed"
    assert outside(locked) == before


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_right_letters_open_it_however_the_keyboard_composes_them(locked, form):
    with Workshop.open(locked, read_only=True, passphrase=unicodedata.normalize(form, RIGHT)) as workshop:
        assert workshop.count("note") == 1
    record("B7", "the right passphrase in another Unicode form: refused", 1, 0)


def test_a_hundred_wrong_ones_wait_ever_longer_and_the_right_one_begins_anew(locked, tmp_path):
    moment = [datetime(2026, 11, 24, tzinfo=UTC)]
    memory = AttemptMemory(tmp_path / "percobaan.json", clock=lambda: moment[0])
    waits = []
    for _ in range(100):
        memory.was_wrong(locked)
        waits.append(memory.seconds_left(locked))
        moment[0] += timedelta(seconds=waits[-1])
        assert memory.seconds_left(locked) == 0
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]
    assert waits[-1] <= 3600
    memory.was_right(locked)
    assert memory.seconds_left(locked) == 0
    memory.was_wrong(locked)
    assert memory.seconds_left(locked) == waits[0]
    record("B7", "a hundred wrong ones in a row: tried without waiting longer", 100, 0)
