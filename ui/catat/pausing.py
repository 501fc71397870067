"""“Hentikan pencatatan”: one press, and what is told now is written down nowhere until somebody goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.recording_pause import (
    pause_recording,
    rest_for,
    resume_recording,
    running_pause,
)
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.recording import ends_at
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change

PAUSE_KEY = "F9"
_LENGTHS = (0, 5, 10, 15, 30)
_LOOKS_EVERY = 2000
"""Milliseconds between looks at the clock while recording rests for some minutes."""


class PauseBanner(QFrame):
    """Hidden while recording runs; calm and not to be overlooked while it rests."""

    resume_wanted = Signal()
    length_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        self.setProperty("tone", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(IconView("pause", "warning", 24), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        self._heading = Label(
            _("Pencatatan dihentikan — yang diceritakan sekarang tidak dicatat"), "subheading", wrap=True
        )
        self._detail = Label("", "body", wrap=True)
        column.addWidget(self._heading)
        column.addWidget(self._detail)
        self.lengths = SegmentedControl([(str(n), _length_word(n)) for n in _LENGTHS], name=_("Lama jeda"))
        self.lengths.changed.connect(lambda code: self.length_wanted.emit(int(code)))
        self.resume = Button(
            _("Lanjutkan pencatatan ({key})").format(key=PAUSE_KEY),
            "primary",
            icon_name="play",
            on_click=self.resume_wanted.emit,
        )
        acts = QWidget()
        flow = FlowLayout(acts)
        flow.addWidget(self.resume)
        flow.addWidget(self.lengths)
        column.addWidget(acts)
        row.addLayout(column, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, empty while recording runs."""
        return "" if self.isHidden() else f"{self._heading.text()}\n{self._detail.text()}"

    def show_pause(self, pause: Record | None) -> None:
        """Show the pause that is in force, or nothing."""
        if pause is None:
            self.hide()
            return
        since = f"{local_time(pause.created_at):%H.%M}"
        end = ends_at(pause)
        until = (
            _("Berlanjut sendiri pukul {time}.").format(time=f"{local_time(end):%H.%M}")
            if end is not None
            else _("Sampai seseorang menekan Lanjutkan.")
        )
        kept = _("Sejak pukul {time}. Isian ditutup; yang sudah ditulis sebelumnya tetap ada.").format(time=since)
        self._detail.setText(f"{kept} {until}")
        self.lengths.set_value(str(pause.number("minutes") or 0))
        self.setAccessibleName(self._heading.text())
        self.setAccessibleDescription(self._detail.text())
        self.show()


class Pausing(QObject):
    """Follows the pauses of the open file. ``rests`` tells whether recording rests, whenever that has changed.

    Words typed before the pause are written first; what the disk refuses stays on the screen and is written after it.
    """

    rests = Signal(bool)

    def __init__(self, context: Context, banner: PauseBanner, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._workshop = context.workshop
        self._banner = banner
        self._pause: Record | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOKS_EVERY)
        self._looking.timeout.connect(self.look)
        banner.resume_wanted.connect(self.resume)
        banner.length_wanted.connect(self._rest_for)
        key = QShortcut(QKeySequence(PAUSE_KEY), screen)
        key.activated.connect(self.toggle)
        context.bridge.changed.connect(self._changed)

    @property
    def is_resting(self) -> bool:
        """Whether recording rests."""
        return self._pause is not None

    @Slot()
    def toggle(self) -> None:
        """Stop recording, or go on."""
        if self.is_resting:
            self.resume()
        else:
            self.pause()

    @Slot()
    def pause(self) -> None:
        """Stop recording now, until somebody goes on."""
        if self._workshop.read_only:
            return
        self._context.unsaved.save_all()
        attempt(self._context, lambda: pause_recording(self._workshop))
        self.look()

    @Slot()
    def resume(self) -> None:
        """Go on recording; what waited on the screen is written now."""
        if self._workshop.read_only:
            return
        attempt(self._context, lambda: resume_recording(self._workshop))
        self.look()

    @Slot()
    def look(self) -> None:
        """Show whether recording rests now."""
        if self._context.session.workshop is not self._workshop:
            return
        before, self._pause = self._pause, running_pause(self._workshop)
        if self._pause is None:
            self._looking.stop()
        elif not self._looking.isActive():
            self._looking.start()
        if before == self._pause:
            return
        self._banner.show_pause(self._pause)
        if (before is None) == (self._pause is None):
            return
        self.rests.emit(self.is_resting)
        if not self.is_resting:
            self._context.unsaved.save_all()
            self._context.notices.show_notice(_("Pencatatan berjalan lagi."))

    @Slot(int)
    def _rest_for(self, minutes: int) -> None:
        attempt(self._context, lambda: rest_for(self._workshop, minutes))
        self.look()

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if "recording_pause" in change.types:
            self.look()


def _length_word(minutes: int) -> str:
    if not minutes:
        return _("Sampai dilanjutkan")
    return ngettext("{n} menit", "{n} menit", minutes).format(n=minutes)
