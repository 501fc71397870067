"""Reading data files that people may edit (methods, norms, templates): typed, strict, naming file and key in error."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import current_language

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in both languages; without an English one the Indonesian stands in."""

    indonesian: str = ""
    english: str = ""

    def shown(self) -> str:
        """The text in the current language."""
        return self.english if self.english and current_language() == "en" else self.indonesian


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table of a data file; every reader raises ``ExpectedError("reference_file_broken")`` that names the key."""

    file: str
    path: str
    content: Mapping[str, object]

    @classmethod
    def parse(cls, file: str, content: bytes) -> "DataTable":
        """The whole file; ``file`` is the name that an error shows."""
        try:
            return cls(file, "", tomllib.loads(content.decode("utf-8-sig")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise ExpectedError("reference_file_broken", file=file, key="", problem=str(problem)) from problem

    def broken(self, key: str) -> ExpectedError:
        """The error that names this key of this file."""
        return ExpectedError("reference_file_broken", file=self.file, key=self._full(key), problem="")

    def text(self, key: str, *, required: bool = False) -> str:
        """A text without the blanks around it."""
        value = self.content.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.broken(key)
        return value.strip()

    def phrase(self, key: str, *, required: bool = False) -> Phrase:
        """A text and, under the same key with ``_en``, its English."""
        return Phrase(self.text(key, required=required), self.text(f"{key}_en"))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.broken(key)
        return tuple(each.strip() for each in value)

    def phrases(self, key: str) -> tuple[Phrase, ...]:
        """A list of texts with the English ones, equally many or none, under ``_en``."""
        indonesian, english = self.texts(key), self.texts(f"{key}_en")
        if english and len(english) != len(indonesian):
            raise self.broken(f"{key}_en")
        return tuple(Phrase(text, english[place] if english else "") for place, text in enumerate(indonesian))

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number; required where there is no default."""
        value = self.content.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.broken(key)
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A yes or no."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            raise self.broken(key)
        return value

    def code(self, key: str, codes: type[Code], default: Code | None = None) -> Code:
        """One of the codes of an enumeration."""
        value = self.content.get(key, default)
        try:
            return codes(str(value))
        except ValueError:
            raise self.broken(key) from None

    def table(self, key: str) -> "DataTable":
        """A table inside this one, empty where there is none."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.broken(key)
        return DataTable(self.file, self._full(key), value)

    def tables(self, key: str) -> "list[DataTable]":
        """A list of tables; an error names them by number, counted from 1."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.broken(key)
        return [DataTable(self.file, f"{self._full(key)}[{place}]", each) for place, each in enumerate(value, start=1)]

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise on a key that nobody reads: a misspelt one would silently do nothing."""
        for key in sorted(set(self.content) - set(known)):
            raise self.broken(key)

    def _full(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
