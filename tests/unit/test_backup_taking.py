"""Taking, listing, thinning, carrying and restoring backups of real files, plain and encrypted."""

import json
import os
import shutil
import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.backups import BackupFolder, line_of

WIB = timezone(timedelta(hours=7))
NOON = datetime(2022, 8, 23, 12, 0, tzinfo=WIB)
PASSPHRASE = "hujan turun di kota lama"
PHOTO = bytes(range(256)) * 300


def everything(workshop: Workshop):
    return {
        record.id: record for name in RECORD_TYPES for record in workshop.records(name, include_deleted=True)
    }  # fmt: skip


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request) -> str:
    return request.param


@pytest.fixture
def path(tmp_path: Path, passphrase: str) -> Path:
    path = tmp_path / "Pelatihan Semarang.kotaham"
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        workshop.set_fields("workshop", {"title": "Pelatihan uji"})
        note = workshop.create_record("note", {"text": "Air mati dua hari di Kampung Bandarharjo"})
        workshop.attach(note, PHOTO, "image/png", caption="Keran")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return backup_commands.backup_root(tmp_path / "data")


def opened(path: Path, passphrase: str) -> Workshop:
    return Workshop.open(path, author="Rina", passphrase=passphrase)


def test_a_backup_of_an_open_file_holds_what_was_just_written(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        workshop.create_record("note", {"text": "baru saja"})
        done = backup_commands.back_up(path, root, key=workshop.key, clock=lambda: NOON)
        held = everything(workshop)
        with backup_commands.look_inside(done.backup.path, key=workshop.key) as inside:
            assert everything(inside) == held
            [photo] = inside.records("attachment")
            assert inside.attachment_content(photo.text("sha256")) == PHOTO
    assert done.backup.is_good
    assert done.backup.taken_at == NOON
    assert (done.backup.records, done.backup.attachments) == (len(held), 1)
    assert done.backup.size == done.backup.path.stat().st_size


def test_a_folder_of_backups_says_nothing_about_the_workshop(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        done = backup_commands.back_up(path, root, key=workshop.key, clock=lambda: NOON)
    names = " ".join(str(found.relative_to(root)) for found in root.rglob("*"))
    notes = "".join(found.read_text() for found in root.rglob("*.json"))
    for word in ("Pelatihan", "Semarang", "Rina", "Air"):
        assert word not in names + notes
    assert (b"Bandarharjo" in done.backup.path.read_bytes()) is (not passphrase)


def test_backups_are_listed_newest_first_also_when_the_file_is_gone(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        for hour in range(3):
            backup_commands.back_up(path, root, key=workshop.key, clock=lambda hour=hour: NOON + timedelta(hours=hour))
        key = workshop.key
    listed = backup_commands.backups_of(path, root, key=key)
    assert [one.taken_at.hour for one in listed] == [14, 13, 12]
    if passphrase:
        assert backup_commands.backups_of(path, root) == listed
    path.write_bytes(b"rusak" * 5000)
    assert backup_commands.backups_of(path, root, key=key) == listed
    path.unlink()
    assert backup_commands.backups_of(path, root, key=key) == listed


def test_old_backups_are_thinned_as_new_ones_are_taken(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        for minutes in (0, 5, 40):
            moment = NOON + timedelta(minutes=minutes)
            backup_commands.back_up(path, root, key=workshop.key, clock=lambda moment=moment: moment)
        listed = backup_commands.backups_of(path, root, key=workshop.key)
    assert [one.taken_at.minute for one in listed] == [40, 5]
    assert len(list(root.rglob("*.json"))) == 2


def test_before_one_is_dropped_the_one_in_its_place_is_read_again(tmp_path, root):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    line = line_of(path)
    for minutes in (0, 5):
        done = backup_commands.back_up(path, root, clock=lambda minutes=minutes: NOON + timedelta(minutes=minutes))
        if minutes == 0:
            shutil.copytree(done.backup.path.parent, root / "aside")
    folder = BackupFolder(root, done.backup.path.parent.name)
    for kept in (root / "aside").iterdir():
        shutil.copy(kept, folder.path)
    content = bytearray(done.backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    done.backup.path.write_bytes(content)
    assert folder.thin(line, NOON + timedelta(minutes=6)) == []
    assert [one.is_good for one in folder.all()] == [False, True]


def test_a_copy_of_the_file_elsewhere_keeps_its_own_line_of_backups(path, root, passphrase, tmp_path):
    other = tmp_path / "lain" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    with opened(path, passphrase) as workshop:
        key = workshop.key
    for minute, file in enumerate((path, other, path)):
        backup_commands.back_up(file, root, key=key, clock=lambda minute=minute: NOON + timedelta(minutes=minute))
    listed = backup_commands.backups_of(path, root, key=key)
    assert [(one.taken_at.minute, one.line) for one in listed] == [(2, line_of(path)), (1, line_of(other))]


def test_a_backup_is_due_half_an_hour_after_the_last_and_only_after_a_change(path, root, passphrase):
    times = iter([NOON + timedelta(minutes=10)] * 50)
    with Workshop.open(path, author="Rina", passphrase=passphrase, clock=lambda: next(times)) as workshop:
        assert backup_commands.should_back_up(workshop, root, clock=lambda: NOON)
        backup_commands.back_up(path, root, key=workshop.key, clock=lambda: NOON)
        workshop.create_record("note", {"text": "lagi"})
        assert not backup_commands.should_back_up(workshop, root, clock=lambda: NOON + timedelta(minutes=20))
        assert backup_commands.should_back_up(workshop, root, clock=lambda: NOON + timedelta(minutes=31))
        later = NOON + timedelta(minutes=31)
        backup_commands.back_up(path, root, key=workshop.key, clock=lambda: later)
        assert not backup_commands.should_back_up(workshop, root, clock=lambda: NOON + timedelta(hours=9))


def test_a_backup_that_rotted_is_found_out(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        key = workshop.key
        backup = backup_commands.back_up(path, root, key=key, clock=lambda: NOON).backup
    assert backup_commands.verify_backup(backup, key=key).is_good
    content = bytearray(backup.path.read_bytes())
    start = content.find(PHOTO[:64]) if not passphrase else len(content) // 2
    content[start] ^= 1
    backup.path.write_bytes(content)
    found = backup_commands.verify_backup(backup, key=key)
    assert not found.is_good
    assert not backup_commands.backups_of(path, root, key=key)[0].is_good


def test_a_lost_note_about_a_backup_comes_back_by_looking_again(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        key = workshop.key
        backup = backup_commands.back_up(path, root, key=key, clock=lambda: NOON).backup
    backup.path.with_suffix(".json").write_text("{", "utf-8")
    [listed] = backup_commands.backups_of(path, root, key=key)
    assert not listed.is_good
    assert backup_commands.verify_backup(listed, key=key) == backup


def test_a_damaged_file_makes_no_backup_and_costs_no_older_one(tmp_path, root):
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        workshop.create_record("note", {"text": "satu"})
    backup_commands.back_up(path, root, clock=lambda: NOON)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE log SET touched = replace(touched, 'note', 'nite') WHERE id = 2")
    raw.close()
    with pytest.raises(ExpectedError) as refused:
        backup_commands.back_up(path, root, clock=lambda: NOON + timedelta(minutes=1))
    assert (refused.value.code, refused.value.values["name"]) == ("file_damaged", path.name)
    assert [one.is_good for one in backup_commands.backups_of(path, root)] == [True]
    assert not list(root.rglob(".*.baru"))


def test_what_a_killed_program_left_half_written_is_cleared_after_a_day(path, root, passphrase):
    with opened(path, passphrase) as workshop:
        folder = root / workshop.workshop_id
        folder.mkdir(parents=True)
        young, old = folder / ".aa.baru", folder / ".bb.baru"
        for half, age in ((young, 1), (old, 30)):
            half.write_bytes(b"x")
            moment = (NOON - timedelta(hours=age)).timestamp()
            os.utime(half, (moment, moment))
        backup_commands.back_up(path, root, key=workshop.key, clock=lambda: NOON)
    assert young.exists()
    assert not old.exists()


def test_backups_in_clear_can_be_removed_once_the_file_has_a_passphrase(tmp_path, root):
    path, locked = tmp_path / "a.kotaham", tmp_path / "b.kotaham"
    Workshop.create(path, author="Rina").close()
    plain = backup_commands.back_up(path, root, clock=lambda: NOON).backup
    with Workshop.create(locked, author="Rina", passphrase=PASSPHRASE) as workshop:
        other = backup_commands.back_up(locked, root, key=workshop.key, clock=lambda: NOON).backup
    workshop_id = plain.path.parent.name
    shutil.copy(other.path, plain.path.parent)
    assert backup_commands.remove_backups_in_clear(workshop_id, root) == 1
    assert [one.path.name for one in BackupFolder(root, workshop_id).all()] == [other.path.name]


# The second place


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stik"
    place.mkdir()
    backup_commands.choose_second_place(place)
    return place


def take(path: Path, root: Path, stick: Path | None, days: float):
    return backup_commands.back_up(path, root, second=stick, clock=lambda: NOON + timedelta(days=days))


def test_a_second_place_gets_the_same_bytes(tmp_path, root, stick):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    done = take(path, root, stick, 0)
    [carried] = list(stick.rglob("*.kotaham"))
    assert carried.read_bytes() == done.backup.path.read_bytes()
    assert (done.second.pending, done.second.last_good, done.second.trouble) == (0, NOON, "")


def test_a_stick_that_was_away_catches_up_when_it_is_back(tmp_path, root, stick):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    take(path, root, stick, 0)
    away = tmp_path / "di tas"
    stick.rename(away)
    for days in (1, 2, 3):
        state = take(path, root, stick, days).second
        assert (state.is_reachable, state.pending, state.last_good) == (False, days, NOON)
    stick.mkdir()  # the folder where it was mounted stays behind, empty
    state = take(path, root, stick, 4).second
    assert (state.is_reachable, state.pending) == (False, 4)
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    workshop_id = next(root.iterdir()).name
    state = backup_commands.second_place_state(workshop_id, path, root, stick)
    assert (state.is_reachable, state.pending) == (True, 4)
    state = backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    assert (state.is_reachable, state.pending, state.last_good) == (True, 0, NOON + timedelta(days=4))
    assert len(list(stick.rglob("*.kotaham"))) == 5


def test_a_half_file_of_that_name_on_the_stick_is_replaced_by_a_whole_one(tmp_path, root, stick):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    backup = take(path, root, None, 0).backup
    place = stick / backup.path.parent.name
    place.mkdir()
    (place / backup.path.name).write_bytes(backup.path.read_bytes()[:5000])
    state = backup_commands.catch_up_second_place(place.name, path, root, stick, clock=lambda: NOON)
    assert state.pending == 0
    assert (place / backup.path.name).read_bytes() == backup.path.read_bytes()


def test_a_backup_that_rotted_here_is_not_carried(tmp_path, root, stick):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    backup = take(path, root, None, 0).backup
    content = bytearray(backup.path.read_bytes())
    content[-1] ^= 1
    backup.path.write_bytes(content)
    take(path, root, stick, 1)
    assert [one.name for one in stick.rglob("*.kotaham")] != []
    assert backup.path.name not in {one.name for one in stick.rglob("*.kotaham")}


def test_a_folder_that_is_not_there_cannot_become_the_second_place(tmp_path):
    with pytest.raises(ExpectedError) as refused:
        backup_commands.choose_second_place(tmp_path / "tidak ada")
    assert refused.value.code == "copy_place_unreachable"


def test_a_memory_of_the_second_place_that_is_damaged_does_no_harm(tmp_path, root, stick):
    path = tmp_path / "a.kotaham"
    Workshop.create(path, author="Rina").close()
    done = take(path, root, stick, 0)
    (done.backup.path.parent / "dibawa.json").write_text(json.dumps([1]), "utf-8")
    stick.rename(tmp_path / "di tas")
    assert take(path, root, stick, 1).second.pending == 2
