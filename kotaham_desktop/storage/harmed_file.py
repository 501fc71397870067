"""Everything that can still be read of a harmed file: by SQL around the unreadable pages, then from the raw pages.

Works on a copy in a scratch folder; the file itself is only read.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import audit, locked_pages, raw_pages
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.audit import Act
from kotaham_desktop.storage.keys import PAGE_BYTES, PLAIN_HEADER, Key
from kotaham_desktop.storage.library import Connection, SqliteError
from kotaham_desktop.storage.log import COLUMNS, LogRow, Session
from kotaham_desktop.storage.schema_trust import answers_by_itself

UNREADABLE = (SqliteError, MemoryError, UnicodeError)
"""What the engine raises on pages that are no pages any more: the second on a broken seal of an encrypted file, the
third on text that is none."""

_ROWS_AT_ONCE, _CONTENTS_AT_ONCE = 512, 4
_LEAST_ROW_BYTES = 40
_PLAIN_START = PLAIN_HEADER + bytes.fromhex("1000020200402020")
"""The first bytes of our plain files: pages of 4096 bytes, in the way of the write-ahead log."""

_LENGTH_AT = slice(28, 32)
"""Where a file says how many pages it has."""
_MOST_CUT_OFF = 20
_REACHED = (("log", "id"), ("touch", "log_id"), ("snapshot", "upto_log"))
T = TypeVar("T")
FoundRow = tuple[int, LogRow, bool]
"""A log row with its place in the file's order and whether this file's own line wrote it."""


class HarmedFile:
    """A copy of a harmed file, opened as far as it can be; ``is_refused`` where its key did not open its beginning.

    ``look`` is called now and then while it is read; what that raises stops the reading.
    """

    def __init__(self, path: Path, scratch: Path, key: Key | None, look: Callable[[], None] = lambda: None) -> None:
        self.look = look
        self._copy = scratch / "rusak.kotaham"
        shutil.copyfile(path, self._copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(path.with_name(path.name + "-wal"), scratch / "rusak.kotaham-wal")
        self._scratch = scratch
        self._key = key
        self.is_refused = False
        if key is None:
            self._mend_start()
        self._connection = self._opened(key)
        self._is_read_by_page = key is None or not self._is_sound()

    def _mend_start(self) -> None:
        """Give the copy a readable beginning and its full length, without which the engine reads nothing at all."""
        with self._copy.open("r+b") as stream:
            start = stream.read(_LENGTH_AT.stop)
            if not start.startswith(PLAIN_HEADER):
                stream.seek(0)
                stream.write(_PLAIN_START)
            length = int.from_bytes(start[_LENGTH_AT], "big") * PAGE_BYTES
            size = self._copy.stat().st_size
            if size < length <= size * _MOST_CUT_OFF:
                stream.truncate(length)

    def _opened(self, key: Key | None) -> Connection | None:
        try:
            connection = connections.writable(self._copy, key)
        except UNREADABLE:
            return None
        except ExpectedError:
            # The key, or else the first page: nobody can tell before other pages were tried.
            self.is_refused = True
            return None
        with suppress(*UNREADABLE):
            if answers_by_itself(connection):
                connection.close()
                return None
        with suppress(*UNREADABLE):
            connections.fold_in(connection)
        return connection

    def _is_sound(self) -> bool:
        """Whether every page of an encrypted file can be unlocked and stands where it should."""
        if self._connection is None:
            return False
        try:
            unlocked = self._connection.execute("PRAGMA cipher_integrity_check").fetchall()
            found = self._connection.execute("PRAGMA quick_check(1)").fetchall()
        except UNREADABLE:
            return False
        return not unlocked and [row[0] for row in found] == ["ok"]

    def close(self) -> None:
        """Let the copy go."""
        if self._connection is not None:
            self._connection.close()

    def meta(self) -> dict[str, str]:
        """What the file knows about itself."""
        found = {str(key): str(value) for key, value in self._asked("SELECT key, value FROM meta")}
        if "workshop_id" not in found:
            pairs = (values for number, values in self._raw() if number == 0 and len(values) == 2)  # noqa: PLR2004 - a pair
            found.update((key, value) for key, value in pairs if key == "workshop_id" and isinstance(value, str))
        return found

    def sessions(self) -> dict[int, Session]:
        """The sessions whose own row can be read."""
        columns = "client_id, parent_client, parent_seq, device, author, opened_at, app_version"
        rows = [(number, *values[1:]) for number, values in self._raw() if values[:1] == (None,)]
        rows += self._asked(f"SELECT {columns} FROM session")
        return {row[0]: Session(*row) for row in rows if _fits(row, (int, int, int, str, str, int, str))}

    def log_rows(self) -> list[FoundRow]:
        """Every readable log row, some perhaps twice or not what they were: the checksums tell."""
        highest = self._highest("log", "id")
        found: dict[tuple[int, LogRow], bool] = {}
        for row in self._spans("log", f"SELECT id, here, {COLUMNS} FROM log", "id", highest, _ROWS_AT_ONCE):
            _take_row(found, row[0], row[1], row[2:])
        for number, values in self._raw():
            if len(values) == 10 and values[0] is None:  # noqa: PLR2004 - the columns of the log
                _take_row(found, number, values[9], values[1:9])
        return sorted(((log_id, row, here) for (log_id, row), here in found.items()), key=lambda one: one[0])

    def acts(self) -> list[tuple[Act, bool]]:
        """Every readable act of the trail in its order, each once, with whether this file's own line wrote it."""
        asked = f"SELECT {audit.COLUMNS}, here FROM audit"
        found: dict[tuple[str, int], tuple[Act, bool]] = {}
        for *row, here in self._spans("audit", asked, "id", self._highest("audit", "id"), _ROWS_AT_ONCE):
            if audit.is_act(tuple(row)):
                act = audit.act_of(tuple(row))
                found.setdefault((act.chain, act.number), (act, bool(here)))
        return list(found.values())

    def highest_row(self) -> int:
        """The highest number that the log is known to have reached; 0 where nothing tells."""
        told = [self._asked(f"SELECT max({column}) FROM {table}") for table, column in _REACHED]
        most = self._copy.stat().st_size // _LEAST_ROW_BYTES
        return max(
            (found[0][0] for found in told if found and _fits(found[0], (int,)) and found[0][0] <= most), default=0
        )

    def contents(self) -> Iterator[tuple[str, str, bytes]]:
        """Every readable attachment: the fingerprint it should have, its kind and its bytes."""
        highest = self._highest("attachment_content", "rowid")
        asked = "SELECT sha256, media_type, data FROM attachment_content"
        for row in self._spans("attachment_content", asked, "rowid", highest, _CONTENTS_AT_ONCE):
            if _fits(row, (str, str, bytes)):
                yield row[0], row[1], row[2]
        for _, values in self._raw():
            if len(values) == 4 and _fits(values, (str, str, int, bytes)):  # noqa: PLR2004 - the columns of a content
                yield values[0], values[1], values[3]

    def table_rows(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every readable row of the record tables, with the name of its type; columns as they are stored."""
        for name in RECORD_TYPES:
            columns = [str(row[1]) for row in self._asked(f'PRAGMA table_info("{name}")')]
            if "row" not in columns:
                continue
            listed = ", ".join(f'"{column}"' for column in columns)
            asked = f'SELECT {listed} FROM "{name}"'
            for row in self._spans(name, asked, "row", self._highest(name, "row"), _ROWS_AT_ONCE):
                yield name, dict(zip(columns, row, strict=True))

    def _asked(self, statement: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        if self._connection is not None:
            with suppress(*UNREADABLE):
                found.extend(self._connection.execute(statement))
        return found

    def _highest(self, table: str, column: str) -> int:
        found = self._asked(f'SELECT max({column}) FROM "{table}"')
        most = self._copy.stat().st_size // _LEAST_ROW_BYTES
        return min(int(found[0][0] or 0), 1 << 40) if found and isinstance(found[0][0], int | None) else most

    def _spans(self, table: str, asked: str, column: str, highest: int, at_once: int) -> Iterator[tuple[Any, ...]]:
        connection = self._connection
        if connection is None or not self._asked(f'SELECT 1 FROM sqlite_schema WHERE name = "{table}"'):
            return

        def read(low: int, high: int) -> list[tuple[Any, ...]]:
            return list(connection.execute(f"{asked} WHERE {column} BETWEEN ? AND ?", (low, high)))

        for low in range(1, highest + 1, at_once):
            self.look()
            yield from _around_harm(read, low, min(low + at_once - 1, highest))

    def _raw(self) -> Iterator[raw_pages.Row]:
        if not self._is_read_by_page:
            return iter(())
        if self._key is None:
            return raw_pages.rows_in(self._copy)
        return locked_pages.rows_in(self._copy, self._scratch, self._key, self.look)


def _around_harm(read: Callable[[int, int], list[T]], low: int, high: int) -> Iterator[T]:
    """What can be read between two numbers, by halving wherever something cannot."""
    spans = [(low, high)]
    while spans:
        begin, end = spans.pop()
        try:
            yield from read(begin, end)
        except UNREADABLE:
            if begin < end:
                middle = (begin + end) // 2
                spans += [(middle + 1, end), (begin, middle)]


def _take_row(found: dict[tuple[int, LogRow], bool], log_id: int, here: object, values: tuple[Any, ...]) -> None:
    if _fits(values, (int, int, int, str, int, bytes, str, bytes)):
        found[log_id, LogRow(*values)] = bool(here)


def _fits(values: tuple[Any, ...], shape: tuple[type, ...]) -> bool:
    return len(values) == len(shape) and all(map(isinstance, values, shape))
