"""The one SQLite library of the process, for plain and encrypted files alike.

Two SQLite libraries on one WAL file in one process lose acknowledged rows, so everything here and sqlite-utils must
meet the same one. sqlite-utils looks for ``pysqlite3`` first; without the alias it would miss our exceptions.
"""

import sys
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2 as sqlite

if TYPE_CHECKING:
    from sqlite_utils import Database

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlite)

Connection = Any
"""A connection of the one library (its wheels carry no types)."""

SqliteError: type[Exception] = sqlite.Error
DatabaseError: type[Exception] = sqlite.DatabaseError


def database(connection: Connection) -> "Database":
    """The connection seen through sqlite-utils, which costs a third of a second to import and so comes late."""
    from sqlite_utils import Database  # noqa: PLC0415 - late: a third of a second

    return Database(connection)


__all__ = ["Connection", "DatabaseError", "SqliteError", "database", "sqlite"]
