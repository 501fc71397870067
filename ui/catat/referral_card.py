"""The card for when somebody is distressed: what to do now. It writes nothing down, not even that it was opened."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.plain_pages import REFERRAL_CARD, page_text
from kotaham_desktop.domain.plain_pages import parse_page
from kotaham_desktop.i18n import _
from ui.catat.pausing import PAUSE_KEY
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.plain_page import PlainPageView

CARD_KEY = "F8"


class ReferralCard(QFrame):
    """Lies over the screen until Esc or the key puts it away; ``pause_wanted`` is its one act."""

    pause_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.setAccessibleName(_("Kartu rujukan"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 12, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Label(_("Kartu rujukan"), "heading"), 1)
        head.addWidget(IconButton("x", _("Tutup (Esc)"), on_click=self.toggle))
        column.addLayout(head)
        self.page = PlainPageView(name=_("Langkah bila seseorang tertekan"))
        column.addWidget(self.page, 1)
        self.pause = Button(
            _("Hentikan pencatatan ({key})").format(key=PAUSE_KEY),
            "primary",
            icon_name="pause",
            on_click=self.pause_wanted.emit,
        )
        column.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignLeft)
        self._returns_to: QWidget | None = None
        self._ground = parent
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show it, or put it away and go back to where one was."""
        if self.isVisible():
            self.hide()
            if self._returns_to is not None:
                self._returns_to.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._returns_to = self.window().focusWidget()
        self.page.show_blocks(parse_page(page_text(REFERRAL_CARD)))
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_resting(self, resting: bool) -> None:
        """Offer to stop recording only while it runs."""
        self.pause.setVisible(not resting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.toggle()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._ground.rect()
        width, height = min(px(680), room.width() - 32), min(px(640), room.height() - 32)
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)
