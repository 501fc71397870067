"""Failures of the disk and of SQLite, told as expected errors."""

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.library import SqliteError

_BY_SQLITE_NAME = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "file_read_only",
    "SQLITE_CANTOPEN": "file_unreachable",
    "SQLITE_IOERR": "file_unreachable",
    "SQLITE_CORRUPT": "file_damaged",
    "SQLITE_NOTADB": "file_damaged",
    "SQLITE_BUSY": "file_locked",
    "SQLITE_LOCKED": "file_locked",
    "SQLITE_TOOBIG": "text_too_long",
}

_NO_TEXT = "Could not decode to UTF-8"

_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "file_read_only",
    errno.EACCES: "file_read_only",
    errno.EPERM: "file_read_only",
    errno.ENOENT: "file_missing",
}


def expected(error: Exception, path: Path) -> ExpectedError | None:
    """The expected error that ``error`` stands for, or None where it is a bug."""
    values: dict[str, object] = {"name": path.name, "path": str(path), "holder": ""}
    if isinstance(error, OSError):
        return ExpectedError(_BY_ERRNO.get(error.errno or 0, "file_unreachable"), **values)
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, code in _BY_SQLITE_NAME.items():
        if name.startswith(prefix):
            return ExpectedError(code, **values)
    # A text whose bytes are none: the engine tells that without a name.
    return ExpectedError("file_damaged", **values) if _NO_TEXT in str(error) else None


@contextmanager
def told_as_expected(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise inside the block into expected errors about ``path``."""
    try:
        yield
    except (SqliteError, OSError) as error:
        translated = expected(error, path)
        if translated is None:
            raise
        raise translated from error
    # What SQLCipher raises on a page whose seal is broken, and what is raised on text and lists that are none.
    except (MemoryError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ExpectedError("file_damaged", name=path.name, path=str(path)) from error


@contextmanager
def told_as_damaged(path: Path) -> Iterator[None]:
    """While a file is opened: what the engine cannot make sense of in it, and has no other name for, is damage."""
    try:
        yield
    except SqliteError as error:
        raise expected(error, path) or ExpectedError("file_damaged", name=path.name, path=str(path)) from error
