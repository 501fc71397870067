"""What somebody will want soon, brought in while nobody waits for it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

_PAUSE = 60
"""Milliseconds between two steps, in which the window answers whatever was typed or clicked during one."""


class Ahead(QObject):
    """Takes one short step after another: each holds the window for less than anybody notices, all would not."""

    def __init__(self, steps: Iterable[Callable[[], object]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._take_next)

    @property
    def is_done(self) -> bool:
        """Whether no step is left."""
        return not self._steps

    @Slot()
    def start(self) -> None:
        """Begin after a pause."""
        self._timer.start()

    @Slot()
    def _take_next(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        else:
            self._timer.stop()
