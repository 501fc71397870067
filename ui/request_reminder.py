"""Reminding that somebody waits for an answer about their data: the law gives three days of 24 hours."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from ui.services import Services

URGENT = timedelta(hours=24)


class RequestReminder(QObject):
    """``due`` follows each opening of a file in which a request has less than a day left; it names nobody."""

    due = Signal(str, str, str)
    """What waits, what the law asks, and the name of what to do about it."""

    def __init__(self, services: "Services", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        services.session.opened.connect(self._opened)

    @Slot()
    def _opened(self) -> None:
        # Once the window has put away what it said about the file before.
        QTimer.singleShot(0, self, self._remind)

    @Slot()
    def _remind(self) -> None:
        workshop = self._services.session.workshop
        if workshop is None or not workshop.count("data_request"):
            return
        from kotaham_desktop.application.data_requests import now, open_requests  # noqa: PLC0415 - late: start-up

        moment = now(workshop)
        n = sum(each.time_left(moment) < URGENT for each in open_requests(workshop))
        if n:
            self.due.emit(
                ngettext(
                    "{n} permintaan harus dijawab dalam sehari atau sudah terlambat.",
                    "{n} permintaan harus dijawab dalam sehari atau sudah terlambat.",
                    n,
                ).format(n=n),
                _("UU 27/2022 memberi 3 × 24 jam sejak permintaan diterima."),
                _("Lihat permintaan"),
            )
