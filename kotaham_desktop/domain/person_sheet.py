"""Everything that a workshop holds about one person, as that person may read it (UU 27/2022, right of access)."""

from dataclasses import dataclass
from enum import StrEnum

from kotaham_desktop.i18n import N_


class Relation(StrEnum):
    """Why a record stands in the sheet."""

    OWN = "own"
    SUBJECT = "subject"
    TASK = "task"
    MENTION = "mention"


RELATION_LABELS: dict[Relation, str] = {
    Relation.OWN: N_("Data diri"),
    Relation.SUBJECT: N_("Tentang orang ini"),
    Relation.TASK: N_("Tugas dalam pelatihan"),
    Relation.MENTION: N_("Disebut di dalamnya"),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One record: why it is here, what it says (label and text), when and by whom it was written; its picture."""

    record_id: str
    type: str
    label: str
    relation: Relation
    level: str
    written_at: str
    written_by: str
    deleted: bool
    facts: tuple[tuple[str, str], ...]
    picture: bytes = b""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One entry of the consent ledger, in words."""

    at: str
    code: str
    purpose: str
    status: str
    method: str
    until: str
    restrictions: str
    stands: bool


@dataclass(frozen=True, slots=True)
class DepartureLine:
    """Something that left the room with work about the person."""

    at: str
    form: str
    audience: str
    made_by: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a record in the sheet: when, by whom, what kind, which fields; not what it said."""

    at: str
    author: str
    kind: str
    record_id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """The whole sheet, ready to be written as JSON or set as PDF; every text is in the language of the asking."""

    training: str
    made_on: str
    codes: tuple[str, ...]
    name: str
    holdings: tuple[Holding, ...]
    consents: tuple[ConsentLine, ...]
    departures: tuple[DepartureLine, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not (self.holdings or self.consents or self.departures)
