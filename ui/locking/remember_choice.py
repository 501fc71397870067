"""The choice to have this laptop remember a file's key: off unless somebody asks, and told what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.widgets.labels import Label


class RememberChoice(QWidget):
    """A checkbox with its meaning; disabled with the reason where the laptop has no store of secrets."""

    changed = Signal(bool)
    """The person chose; what the program shows does not count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.box = QCheckBox(_("Ingat di laptop ini"))
        self.box.clicked.connect(self.changed)
        self._meaning = Label("", "caption", wrap=True)
        column.addWidget(self.box)
        column.addWidget(self._meaning)
        self.show_as(available=True, chosen=False)

    @property
    def is_chosen(self) -> bool:
        """Whether the person wants it."""
        return self.box.isEnabled() and self.box.isChecked()

    @property
    def text(self) -> str:
        """What it says about itself."""
        return self._meaning.text()

    def show_as(self, *, available: bool, chosen: bool) -> None:
        """Show how it stands."""
        self.box.setEnabled(available)
        self.box.setChecked(available and chosen)
        self._meaning.setText(
            _(
                "Kuncinya disimpan di penyimpan rahasia laptop ini. Siapa pun yang dapat memakai akun Anda di laptop "
                "ini lalu dapat membuka berkasnya tanpa frasa sandi."
            )
            if available
            else _("Tidak dapat: laptop ini tidak punya penyimpan rahasia yang dapat dipercaya program.")
        )
