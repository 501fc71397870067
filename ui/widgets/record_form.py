"""The form of one record: made from its declaration, saved while one types, refreshed when it changes elsewhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.i18n import _
from ui.choices import WorkshopChoices
from ui.context import Context
from ui.theme import px
from ui.unsaved import TypingState
from ui.widgets.field_block import FieldBlock
from ui.widgets.field_editors import editor_for, has_editor
from ui.widgets.level_reason import takes_reason
from ui.widgets.message_bar import MessageBar
from ui.widgets.text_merge import carried_over

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

SAVES_AFTER = 300
"""Milliseconds that keystrokes are collected before they go to the disk."""
_WIDE = frozenset({FieldKind.LONG_TEXT, FieldKind.NORMS, FieldKind.LINKS, FieldKind.LEVEL, FieldKind.VALUES})
_TWO_COLUMNS_FROM = 560
_TEXTS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


class RecordForm(QWidget):
    """Bound to one record at a time. What was typed stays in its editor until it is on the disk, whatever happens.

    ``saved`` follows each write. ``fields`` chooses and orders the fields; without it all that can be edited appear.
    """

    saved = Signal()

    def __init__(
        self,
        context: Context,
        record_type: RecordType,
        fields: Sequence[str] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._type = record_type
        self._record_id = ""
        self._known: dict[str, Value] = {}
        self._unwritten: set[str] = set()
        self._failed = False
        self._writing = False
        self._workshop = context.workshop
        choices = WorkshopChoices(self._workshop, context.reference)
        names = fields or [field.name for field in record_type.fields if has_editor(field)]
        self._blocks: dict[str, FieldBlock] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.messages = MessageBar()
        column.addWidget(self.messages)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        column.addLayout(self._grid)
        column.addStretch(1)
        for name in names:
            self._add(record_type.field(name), choices)
        self._columns = 0
        self._arrange(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVES_AFTER)
        self._timer.timeout.connect(self.save_typing)
        context.bridge.changed.connect(self._changed)
        context.unsaved.register(self)
        self.destroyed.connect(_forgetter(context, self))

    def _add(self, field: Field, choices: WorkshopChoices) -> None:
        block = FieldBlock(field, editor_for(field, choices))
        block.editor.changed.connect(lambda: self._edited(field.name))
        block.editor.refused.connect(self._refused)
        self._blocks[field.name] = block

    # Binding

    @property
    def record_id(self) -> str:
        """The record that the form shows, empty while it shows none."""
        return self._record_id

    def bind(self, record_id: str) -> bool:
        """Show another record; false, with the old one still shown, when what was typed there could not be saved."""
        if record_id == self._record_id:
            return True
        if not self.save_typing():
            return False
        self._record_id = record_id
        self.messages.hide()
        record = self._workshop.record(record_id)
        self._known = {name: record.values.get(name) for name in self._blocks}
        for name, block in self._blocks.items():
            block.editor.show_value(self._known[name])
            block.editor.set_read_only(self._workshop.read_only)
            block.show_problem("")
        self._show_deletion(record)
        return True

    def editor(self, field: str) -> QWidget:
        """The editor of a field, to give it the focus; raises ``KeyError``."""
        return self._blocks[field].editor

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._blocks.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_field_visible(self, field: str, visible: bool) -> None:
        """Show or hide one field, such as one that another answer makes needless; raises ``KeyError``."""
        self._blocks[field].setVisible(visible)

    # Saving

    @property
    def typing_state(self) -> TypingState:
        """Where the newest keystrokes are."""
        if not self._unwritten:
            return TypingState.SAVED
        return TypingState.FAILED if self._failed else TypingState.WAITING

    @property
    def _is_open(self) -> bool:
        """Whether the workshop that the form was made for is still the open one."""
        return self._context.session.workshop is self._workshop

    @Slot()
    def save_typing(self) -> bool:
        """Write what was typed; whether nothing is left unsaved."""
        self._timer.stop()
        if not self._unwritten:
            return True
        if not self._is_open:
            return False
        was = self.typing_state
        self._writing = True
        try:
            self._write()
        except ExpectedError as error:
            self._fail(error)
        else:
            self._failed = bool(self._unwritten)
            if was is TypingState.FAILED and not self._failed:
                self.messages.hide()
        finally:
            self._writing = False
        self._refresh()
        self._context.unsaved.tell()
        self.saved.emit()
        return not self._unwritten

    def _write(self) -> None:
        """Write each unwritten field; one that is written stops being so at once, so that a failure keeps the rest."""
        workshop = self._workshop
        if self._failed and workshop.pending:
            workshop.retry()
        together: dict[str, Value] = {}
        for name in sorted(self._unwritten, key=list(self._blocks).index):
            editor = self._blocks[name].editor
            self._blocks[name].show_problem(editor.problem)
            if editor.problem:
                continue
            value = editor.value()
            if editor.field.is_text:
                workshop.edit_text(self._record_id, name, str(value or ""))
                self._written(name)
            else:
                together[name] = value
        if together:
            workshop.set_fields(self._record_id, together)
            for name in together:
                self._written(name)

    def _written(self, name: str) -> None:
        self._unwritten.discard(name)
        self._known[name] = self._workshop.record(self._record_id).values.get(name)

    def _fail(self, error: ExpectedError) -> None:
        if takes_reason(self.messages, self._workshop, error):
            self._go_back()
            return
        self._failed = True
        if not self.messages.isHidden():
            return
        self.messages.show_error(error)
        self.messages.add_action(_("Coba lagi"), self.save_typing)
        if all(self._blocks[name].editor.field.kind not in _TEXTS for name in self._unwritten):
            self.messages.add_action(_("Kembalikan isian semula"), self._go_back)

    def _go_back(self) -> None:
        """Show what the record holds again, for choices that were refused; typed words are never dropped this way."""
        for name in list(self._unwritten):
            self._blocks[name].editor.show_value(self._known[name])
            self._blocks[name].show_problem("")
        self._unwritten.clear()
        self._failed = False
        self._context.unsaved.tell()

    # Changes from here and elsewhere

    def _edited(self, name: str) -> None:
        if not self._record_id:
            return
        self._unwritten.add(name)
        if not self._timer.isActive():
            self._timer.start()
        self._context.unsaved.tell()

    @Slot(object)
    def _refused(self, error: ExpectedError) -> None:
        self.messages.show_error(error)

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if not self._record_id or self._writing or not self._is_open:
            return
        for block in self._blocks.values():
            if block.editor.field.links_to in change.types:
                block.editor.refresh_choices()
        if self._record_id in change.record_ids:
            self._refresh()

    def _refresh(self) -> None:
        """Take over what the file holds now wherever it differs from what it held when we looked last."""
        record = self._workshop.record(self._record_id)
        for name, block in self._blocks.items():
            theirs, before = record.values.get(name), self._known[name]
            if theirs == before:
                continue
            self._known[name] = theirs
            if name not in self._unwritten:
                block.editor.show_value(theirs)
            elif block.editor.field.kind in _TEXTS:
                mine = carried_over(str(before or ""), str(block.editor.value() or ""), str(theirs or ""))
                block.editor.show_value(mine)
        self._show_deletion(record)

    def _show_deletion(self, record: Record) -> None:
        if record.deleted:
            self.messages.show_message(
                "warning",
                _("Catatan ini sudah dihapus."),
                _("Isinya masih tersimpan dan dapat dipulihkan."),
                (_("Pulihkan"), lambda: self._workshop.restore_record(self._record_id)),
            )

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= px(_TWO_COLUMNS_FROM) else 1)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save_typing()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row, place = 0, 0
        for block in self._blocks.values():
            self._grid.removeWidget(block)
            wide = columns == 1 or block.editor.field.kind in _WIDE
            if wide and place:
                row, place = row + 1, 0
            self._grid.addWidget(block, row, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += columns if wide else 1
            if place >= columns:
                row, place = row + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)


def _forgetter(context: Context, form: RecordForm) -> Callable[[QObject], None]:
    """Counts the form out when Qt has destroyed it; it must not touch the form's own Qt side any more."""

    def forget(_gone: QObject) -> None:
        context.unsaved.forget(form)

    return forget
