"""What the walks found, each fault kept as the one file or moment that broke us."""

import shutil
from contextlib import closing

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import workshop_file

PASSPHRASE = "tiga nelayan pulang"


def test_a_locked_file_that_ends_in_half_a_page_is_made_whole_by_its_log(tmp_path):
    file, stopped = tmp_path / "pelatihan.kotaham", tmp_path / "terhenti.kotaham"
    with Workshop.create(file, author="Rina", passphrase=PASSPHRASE) as workshop:
        workshop.create_record("note", {"text": "di dalam log"})
        for ending in ("", "-wal"):
            shutil.copyfile(f"{file}{ending}", f"{stopped}{ending}")
    with stopped.open("ab") as stream:  # the log was being folded in when the program was killed
        stream.write(bytes(2048))
    with Workshop.open(stopped, author="Rina", passphrase=PASSPHRASE) as workshop:
        assert [note.text("text") for note in workshop.records("note")] == ["di dalam log"]
        assert workshop.check().is_sound


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_file_that_was_being_changed_in_place_is_read_as_it_was_before(tmp_path, passphrase):
    file, stopped = tmp_path / "pelatihan.kotaham", tmp_path / "terhenti.kotaham"
    with Workshop.create(file, author="Rina", passphrase=passphrase) as workshop:
        workshop.create_records([("note", {"text": f"catatan {number} " + "kata " * 200}) for number in range(40)])
    with closing(connections.unchanging(file, workshop_file.key_for(file, passphrase))) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()  # as files of older programs are
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE note SET text = 'separuh jalan'")
        for ending in ("", "-journal"):  # as a kill would leave them
            shutil.copyfile(f"{file}{ending}", f"{stopped}{ending}")
        connection.execute("ROLLBACK")
    before = stopped.read_bytes()
    assert before != file.read_bytes()
    with Workshop.open(stopped, read_only=True, passphrase=passphrase) as workshop:
        assert len([note for note in workshop.records("note") if note.text("text").startswith("catatan")]) == 40
    assert stopped.read_bytes() == before
    with Workshop.open(stopped, author="Rina", passphrase=passphrase) as workshop:
        assert workshop.check().is_sound
