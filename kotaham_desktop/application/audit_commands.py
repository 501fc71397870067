"""Acts noted from outside an open file: what was done to a file while nobody had it open."""

from collections.abc import Mapping
from pathlib import Path

from kotaham_desktop.application.audit import this_laptops_memory
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import Clock, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.keys import Key


def note_in_closed_file(
    path: Path,
    what: str,
    facts: Mapping[str, object] | None = None,
    *,
    key: Key | None = None,
    author: str = "",
    clock: Clock = system_clock,
) -> bool:
    """Write an act into a file that is not open here; returns whether it could be written.

    What the act tells has happened already, so a file that cannot be written now is no failure.
    """
    try:
        with Workshop.open(path, author=author, key=key, clock=clock, memory=this_laptops_memory()) as workshop:
            workshop.note_act(what, facts)
    except ExpectedError:
        return False
    return True
