"""One record as plain data, the form in which it crosses every border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kotaham_desktop.domain.levels import Level

Value = str | int | float | bool | None | tuple[str, ...] | Mapping[str, str]
"""What a field holds: text, number, yes/no, nothing, several ids or codes, or the named answers of a result row."""

EMPTY: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its id (a UUID as text, or ``workshop`` for the one record about the training), type and values.

    ``created_at`` and ``changed_at`` are milliseconds since 1970 UTC.
    """

    id: str
    type: str
    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)
    deleted: bool = False
    created_at: int = 0
    created_by: str = ""
    changed_at: int = 0

    def text(self, name: str) -> str:
        """The value as text, empty where there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """The value as a whole number, or None."""
        value = self.values.get(name)
        return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def ids(self, name: str) -> tuple[str, ...]:
        """The several ids or codes of a field."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def flag(self, name: str) -> bool:
        """Whether a yes/no field says yes."""
        return self.values.get(name) is True

    def answers(self, name: str = "values") -> Mapping[str, str]:
        """The named answers of a result row."""
        value = self.values.get(name)
        return value if isinstance(value, Mapping) else {}

    @property
    def level(self) -> Level:
        """The record's own level; one that carries none is public, one that cannot be read is sealed."""
        if "level" not in self.values:
            return Level.PUBLIC
        try:
            return Level.from_code(self.text("level"))
        except ValueError:
            return Level.SEALED
