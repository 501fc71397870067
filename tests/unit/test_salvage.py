"""Harmed files: what can be read is saved, what is lost is counted, the harmed file is never written."""

import json
import random
import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application import salvaging
from kotaham_desktop.application.sample import build_sample
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.library import sqlite

PAGE = 4096
PASSPHRASE = "tiga pohon di depan balai"


def everything(workshop: Workshop):
    return {record.id: record for name in RECORD_TYPES for record in workshop.records(name, include_deleted=True)}


def raw(path: Path):
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def destroy_pages(path: Path, numbers: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def pages_of(path: Path, table: str) -> list[int]:
    """The leaf pages of a table, found by its content in the raw file."""
    needle = {"log": b"edit", "session": b"0.1.0"}[table]
    content = path.read_bytes()
    return [
        number + 1
        for number in range(1, len(content) // PAGE)
        if content[number * PAGE] == 0x0D and needle in content[number * PAGE : (number + 1) * PAGE]
    ]


def salvaged(path: Path, name: str = "selamat.kotaham", **options):
    target = path.with_name(name)
    done = salvaging.salvage_workshop(path, target, author="Penyelamat", **options)
    with Workshop.open(target, author="Penyelamat", key=options.get("key")) as workshop:
        assert workshop.check().is_sound or done.report.attachments_lost
    return done, target


def written_words(workshop: Workshop) -> str:
    return " ".join(str(value) for record in everything(workshop).values() for value in record.values.values())


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Path:
    """Three openings by two people, with words that can be told apart, photos and a long history."""
    path = tmp_path_factory.mktemp("asli") / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        notes = [workshop.create_record("note", {"text": f"awal{number:03}", "level": "L2"}) for number in range(60)]
        for number in range(4):
            workshop.attach(notes[number], bytes([number]) * 20_000, "image/png")
    for author in ("Budi", "Sari"):
        with Workshop.open(path, author=author) as workshop:
            for number, note in enumerate(notes):
                text = workshop.record(note).text("text")
                workshop.edit_text(note, "text", f"{text} {author.lower()}{number:03}")
                workshop.set_fields(note, {"speaker": f"{author} {number}"})
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "pelatihan.kotaham"))


def test_a_sound_file_is_salvaged_whole(path: Path):
    with Workshop.open(path, read_only=True) as workshop:
        held = everything(workshop)
    before = path.read_bytes()
    done, target = salvaged(path)
    assert done.report.is_whole
    assert (done.notes, done.report.attachments_lost) == (0, 0)
    with Workshop.open(target, read_only=True) as workshop:
        assert everything(workshop) == held
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_the_sample_goes_through_unchanged(tmp_path: Path):
    path = tmp_path / "contoh.kotaham"
    build_sample(path)
    with Workshop.open(path, read_only=True) as workshop:
        held = everything(workshop)
    _, target = salvaged(path)
    with Workshop.open(target, read_only=True) as workshop:
        assert everything(workshop) == held


def test_destroyed_tables_and_indexes_cost_nothing(path: Path):
    with Workshop.open(path, read_only=True) as workshop:
        held = everything(workshop)
    connection = raw(path)
    for name in ("note", "note_fts", "touch", "record_index", "snapshot"):
        connection.execute(f'DROP TABLE "{name}"')
    connection.close()
    done, target = salvaged(path)
    assert done.report.is_whole
    with Workshop.open(target, read_only=True) as workshop:
        assert everything(workshop) == held


def test_rows_behind_a_hole_come_back_as_notes_no_more_open_than_their_record(path: Path):
    connection = raw(path)
    connection.execute("DELETE FROM log WHERE id = (SELECT max(id) - 200 FROM log)")
    connection.close()
    with Workshop.open(path, read_only=True) as workshop:
        words = {word for note in workshop.records("note") for word in note.text("text").split()}
    done, target = salvaged(path)
    report = done.report
    assert not report.is_whole
    assert report.rows_lost == 1
    assert report.rows_behind_holes > 0
    with Workshop.open(target, read_only=True) as workshop:
        text = written_words(workshop)
        rescued = [note for note in workshop.records("note") if note.created_by == "Penyelamat"]
    assert [word for word in words if word not in text] == []
    assert {note.text("level") for note in rescued} == {"L1"}
    told = json.loads(done.report_path.read_text("utf-8"))
    assert told["rows_behind_holes"] == report.rows_behind_holes
    assert len(told["left_over"]) == done.notes == len(rescued)
    by_author = {one.author: (one.rows, one.behind_hole) for one in report.sessions}
    assert by_author["Rina"][1] == 0


