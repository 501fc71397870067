"""Opening a record wider: the rules want a reason, so the message that says so also takes it."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import LEVEL_LABELS, Level
from kotaham_desktop.i18n import _
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


def takes_reason(bar: MessageBar, workshop: "Workshop", error: ExpectedError) -> bool:
    """Ask for the reason where a level was refused for want of one; whether it was that."""
    if error.code != "level_needs_reason":
        return False
    record_id, level = str(error.values["record"]), Level.from_code(str(error.values["level"]))

    def open_wider(reason: str) -> None:
        from kotaham_desktop.application.consent_commands import raise_level  # noqa: PLC0415 - late, it loads the engine

        try:
            raise_level(workshop, record_id, level, reason)
        except ExpectedError as refused:
            bar.show_error(refused)

    wanted = _("Buka menjadi {level}").format(level=f"{level.code} {_(LEVEL_LABELS[level])}")
    bar.show_message("info", wanted + "?", _("Tulis alasannya. Alasan itu tersimpan dalam riwayat."))
    bar.ask(_("Alasan membuka lebih luas"), wanted, open_wider)
    return True
