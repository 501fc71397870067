"""Change notices: what a command touched, so that a view can ask whether it is concerned."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The records and types that one command touched; ``own`` is False for work that a merge brought."""

    record_ids: frozenset[str]
    types: frozenset[str]
    kind: str
    own: bool


Listener = Callable[[Change], None]


class ChangeNotices:
    """Tells every listener of each change, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of changes from now on; the returned function ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def tell(self, change: Change) -> None:
        """Tell everyone who listens."""
        for listener in list(self._listeners):
            listener(change)
