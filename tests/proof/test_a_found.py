"""What the walks found, each fault kept as the one file or moment that broke us."""

import shutil

from kotaham_desktop.application.workshop import Workshop

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
