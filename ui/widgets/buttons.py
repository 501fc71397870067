"""Buttons: one primary action in a place, secondary and quiet ones beside it, and icon buttons with a name."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from ui.theme import icon, px
from ui.widgets.tips import plain_tip

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]
_ICON_ROLE = {"primary": "on_accent", "secondary": "text_2", "quiet": "accent", "danger": "danger"}


class Button(QPushButton):
    """A button that says in words what it does; ``shortcut`` works anywhere in its window and stands in the tooltip."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = "secondary",
        *,
        icon_name: str = "",
        shortcut: str = "",
        hint: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        if icon_name:
            self.setIcon(icon(icon_name, _ICON_ROLE[kind]))
            # Wider than the drawing, which stands in the middle: Qt sets the words too close to an icon.
            self.setIconSize(QSize(px(24), px(17)))
        if shortcut:
            press_with(self, shortcut)
        tip = with_shortcut(hint or (text if shortcut else ""), shortcut)
        if tip:
            self.setToolTip(plain_tip(tip))
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())


class IconButton(QToolButton):
    """A button that is only an icon; its ``name`` is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        shortcut: str = "",
        role: str = "text_2",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(px(19), px(19)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if shortcut:
            press_with(self, shortcut)
        self._shortcut = shortcut
        self.show_as(icon_name, name)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def show_as(self, icon_name: str, name: str) -> None:
        """Change the icon and the name together."""
        self.setIcon(icon(icon_name, self._role))
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(with_shortcut(name, self._shortcut)))


def press_with(button: QAbstractButton, shortcut: str) -> None:
    """Let a key press the button at once; Qt's own shortcut of a button waits for its animation."""
    QShortcut(QKeySequence(shortcut), button).activated.connect(button.click)


def with_shortcut(text: str, shortcut: str) -> str:
    """A tooltip that also tells the key."""
    if not shortcut:
        return text
    key = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({key})" if text else key
