"""What a place shows while there is nothing in it: one icon, one sentence, one thing to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label


class EmptyState(QWidget):
    """Stands in the middle of its place."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        *,
        action: str = "",
        action_icon: str = "plus",
        on_action: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        picture = IconView(icon_name, "text_3", 40)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label(sentence, "secondary", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self.button: Button | None = None
        if action and on_action is not None:
            self.button = Button(action, "secondary", icon_name=action_icon, on_click=on_action)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def add_below(self, part: QWidget) -> None:
        """Put something else to do below the sentence."""
        self._column.insertWidget(self._column.count() - 1, part, 0, Qt.AlignmentFlag.AlignHCenter)
