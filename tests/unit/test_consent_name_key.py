"""The names behind codes: in a file apart, unreadable without their own passphrase, taken along by nothing."""

import shutil

import pytest

from kotaham_desktop.application import name_key
from kotaham_desktop.application.export_commands import export_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience

SECRET, OTHER = "kata sandi kunci nama", "kata sandi orang lain"


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Ratna") as opened:
        yield opened


@pytest.fixture
def keyed(workshop):
    name_key.create_name_key(workshop, SECRET)
    name_key.name_person(workshop, SECRET, "p7k3m9q", "Sumarni Kenari", contact="0812 0000 1111")
    return workshop


def code_of(command, *arguments, **more):
    with pytest.raises(ExpectedError) as refused:
        command(*arguments, **more)
    return refused.value.code


def test_only_who_knows_its_passphrase_sees_a_name(keyed):
    assert name_key.names(keyed, SECRET)["P-7K3-M9Q"].name == "Sumarni Kenari"
    before = name_key.key_path(keyed).read_bytes()
    for wrong in ("", OTHER, "x" * 10_000):
        assert code_of(name_key.names, keyed, wrong) == "name_key_passphrase_wrong"
    assert name_key.key_path(keyed).read_bytes() == before


def test_no_file_on_the_disk_shows_a_name(keyed, tmp_path):
    keyed.create_record("note", {"text": "Cerita", "subjects": ("P-7K3-M9Q",)})
    export_workshop(keyed, audience=Audience.TEAM, format="json", output=tmp_path / "tim.json")
    keyed.close()
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert b"Kenari" not in content, path
        assert b"0812 0000" not in content, path


def test_a_code_keeps_the_person_it_was_given_to(keyed):
    assert code_of(name_key.name_person, keyed, SECRET, "P-7K3-M9Q", "Orang Lain") == "name_key_code_taken"
    name_key.name_person(keyed, SECRET, "P-7K3-M9Q", "Sumarni Kenari", contact="surat@contoh.id")
    assert name_key.names(keyed, SECRET)["P-7K3-M9Q"].contact == "surat@contoh.id"
    assert code_of(name_key.name_person, keyed, SECRET, "Sumarni", "x") == "subject_code_unreadable"


def test_a_person_can_be_forgotten(keyed):
    assert name_key.forget_person(keyed, SECRET, "P-7K3-M9Q")
    assert not name_key.forget_person(keyed, SECRET, "P-7K3-M9Q")
    assert name_key.names(keyed, SECRET) == {}


def test_a_copy_for_somebody_who_may_has_a_passphrase_of_its_own(keyed, tmp_path):
    target = tmp_path / "untuk-budi.kunci-nama"
    assert name_key.export_name_key(keyed, SECRET, target, OTHER) == 1
    assert code_of(name_key.export_name_key, keyed, SECRET, target, OTHER) == "name_key_exists"
    keyed.close()
    (tmp_path / "b").mkdir()
    shutil.copyfile(keyed.path, tmp_path / "b" / "b.kotaham")
    with Workshop.open(tmp_path / "b" / "b.kotaham") as theirs:
        assert not name_key.has_name_key(theirs)
        assert code_of(name_key.names, theirs, OTHER) == "name_key_missing"
        name_key.create_name_key(theirs, OTHER)
        brought = name_key.import_name_key(theirs, OTHER, target, OTHER)
        assert brought == name_key.KeyImport(("P-7K3-M9Q",), ())
        assert name_key.names(theirs, OTHER)["P-7K3-M9Q"].name == "Sumarni Kenari"


def test_names_that_differ_are_left_alone_and_told(keyed, tmp_path):
    target = tmp_path / "lain.kunci-nama"
    name_key.export_name_key(keyed, SECRET, target, OTHER)
    name_key.forget_person(keyed, SECRET, "P-7K3-M9Q")
    name_key.name_person(keyed, SECRET, "P-7K3-M9Q", "Tukinem")
    assert name_key.import_name_key(keyed, SECRET, target, OTHER).disputed == ("P-7K3-M9Q",)
    assert name_key.names(keyed, SECRET)["P-7K3-M9Q"].name == "Tukinem"


def test_the_key_of_another_workshop_is_refused(keyed, tmp_path):
    with Workshop.create(tmp_path / "b.kotaham", author="Budi") as other:
        shutil.copyfile(name_key.key_path(keyed), name_key.key_path(other))
        assert code_of(name_key.names, other, SECRET) == "name_key_other_workshop"


def test_there_is_one_key_for_a_workshop_and_its_passphrase_is_no_short_word(workshop):
    assert code_of(name_key.create_name_key, workshop, "pendek") == "passphrase_too_short"
    name_key.create_name_key(workshop, SECRET)
    assert code_of(name_key.create_name_key, workshop, SECRET) == "name_key_exists"
