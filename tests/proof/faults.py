"""The disk as a venue's laptop knows it: it fails at its Nth change, once or from then on, or the program dies there.

Every operation that changes what is on the disk passes through one :class:`Disk`, whether SQLite asks for it (see
``faults_sqlite``) or Python does (see ``faults_files``).
"""

import os
import signal
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Fault(StrEnum):
    """What goes wrong at the chosen operation."""

    NONE = "none"
    KILL = "kill"
    TORN = "torn"
    ERROR_ONCE = "error once"
    ERROR_FOREVER = "error forever"
    FULL_ONCE = "full once"
    FULL_FOREVER = "full forever"
    POWER = "power cut"

    @property
    def is_deadly(self) -> bool:
        return self in (Fault.KILL, Fault.TORN, Fault.POWER)

    @property
    def stays(self) -> bool:
        return self in (Fault.ERROR_FOREVER, Fault.FULL_FOREVER)

    @property
    def is_full(self) -> bool:
        return self in (Fault.FULL_ONCE, Fault.FULL_FOREVER)


FAULTS = tuple(one for one in Fault if one not in (Fault.NONE, Fault.POWER))

WRITE, SYNC, TRUNCATE, DELETE = "write", "sync", "truncate", "delete"
CREATE, RENAME, SHARED = "create", "rename", "shared"
_NEEDS_ROOM = {WRITE, CREATE, SHARED}


class Verdict(StrEnum):
    """What an operation is to do."""

    GO = "go"
    HALF_THEN_DIE = "half then die"
    FAIL = "fail"
    HALF_THEN_FULL = "half then full"


@dataclass
class Disk:
    """Counts the operations below ``folder`` that a fault can meet, and says what each is to do.

    ``only`` narrows the fault to one place below the folder, such as a stick that is pulled.
    """

    folder: Path
    fault: Fault = Fault.NONE
    at: int = 0
    only: str = ""
    count: int = 0
    fired: bool = False
    healed: bool = False
    met: str = ""
    trace: list[str] = field(default_factory=list)

    def concerns(self, path: str) -> bool:
        """Whether a path lies on this disk; an empty one is a file of SQLite's own without a name."""
        return not path or path.startswith(f"{self.folder}{os.sep}")

    def meets(self, kind: str, path: str) -> Verdict:
        """Count one operation and say what it is to do; a kill happens in here."""
        if not self.concerns(path) or (self.only and not path.startswith(self.only)) or not self._counts(kind):
            return Verdict.GO
        self.count += 1
        if self.fault is Fault.NONE:
            self.trace.append(f"{kind} {os.path.basename(path)}")  # noqa: PTH119 - a callback of SQLite
            return Verdict.GO
        is_here = self.count == self.at or (self.fault.stays and self.count > self.at)
        if self.healed or not is_here:
            return Verdict.GO
        if not self.fired:
            self.met = f"{kind} {os.path.basename(path)}"  # noqa: PTH119 - the path as the engine gave it
        self.fired = True
        if self.fault in (Fault.KILL, Fault.POWER):
            self.stop()
        if self.fault is Fault.TORN:
            return Verdict.HALF_THEN_DIE
        return Verdict.HALF_THEN_FULL if self.fault.is_full else Verdict.FAIL

    def _counts(self, kind: str) -> bool:
        if self.fault is Fault.TORN:
            return kind == WRITE
        return kind in _NEEDS_ROOM if self.fault.is_full else True

    def heal(self) -> None:
        """The disk works again: the stick is back, there is room."""
        self.healed = True

    def stop(self) -> None:
        """The program is gone, at this very operation."""
        die()

    # A power cut needs to know more than a kill; see ``faults_power``. Here the page cache outlives the program.

    remembers = False

    def opened(self, path: str) -> int:  # noqa: ARG002 - for those who remember
        """A file is open under that name; returns the number by which it is known from now on."""
        return 0

    def will_write(self, file: int, offset: int, data: bytes) -> None:
        """Hear of a write that is about to happen."""

    def will_truncate(self, file: int, size: int) -> None:
        """Hear of a truncation that is about to happen."""

    def synced(self, file: int) -> None:
        """Hear that the content of a file is on the disk."""

    def folder_synced(self, folder: str) -> None:
        """Hear that the names in a folder are on the disk."""

    def will_delete(self, path: str) -> None:
        """Hear of a deletion that is about to happen."""

    def will_rename(self, path: str, target: str) -> None:
        """Hear of a renaming that is about to happen."""


def die() -> None:
    """As the power button held down, or ``kill -9``: nothing is flushed, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)
