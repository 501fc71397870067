"""Long work of this screen: what is being done, how far it is, and a way to stop it."""

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress, Task
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.folding_column import FoldingColumn
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

T = TypeVar("T")


class WorkPanel(FoldingColumn):
    """A message bar with a bar of progress below it; both hidden until there is something to show.

    One piece of work at a time; ``busy_changed`` tells whoever must not begin another.
    """

    busy_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task[object] | None = None
        self._focused_before: QWidget | None = None
        self.messages = MessageBar()
        self.add(self.messages)
        self._card = Card(margins=12)
        self._words = Label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self.cancel = Button(_("Batalkan"), "secondary", on_click=self._give_up)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self._card.body.addWidget(self._words)
        self._card.body.addLayout(row)
        self._card.hide()
        self.add(self._card)
        context.session.closed.connect(self._let_go)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    @property
    def words(self) -> str:
        """What is being done now, empty while nothing is."""
        return self._words.text() if self.is_busy else ""

    def run(
        self,
        words: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ExpectedError], None] | None = None,
    ) -> None:
        """Do ``work`` beside the window; without ``on_failed`` a failure is told in the message bar."""
        if self.is_busy:
            return
        self.messages.hide()
        self._words.setText(words)
        self._bar.setValue(0)
        self._bar.setAccessibleName(words)
        self._card.show()
        self._focused_before = QApplication.focusWidget()
        self.cancel.setFocus()

        def done(result: T) -> None:
            self._finish()
            on_done(result)

        def failed(error: ExpectedError) -> None:
            self._finish()
            (on_failed or self.messages.show_error)(error)

        self._task = cast("Task[object]", self._context.background.run(work, done, failed, self._show_progress))
        self.busy_changed.emit()

    def drop(self) -> None:
        """Give the work up without a word, because nobody wants to know any more."""
        if self._task is not None:
            self._task.cancel()
            self._finish()

    def _show_progress(self, share: float, text: str) -> None:  # noqa: ARG002 - the helper's signature
        self._bar.setValue(round(share * 100))

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._finish()
        self.messages.show_message("info", _("Dibatalkan."), _("Tidak ada berkas setengah jadi yang tertinggal."))

    @Slot()
    def _let_go(self) -> None:
        """The window gives up all work when the file closes."""
        self.messages.hide()
        if self.is_busy:
            self._finish()

    def _finish(self) -> None:
        had_focus = self.cancel.hasFocus()
        self._task = None
        self.busy_changed.emit()
        # Before the button goes, or Qt would give the focus to whatever comes next.
        before = self._focused_before
        if had_focus and before is not None and isValid(before) and before.isEnabled() and before.isVisible():
            before.setFocus()
        self._focused_before = None
        self._card.hide()
