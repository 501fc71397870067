"""A field as a form shows it: its name above, the editor, a hint or a problem below."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.i18n import _
from ui.widgets.field_editors import FieldEditor
from ui.widgets.labels import Label


class FieldBlock(QWidget):
    """Keeps an editor together with its words."""

    def __init__(self, field: Field, editor: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if field.kind is not FieldKind.YES_NO:
            name = _(field.label)
            label = Label(_("{label} (wajib)").format(label=name) if field.required else name, "label")
            label.setBuddy(editor)
            column.addWidget(label)
        column.addWidget(editor)
        if field.help:
            hint = Label(_(field.help), "caption", wrap=True)
            editor.setAccessibleDescription(hint.text())
            column.addWidget(hint)
        self._problem = Label("", "error", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)

    def show_problem(self, sentence: str) -> None:
        """Say below the editor why its content is not saved yet, or nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
