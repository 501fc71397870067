"""A field for a passphrase: masked, shown on demand, and empty once the passphrase is taken out of it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kotaham_desktop.i18n import _
from ui.widgets.buttons import IconButton
from ui.widgets.text_fields import LineEdit, leaves_undo_to_the_window

_LONGEST = 1000


class _PassphraseLine(LineEdit):
    """The undo key takes back no note while a passphrase is typed."""

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.accept()
            return True
        return super().event(event)


class PassphraseField(QWidget):
    """Never completes, never remembers; ``confirmed`` follows Enter."""

    confirmed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.line = _PassphraseLine(name=name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(_LONGEST)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.returnPressed.connect(self.confirmed)
        self.toggle = IconButton("eye", _("Tampilkan frasa sandi"), on_click=self._toggle)
        row.addWidget(self.line, 1)
        row.addWidget(self.toggle)
        self.setFocusProxy(self.line)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not self.line.text()

    @property
    def is_masked(self) -> bool:
        """Whether the letters are hidden."""
        return self.line.echoMode() == QLineEdit.EchoMode.Password

    def take(self) -> str:
        """What was typed; the field is empty and masked afterwards and cannot bring it back."""
        text = self.line.text()
        self.wipe()
        return text

    def wipe(self) -> None:
        """Forget what was typed, with the steps that would undo it."""
        # Setting a text forgets the steps that led to the old one; clearing would keep them.
        self.line.setText("")
        self._mask(True)

    def _toggle(self) -> None:
        self._mask(not self.is_masked)

    def _mask(self, masked: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        name = _("Tampilkan frasa sandi") if masked else _("Sembunyikan frasa sandi")
        self.toggle.show_as("eye" if masked else "eye-off", name)
