"""Passing copies: in a folder of this user that nobody else can read, and gone after, also after a kill.

Each copy lies in a folder of its own beside a lock that the operating system frees when the program dies; whoever
starts next removes what has no holder any more.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

import platformdirs
from filelock import FileLock, Timeout

from kotaham_desktop.storage import wiping

_PRIVATE = 0o700
_LOCK_ENDING = ".kunci"
_PATIENCE = 10.0


def scratch_root() -> Path:
    """Where passing copies of this user lie."""
    return Path(platformdirs.user_cache_dir("kotaham-desktop", appauthor=False)) / "sementara"


class ScratchFolder:
    """An empty, private folder until :meth:`cleanup`; as a context manager it gives its path.

    Where the user's own place cannot be written, it lies in the system's place for such folders, private all the same.
    """

    def __init__(self) -> None:
        self._lock: FileLock | None = None
        try:
            self.path = self._in(scratch_root())
        except (OSError, Timeout):
            self.path = Path(tempfile.mkdtemp(prefix="kotaham-"))

    def _in(self, root: Path) -> Path:
        _make_private(root)
        with _whole(root):
            name = secrets.token_hex(8)
            self._lock = FileLock(root / (name + _LOCK_ENDING), timeout=0)
            self._lock.acquire()
            folder = root / name
            folder.mkdir(mode=_PRIVATE)
        return folder

    def cleanup(self) -> None:
        """Remove the folder with all that is in it; again does nothing."""
        _remove(self.path)
        if self._lock is not None:
            lock, self._lock = self._lock, None
            lock.release()
            with suppress(OSError):
                Path(lock.lock_file).unlink()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cleanup()


def sweep() -> int:
    """Remove what programs that were killed have left; returns how many folders. Raises nothing."""
    root, removed = scratch_root(), 0
    if not root.is_dir():
        return 0
    with suppress(OSError, Timeout), _whole(root):
        for folder in [one for one in root.iterdir() if one.is_dir() and not one.is_symlink()]:
            held = folder.with_name(folder.name + _LOCK_ENDING)
            lock = FileLock(held, timeout=0)
            try:
                lock.acquire()
            except Timeout:
                continue
            _remove(folder)
            removed += not folder.exists()
            lock.release()
            with suppress(OSError):
                held.unlink()
    return removed


@contextmanager
def private_temporary_files() -> Iterator[None]:
    """Let libraries that write passing files of their own (a spreadsheet on its way) write them into such a folder."""
    with ScratchFolder() as folder:
        before, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


def _whole(root: Path) -> FileLock:
    """The right to add to the place or to sweep it: a folder is never seen before it is held."""
    return FileLock(root / _LOCK_ENDING, timeout=_PATIENCE)


def _make_private(root: Path) -> None:
    root.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if os.name == "posix" and root.stat().st_mode & 0o077:
        root.chmod(_PRIVATE)


def _remove(folder: Path) -> None:
    """Overwrite and remove: a passing copy may hold in clear what the workshop keeps locked."""
    for copied in folder.rglob("*"):
        with suppress(OSError):
            if copied.is_file() and not copied.is_symlink():
                with copied.open("r+b", buffering=0) as stream:
                    wiping.overwrite(stream)
    shutil.rmtree(folder, ignore_errors=True)
