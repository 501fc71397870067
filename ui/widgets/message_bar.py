"""A message that stands in the page until it is put away: what happened, what is safe, what to do next."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit

Tone = Literal["error", "warning", "success", "info"]
_ICONS = {"error": "circle-alert", "warning": "triangle-alert", "success": "circle-check", "info": "info"}
_INK = {"error": "danger", "warning": "warning", "success": "ok", "info": "accent"}


class MessageBar(QFrame):
    """Hidden until there is something to say; never takes the focus away from where somebody is typing."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 8, 12)
        row.setSpacing(10)
        self._icon = IconView("info", "accent", 20)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        self._heading = Label("", "strong", wrap=True)
        self._detail = Label("", "body", wrap=True)
        self._actions = QWidget()
        self._action_row = FlowLayout(self._actions)
        column.addWidget(self._heading)
        column.addWidget(self._detail)
        column.addWidget(self._actions)
        row.addLayout(column, 1)
        close = IconButton("x", _("Tutup pesan"), on_click=self.dismiss)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(
        self,
        tone: Tone,
        heading: str,
        detail: str = "",
        *actions: tuple[str, Callable[[], object]],
    ) -> None:
        """Say something, with buttons for what can be done about it; each button also puts the message away."""
        self._heading.setText(heading)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        while (item := self._action_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._actions.hide()
        for text, action in actions:
            self.add_action(text, action)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(detail)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_as(_ICONS[tone], _INK[tone])
        self.show()

    def show_error(self, error: ExpectedError) -> None:
        """Say what happened, what is safe and what to do next."""
        sentences = explain(error)
        self.show_message("error", sentences.happened, " ".join(filter(None, (sentences.safe, sentences.next_step))))

    def add_action(self, text: str, action: Callable[[], object]) -> None:
        """One more thing that can be done about it."""
        self._action_row.addWidget(Button(text, "secondary", on_click=lambda: self._do(action)))
        self._actions.show()

    def ask(self, question: str, action: str, on_answer: Callable[[str], object], *, is_secret: bool = False) -> None:
        """Take a line of text below the message; Enter or the button hands it over and puts the message away."""
        line = LineEdit(question if is_secret else "", name=question)
        if is_secret:
            line.setEchoMode(LineEdit.EchoMode.Password)
        line.setMinimumWidth(px(220))
        self._action_row.addWidget(line)
        hand_over = Button(action, "secondary", on_click=lambda: self._do(lambda: on_answer(line.text())))
        line.returnPressed.connect(hand_over.click)
        self._action_row.addWidget(hand_over)
        self._actions.show()
        line.setFocus()

    @property
    def text(self) -> str:
        """What it says now, empty while it is put away."""
        if self.isHidden():
            return ""
        return "\n".join(filter(None, (self._heading.text(), self._detail.text())))

    @property
    def action_names(self) -> list[str]:
        """What can be done about it."""
        buttons = (self._action_row.itemAt(place) for place in range(self._action_row.count()))
        widgets = (item.widget() for item in buttons if item is not None)
        return [widget.accessibleName() for widget in widgets if widget is not None]

    def dismiss(self) -> None:
        """Put the message away."""
        self.hide()
        self.dismissed.emit()

    def _do(self, action: Callable[[], object]) -> None:
        self.dismiss()
        action()
