"""Which backups there are and where, what one holds against today's file, and long copies that somebody stops."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.kept_backups import backups_in, contents_of_backup, kept_backups, key_that_opens
from kotaham_desktop.application.passphrases import change_passphrase, set_passphrase
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError

WIB = timezone(timedelta(hours=7))
NOON = datetime(2022, 8, 23, 12, 0, tzinfo=WIB)
PASSPHRASE = "hujan turun di kota lama"


class StoppedError(Exception):
    """What a window raises in work that nobody wants any more."""


class Stopping:
    """Stops the work at its nth report."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.shares: list[float] = []

    def __call__(self, share: float) -> None:
        self.shares.append(share)
        if len(self.shares) == self.at:
            raise StoppedError


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request) -> str:
    return request.param


@pytest.fixture
def path(tmp_path: Path, passphrase: str) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_records([("note", {"text": f"catatan {number}"}) for number in range(40)])
        note = workshop.records("note")[0]
        for number in range(6):
            workshop.attach(note.id, bytes([number]) * 200_000, "image/png")
    return path


def key_of(path: Path, passphrase: str):
    return backup_commands.key_of(path, passphrase)


def test_a_copy_tells_how_far_it_is_and_never_goes_back(path, passphrase, tmp_path):
    watching = Stopping(-1)
    backup_commands.copy_workshop(
        path, tmp_path / "salinan.kotaham", key=key_of(path, passphrase), progress=watching
    )  # fmt: skip
    assert watching.shares == sorted(watching.shares)
    assert watching.shares[-1] == 1.0
    assert any(share < 0.5 for share in watching.shares)


