"""What erasing one person, one record or a whole training means: what goes, what stays to do, what is certified."""

from dataclasses import dataclass, field
from enum import StrEnum

from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import N_


class Why(StrEnum):
    """Why a record goes with the rest."""

    OWN = "own"
    """The person's own entry in the list of participants."""
    TOLD = "told"
    """Work that is about this person only."""
    COMPANION = "companion"
    """A picture or reference that belongs to a record that goes."""
    ASKED = "asked"
    """Somebody named the record."""
    DUE = "due"
    """Its time is over."""


WHY_LABELS = {
    Why.OWN: N_("Data orangnya sendiri"),
    Why.TOLD: N_("Tentang orang ini"),
    Why.COMPANION: N_("Ikut catatannya"),
    Why.ASKED: N_("Ditunjuk"),
    Why.DUE: N_("Waktu simpannya lewat"),
}


class Left(StrEnum):
    """Why something that still holds the content could not be erased now."""

    LOCKED = "locked"
    """It opens with a passphrase that is not at hand; deleting it is the way out."""
    HARMED = "harmed"
    """It cannot be read; deleting it is the way out."""
    AWAY = "away"
    """The place is not there: a stick that is not plugged in."""
    BUSY = "busy"
    """Another program has it open, or the disk refused; asking again is enough."""
    NAME_KEY = "name_key"
    """The name key needs its own passphrase."""
    COPY = "copy"
    """Another file of this workshop in the same folder; whose it is, people must say: merge with it, or delete it."""
    PAGES = "pages"
    """The open file's own pages are still to be made anew; the next quiet moment does it."""


LEFT_LABELS = {
    Left.LOCKED: N_("terkunci dengan frasa sandi lama"),
    Left.HARMED: N_("tidak dapat dibaca"),
    Left.AWAY: N_("tempatnya sedang tidak terpasang"),
    Left.BUSY: N_("sedang dipakai program lain"),
    Left.NAME_KEY: N_("kunci nama memerlukan kata sandinya sendiri"),
    Left.COPY: N_("berkas lain dari pelatihan ini; gabungkan dengannya atau hapus"),
    Left.PAGES: N_("berkas ini sendiri masih dirapikan"),
}


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """A record that goes with everything that was ever written in it."""

    record_id: str
    type: str
    why: Why


@dataclass(frozen=True, slots=True)
class ErasedField:
    """One field of a record that stays: its history goes; ``is_rewritten`` says that its text stays without the name.

    ``field`` is the name under which it is kept: ``text``, or ``values.akar`` for one answer of a result row.
    """

    record_id: str
    type: str
    field: str
    is_rewritten: bool


@dataclass(frozen=True, slots=True)
class LeftBefore:
    """Something that had left the room before and cannot be called back; ``names`` tells whether it surely held it."""

    export: Record
    names: bool


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What would go; nothing has changed yet. ``shared`` are records about several people, which stay, masked."""

    subject: str
    wholes: tuple[WholeRecord, ...]
    fields: tuple[ErasedField, ...]
    contents: int
    shared: tuple[str, ...]
    left_before: tuple[LeftBefore, ...]
    has_name_key: bool
    names: tuple[str, ...] = field(default=(), repr=False)
    contacts: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not (self.wholes or self.fields)


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that still holds what was erased: which file or place, and why it could not be done now."""

    place: str
    left: Left


@dataclass(frozen=True, slots=True)
class ErasedFile:
    """A file that was written anew without the content, and its fingerprints before and after (empty: it is gone)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says: ids, counts, fingerprints; never content. ``kind`` is erase, retention or destroy."""

    kind: str
    workshop_id: str
    at: str
    subject: str
    basis: str
    reason: str
    asked_by: str
    done_by: str
    records: tuple[str, ...]
    fields: int
    rows: int
    contents: int
    files: tuple[ErasedFile, ...]
    to_do: tuple[ToDo, ...]
    left_before: int


@dataclass(frozen=True, slots=True)
class ErasureResult:
    """What an erasure did, what is left to do, and what to certify."""

    records: int
    fields: int
    rows: int
    contents: int
    files: tuple[ErasedFile, ...]
    to_do: tuple[ToDo, ...]
    left_before: tuple[LeftBefore, ...]
    certificate: Certificate
