"""What stands over the cards while they show a division that nobody has taken up yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label


class ProposalBar(QFrame):
    """Take it up, shuffle again, or leave all as it was."""

    taken = Signal()
    again = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        self.setProperty("tone", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(IconView("shuffle", "accent", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(_("Usulan pembagian, belum dipakai"), "strong", wrap=True))
        words.addWidget(
            Label(
                _("Unsur dan jenis kelamin dibagi rata, dan rekan seinstansi dipisah sejauh mungkin."),
                "caption",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.take_button = Button(_("Pakai pembagian ini"), "primary", icon_name="check", on_click=self.taken.emit)
        self.again_button = Button(_("Kocok lagi"), icon_name="shuffle", on_click=self.again.emit)
        self.leave_button = Button(_("Batal"), on_click=self.left.emit)
        for button in (self.take_button, self.again_button, self.leave_button):
            flow.addWidget(button)
        row.addWidget(buttons, 1)
        self.hide()
