"""Where the parts of the screen stand: three columns on a wide window, two on a small one, one with large letters."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _, ngettext
from ui.catat.companions import Companions
from ui.catat.header import Header
from ui.catat.history import HistoryPanel
from ui.catat.pausing import PauseBanner
from ui.catat.quick_line import QuickLine
from ui.catat.referral_card import ReferralCard
from ui.catat.sheet import NoteSheet, Sheet
from ui.catat.shortcuts import ShortcutOverlay
from ui.catat.writing import RecordWriting
from ui.context import Context
from ui.theme import px
from ui.theme.fonts import text_scale
from ui.unsaved import TypingState
from ui.widgets.buttons import IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Card, ScrollPage, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.record_list import RecordList, Row

_THREE_COLUMNS_FROM, _TWO_COLUMNS_FROM = 1120, 760
_LOW_BELOW, _TINY_BELOW = 520, 400
"""Of the screen's own size at 100 % text."""
_COUNTS_AFTER = 250


class CapturedList(RecordList):
    """What was written down; Del asks for a row to go."""

    deletion_wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected_id:
            self.deletion_wanted.emit(self.selected_id)
            return
        super().keyPressEvent(event)


class CatatLayout:
    """Builds the parts of the screen and puts them where they fit."""

    def __init__(self, context: Context, screen: QWidget) -> None:
        self._screen = screen
        self._sheet: Sheet | None = None
        self._list_wanted = False
        self._is_waiting = False
        self.header = Header(context)
        self.banner = PauseBanner()
        self.messages = MessageBar()
        self.companions = Companions(context)
        self.history = HistoryPanel(context)
        self.history.hide()
        self.quick = QuickLine(context)
        self._row = QHBoxLayout(screen)
        self._row.setContentsMargins(14, 14, 14, 14)
        self._row.setSpacing(14)
        self._row.addWidget(self._build_list())
        self._row.addWidget(self._build_centre(), 1)
        self._row.addWidget(self._build_side())
        self.keys = ShortcutOverlay(screen)
        self.card = ReferralCard(screen)
        self._is_resting = False
        self._columns = 0
        self._counting = QTimer(screen)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNTS_AFTER)
        self._counting.timeout.connect(self._count)

    def _build_list(self) -> QWidget:
        self._list_card = Card(margins=12, spacing=8)
        self.new_button = IconButton("plus", _("Lembar baru (Ctrl+N)"))
        self._list_heading = SectionHeading(_("Tertulis"), self.new_button)
        self._list_card.body.addWidget(self._list_heading)
        self.list = CapturedList(name=_("Yang sudah ditulis di sesi ini"), opens_on_click=True)
        self._list_card.body.addWidget(self.list, 1)
        self._empty = EmptyState("notebook-pen", _("Belum ada tulisan di sini. Mulai saja mengetik."))
        self._list_card.body.addWidget(self._empty, 1)
        return self._list_card

    def _build_centre(self) -> QWidget:
        self._centre = Card(margins=16, spacing=8)
        body = self._centre.body
        body.addWidget(self.banner)
        body.addWidget(self.header)
        body.addWidget(self.messages)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QScrollArea.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("ground", "none")
        self._paper = QVBoxLayout(ground)
        self._paper.setContentsMargins(0, 0, 6, 0)
        self._paper.setSpacing(12)
        self._page.setWidget(ground)
        body.addWidget(self._page, 1)
        foot = QHBoxLayout()
        self._state = Label("", "caption")
        self._words = Label("", "caption")
        foot.addWidget(self._state, 1)
        foot.addWidget(self._words)
        body.addLayout(foot)
        body.addWidget(self.quick)
        return self._centre

    def _build_side(self) -> QWidget:
        self._side = Card(margins=0)
        page = ScrollPage(margins=14, spacing=12)
        self._side.body.addWidget(page)
        self._side_body = page.body
        self._side_body.addWidget(self.companions)
        self._side_body.addWidget(self.history, 1)
        self._side_body.addStretch(0)
        return self._side

    # Showing

    def show_sheet(self, sheet: Sheet) -> None:
        """Put a sheet in front."""
        if self._sheet is not None:
            self._paper.removeWidget(self._sheet)
            self._sheet.hide()
        self._sheet = sheet
        sheet.setEnabled(not self._is_resting)
        is_note = isinstance(sheet, NoteSheet)
        vertical = QSizePolicy.Policy.Expanding if is_note else QSizePolicy.Policy.Minimum
        sheet.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._paper.insertWidget(1 if self._paper.indexOf(self.header) >= 0 else 0, sheet, 1)
        sheet.show()
        before: QWidget = self.header.last
        for editor in (*sheet.editors.values(), self.quick.line, self.companions.norms.line):
            QWidget.setTabOrder(before, editor)
            before = editor
        self._page.verticalScrollBar().setValue(0)
        self._words.setVisible(is_note)
        self._give_room()
        self._count()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what was written here."""
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        n = len(rows)
        self._list_heading.label.setText(_("Tertulis ({n})").format(n=n) if n else _("Tertulis"))

    def show_resting(self, resting: bool) -> None:
        """Close every place to write while recording rests; the words in them stay."""
        self._is_resting = resting
        if resting and self.has_focus_within():
            self.banner.resume.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._sheet, self.companions):
            if part is not None:
                part.setEnabled(not resting)
        self.quick.set_resting(resting)
        self.new_button.setEnabled(not resting)
        self.card.show_resting(resting)
        if self.card.isVisible():
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, writing: RecordWriting, saved_at: datetime | None) -> None:
        """Say honestly whether the sheet is on the disk."""
        self._is_waiting = writing.typing_state is TypingState.WAITING
        if writing.typing_state is TypingState.FAILED:
            words, role = _("Belum tersimpan — akan dicoba lagi"), "error"
        elif writing.typing_state is TypingState.WAITING:
            words, role = _("Menyimpan…"), "caption"
        elif not writing.exists:
            words, role = _("Tersimpan sendiri begitu Anda mengetik"), "caption"
        elif saved_at is not None:
            words, role = _("Tersimpan {time}").format(time=f"{saved_at:%H.%M}"), "caption"
        else:
            words, role = _("Tersimpan"), "caption"
        if self._state.text() != words:
            self._state.setText(words)
        if self._state.property("role") != role:
            self._state.setProperty("role", role)
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)

    @property
    def is_waiting(self) -> bool:
        """Whether it is said that something is being saved."""
        return self._is_waiting

    @property
    def state(self) -> str:
        """What is said about the sheet now."""
        return self._state.text()

    @property
    def words(self) -> str:
        """How long the note is."""
        return self._words.text()

    def count_soon(self) -> None:
        """Count the words once the typing rests."""
        self._counting.start()

    def _count(self) -> None:
        if isinstance(self._sheet, NoteSheet):
            n = len(self._sheet.text.text().split())
            self._words.setText(ngettext("{n} kata", "{n} kata", n).format(n=n))

    def show_history(self, *, shown: bool) -> None:
        """Show the history in the place of the companions."""
        self.history.setVisible(shown)
        self.companions.setVisible(not shown)
        self.header.history.setChecked(shown)
        if shown and self._columns < 3:
            self._page.ensureWidgetVisible(self.history)

    def has_focus_within(self) -> bool:
        """Whether one is writing somewhere on this screen."""
        focused = self._screen.window().focusWidget()
        # The screen that was just brought to the front has the focus itself, and nobody writes in it then.
        return focused is not None and focused is not self._screen and self._screen.isAncestorOf(focused)

    # Arranging

    def show_list(self, *, shown: bool) -> None:
        """Where there is one column only, show the list in the place of the sheet, or put it away."""
        self._list_wanted = shown
        self._show_columns()

    def arrange(self) -> None:
        """Fit the parts to the size of the screen."""
        scale = text_scale()
        width, height = self._screen.width() / scale, self._screen.height() / scale
        columns = 3 if width >= _THREE_COLUMNS_FROM else 2 if width >= _TWO_COLUMNS_FROM else 1
        self.header.set_low(height < _LOW_BELOW)
        self.quick.set_narrow(width < 560)
        margin = 8 if height < _TINY_BELOW or columns == 1 else 14
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._list_card.setFixedWidth(px(272 if columns == 3 else 250))
        self._side.setFixedWidth(px(276))
        self._place_header(inside=height < _TINY_BELOW)
        self._give_room()
        if columns == self._columns:
            return
        self._columns = columns
        if columns == 3:
            self._side_body.insertWidget(0, self.companions)
            self._side_body.insertWidget(1, self.history, 1)
        else:
            self._paper.addWidget(self.companions)
            self._paper.addWidget(self.history)
        self._show_columns()
        self._give_room()

    def _give_room(self) -> None:
        """Where the companions stand below a note, the note still gets the whole height at first."""
        below = self._columns < 3 and isinstance(self._sheet, NoteSheet)
        if self._sheet is not None:
            room = self._page.viewport().height() - px(36)
            self._sheet.setMinimumHeight(max(px(150), room) if below else 0)

    def _place_header(self, *, inside: bool) -> None:
        """On a very low window the heading scrolls away with the sheet."""
        is_inside = self._paper.indexOf(self.header) >= 0
        if inside and not is_inside:
            self._paper.insertWidget(0, self.header)
        elif not inside and is_inside:
            self._centre.body.insertWidget(1, self.header)

    def _show_columns(self) -> None:
        alone = self._columns == 1
        self._side.setVisible(self._columns == 3)
        self._list_card.setVisible(not alone or self._list_wanted)
        self._centre.setVisible(not alone or not self._list_wanted)
        if alone:
            self._list_card.setMinimumWidth(0)
            self._list_card.setMaximumWidth(16_777_215)
        self.header.list_button.setVisible(alone)
