"""A power cut: of what was not synced, the disk keeps some pieces, others it never got; the same holds for names.

Stricter than any file system in use: only a sync of a file keeps its content, only a sync of a folder keeps its names.
"""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.faults import Disk, die

SECTOR = 512


@dataclass
class _File:
    """What of a file is surely on the disk, and what was asked for since."""

    kept: bytes
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and data of a write, or a size and None for a truncation."""

    def now(self) -> bytes:
        return _applied(self.kept, self.since)


def _applied(content: bytes, changes: list[tuple[int, bytes | None]]) -> bytes:
    found = bytearray(content)
    for place, data in changes:
        if data is None:
            found = found[:place] + bytes(max(0, place - len(found)))
            continue
        found.extend(bytes(max(0, place + len(data) - len(found))))
        found[place : place + len(data)] = data
    return bytes(found)


@dataclass
class PowerCut(Disk):
    """A disk that forgets; ``seed`` says what."""

    seed: int = 0
    remembers = True

    def __post_init__(self) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._kept_names: dict[str, int] = {}
        self._renamings: dict[str, list[dict[str, int | None]]] = {}
        for path in self.folder.rglob("*"):
            if path.is_file():
                self._number(str(path), path.read_bytes())
        self._kept_names = dict(self._names)

    def _number(self, path: str, content: bytes) -> int:
        number = len(self._files) + 1
        self._files[number] = _File(content)
        self._names[path] = number
        return number

    def opened(self, path: str) -> int:
        if path not in self._names:
            number = self._number(path, b"")
            self._renamed(path, {path: number})
        return self._names[path]

    def _renamed(self, path: str, names: dict[str, int | None]) -> None:
        self._renamings.setdefault(str(Path(path).parent), []).append(names)

    def will_write(self, file: int, offset: int, data: bytes) -> None:
        self._files[file].since.append((offset, data))

    def will_truncate(self, file: int, size: int) -> None:
        self._files[file].since.append((size, None))

    def synced(self, file: int) -> None:
        known = self._files[file]
        known.kept, known.since = known.now(), []

    def folder_synced(self, folder: str) -> None:
        for names in self._renamings.pop(folder, []):
            self._keep(names)

    def _keep(self, names: dict[str, int | None]) -> None:
        for path, number in names.items():
            if number is None:
                self._kept_names.pop(path, None)
            else:
                self._kept_names[path] = number

    def will_delete(self, path: str) -> None:
        if self._names.pop(path, None) is not None:
            self._renamed(path, {path: None})

    def will_rename(self, path: str, target: str) -> None:
        number = self._names.pop(path, None)
        if number is not None:
            self._names[target] = number
            self._renamed(target, {path: None, target: number})

    # The cut

    def stop(self) -> None:
        """Leave on the disk what a power cut leaves, and end."""
        chance = random.Random(self.seed)
        for folder in sorted(self._renamings):
            # A file system keeps the order of names, not how far it came.
            for names in self._renamings[folder][: chance.randint(0, len(self._renamings[folder]))]:
                self._keep(names)
        for path in {*self._names, *self._kept_names}:
            if path not in self._kept_names and os.path.lexists(path):
                os.unlink(path)  # noqa: PTH108 - the counted way would count
        for path, number in sorted(self._kept_names.items()):
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - the folder may be gone meanwhile
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.write(handle, self._left_of(self._files[number], chance))
            os.close(handle)
        for path in self.folder.rglob("*-shm"):
            path.unlink()
        die()

    @staticmethod
    def _left_of(file: _File, chance: random.Random) -> bytes:
        if not file.since:
            return file.kept
        share = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        if chance.random() < 0.3:  # in order, up to some point
            return _applied(file.kept, file.since[: chance.randint(0, len(file.since))])
        left: list[tuple[int, bytes | None]] = []
        for place, data in file.since:
            if data is None:
                left += [(place, None)] if chance.random() < share else []
                continue
            left += [
                (place + at, data[at : at + SECTOR]) for at in range(0, len(data), SECTOR) if chance.random() < share
            ]
        return _applied(file.kept, left)
