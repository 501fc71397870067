"""B1 and B2: no flipped bit, no cut and no emptied page passes for a sound file while anything in it has changed."""

import random
from contextlib import closing

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import connection as connections
from tests.proof.figures import record
from tests.proof.harmed_files import PAGE, PASSPHRASE, SOUND, everything, full_file, places, verdict
from tests.proof.scale import times

HARMS_A_PART = 50
FLIP_PARTS, PAGE_PARTS = times(2, 100), times(2, 20)


class Whole:
    """A sound file, plain or locked, and all that it shows."""

    def __init__(self, folder, passphrase):
        self.path = full_file(folder, passphrase)
        self.content = self.path.read_bytes()
        with Workshop.open(self.path, read_only=True, passphrase=passphrase) as workshop:
            self.key = workshop.key
            with closing(connections.read_only(self.path, self.key)) as connection:
                self.shown = everything(workshop, connection)


@pytest.fixture(scope="module", params=["", PASSPHRASE], ids=["plain", "locked"])
def whole(request, tmp_path_factory):
    return Whole(tmp_path_factory.mktemp("utuh"), request.param)


def told_of(whole, tmp_path, harmed):
    """What the program says of each harmed content; nothing stays behind from one to the next."""
    path, told = tmp_path / "rusak.kotaham", []
    for what, content in harmed:
        for beside in tmp_path.iterdir():
            beside.unlink()
        path.write_bytes(content)
        told.append((what, verdict(path, whole.key, whole.shown)))
    return told


def kept(battery, what, whole, told):
    unnoticed = [what for what, code in told if code == "unnoticed"]
    kind = "locked" if whole.key else "plain"
    record(battery, f"{what}, {kind} file: changed and unnoticed", len(told), len(unnoticed))
    assert unnoticed == []


@pytest.mark.parametrize("part", range(FLIP_PARTS))
def test_no_flipped_bit_passes_for_sound_while_anything_has_changed(whole, tmp_path, part):
    """Where nothing is stored, in the free room of a plain page, a flipped bit changes nothing that could be lost."""
    generator = random.Random(f"flip {part}")
    used = [place for place, byte in enumerate(whole.content) if byte] if whole.key is None else None
    found = list(places(len(used) if used else len(whole.content), HARMS_A_PART, generator))

    def harmed():
        for place in [used[number] for number in found] if used else found:
            content, bit = bytearray(whole.content), generator.randrange(8)
            content[place] ^= 1 << bit
            yield (place, bit), bytes(content)

    told = told_of(whole, tmp_path, harmed())
    kept("B1", "one bit flipped", whole, told)
    if whole.key is not None:
        assert [what for what, code in told if code == SOUND] == []


@pytest.mark.parametrize("part", range(PAGE_PARTS))
def test_no_cut_file_passes_for_sound(whole, tmp_path, part):
    generator = random.Random(f"cut {part}")
    lengths = list(places(len(whole.content) - 1, HARMS_A_PART, generator))
    lengths = [length if generator.random() < 0.5 else max(PAGE, length // PAGE * PAGE) for length in lengths]
    told = told_of(whole, tmp_path, ((length, whole.content[:length]) for length in lengths))
    kept("B2", "cut off", whole, told)
    assert [what for what, code in told if code == SOUND] == []


@pytest.mark.parametrize("part", range(PAGE_PARTS))
def test_no_emptied_page_passes_for_sound_while_anything_has_changed(whole, tmp_path, part):
    generator = random.Random(f"page {part}")
    pages = [place // PAGE for place in places(len(whole.content), HARMS_A_PART, generator)]

    def harmed():
        for page in pages:
            content = bytearray(whole.content)
            content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
            yield page, bytes(content)

    told = told_of(whole, tmp_path, harmed())
    kept("B2", "page of zeros", whole, told)
