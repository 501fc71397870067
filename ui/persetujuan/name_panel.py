"""Opening, beginning and closing the name key, in the page itself."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.attempt import attempt
from ui.context import Context
from ui.locking.new_passphrase import NewPassphraseFields
from ui.locking.passphrase_field import PassphraseField
from ui.locking.unlock_panel import UnlockPanel
from ui.messages import choose_file_to_write, choose_files_to_read
from ui.persetujuan.names import OpenNames
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label


class NamePanel(QWidget):
    """One button while the names are closed; what opening needs, when it is pressed."""

    failed = Signal(object)

    def __init__(self, context: Context, names: OpenNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._names = names
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.button = Button("", icon_name="lock", on_click=self._toggle)
        self._copy = Button(_("Salin kunci nama"), "quiet", icon_name="copy", on_click=self._ask_copy)
        self._bring = Button(_("Masukkan salinan"), "quiet", icon_name="download", on_click=self._ask_bring)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.button, self._copy, self._bring):
            flow.addWidget(button)
        column.addWidget(row)
        self.unlock = UnlockPanel(context.session.attempts, _("Buka nama"), stacked=True)
        column.addWidget(self.unlock)
        self.beginning = _Beginning()
        self.beginning.chosen.connect(self._begin)
        column.addWidget(self.beginning)
        self.other = _OtherCopy()
        column.addWidget(self.other)
        names.changed.connect(self._show_state)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        is_open = self._names.is_open
        text = _("Tutup nama") if is_open else _("Buka kunci nama") if self._names.exists else _("Buat kunci nama")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self._copy.setVisible(is_open)
        self._bring.setVisible(is_open)
        if is_open:
            self.unlock.finish()
        self.other.finish()

    def _toggle(self) -> None:
        from kotaham_desktop.application.name_key import key_path  # noqa: PLC0415 - late: the engine

        if self._names.is_open:
            self._names.close()
        elif self._names.exists:
            heading = _("Nama di balik kode dikunci dengan kata sandinya sendiri:")
            self.unlock.ask(key_path(self._context.workshop), self._open, heading=heading)
        else:
            self.beginning.ask()

    def _open(self, passphrase: str) -> None:
        try:
            self._names.open(passphrase)
        except ExpectedError as error:
            if error.code == "name_key_passphrase_wrong":
                self.unlock.refuse()
            else:
                self.unlock.finish()
                self._context.notices.show_error(error)
            return
        self.unlock.accept()

    @Slot(str)
    def _begin(self, passphrase: str) -> None:
        attempt(self._context, lambda: self._names.create(passphrase))

    def _ask_copy(self) -> None:
        suggestion = Path.home() / f"{self._context.workshop.path.stem} salinan.kunci-nama"
        path = choose_file_to_write(self, _("Salin kunci nama"), suggestion, _("Kunci nama (*.kunci-nama)"))
        if path is not None:
            self.other.ask(
                _("Kata sandi untuk salinan itu, lain dari kata sandi Anda:"),
                lambda other: self._copy_to(path, other),
            )

    def _copy_to(self, path: Path, other: str) -> None:
        from kotaham_desktop.application.name_key import export_name_key  # noqa: PLC0415 - late: the engine

        count = attempt(
            self._context, lambda: export_name_key(self._context.workshop, self._names.passphrase, path, other)
        )
        if count is not None:
            self._context.notices.show_notice(_("{count} nama disalin.").format(count=count))

    def _ask_bring(self) -> None:
        found = choose_files_to_read(self, _("Salinan kunci nama"), Path.home(), _("Kunci nama (*.kunci-nama)"))
        if found:
            self.other.ask(_("Kata sandi salinan itu:"), lambda other: self._bring_in(found[0], other))

    def _bring_in(self, path: Path, other: str) -> None:
        from kotaham_desktop.application.name_key import import_name_key  # noqa: PLC0415 - late: the engine

        secret = self._names.passphrase
        brought = attempt(self._context, lambda: import_name_key(self._context.workshop, secret, path, other))
        if brought is None:
            return
        self._names.open(secret)
        said = _("{count} nama dimasukkan.").format(count=len(brought.added))
        if brought.disputed:
            codes = ", ".join(brought.disputed)
            said += " " + _("{codes} di sana nama lain; yang di sini tetap.").format(codes=codes)
        self._context.notices.show_notice(said)


class _Beginning(Card):
    """A new passphrase for a new name key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.body.addWidget(
            Label(
                _("Kunci nama menyimpan siapa di balik setiap kode, di berkas terpisah dengan frasa sandi sendiri."),
                "body",
                wrap=True,
            )
        )
        self.fields = NewPassphraseFields()
        self.fields.confirmed.connect(self._choose)
        self.body.addWidget(self.fields)
        self._error = Label("", "error", wrap=True)
        self.body.addWidget(self._error)
        row = FlowLayout()
        self.make = Button(_("Buat kunci nama"), "primary", on_click=self._choose)
        row.addWidget(self.make)
        row.addWidget(Button(_("Batal"), "quiet", on_click=self.finish))
        self.body.addLayout(row)
        self.hide()

    def ask(self) -> None:
        """Ask for the passphrase."""
        self._error.hide()
        self.fields.wipe()
        self.show()
        self.fields.setFocus()

    def finish(self) -> None:
        """Go away, with nothing left of what was typed."""
        self.fields.wipe()
        self.hide()

    @Slot()
    def _choose(self) -> None:
        try:
            passphrase = self.fields.take()
        except ExpectedError as error:
            sentences = explain(error)
            self._error.setText(f"{sentences.happened} {sentences.next_step}")
            self._error.show()
            self.fields.setFocus()
            return
        self.finish()
        self.chosen.emit(passphrase)


class _OtherCopy(Card):
    """The passphrase of another copy of the key."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._on_passphrase: Callable[[str], object] = _nobody
        self._heading = Label("", "body", wrap=True)
        self.field = PassphraseField(_("Kata sandi salinan kunci nama"))
        self.field.confirmed.connect(self._hand_over)
        self.body.addWidget(self._heading)
        self.body.addWidget(self.field)
        row = FlowLayout()
        row.addWidget(Button(_("Lanjut"), "primary", on_click=self._hand_over))
        row.addWidget(Button(_("Batal"), "quiet", on_click=self.finish))
        self.body.addLayout(row)
        self.hide()

    def ask(self, heading: str, on_passphrase: Callable[[str], object]) -> None:
        """Ask for the passphrase of a copy."""
        self._heading.setText(heading)
        self._on_passphrase = on_passphrase
        self.field.wipe()
        self.show()
        self.field.setFocus()

    def finish(self) -> None:
        """Go away, with nothing left of what was typed."""
        self._on_passphrase = _nobody
        self.field.wipe()
        self.hide()

    @Slot()
    def _hand_over(self) -> None:
        if self.field.is_empty:
            return
        on_passphrase, passphrase = self._on_passphrase, self.field.take()
        self.finish()
        on_passphrase(passphrase)


def _nobody(passphrase: str) -> None:
    """Takes what nobody asked for."""
