"""Choosing a passphrase: typed twice, with what forgetting it means, and a plain way without one."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.locking.passphrase_field import PassphraseField
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label


class NewPassphraseFields(QWidget):
    """Two fields for one new passphrase; ``confirmed`` follows Enter in the second."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.first = PassphraseField(_("Frasa sandi baru"))
        self.again = PassphraseField(_("Frasa sandi baru, sekali lagi"))
        column.addWidget(Label(_("Frasa sandi baru"), "label"))
        column.addWidget(self.first)
        column.addWidget(Label(_("Sekali lagi"), "label"))
        column.addWidget(self.again)
        column.addWidget(Label(forgetting(), "caption", wrap=True))
        self.first.confirmed.connect(self.again.setFocus)
        self.again.confirmed.connect(self.confirmed)
        self.setFocusProxy(self.first)

    def take(self) -> str:
        """The passphrase, if both fields hold the same and it will do; the fields are empty afterwards.

        Raises ``ExpectedError``.
        """
        from kotaham_desktop.application.passphrases import checked_new_passphrase  # noqa: PLC0415 - late: start-up

        first, again = self.first.take(), self.again.take()
        chosen = checked_new_passphrase(first)
        if first != again:
            raise ExpectedError("passphrase_unlike")
        return chosen

    def wipe(self) -> None:
        """Forget what was typed."""
        self.first.wipe()
        self.again.wipe()


class NewPassphrasePanel(Card):
    """A step in the page before a new file is written; hidden until :meth:`ask`."""

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self._on_chosen: Callable[[str], object] = _nobody
        self._heading = Label("", "strong", wrap=True)
        self.body.addWidget(self._heading)
        self.fields = NewPassphraseFields()
        self.fields.confirmed.connect(self._choose)
        self.body.addWidget(self.fields)
        offer = _("Setelah berkasnya dibuat, program menawarkan kit pemulihan untuk dicetak.")
        self.body.addWidget(Label(offer, "caption", wrap=True))
        self._error = Label("", "error", wrap=True)
        self.body.addWidget(self._error)
        self.lock = Button(_("Kunci dan buat"), "primary", icon_name="lock", on_click=self._choose)
        self.without = Button(_("Tanpa frasa sandi"), "secondary", on_click=self._go_without)
        self.cancel = Button(_("Batal"), "quiet", on_click=self.finish)
        row = FlowLayout()
        for button in (self.lock, self.without, self.cancel):
            row.addWidget(button)
        self.body.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, empty while it is hidden."""
        return "" if self.isHidden() else "\n".join(filter(None, (self._heading.text(), self._error.text())))

    def ask(self, heading: str, on_chosen: Callable[[str], object]) -> None:
        """Ask for a new passphrase; ``on_chosen`` gets it, or an empty text for a file without one."""
        self._heading.setText(heading)
        self._on_chosen = on_chosen
        self._error.setText("")
        self._error.hide()
        self.fields.wipe()
        self.show()
        self.fields.setFocus()

    def finish(self) -> None:
        """Go away, with nothing left of what was typed."""
        self._on_chosen = _nobody
        self.fields.wipe()
        self.hide()

    @Slot()
    def _choose(self) -> None:
        try:
            chosen = self.fields.take()
        except ExpectedError as error:
            sentences = explain(error)
            self._error.setText(f"{sentences.happened} {sentences.next_step}")
            self._error.show()
            self.fields.setFocus()
            return
        self._end(chosen)

    def _go_without(self) -> None:
        self._end("")

    def _end(self, chosen: str) -> None:
        on_chosen = self._on_chosen
        self.finish()
        on_chosen(chosen)


def forgetting() -> str:
    """What forgetting a passphrase means, in one sentence."""
    return _(
        "Tanpa frasa sandi ini atau kit pemulihannya tidak seorang pun dapat membuka berkasnya, juga pembuat program "
        "ini."
    )


def _nobody(passphrase: str) -> None:
    """Takes what nobody asked for."""
