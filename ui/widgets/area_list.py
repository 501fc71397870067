"""The rectangles that somebody draws on a photo: which there are, which one is chosen, and the way back."""

from dataclasses import dataclass

from kotaham_desktop.domain.picture_areas import Area, fitted

_FIRST = 0.2
"""The side of an area that the keyboard adds."""
_SMALLEST = 0.01


@dataclass(frozen=True, slots=True)
class _State:
    areas: tuple[Area, ...]
    chosen: int


class AreaList:
    """Areas in the order in which they were drawn; ``chosen`` is -1 while none is."""

    def __init__(self) -> None:
        self._now = _State((), -1)
        self._before: list[_State] = []

    @property
    def areas(self) -> tuple[Area, ...]:
        """All of them."""
        return self._now.areas

    @property
    def chosen(self) -> int:
        """The number of the one that keys act upon."""
        return self._now.chosen

    @property
    def current(self) -> Area | None:
        """The chosen area."""
        return self._now.areas[self._now.chosen] if self._now.chosen >= 0 else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def choose(self, number: int) -> None:
        """Choose an area, or none with -1; not a step of its own."""
        self._now = _State(self._now.areas, number)

    def step(self, by: int) -> None:
        """Choose the next or the previous area, round and round."""
        if self._now.areas:
            self.choose((self._now.chosen + by) % len(self._now.areas))

    def add(self, area: Area | None = None) -> None:
        """Add an area, in the middle of the picture where none is given, and choose it."""
        shift = 0.03 * (len(self._now.areas) % 5)
        new = area or Area(0.4 + shift, 0.4 + shift, _FIRST, _FIRST)
        self._become(_State((*self._now.areas, new), len(self._now.areas)))

    def replace(self, area: Area | None) -> None:
        """Give the chosen area another place or size."""
        if self._now.chosen < 0 or area is None or area == self.current:
            return
        changed = list(self._now.areas)
        changed[self._now.chosen] = area
        self._become(_State(tuple(changed), self._now.chosen))

    def move(self, right: float, down: float) -> None:
        """Move the chosen area, no farther than the picture reaches."""
        area = self.current
        if area is not None:
            x = min(max(0.0, area.x + right), 1 - area.width)
            y = min(max(0.0, area.y + down), 1 - area.height)
            self.replace(fitted(x, y, area.width, area.height))

    def grow(self, wider: float, higher: float) -> None:
        """Make the chosen area larger or smaller at its right and lower edge."""
        area = self.current
        if area is not None:
            width, height = max(_SMALLEST, area.width + wider), max(_SMALLEST, area.height + higher)
            self.replace(fitted(area.x, area.y, width, height))

    def remove(self) -> None:
        """Take the chosen area away and choose the one before it."""
        if self._now.chosen < 0:
            return
        left = tuple(area for number, area in enumerate(self._now.areas) if number != self._now.chosen)
        self._become(_State(left, min(max(self._now.chosen - 1, 0), len(left) - 1)))

    def undo(self) -> bool:
        """Take back the last step; whether there was one."""
        if not self._before:
            return False
        self._now = self._before.pop()
        return True

    def clear(self) -> None:
        """Begin anew."""
        self._now, self._before = _State((), -1), []

    def _become(self, state: _State) -> None:
        self._before.append(self._now)
        self._now = state
