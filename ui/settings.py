"""What this laptop remembers between openings: a small JSON file that may be missing, old or damaged without harm."""

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from kotaham_desktop.i18n import LANGUAGES, SOURCE_LANGUAGE
from ui.theme import ThemeChoice

TEXT_SIZES = (100, 115, 130, 150, 175, 200)
"""In per cent of the ordinary text size."""
MOST_RECENT_FILES = 12
_MOST_WORDS, _LONGEST_WORD = 50, 80
LOCK_KEY = "Ctrl+Shift+L"
LOCK_AFTER = (1, 5, 15, 0)
"""Minutes without a key or the mouse until a file with a passphrase is locked; 0 for never."""


class RecentFile(NamedTuple):
    """A workshop file that was open before, described well enough to be recognised in a list."""

    path: str
    title: str = ""
    detail: str = ""
    opened_at: int = 0


class Settings(NamedTuple):
    """The choices of the person at this laptop."""

    author: str = ""
    language: str = SOURCE_LANGUAGE
    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_size: int = 100
    lock_after: int = 5
    second_place: str = ""
    recent_files: tuple[RecentFile, ...] = ()
    remembered_keys: tuple[str, ...] = ()
    """Under which names the laptop's store of secrets holds keys; see ``remembered_keys`` of the core."""
    kit_reminders_off: tuple[str, ...] = ()
    """``day workshop`` for each file whose recovery kit was put off on that day."""


class SettingsStore:
    """The settings now, and the file that keeps them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._settings = _read(path)

    @property
    def now(self) -> Settings:
        """The settings as they stand."""
        return self._settings

    def change(self, **values: object) -> bool:
        """Change settings by name; false when they could not be written and hold only until the window closes."""
        self._settings = self._settings._replace(**values)  # type: ignore[arg-type]  # names and types are Settings' own
        return self._write()

    def remember_file(self, file: RecentFile) -> bool:
        """Put a file first in the list of recent files."""
        others = tuple(other for other in self._settings.recent_files if other.path != file.path)
        return self.change(recent_files=(file, *others)[:MOST_RECENT_FILES])

    def forget_file(self, path: str) -> bool:
        """Take a file off the list; the file itself stays where it is."""
        return self.change(recent_files=tuple(file for file in self._settings.recent_files if file.path != path))

    def _write(self) -> bool:
        beside = self.path.with_suffix(".new")
        values = self._settings._asdict() | {"recent_files": [file._asdict() for file in self._settings.recent_files]}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8")
            beside.replace(self.path)
        except OSError:
            return False
        return True


def _read(path: Path) -> Settings:
    """The settings of the file; each one that is missing or makes no sense keeps its default."""
    found = _stored(path)
    settings = Settings()
    if isinstance(found.get("author"), str):
        settings = settings._replace(author=found["author"][:120])
    if isinstance(found.get("language"), str) and found["language"] in LANGUAGES:
        settings = settings._replace(language=found["language"])
    if isinstance(found.get("theme"), str) and found["theme"] in set(ThemeChoice):
        settings = settings._replace(theme=ThemeChoice(found["theme"]))
    if found.get("text_size") in TEXT_SIZES:
        settings = settings._replace(text_size=int(found["text_size"]))
    if found.get("lock_after") in LOCK_AFTER:
        settings = settings._replace(lock_after=int(found["lock_after"]))
    if isinstance(found.get("second_place"), str):
        settings = settings._replace(second_place=found["second_place"])
    settings = settings._replace(
        remembered_keys=_words(found.get("remembered_keys")), kit_reminders_off=_words(found.get("kit_reminders_off"))
    )
    recent = found.get("recent_files")
    if isinstance(recent, list):
        files = tuple(file for file in map(_recent_file, recent) if file is not None)
        settings = settings._replace(recent_files=files[:MOST_RECENT_FILES])
    return settings


def _words(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(word for word in found[:_MOST_WORDS] if isinstance(word, str) and len(word) <= _LONGEST_WORD)


def _stored(path: Path) -> Mapping[str, Any]:
    """What stands in the file by name, nothing where it makes no sense as a whole."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, Mapping):
        return found
    _set_aside(path)
    return {}


def _set_aside(path: Path) -> None:
    """Keep a file that makes no sense beside the new one: somebody may want what stands in it."""
    with suppress(OSError):
        shutil.copyfile(path, path.with_suffix(".rusak"))


def _recent_file(found: object) -> RecentFile | None:
    if not isinstance(found, Mapping) or not isinstance(found.get("path"), str) or not found["path"]:
        return None
    opened_at = found.get("opened_at")
    return RecentFile(
        path=found["path"],
        title=str(found.get("title") or ""),
        detail=str(found.get("detail") or ""),
        opened_at=opened_at if isinstance(opened_at, int) else 0,
    )
