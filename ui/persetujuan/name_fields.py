"""The name and contact behind one code; there only while the name key is open."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.context import Context
from ui.persetujuan.names import OpenNames
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit


class NameFields(Card):
    """Kept in the name key when asked, never in the training's own file."""

    def __init__(self, context: Context, names: OpenNames, parent: QWidget | None = None) -> None:
        super().__init__(margins=12, spacing=6, parent=parent)
        self._context = context
        self._names = names
        self._code = ""
        self.body.addWidget(Label(_("Nama di kunci nama"), "label"))
        self.name = LineEdit(_("Nama orangnya"), name=_("Nama orangnya"))
        self.contact = LineEdit(_("Kontak, bila ia setuju dihubungi"), name=_("Kontak"))
        self.name.returnPressed.connect(self._keep)
        self.contact.returnPressed.connect(self._keep)
        self.body.addWidget(self.name)
        self.body.addWidget(self.contact)
        row = FlowLayout()
        self.keep = Button(_("Simpan di kunci nama"), icon_name="lock", on_click=self._keep)
        self.forget = Button(_("Lupakan nama ini"), "danger", on_click=self._forget)
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        self.body.addLayout(row)
        for line in (self.name, self.contact):
            line.installEventFilter(self)
        self.hide()

    def show_person(self, code: str) -> None:
        """Show who is behind a code, or nothing while the key is closed; words being typed stay."""
        name, contact = self._names.name(code), self._names.contact(code)
        if not self._names.is_open or code != self._code or name != self.name.text():
            self.name.setText(name)
            self.contact.setText(contact)
        self._code = code
        self.setVisible(self._names.is_open)
        self.forget.setVisible(bool(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._names.used()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        name, contact = self.name.text().strip(), self.contact.text().strip()
        if not name:
            self.name.setFocus()
            return

        def keep() -> bool:
            self._names.keep(self._code, name, contact)
            return True

        if attempt(self._context, keep):
            self._context.notices.show_notice(_("Nama disimpan di kunci nama."))

    def _forget(self) -> None:
        def forget() -> bool:
            self._names.forget(self._code)
            return True

        if attempt(self._context, forget):
            self._context.notices.show_notice(_("Nama dihapus dari kunci nama."))
