"""Which changes one undo takes back: a command, or one run of typing in one text."""

from dataclasses import dataclass, replace

TYPING_PAUSE_MS = 2000
"""Typing that rests longer than this begins a new step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable command: what it created, and whether the document's own undo manager holds an edit of it."""

    created: tuple[str, ...]
    edited: bool
    types: frozenset[str]
    typing_in: tuple[str, str] | None = None


class UndoSteps:
    """The steps that can be taken back and done again, newest last."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._last_typed_at = 0

    def joins(self, typing_in: tuple[str, str] | None, at: int) -> bool:
        """Whether a change at that moment continues the run of typing that the newest step is."""
        return (
            typing_in is not None
            and bool(self.done)
            and not self.undone
            and self.done[-1].typing_in == typing_in
            and 0 <= at - self._last_typed_at <= TYPING_PAUSE_MS
        )

    def add(self, step: Step, at: int, *, joined: bool) -> None:
        """A command was done."""
        if not joined:
            self.done.append(step)
        self.undone.clear()
        self._last_typed_at = at

    @staticmethod
    def forget_edits(steps: list[Step], count: int) -> None:
        """Drop the newest edits that the engine passed over because others had made them void."""
        for place in range(len(steps) - 1, -1, -1):
            if count <= 0:
                return
            if steps[place].edited:
                steps[place] = replace(steps[place], edited=False)
                count -= 1
                if not steps[place].created:
                    del steps[place]

    def interrupt_typing(self) -> None:
        """The next change begins a new step, whatever it is."""
        self._last_typed_at = 0
