"""One file of every released format: it opens with all its work, and a copy of it as it was stays beside it."""

import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage import schema

FILES = Path(__file__).parent.parent / "files"
RELEASED = tuple(range(1, schema.CURRENT_VERSION))


@pytest.mark.parametrize("version", RELEASED)
def test_a_file_of_every_released_format_opens_with_all_its_work(tmp_path, version):
    file = tmp_path / "lama.kotaham"
    shutil.copyfile(FILES / f"format-{version}.kotaham", file)
    with Workshop.open(file, author="Ani") as workshop:
        assert workshop.record("workshop").text("city") == "Semarang"
        (note,) = workshop.records("note")
        assert "kampung nelayan" in note.text("text")
        (photo,) = workshop.records("attachment")
        assert workshop.attachment_content(photo.text("sha256")).startswith(b"\x89PNG")
        assert [each.record_id for each in workshop.search("nelayan")] == [note.id]
        assert workshop.check().is_sound
    (copy,) = tmp_path.glob(f"lama.sebelum-v{schema.CURRENT_VERSION}.kotaham")
    assert copy.stat().st_size > 0
