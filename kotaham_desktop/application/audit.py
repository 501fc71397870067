"""The trail of an open file: acts are written with the change they belong to, or at the next quiet moment."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import audit
from kotaham_desktop.storage.audit import Trail
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.trail_memory import TrailMemory

if TYPE_CHECKING:
    from kotaham_desktop.storage.workshop_file import WorkshopFile


class OpenTrail:
    """The trail of one open file. That it was opened is written with its first change, or else when it rests or closes.

    So opening costs no commit; an opening that a crash ends before any of the three leaves no act, and neither does one
    for reading only.
    """

    def __init__(self, file: "WorkshopFile", who: str, memory: TrailMemory | None) -> None:
        self._file = file
        self._memory = memory
        self._is_closed = False
        self.expected = memory.last(file.workshop_id, file.path) if memory is not None else b""
        self.writer = Trail(file.connection, who, is_locked=file.key is not None, expected=self.expected)

    def gone_on_in(self, file: "WorkshopFile") -> "OpenTrail":
        """The trail of the same workshop, opened again; acts that wait go on waiting."""
        trail = OpenTrail(file, self.writer.who, self._memory)
        for what, facts, at in self.writer.waiting:
            trail.writer.add(what, facts, at)
        return trail

    def keep(self, at: int) -> None:
        """Write that the file was opened, and the acts that wait; raises ``ExpectedError``, and they go on waiting."""
        connection = self._file.connection
        if self._file.read_only or connection.in_transaction:
            return
        with told_as_expected(self._file.path):
            if self.writer.has_begun() and not self.writer.is_waiting:
                return
            self._file.assert_in_place()
            connection.execute("BEGIN IMMEDIATE")
            try:
                self.writer.begin(at)
                self.writer.write_waiting()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self.writer.forget_waiting()

    def close(self, at: int) -> None:
        """Write that the file is closed, and remember the newest seal; a disk that refuses now loses only that act."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(ExpectedError):
            if not self._file.read_only:
                self.writer.add(audit.CLOSED, {}, at)
                self.keep(at)
            if self._memory is not None:
                with told_as_expected(self._file.path):
                    seal = audit.head(self._file.connection)
                    # A reader has not looked whether what was remembered is still there.
                    if not self._file.read_only or not self.expected:
                        self._memory.keep(self._file.workshop_id, self._file.path, seal)


def this_laptops_memory() -> TrailMemory:
    """Where this laptop remembers the trails of its files, for the window and the headless program alike."""
    import platformdirs  # noqa: PLC0415 - late: start-up

    return TrailMemory(Path(platformdirs.user_state_dir("kotaham-desktop", appauthor=False)) / "jejak")
