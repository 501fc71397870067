"""What stands in the window while it is locked: no title, no text of the file, only the way back in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.background import Background
from ui.locking.kit_panel import KitPanel
from ui.locking.unlock_panel import UnlockPanel
from ui.theme import px
from ui.unlock_attempts import UnlockAttempts
from ui.widgets.buttons import Button
from ui.widgets.frames import ScrollPage
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label


class LockCover(QWidget):
    """Covers the whole window."""

    def __init__(
        self,
        attempts: UnlockAttempts,
        background: Background,
        author: Callable[[], str],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._on_passphrase: Callable[[str], object] = lambda _passphrase: None
        page = ScrollPage(widest=min(px(500), 640), spacing=12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        column = page.body
        column.addStretch(2)
        column.addWidget(IconView("lock", "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = Label(_("Terkunci"), "display")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        self._words = Label("", "secondary", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        self.panel = UnlockPanel(attempts, _("Buka"), cancel=False, on_forgotten=self._ask_kit)
        column.addWidget(self.panel)
        self.kit = KitPanel(attempts, background, author)
        column.addWidget(self.kit)
        self.leave = Button(_("Tutup berkas ini"), "quiet", on_click=leave)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(filter(None, (self._words.text(), self.panel.text)))

    def ask(self, path: Path, on_passphrase: Callable[[str], object]) -> None:
        """Ask for the passphrase, without saying of which file."""
        self._on_passphrase = on_passphrase
        self.kit.finish()
        self.panel.ask(path, on_passphrase, heading=_("Frasa sandi:"))

    def _ask_kit(self, path: Path) -> None:
        self.panel.hide()
        self.leave.setEnabled(False)
        self.kit.ask(path, self._kit_used, self._passphrase_again)

    def _kit_used(self, passphrase: str) -> None:
        self._passphrase_again()
        self._on_passphrase(passphrase)

    def _passphrase_again(self) -> None:
        self.leave.setEnabled(True)
        self.panel.show()
        self.panel.field.setFocus()

    def show_closed(self) -> None:
        """Everything is on the disk and the file is closed."""
        self._words.setText(_("Semua tulisan sudah tersimpan."))
        self.leave.show()
        self.panel.forgotten.show()

    def show_unsaved(self) -> None:
        """The window is covered, but the file is still open because something typed could not be saved."""
        self._words.setText(
            _(
                "Sebagian tulisan belum dapat disimpan, maka berkasnya masih terbuka di balik layar ini. "
                "Program terus mencoba menyimpannya, lalu menutupnya."
            )
        )
        self.leave.hide()
        self.panel.forgotten.hide()

    def show_error(self, error: ExpectedError) -> None:
        """Opening failed for another reason than the passphrase."""
        sentences = explain(error)
        self._words.setText(" ".join(filter(None, (sentences.happened, sentences.safe, sentences.next_step))))
        self.panel.field.setFocus()
