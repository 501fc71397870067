"""What a laptop remembers: kept across starts, and never a reason not to start."""

import json

import pytest

from ui.settings import MOST_RECENT_FILES, RecentFile, Settings, SettingsStore
from ui.theme import ThemeChoice


def test_choices_are_there_at_the_next_start(tmp_path):
    store = SettingsStore(tmp_path / "folder" / "setelan.json")
    assert store.change(author="Ratna", language="en", theme=ThemeChoice.DARK, text_size=150)
    again = SettingsStore(store.path).now
    assert (again.author, again.language, again.theme, again.text_size) == ("Ratna", "en", ThemeChoice.DARK, 150)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"null", b'"x"', b"[" * 100_000])
def test_a_damaged_file_means_defaults(tmp_path, content):
    path = tmp_path / "setelan.json"
    path.write_bytes(content)
    assert SettingsStore(path).now == Settings()


def test_one_nonsense_setting_leaves_the_others(tmp_path):
    path = tmp_path / "setelan.json"
    path.write_text(
        json.dumps({"author": 7, "language": "xx", "theme": [], "text_size": 9000, "recent_files": [3, {"path": "a"}]}),
        encoding="utf-8",
    )
    now = SettingsStore(path).now
    assert (now.author, now.language, now.theme, now.text_size) == ("", "id", ThemeChoice.SYSTEM, 100)
    assert now.recent_files == (RecentFile("a"),)


def test_a_file_opened_again_moves_to_the_top_of_the_list(tmp_path):
    store = SettingsStore(tmp_path / "setelan.json")
    for name in ("a", "b", "a"):
        store.remember_file(RecentFile(name))
    assert [file.path for file in store.now.recent_files] == ["a", "b"]


def test_the_list_of_recent_files_stays_short(tmp_path):
    store = SettingsStore(tmp_path / "setelan.json")
    for number in range(MOST_RECENT_FILES + 5):
        store.remember_file(RecentFile(str(number)))
    assert len(store.now.recent_files) == MOST_RECENT_FILES


def test_a_folder_that_cannot_be_written_keeps_the_choice_for_this_time(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    store = SettingsStore(blocked / "setelan.json")
    assert not store.change(author="Ratna")
    assert store.now.author == "Ratna"
