"""The differences that wait for a decision; one whose decision was taken back here waits again."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.record import Value

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.storage.conflicts import Conflict

_ANSWER = "values."


class Decisions:
    """Of one open workshop.

    The file no longer lists a difference once somebody decided it, even when that step is undone; so what was decided
    during this visit is remembered, to be offered again after an undo.
    """

    def __init__(self, workshop: "Workshop") -> None:
        self._workshop = workshop
        self._decided: dict[str, tuple[Conflict, Value]] = {}
        self._reopened: dict[str, Conflict] = {}
        self.waiting: tuple[Conflict, ...] = ()
        self._look()

    def choose(self, conflict: "Conflict", candidate: int) -> Value:
        """Let one of the values hold and return the one that stood there; raises ``ExpectedError``."""
        before, value = self.now(conflict), conflict.candidates[candidate].value
        if conflict.id in self._reopened:
            self._write(conflict, value)
            del self._reopened[conflict.id]
        else:
            self._workshop.choose(conflict.id, candidate)
        self._decided[conflict.id] = (conflict, value)
        self._look()
        return before

    def take_back(self, conflict: "Conflict", before: Value) -> None:
        """Bring back the value that stood there, and let the difference wait again; raises ``ExpectedError``."""
        self._write(conflict, before)
        self._reopened[conflict.id] = conflict
        self._look()

    def hear(self, change: "Change") -> None:
        """Take in what a command, an undo or a merge did."""
        if change.kind in ("undo", "redo"):
            for conflict, chosen in self._touched_by(change):
                if change.kind == "undo":
                    self._reopened[conflict.id] = conflict
                elif self.now(conflict) == chosen:
                    self._reopened.pop(conflict.id, None)
        self._look()

    def now(self, conflict: "Conflict") -> Value:
        """The value that stands in the record while nobody has decided."""
        record = self._workshop.record(conflict.record_id)
        if conflict.field.startswith(_ANSWER):
            return record.answers().get(conflict.field.removeprefix(_ANSWER), "")
        return record.values.get(conflict.field)

    def _touched_by(self, change: "Change") -> list[tuple["Conflict", Value]]:
        """What was decided here, of the fields that the step just undone or redone had written."""
        return [
            (conflict, chosen)
            for conflict, chosen in self._decided.values()
            if conflict.record_id in change.record_ids
            and any(
                conflict.field.partition(".")[0] in entry.fields
                for entry in self._workshop.history(conflict.record_id, limit=1)
            )
        ]

    def _write(self, conflict: "Conflict", value: Value) -> None:
        if conflict.field.startswith(_ANSWER):
            answer = {conflict.field.removeprefix(_ANSWER): str(value)}
            self._workshop.set_fields(conflict.record_id, {"values": answer})
        else:
            self._workshop.set_fields(conflict.record_id, {conflict.field: value})

    def _look(self) -> None:
        listed = self._workshop.conflicts()
        for conflict in listed:
            self._reopened.pop(conflict.id, None)
        self.waiting = (*listed, *self._reopened.values())
