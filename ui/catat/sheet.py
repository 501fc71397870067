"""The sheet that one writes on: one record with its fields, whatever its kind."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _
from ui.catat.prose import ProseField
from ui.catat.result_rows import ResultRows
from ui.catat.sections import EXERCISE_END, MAIN_PROSE, SECTIONS, SIDE_BY_SIDE, Section
from ui.catat.writing import RecordWriting
from ui.choices import WorkshopChoices
from ui.context import Context
from ui.theme import px
from ui.widgets.field_block import FieldBlock
from ui.widgets.field_editors import FieldEditor, LineEditor, editor_for
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

_TWO_COLUMNS_FROM = 520


class Sheet(QWidget):
    """One record, or one that begins with its first letter; ``given`` are the values that the heading holds."""

    pictures_given = Signal(object)
    failed = Signal(object)
    repaired = Signal()

    def __init__(
        self,
        context: Context,
        type_name: str,
        record_id: str = "",
        *,
        given: Callable[[], Mapping[str, Value]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.type_name = type_name
        self._context = context
        self._type = RECORD_TYPES[type_name]
        self._choices = WorkshopChoices(context.workshop, context.reference)
        self.writing = RecordWriting(context, type_name, record_id=record_id, given=given, parent=self)
        self.writing.failed.connect(self.failed)
        self.editors: dict[str, FieldEditor] = {}
        self._grids: list[tuple[QGridLayout, list[FieldBlock]]] = []
        self._columns = 0
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    def load(self) -> None:
        """Show the record from the file."""
        self.writing.load()

    @property
    def prose(self) -> list[ProseField]:
        """The long texts of the sheet."""
        return [editor for editor in self.editors.values() if isinstance(editor, ProseField)]

    def hear(self, change: "Change") -> None:
        """Show what a change brought."""
        self.writing.hear(change)

    def focus_first(self) -> None:
        """Put the cursor where writing begins, behind what stands there."""
        first = next(iter(self.editors.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, LineEditor):
            first.line.end(False)
        elif isinstance(first, ProseField):
            first.edit.moveCursor(QTextCursor.MoveOperation.End)

    def save_typing(self) -> bool:
        """Write what was typed; whether nothing is left unsaved."""
        return self.writing.save_typing()

    def finish(self) -> bool:
        """Write what is left and let go; false when it could not be written."""
        return self.writing.finish()

    def abandon(self) -> None:
        """Let go without writing."""
        self.writing.abandon()

    # Building

    def add_section(self, section: Section) -> None:
        """A heading and its fields, in two columns where there is room."""
        if section.heading:
            heading = Label(_(section.heading), "subheading")
            heading.setContentsMargins(0, px(8), 0, 0)
            self.column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        blocks = []
        for name in section.fields:
            field = self._type.field(name)
            blocks.append(FieldBlock(field, self.add_editor(field)))
        self.column.addLayout(grid)
        self._grids.append((grid, blocks))
        self._arrange(grid, blocks, 1)

    def add_editor(self, field: Field, editor: FieldEditor | None = None) -> FieldEditor:
        """The editor of a field, bound to the record."""
        if editor is None:
            if field.kind is FieldKind.LONG_TEXT:
                editor = ProseField(field, least_lines=5 if field.name in MAIN_PROSE else 2)
            else:
                editor = editor_for(field, self._choices)
        if not self.writing.exists and field.default is not None:
            editor.show_value(field.default)
        self.editors[field.name] = editor
        if isinstance(editor, ProseField):
            editor.edit.pictures_given.connect(self.pictures_given)
            editor.edit.repaired.connect(self.repaired)
        editor.refused.connect(self.failed)
        self.writing.add(editor)
        return editor

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= px(_TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._columns = columns
            for grid, blocks in self._grids:
                self._arrange(grid, blocks, columns)

    @staticmethod
    def _arrange(grid: QGridLayout, blocks: list[FieldBlock], columns: int) -> None:
        row, place = 0, 0
        for block in blocks:
            grid.removeWidget(block)
            field = block.editor.field
            wide = columns == 1 or field.name == "title" or (field.is_text and field.name not in SIDE_BY_SIDE)
            if wide and place:
                row, place = row + 1, 0
            grid.addWidget(block, row, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += columns if wide else 1
            if place >= columns:
                row, place = row + 1, 0
        for place in range(2):
            grid.setColumnStretch(place, 1 if place < columns else 0)


class FormSheet(Sheet):
    """A case or an experience."""

    def __init__(
        self, context: Context, type_name: str, record_id: str = "", *, given: Callable[[], Mapping[str, Value]]
    ) -> None:
        super().__init__(context, type_name, record_id, given=given)
        for section in SECTIONS[type_name]:
            self.add_section(section)
        self.column.addStretch(1)
        self.load()


class NoteSheet(Sheet):
    """Free text on paper; a parked question and a promise also have room for what became of them."""

    def __init__(self, context: Context, record_id: str = "", *, given: Callable[[], Mapping[str, Value]]) -> None:
        super().__init__(context, "note", record_id, given=given)
        note = self._type
        text = ProseField(note.field("text"), _("Tulis apa yang dikatakan…"), least_lines=4, fills=True)
        self.text = text.edit
        self.text.setProperty("bare", "true")
        self.add_editor(note.field("text"), text)
        self.column.addWidget(text, 1)
        self._foot = QGridLayout()
        self._foot.setHorizontalSpacing(16)
        self._speaker = FieldBlock(note.field("speaker"), self.add_editor(note.field("speaker")))
        self._answer = FieldBlock(note.field("answer"), self.add_editor(note.field("answer")))
        self._foot.addWidget(self._speaker, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._foot.addWidget(self._answer, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(self._foot)
        self._kind = "note"
        self.load()
        self.show_kind("note")

    def show_kind(self, kind: str) -> None:
        """Show what this kind of note needs beside its text."""
        self._kind = kind
        has_answer = kind in {"parked_question", "promise"} or bool(self.editors["answer"].value())
        has_speaker = kind != "note" or bool(self.editors["speaker"].value())
        self._speaker.setVisible(has_speaker)
        self._answer.setVisible(has_answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_TWO_COLUMNS_FROM)
        self._foot.removeWidget(self._answer)
        self._foot.addWidget(self._answer, 0 if beside else 1, 1 if beside else 0, Qt.AlignmentFlag.AlignTop)
        self._foot.setColumnStretch(0, 1)
        self._foot.setColumnStretch(1, 1 if beside else 0)


class ExerciseSheet(Sheet):
    """A group exercise: method, question, results, what the plenary said."""

    def __init__(self, context: Context, record_id: str = "", *, given: Callable[[], Mapping[str, Value]]) -> None:
        super().__init__(context, "exercise", record_id, given=given)
        for section in SECTIONS["exercise"]:
            self.add_section(section)
        self._results = Label(_("Hasil kelompok"), "subheading")
        self._results.setContentsMargins(0, px(8), 0, 0)
        self.column.addWidget(self._results)
        self._purpose = Label("", "caption", wrap=True)
        self.column.addWidget(self._purpose)
        self.rows = ResultRows(context, self.writing, lambda: str(given().get("level", "")))
        self.rows.before = self.editors["question"]
        self.rows.failed.connect(self.failed)
        self.column.addWidget(self.rows)
        self.add_section(EXERCISE_END)
        self.column.addStretch(1)
        self.editors["method"].changed.connect(self._method_changed)
        self.load()
        self._show_method()

    def hear(self, change: "Change") -> None:
        super().hear(change)
        if self.writing.record_id in change.record_ids:
            self._show_method()
        self.rows.hear(change)

    def suggest_method(self, method_id: str) -> None:
        """Begin an exercise with the method that the agenda names; nothing is written yet."""
        method = self._context.reference.method(method_id)
        if method is not None and not self.writing.exists:
            self.writing.fill_in({"method": method.id, "title": method.title, "question": method.prompt})
            self._show_method()

    def save_typing(self) -> bool:
        return all([self.writing.save_typing(), self.rows.save_typing()])

    def finish(self) -> bool:
        if not self.rows.finish():
            return False
        return super().finish()

    def abandon(self) -> None:
        self.rows.abandon()
        super().abandon()

    @Slot()
    def _method_changed(self) -> None:
        method = self._context.reference.method(str(self.editors["method"].value() or ""))
        known = self._context.reference.methods.values()
        title, question = self.editors["title"], self.editors["question"]
        if method is not None:
            if title.value() in {"", *(each.title for each in known)}:
                self._set(title, method.title)
            if question.value() in {"", *(each.prompt for each in known)}:
                self._set(question, method.prompt)
        self._show_method()

    @staticmethod
    def _set(editor: FieldEditor, text: str) -> None:
        if editor.value() != text:
            editor.show_value(text)
            editor.changed.emit()

    def _show_method(self) -> None:
        method = self._context.reference.method(str(self.editors["method"].value() or ""))
        self._results.setVisible(method is not None)
        self._purpose.setVisible(method is not None)
        self._purpose.setText(method.purpose if method is not None else "")
        self.rows.show_method(method)


def title_of(record: Record) -> str:
    """What a record is called in a sentence."""
    return record.text(RECORD_TYPES[record.type].title_field).strip().partition("\n")[0][:80]


def new_sheet(
    context: Context, type_name: str, record_id: str = "", *, given: Callable[[], Mapping[str, Value]]
) -> Sheet:
    """The sheet for a type of record."""
    if type_name == "note":
        return NoteSheet(context, record_id, given=given)
    if type_name == "exercise":
        return ExerciseSheet(context, record_id, given=given)
    return FormSheet(context, type_name, record_id, given=given)
