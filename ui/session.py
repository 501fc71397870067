"""The workshop file that the window has open, if any, and what opening and closing one takes."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from kotaham_desktop.clock import Clock, milliseconds
from kotaham_desktop.domain.errors import ExpectedError
from ui.change_bridge import ChangeBridge
from ui.remembered_files import RememberedFiles
from ui.settings import RecentFile, SettingsStore
from ui.unlock_attempts import UnlockAttempts
from ui.unsaved import UnsavedEdits

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.storage.keys import Key


_HARMED_OR_GONE = {"file_damaged", "file_missing"}


class LockedFile(NamedTuple):
    """A file that was closed by locking the window, to be opened again by its passphrase."""

    path: Path
    read_only: bool


class WorkshopSession(QObject):
    """One open workshop or none; ``opened`` and ``closed`` tell the window, screens never see the state between.

    ``unopened`` is the file that was found harmed, gone or a mere backup when somebody wanted to open it last, for
    whoever can help.

    The engine is imported at the first opening, so that the window is on the screen before it loads.
    """

    opened = Signal()
    closed = Signal()
    kit_changed = Signal()
    """A recovery kit of the open file was made or tested."""

    def __init__(self, settings: SettingsStore, bridge: ChangeBridge, unsaved: UnsavedEdits, clock: Clock) -> None:
        super().__init__()
        self._settings = settings
        self._bridge = bridge
        self._unsaved = unsaved
        self._clock = clock
        self._workshop: Workshop | None = None
        self.attempts = UnlockAttempts()
        self.remembered = RememberedFiles(settings)
        self.locked: LockedFile | None = None
        self.unopened: Path | None = None

    @property
    def workshop(self) -> "Workshop | None":
        """The open workshop."""
        return self._workshop

    def open(self, path: Path, *, read_only: bool = False, passphrase: str = "", key: "Key | None" = None) -> None:
        """Open a file in place of the one that is open; on ``ExpectedError`` that one stays open and untouched."""
        from kotaham_desktop.application.audit import this_laptops_memory  # noqa: PLC0415 - late, see the class
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late, see the class

        if self._workshop is not None and _same_file(self._workshop.path, path):
            return
        if not read_only and _is_backup(path):
            self.unopened = path
            raise ExpectedError("file_is_backup", name=path.name)
        if not passphrase and key is None and self._opens_by_remembered_key(path, read_only=read_only):
            return
        try:
            workshop = Workshop.open(
                path,
                author=self._settings.now.author,
                read_only=read_only,
                clock=self._clock,
                passphrase=passphrase,
                key=key,
                memory=this_laptops_memory(),
            )
        except ExpectedError as error:
            self.unopened = path if error.code in _HARMED_OR_GONE else None
            raise
        self._replace(workshop)

    def _opens_by_remembered_key(self, path: Path, *, read_only: bool) -> bool:
        """Open a file by the key that somebody had this laptop remember; whether there was one that fits."""
        key = self.remembered.key_for(path)
        if key is None:
            return False
        try:
            self.open(path, read_only=read_only, key=key)
        except ExpectedError as error:
            if error.code != "passphrase_wrong":
                raise
            self.remembered.forget(key)
            return False
        return True

    def create(self, path: Path) -> "Workshop":
        """Make a new file and open it; raises ``ExpectedError``."""
        from kotaham_desktop.application.audit import this_laptops_memory  # noqa: PLC0415 - late, see the class
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late, see the class

        workshop = Workshop.create(
            path, author=self._settings.now.author, clock=self._clock, memory=this_laptops_memory()
        )
        self._replace(workshop)
        return workshop

    def close(self) -> bool:
        """Save what was typed and close the file; false, with the file open, when something could not be saved."""
        if self._workshop is None:
            return True
        if not self._unsaved.save_all():
            return False
        self._let_go()
        return True

    def reopen(self) -> bool:
        """Open the same file anew, for another author: a file keeps one author from opening to closing.

        False, with nothing changed, when something typed could not be saved. Raises ``ExpectedError``.
        """
        workshop = self._workshop
        if workshop is None or workshop.read_only:
            return True
        path, key = workshop.path, workshop.key
        if not self.close():
            return False
        self.open(path, key=key)
        return True

    def lock(self) -> bool:
        """Save what was typed and close the file, its key forgotten; false, with the file open, when that failed.

        Only for a file with a passphrase.
        """
        workshop = self._workshop
        if workshop is None:
            return self.locked is not None
        locked = LockedFile(workshop.path, workshop.read_only)
        if not self.close():
            return False
        self.locked = locked
        self.remembered.ask_again(locked.path)
        return True

    def unlock(self, passphrase: str) -> None:
        """Open the locked file again; raises ``ExpectedError``."""
        if self.locked is not None:
            self.open(self.locked.path, read_only=self.locked.read_only, passphrase=passphrase)

    def opens_with(self, passphrase: str) -> bool:
        """Whether it is the passphrase of the open file."""
        key = self._workshop.key if self._workshop is not None else None
        return key is not None and type(key).from_passphrase(passphrase, key.salt) == key

    def abandon(self) -> None:
        """Close the file although something on the screen could not be saved; only after the user was told."""
        self._let_go()

    def remember(self) -> None:
        """Keep the open file in the list of recent files, with the title it has now."""
        if self._workshop is None:
            return
        about = self._workshop.record("workshop")
        # The list lies in clear on this laptop; of a locked file it tells only where it is.
        is_plain = self._workshop.key is None
        self._settings.remember_file(
            RecentFile(
                path=str(self._workshop.path.resolve()),
                title=about.text("title") if is_plain else "",
                detail=about.text("city") if is_plain else "",
                opened_at=milliseconds(self._clock()),
            )
        )

    def _replace(self, workshop: "Workshop") -> None:
        if self._workshop is not None:
            self._let_go()
        self._workshop = workshop
        self.locked = self.unopened = None
        self.remembered.was_asked(workshop.path)
        self._bridge.listen_to(workshop)
        self.remember()
        self.opened.emit()

    def _let_go(self) -> None:
        workshop = self._workshop
        if workshop is None:
            return
        self.remember()
        self._workshop = None
        self.closed.emit()
        self._bridge.stop()
        workshop.close()


def _same_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return one == other


def _is_backup(path: Path) -> bool:
    """Whether working in the file would spoil a backup."""
    from kotaham_desktop.application.backup_commands import is_backup  # noqa: PLC0415 - late, see the class

    return is_backup(path)
