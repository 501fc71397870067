"""Looking after a file beside the window: checking it, and making its tables anew. Each opens a connection of its own.

The index of searching can only be looked at by who writes the file: see ``Workshop.search_faults``.
"""

from pathlib import Path

from kotaham_desktop.application.audit import this_laptops_memory
from kotaham_desktop.application.backup_commands import Progress
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import Clock, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.checking import CheckReport, Problem
from kotaham_desktop.storage.keys import Key


def _unwatched(share: float) -> None:
    """Nobody wants to know how far it is."""


def check_file(path: Path, *, key: Key | None = None, progress: Progress = _unwatched) -> CheckReport:
    """Check a file that may be open elsewhere; one that is too harmed to be opened is a report too.

    Changes nothing. Raises ``ExpectedError`` for what is no harm, such as a file that is gone.
    """
    try:
        with Workshop.open(path, read_only=True, key=key, memory=this_laptops_memory()) as workshop:
            return workshop.check(progress=progress)
    except ExpectedError as error:
        if error.code != "file_damaged":
            raise
    return CheckReport(problems=[Problem("damaged")])


def rebuild_file(path: Path, *, key: Key | None = None, author: str = "", clock: Clock = system_clock) -> CheckReport:
    """Make the tables of a closed file again from its log and check it; raises ``ExpectedError``."""
    with Workshop.open(path, author=author, key=key, clock=clock, memory=this_laptops_memory()) as workshop:
        workshop.rebuild()
        return workshop.check()
