"""The last step out: what leaves is noted first, then written beside the window, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.context import Context
from ui.releasing.leaving import Leaving, Looked, look_through


class Sending(QObject):
    """``written`` carries the path once a document is on the disk."""

    written = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def send_to_team(self, leaving: Leaving, path: Path) -> None:
        """Make a document for the team and write it; that it left is noted, too."""
        if not self._context.unsaved.save_all():
            return
        workshop = self._context.workshop
        work = look_through(workshop.path, workshop.key, leaving)
        self._context.background.run(
            work, lambda looked: self._try(lambda: self.send(looked, path)), self._context.notices.show_error
        )

    def send(self, looked: Looked, path: Path) -> None:
        """Note that a document leaves, if it may, and write it; raises ``ExpectedError`` where it may not."""
        from kotaham_desktop.application.release_commands import let_leave  # noqa: PLC0415 - late

        workshop = self._context.workshop
        if looked.leaving.audience is not Audience.TEAM:
            if not looked.is_released:
                raise ExpectedError("release_not_confirmed")
            if workshop.read_only:
                raise ExpectedError("release_not_noted")
        if not workshop.read_only:
            let_leave(workshop, looked.departure, looked.content)
        content = looked.content

        def work(_progress: Progress) -> None:
            from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late

            write_whole(path, content)

        is_noted = not workshop.read_only
        self._context.background.run(
            work, lambda _done: self._tell(path, is_noted=is_noted), self._context.notices.show_error
        )

    def _try(self, command: Callable[[], object]) -> None:
        try:
            command()
        except ExpectedError as error:
            self._context.notices.show_error(error)

    def _tell(self, path: Path, *, is_noted: bool) -> None:
        told = _("Tersimpan: {name}") if is_noted else _("Tersimpan, tetapi tidak tercatat bahwa ini keluar: {name}")
        self._context.notices.show_notice(told.format(name=path.name))
        self.written.emit(str(path))
