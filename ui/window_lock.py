"""Covering the window, closing the file, and opening it again by its passphrase at the same place."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedLayout

from kotaham_desktop.domain.errors import ExpectedError
from ui.locking.own_clipboard import OwnClipboard
from ui.settings import LOCK_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.locking.lock_cover import LockCover
    from ui.services import Services


class WindowLock(QObject):
    """The layers of a window: its ordinary ground, and the cover that hides it.

    ``covered`` and ``uncovered`` tell the window; what cannot be saved waits for ``try_to_close`` behind the cover.
    """

    covered = Signal()
    uncovered = Signal()
    waits_for_saving = Signal()

    def __init__(self, services: "Services", window: "QWidget", ground: "QWidget", layers: QStackedLayout) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._clipboard = OwnClipboard(self)
        self._ground = ground
        self._layers = layers
        self.is_covered = False
        QShortcut(QKeySequence(LOCK_KEY), window).activated.connect(self.lock)

    @cached_property
    def cover(self) -> "LockCover":
        """What stands in the window while it is locked."""
        from ui.locking.lock_cover import LockCover  # noqa: PLC0415 - late, so that the window starts fast

        services = self._services
        cover = LockCover(
            services.session.attempts, services.background, lambda: services.settings.now.author, self._leave_closed
        )
        self._layers.addWidget(cover)
        return cover

    @Slot()
    def lock(self) -> None:
        """Cover the window and close the file until its passphrase is typed; a file without one stays open."""
        workshop = self._services.session.workshop
        if workshop is None or workshop.key is None or self.is_covered:
            return
        self._show_cover(workshop.path)
        self._clear_the_desktop()
        self.try_to_close()

    def _clear_the_desktop(self) -> None:
        """Nothing else of the file stays in sight: no second window, no dialog, no list, no copied text."""
        for shown in QApplication.topLevelWidgets():
            if shown.isVisible() and shown is not self._window and not shown.close():
                shown.hide()
        self._clipboard.empty()

    def stay_locked(self) -> None:
        """Cover a new window of a program that is locked."""
        locked = self._services.session.locked
        if locked is not None:
            self._show_cover(locked.path)
            self.cover.show_closed()

    @Slot()
    def try_to_close(self) -> None:
        """Close the file behind the cover, as soon as everything typed is saved."""
        if not self.is_covered:
            return
        if self._services.session.lock():
            self.cover.show_closed()
            self.cover.panel.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cover.show_unsaved()
            self.waits_for_saving.emit()

    def _show_cover(self, path: "Path") -> None:
        self.is_covered = True
        self._layers.setCurrentWidget(self.cover)
        self.cover.ask(path, self._unlock)
        self.covered.emit()

    def _unlock(self, passphrase: str) -> None:
        session = self._services.session
        try:
            if session.workshop is None:
                session.unlock(passphrase)
            elif not session.opens_with(passphrase):
                self.cover.panel.refuse()
                return
        except ExpectedError as error:
            if error.code == "passphrase_wrong":
                self.cover.panel.refuse()
            else:
                self.cover.show_error(error)
            return
        self.cover.panel.accept()
        self._uncover()

    def _leave_closed(self) -> None:
        """Leave the locked file closed: it cannot be opened any more, or is not wanted now."""
        if self._services.session.workshop is None:
            self._services.session.locked = None
            self.cover.panel.finish()
            self._uncover()

    def _uncover(self) -> None:
        self.is_covered = False
        self._layers.setCurrentWidget(self._ground)
        self.uncovered.emit()
