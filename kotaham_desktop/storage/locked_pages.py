"""Rows read page by page from an encrypted file, whatever has become of the pages that lead to them.

Only the engine can unlock a page, and only on the way from the beginning of a file. So a new file is made under the
same key, with one table whose rows are said to begin on whichever page is looked at next, and the pages of the harmed
file are put behind its beginning. What is found is not believed here; checksums and fingerprints decide.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.keys import PAGE_BYTES, Key
from kotaham_desktop.storage.library import Connection, SqliteError
from kotaham_desktop.storage.raw_pages import Row

_COLUMNS = 12
"""More than any table that is salvaged row by row has."""
_UNREADABLE = (SqliteError, MemoryError, UnicodeError)
_FIRST_PAGE = 2
_TRIED_FIRST = 60


def rows_in(harmed: Path, scratch: Path, key: Key, look: Callable[[], None] = lambda: None) -> Iterator[Row]:
    """Every row of every page that can be unlocked and still holds rows; a table may come twice.

    ``look`` is called before each page; what it raises stops the reading.
    """
    pages = harmed.stat().st_size // PAGE_BYTES
    grafted = scratch / "halaman.kotaham"
    grafted.unlink(missing_ok=True)
    _make(grafted, key, pages)
    with harmed.open("rb") as reading, grafted.open("r+b") as writing:
        reading.seek(PAGE_BYTES)
        writing.seek(PAGE_BYTES)
        while len(page := reading.read(PAGE_BYTES)) == PAGE_BYTES:
            writing.write(page)
    looking = _Looking(grafted, key)
    try:
        # A key that opens none of these is another file's; trying every page would only take long.
        if any(looking.unlocks(number) for number in range(_FIRST_PAGE, pages + 1, max(1, pages // _TRIED_FIRST))):
            for number in range(_FIRST_PAGE, pages + 1):
                look()
                yield from looking.rows_from(number)
    finally:
        looking.close()
        grafted.unlink(missing_ok=True)


def _make(path: Path, key: Key, pages: int) -> None:
    """A file of so many pages whose tables are known on its first page alone."""
    columns = ", ".join(f"c{number}" for number in range(_COLUMNS))
    with closing(_opened(path, key, create=True)) as connection:
        connection.execute(f"CREATE TABLE leaf ({columns})")
        connection.execute("CREATE TABLE pair (name PRIMARY KEY, value) WITHOUT ROWID")
        connection.execute("CREATE TABLE filling (content)")
        connection.execute("INSERT INTO filling VALUES (zeroblob(?))", (pages * PAGE_BYTES,))


def _opened(path: Path, key: Key, *, create: bool = False) -> Connection:
    connection = connections.unchanging(path, key, create=create)
    # A scratch file of which nothing need survive.
    connection.execute("PRAGMA journal_mode=OFF").fetchall()
    connection.execute("PRAGMA synchronous=OFF")
    return connection


class _Looking:
    """Reads the tables as if they began on one page after the other."""

    def __init__(self, path: Path, key: Key) -> None:
        self._path, self._key = path, key
        self._connection = _opened(path, key)

    def unlocks(self, number: int) -> bool:
        """Whether the key opens the page of that number."""
        for _ in self.rows_from(number):
            return True
        try:
            self._begin_at(number)
        except SqliteError:
            return False
        return True

    def rows_from(self, number: int) -> Iterator[Row]:
        """The rows of the page of that number, and of those that it leads to."""
        try:
            self._begin_at(number)
        except SqliteError:
            # A page that could not be unlocked leaves a connection behind that writes no more.
            self.close()
            self._connection = _opened(self._path, self._key)
            self._begin_at(number)
        for asked in ("SELECT rowid, * FROM leaf", "SELECT 0, * FROM pair"):
            with suppress(*_UNREADABLE):
                for row in self._connection.execute(asked):
                    yield row[0], _without_filling(row[1:])

    def _begin_at(self, number: int) -> None:
        self._connection.execute("PRAGMA writable_schema=ON")
        self._connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name IN ('leaf', 'pair')", (number,))
        self._connection.execute("PRAGMA writable_schema=RESET")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


def _without_filling(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns that the row itself has, unless its last ones are empty."""
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return values[:end]
