"""What a merge makes of a photo that two people blurred at once: the one that hides most, whole, and no more open."""

from collections.abc import Mapping, Sequence
from typing import Any

from kotaham_desktop.application.editing import Editing
from kotaham_desktop.application.protections import level_of
from kotaham_desktop.domain.levels import Level, stricter
from kotaham_desktop.domain.picture_areas import PICTURE_FIELDS, safest_picture
from kotaham_desktop.domain.records import ATTACHMENT
from kotaham_desktop.storage.causality import RowKey, Writing

Decision = tuple[str, str, Any]


def with_safest_pictures(
    editing: Editing, disputed: Mapping[tuple[str, str], Sequence[Writing]], decisions: Sequence[Decision]
) -> list[Decision]:
    """The decisions, and for each disputed photo all of its picture fields from one of those who blurred it.

    Where that one left something in sight that the other hid, the photo goes back to the team to be looked at.
    """
    decided = {(record_id, name): value for record_id, name, value in decisions}
    photos = {record_id for record_id, name in disputed if name in PICTURE_FIELDS}
    for photo in sorted(photos):
        stored = editing.document.stored(photo)
        if stored.get("type") != ATTACHMENT.name:
            continue
        chosen, hides_all = safest_picture(_candidates(photo, stored, disputed))
        for name in PICTURE_FIELDS:
            decided[photo, name] = chosen[name]
        if not hides_all:
            level = stricter(
                level_of(ATTACHMENT, {**stored, "level": decided.get((photo, "level"), stored.get("level"))}),
                Level.TEAM,
            )
            decided[photo, "level"] = level.code
            decided[photo, "shows_people"] = "unknown"
    return [(record_id, name, value) for (record_id, name), value in decided.items()]


def _candidates(
    photo: str, stored: Mapping[str, Any], disputed: Mapping[tuple[str, str], Sequence[Writing]]
) -> list[Mapping[str, object]]:
    """What each of them made of the photo: a blurring writes its fields in one row; what is undisputed all share."""
    shared = {name: stored.get(name, "") for name in PICTURE_FIELDS}
    made: dict[RowKey, dict[str, object]] = {}
    for name in PICTURE_FIELDS:
        for writing in disputed.get((photo, name), ()):
            made.setdefault(writing.key, dict(shared))[name] = writing.value
    return list(made.values())
