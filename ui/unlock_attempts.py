"""Wrong passphrases slow the next try down; the window counts on where an earlier program left off."""

from functools import cached_property
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer

from kotaham_desktop.domain.errors import ExpectedError

if TYPE_CHECKING:
    from kotaham_desktop.application.unlock_attempts import AttemptMemory


class UnlockAttempts:
    """How often each file was tried in vain, and how long its next try has to wait.

    Within this program a timer counts, which no change of the clock shortens; across programs the clock does.
    """

    def __init__(self) -> None:
        self._not_before: dict[Path, QDeadlineTimer] = {}

    @cached_property
    def _memory(self) -> "AttemptMemory":
        from kotaham_desktop.application.unlock_attempts import AttemptMemory  # noqa: PLC0415 - late: start-up

        return AttemptMemory()

    def was_wrong(self, path: Path) -> None:
        """Count a wrong passphrase, or a wrong recovery kit."""
        from kotaham_desktop.application.unlock_attempts import delay_after  # noqa: PLC0415 - late: start-up

        if delay := delay_after(self._memory.was_wrong(path)):
            self._not_before[path.resolve()] = QDeadlineTimer(delay * 1000)

    def was_right(self, path: Path) -> None:
        """Begin anew."""
        self._memory.was_right(path)
        self._not_before.pop(path.resolve(), None)

    def seconds_left(self, path: Path) -> int:
        """How long the next try has to wait; 0 when it may come now."""
        deadline = self._not_before.get(path.resolve())
        here = ceil(deadline.remainingTime() / 1000) if deadline is not None else 0
        return max(here, self._memory.seconds_left(path))

    def assert_may_try(self, path: Path) -> None:
        """Raise ``ExpectedError("passphrase_must_wait")`` where the next try has to wait."""
        seconds = self.seconds_left(path)
        if seconds:
            raise ExpectedError("passphrase_must_wait", seconds=seconds)
