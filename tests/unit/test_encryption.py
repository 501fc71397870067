"""Encrypted files: what a lost laptop tells, and what changing the passphrase must never cost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kotaham_desktop.application import passphrases
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError

PASSPHRASE = "tiga nelayan pulang"
WORDS = "Warga pesisir bercerita tentang sumur asin"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        note = workshop.create_record("note", {"text": WORDS})
        workshop.attach(note, b"isi gambar rahasia", "image/png", caption="Peta")
    return path


@pytest.fixture
def encrypted(plain: Path) -> Path:
    passphrases.set_passphrase(plain, PASSPHRASE)
    return plain


def code_of(action) -> str:
    with pytest.raises(ExpectedError) as raised:
        action()
    return raised.value.code


def texts(path: Path, passphrase: str = "") -> list[str]:
    with Workshop.open(path, read_only=True, passphrase=passphrase) as workshop:
        assert workshop.check().is_sound
        return [note.text("text") for note in workshop.records("note")]


def test_a_locked_file_holds_no_word_and_no_picture_in_clear(encrypted: Path):
    content = encrypted.read_bytes()
    for secret in (WORDS.encode(), b"Warga", b"isi gambar rahasia", b"SQLite", b"CREATE TABLE", b"Rina"):
        assert secret not in content
    assert [path.name for path in encrypted.parent.iterdir()] == [encrypted.name]


def test_neither_file_nor_log_holds_a_word_while_it_is_open(encrypted: Path):
    with Workshop.open(encrypted, passphrase=PASSPHRASE) as workshop:
        workshop.create_record("note", {"text": "Saksi menyebut Pak Darmo"})
        for path in encrypted.parent.iterdir():
            assert b"Darmo" not in path.read_bytes()


def test_the_right_passphrase_opens_it_and_the_wrong_one_changes_nothing(encrypted: Path):
    assert texts(encrypted, PASSPHRASE) == [WORDS]
    before = encrypted.read_bytes()
    for wrong in ("", "salah besar", PASSPHRASE.upper(), PASSPHRASE + " ", "x" * 1_000_000, "\0", "'; --"):
        code = code_of(lambda wrong=wrong: Workshop.open(encrypted, passphrase=wrong))
        assert code == ("passphrase_wrong" if wrong else "passphrase_needed")
    assert encrypted.read_bytes() == before
    assert [path.name for path in encrypted.parent.iterdir()] == [encrypted.name]


def test_letters_typed_composed_or_decomposed_are_the_same_passphrase(plain: Path):
    passphrases.set_passphrase(plain, "caf\u00e9 di pesisir")
    assert texts(plain, "cafe\u0301 di pesisir") == [WORDS]


def test_a_passphrase_with_quotes_and_other_scripts_works(plain: Path):
    odd = 'it\'s "ꦲꦏ꧀ꦱꦫ" 🔑 ; DROP'
    passphrases.set_passphrase(plain, odd)
    assert texts(plain, odd) == [WORDS]


def test_changing_and_removing_keep_every_row_and_the_files_own_numbers(encrypted: Path):
    with Workshop.open(encrypted, read_only=True, passphrase=PASSPHRASE) as workshop:
        history = workshop.history()
    passphrases.change_passphrase(encrypted, PASSPHRASE, "frasa yang lain")
    assert code_of(lambda: texts(encrypted, PASSPHRASE)) == "passphrase_wrong"
    assert texts(encrypted, "frasa yang lain") == [WORDS]
    passphrases.remove_passphrase(encrypted, "frasa yang lain")
    assert texts(encrypted) == [WORDS]
    with Workshop.open(encrypted, read_only=True) as workshop:
        assert workshop.history() == history
        [attachment] = workshop.records("attachment")
        assert workshop.attachment_content(attachment.text("sha256")) == b"isi gambar rahasia"


def test_a_wrong_old_passphrase_changes_nothing(encrypted: Path):
    before = encrypted.read_bytes()
    assert code_of(lambda: passphrases.change_passphrase(encrypted, "salah besar", "frasa baru")) == "passphrase_wrong"
    assert code_of(lambda: passphrases.change_passphrase(encrypted, PASSPHRASE, "pendek")) == "passphrase_too_short"
    assert encrypted.read_bytes() == before


def test_a_locked_file_that_is_open_keeps_its_passphrase(encrypted: Path):
    with Workshop.open(encrypted, passphrase=PASSPHRASE):
        code = code_of(lambda: passphrases.change_passphrase(encrypted, PASSPHRASE, "frasa yang lain"))
    assert code == "file_locked"
    assert texts(encrypted, PASSPHRASE) == [WORDS]


def test_setting_twice_and_removing_from_a_plain_file_are_told(plain: Path):
    assert code_of(lambda: passphrases.remove_passphrase(plain, PASSPHRASE)) == "not_encrypted"
    passphrases.set_passphrase(plain, PASSPHRASE)
    assert code_of(lambda: passphrases.set_passphrase(plain, PASSPHRASE)) == "already_encrypted"


def test_two_locked_copies_merge_without_asking_again(encrypted: Path, tmp_path: Path):
    other = tmp_path / "laptop-b.kotaham"
    shutil.copy(encrypted, other)
    with Workshop.open(other, author="Budi", passphrase=PASSPHRASE) as workshop:
        workshop.create_record("note", {"text": "dari laptop B"})
    with Workshop.open(encrypted, passphrase=PASSPHRASE) as workshop:
        workshop.merge_file(other)
        assert workshop.count("note") == 2


def test_a_copy_with_another_passphrase_or_none_merges_too(encrypted: Path, tmp_path: Path):
    other, unlocked = tmp_path / "laptop-b.kotaham", tmp_path / "laptop-c.kotaham"
    for path, text in ((other, "dari laptop B"), (unlocked, "dari laptop C")):
        shutil.copy(encrypted, path)
        with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
            workshop.create_record("note", {"text": text})
    passphrases.change_passphrase(other, PASSPHRASE, "frasa laptop lain")
    passphrases.remove_passphrase(unlocked, PASSPHRASE)
    with Workshop.open(encrypted, passphrase=PASSPHRASE) as workshop:
        assert code_of(lambda: workshop.merge_file(other)) == "passphrase_needed"
        assert code_of(lambda: workshop.merge_file(other, passphrase="bukan itu")) == "passphrase_wrong"
        workshop.merge_file(other, passphrase="frasa laptop lain")
        workshop.merge_file(unlocked)
        assert workshop.count("note") == 3
        assert workshop.check().is_sound


def test_one_flipped_bit_in_a_locked_file_never_passes_for_sound(encrypted: Path):
    content = bytearray(encrypted.read_bytes())
    for place in range(40, len(content), len(content) // 12):
        harmed = bytearray(content)
        harmed[place] ^= 1
        encrypted.write_bytes(harmed)
        code = code_of(lambda: texts(encrypted, PASSPHRASE))
        assert code in {"file_damaged", "passphrase_wrong"}


KILLED = """
import os, sys, threading
from pathlib import Path
from kotaham_desktop.application import passphrases
path, old, new, after = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
threading.Timer(after, lambda: os.kill(os.getpid(), 9)).start()
while True:
    passphrases.change_passphrase(path, old, new)
    old, new = new, old
