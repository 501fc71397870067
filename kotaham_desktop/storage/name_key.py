"""Names behind codes, in a file of their own beside the workshop, encrypted with a passphrase of their own.

A file apart, because every way in which a workshop travels (merge, copy, export, backup) then leaves the names behind
without anybody having to think of it.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.durable_files import remove_unfinished, sync_file, sync_folder, unfinished_name
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key, is_plain, salt_of
from kotaham_desktop.storage.library import Connection

SUFFIX = ".kunci-nama"
_APPLICATION_ID = 0x4B484E4B
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, contact TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Who a code stands for; ``record`` is the id of the person's own record, where there is one."""

    code: str
    name: str
    contact: str = ""
    record: str = ""


def beside(workshop_path: Path) -> Path:
    """Where the name key of a workshop file lies."""
    return workshop_path.with_suffix(SUFFIX)


def create(path: Path, workshop_id: str, passphrase: str) -> None:
    """Make an empty name key, whole or not at all; raises ``ExpectedError("name_key_exists")``."""
    if path.exists():
        raise ExpectedError("name_key_exists")
    unfinished = unfinished_name(path)
    try:
        with told_as_expected(path):
            key = Key.for_new_file(passphrase)
            with closing(connections.unchanging(unfinished, key, create=True)) as connection:
                for statement in filter(str.strip, _TABLES.split(";\n")):
                    connection.execute(statement)
                connection.execute("INSERT INTO about VALUES ('workshop_id', ?)", (workshop_id,))
                connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
            sync_file(unfinished)
            unfinished.rename(path)
            sync_folder(path.parent)
    finally:
        remove_unfinished(unfinished)


class NameKeyFile:
    """An open name key. Names are in memory only while somebody asks for them; close it soon."""

    def __init__(self, path: Path, workshop_id: str, passphrase: str) -> None:
        """Open it; raises ``ExpectedError``: missing, wrong passphrase, or of another workshop."""
        self._path = path
        if not path.exists():
            raise ExpectedError("name_key_missing")
        with told_as_expected(path):
            if is_plain(path):
                raise ExpectedError("name_key_passphrase_wrong")
            self._connection = _opened(path, passphrase)
            try:
                self._assert_of(workshop_id)
                self._connection.execute("PRAGMA secure_delete=ON")
                self._connection.execute("PRAGMA synchronous=FULL")
            except BaseException:
                self._connection.close()
                raise

    def _assert_of(self, workshop_id: str) -> None:
        found = self._connection.execute("SELECT value FROM about WHERE key = 'workshop_id'").fetchone()
        if found is None or found[0] != workshop_id:
            raise ExpectedError("name_key_other_workshop")

    def people(self) -> list[NamedPerson]:
        """Everybody in the key, by code."""
        with told_as_expected(self._path):
            rows = self._connection.execute("SELECT code, name, contact, record FROM person ORDER BY code").fetchall()
        return [NamedPerson(*map(str, row)) for row in rows]

    def put(self, person: NamedPerson) -> None:
        """Keep who a code stands for, in place of what was kept for it."""
        row = (person.code, person.name, person.contact, person.record)
        with told_as_expected(self._path):
            self._connection.execute("INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?)", row)

    def forget(self, code: str) -> bool:
        """Take a person out; the place on the disk is overwritten. Returns whether the code was there."""
        with told_as_expected(self._path):
            return bool(self._connection.execute("DELETE FROM person WHERE code = ?", (code,)).rowcount)

    def close(self) -> None:
        """Let the names go."""
        self._connection.close()


def _opened(path: Path, passphrase: str) -> Connection:
    try:
        return connections.unchanging(path, Key.from_passphrase(passphrase, salt_of(path)))
    except ExpectedError as error:
        if error.code == "passphrase_wrong":
            raise ExpectedError("name_key_passphrase_wrong") from None
        raise
