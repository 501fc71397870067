"""What is sealed stays out of the search until somebody who may see it asks; it is noted, and ends with the session."""

from PySide6.QtCore import Signal, Slot

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar


class SealedButton(Button):
    """Checked while sealed records are searched, too; ``changed`` follows each change."""

    changed = Signal()

    def __init__(self, context: Context, messages: MessageBar) -> None:
        super().__init__(
            _("Tersegel"), icon_name="lock", hint=_("Cari juga yang tersegel; bahwa ini dilihat, tercatat.")
        )
        self._context = context
        self._messages = messages
        self.setCheckable(True)
        self.setAccessibleName(_("Cari juga yang tersegel"))
        self.clicked.connect(self._clicked)

    @Slot()
    def ask(self) -> None:
        """Ask whether whoever sits here may see what is sealed: by the passphrase of the name key, if there is one."""
        from kotaham_desktop.application.sealed_search import needs_name_key  # noqa: PLC0415 - late: start-up

        self.setChecked(False)
        heading = _("Catatan tersegel dapat membahayakan seseorang bila terlihat orang lain.")
        detail = _("Pastikan tidak ada yang ikut melihat layar. Bahwa Anda melihatnya tercatat dalam jejak berkas.")
        if needs_name_key(self._context.workshop):
            self._messages.show_message("warning", heading, detail)
            self._messages.ask(_("Kata sandi kunci nama"), _("Tampilkan yang tersegel"), self._open, is_secret=True)
        else:
            self._messages.show_message("warning", heading, detail, (_("Tampilkan yang tersegel"), self._open))

    @Slot()
    def _clicked(self) -> None:
        if self.isChecked():
            self.ask()
        else:
            self.changed.emit()

    def _open(self, passphrase: str = "") -> None:
        from kotaham_desktop.application.sealed_search import show_sealed  # noqa: PLC0415 - late: start-up

        try:
            show_sealed(self._context.workshop, passphrase)
        except ExpectedError as error:
            self._messages.show_error(error)
            return
        self.setChecked(True)
        self.changed.emit()
