"""The restore drill, and what becomes of restored files: each holds what its backup held and merges with the others."""

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.backup_thinning import DAYS, MONTHS, WEEKS
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES

WIB = timezone(timedelta(hours=7))
START = datetime(2022, 1, 3, 9, 0, tzinfo=WIB)
PASSPHRASE = "sungai di belakang pasar"


def everything(workshop: Workshop):
    return {record.id: record for name in RECORD_TYPES for record in workshop.records(name, include_deleted=True)}


def photos(workshop: Workshop) -> dict[str, bytes]:
    return {
        one.text("sha256"): workshop.attachment_content(one.text("sha256")) for one in workshop.records("attachment")
    }


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "encrypted"])
def test_the_newest_the_oldest_and_each_tier_come_back_as_they_were(tmp_path: Path, passphrase: str):
    """Eleven months of work with a backup a day, thinned each time; then every kind is restored on another laptop."""
    path, root = tmp_path / "pelatihan.kotaham", tmp_path / "data"
    held = {}
    days = [0, 25, 50, 90, 130, 200, 230, *range(240, 320, 4), *range(321, 336)]
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        key = workshop.key
        note = workshop.create_record("note", {"text": "awal"})
        for day in days:
            workshop.edit_text(note, "text", f"hari ke-{day}")
            workshop.attach(note, f"gambar {day}".encode() * 500, "image/png")
            moment = START + timedelta(days=day)
            backup_commands.back_up(path, root, key=key, clock=lambda moment=moment: moment)
            held[moment] = (everything(workshop), photos(workshop))
    backups = backup_commands.backups_of(path, root, key=key)
    assert len(backups) > DAYS + WEEKS / 2
    assert len(backups) < len(days)
    tiers = {"newest": 0, "daily": DAYS // 2, "weekly": DAYS + 2, "monthly": len(backups) - 3, "oldest": -1}
    for tier, place in tiers.items():
        backup = backups[place]
        second_laptop = tmp_path / tier / "pulih.kotaham"
        second_laptop.parent.mkdir()
        proof = backup_commands.restore(backup.path, second_laptop, key=key)
        assert (proof.contents.rows, proof.contents.harmed) == (backup.rows, 0)
        with Workshop.open(second_laptop, author="Budi", passphrase=passphrase) as restored:
            assert (everything(restored), photos(restored)) == held[backup.taken_at]
            assert restored.check().is_sound
            restored.create_record("note", {"text": "kerja lagi"})
    assert MONTHS > 3


def test_restoring_never_writes_over_a_file(tmp_path: Path):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    backup = backup_commands.back_up(path, tmp_path / "data", clock=lambda: START).backup
    before = path.read_bytes()
    with pytest.raises(ExpectedError) as refused:
        backup_commands.restore(backup.path, path)
    assert refused.value.code == "file_exists"
    assert path.read_bytes() == before
    first = backup_commands.restored_name(path, backup.taken_at)
    assert first.parent == path.parent
    backup_commands.restore(backup.path, first)
    assert not backup_commands.restored_name(path, backup.taken_at).exists()


def test_looking_inside_leaves_the_backup_as_it_was(tmp_path: Path):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    backup = backup_commands.back_up(path, tmp_path / "data", clock=lambda: START).backup
    before = backup.path.read_bytes()
    with backup_commands.look_inside(backup.path) as inside:
        assert inside.read_only
        with pytest.raises(ExpectedError):
            inside.create_record("note", {"text": "tidak boleh"})
    assert backup.path.read_bytes() == before
    assert sorted(one.suffix for one in backup.path.parent.iterdir()) == [".json", ".kotaham"]


def _work(workshop: Workshop, dice: random.Random, words: set[str], name: str) -> None:
    notes = [record.id for record in workshop.records("note")]
    for _ in range(dice.randint(1, 4)):
        word = f"{name}{dice.getrandbits(40):x}"
        words.add(word)
        if not notes or dice.random() < 0.4:
            notes.append(workshop.create_record("note", {"text": word}))
        else:
            note = dice.choice(notes)
            text = workshop.record(note).text("text").split(" ")
            text.insert(dice.randint(0, len(text)), word)
            workshop.edit_text(note, "text", " ".join(text))


def _merge_all(files: list[Path]) -> None:
    for _ in range(len(files) + 1):
        taken = 0
        for one in files:
            with Workshop.open(one, author=one.stem) as workshop:
                taken += sum(workshop.merge_file(other).rows for other in files if other != one)
        if not taken:
            return
    raise AssertionError("the exchange never ends")


@pytest.mark.parametrize("seed", range(20))
def test_backups_taken_in_the_middle_of_a_session_and_restored_lose_nothing_when_all_merge(tmp_path: Path, seed: int):
    """C4: the original goes on in the same opening while older states of that opening are restored and continued.

    Were an id ever used again, two different rows would carry one session and number; the merge would refuse.
    """
    dice, words = random.Random(seed), set()
    path, root = tmp_path / "asli.kotaham", tmp_path / "data"
    files, moment = [path], START
    Workshop.create(path, author="asli").close()
    for opening in range(dice.randint(1, 3)):
        with Workshop.open(path, author="asli") as workshop:
            for _ in range(dice.randint(1, 4)):
                _work(workshop, dice, words, "asli")
                moment += timedelta(hours=1)
                backup = backup_commands.back_up(path, root, clock=lambda moment=moment: moment).backup
                if len(files) < 5 and dice.random() < 0.7:
                    restored = tmp_path / f"pulih{len(files)}.kotaham"
                    backup_commands.restore(backup.path, restored)
                    files.append(restored)
                _work(workshop, dice, words, "asli")
        for file in files[1:]:
            with Workshop.open(file, author=file.stem) as workshop:
                _work(workshop, dice, words, file.stem)
        if opening and len(files) > 1:
            with Workshop.open(path, author="asli") as workshop:
                workshop.merge_file(dice.choice(files[1:]))
    _merge_all(files)
    found = []
    for file in files:
        with Workshop.open(file, author=file.stem) as workshop:
            found.append((everything(workshop), workshop.conflicts()))
            assert workshop.check().is_sound
    assert all(one == found[0] for one in found)
    written = {word for record in found[0][0].values() for word in str(record.values.get("text", "")).split(" ")}
    assert words <= written


def test_the_same_backup_restored_twice_is_two_laptops(tmp_path: Path):
    path, root = tmp_path / "a.kotaham", tmp_path / "data"
    with Workshop.create(path, author="Rina") as workshop:
        note = workshop.create_record("note", {"text": "asal"})
        backup = backup_commands.back_up(path, root, clock=lambda: START).backup
        workshop.edit_text(note, "text", "asal a")
    twins = [tmp_path / "b.kotaham", tmp_path / "c.kotaham"]
    for twin in twins:
        backup_commands.restore(backup.path, twin)
        with Workshop.open(twin, author="Rina") as workshop:
            workshop.edit_text(note, "text", f"asal {twin.stem}")
    _merge_all([path, *twins])
    with Workshop.open(path, author="Rina") as workshop:
        assert sorted(workshop.record(note).text("text").replace("asal", "").split()) in (["a", "b", "c"], ["abc"])
        assert set("abc") <= set(workshop.record(note).text("text").removeprefix("asal"))
