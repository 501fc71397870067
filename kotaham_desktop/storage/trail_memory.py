"""What this laptop remembers of each file's trail: the newest seal that it has seen, outside the file.

A file whose tail was cut off and sealed anew, or that was exchanged for an older copy, says nothing of it by itself.
The names tell nothing, because the folder lies in clear.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from kotaham_desktop.storage.durable_files import write_synced

_SEAL_BYTES = 32


class TrailMemory:
    """One small file for each workshop file, by its workshop and its place on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _place(self, workshop_id: str, path: Path) -> Path:
        named = f"{workshop_id}|{path.absolute()}".encode("utf-8", "surrogateescape")
        return self._folder / f"{hashlib.sha256(named).hexdigest()[:32]}.jejak"

    def last(self, workshop_id: str, path: Path) -> bytes:
        """The newest seal seen there, empty where nothing is remembered or readable."""
        with suppress(OSError, ValueError):
            seal = bytes.fromhex(self._place(workshop_id, path).read_text("ascii"))
            return seal if len(seal) == _SEAL_BYTES else b""
        return b""

    def keep(self, workshop_id: str, path: Path, seal: bytes) -> None:
        """Remember the newest seal; a laptop that cannot remember goes on without."""
        if not seal or seal == self.last(workshop_id, path):
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_synced(self._place(workshop_id, path), seal.hex().encode())

    def forget(self, workshop_id: str, path: Path) -> None:
        """Remember nothing of that file any more."""
        with suppress(OSError):
            self._place(workshop_id, path).unlink(missing_ok=True)
