"""The window: a rail, the top bar and the screen in front. It only navigates; screens do the rest."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kotaham_desktop.domain.errors import ExpectedError
from ui.rail import Rail
from ui.saving import Saving
from ui.screen import Screen, ScreenEntry
from ui.theme import ThemeChoice, icon, px, tokens, wear
from ui.top_bar import TopBar
from ui.window_lock import WindowLock

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from kotaham_desktop.application.changes import Change
    from ui.context import Context
    from ui.locking.lock_cover import LockCover
    from ui.services import Services
    from ui.widgets.message_bar import MessageBar
    from ui.widgets.toast import Toast

_NARROW_BELOW = 1180
"""Of the window's width at 100 % text: the rail shows icons alone and the search gives room to the title."""


class MainWindow(QMainWindow):
    """One window with one workshop or none; also the ``Navigation`` and ``Notices`` of its screens.

    It comes to the screen with the rail, the top and an empty ground. The first place to go to and all that shows
    itself later are made when that has been painted, or earlier when somebody asks for them; then it is ``complete``.
    """

    complete = Signal()

    def __init__(self, services: "Services", entries: Sequence[ScreenEntry], rebuild: Callable[[], None]) -> None:
        super().__init__()
        self._services = services
        self._entries = {entry.name: entry for entry in entries}
        self._rebuild = rebuild
        self._screens: dict[str, Screen] = {}
        self._front = next(iter(self._entries))
        self._was_painted = False
        self._is_complete = False
        self._retired = False
        self._place_before_lock = self._front
        self.setMinimumSize(640, 420)
        self._rail = Rail(entries)
        self._rail.chosen.connect(self.go_to)
        self._top = TopBar()
        self._top.theme_toggled.connect(self._toggle_theme)
        self._top.searched.connect(self._search)
        self._top.undo_wanted.connect(self._undo)
        self._top.redo_wanted.connect(self._redo)
        self._shelf = QWidget()
        self._stack = QStackedWidget()
        self._ground = self._lay_out()
        self._saving = Saving(services, self._top, self)
        self._lock = WindowLock(services, self, self._ground, self._layers)
        self._lock.covered.connect(self._covered)
        self._lock.uncovered.connect(self._uncovered)
        self._lock.waits_for_saving.connect(self._saving.keep_trying)
        self._saving.retried.connect(self._lock.try_to_close)
        services.session.opened.connect(self._workshop_opened)
        services.session.closed.connect(self._workshop_closed)
        services.bridge.changed.connect(self._changed)
        self._workshop_changed()
        self._rail.mark(self._front)
        # Until the first screen takes it; otherwise Qt would give it to the rail.
        self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lock.stay_locked()

    def _lay_out(self) -> QWidget:
        ground = QWidget()
        self._layers = QStackedLayout(ground)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top)
        self._shelf.hide()
        column.addWidget(self._shelf)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self._layers.addWidget(middle)
        self.setCentralWidget(ground)
        return middle

    @cached_property
    def context(self) -> "Context":
        """What the screens of this window get."""
        return self._services.context(navigation=self, notices=self)

    @cached_property
    def _messages(self) -> "MessageBar":
        from ui.widgets.message_bar import MessageBar  # noqa: PLC0415 - late, so that the window starts fast

        messages = MessageBar()
        shelf = QVBoxLayout(self._shelf)
        shelf.setContentsMargins(16, 12, 16, 0)
        shelf.addWidget(messages)
        messages.dismissed.connect(self._shelf.hide)
        return messages

    @cached_property
    def _toast(self) -> "Toast":
        from ui.widgets.toast import Toast  # noqa: PLC0415 - late, so that the window starts fast

        return Toast(self._ground)

    def _make_room_for_notices(self) -> None:
        """Before any screen is made, as Tab walks through the window in the order of making."""
        for place in (self._messages, self._toast):
            place.ensurePolished()

    @Slot()
    def _complete(self) -> None:
        """Make what the first picture of the window does without."""
        if self._is_complete or self._retired:
            return
        self._is_complete = True
        if self._front not in self._screens:
            self.go_to(self._front)
        self.setWindowIcon(icon("kotaham"))
        self.complete.emit()

    # Navigation

    @property
    def front(self) -> str:
        """The name of the screen in front."""
        return self._front

    @property
    def front_screen(self) -> Screen:
        """The screen in front."""
        self._complete()
        return self._screens[self._front]

    def offers(self, screen: str) -> bool:
        """Whether there is a screen of that name to go to now."""
        return screen in self._rail.offered()

    def go_to(self, screen: str, *, part: str = "", record_id: str = "", words: str = "") -> None:
        """Show a screen, at a part, a record or with a search; one that is not offered now changes nothing."""
        if not self.offers(screen):
            return
        shown = self._screens.get(screen)
        if shown is None:
            self._make_room_for_notices()
            shown = self._entries[screen].load()(self.context)
            self._screens[screen] = shown
            self._stack.addWidget(shown)
        self._front = screen
        self._rail.mark(screen)
        self._stack.setCurrentWidget(shown)
        if not self._holds_focus(self._rail) and not self._holds_focus(self._top):
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        shown.on_shown()
        if part:
            shown.show_part(part)
        if record_id:
            shown.show_record(record_id)
        if words:
            shown.show_search(words)

    @staticmethod
    def _holds_focus(part: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and part.isAncestorOf(focused)

    def rebuild(self) -> None:
        """Build the window anew once the current event is over."""
        QTimer.singleShot(0, self._rebuild)

    def apply_look(self) -> None:
        """Dress the application in the look and text size of the settings."""
        application = QApplication.instance()
        now = self._services.settings.now
        if isinstance(application, QApplication):
            wear(application, now.theme, now.text_size / 100)
        self._top.show_look()

    # Locking

    @property
    def is_covered(self) -> bool:
        """Whether the window shows nothing but the way back in."""
        return self._lock.is_covered

    @property
    def cover(self) -> "LockCover":
        """What stands in the window while it is locked."""
        return self._lock.cover

    def lock(self) -> None:
        """Cover the window and close the file until its passphrase is typed; a file without one stays open."""
        self._lock.lock()

    @Slot()
    def _covered(self) -> None:
        self._place_before_lock = self._front
        self._show_heading()

    @Slot()
    def _uncovered(self) -> None:
        self._show_heading()
        self.go_to(self._place_before_lock)

    # Notices

    def show_error(self, error: ExpectedError) -> None:
        """Say what happened, what is safe and what to do, above the screen."""
        self._messages.show_error(error)
        self._shelf.show()

    def show_reminder(self, heading: str, detail: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Say above the screen what waits to be done, with ways to do it or put it off."""
        self._messages.show_message("warning", heading, detail, *actions)
        self._shelf.show()

    def take_back(self, heading: str) -> None:
        """Put that reminder away, if it is still the one that is shown."""
        if heading and self._messages.text.partition("\n")[0] == heading:
            self._messages.dismiss()

    def show_notice(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Say in passing what was done."""
        self._toast.show_notice(text, undo)

    @property
    def heading(self) -> str:
        """The two lines at the top of the window."""
        return f"{self._top.title.text()}\n{self._top.detail.text()}"

    @property
    def badge(self) -> str:
        """What the badge says about the file."""
        return self._top.badge.text()

    @property
    def message(self) -> str:
        """The error that is shown above the screen now, empty when there is none."""
        return self._messages.text

    @property
    def notice(self) -> str:
        """The passing notice that is shown now, empty when there is none."""
        return self._toast.text

    # The file

    @Slot()
    def _workshop_opened(self) -> None:
        self._messages.dismiss()
        self._workshop_changed()

    @Slot()
    def _workshop_closed(self) -> None:
        # What works beside the window would bring its result to a screen that is gone.
        self._services.background.cancel_all()
        for name, screen in list(self._screens.items()):
            if self._entries[name].needs_workshop:
                del self._screens[name]
                self._stack.removeWidget(screen)
                screen.setParent(None)
                screen.deleteLater()
        if self._front not in self._screens:
            self.go_to(next(iter(self._entries)))
        self._workshop_changed()

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if change.types & {"workshop", "person"}:
            self._show_heading()
        self._saving.note_change()

    def _workshop_changed(self) -> None:
        is_open = self._services.session.workshop is not None
        for name, entry in self._entries.items():
            self._rail.offer(name, is_open or not entry.needs_workshop)
        self._show_heading()
        self._saving.show()

    def _show_heading(self) -> None:
        workshop = self._services.session.workshop
        if workshop is None:
            self._top.show_no_workshop()
            self.setWindowTitle("Kota HAM")
            return
        from ui.workshop_heading import workshop_heading  # noqa: PLC0415 - late, so that the window starts fast

        heading = workshop_heading(workshop, self._services.clock().date())
        self._top.show_workshop(heading, can_search="sintesis" in self._entries)
        self.setWindowTitle("Kota HAM" if self._lock.is_covered else f"{heading.title} – Kota HAM")

    @Slot()
    def _undo(self) -> None:
        workshop = self._services.session.workshop
        if workshop is not None and self._services.unsaved.save_all():
            workshop.undo()
            self._saving.show()

    @Slot()
    def _redo(self) -> None:
        workshop = self._services.session.workshop
        if workshop is not None and self._services.unsaved.save_all():
            workshop.redo()
            self._saving.show()

    @Slot(str)
    def _search(self, words: str) -> None:
        if words or self._front == "sintesis":
            self.go_to("sintesis")
            if self._front == "sintesis":
                self.front_screen.show_search(words)

    @Slot()
    def _toggle_theme(self) -> None:
        self._services.settings.change(theme=ThemeChoice.LIGHT if tokens().dark else ThemeChoice.DARK)
        self.apply_look()

    def retire(self) -> None:
        """Go away without closing the file, because another window has taken over."""
        self._services.session.opened.disconnect(self._workshop_opened)
        self._services.session.closed.disconnect(self._workshop_closed)
        self._services.bridge.changed.disconnect(self._changed)
        self._saving.retire()
        self._retired = True
        self.close()
        self.deleteLater()

    # Qt

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW_BELOW) or self.height() < self._rail.wide_height
        if narrow != self._rail.is_narrow:
            self._rail.set_narrow(narrow)
        self._top.set_narrow(self.width() < px(_NARROW_BELOW))

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # Once this picture of the window is on the screen.
            QTimer.singleShot(0, self._complete)

    def closeEvent(self, event: "QCloseEvent") -> None:
        while not self._retired and not self._services.session.close():
            from ui.messages import ask_close_unsaved  # noqa: PLC0415 - late, so that the window starts fast

            answer = ask_close_unsaved(self)
            if answer == "stay":
                event.ignore()
                return
            if answer == "close":
                self._services.session.abandon()
        event.accept()
