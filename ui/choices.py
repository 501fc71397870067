"""What link, norm and method fields offer, read from the open workshop and the reference shelf."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id or code, what it is called, and a word to tell it from others."""

    code: str
    label: str
    detail: str = ""


class Choices(Protocol):
    """Where editors get what they offer."""

    def linked(self, type_name: str) -> Sequence[Option]:
        """The records of a type."""

    def find_norms(self, typed: str) -> Sequence[Option]:
        """The norms that typed letters point to, best first."""

    def norm(self, code: str) -> Option:
        """A norm by its code, also one that the shelf does not have."""

    def methods(self) -> Sequence[Option]:
        """The facilitation methods."""


class WorkshopChoices:
    """The choices of one open workshop."""

    def __init__(self, workshop: "Workshop", reference: ReferenceData) -> None:
        self._workshop = workshop
        self._reference = reference

    def linked(self, type_name: str) -> Sequence[Option]:
        """The records of a type in their natural order."""
        return [record_option(record) for record in self._workshop.records(type_name)]

    def find_norms(self, typed: str) -> Sequence[Option]:
        """The norms that typed letters point to, best first."""
        return [Option(entry.code, entry.code, entry.title) for entry in self._reference.find_norms(typed)]

    def norm(self, code: str) -> Option:
        """A norm by its code, also one that the shelf does not have."""
        entry = self._reference.norm(code)
        return Option(code, entry.label, entry.summary) if entry is not None else Option(code, code)

    def methods(self) -> Sequence[Option]:
        """The facilitation methods in the order of a training."""
        return [Option(method.id, method.title) for method in self._reference.methods.values()]


def record_option(record: Record) -> Option:
    """How a record is called where it is chosen."""
    title = record.text(RECORD_TYPES[record.type].title_field) or _("(tanpa judul)")
    if record.type == "agenda_item":
        return Option(record.id, title, _("Hari {day}").format(day=record.number("day") or 1))
    if record.type == "person":
        return Option(record.id, title, record.text("institution"))
    return Option(record.id, title)
