"""Wrong passphrases slow the next try down, file by file, until the program ends or the right one comes."""

from math import ceil
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer

_FREE_TRIES = 3
_FIRST_DELAY = 2
_LONGEST_DELAY = 60


class UnlockAttempts:
    """How often each file was tried in vain, and how long its next try has to wait."""

    def __init__(self) -> None:
        self._wrong: dict[Path, int] = {}
        self._not_before: dict[Path, QDeadlineTimer] = {}

    def was_wrong(self, path: Path) -> None:
        """Count a wrong passphrase."""
        place = path.resolve()
        count = self._wrong.get(place, 0) + 1
        self._wrong[place] = count
        if delay := delay_after(count):
            self._not_before[place] = QDeadlineTimer(delay * 1000)

    def was_right(self, path: Path) -> None:
        """Begin anew."""
        self._wrong.pop(path.resolve(), None)
        self._not_before.pop(path.resolve(), None)

    def seconds_left(self, path: Path) -> int:
        """How long the next try has to wait; 0 when it may come now."""
        deadline = self._not_before.get(path.resolve())
        return ceil(deadline.remainingTime() / 1000) if deadline is not None else 0


def delay_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: none after the first two, then twice as long each time, to a limit."""
    if wrong < _FREE_TRIES:
        return 0
    return min(_LONGEST_DELAY, _FIRST_DELAY << min(wrong - _FREE_TRIES, 10))
