"""The form of one item of the action plan, beside the table; a new item that stays without words is taken away."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from kotaham_desktop.domain.records import ACTION
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.context import Context
from ui.sintesis.wording import Wording
from ui.widgets.buttons import Button, IconButton
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import ElidingLabel
from ui.widgets.record_form import RecordForm

_FIELDS = (
    "activity",
    "issue",
    "owner",
    "deadline",
    "indicator",
    "cost",
    "status",
    "group",
    "session",
    "kind",
    "baseline",
    "aim",
    "beneficiaries",
    "evidence",
    "start",
    "place",
    "partners",
    "documents",
    "risk",
    "support",
    "monitoring",
    "remarks",
    "level",
)
"""What the table asks for comes first."""


class ActionPane(Card):
    """``closed`` when it is put away, ``delete_wanted`` with the item's id."""

    closed = Signal()
    delete_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=0, spacing=0)
        self._context = context
        self._fresh = ""
        self._form: RecordForm | None = None
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 10, 0)
        top.setSpacing(8)
        top.addWidget(ElidingLabel(_("Rencana tindak lanjut"), "subheading"), 1)
        top.addWidget(IconButton("x", _("Tutup isian (Esc)"), on_click=self.leave))
        self.body.addLayout(top)
        place = QHBoxLayout()
        place.setContentsMargins(16, 0, 16, 4)
        self._place = ElidingLabel("", "caption")
        place.addWidget(self._place)
        self.body.addLayout(place)
        self._page = ScrollPage(margins=16, spacing=12)
        self.body.addWidget(self._page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        remove = Button(_("Hapus rencana"), "danger", icon_name="trash-2", on_click=self._delete)
        remove.setEnabled(not context.workshop.read_only)
        foot.addWidget(remove)
        foot.addStretch(1)
        self.body.addLayout(foot)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        self.hide()

    @property
    def record_id(self) -> str:
        """The item that is shown, empty while the pane is closed."""
        return self._form.record_id if self._form is not None and not self.isHidden() else ""

    @property
    def form(self) -> RecordForm:
        """The form, made when it is first needed."""
        if self._form is None:
            self._form = RecordForm(self._context, ACTION, _FIELDS)
            self._page.body.addWidget(self._form)
            self._page.body.addStretch(1)
        return self._form

    @property
    def place(self) -> str:
        """The group and session that the form names above its fields."""
        return self._place.text()

    def show_record(self, record_id: str, *, focus: bool, fresh: bool = False) -> bool:
        """Show an item; false, with the old one still shown, when what was typed there could not be saved."""
        changed, previous = self.form.record_id != record_id, self._fresh
        if not self.form.bind(record_id):
            return False
        if previous and previous != record_id:
            self._fresh = ""
            self._take_away(previous)
        if fresh:
            self._fresh = record_id
        self.show_place()
        self.show()
        if changed:
            self._page.verticalScrollBar().setValue(0)
        if focus:
            self.form.focus_first()
        return True

    def show_place(self) -> None:
        """Name the item's group and session as they are now."""
        if self._form is None or not self._form.record_id:
            return
        record = self._context.workshop.record(self._form.record_id)
        words = Wording(self._context.workshop, self._context.reference).place(record)
        self._place.setText(words or _("Belum terkait sesi atau kelompok"))

    @Slot()
    def leave(self) -> None:
        """Close the pane; it stays open when what was typed could not be saved."""
        if self.isHidden() or (self._form is not None and not self._form.save_typing()):
            return
        self.hide()
        fresh, self._fresh = self._fresh, ""
        self._take_away(fresh)
        self.closed.emit()

    def forget(self) -> None:
        """Close the pane because its item has just been deleted."""
        self._fresh = ""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _take_away(self, record_id: str) -> None:
        if not record_id:
            return
        record = self._context.workshop.record(record_id)
        if not record.deleted and not record.text("activity").strip():
            attempt(self._context, lambda: self._context.workshop.delete_record(record_id))

    def _delete(self) -> None:
        if self.record_id and self.form.save_typing():
            self.delete_wanted.emit(self.record_id)
