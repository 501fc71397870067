"""What a person decides about a difference, and takes back again."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.record import Value

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.storage.conflicts import Conflict

_ANSWER = "values."


class Decisions:
    """The differences of one open workshop that wait for a decision."""

    def __init__(self, workshop: "Workshop") -> None:
        self._workshop = workshop
        self.waiting: tuple[Conflict, ...] = ()
        self.look()

    def choose(self, conflict: "Conflict", candidate: int) -> Value:
        """Let one of the values hold and return the one that stood there; raises ``ExpectedError``."""
        before = self.now(conflict)
        self._workshop.choose(conflict.id, candidate)
        self.look()
        return before

    def take_back(self, conflict: "Conflict", before: Value) -> None:
        """Bring back the value that stood there, and let the difference wait again; raises ``ExpectedError``."""
        self._workshop.reopen(conflict, before)
        self.look()

    def now(self, conflict: "Conflict") -> Value:
        """The value that stands in the record while nobody has decided."""
        record = self._workshop.record(conflict.record_id)
        if conflict.field.startswith(_ANSWER):
            return record.answers().get(conflict.field.removeprefix(_ANSWER), "")
        return record.values.get(conflict.field)

    def look(self) -> None:
        """Take in what a command, an undo or a merge did."""
        self.waiting = tuple(self._workshop.conflicts())
