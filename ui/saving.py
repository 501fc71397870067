"""Whether the work is on the disk: shown at the top, tried again while it is not, put in order when all is quiet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.unsaved import TypingState
from ui.widgets.saved_badge import SavedState

if TYPE_CHECKING:
    from ui.services import Services
    from ui.top_bar import TopBar

_RETRY_EVERY = 4000
"""Milliseconds between attempts to write what could not be written."""
_RESTS_AFTER = 20_000
"""Milliseconds without a change before the file gets its quiet work done: a snapshot, and one clean file."""
_SETTLES_AFTER = 500
"""Milliseconds without unsaved typing before the badge says so, lest it flicker while somebody writes."""


class Saving(QObject):
    """Keeps the badge, undo and redo of the top bar true; ``retried`` follows each further attempt to save."""

    retried = Signal()

    def __init__(self, services: "Services", top: "TopBar", parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._top = top
        self._retrying = QTimer(self)
        self._retrying.setInterval(_RETRY_EVERY)
        self._retrying.timeout.connect(self._retry)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_AFTER)
        self._settling.timeout.connect(self._show_badge)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_RESTS_AFTER)
        self._resting.timeout.connect(self._rest)
        services.unsaved.changed.connect(self.show)

    def retire(self) -> None:
        """Stop listening, because the window goes away."""
        self._services.unsaved.changed.disconnect(self.show)

    def note_change(self) -> None:
        """The workshop has changed."""
        self.show()
        self._resting.start()

    def keep_trying(self) -> None:
        """Try again until everything is saved."""
        self._retrying.start()

    @Slot()
    def show(self) -> None:
        """Show how it stands."""
        workshop = self._services.session.workshop
        if workshop is None:
            self._retrying.stop()
            return
        typing = self._services.unsaved.state
        failing = bool(workshop.pending) or typing is TypingState.FAILED
        self._top.undo.setEnabled(workshop.can_undo or typing is TypingState.WAITING)
        self._top.redo.setEnabled(workshop.can_redo)
        if failing and not self._retrying.isActive():
            self._retrying.start()
        elif not failing:
            self._retrying.stop()
        if not failing and typing is TypingState.SAVED and self._top.badge.state is SavedState.WAITING:
            self._settling.start()
        else:
            self._settling.stop()
            self._show_badge()

    @Slot()
    def _rest(self) -> None:
        workshop = self._services.session.workshop
        if workshop is not None and not workshop.pending and self._services.unsaved.state is TypingState.SAVED:
            workshop.rest()

    @Slot()
    def _show_badge(self) -> None:
        workshop = self._services.session.workshop
        if workshop is None:
            return
        typing = self._services.unsaved.state
        if workshop.read_only:
            state = SavedState.READ_ONLY
        elif workshop.pending or typing is TypingState.FAILED:
            state = SavedState.FAILED
        elif typing is TypingState.WAITING:
            state = SavedState.WAITING
        else:
            state = SavedState.SAVED
        self._top.badge.show_state(state, workshop.saved_at)

    @Slot()
    def _retry(self) -> None:
        workshop = self._services.session.workshop
        if workshop is not None:
            if workshop.pending:
                workshop.retry()
            self._services.unsaved.save_all()
            self.show()
            self.retried.emit()