def test_a_copy_stopped_at_any_report_leaves_nothing_and_the_next_one_is_whole(path, passphrase, tmp_path):
    key, folder = key_of(path, passphrase), tmp_path / "stik"
    folder.mkdir()
    target, before = folder / "salinan.kotaham", path.read_bytes()
    watching = Stopping(-1)
    backup_commands.copy_workshop(path, tmp_path / "semua.kotaham", key=key, progress=watching)
    for at in sorted({1, 2, len(watching.shares) // 2, len(watching.shares)}):
        with pytest.raises(StoppedError):
            backup_commands.copy_workshop(path, target, key=key, progress=Stopping(at))
        assert list(folder.iterdir()) == []
    assert path.read_bytes() == before
    assert backup_commands.copy_workshop(path, target, key=key).contents.attachments == 6


def test_a_backup_stopped_half_way_is_no_backup(path, passphrase, tmp_path):
    key, root = key_of(path, passphrase), tmp_path / "data"
    with pytest.raises(StoppedError):
        backup_commands.back_up(path, root, key=key, clock=lambda: NOON, progress=Stopping(1))
    assert backup_commands.backups_of(path, root, key=key) == []
    assert [one for one in root.rglob("*") if one.is_file()] == []


def taken(path: Path, root: Path, passphrase: str, *days: int):
    key = key_of(path, passphrase)
    return [
        backup_commands.back_up(path, root, key=key, clock=lambda day=day: NOON - timedelta(days=day)).backup
        for day in days
    ]


def workshop_id_of(path: Path, passphrase: str) -> str:
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        return workshop.workshop_id


def test_each_backup_is_listed_once_with_all_its_places(path, passphrase, tmp_path):
    root, stick = tmp_path / "data", tmp_path / "stik"
    stick.mkdir()
    taken(path, root, passphrase, 3, 2, 1)
    workshop_id = workshop_id_of(path, passphrase)
    backup_commands.choose_second_place(stick)
    backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    newest = kept_backups(workshop_id, path, root, stick)
    newest[0].backup.path.unlink()
    listed = kept_backups(workshop_id, path, root, stick)
    assert [(one.is_here, one.is_there) for one in listed] == [(False, True), (True, True), (True, True)]
    assert listed[0].backup.path.is_relative_to(stick)
    stick.rename(tmp_path / "dicabut")
    pulled = kept_backups(workshop_id, path, root, stick)
    assert [(one.is_here, one.is_there) for one in pulled] == [(True, True), (True, True)]


def test_a_file_that_cannot_be_read_still_has_the_backups_of_its_place_also_on_the_stick(path, passphrase, tmp_path):
    root, stick = tmp_path / "data", tmp_path / "stik"
    stick.mkdir()
    taken(path, root, passphrase, 2, 1)
    workshop_id = workshop_id_of(path, passphrase)
    backup_commands.choose_second_place(stick)
    backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    path.write_bytes(b"rusak")
    assert len(kept_backups("", path, root)) == 2
    root.rename(tmp_path / "hilang")
    found = kept_backups("", path, root, stick)
    assert [(one.is_here, one.is_there) for one in found] == [(False, True)] * 2


def test_a_folder_of_backups_is_read_from_above_and_from_inside(path, passphrase, tmp_path):
    root = tmp_path / "data"
    [backup] = taken(path, root, passphrase, 1)
    assert [one.backup.path.name for one in backups_in(root)] == [backup.path.name]
    assert [one.backup.path.name for one in backups_in(backup.path.parent)] == [backup.path.name]
    assert backups_in(tmp_path / "tidak ada") == []


def test_catching_up_that_is_stopped_leaves_whole_backups_only_and_goes_on_later(path, passphrase, tmp_path):
    root, stick = tmp_path / "data", tmp_path / "stik"
    stick.mkdir()
    taken(path, root, passphrase, 4, 3, 2, 1)
    workshop_id = workshop_id_of(path, passphrase)
    backup_commands.choose_second_place(stick)
    with pytest.raises(StoppedError):
        backup_commands.catch_up_second_place(
            workshop_id, path, root, stick, clock=lambda: NOON, progress=Stopping(3)
        )  # fmt: skip
    assert [one.backup.is_good for one in backups_in(stick)] == [True, True]
    state = backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    assert (state.pending, len(backups_in(stick))) == (0, 4)


def test_what_a_backup_lacks_has_older_or_alone_is_counted(path, passphrase, tmp_path):
    root = tmp_path / "data"
    [backup] = taken(path, root, passphrase, 1)
    key = key_of(path, passphrase)
    with Workshop.open(path, author="Rina", passphrase=passphrase) as workshop:
        first, second, *_ = workshop.records("note")
        workshop.edit_text(first.id, "text", "lain")
        workshop.delete_record(second.id)
        workshop.create_records([("note", {"text": "baru"}), ("group", {"name": "Kelompok 1"})])
    contents = contents_of_backup(backup.path, key, today=path, today_key=key)
    assert (contents.missing, contents.newer, contents.returning) == (2, 1, 1)
    note = next(one for one in contents.counts if one.type == "note")
    assert (note.held, note.today, note.missing, note.newer, note.returning) == (40, 40, 1, 1, 1)
    assert contents.last_change > 0
    alone = contents_of_backup(backup.path, key)
    assert not alone.is_compared
    assert {one.type: one.held for one in alone.counts}["note"] == 40


def test_only_another_passphrase_has_to_be_typed(tmp_path):
    path, root = tmp_path / "a.kotaham", tmp_path / "data"
    Workshop.create(path, author="Rina").close()
    [plain] = taken(path, root, "", 9)
    assert key_that_opens(plain.path, None) is None
    locked = tmp_path / "b.kotaham"
    Workshop.create(locked, author="Rina", passphrase=PASSPHRASE).close()
    [old] = taken(locked, root, PASSPHRASE, 8)
    own = key_of(locked, PASSPHRASE)
    assert key_that_opens(old.path, own) == own
    change_passphrase(locked, PASSPHRASE, "kunci yang lain sekali")
    new = key_of(locked, "kunci yang lain sekali")
    with pytest.raises(ExpectedError) as asked:
        key_that_opens(old.path, new)
    assert asked.value.code == "passphrase_needed"
    assert key_that_opens(old.path, new, PASSPHRASE) == own


def test_a_second_place_keeps_nothing_in_clear_once_the_training_has_a_passphrase(tmp_path):
    path, root, stick = tmp_path / "a.kotaham", tmp_path / "data", tmp_path / "stik"
    stick.mkdir()
    with Workshop.create(path, author="Rina") as workshop:
        workshop.create_record("note", {"text": "Air mati dua hari di Kampung Bandarharjo"})
        workshop_id = workshop.workshop_id
    backup_commands.choose_second_place(stick)
    taken(path, root, "", 5, 4)
    backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    assert any(b"Bandarharjo" in one.read_bytes() for one in stick.rglob("*.kotaham"))
    set_passphrase(path, PASSPHRASE)
    taken(path, root, PASSPHRASE, 3)
    backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    assert len(backups_in(stick)) == 3
    backup_commands.remove_backups_in_clear(workshop_id, root)
    backup_commands.catch_up_second_place(workshop_id, path, root, stick, clock=lambda: NOON)
    assert len(backups_in(stick)) == 1
    assert not any(b"Bandarharjo" in one.read_bytes() for one in stick.rglob("*") if one.is_file())
