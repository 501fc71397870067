"""The recovery kit, waiting after wrong passphrases and remembered keys, from the command line."""

import json
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from pypdfium2 import PdfDocument

from kotaham_desktop.application import recovery
from kotaham_desktop.application.unlock_attempts import AttemptMemory, state_file
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.program import main
from kotaham_desktop.storage.keys import Key

PASSPHRASE = "tiga nelayan pulang"
NEW = "sumur yang jernih"


@pytest.fixture
def path(tmp_path: Path, monkeypatch) -> Path:
    """A locked file whose passphrase stands in the environment."""
    monkeypatch.setenv("KOTAHAM_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "pelatihan.kotaham"
    with Workshop.create(path, author="Rina", passphrase=PASSPHRASE) as workshop:
        workshop.create_record("note", {"text": "Sumur asin"})
    return path


@pytest.fixture
def shares_file(path, tmp_path) -> Path:
    """Two shares of a kit in a text file, one a line, as somebody would type them."""
    with Workshop.open(path, passphrase=PASSPHRASE) as workshop:
        kit = recovery.new_kit(workshop)
        recovery.note_kit_made(workshop, kit)
    file = tmp_path / "bagian.txt"
    file.write_text("\n".join(" ".join(share.words).upper() for share in kit.shares[1:]), encoding="utf-8")
    return file


def long_wait(path: Path) -> int:
    """Make the next try wait a minute, however slow this laptop is; returns which wrong one the first of these was."""
    first, *_others = [AttemptMemory().was_wrong(path) for _ in range(8)]
    return first


def test_make_writes_the_pdf_and_state_tells_that_it_waits_for_a_test(path, tmp_path, capsys):
    output = tmp_path / "kit.pdf"
    assert main(["recovery", str(path), "state"]) == 0
    assert "belum dibuat" in capsys.readouterr().out
    assert main(["recovery", str(path), "make", "--output", str(output), "--json"]) == 0
    kit = json.loads(capsys.readouterr().out)["kit"]
    document = PdfDocument(output.read_bytes())
    assert len(document) == 3
    document.close()
    assert main(["recovery", str(path), "state"]) == 0
    told = capsys.readouterr().out
    assert kit in told
    assert "belum diuji" in told


def test_make_asks_where_to(path, capsys):
    assert main(["recovery", str(path), "make"]) == 1
    assert "--output" in capsys.readouterr().err


def test_two_shares_from_a_file_are_tried_and_the_file_remembers_it(path, shares_file, capsys, monkeypatch):
    monkeypatch.delenv("KOTAHAM_PASSPHRASE")
    assert main(["recovery", str(path), "test", "--shares", str(shares_file)]) == 0
    monkeypatch.setenv("KOTAHAM_PASSPHRASE", PASSPHRASE)
    assert main(["recovery", str(path), "state", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.split("\n", 1)[1])["standing"] == "tested"


def test_a_forgotten_passphrase_is_replaced_by_two_shares(path, shares_file, capsys, monkeypatch):
    monkeypatch.delenv("KOTAHAM_PASSPHRASE")
    monkeypatch.setenv("KOTAHAM_NEW_PASSPHRASE", NEW)
    assert main(["recovery", str(path), "open", "--shares", str(shares_file)]) == 0
    told = capsys.readouterr().out
    assert "buat kit baru" in told
    assert "cadangan" in told
    with Workshop.open(path, read_only=True, passphrase=NEW) as workshop:
        assert workshop.count("note") == 1


def test_a_slip_is_told_with_its_place_and_the_file_stays(path, shares_file, capsys, monkeypatch):
    first, second = shares_file.read_text(encoding="utf-8").splitlines()
    shares_file.write_text(f"{first}\n\n{second.replace(second.split()[6], 'sumur', 1)}", encoding="utf-8")
    before = path.read_bytes()
    monkeypatch.setenv("KOTAHAM_NEW_PASSPHRASE", NEW)
    assert main(["recovery", str(path), "open", "--shares", str(shares_file)]) == 1
    told = capsys.readouterr().err
    assert "Kata ke-7" in told
    assert path.read_bytes() == before


def test_wrong_passphrases_make_the_next_one_wait_also_the_right_one(path, capsys, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setenv("KOTAHAM_PASSPHRASE", "bukan ini")
    for _ in range(3):
        assert main(["info", str(path)]) == 1
        assert "tidak membuka" in capsys.readouterr().err
    assert long_wait(path) == 4
    monkeypatch.setenv("KOTAHAM_PASSPHRASE", PASSPHRASE)
    assert main(["info", str(path)]) == 1
    assert "menunggu" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert path.name not in state_file().read_text(encoding="utf-8")
    AttemptMemory().was_right(path)
    assert main(["info", str(path)]) == 0


def test_the_right_passphrase_forgets_the_wrong_ones_before_it(path, capsys, monkeypatch):
    for _ in range(2):
        for words in ("bukan ini", "bukan itu", PASSPHRASE):
            monkeypatch.setenv("KOTAHAM_PASSPHRASE", words)
            assert main(["info", str(path)]) == (0 if words == PASSPHRASE else 1)
    capsys.readouterr()


def test_wrong_shares_wait_too(path, tmp_path, shares_file, capsys):
    other = tmp_path / "lain.kotaham"
    Workshop.create(other, author="Rina", passphrase=PASSPHRASE).close()
    for _ in range(3):
        assert main(["recovery", str(other), "test", "--shares", str(shares_file)]) == 1
        assert "bukan dari kit" in capsys.readouterr().err
    assert long_wait(other) == 4
    assert main(["recovery", str(other), "test", "--shares", str(shares_file)]) == 1
    assert "menunggu" in capsys.readouterr().err
    assert main(["recovery", str(path), "test", "--shares", str(shares_file)]) == 0
    capsys.readouterr()


class Drawer(KeyringBackend):
    """A store of secrets that lasts as long as the test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def drawer():
    """The laptop's store of secrets, a fresh one."""
    before, fresh = keyring.get_keyring(), Drawer()
    keyring.set_keyring(fresh)
    yield fresh
    keyring.set_keyring(before)


def test_the_store_of_secrets_is_used_only_when_the_command_says_so(path, drawer, capsys, monkeypatch):
    assert main(["info", str(path)]) == 0
    assert drawer.kept == {}
    assert main(["info", str(path), "--remember"]) == 0
    assert len(drawer.kept) == 1
    told = str(drawer.kept)
    assert PASSPHRASE not in told
    assert path.stem not in told
    monkeypatch.delenv("KOTAHAM_PASSPHRASE")
    assert main(["info", str(path), "--remember"]) == 0
    assert main(["info", str(path)]) == 1
    assert main(["passphrase", str(path), "forget"]) == 0
    assert drawer.kept == {}
    assert main(["info", str(path), "--remember"]) == 1
    capsys.readouterr()


def test_a_key_that_fits_no_more_is_forgotten_and_the_passphrase_asked(path, drawer, capsys):
    assert main(["info", str(path), "--remember"]) == 0
    [place] = drawer.kept
    drawer.kept[place] = Key(bytes(32), b"").raw.hex()
    assert main(["info", str(path), "--remember"]) == 0
    assert drawer.kept[place] != bytes(32).hex()
    capsys.readouterr()


def test_a_laptop_without_a_store_says_so(path, capsys):
    before = keyring.get_keyring()
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())
    try:
        assert main(["info", str(path), "--remember"]) == 1
    finally:
        keyring.set_keyring(before)
    assert "tidak mau menyimpan" in capsys.readouterr().err


def test_a_command_that_asks_for_no_passphrase_forgives_none(path, capsys, monkeypatch):
    monkeypatch.setenv("KOTAHAM_PASSPHRASE", "bukan ini")
    for _ in range(3):
        assert main(["info", str(path)]) == 1
    main(["backups", str(path)])
    main(["recovery", str(path), "make"])
    assert long_wait(path) >= 4
    capsys.readouterr()
