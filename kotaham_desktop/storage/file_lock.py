"""One writer at a time for a workshop file, across processes; a killed program leaves no lock behind."""

import json
import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kotaham_desktop.domain.errors import ExpectedError


def lock_path(path: Path) -> Path:
    """Where the lock of a workshop file lies: hidden, beside it, so that a shared folder shares it too."""
    return path.with_name(f".{path.name}.kunci")


class WriterLock:
    """The right to write a workshop file, held until :meth:`release`; the operating system frees it after a crash."""

    def __init__(self, path: Path, holder: str) -> None:
        self._path = path
        self._file = lock_path(path)
        self._lock = FileLock(self._file, timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise ExpectedError("file_locked", name=path.name, holder=self._current_holder()) from None
        with suppress(OSError):
            self._file.write_text(json.dumps({"holder": holder, "process": os.getpid()}), encoding="utf-8")

    def _current_holder(self) -> str:
        try:
            described = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(described.get("holder", "")) if isinstance(described, dict) else ""

    def release(self) -> None:
        """Give the right back and leave no file behind."""
        # Unlinking while the lock is held is safe on Unix: a waiter notices the unlinked file and tries again.
        # Windows refuses to unlink an open file, so there it follows the release.
        with suppress(OSError):
            self._file.unlink()
        self._lock.release()
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
