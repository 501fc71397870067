"""Asking for the passphrase of a file in the page itself, with a growing wait after wrong ones."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout

from kotaham_desktop.i18n import _
from ui.locking.passphrase_field import PassphraseField
from ui.locking.remember_choice import RememberChoice
from ui.remembered_files import RememberedFiles
from ui.unlock_attempts import UnlockAttempts
from ui.widgets.buttons import Button
from ui.widgets.frames import Card
from ui.widgets.labels import Label


class UnlockPanel(Card):
    """Hidden until :meth:`ask`; whoever asked answers with :meth:`refuse`, :meth:`accept` or :meth:`finish`."""

    def __init__(
        self,
        attempts: UnlockAttempts,
        button: str,
        *,
        cancel: bool = True,
        stacked: bool = False,
        remembered: RememberedFiles | None = None,
        on_forgotten: Callable[[Path], object] | None = None,
    ) -> None:
        super().__init__(spacing=10)
        self._remembered = remembered
        self._attempts = attempts
        self._button_text = button
        self._path = Path()
        self._on_passphrase: Callable[[str], object] = _nobody
        self._heading = Label("", "strong", wrap=True)
        self.body.addWidget(self._heading)
        self.field = PassphraseField(_("Frasa sandi"))
        self.field.confirmed.connect(self._submit)
        self.open = Button(button, "primary", icon_name="lock-open", on_click=self._submit)
        # In a narrow place the buttons stand below the field, so that it keeps room for what is typed.
        row = QHBoxLayout()
        row.setSpacing(8)
        if stacked:
            self.body.addWidget(self.field)
        else:
            row.addWidget(self.field, 1)
        row.addWidget(self.open)
        if cancel:
            row.addWidget(Button(_("Batal"), "quiet", on_click=self.finish))
        if stacked:
            row.addStretch(1)
        self.body.addLayout(row)
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        self.remember = RememberChoice()
        self.body.addWidget(self.remember)
        # Only once it has its place: a widget without one would come to the screen as a window of its own.
        self.remember.setVisible(remembered is not None)
        # The kit belongs to whoever asks for the passphrase of a whole file; where a merge asks, it has no place.
        self.forgotten = Button(
            _("Lupa frasa sandi? Pakai kit pemulihan"),
            "quiet",
            on_click=lambda: on_forgotten(self._path) if on_forgotten is not None else None,
        )
        self.body.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        self.forgotten.setVisible(on_forgotten is not None)
        self._countdown = QTimer(self)
        self._countdown.setInterval(250)
        self._countdown.timeout.connect(self._show_wait)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, empty while it is hidden."""
        if self.isHidden():
            return ""
        error = "" if self._error.isHidden() else self._error.text()
        return "\n".join(filter(None, (self._heading.text(), error)))

    @property
    def is_waiting(self) -> bool:
        """Whether the next try has to wait."""
        return self._attempts.seconds_left(self._path) > 0

    def ask(self, path: Path, on_passphrase: Callable[[str], object], *, heading: str = "") -> None:
        """Ask for the passphrase of a file; ``on_passphrase`` gets each one that is tried."""
        self._path = path
        self._on_passphrase = on_passphrase
        self._heading.setText(heading or _("“{name}” dikunci. Frasa sandi:").format(name=path.stem))
        self._error.hide()
        self.field.wipe()
        if self._remembered is not None:
            self.remember.show_as(available=self._remembered.is_available, chosen=False)
        self.show()
        self._show_wait()
        self.field.setFocus()

    def refuse(self) -> None:
        """The passphrase was wrong: say so, always in the same words, and let the next one wait if need be."""
        self._attempts.was_wrong(self._path)
        self._error.setText(_("Frasa sandi tidak cocok. Berkasnya tidak diubah."))
        self._error.show()
        self.show()
        self._show_wait()
        self.field.setFocus()

    def accept(self) -> None:
        """The passphrase was right: forget the wrong ones before it and go away."""
        self._attempts.was_right(self._path)
        self.finish()

    def finish(self) -> None:
        """Go away, with nothing left of what was typed."""
        self._countdown.stop()
        self._path = Path()
        self._on_passphrase = _nobody
        self.field.wipe()
        self.hide()

    @Slot()
    def _submit(self) -> None:
        if not self.field.is_empty and not self.is_waiting:
            self._on_passphrase(self.field.take())

    @Slot()
    def _show_wait(self) -> None:
        seconds = self._attempts.seconds_left(self._path)
        self.open.setEnabled(seconds == 0)
        if seconds:
            self.open.setText(_("Tunggu {n} detik").format(n=seconds))
            self._countdown.start()
        else:
            self.open.setText(self._button_text)
            self._countdown.stop()


def _nobody(passphrase: str) -> None:
    """Takes what nobody asked for."""
