"""Python's way to the disk, with the faults in it: opening, writing, syncing, renaming and removing files."""

import builtins
import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

from tests.proof.faults import CREATE, DELETE, RENAME, SYNC, TRUNCATE, WRITE, Disk, Verdict, die

_WRITING = os.O_WRONLY | os.O_RDWR
_NAMED = {"os.remove": DELETE, "os.rename": RENAME, "os.truncate": TRUNCATE, "os.mkdir": CREATE, "os.rmdir": DELETE}


def _refused(verdict: Verdict, path: str) -> OSError:
    number = errno.ENOSPC if verdict is Verdict.HALF_THEN_FULL else errno.EIO
    return OSError(number, os.strerror(number), path)


class CountedFile(io.FileIO):
    """A file whose every write passes through the disk."""

    disk: Disk
    path: str
    number: int

    def write(self, data: Any) -> int:
        verdict = self.disk.meets(WRITE, self.path)
        if verdict is Verdict.GO:
            if self.disk.remembers:
                self.disk.will_write(self.number, self.tell(), bytes(data))
            return super().write(data)
        if verdict is not Verdict.FAIL:
            super().write(memoryview(data).cast("B")[: memoryview(data).nbytes // 2])
        if verdict is Verdict.HALF_THEN_DIE:
            die()
        raise _refused(verdict, self.path)

    def truncate(self, size: int | None = None) -> int:
        verdict = self.disk.meets(TRUNCATE, self.path)
        if verdict is not Verdict.GO:
            raise _refused(verdict, self.path)
        self.disk.will_truncate(self.number, self.tell() if size is None else size)
        return super().truncate(size)


def _text(path: object) -> str:
    return os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""  # noqa: PTH100 - the path as the engine gave it


def install(disk: Disk) -> None:
    """Let everything that this process changes from now on pass through the disk; for a process of its own only."""
    sys.addaudithook(_audit(disk))
    numbers: dict[int, int] = {}
    builtins.open = io.open = _opening(disk, io.open, numbers)
    os.fsync = _syncing(disk, numbers)
    shutil._USE_CP_SENDFILE = False  # copies are writes like any other


def _change(event: str, arguments: tuple[Any, ...]) -> tuple[str, str]:
    """What kind of change an event of Python's is, and where; an empty kind where it is none."""
    if event in _NAMED:
        path, kind = _text(arguments[0]), _NAMED[event]
        return ("" if kind == DELETE and not os.path.lexists(path) else kind), path
    path, flags = _text(arguments[0]), arguments[2]
    if not path or not isinstance(flags, int) or not flags & (_WRITING | os.O_CREAT):
        return "", path
    if flags & os.O_CREAT and not os.path.lexists(path):
        return CREATE, path
    is_emptied = flags & os.O_TRUNC and os.path.getsize(path)  # noqa: PTH202 - the path as the engine gave it
    return (TRUNCATE if is_emptied else ""), path


def _audit(disk: Disk) -> Callable[[str, tuple[Any, ...]], None]:
    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" and event not in _NAMED:
            return
        kind, path = _change(event, arguments)
        if not kind or not disk.concerns(path):
            return
        verdict = disk.meets(kind, path)
        if verdict is Verdict.HALF_THEN_DIE:
            die()
        if verdict is not Verdict.GO:
            raise _refused(verdict, path)
        if event == "os.rename":
            disk.will_rename(path, _text(arguments[1]))
        elif event == "os.remove":
            disk.will_delete(path)

    return hear


def _opening(disk: Disk, opened: Callable[..., Any], numbers: dict[int, int]) -> Callable[..., Any]:
    def open_file(
        file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None, newline: Any = None,
        closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        path = _text(file)
        if not set(mode) & set("wax+") or not path or not disk.concerns(path):
            return opened(file, mode, buffering, encoding, errors, newline, closefd, opener)
        number, had = disk.opened(path), os.path.getsize(path) if os.path.exists(path) else 0  # noqa: PTH110, PTH202 - the path as the engine gave it
        if had and "w" in mode:
            disk.will_truncate(number, 0)
        raw = CountedFile(file, "".join(one for one in mode if one not in "bt"), closefd, opener)
        raw.disk, raw.path, raw.number = disk, path, number
        numbers[raw.fileno()] = number
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    return open_file


def _syncing(disk: Disk, numbers: dict[int, int]) -> Callable[[int], None]:
    def sync(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        path = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115 - the path as the engine gave it
        verdict = disk.meets(SYNC, path)
        if verdict is not Verdict.GO:
            raise _refused(verdict, path)
        if os.path.isdir(path):  # noqa: PTH112 - the path as the engine gave it
            disk.folder_synced(path)
        elif number in numbers:
            disk.synced(numbers[number])

    return sync
