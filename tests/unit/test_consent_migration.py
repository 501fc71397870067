"""Files of the first released format get what has been declared since, and keep everything they held."""

import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.records import NOTE, RECORD_TYPES
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import schema

FORMAT_1 = Path(__file__).parent.parent / "files" / "format-1.kotaham"


@pytest.fixture
def old_file(tmp_path):
    target = tmp_path / "lama.kotaham"
    shutil.copyfile(FORMAT_1, target)
    return target


def test_a_file_of_the_first_format_opens_with_all_its_work(old_file):
    with Workshop.open(old_file, author="Ani") as workshop:
        assert workshop.record("workshop").text("city") == "Semarang"
        (note,) = workshop.records("note")
        assert note.text("text") == "Air bersih masih mahal di kampung nelayan."
        assert note.ids("subjects") == ()
        (photo,) = workshop.records("attachment")
        assert workshop.attachment_content(photo.text("sha256")).startswith(b"\x89PNG")
        assert [each.record_id for each in workshop.search("nelayan")] == [note.id]
        assert workshop.check().is_sound


def test_an_older_file_takes_the_new_types_and_fields(old_file):
    with Workshop.open(old_file, author="Ani") as workshop:
        (note,) = workshop.records("note")
        workshop.set_fields(note.id, {"subjects": ("P-7K3-M9Q",)})
        assert all(workshop.count(name) == 0 for name, each in RECORD_TYPES.items() if each.is_ledger)
        workshop.create_record("consent", {"subject": "P-7K3-M9Q", "purpose": "P1", "status": "given", "at": "x"})
    with Workshop.open(old_file, read_only=True) as workshop:
        assert workshop.records("note")[0].ids("subjects") == ("P-7K3-M9Q",)
        assert workshop.records("consent")[0].text("purpose") == "P1"
        assert workshop.check().is_sound


def test_a_copy_of_the_older_file_is_kept_beside_it(old_file):
    before = old_file.read_bytes()
    with Workshop.open(old_file):
        pass
    (copy,) = old_file.parent.glob("*.sebelum-v*.kotaham")
    with connections_of(copy) as connection:
        assert schema.file_version(connection) == 1
        assert len(copy.read_bytes()) == pytest.approx(len(before), rel=0.2)


def test_an_older_file_opened_for_reading_stays_as_it_is(old_file):
    before = old_file.read_bytes()
    with pytest.raises(ExpectedError) as refused:
        Workshop.open(old_file, read_only=True)
    assert refused.value.code == "file_older_read_only"
    assert old_file.read_bytes() == before


def test_a_text_field_declared_later_is_searched_in_older_files(old_file, monkeypatch):
    later = Field("remark", FieldKind.SHORT_TEXT, "Remark")
    widened = type(NOTE)(**{name: getattr(NOTE, name) for name in NOTE.__slots__} | {"fields": (*NOTE.fields, later)})
    monkeypatch.setitem(RECORD_TYPES, "note", widened)
    with Workshop.open(old_file) as workshop:
        (note,) = workshop.records("note")
        workshop.set_fields(note.id, {"remark": "kerapu"})
        assert [each.record_id for each in workshop.search("kerapu")] == [note.id]
        assert [each.record_id for each in workshop.search("nelayan")] == [note.id]
        assert workshop.check().is_sound


def test_taking_in_declarations_twice_changes_nothing_more(old_file):
    with Workshop.open(old_file):
        pass
    with connections_of(old_file) as connection:
        before = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        schema.take_in_new_declarations(connection)
        assert connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall() == before


def connections_of(path):
    from contextlib import closing

    return closing(connections.writable(path))
