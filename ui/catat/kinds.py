"""What can be written down here: its record type, its word, its icon and its colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import NOTE
from kotaham_desktop.i18n import N_, _
from ui.theme import BlockColour


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the four things that are written; ``label`` is marked and translated where it is shown."""

    type: str
    label: str
    icon_name: str
    colour: BlockColour
    shortcut: str


KINDS = (
    Kind("note", N_("Catatan"), "notebook-pen", BlockColour.TEAL, "Ctrl+Shift+1"),
    Kind("case_study", N_("Kasus"), "scale", BlockColour.ROSE, "Ctrl+Shift+2"),
    Kind("experience", N_("Pengalaman"), "heart-handshake", BlockColour.AMBER, "Ctrl+Shift+3"),
    Kind("exercise", N_("Latihan"), "list-checks", BlockColour.INDIGO, "Ctrl+Shift+4"),
)
CAPTURED = frozenset(kind.type for kind in KINDS)
STORIES = frozenset({"case_study", "experience"})
"""What people tell of themselves or others: it carries their consent."""

NOTE_KINDS: Mapping[str, tuple[str, BlockColour, str]] = MappingProxyType(
    {
        "note": ("notebook-pen", BlockColour.TEAL, ""),
        "decision": ("gavel", BlockColour.LEAF, "!"),
        "parked_question": ("circle-help", BlockColour.AMBER, "?"),
        "promise": ("handshake", BlockColour.INDIGO, ">"),
    }
)
"""Icon, colour and the sign that begins such a note in the quick line."""


def kind_of(type_name: str) -> Kind:
    """The kind of a record type; raises ``KeyError``."""
    for kind in KINDS:
        if kind.type == type_name:
            return kind
    raise KeyError(type_name)


SHORT_NOTE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "note": N_("Catatan sesi"),
        "decision": N_("Keputusan"),
        "parked_question": N_("Pertanyaan"),
        "promise": N_("Janji"),
    }
)
"""The kinds of a note in one word, for where all stand side by side."""


def note_kind_label(code: str) -> str:
    """The word for a kind of note."""
    return _(NOTE.field("kind").choice_label(code))


def look_of(record: Record) -> tuple[str, str, BlockColour]:
    """Word, icon and colour of a captured record."""
    if record.type == "note":
        code = record.text("kind") or "note"
        icon_name, colour, _sign = NOTE_KINDS.get(code, NOTE_KINDS["note"])
        return note_kind_label(code), icon_name, colour
    kind = kind_of(record.type)
    return _(kind.label), kind.icon_name, kind.colour
