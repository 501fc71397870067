"""Cadangan: three parts behind one choice of words, about the open file or one that could not be opened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from kotaham_desktop.i18n import _
from ui.cadangan.check_part import CheckPart
from ui.cadangan.list_part import BackupListPart
from ui.cadangan.opening import Opening
from ui.cadangan.places_part import PlacesPart
from ui.cadangan.subject import Subject
from ui.context import Context
from ui.screen import Screen
from ui.widgets.buttons import Button, with_shortcut
from ui.widgets.frames import Card
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from pathlib import Path

Part = BackupListPart | PlacesPart | CheckPart


class CadanganScreen(Screen):
    """Stays while files open and close: whoever cannot open a file needs it most."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.subject = Subject(context, self)
        self.opening = Opening(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        words = {
            "daftar": _("Cadangan"),
            "tempat": _("Tempat kedua dan salinan"),
            "periksa": _("Periksa data"),
        }
        self.choice = SegmentedControl(
            list(words.items()),
            name=_("Bagian cadangan"),
            icons={"daftar": "hard-drive", "tempat": "copy", "periksa": "shield-check"},
        )
        for number, (code, text) in enumerate(words.items(), start=1):
            keys = f"Alt+{number}"
            QShortcut(QKeySequence(keys), self).activated.connect(lambda part=code: self._go_to_part(part))
            self.choice.button(code).setToolTip(plain_tip(with_shortcut(text, keys)))
        self.choice.changed.connect(self.show_part)
        column.addWidget(self.choice)
        column.addWidget(self._banner())
        column.addWidget(self.opening)
        self._list = BackupListPart(context, self.subject, self.opening)
        self._parts: dict[str, Part] = {
            "daftar": self._list,
            "tempat": PlacesPart(context, self.subject),
            "periksa": CheckPart(context, self.subject, self.opening),
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)
        self.subject.changed.connect(self._show_subject)
        self._show_subject()
        self.choice.set_value("daftar")

    def _banner(self) -> Card:
        self._about = Card(margins=10)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconView("triangle-alert", "warning"))
        self._about_words = Label("", "body", wrap=True)
        row.addWidget(self._about_words, 1)
        self.back = Button(_("Kembali ke berkas yang terbuka"), on_click=self.subject.show_open)
        row.addWidget(self.back)
        self._about.body.addLayout(row)
        return self._about

    def part(self, name: str) -> Part:
        """One of ``daftar``, ``tempat`` and ``periksa``."""
        return self._parts[name]

    @property
    def front_part(self) -> str:
        """Which part is in front."""
        return self.choice.value()

    def on_shown(self) -> None:
        """The list is as it is now; whoever comes by the keyboard goes on by it."""
        front = self._parts[self.front_part]
        front.wake()
        if self.hasFocus():
            front.take_focus()

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Bring a part to the front.

        ``unopened`` is the list of backups of the file that could not be opened last, ``salvage`` the way to save what
        is in it, ``backup`` the folder where it lies among others, as it is a backup itself.
        """
        unopened: Path | None = self.context.session.unopened
        if name in ("unopened", "salvage", "backup"):
            if unopened is not None and name == "backup":
                self.subject.show_folder(unopened.parent)
                self._list.choose(unopened.name)
            elif unopened is not None:
                self.subject.show_unopened(unopened)
            # Whoever comes from the message of an error has left the keyboard nowhere.
            self._go_to_part("periksa" if name == "salvage" else "daftar")
            return
        self.choice.set_value(name)
        self._stack.setCurrentWidget(self._parts[name])
        self._parts[name].wake()

    def _go_to_part(self, name: str) -> None:
        self.show_part(name)
        self._parts[name].take_focus()

    @Slot()
    def _show_subject(self) -> None:
        unopened, folder = self.subject.unopened, self.subject.folder
        self._about.setVisible(unopened is not None or folder is not None)
        is_open = self.context.session.workshop is not None
        self.back.setText(_("Kembali ke berkas yang terbuka") if is_open else _("Tutup"))
        if unopened is not None:
            self._about_words.setText(
                _("Tentang “{name}”, yang tidak dapat dibuka. Berkas itu hanya dibaca, tidak pernah ditulis.").format(
                    name=unopened.name
                )
            )
        elif folder is not None:
            self._about_words.setText(_("Cadangan di {folder}.").format(folder=folder))
