"""How a record type is declared: fields with a kind, a label, a help text and how far they may travel."""

from dataclasses import dataclass
from enum import StrEnum

from kotaham_desktop.domain.levels import Level


class FieldKind(StrEnum):
    """What a field holds; storage, forms, imports and reports all follow from it."""

    SHORT_TEXT = "short_text"
    """One line, written as a whole: two people who change it at once get a conflict to decide."""
    LONG_TEXT = "long_text"
    """Prose that two people may write in at once; it merges character by character."""
    CHOICE = "choice"
    """The code of one of the field's choices."""
    DATE = "date"
    """``YYYY-MM-DD``."""
    TIME = "time"
    """``HH:MM``."""
    WHOLE_NUMBER = "whole_number"
    ORDER = "order"
    """A position among siblings, a float; never shown."""
    YES_NO = "yes_no"
    LINK = "link"
    """The id of one record of type ``links_to``."""
    LINKS = "links"
    """The ids of several records of type ``links_to``."""
    NORMS = "norms"
    """Codes of norms or SNPs of the catalogue."""
    METHOD = "method"
    """The id of a facilitation method."""
    LEVEL = "level"
    """``L0`` to ``L3``."""
    SUBJECTS = "subjects"
    """The codes of the people whom a record is about, as ``P-7K3-M9Q``; never their names."""
    VALUES = "values"
    """The typed answers of one result row, declared by the method of its exercise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a choice field offers."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a record type.

    ``most_open`` is the most open level at which the field may still be shown: a phone number stays with the team even
    on a record that is public. ``aliases`` are column headings, lower case, under which spreadsheets bring the field.
    """

    name: str
    kind: FieldKind
    label: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    links_to: str = ""
    required: bool = False
    most_open: Level = Level.PUBLIC
    aliases: tuple[str, ...] = ()
    default: str | int | bool | None = None

    @property
    def is_text(self) -> bool:
        """Whether two people can write in it at once."""
        return self.kind is FieldKind.LONG_TEXT

    def choice_label(self, code: str) -> str:
        """The untranslated label of a choice, or the code itself where a newer program wrote an unknown one."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of record, declared once: table, form, import, report and export follow from it.

    ``title_field`` names the field that stands for the record in lists. Entries of a ledger are kept as they were made:
    no command changes, deletes or takes back one, and a search for work does not show them.
    """

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    title_field: str
    default_level: Level = Level.PUBLIC
    command_name: str = ""
    """The word after ``kotaham add``, where the headless program offers one."""
    is_ledger: bool = False

    def field(self, name: str) -> Field:
        """The field of that name; raises ``KeyError``."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Whether a field of that name is declared."""
        return any(field.name == name for field in self.fields)

    @property
    def text_fields(self) -> tuple[Field, ...]:
        """The fields that merge character by character."""
        return tuple(field for field in self.fields if field.is_text)

    @property
    def has_level(self) -> bool:
        """Whether each record carries its own level."""
        return any(field.kind is FieldKind.LEVEL for field in self.fields)
