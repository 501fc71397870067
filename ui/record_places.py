"""Where in the window a record is edited, so that whoever finds one can go there."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kotaham_desktop.domain.record import Record

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_SCREENS: Mapping[str, str] = MappingProxyType(
    {
        "note": "catat",
        "case_study": "catat",
        "experience": "catat",
        "exercise": "catat",
        "action": "sintesis",
        "person": "persiapan",
        "agenda_item": "persiapan",
        "group": "persiapan",
        "workshop": "persiapan",
    }
)
_OWNERS: Mapping[str, str] = MappingProxyType(
    {"exercise_row": "exercise", "attachment": "record", "norm_reference": "record"}
)
"""What belongs to another record is edited in the place of that one."""
_DEEPEST = 4


def screen_of(type_name: str) -> str:
    """The screen that edits records of a type, empty where none does."""
    return _SCREENS.get(type_name, "")


def owner_of(workshop: "Workshop", record: Record) -> Record:
    """The record in whose place a record is edited: itself, unless it belongs to another one."""
    for _step in range(_DEEPEST):
        if record.type not in _OWNERS:
            break
        try:
            record = workshop.record(record.text(_OWNERS[record.type]))
        except KeyError:
            break
    return record
