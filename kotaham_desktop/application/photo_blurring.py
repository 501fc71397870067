"""Making people in a photo unrecognisable by hand: the blurred picture takes its place, the original is sealed.

What was blurred stays so, also after an undo; only a reason, which is kept, shows the original or brings it back.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level, stricter
from kotaham_desktop.domain.picture_areas import MOST_AREAS, Area, areas_in, cover, is_blurred, written_areas
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.exchange.images import CleanImage, clean_image

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Blurred:
    """A blurred picture that is not kept yet: of which content, and which areas of it were blurred."""

    image: CleanImage
    areas: tuple[Area, ...]
    original: str


@dataclass(frozen=True, slots=True)
class Unblurred:
    """The content to blur, with its fingerprint and the areas that are blurred so far. Never to be shown."""

    content: bytes
    sha256: str
    areas: tuple[Area, ...]

    def blurred(self, areas: Iterable[Area]) -> Blurred:
        """The picture with these areas blurred, besides those that were before; takes a moment, on any thread.

        Raises ``ExpectedError``: ``areas_missing``, ``areas_too_many`` or as ``clean_image`` does.
        """
        wanted = tuple(sorted({*self.areas, *areas}))
        if not wanted:
            raise ExpectedError("areas_missing")
        if len(wanted) > MOST_AREAS:
            raise ExpectedError("areas_too_many", most=MOST_AREAS)
        return Blurred(clean_image(self.content, wanted), wanted, self.sha256)


def to_blur(workshop: "Workshop", attachment_id: str) -> Unblurred:
    """What a photo is blurred from: always its original, so that blurring again costs no quality.

    Raises ``ExpectedError``. Where the original was destroyed, what is left is blurred further.
    """
    photo = _photo(workshop, attachment_id)
    sha256 = photo.text("original") or photo.text("sha256")
    return Unblurred(workshop.attachment_content(sha256), sha256, areas_in(photo.text("blurred_areas")))


def keep_blurred(workshop: "Workshop", attachment_id: str, blurred: Blurred) -> None:
    """Let the blurred picture take the photo's place and seal the original; no undo takes that back.

    Raises ``ExpectedError("photo_changed_meanwhile")`` where somebody else gave or hid more in the meantime.
    """
    photo = _photo(workshop, attachment_id)
    came_from = photo.text("original") or photo.text("sha256")
    if came_from != blurred.original or not cover(blurred.areas, areas_in(photo.text("blurred_areas"))):
        raise ExpectedError("photo_changed_meanwhile")
    is_destroyed = is_blurred(photo) and not photo.text("original")
    workshop.settle(
        [],
        [
            (
                attachment_id,
                {
                    "sha256": hashlib.sha256(blurred.image.data).hexdigest(),
                    "media_type": blurred.image.media_type,
                    "original": "" if is_destroyed else blurred.original,
                    "blurred_areas": written_areas(blurred.areas),
                },
            )
        ],
        contents=[(blurred.image.data, blurred.image.media_type)],
    )


def blur(workshop: "Workshop", attachment_id: str, areas: Iterable[Area]) -> tuple[Area, ...]:
    """Blur areas of a photo besides those that are blurred already; returns all of them. Raises ``ExpectedError``."""
    made = to_blur(workshop, attachment_id).blurred(areas)
    keep_blurred(workshop, attachment_id, made)
    return made.areas


def show_original(workshop: "Workshop", attachment_id: str, reason: str) -> bytes:
    """The sealed original, for a reason that is kept; raises ``reason_missing`` or ``not_blurred``."""
    photo = _sealed(workshop, attachment_id, reason)
    content = workshop.attachment_content(photo.text("original"))
    workshop.settle([_opening(workshop, attachment_id, "viewed", reason)])
    return content


def unblur(workshop: "Workshop", attachment_id: str, reason: str) -> None:
    """Let the original take its place again, for a reason that is kept; the photo falls back to the team.

    Raises ``ExpectedError`` (``reason_missing``, ``not_blurred``).
    """
    photo = _sealed(workshop, attachment_id, reason)
    content = workshop.attachment_content(photo.text("original"))
    values = {
        "sha256": photo.text("original"),
        "media_type": "image/png" if content.startswith(b"\x89PNG") else "image/jpeg",
        "original": "",
        "blurred_areas": "",
        "level": stricter(photo.level, Level.TEAM).code,
        "shows_people": "unknown",
    }
    # An earlier step could otherwise be taken back, and with it the level that the blurred picture had.
    workshop.settle(
        [_opening(workshop, attachment_id, "restored", reason)], [(attachment_id, values)], forget_steps=True
    )


def _photo(workshop: "Workshop", attachment_id: str) -> Record:
    try:
        photo = workshop.record(attachment_id)
    except KeyError:
        photo = None
    if photo is None or photo.type != "attachment" or photo.deleted:
        raise ExpectedError("not_a_photo", record=attachment_id)
    return photo


def _sealed(workshop: "Workshop", attachment_id: str, reason: str) -> Record:
    photo = _photo(workshop, attachment_id)
    if not reason.strip():
        raise ExpectedError("reason_missing")
    if not photo.text("original"):
        raise ExpectedError("not_blurred")
    return photo


def _opening(workshop: "Workshop", attachment_id: str, action: str, reason: str) -> tuple[str, Mapping[str, Value]]:
    at = local_time(workshop.now()).isoformat(timespec="seconds")
    return "original_opening", {"attachment": attachment_id, "action": action, "reason": reason.strip(), "at": at}
