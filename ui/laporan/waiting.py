"""What somebody prepared for the public, here or on another laptop, and a second person has not confirmed yet."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class WaitingRelease:
    """Its form (``laporan``, ``json``), who looked at it, and how it is made again."""

    form: str
    prepared_by: str
    choices: str


def waiting_release(workshop: "Workshop") -> WaitingRelease | None:
    """The newest one that somebody else prepared, or None: whoever prepared it knows that it waits."""
    from kotaham_desktop.application.release_commands import waiting_releases  # noqa: PLC0415 - late: start-up

    for entry in waiting_releases(workshop):
        if entry.text("prepared_by") != workshop.author:
            return WaitingRelease(entry.text("form"), entry.text("prepared_by"), entry.text("choices"))
    return None
