"""The copy that was kept before a file came to a newer format is erased from too, and opens afterwards."""

import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application import erasing
from kotaham_desktop.application.workshop import Workshop

FILES = Path(__file__).parent.parent / "files"


@pytest.mark.parametrize("version", [1, 2])
def test_a_copy_in_an_older_format_is_brought_up_to_date_without_what_was_erased(tmp_path, version):
    path = tmp_path / "pelatihan.kotaham"
    shutil.copyfile(FILES / f"format-{version}.kotaham", path)
    with Workshop.open(path, author="Ani") as workshop:
        (older,) = tmp_path.glob("*.sebelum-v*")
        note = next(one for one in workshop.records("note") if len(one.text("text")) > 12)
        words = note.text("text").encode()
        assert words in older.read_bytes()
        plan = erasing.plan_erasure(workshop, record_ids=[note.id])
        result = erasing.erase(workshop, plan, reason="diminta", asked_by="orangnya")
        assert [one.name for one in result.files] == [path.name, older.name]
        assert result.to_do == ()
        kept = workshop.count("note")
    assert words not in older.read_bytes()
    assert words not in path.read_bytes()
    with Workshop.open(older, author="Budi") as copy:
        assert copy.count("note") == kept
        assert copy.check().problems == []
