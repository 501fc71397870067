"""Backups by themselves: asked for every few minutes, taken beside the window."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from kotaham_desktop.application.backup_commands import BackupDone
    from kotaham_desktop.domain.errors import ExpectedError
    from ui.background import Progress
    from ui.services import Services

ASK_EVERY = 180_000
"""Milliseconds between questions whether the open file needs a backup."""


class BackingUp(QObject):
    """Backs the open file up when half an hour of work waits for it; ``failed`` tells once until one succeeds."""

    failed = Signal(object)

    def __init__(
        self,
        services: "Services",
        find_root: Callable[[], Path],
        *,
        ask_every: int = ASK_EVERY,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._find_root = find_root
        self._is_busy = False
        self._has_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(ask_every)
        self._timer.timeout.connect(self._ask)
        self._timer.start()
        services.session.closed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        # The window gives up all work beside it when the file closes; its end is not told any more.
        self._is_busy = False

    @Slot()
    def _ask(self) -> None:
        from kotaham_desktop.application.backup_commands import back_up, should_back_up  # noqa: PLC0415 - late: start-up

        workshop, clock, root = self._services.session.workshop, self._services.clock, self._find_root()
        if workshop is None or workshop.read_only or self._is_busy or not should_back_up(workshop, root, clock=clock):
            return
        path, key = workshop.path, workshop.key

        def work(progress: "Progress") -> "BackupDone":  # noqa: ARG001 - one step
            return back_up(path, root, key=key, clock=clock)

        self._is_busy = True
        self._services.background.run(work, self._done, self._could_not)

    def _done(self, done: "BackupDone") -> None:  # noqa: ARG002 - nobody is told of what goes well
        self._is_busy = self._has_told = False

    def _could_not(self, error: "ExpectedError") -> None:
        self._is_busy = False
        if not self._has_told:
            self._has_told = True
            self.failed.emit(error)


def this_laptops_backups() -> Path:
    """Where the backups of this laptop lie, for the window and the headless program alike."""
    import platformdirs  # noqa: PLC0415 - late: start-up

    from kotaham_desktop.application.backup_commands import backup_root  # noqa: PLC0415 - late: start-up

    return backup_root(Path(platformdirs.user_data_dir("kotaham-desktop", appauthor=False)))
