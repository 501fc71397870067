"""What the screen is about: the file that is open, one that could not be opened, or a folder of backups."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.context import Context

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.storage.keys import Key


class Subject(QObject):
    """Asked anew by everyone, so that no part keeps a key longer than the file is open; ``changed`` tells them to."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._unopened: Path | None = None
        self._folder: Path | None = None
        context.session.opened.connect(self._opened)
        context.session.closed.connect(self.changed)

    @property
    def unopened(self) -> Path | None:
        """The file that could not be opened, while the screen is about it."""
        return self._unopened

    @property
    def folder(self) -> Path | None:
        """The folder whose backups are looked at, of whatever training, while the screen is about it."""
        return self._folder

    @property
    def workshop(self) -> "Workshop | None":
        """The open workshop, while the screen is about it."""
        return None if self._unopened is not None or self._folder is not None else self._context.session.workshop

    @property
    def path(self) -> Path | None:
        """Where the file is or was; None while there is none to speak of."""
        return self._unopened or (self.workshop.path if self.workshop is not None else None)

    @property
    def key(self) -> "Key | None":
        """What opens the file that is open."""
        return self.workshop.key if self.workshop is not None else None

    @property
    def workshop_id(self) -> str:
        """The id of the open workshop, empty for a file that cannot tell."""
        return self.workshop.workshop_id if self.workshop is not None else ""

    def show_unopened(self, path: Path) -> None:
        """Be about a file that is harmed or gone."""
        self._be_about(path, None)

    def show_folder(self, folder: Path) -> None:
        """Be about the backups in a folder, such as those of another laptop."""
        self._be_about(None, folder)

    def show_open(self) -> None:
        """Be about the open file again."""
        self._be_about(None, None)

    def _be_about(self, unopened: Path | None, folder: Path | None) -> None:
        self._unopened, self._folder = unopened, folder
        self.changed.emit()

    @Slot()
    def _opened(self) -> None:
        self.show_open()
