"""D13: settings that are no settings any more: the program starts with its own, and what stood there is kept."""

import json
import random

import pytest

from tests.proof.figures import record
from tests.proof.scale import times
from ui.settings import Settings, SettingsStore


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"author": "a"', b'"kata"', b"1e999", b"\0" * 4096],
)
def test_a_harmed_file_means_defaults_and_is_kept(tmp_path, content):
    path = tmp_path / "setelan.json"
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.now == Settings()
    assert path.with_suffix(".rusak").read_bytes() == content
    assert store.change(author="Ratna")
    assert SettingsStore(path).now.author == "Ratna"
    record("D13", "berkas setelan rusak", 1, 0)


def test_settings_with_changed_bytes_or_nonsense_values_never_keep_the_program_from_starting(tmp_path):
    path, chance, tried = tmp_path / "setelan.json", random.Random(13), times(60, 500)
    SettingsStore(path).change(author="Ratna", text_size=150)
    sound = path.read_bytes()
    nonsense = [None, True, -1, 1e308, "x", [], {}, [[]], [{}], {"a": []}, "\ud800"]
    for number in range(tried):
        if number % 2:
            changed = bytearray(sound)
            changed[chance.randrange(len(changed))] = chance.randrange(256)
            path.write_bytes(bytes(changed))
        else:
            path.write_text(json.dumps({name: chance.choice(nonsense) for name in Settings._fields}), "utf-8")
        assert isinstance(SettingsStore(path).now, Settings)
    record("D13", "setelan dengan byte atau nilai yang diubah", tried, 0)
