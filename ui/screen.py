"""What the window knows of a screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.context import Context


class Screen(QWidget):
    """One place in the window, built at its first visit.

    A screen that needs a workshop is built for the workshop that is open and thrown away when that closes, so it never
    meets the state between. Objects that it connects to the bridge must be bound slots of its own or of its children.
    """

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        # The screen itself takes the focus when it comes to the front; Tab then reaches its first field.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def on_shown(self) -> None:
        """The screen has come to the front."""

    def show_part(self, name: str) -> None:
        """Bring one of the screen's parts to the front, where it has parts."""

    def show_record(self, record_id: str) -> None:
        """Bring a record into view, where this screen shows its type."""

    def show_search(self, words: str) -> None:
        """Search for words, where this screen searches."""


class ScreenEntry(NamedTuple):
    """A place in the rail. ``title`` is a text marked with ``N_``; ``load`` imports the screen's class when visited."""

    name: str
    title: str
    icon_name: str
    shortcut: str
    load: Callable[[], type[Screen]]
    needs_workshop: bool = True
    at_bottom: bool = False
