"""Opening what this screen has just made: a restored or a salvaged file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.context import Context
from ui.locking.unlock_panel import UnlockPanel
from ui.widgets.folding_column import FoldingColumn
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key


class Opening(FoldingColumn):
    """Asks for a passphrase where one is needed, and goes to where the work is; hidden until then."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.messages = MessageBar()
        self.unlocking = UnlockPanel(context.session.attempts, _("Buka"))
        self.add(self.messages)
        self.add(self.unlocking)
        context.session.closed.connect(self._let_go)

    def open(self, path: Path, passphrase: str = "") -> None:
        """Open a file in place of the one that is open; what was typed in that one is saved first."""
        self.messages.hide()
        if not self._context.unsaved.save_all():
            self.messages.show_error(ExpectedError("typing_not_saved"))
            return
        try:
            self._context.session.open(path, passphrase=passphrase, key=None if passphrase else self._own_key(path))
        except ExpectedError as error:
            self._could_not(error, path)
            return
        self._context.session.attempts.was_right(path)
        self.unlocking.finish()
        self._context.navigation.go_to("persiapan")

    def _own_key(self, path: Path) -> "Key | None":
        """The open file's key, where the other file was locked together with it."""
        from kotaham_desktop.application.passphrases import opens_alike  # noqa: PLC0415 - late: start-up

        workshop = self._context.session.workshop
        if workshop is None or workshop.key is None or not opens_alike(workshop.path, path):
            return None
        return workshop.key

    def _could_not(self, error: ExpectedError, path: Path) -> None:
        if error.code == "passphrase_needed":
            self.unlocking.ask(path, lambda typed: self.open(path, typed))
        elif error.code == "passphrase_wrong":
            self.unlocking.refuse()
        else:
            self.unlocking.finish()
            self.messages.show_error(error)

    @Slot()
    def _let_go(self) -> None:
        self.messages.hide()
        self.unlocking.finish()
