"""What was found, to read: chips and the way to its own place above, the page below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import LEVEL_MEANINGS
from kotaham_desktop.i18n import _
from ui.context import Context
from ui.record_places import screen_of
from ui.sintesis.cari.page import THUMBNAIL_SIDE, ReadingPage
from ui.sintesis.cari.reading import Reading, read
from ui.sintesis.cari.thumbnails import Thumbnails, load_thumbnails
from ui.sintesis.wording import level_words
from ui.theme import BlockColour
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import LEVEL_COLOURS, LEVEL_ICONS, Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, Line
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from ui.background import Task

OPEN_KEYS = "Ctrl+Return"


class DetailPanel(Card):
    """``left`` when it is put away; ``action_wanted`` carries an action-plan item that shall be edited."""

    left = Signal()
    action_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=0, spacing=0)
        self._context = context
        self._reading: Reading | None = None
        self._words = ""
        self._pictures: Thumbnails = {}
        self._loading: Task[Thumbnails] | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("book-open", _("Pilih satu temuan untuk membacanya di sini.")))
        self._stack.addWidget(self._page_with_head())
        self.body.addWidget(self._stack)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def _page_with_head(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(8)
        self.back = IconButton("arrow-left", _("Kembali ke hasil (Esc)"), on_click=self.left.emit)
        head.addWidget(self.back)
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        flow.setContentsMargins(0, 4, 0, 0)
        self._kind = Chip("")
        self._level = Chip("")
        flow.addWidget(self._kind)
        flow.addWidget(self._level)
        head.addWidget(chips, 1)
        self.open_button = Button(
            _("Buka di Catat"), icon_name="pencil", shortcut=OPEN_KEYS, on_click=self._open_in_its_place
        )
        head.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Line())
        self.page = ReadingPage()
        around = QVBoxLayout()
        around.setContentsMargins(16, 10, 4, 4)
        around.addWidget(self.page)
        column.addLayout(around, 1)
        return page

    @property
    def record_id(self) -> str:
        """The record that is read, empty while there is none."""
        return self._reading.record_id if self._reading else ""

    @property
    def reading(self) -> Reading | None:
        """What is set out now."""
        return self._reading

    def show_record(self, record_id: str, words: str = "") -> bool:
        """Set out a record, with these words marked; false, with nothing shown, where it is gone."""
        reading = read(self._context.workshop, self._context.reference, record_id) if record_id else None
        if reading is None:
            self._give_up_loading()
            self._reading = None
            self._stack.setCurrentIndex(0)
            return False
        if reading == self._reading and words == self._words:
            return True
        self._reading, self._words = reading, words
        self._kind.show_as(reading.look.label, reading.look.colour, icon_name=reading.look.icon_name)
        self._level.setVisible(reading.level is not None)
        if reading.level is not None:
            level = reading.level
            self._level.show_as(level_words(level), LEVEL_COLOURS[level], icon_name=LEVEL_ICONS[level])
            self._level.setToolTip(plain_tip(_(LEVEL_MEANINGS[level])))
        else:
            self._level.show_as("", BlockColour.GREY)
        self._show_way(reading.type)
        self._load_pictures(reading)
        self.page.show_reading(reading, self._pictures, words)
        self._stack.setCurrentIndex(1)
        return True

    def refresh(self) -> None:
        """Read the record again, after it may have changed."""
        if self._reading is not None:
            self.show_record(self._reading.record_id, self._words)

    def _show_way(self, type_name: str) -> None:
        screen = screen_of(type_name)
        texts = {
            "catat": _("Buka di Catat"),
            "persiapan": _("Buka di Persiapan"),
            "sintesis": _("Buka di RTL"),
        }
        self.open_button.setVisible(screen in texts)
        self.open_button.setText(texts.get(screen, ""))
        self.open_button.setAccessibleName(texts.get(screen, ""))

    def _open_in_its_place(self) -> None:
        if self._reading is None:
            return
        screen = screen_of(self._reading.type)
        if screen == "sintesis":
            self.action_wanted.emit(self._reading.record_id)
        elif screen:
            self._context.navigation.go_to(screen, record_id=self._reading.record_id)

    # Photos

    def _load_pictures(self, reading: Reading) -> None:
        self._give_up_loading()
        wanted = {photo.sha256 for photo in reading.photos}
        self._pictures = {sha256: image for sha256, image in self._pictures.items() if sha256 in wanted}
        missing = sorted(wanted - self._pictures.keys())
        if missing:
            side = round(THUMBNAIL_SIDE * self.devicePixelRatioF() * 2)
            workshop = self._context.workshop
            work = load_thumbnails(workshop.path, workshop.key, missing, side)
            self._loading = self._context.background.run(work, self._pictures_came, self._no_pictures)

    def _give_up_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

    def _pictures_came(self, found: Thumbnails) -> None:
        self._loading = None
        self._pictures = {**self._pictures, **found}
        if self._reading is not None:
            self.page.show_reading(self._reading, self._pictures, self._words)

    @Slot(object)
    def _no_pictures(self, error: ExpectedError) -> None:
        self._loading = None
        self._context.notices.show_error(error)
