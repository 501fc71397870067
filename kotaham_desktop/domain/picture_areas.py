"""Areas of a photo that are made unrecognisable: rectangles in fractions of the picture, whatever its size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Record

_PARTS = 10_000
"""Areas are written to a ten-thousandth of the picture's side, so that equal areas read equal."""
_SIDES = 4
MOST_AREAS = 200
PICTURE_FIELDS = ("sha256", "media_type", "original", "blurred_areas")
"""The fields of an attachment that only make sense together: they are written, and decided after a merge, as one."""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle: its left upper corner and its size, each from 0 to 1."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, other: "Area") -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.x + self.width >= other.x + other.width - 1 / _PARTS
            and self.y + self.height >= other.y + other.height - 1 / _PARTS
        )


def fitted(x: float, y: float, width: float, height: float) -> Area | None:
    """The part of a rectangle that lies in the picture, or None where nothing of it does."""
    left, top = (max(0.0, min(1.0, edge)) for edge in (x, y))
    right, bottom = (max(0.0, min(1.0, edge)) for edge in (x + width, y + height))
    left, top, right, bottom = (round(edge * _PARTS) / _PARTS for edge in (left, top, right, bottom))
    if right <= left or bottom <= top:
        return None
    return Area(left, top, round(right - left, 4), round(bottom - top, 4))


def read_area(written: str) -> Area:
    """An area as ``x,y,width,height``; raises ``ExpectedError("area_unreadable")``."""
    try:
        numbers = [float(part) for part in written.split(",")]
    except ValueError:
        numbers = []
    area = fitted(*numbers) if len(numbers) == _SIDES and all(abs(each) <= 1 for each in numbers) else None
    if area is None:
        raise ExpectedError("area_unreadable", written=written)
    return area


def written_areas(areas: Iterable[Area]) -> str:
    """The areas as a record keeps them, in an order of their own."""
    return ";".join(f"{a.x:.4f},{a.y:.4f},{a.width:.4f},{a.height:.4f}" for a in sorted(set(areas)))


def areas_in(text: str) -> tuple[Area, ...]:
    """The areas that a record keeps; what cannot be read, as from a newer program, is left out."""
    found = []
    for part in text.split(";"):
        try:
            found.append(read_area(part))
        except ExpectedError:
            continue
    return tuple(found)


def is_blurred(record: Record) -> bool:
    """Whether an attachment shows a picture with areas made unrecognisable; its original is sealed or destroyed."""
    return bool(areas_in(record.text("blurred_areas")))


def cover(areas: Sequence[Area], others: Iterable[Area]) -> bool:
    """Whether each of the others lies within one of these."""
    return all(any(area.holds(other) for area in areas) for other in others)


def safest_picture(candidates: Sequence[Mapping[str, object]]) -> tuple[Mapping[str, object], bool]:
    """Of pictures that people gave one photo at once, the one that hides most, and whether it hides all of the others'.

    Each candidate holds ``PICTURE_FIELDS`` as the log keeps them.
    """
    hidden = {number: areas_in(str(each.get("blurred_areas") or "")) for number, each in enumerate(candidates)}
    chosen = max(hidden, key=lambda number: (_covered(hidden[number]), str(candidates[number].get("sha256") or "")))
    return candidates[chosen], all(cover(hidden[chosen], others) for others in hidden.values())


def _covered(areas: Sequence[Area]) -> float:
    """The share of the picture under the areas; where two overlap it counts once."""
    edges = sorted({edge for area in areas for edge in (area.x, area.x + area.width)})
    total = 0.0
    for left, right in pairwise(edges):
        spans = sorted((a.y, a.y + a.height) for a in areas if a.x <= left and a.x + a.width >= right)
        reached = 0.0
        for top, bottom in spans:
            total += max(0.0, bottom - max(top, reached)) * (right - left)
            reached = max(reached, bottom)
    return total
