"""“Hentikan pencatatan”: while recording rests, nothing that is said, shown or worked out is written down."""

from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.recording import pause_in_force

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


def running_pause(workshop: "Workshop") -> Record | None:
    """The pause that rests recording now, or None. It holds for everyone who works in this file."""
    return pause_in_force(workshop.records("recording_pause"), workshop.now())


def pause_recording(workshop: "Workshop", minutes: int = 0) -> bool:
    """Stop recording for some minutes, or until somebody goes on; returns whether it was running.

    The log keeps that it stopped and when. A pause without minutes ends with the day at the latest.
    """
    if running_pause(workshop) is not None:
        return False
    length: dict[str, Value] = {"minutes": minutes} if minutes > 0 else {}
    paused = {"state": "paused", "at": _moment(workshop), **length}
    workshop.settle([("recording_pause", paused)], act=("paused", {}))
    return True


def rest_for(workshop: "Workshop", minutes: int) -> None:
    """Let the pause in force end after some minutes from now, or with 0 only when somebody goes on."""
    before = running_pause(workshop)
    if before is None:
        return
    at = _moment(workshop)
    length: dict[str, Value] = {"minutes": minutes} if minutes > 0 else {}
    ended: tuple[str, dict[str, Value]] = ("recording_pause", {"state": "resumed", "at": at, "pause": before.id})
    workshop.settle([ended, ("recording_pause", {"state": "paused", "at": at, **length})])


def resume_recording(workshop: "Workshop") -> bool:
    """Go on recording; returns whether it rested. Pauses that came together by a merge end together."""
    rested = False
    while (pause := running_pause(workshop)) is not None:
        resumed = {"state": "resumed", "at": _moment(workshop), "pause": pause.id}
        workshop.settle([("recording_pause", resumed)], act=("resumed", {}))
        rested = True
    return rested


def _moment(workshop: "Workshop") -> str:
    return local_time(workshop.now()).isoformat(timespec="seconds")