def test_a_colleagues_whole_copy_fills_the_holes_later(path: Path, original: Path):
    connection = raw(path)
    connection.execute("DELETE FROM log WHERE id IN (40, 90, 300)")
    connection.execute("DELETE FROM session WHERE author = 'Budi'")
    connection.close()
    done, target = salvaged(path)
    assert done.report.rows_lost == 3
    with Workshop.open(original, read_only=True) as workshop:
        held = everything(workshop)
    with Workshop.open(target, author="Penyelamat") as workshop:
        workshop.merge_file(original)
        found = everything(workshop)
        assert {one: found[one].values for one in held} == {one: held[one].values for one in held}
        assert workshop.check().is_sound
        assert "Budi" in {entry.author for entry in workshop.history(limit=1000)}
    back = path.with_name("rekan.kotaham")
    shutil.copy(original, back)
    with Workshop.open(back, author="Rina") as workshop:
        workshop.merge_file(target)
        assert everything(workshop) == found


def test_records_whose_history_is_lost_are_made_again_from_the_tables(path: Path, original: Path):
    with Workshop.open(path, author="Rina") as workshop:
        group = workshop.create_record("group", {"name": "Kelompok Mawar"})
        workshop.create_record("note", {"text": "dari kelompok", "group": group, "level": "L3"})
        gone = workshop.create_record("note", {"text": "sudah dihapus"})
        workshop.delete_record(gone)
        held = everything(workshop)
    connection = raw(path)
    connection.execute("DELETE FROM log WHERE id < 5")
    connection.close()
    done, target = salvaged(path)
    assert not done.report.workshop_id_kept
    assert done.report.attachments_lost == 0
    with Workshop.open(target, read_only=True) as workshop:
        found = everything(workshop)
        [mawar] = workshop.records("group")
        [note] = [one for one in workshop.records("note") if one.text("group") == mawar.id]
        assert (note.text("text"), note.text("level")) == ("dari kelompok", "L3")
        assert "sudah dihapus" not in " ".join(one.text("text") for one in workshop.records("note"))
        for attachment in workshop.records("attachment"):
            assert workshop.record(attachment.text("record"))
            assert workshop.attachment_content(attachment.text("sha256"))
    assert (len(found), done.notes) == (len(held), 0)
    with Workshop.open(target, author="Rina") as workshop, pytest.raises(ExpectedError) as refused:
        workshop.merge_file(original)
    assert refused.value.code == "merge_other_workshop"


def test_lost_session_rows_do_not_cost_the_work(path: Path):
    with Workshop.open(path, read_only=True) as workshop:
        held = everything(workshop)
    connection = raw(path)
    connection.execute("DELETE FROM session")
    connection.close()
    done, target = salvaged(path)
    assert done.report.is_whole
    with Workshop.open(target, read_only=True) as workshop:
        assert everything(workshop) == held
        assert "Rina" in {entry.author for entry in workshop.history(limit=1000)}


def test_a_flipped_bit_in_a_row_is_never_taken_for_truth(path: Path):
    connection = raw(path)
    [(log_id, update)] = connection.execute('SELECT id, "update" FROM log WHERE kind = "edit" AND id = 150').fetchall()
    harmed = bytearray(update)
    harmed[-1] ^= 4
    connection.execute('UPDATE log SET "update" = ? WHERE id = ?', (bytes(harmed), log_id))
    connection.close()
    done, _ = salvaged(path)
    assert (done.report.rows_lost, done.report.rows_behind_holes > 0) == (0, True)


def test_text_that_is_no_text_any_more_stops_nothing(path: Path):
    connection = raw(path)
    connection.execute("UPDATE note SET speaker = CAST(x'42d45fff41' AS TEXT) WHERE row IN (3, 9)")
    connection.execute("UPDATE log SET touched = CAST(x'7bd4ef7d' AS TEXT) WHERE id = 250")
    connection.close()
    done, target = salvaged(path)
    assert (done.report.rows_lost, done.report.rows_behind_holes > 0) == (1, True)
    with Workshop.open(target, read_only=True) as workshop:
        assert len(workshop.records("note")) >= 60


def test_a_harmed_photo_is_counted_and_the_others_are_saved(path: Path):
    content = path.read_bytes()
    place = content.find(bytes([2]) * 3000)
    path.write_bytes(content[:place] + b"x" + content[place + 1 :])
    done, target = salvaged(path)
    assert (done.report.attachments_lost, done.report.proof.contents.attachments) == (1, 3)
    with Workshop.open(target, read_only=True) as workshop:
        assert len(workshop.records("attachment")) == 4


