"""Where else the work lies: a second place that catches up by itself, and copies for colleagues."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.cadangan.copy_card import CopyCard
from ui.cadangan.second_place_card import SecondPlaceCard
from ui.cadangan.subject import Subject
from ui.context import Context
from ui.widgets.frames import ScrollPage


class PlacesPart(QWidget):
    """Two cards, one below the other."""

    def __init__(self, context: Context, subject: Subject) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(margins=0, widest=860)
        outer.addWidget(page)
        self.second_place = SecondPlaceCard(context)
        self.copying = CopyCard(context, subject)
        page.body.addWidget(self.second_place)
        page.body.addWidget(self.copying)
        page.body.addStretch(1)

    def wake(self) -> None:
        """The part has come to the front."""
        self.second_place.wake()
        self.copying.show_state()

    def take_focus(self) -> None:
        """The keyboard begins at the second place."""
        self.second_place.choose_button.setFocus()
