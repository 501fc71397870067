"""Backups by themselves: asked for every few minutes, taken and carried to the second place beside the window."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kotaham_desktop.domain.errors import ExpectedError

if TYPE_CHECKING:
    from kotaham_desktop.application.backup_commands import BackupDone
    from kotaham_desktop.clock import Clock
    from kotaham_desktop.storage.second_place import SecondPlaceState
    from ui.background import Background, Progress
    from ui.session import WorkshopSession
    from ui.settings import SettingsStore

ASK_EVERY = 180_000
"""Milliseconds between questions whether the open file needs a backup."""
LOOK_EVERY = 5_000
"""Milliseconds between looks whether the second place has been plugged in."""
_PATIENCE = 60
"""So many looks pass before a place that refused is tried again without having been pulled out meanwhile."""


def this_laptops_backups() -> Path:
    """Where the backups of this laptop lie, for the window and the headless program alike."""
    import platformdirs  # noqa: PLC0415 - late: start-up

    from kotaham_desktop.application.backup_commands import backup_root  # noqa: PLC0415 - late: start-up

    return backup_root(Path(platformdirs.user_data_dir("kotaham-desktop", appauthor=False)))


class BackingUp(QObject):
    """Backs the open file up when half an hour of work waits for it, and lets the second place catch up.

    ``failed`` tells once until a backup succeeds; ``changed`` says that there may be other backups than before, and
    ``second_place_seen`` that :attr:`second_place` is known anew.
    """

    failed = Signal(object)
    changed = Signal()
    second_place_seen = Signal()

    def __init__(
        self,
        session: "WorkshopSession",
        settings: "SettingsStore",
        background: "Background",
        clock: "Clock",
        find_root: Callable[[], Path] = this_laptops_backups,
        *,
        ask_every: int = ASK_EVERY,
        look_every: int = LOOK_EVERY,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._background = background
        self._clock = clock
        self.find_root = find_root
        self.second_place: SecondPlaceState | None = None
        self._is_busy = self._is_looking = self._has_told = False
        self._patience = 0
        self._ask_timer = self._every(ask_every, self._ask)
        self._look_timer = self._every(look_every, self.look)
        session.closed.connect(self._forget)

    def _every(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        timer.start()
        return timer

    @Slot()
    def _forget(self) -> None:
        # The window gives up all work beside it when the file closes; its end is not told any more.
        self._is_busy = self._is_looking = False
        self.second_place = None

    @Slot()
    def _ask(self) -> None:
        from kotaham_desktop.application.backup_commands import back_up, should_back_up  # noqa: PLC0415 - late: start-up

        workshop, clock, root = self._session.workshop, self._clock, self.find_root()
        if workshop is None or workshop.read_only or self._is_busy or not should_back_up(workshop, root, clock=clock):
            return
        path, key = workshop.path, workshop.key

        def work(progress: "Progress") -> "BackupDone":
            return back_up(path, root, key=key, clock=clock, progress=progress)

        self._is_busy = True
        self._background.run(work, self._done, self._could_not)

    def _done(self, done: "BackupDone") -> None:  # noqa: ARG002 - nobody is told of what goes well
        self._is_busy = self._has_told = False
        self.tell_changed()

    def _could_not(self, error: "ExpectedError") -> None:
        self._is_busy = False
        if not self._has_told:
            self._has_told = True
            self.failed.emit(error)

    def tell_changed(self) -> None:
        """A backup was made: the trail tells, whoever lists them lists them anew, and the second place wants it too."""
        workshop = self._session.workshop
        if workshop is not None:
            # A backup is finished also where the trail cannot be written just now.
            with suppress(ExpectedError):
                workshop.note_act("backup")
        self.changed.emit()
        self.look()

    # The second place

    @property
    def chosen_place(self) -> Path | None:
        """The folder that the user chose for a second set of backups, there or not."""
        chosen = self._settings.now.second_place
        return Path(chosen) if chosen else None

    def choose(self, folder: Path) -> None:
        """Make a folder the second place and let it catch up; raises ``ExpectedError``."""
        from kotaham_desktop.application.backup_commands import choose_second_place  # noqa: PLC0415 - late: start-up

        choose_second_place(folder)
        self._begin_with(str(folder))

    def is_on_this_disk(self, folder: Path) -> bool:
        """Whether a folder would be lost together with the laptop's own backups."""
        from kotaham_desktop.application.backup_commands import shares_disk  # noqa: PLC0415 - late: start-up

        return shares_disk(folder, self.find_root())

    def leave(self) -> None:
        """Do without a second place from now on; what lies there stays."""
        self._begin_with("")

    def _begin_with(self, folder: str) -> None:
        self._settings.change(second_place=folder)
        self.second_place, self._patience = None, 0
        self.second_place_seen.emit()
        self.changed.emit()
        self.look()

    def look_again(self) -> None:
        """Try the second place at once, also when it refused a moment ago."""
        self._patience = 0
        self.look()

    @Slot()
    def look(self) -> None:
        """See whether the second place is there and lacks something, and carry it there."""
        workshop, folder = self._session.workshop, self.chosen_place
        if workshop is None or folder is None or self._is_looking:
            return
        self._patience = max(0, self._patience - 1)
        refused = self.second_place if self._patience else None
        workshop_id, path, root, clock = workshop.workshop_id, workshop.path, self.find_root(), self._clock

        def work(progress: "Progress") -> "SecondPlaceState":
            return _brought_up_to_date(workshop_id, path, root, folder, clock, refused, progress)

        self._is_looking = True
        self._background.run(work, self._seen, self._could_not_look)

    def _seen(self, state: "SecondPlaceState") -> None:
        self._is_looking = False
        if state.folder != self.chosen_place:
            return
        if state.trouble and not self._patience:
            self._patience = _PATIENCE
        elif not state.trouble:
            self._patience = 0
        before, self.second_place = self.second_place, state
        if before != state:
            self.second_place_seen.emit()
            self.changed.emit()

    def _could_not_look(self, error: "ExpectedError") -> None:  # noqa: ARG002 - tried again at the next look
        self._is_looking = False


def _brought_up_to_date(
    workshop_id: str,
    path: Path,
    root: Path,
    folder: Path,
    clock: "Clock",
    refused: "SecondPlaceState | None",
    progress: "Progress",
) -> "SecondPlaceState":
    """How the second place stands after it caught up; what it ``refused`` a moment ago is left alone for a while."""
    from kotaham_desktop.application import backup_commands  # noqa: PLC0415 - late: start-up

    state = backup_commands.second_place_state(workshop_id, path, root, folder)
    if not state.is_reachable or not state.pending:
        return state
    if refused is not None and refused.trouble and refused.pending == state.pending:
        return refused
    return backup_commands.catch_up_second_place(workshop_id, path, root, folder, clock=clock, progress=progress)
