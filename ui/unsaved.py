"""Typing that is not yet on the disk: editors that collect keystrokes register here, so that none is left behind."""

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class TypingState(StrEnum):
    """Where the newest keystrokes of an editor are."""

    SAVED = "saved"
    WAITING = "waiting"
    """On the screen, and about to be written."""
    FAILED = "failed"
    """On the screen; writing them failed."""


class TypingEditor(Protocol):
    """An editor that collects keystrokes before it writes them."""

    @property
    def typing_state(self) -> TypingState:
        """Where its newest keystrokes are."""

    def save_typing(self) -> bool:
        """Write them now; whether nothing is left unsaved."""


class UnsavedEdits(QObject):
    """Asks all editors to save what they hold, before the file is closed, merged, searched or reported."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editors: list[TypingEditor] = []

    def register(self, editor: TypingEditor) -> None:
        """Count an editor in."""
        self._editors.append(editor)

    def forget(self, editor: TypingEditor) -> None:
        """Count an editor out, when it is thrown away."""
        if editor in self._editors:
            self._editors.remove(editor)
            self.changed.emit()

    def tell(self) -> None:
        """An editor's state has changed."""
        self.changed.emit()

    @property
    def state(self) -> TypingState:
        """The worst state of all editors."""
        states = {editor.typing_state for editor in self._editors}
        for state in (TypingState.FAILED, TypingState.WAITING):
            if state in states:
                return state
        return TypingState.SAVED

    def save_all(self) -> bool:
        """Save everything that was typed; false when some of it could not be written and is only on the screen."""
        # Every editor is asked, also after one that fails.
        return sum(not editor.save_typing() for editor in list(self._editors)) == 0
