"""Telling the person who waits how far a report is, and stopping when they no longer want it."""

from collections.abc import Callable
from time import monotonic

_SECONDS_BETWEEN = 0.1


class ReportCancelled(Exception):  # noqa: N818 - nothing went wrong
    """The person who asked for the report does not want it any more."""


def _ignored(_fraction: float) -> None:
    return None


def never() -> bool:
    """Nobody cancels."""
    return False


class Pulse:
    """Called often while a report is made; every tenth of a second it tells the progress and asks whether to go on."""

    def __init__(self, progress: Callable[[float], None] = _ignored, cancelled: Callable[[], bool] = never) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._told_at = 0.0
        self.fraction = 0.0

    def __call__(self) -> None:
        """Raises ``ReportCancelled``."""
        now = monotonic()
        if now - self._told_at < _SECONDS_BETWEEN:
            return
        self._told_at = now
        if self._cancelled():
            raise ReportCancelled
        self._progress(self.fraction)

    def reach(self, fraction: float) -> None:
        """Note how much is done; it never goes back."""
        self.fraction = min(1.0, max(self.fraction, fraction))
        self()

    def finish(self) -> None:
        """Tell that all is done, unless it was cancelled at the last moment; raises ``ReportCancelled``."""
        if self._cancelled():
            raise ReportCancelled
        self.fraction = 1.0
        self._progress(1.0)