def test_a_wiped_first_page_is_overcome_by_reading_the_pages_themselves(path: Path):
    with Workshop.open(path, read_only=True) as workshop:
        held, workshop_id = everything(workshop), workshop.workshop_id
    destroy_pages(path, [1])
    done, target = salvaged(path)
    with Workshop.open(target, read_only=True) as workshop:
        found = everything(workshop)
        assert workshop.workshop_id == workshop_id
    assert {one: found[one].values for one in held} == {one: held[one].values for one in held}
    assert (done.report.attachments_lost, done.report.workshop_id_kept) == (0, True)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_destroyed_the_new_file_is_sound_and_the_old_one_untouched(path: Path, seed: int):
    """B5: zeroed pages, flipped bits, a cut-off end; what is there is right, what is missing is told."""
    dice = random.Random(seed)
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE
    for _ in range(dice.randint(1, 6)):
        number = dice.randrange(pages)
        content[number * PAGE : (number + 1) * PAGE] = dice.choice([bytes(PAGE), dice.randbytes(PAGE)])
    for _ in range(dice.randint(0, 10)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    if dice.random() < 0.3:
        del content[dice.randrange(len(content) * 9 // 10, len(content)) :]
    path.write_bytes(content)
    before = path.read_bytes()
    done, target = salvaged(path)
    assert path.read_bytes() == before
    with Workshop.open(target, author="Rina") as workshop:
        assert workshop.count("note") > 0
        workshop.create_record("note", {"text": "kerja lagi"})
        assert [one for one in workshop.check().problems if one.code != "attachment_missing"] == []
    assert done.report.proof.contents.rows + done.remade > 0


def test_an_encrypted_file_with_harmed_pages_is_salvaged_under_its_key_and_its_words_stay_locked(tmp_path: Path):
    path = tmp_path / "terkunci.kotaham"
    with Workshop.create(path, author="Rina", passphrase=PASSPHRASE) as workshop:
        notes = [workshop.create_record("note", {"text": f"rahasia{number:03}"}) for number in range(300)]
        for note in notes:
            workshop.set_fields(note, {"speaker": "Ibu Kunci"})
        key = workshop.key
    pages = path.stat().st_size // PAGE
    content = bytearray(path.read_bytes())
    content[(pages // 3) * PAGE + 7] ^= 1
    content[(pages * 2 // 3) * PAGE + 7] ^= 1
    path.write_bytes(content)
    done, target = salvaged(path, key=key)
    assert done.report.proof.contents.rows > 100
    assert not target.read_bytes().startswith(b"SQLite")
    for file in tmp_path.iterdir():
        assert b"rahasia" not in file.read_bytes()
        assert b"Rina" not in file.read_bytes()


def test_nothing_to_save_leaves_nothing_behind(tmp_path: Path):
    path = tmp_path / "sampah.kotaham"
    path.write_bytes(random.Random(1).randbytes(5 * PAGE))
    with pytest.raises(ExpectedError) as refused:
        salvaging.salvage_workshop(path, tmp_path / "baru.kotaham")
    assert refused.value.code == "salvage_nothing"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_salvage_never_writes_over_a_file(path: Path):
    with pytest.raises(ExpectedError) as refused:
        salvaging.salvage_workshop(path, path)
    assert refused.value.code == "file_exists"


def test_rows_still_in_the_log_of_a_killed_program_are_saved_too(path: Path, tmp_path: Path):
    workshop = Workshop.open(path, author="Rina")
    note = workshop.create_record("note", {"text": "tepat sebelum listrik padam"})
    left = tmp_path / "mati" / path.name
    left.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{left}{suffix}")
    workshop.close()
    _, target = salvaged(left)
    with Workshop.open(target, read_only=True) as saved:
        assert saved.record(note).text("text") == "tepat sebelum listrik padam"


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "encrypted"])
def test_a_salvage_that_somebody_stops_leaves_nothing(tmp_path: Path, passphrase: str):
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise StoppedError

    path, shares = tmp_path / "rusak.kotaham", []
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_records([("note", {"text": f"catatan {number}"}) for number in range(50)])
        key = workshop.key
    destroy_pages(path, [path.stat().st_size // PAGE // 2])
    with pytest.raises(StoppedError):
        salvaging.salvage_workshop(path, tmp_path / "selamat.kotaham", key=key, progress=stop)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
