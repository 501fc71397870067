"""What somebody was filling in when the file closed under it, as when the window locks: kept in memory only."""

from typing import TypeVar

T = TypeVar("T")


class Drafts:
    """One draft for each place of a workshop; it goes back once, and is gone when the program ends."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], object] = {}

    def keep(self, workshop_id: str, place: str, draft: object) -> None:
        """Keep what was being filled in."""
        self._kept[workshop_id, place] = draft

    def take(self, workshop_id: str, place: str, kind: type[T]) -> T | None:
        """What was kept, if anything; it is not kept any longer."""
        draft = self._kept.pop((workshop_id, place), None)
        return draft if isinstance(draft, kind) else None
