"""Writing one record: what was typed reaches the file by itself, and what the file gets from elsewhere is shown."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kotaham_desktop.application.new_values import new_record_id
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.incoming_text import clean_line, clean_text
from kotaham_desktop.domain.record import Record, Value
from ui.catat.prose import ProseField
from ui.context import Context
from ui.unsaved import TypingState
from ui.widgets.field_editors import FieldEditor
from ui.widgets.text_merge import carried_over

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

SAVE_AFTER = 300
"""Milliseconds that keystrokes are collected before they are written."""
ANSWER = "values."
"""What the name of an editor begins with that holds one answer of a result row."""
_TYPED = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


class RecordWriting(QObject):
    """One record, or one that begins with its first letter.

    ``began`` tells that the record has come into being, ``saved`` that all of it is on the disk, ``failed`` why it is
    not, ``gone`` that it was deleted. ``given`` are the values that no editor holds, asked for at creation. Call
    ``finish`` before letting go of it.
    """

    began = Signal(str)
    saved = Signal(str)
    failed = Signal(object)
    gone = Signal(str)

    def __init__(
        self,
        context: Context,
        type_name: str,
        *,
        record_id: str = "",
        given: Callable[[], Mapping[str, Value]] = dict,
        before_creation: Callable[[], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._workshop = context.workshop
        self.type_name = type_name
        self.record_id = record_id or new_record_id()
        self.exists = bool(record_id)
        self._given = given
        self._before_creation = before_creation
        self._editors: dict[str, FieldEditor] = {}
        self._known: dict[str, Value] = {}
        self._touched: dict[str, None] = {}
        self._state = TypingState.SAVED
        self._is_saving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER)
        self._timer.timeout.connect(self.save_typing)
        context.unsaved.register(self)
        self.destroyed.connect(_forgetter(context, self))

    def add(self, editor: FieldEditor) -> None:
        """Count a field in."""
        name = editor.field.name
        self._editors[name] = editor
        self._known[name] = editor.value()
        editor.changed.connect(lambda: self._edited(name))
        if self._workshop.read_only:
            editor.set_read_only(True)

    def fill_in(self, values: Mapping[str, Value]) -> None:
        """Begin with these values; they are written together with the first letter that the user adds."""
        for name, value in values.items():
            self._editors[name].show_value(value)
            self._known[name] = value

    @property
    def typing_state(self) -> TypingState:
        """Where its newest keystrokes are."""
        return self._state

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a record nor a letter typed; what was filled in for the user does not count."""
        if self.exists:
            return False
        return not any(
            str(editor.value() or "").strip() and editor.value() != self._known[name]
            for name, editor in self._editors.items()
            if editor.field.kind in _TYPED
        )

    def load(self) -> None:
        """Show the record from the file."""
        if self.exists:
            self.show(self._workshop.record(self.record_id))

    def show(self, record: Record, *, near_change: bool = False) -> None:
        """Show what is stored wherever it differs from what was stored before; words typed meanwhile stay in it."""
        for name, editor in self._editors.items():
            stored, before = stored_value(record, name), self._known[name]
            self._known[name] = stored
            shown = editor.value()
            if name in self._touched:
                if editor.field.kind in _TYPED and stored != before:
                    editor.show_value(carried_over(str(before or ""), str(shown or ""), str(stored or "")))
            elif _fit(editor, shown) != stored:
                if near_change and isinstance(editor, ProseField):
                    editor.edit.show_change(str(stored or ""))
                else:
                    editor.show_value(stored)

    def hear(self, change: "Change") -> None:
        """Show what a change brought, unless it is our own typing."""
        if self._is_saving or not self.exists or self.record_id not in change.record_ids:
            return
        record = self._workshop.record(self.record_id)
        if record.deleted:
            self.abandon()
            self.gone.emit(self.record_id)
            return
        self.show(record, near_change=change.kind in {"undo", "redo"})

    def pick(self, values: Mapping[str, Value]) -> bool:
        """Write values that no editor holds, such as the level; true when they are on the disk or wait for a record."""
        if not self.exists:
            return True
        if not self.save_typing():
            return False
        with self._own_change():
            try:
                self._workshop.set_fields(self.record_id, values)
            except ExpectedError as error:
                self.failed.emit(error)
                return False
        self.saved.emit(self.record_id)
        return True

    def ensure_exists(self) -> bool:
        """Create the record now, also an empty one, because something shall belong to it; whether it is on the disk."""
        if not self.exists:
            self._touched.setdefault("", None)
        return self._save(force=True)

    @Slot()
    def save_typing(self) -> bool:
        """Write what was typed; whether nothing is left unsaved."""
        return self._save(force=False)

    def finish(self) -> bool:
        """Write what is left and let go; false when it could not be written, and then it goes on."""
        if not self.save_typing():
            return False
        self._context.unsaved.forget(self)
        return True

    def abandon(self) -> None:
        """Let go without writing."""
        self._timer.stop()
        self._touched.clear()
        self._state = TypingState.SAVED
        self._context.unsaved.forget(self)

    # Saving

    def _edited(self, name: str) -> None:
        self._touched[name] = None
        if not self._timer.isActive():
            self._timer.start()
        if self._state is TypingState.SAVED:
            self._become(TypingState.WAITING)

    def _save(self, *, force: bool) -> bool:
        self._timer.stop()
        if not self._touched:
            return True
        if self._context.session.workshop is not self._workshop:
            return False
        if not force and self.is_blank:
            self._touched.clear()
            self._become(TypingState.SAVED)
            return True
        names = [name for name in self._touched if name in self._editors]
        values = {name: self._editors[name].value() for name in names}
        try:
            with self._own_change():
                self._write(values)
        except ExpectedError as error:
            self._not_written(error)
            return False
        if self._workshop.pending and not self._workshop.retry():
            self._become(TypingState.FAILED)
            return False
        self._touched.clear()
        for name, value in values.items():
            self._known[name] = _fit(self._editors[name], value)
        self._become(TypingState.SAVED)
        self.saved.emit(self.record_id)
        return True

    def _write(self, values: Mapping[str, Value]) -> None:
        if not self.exists:
            self._create()
            return
        name = next(iter(values)) if len(values) == 1 else ""
        if name and self._editors[name].field.kind in _TYPED:
            self._workshop.edit_text(self.record_id, name, str(values[name] or ""))
        elif values:
            self._workshop.set_fields(self.record_id, folded(values))

    def _create(self) -> None:
        values = {**self._given(), **folded({name: editor.value() for name, editor in self._editors.items()})}
        if self._before_creation is not None:
            self._before_creation()
        self._workshop.create_record(self.type_name, values, record_id=self.record_id)
        self._has_begun()

    def _not_written(self, error: ExpectedError) -> None:
        if not self.exists and self._workshop.holds(self.record_id):
            # The disk refused, but the record is in the document and waits there.
            self._has_begun()
        was_failing = self._state is TypingState.FAILED
        self._become(TypingState.FAILED)
        if not was_failing:
            self.failed.emit(error)

    def _has_begun(self) -> None:
        self.exists = True
        self.began.emit(self.record_id)

    @contextmanager
    def _own_change(self) -> Iterator[None]:
        self._is_saving = True
        try:
            yield
        finally:
            self._is_saving = False

    def _become(self, state: TypingState) -> None:
        if state is not self._state:
            self._state = state
            self._context.unsaved.tell()


def _forgetter(context: Context, writing: RecordWriting) -> Callable[[QObject], None]:
    """Counts the writing out when Qt has destroyed it; it must not touch its own Qt side any more."""

    def forget(_gone: QObject) -> None:
        context.unsaved.forget(writing)

    return forget


def stored_value(record: Record, name: str) -> Value:
    """What a record holds for an editor, also for one answer of a result row."""
    return record.answers().get(name[len(ANSWER) :], "") if name.startswith(ANSWER) else record.values.get(name)


def folded(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with the answers of a result row under the one field that holds them."""
    plain: dict[str, Value] = {name: value for name, value in values.items() if not name.startswith(ANSWER)}
    answers = {name[len(ANSWER) :]: str(value or "") for name, value in values.items() if name.startswith(ANSWER)}
    if answers:
        plain["values"] = answers
    return plain


def _fit(editor: FieldEditor, value: Value) -> Value:
    """What the file makes of a value that an editor holds."""
    if isinstance(value, str) and editor.field.kind is FieldKind.LONG_TEXT:
        return clean_text(value).text
    if (
        isinstance(value, str)
        and editor.field.kind is FieldKind.SHORT_TEXT
        and not editor.field.name.startswith(ANSWER)
    ):
        return clean_line(value).text
    return value
