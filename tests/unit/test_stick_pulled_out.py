"""A stick that is pulled out while a workshop on it is open, and put back: nothing typed meanwhile is lost."""

import shutil

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stik"
    folder.mkdir()
    return folder


@pytest.fixture(params=["", "rumah biru di tepi kali"], ids=["plain", "encrypted"])
def passphrase(request):
    return request.param


@pytest.fixture
def open_on_stick(stick, passphrase):
    workshop = Workshop.create(stick / "kerja.kotaham", author="Rina", passphrase=passphrase)
    yield workshop
    workshop.close()


def pull(stick):
    """The folder is gone; what the program holds open leads nowhere that anybody would find."""
    stick.rename(stick.with_name("dicabut"))


def put_back(stick):
    """The same files under the same names, which are new files to the operating system."""
    shutil.copytree(stick.with_name("dicabut"), stick)


def typed_while_gone(workshop, note, text):
    with pytest.raises(ExpectedError, match="file_unreachable"):
        workshop.edit_text(note, "text", text)
    assert workshop.pending
    assert not workshop.retry()


def texts_on(path, passphrase):
    with Workshop.open(path, author="Ratna", passphrase=passphrase) as workshop:
        assert workshop.check().is_sound
        return sorted(note.text("text") for note in workshop.records("note"))


def test_what_was_typed_meanwhile_is_written_when_the_stick_is_back(open_on_stick, stick, passphrase):
    workshop = open_on_stick
    note = workshop.create_record("note", {"text": "sebelum"})
    pull(stick)
    typed_while_gone(workshop, note, "sebelum dan selagi dicabut")
    put_back(stick)
    assert workshop.retry()
    assert workshop.pending == 0
    assert workshop.record(note).text("text") == "sebelum dan selagi dicabut"
    workshop.edit_text(note, "text", "sebelum, selagi dicabut, dan sesudahnya")
    assert workshop.undo()
    workshop.close()
    assert texts_on(workshop.path, passphrase) == ["sebelum dan selagi dicabut"]
    assert sorted(path.name for path in stick.iterdir()) == ["kerja.kotaham"]


def test_what_a_colleague_wrote_on_the_stick_meanwhile_stays(open_on_stick, stick, passphrase):
    workshop = open_on_stick
    note = workshop.create_record("note", {"text": "Rina"})
    pull(stick)
    typed_while_gone(workshop, note, "Rina selagi dicabut")
    with pytest.raises(ExpectedError, match="file_unreachable"):
        workshop.create_record("note", {"text": "baru", "speaker": "Sari"})
    put_back(stick)
    with Workshop.open(workshop.path, author="Budi", passphrase=passphrase) as colleague:
        colleague.create_record("note", {"text": "Budi"})
        colleague.edit_text(note, "text", "Bu Rina")
    assert workshop.retry()
    assert workshop.count("note") == 3
    workshop.close()
    assert texts_on(workshop.path, passphrase) == ["Bu Rina selagi dicabut", "Budi", "baru"]


def test_an_older_copy_under_the_name_is_not_taken_for_the_file(open_on_stick, stick, passphrase, tmp_path):
    workshop = open_on_stick
    note = workshop.create_record("note", {"text": "lama"})
    workshop.rest()
    older = tmp_path / "lama.kotaham"
    shutil.copyfile(workshop.path, older)
    workshop.edit_text(note, "text", "lama lalu baru")
    pull(stick)
    typed_while_gone(workshop, note, "lama lalu baru lagi")
    stick.mkdir()
    shutil.copyfile(older, workshop.path)
    assert not workshop.retry()
    assert workshop.pending
    assert texts_on(workshop.path, passphrase) == ["lama"]
    shutil.rmtree(stick)
    put_back(stick)
    assert workshop.retry()
    workshop.close()
    assert texts_on(workshop.path, passphrase) == ["lama lalu baru lagi"]


def test_views_hear_of_what_was_written_late(open_on_stick, stick):
    workshop = open_on_stick
    note = workshop.create_record("note", {"text": "a"})
    heard = []
    workshop.subscribe(lambda change: heard.append(change.record_ids))
    pull(stick)
    typed_while_gone(workshop, note, "a b")
    assert heard == []
    put_back(stick)
    assert workshop.retry()
    assert heard == [frozenset({note})]
