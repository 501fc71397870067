"""Whether the work is on the disk, said honestly and always in the same place."""

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from kotaham_desktop.i18n import _
from ui.theme import BlockColour, px, ui_font
from ui.widgets.chip import Chip


class SavedState(StrEnum):
    """What the badge can say."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"
    READ_ONLY = "read_only"


class SavedBadge(Chip):
    """``Tersimpan 10.42``, ``Menyimpan…``, ``Belum tersimpan`` or ``Hanya baca``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", BlockColour.GREY, parent=parent)
        self.state = SavedState.SAVED

    def show_state(self, state: SavedState, saved_at: datetime | None) -> None:
        """Show the state of the file, and since when its newest work is on the disk."""
        self.state = state
        if state is SavedState.READ_ONLY:
            self.show_as(_("Hanya baca"), BlockColour.GREY, icon_name="lock")
            self.setToolTip(_("Berkas ini dibuka tanpa mengubah isinya."))
        elif state is SavedState.FAILED:
            self.show_as(_("Belum tersimpan"), BlockColour.AMBER, icon_name="triangle-alert")
            self.setToolTip(_("Sebagian tulisan baru ada di layar. Program terus mencoba menyimpannya."))
        elif state is SavedState.WAITING:
            self.show_as(_("Menyimpan…"), BlockColour.GREY, icon_name="pencil")
            self.setToolTip(_("Tulisan terakhir sedang ditulis ke berkas."))
        else:
            text = _("Tersimpan")
            if saved_at is not None:
                text = _("Tersimpan {time}").format(time=f"{saved_at:%H.%M}")
            self.show_as(text, BlockColour.LEAF, icon_name="check")
            self.setToolTip(_("Semua tulisan sudah ada di dalam berkas."))

    def sizeHint(self) -> QSize:
        # As wide while it says one thing as the other, lest the search field jump at every word.
        metrics = QFontMetrics(ui_font(12, QFont.Weight.DemiBold))
        usual = max(
            metrics.horizontalAdvance(text) for text in (_("Tersimpan {time}").format(time="00.00"), _("Menyimpan…"))
        )
        hint = super().sizeHint()
        return QSize(max(hint.width(), usual + px(38)), hint.height())