"""


def test_a_kill_while_the_passphrase_changes_leaves_one_whole_file(encrypted: Path):
    other = "frasa yang lain"
    for number in range(6):
        after = 0.5 + number * 0.13
        subprocess.run(
            [sys.executable, "-c", KILLED, str(encrypted), PASSPHRASE, other, str(after)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}, check=False, timeout=60,
        )  # fmt: skip
        opening = [one for one in (PASSPHRASE, other) if opens(encrypted, one)]
        assert len(opening) == 1
        assert texts(encrypted, opening[0]) == [WORDS]
        if opening[0] == other:
            passphrases.change_passphrase(encrypted, other, PASSPHRASE)


def opens(path: Path, passphrase: str) -> bool:
    try:
        Workshop.open(path, read_only=True, passphrase=passphrase).close()
    except ExpectedError:
        return False
    return True


def test_what_a_killed_program_left_half_written_is_wiped_at_the_next_opening(encrypted: Path):
    left = encrypted.with_name(f".{encrypted.name}.abcd1234.baru")
    left.write_text(WORDS)
    other = encrypted.with_name(".lain.kotaham.abcd1234.baru")
    other.write_text("bukan milik berkas ini")
    Workshop.open(encrypted, passphrase=PASSPHRASE).close()
    assert not left.exists()
    assert other.exists()
