"""Reminding that nobody has seen a recovery kit open this file: in the page, never in the way."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.recovery import KitStanding
    from ui.services import Services

_MOST_KEPT = 20


class KitReminder(QObject):
    """``due`` follows each opening of such a file, until its kit was tested or put off for the day."""

    due = Signal(str, str, str)
    """What is missing, what it is good for, and the name of what to do about it."""

    def __init__(self, services: "Services", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.heading = ""
        services.session.opened.connect(self._opened)

    @Slot()
    def _opened(self) -> None:
        # Once the window has put away what it said about the file before.
        QTimer.singleShot(0, self, self._remind)

    @Slot()
    def _remind(self) -> None:
        workshop = self._services.session.workshop
        if workshop is None or workshop.key is None or workshop.read_only:
            return
        from kotaham_desktop.application.recovery import standing  # noqa: PLC0415 - late: start-up

        try:
            told = _told(standing(workshop))
        except ExpectedError:
            return  # a disk that cannot be read tells so itself
        if told is not None and self._today() not in self._services.settings.now.kit_reminders_off:
            self.heading = told[0]
            self.due.emit(*told)

    def put_off(self) -> None:
        """Not again today for this file."""
        kept = self._services.settings.now.kit_reminders_off
        self._services.settings.change(kit_reminders_off=(self._today(), *kept)[:_MOST_KEPT])

    def _today(self) -> str:
        workshop = self._services.session.workshop
        return f"{self._services.clock():%Y-%m-%d} {workshop.workshop_id if workshop is not None else ''}"


def _told(standing: "KitStanding") -> tuple[str, str, str] | None:
    from kotaham_desktop.application.recovery import KitStanding  # noqa: PLC0415 - late: start-up

    match standing:
        case KitStanding.MISSING:
            return (
                _("Berkas ini belum punya kit pemulihan."),
                _("Bila frasa sandinya terlupa, tanpa kit tidak seorang pun dapat membukanya lagi."),
                _("Buat kit pemulihan"),
            )
        case KitStanding.VOID:
            return (
                _("Kit pemulihan yang lama tidak berlaku lagi karena frasa sandinya diganti."),
                _("Buat kit baru dan musnahkan kertas yang lama, kecuali masih ada salinan dari masa itu."),
                _("Buat kit baru"),
            )
        case KitStanding.UNTESTED:
            return (
                _("Kit pemulihan berkas ini belum diuji."),
                _("Ketik dua bagian dari kertasnya; baru setelah itu pasti bahwa kitnya membuka berkas ini."),
                _("Uji kit"),
            )
        case _:
            return None
