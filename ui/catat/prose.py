"""Where people write: prose that also takes photos, dropped or pasted, and shows where an undo changed it."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent, QKeyEvent, QTextCursor

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field
from kotaham_desktop.domain.incoming_text import MAX_LONG_TEXT, REPLACEMENT
from kotaham_desktop.domain.record import Value
from kotaham_desktop.i18n import _
from ui.catat.pictures import pictures_in
from ui.widgets.field_editors import FieldEditor
from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_merge import changed_span


class CaptureEdit(GrowingTextEdit):
    """Prose; ``pictures_given`` carries photos, ``repaired`` tells that signs no file can keep were replaced."""

    pictures_given = Signal(object)
    repaired = Signal()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(pictures_in(source)) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        pictures = pictures_in(source)
        if pictures:
            self.pictures_given.emit(pictures)
            return
        text = source.text()
        if len(text) + self.document().characterCount() > MAX_LONG_TEXT:
            self.refused.emit(ExpectedError("text_too_long", length=len(text), limit=MAX_LONG_TEXT))
            return
        before = self.document().characterCount()
        super().insertFromMimeData(source)
        if REPLACEMENT not in text and self.document().characterCount() > before and _is_repaired(text):
            self.repaired.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        pictures = pictures_in(event.mimeData())
        if not pictures or self.isReadOnly():
            super().dropEvent(event)
            return
        # A photo belongs to the record, not to a place in its text: whoever is typing keeps the cursor.
        event.acceptProposedAction()
        super().dragLeaveEvent(QDragLeaveEvent())
        self.pictures_given.emit(pictures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            # Qt would set a line separator; for everyone else that is a new line like any other.
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def show_change(self, text: str) -> None:
        """Show a text and put the cursor where it differs from what stood there."""
        shown = self.text()
        if shown == text:
            return
        span = changed_span(shown, text)
        self.show_text(text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(len((text[: span.start] + span.words).encode("utf-16-le", "surrogatepass")) // 2)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


class ProseField(FieldEditor):
    """A long text of a record."""

    def __init__(
        self, field: Field, placeholder: str = "", *, least_lines: int = 2, fills: bool = False, serif: bool = True
    ) -> None:
        super().__init__(field)
        self.edit = CaptureEdit(
            placeholder, name=_(field.label), note=serif, least_lines=least_lines, most_lines=400, fills=fills
        )
        self._hold(self.edit)
        self.edit.edited.connect(self.changed)
        self.edit.refused.connect(self.refused)

    def value(self) -> Value:
        return self.edit.text()

    def show_value(self, value: Value) -> None:
        self.edit.show_text("" if value is None else str(value))

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)


def _is_repaired(text: str) -> bool:
    return any(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in text) or any(
        "\ud800" <= sign <= "\udfff" for sign in text
    )
