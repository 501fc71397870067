"""The recovery kit of a file: made, printed, tried, used when the passphrase is forgotten, void after a new one."""

import os
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from kotaham_desktop.application import recovery
from kotaham_desktop.application.backup_commands import copy_workshop, key_of
from kotaham_desktop.application.passphrases import change_passphrase, remove_passphrase, set_passphrase
from kotaham_desktop.application.recovery import KitStanding
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import WORKSHOP_ID

PASSPHRASE = "tiga nelayan pulang"
NEW = "sumur yang jernih"
SECRETS = ("Pendampingan Kampung Laut", "Cilacap", "Rina")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a passphrase, a title and a note."""
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=PASSPHRASE) as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": SECRETS[0], "city": SECRETS[1]})
        workshop.create_record("note", {"text": "Sumur asin"})
    return path


def made(path: Path, passphrase: str = PASSPHRASE) -> recovery.NewKit:
    with Workshop.open(path, passphrase=passphrase) as workshop:
        kit = recovery.new_kit(workshop)
        recovery.note_kit_made(workshop, kit)
    return kit


def standing(path: Path, passphrase: str = PASSPHRASE) -> KitStanding:
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        return recovery.standing(workshop)


def code_of(action) -> str:
    with pytest.raises(ExpectedError) as raised:
        action()
    return raised.value.code


def note_of(path: Path, passphrase: str) -> str:
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        return workshop.records("note")[0].text("text")


def test_two_of_three_shares_set_a_new_passphrase(path):
    kit = made(path)
    recovery.set_passphrase_with_kit(path, [kit.shares[2], kit.shares[0]], NEW)
    assert note_of(path, NEW) == "Sumur asin"
    assert code_of(lambda: note_of(path, PASSPHRASE)) == "passphrase_wrong"


def test_how_the_file_stands_is_known_from_making_to_testing_to_a_new_passphrase(path):
    assert standing(path) is KitStanding.MISSING
    kit = made(path)
    assert standing(path) is KitStanding.UNTESTED
    recovery.try_kit_on_file(path, kit.shares[1:])
    assert standing(path) is KitStanding.TESTED
    change_passphrase(path, PASSPHRASE, NEW)
    assert standing(path, NEW) is KitStanding.VOID
    made(path, NEW)
    assert standing(path, NEW) is KitStanding.UNTESTED


def test_a_new_kit_stands_in_the_place_of_the_one_before_and_both_open_the_file(path):
    first, second = made(path), made(path)
    recovery.try_kit_on_file(path, first.shares[:2])
    recovery.try_kit_on_file(path, second.shares[:2])
    assert first.kit != second.kit
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        assert recovery.kit_of(workshop).kit == second.kit


def test_a_kit_is_void_after_a_new_passphrase_and_the_file_stays_as_it_is(path):
    kit = made(path)
    change_passphrase(path, PASSPHRASE, NEW)
    before = path.read_bytes()
    for use in (
        lambda: recovery.set_passphrase_with_kit(path, kit.shares[:2], PASSPHRASE),
        lambda: recovery.try_kit_on_file(path, kit.shares[:2]),
    ):
        assert code_of(use) == "kit_wrong_file"
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_copy_made_before_the_new_passphrase_still_opens_with_the_old_kit(path, tmp_path):
    kit = made(path)
    copied = tmp_path / "salinan.kotaham"
    copy_workshop(path, copied, key=key_of(path, PASSPHRASE))
    change_passphrase(path, PASSPHRASE, NEW)
    recovery.set_passphrase_with_kit(copied, kit.shares[:2], "frasa salinan")
    assert note_of(copied, "frasa salinan") == "Sumur asin"
    assert note_of(path, NEW) == "Sumur asin"


def test_a_kit_of_another_file_is_refused(path, tmp_path):
    other = tmp_path / "lain.kotaham"
    Workshop.create(other, author="Rina", passphrase=PASSPHRASE).close()
    kit = made(other)
    assert code_of(lambda: recovery.try_kit_on_file(path, kit.shares[:2])) == "kit_wrong_file"
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        assert code_of(lambda: recovery.try_kit(workshop, kit.shares[:2])) == "kit_wrong_file"


def test_an_open_file_tries_its_kit_without_being_closed(path):
    kit = made(path)
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        recovery.try_kit(workshop, [kit.shares[2], kit.shares[0]])
        assert recovery.standing(workshop) is KitStanding.TESTED


def test_a_short_new_passphrase_is_refused_and_changes_nothing(path):
    kit = made(path)
    assert code_of(lambda: recovery.set_passphrase_with_kit(path, kit.shares[:2], "air")) == "passphrase_too_short"
    assert note_of(path, PASSPHRASE) == "Sumur asin"


def test_a_plain_file_needs_no_kit(path):
    kit = made(path)
    remove_passphrase(path, PASSPHRASE)
    assert standing(path, "") is KitStanding.NEEDLESS
    with Workshop.open(path) as workshop:
        assert code_of(lambda: recovery.new_kit(workshop)) == "not_encrypted"
    assert code_of(lambda: recovery.try_kit_on_file(path, kit.shares[:2])) == "not_encrypted"
    set_passphrase(path, NEW)
    assert standing(path, NEW) is KitStanding.VOID


def test_a_file_opened_for_reading_keeps_nothing(path):
    kit = made(path)
    with Workshop.open(path, read_only=True, passphrase=PASSPHRASE) as workshop:
        assert code_of(lambda: recovery.try_kit(workshop, kit.shares[:2])) == "opened_read_only"


def test_the_file_keeps_neither_words_nor_key_of_its_kit(path):
    kit = made(path)
    recovery.try_kit_on_file(path, kit.shares[:2])
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        secret = workshop.key.raw.hex()
    set_apart = path.with_name("terbuka.kotaham")
    copy_workshop(path, set_apart, key=key_of(path, PASSPHRASE))
    remove_passphrase(set_apart, PASSPHRASE)
    content = set_apart.read_bytes()
    assert secret.encode() not in content
    assert bytes.fromhex(secret) not in content
    for share in kit.shares:
        assert " ".join(share.words[4:7]).encode() not in content


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_kit_is_three_pages_with_one_share_each(path, tmp_path, language):
    kit, output = made(path), tmp_path / "kit.pdf"
    recovery.write_kit(kit, output, language)
    document = PdfDocument(output.read_bytes())
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) == 3
    for share, text in zip(kit.shares, pages, strict=True):
        numbered = text.split()
        for place, word in enumerate(share.words, start=1):
            assert word in numbered
            assert str(place) in numbered
        assert kit.kit in text
        assert "pelatihan" in text
        for other in kit.shares:
            if other is not share:
                assert not set(other.words[4:]) <= set(numbered)
    assert ("Bagian 2 dari 3" if language == "id" else "2 of 3") in pages[1]
    document.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kit.pdf", "pelatihan.kotaham"]


def test_a_share_copied_from_the_printed_page_is_read(path, tmp_path):
    kit, output = made(path), tmp_path / "kit.pdf"
    recovery.write_kit(kit, output, "id")
    document = PdfDocument(output.read_bytes())
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    words = [word for word in text.split() if word in kit.shares[0].words]
    assert set(kit.shares[0].words) <= set(words)


def test_the_pdf_tells_nothing_of_the_training_its_maker_or_its_place(path, tmp_path):
    output = tmp_path / "kit.pdf"
    recovery.write_kit(made(path), output, "id")
    content = output.read_bytes()
    document = PdfDocument(content)
    facts = document.get_metadata_dict()
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert facts["Author"] == ""
    assert facts["Title"] == "Kit pemulihan"
    for told in (*SECRETS, str(tmp_path), PASSPHRASE):
        assert told not in text
        assert told.encode() not in content
        assert told not in str(facts)


@pytest.mark.skipif(os.name == "nt", reason="its folders say who may read")
def test_only_this_user_can_read_the_pdf(path, tmp_path):
    output = tmp_path / "kit.pdf"
    recovery.write_kit(made(path), output, "id")
    assert output.stat().st_mode & 0o077 == 0


def test_a_printed_pdf_is_overwritten_and_deleted(path, tmp_path):
    output, second_name = tmp_path / "kit.pdf", tmp_path / "nama kedua.pdf"
    recovery.write_kit(made(path), output, "id")
    second_name.hardlink_to(output)
    recovery.remove_pdf(output)
    assert not output.exists()
    assert set(second_name.read_bytes()) == {0}
    assert code_of(lambda: recovery.remove_pdf(output)) == "file_missing"


def test_a_kit_that_cannot_be_written_leaves_nothing(path, tmp_path):
    kit = made(path)
    assert code_of(lambda: recovery.write_kit(kit, tmp_path / "tidak ada" / "kit.pdf", "id")) == "export_failed"
    assert code_of(lambda: recovery.write_kit(kit, path, "id")) == "export_onto_workshop"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
