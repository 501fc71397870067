"""Forgotten passphrase: two shares of the recovery kit and a new passphrase, in the page itself."""

from collections.abc import Callable
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.background import Background, Progress
from ui.locking.kit_shares import KitShares
from ui.locking.new_passphrase import NewPassphraseFields
from ui.unlock_attempts import UnlockAttempts
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label


class KitPanel(Card):
    """Hidden until :meth:`ask`; writes the file anew under the new passphrase, beside the window."""

    def __init__(self, attempts: UnlockAttempts, background: Background, author: Callable[[], str]) -> None:
        super().__init__(spacing=10)
        self._attempts = attempts
        self._background = background
        self._author = author
        self._path = Path()
        self._on_set: Callable[[str], object] = _nobody
        self._on_end: Callable[[], object] = _nothing
        self.body.addWidget(Label(_("Kit pemulihan: frasa sandi baru dari dua bagian"), "strong", wrap=True))
        self.shares = KitShares()
        self.body.addWidget(self.shares)
        self.new = NewPassphraseFields()
        self.new.confirmed.connect(self._submit)
        self.body.addWidget(self.new)
        self.body.addWidget(
            Label(
                _(
                    "Setelah diganti, kit ini tidak berlaku lagi untuk berkas ini: buat kit baru. Salinan dan cadangan "
                    "dari sebelumnya tetap terbuka dengan frasa sandi dan kit yang lama."
                ),
                "caption",
                wrap=True,
            )
        )
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        self.submit = Button(_("Pasang frasa sandi baru"), "primary", icon_name="lock", on_click=self._submit)
        self.cancel = Button(_("Batal"), "quiet", on_click=self._cancel)
        row = FlowLayout()
        for button in (self.submit, self.cancel):
            row.addWidget(button)
        self.body.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """What it says is wrong, empty while it is hidden."""
        if self.isHidden():
            return ""
        return "\n".join(filter(None, (self.shares.text, "" if self._error.isHidden() else self._error.text())))

    def ask(self, path: Path, on_set: Callable[[str], object], on_end: Callable[[], object]) -> None:
        """Ask for two shares and a new passphrase of a closed file.

        ``on_set`` gets the new passphrase once the file has it, ``on_end`` is called when the person gives up.
        """
        self._path, self._on_set, self._on_end = path, on_set, on_end
        self._error.hide()
        self._set_busy(False)
        self.shares.wipe()
        self.new.wipe()
        self.show()
        self.shares.setFocus()

    def finish(self) -> None:
        """Go away, with nothing left of what was typed."""
        self._on_set, self._on_end = _nobody, _nothing
        self.shares.wipe()
        self.new.wipe()
        self.hide()

    def _cancel(self) -> None:
        on_end = self._on_end
        self.finish()
        on_end()

    def _submit(self) -> None:
        if not self.submit.isEnabled():
            return
        self._error.hide()
        shares = self.shares.shares()
        if shares is None:
            return
        try:
            self._attempts.assert_may_try(self._path)
            chosen = self.new.take()
        except ExpectedError as error:
            self._tell(error)
            return
        path, author = self._path, self._author()

        def work(progress: Progress) -> None:  # noqa: ARG001 - the file is written in one go
            from kotaham_desktop.application.recovery import set_passphrase_with_kit  # noqa: PLC0415 - late: start-up

            set_passphrase_with_kit(path, shares, chosen, author=author)

        def done(_result: None) -> None:
            self._set_busy(False)
            self._attempts.was_right(path)
            on_set = self._on_set
            self.finish()
            on_set(chosen)

        def failed(error: ExpectedError) -> None:
            self._set_busy(False)
            if error.code == "kit_wrong_file":
                self._attempts.was_wrong(path)
            self._tell(error)

        self._set_busy(True)
        self._background.run(work, done, failed)

    def _set_busy(self, busy: bool) -> None:
        self.submit.setEnabled(not busy)
        self.cancel.setEnabled(not busy)

    def _tell(self, error: ExpectedError) -> None:
        sentences = explain(error)
        self._error.setText(f"{sentences.happened} {sentences.safe} {sentences.next_step}")
        self._error.show()
        (self.new if error.code.startswith("passphrase") else self.shares).setFocus()


def _nobody(passphrase: str) -> None:
    """Takes what nobody asked for."""


def _nothing() -> None:
    """Nobody waits for the end."""
