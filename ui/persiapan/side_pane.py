"""A list with the form of one of its records beside it; where the room is narrow the form takes the list's place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.context import Context
from ui.theme import px
from ui.unsaved import TypingState
from ui.widgets.buttons import Button, IconButton
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import ElidingLabel
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

_PANE_WIDTH = 372
_LIST_NEEDS = 430


class RecordPane(Card):
    """The form of one record with a heading, a way out (Esc) and a way to delete it.

    A record that was just added and never got a title is taken away again when the pane leaves it.
    """

    closed = Signal()
    delete_wanted = Signal(str)

    def __init__(
        self,
        context: Context,
        record_type: RecordType,
        fields: tuple[str, ...],
        *,
        delete_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margins=0, spacing=0, parent=parent)
        self._context = context
        self._type = record_type
        self._fields = fields
        self._fresh = ""
        self._form: RecordForm | None = None
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 10, 8)
        top.setSpacing(8)
        self._heading = ElidingLabel(_(record_type.label), "subheading")
        top.addWidget(self._heading, 1)
        self.close_button = IconButton("x", _("Tutup isian"), on_click=self.leave)
        top.addWidget(self.close_button)
        self.body.addLayout(top)
        self._page = ScrollPage(margins=16, spacing=12)
        self.body.addWidget(self._page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        self.delete_button = Button(delete_text, "danger", icon_name="trash-2", on_click=self._delete)
        self.delete_button.setEnabled(not context.workshop.read_only)
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        context.bridge.changed.connect(self._changed)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        self.hide()

    @property
    def record_id(self) -> str:
        """The record that is shown, empty while the pane is closed."""
        return self._form.record_id if self._form is not None and not self.isHidden() else ""

    @property
    def form(self) -> RecordForm:
        """The form, made when it is first needed."""
        if self._form is None:
            self._form = RecordForm(self._context, self._type, self._fields)
            self._page.body.addWidget(self._form)
            self._page.body.addStretch(1)
        return self._form

    def show_record(self, record_id: str, *, focus: bool, fresh: bool = False) -> bool:
        """Show a record; false, with the old one still shown, when what was typed there could not be saved."""
        previous = self._fresh
        if not self.form.bind(record_id):
            return False
        if previous and previous != record_id:
            self._fresh = ""
            self._take_away(previous)
        if fresh:
            self._fresh = record_id
        self.show()
        self._page.verticalScrollBar().setValue(0)
        if focus:
            self.form.focus_first()
        return True

    @Slot()
    def leave(self) -> None:
        """Close the pane; it stays open when what was typed could not be saved."""
        if self.isHidden():
            return
        if self._form is not None and not self._form.save_typing():
            return
        self.hide()
        fresh, self._fresh = self._fresh, ""
        self._take_away(fresh)
        self.closed.emit()

    def forget(self) -> None:
        """Close the pane because its record has just been deleted."""
        self._fresh = ""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        """Undoing the creation of a record that is still blank closes its form; there is nothing to bring back."""
        if self._fresh in change.record_ids and self._context.session.workshop is not None:
            record = self._context.workshop.record(self._fresh)
            blank = not record.text(self._type.title_field).strip()
            if record.deleted and blank and self.form.typing_state is TypingState.SAVED:
                self.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Going to another place also leaves a record that was added and stayed blank."""
        super().hideEvent(event)
        away = self._fresh and not self.isHidden() and self._context.session.workshop is not None
        if away and self.form.save_typing():
            fresh, self._fresh = self._fresh, ""
            if self._take_away(fresh):
                self.hide()

    def _take_away(self, record_id: str) -> bool:
        """Delete a record that is blank; whether it was."""
        if not record_id:
            return False
        record = self._context.workshop.record(record_id)
        if record.deleted or record.text(self._type.title_field).strip():
            return False
        attempt(self._context, lambda: self._context.workshop.delete_record(record_id))
        return True

    def _delete(self) -> None:
        if self.record_id and self.form.save_typing():
            self.delete_wanted.emit(self.record_id)


class SideBySide(QWidget):
    """Holds a list and its pane, and gives the pane the whole room where both do not fit."""

    def __init__(self, main: QWidget, pane: RecordPane, focus_back: Callable[[], None]) -> None:
        super().__init__()
        self._main, self._pane = main, pane
        self._focus_back = focus_back
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(main, 1)
        row.addWidget(pane)
        pane.closed.connect(self._pane_closed)

    def arrange(self) -> None:
        """Share the room out, after the pane was shown or the window resized."""
        open_now = not self._pane.isHidden()
        alone = open_now and self.width() < px(_PANE_WIDTH + _LIST_NEEDS)
        self._main.setVisible(not alone)
        if alone:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(16_777_215)
        else:
            self._pane.setFixedWidth(px(_PANE_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def _pane_closed(self) -> None:
        self.arrange()
        self._focus_back()
