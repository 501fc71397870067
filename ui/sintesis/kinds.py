"""What can be found: the word, icon and colour of a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import NOTE, RECORD_TYPES
from kotaham_desktop.i18n import _
from ui.theme import BlockColour


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of record is recognised; ``label`` is translated already."""

    label: str
    icon_name: str
    colour: BlockColour


@dataclass(frozen=True, slots=True)
class _Kind:
    icon_name: str
    colour: BlockColour


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "note": _Kind("notebook-pen", BlockColour.TEAL),
        "case_study": _Kind("scale", BlockColour.ROSE),
        "experience": _Kind("heart-handshake", BlockColour.AMBER),
        "exercise": _Kind("list-checks", BlockColour.INDIGO),
        "action": _Kind("target", BlockColour.LEAF),
        "person": _Kind("user", BlockColour.GREY),
        "agenda_item": _Kind("calendar-clock", BlockColour.GREY),
        "group": _Kind("layout-grid", BlockColour.GREY),
        "workshop": _Kind("clipboard-list", BlockColour.GREY),
    }
)
_NOTE_KINDS: Mapping[str, tuple[str, BlockColour]] = MappingProxyType(
    {
        "decision": ("gavel", BlockColour.LEAF),
        "parked_question": ("circle-help", BlockColour.AMBER),
        "promise": ("handshake", BlockColour.INDIGO),
    }
)
FOUND_TYPES: tuple[str, ...] = tuple(_KINDS)
"""The record types that a search shows; what belongs to another record is shown as that record."""


def type_look(type_name: str) -> Look:
    """The look of a record type."""
    kind = _KINDS.get(type_name, _Kind("file-text", BlockColour.GREY))
    return Look(_(RECORD_TYPES[type_name].label), kind.icon_name, kind.colour)


def look_of(record: Record) -> Look:
    """The look of a record; a note is told by its own kind."""
    if record.type == "note":
        code = record.text("kind") or "note"
        icon_name, colour = _NOTE_KINDS.get(code, (_KINDS["note"].icon_name, _KINDS["note"].colour))
        return Look(_(NOTE.field("kind").choice_label(code)), icon_name, colour)
    return type_look(record.type)
