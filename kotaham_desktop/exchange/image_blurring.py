"""Making areas of a decoded picture unrecognisable, so that nothing in the result leads back to what was there.

Only ``image_worker`` uses this: it loads Pillow.
"""

from collections.abc import Iterable, Sequence

from PIL import Image, ImageFilter

GRID = 16
"""Areas grow outwards to this grid: JPEG smears what it holds over blocks of 16 pixels."""
CELLS = 4
"""An area keeps at most this many cells along its longer side ..."""
_SMALLEST_CELL = 16
"""... none finer than this ..."""
_LEVELS = 8
"""... and so many levels of each colour: a mosaic that keeps more can be matched with faces and number plates."""

Box = tuple[int, int, int, int]


def blurred(image: Image.Image, areas: Sequence[Sequence[float]]) -> Image.Image:
    """The picture with each area replaced by a soft mosaic of a few coarse colours."""
    result = image.copy()
    for together in _touching(_box(image, *area) for area in areas):
        # One mosaic for areas that touch: many small ones side by side must not add up to a fine one.
        left, top = min(box[0] for box in together), min(box[1] for box in together)
        right, bottom = max(box[2] for box in together), max(box[3] for box in together)
        mosaic = _coarse(image.crop((left, top, right, bottom)))
        for box in together:
            place = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
            result.paste(mosaic.crop(place), box[:2])
    return result


def _box(image: Image.Image, x: float, y: float, width: float, height: float) -> Box:
    left, top = int(x * image.width) // GRID * GRID, int(y * image.height) // GRID * GRID
    right, bottom = (x + width) * image.width, (y + height) * image.height
    return (
        min(left, image.width - 1),
        min(top, image.height - 1),
        min(image.width, -int(-right // GRID) * GRID),
        min(image.height, -int(-bottom // GRID) * GRID),
    )


def _touching(boxes: Iterable[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for box in boxes:
        joined, apart = [box], []
        for group in groups:
            if any(_touch(box, other) for other in group):
                joined += group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _coarse(piece: Image.Image) -> Image.Image:
    cell = max(_SMALLEST_CELL, max(piece.size) / CELLS)
    cells = (max(1, round(piece.width / cell)), max(1, round(piece.height / cell)))
    if piece.mode == "RGBA":
        piece = piece.convert("RGB")
    step = 256 // _LEVELS
    few = piece.resize(cells, Image.Resampling.BOX).point(lambda value: value // step * step + step // 2)
    return few.resize(piece.size, Image.Resampling.NEAREST).filter(ImageFilter.GaussianBlur(cell / 4))
