"""One row of an exercise's results: open to write in, or closed to read."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.fields import Choice, Field, FieldKind
from kotaham_desktop.domain.methods import Method, MethodField, Shape
from kotaham_desktop.i18n import _
from ui.catat.prose import ProseField
from ui.catat.writing import ANSWER, RecordWriting
from ui.theme import px
from ui.widgets.buttons import IconButton
from ui.widgets.field_block import FieldBlock
from ui.widgets.field_editors import FieldEditor, LineEditor, ListEditor
from ui.widgets.labels import Label

_KINDS = {
    Shape.SHORT: FieldKind.SHORT_TEXT,
    Shape.LONG: FieldKind.LONG_TEXT,
    Shape.NUMBER: FieldKind.SHORT_TEXT,
    Shape.CHOICE: FieldKind.CHOICE,
}
_TWO_COLUMNS_FROM, _THREE_COLUMNS_FROM = 400, 640


class NumberAnswer(LineEditor):
    """A whole number, kept as it is typed."""

    def __init__(self, field: Field, least: int | None, most: int | None) -> None:
        super().__init__(field)
        self._least, self._most = least, most
        self.line.setValidator(QRegularExpressionValidator(QRegularExpression("-?[0-9]{0,9}"), self.line))

    @property
    def problem(self) -> str:
        """Whether the number is within what the method counts; it is kept all the same."""
        try:
            number = int(self.line.text())
        except ValueError:
            return ""
        least = self._least if self._least is not None else number
        most = self._most if self._most is not None else number
        if least <= number <= most:
            return ""
        if self._most is None:
            return _("Paling sedikit {least}.").format(least=least)
        return _("Antara {least} dan {most}.").format(least=least, most=most)


def answer_editor(asked: MethodField) -> FieldEditor:
    """The editor of one answer."""
    field = Field(
        name=ANSWER + asked.name,
        kind=_KINDS[asked.kind],
        label=asked.label,
        help=asked.help,
        choices=tuple(Choice(choice.code, choice.label) for choice in asked.choices),
        required=False,
    )
    if asked.kind is Shape.LONG:
        return ProseField(field, least_lines=2, serif=False)
    if asked.kind is Shape.CHOICE:
        return ListEditor(field)
    if asked.kind is Shape.NUMBER:
        return NumberAnswer(field, asked.minimum, asked.maximum)
    return LineEditor(field)


class OpenRow(QFrame):
    """A row to write in. ``next_wanted`` is Enter, ``removal_wanted`` the button at the corner."""

    next_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, method: Method, writing: RecordWriting, number: int, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.writing = writing
        writing.setParent(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 6, 12)
        row.setSpacing(10)
        row.addWidget(Label(str(number), "label"), 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        row.addLayout(self._grid, 1)
        remove = IconButton("trash-2", _("Hapus baris {n}").format(n=number), on_click=self.removal_wanted.emit)
        remove.setEnabled(not read_only)
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.editors: dict[str, FieldEditor] = {}
        self._blocks: list[FieldBlock] = []
        for asked in method.fields:
            editor = answer_editor(asked)
            self.editors[asked.name] = editor
            writing.add(editor)
            block = FieldBlock(editor.field, editor)
            self._blocks.append(block)
            inner = editor.edit if isinstance(editor, ProseField) else editor.focusProxy()
            if inner is not None:
                inner.installEventFilter(self)
            if isinstance(editor, NumberAnswer):
                editor.changed.connect(lambda block=block, editor=editor: block.show_problem(editor.problem))
        self._columns = 0
        self._arrange(1)

    def focus_first(self) -> None:
        """Put the cursor into the first answer."""
        next(iter(self.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.next_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self._arrange(3 if width >= px(_THREE_COLUMNS_FROM) else 2 if width >= px(_TWO_COLUMNS_FROM) else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row, place = 0, 0
        for block in self._blocks:
            self._grid.removeWidget(block)
            wide = columns == 1 or block.editor.field.is_text
            if wide and place:
                row, place = row + 1, 0
            self._grid.addWidget(block, row, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += columns if wide else 1
            if place >= columns:
                row, place = row + 1, 0
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)


class ClosedRow(QFrame):
    """A row to read; a click or Enter opens it."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "well")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        self._number = Label("", "label")
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self._first = Label("", "strong", wrap=True)
        self._rest = Label("", "caption", wrap=True)
        column.addWidget(self._first)
        column.addWidget(self._rest)
        row.addLayout(column, 1)

    def show_answers(self, number: int, method: Method, answers: Mapping[str, str]) -> None:
        """Show a row's answers: the one that stands for it, then the others with their labels."""
        self._number.setText(str(number))
        first = method.field(method.first_text)
        self._first.setText(first.shown(answers.get(first.name, "")) if first else "")
        others = [
            f"{asked.label}: {asked.shown(answers[asked.name])}"
            for asked in method.fields
            if asked is not first and answers.get(asked.name)
        ]
        self._rest.setText("  ·  ".join(others))
        self._first.setVisible(bool(self._first.text()))
        self._rest.setVisible(bool(others))
        self.setAccessibleName(_("Baris {n}: {text}").format(n=number, text=self._first.text() or self._rest.text()))

    @property
    def words(self) -> str:
        """What it shows."""
        return "\n".join(part for part in (self._first.text(), self._rest.text()) if part)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)
