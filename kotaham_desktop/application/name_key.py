"""The key from codes to names: only who knows its own passphrase sees a name; nothing else ever takes it along."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.passphrases import checked_new_passphrase
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.storage import name_key
from kotaham_desktop.storage.name_key import NamedPerson, NameKeyFile

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class KeyImport:
    """What another copy of the key brought; ``disputed`` codes stand for another name there and were left alone."""

    added: tuple[str, ...]
    disputed: tuple[str, ...]


def key_path(workshop: "Workshop") -> Path:
    """Where the name key of an open workshop lies: beside its file, under its name."""
    return name_key.beside(workshop.path)


def has_name_key(workshop: "Workshop") -> bool:
    """Whether there is a name key on this laptop."""
    return key_path(workshop).exists()


def create_name_key(workshop: "Workshop", passphrase: str) -> None:
    """Begin a name key with a passphrase of its own; raises ``ExpectedError``."""
    name_key.create(key_path(workshop), workshop.workshop_id, checked_new_passphrase(passphrase))


@contextmanager
def opened_name_key(workshop: "Workshop", passphrase: str) -> Iterator[NameKeyFile]:
    """The open name key; raises ``ExpectedError`` on a wrong passphrase or where there is none."""
    key = NameKeyFile(key_path(workshop), workshop.workshop_id, passphrase)
    try:
        yield key
    finally:
        key.close()


def name_person(
    workshop: "Workshop", passphrase: str, code: str, name: str, *, contact: str = "", record: str = ""
) -> None:
    """Keep who a code stands for; raises ``ExpectedError("name_key_code_taken")`` where it stands for somebody else."""
    kept = subject_code(code)
    if not kept:
        raise ExpectedError("subject_code_unreadable", written=code)
    with opened_name_key(workshop, passphrase) as key:
        known = {person.code: person for person in key.people()}
        if kept in known and known[kept].name != name:
            raise ExpectedError("name_key_code_taken", subject=kept)
        key.put(NamedPerson(kept, name, contact, record))


def names(workshop: "Workshop", passphrase: str) -> dict[str, NamedPerson]:
    """Everybody in the name key, by code; that it was opened stands in the trail where the workshop can be written."""
    with opened_name_key(workshop, passphrase) as key:
        # Names are shown also where the disk takes no act just now: it waits for the next change.
        with suppress(ExpectedError):
            workshop.note_act("names_opened")
        return {person.code: person for person in key.people()}


def forget_person(workshop: "Workshop", passphrase: str, code: str) -> bool:
    """Take a person out of the name key; returns whether the code was there."""
    with opened_name_key(workshop, passphrase) as key:
        return key.forget(subject_code(code))


def export_name_key(workshop: "Workshop", passphrase: str, target: Path, target_passphrase: str) -> int:
    """Hand a copy with another passphrase to somebody who may have it; returns how many names it holds."""
    people = names(workshop, passphrase)
    name_key.create(target, workshop.workshop_id, checked_new_passphrase(target_passphrase))
    key = NameKeyFile(target, workshop.workshop_id, target_passphrase)
    try:
        for person in people.values():
            key.put(person)
    finally:
        key.close()
    return len(people)


def import_name_key(workshop: "Workshop", passphrase: str, source: Path, source_passphrase: str) -> KeyImport:
    """Take in the names of another copy of this workshop's key; what stands differently here stays as it is."""
    other = NameKeyFile(source, workshop.workshop_id, source_passphrase)
    try:
        brought = other.people()
    finally:
        other.close()
    added, disputed = [], []
    with opened_name_key(workshop, passphrase) as key:
        known = {person.code: person.name for person in key.people()}
        for person in brought:
            if person.code not in known:
                key.put(person)
                added.append(person.code)
            elif known[person.code] != person.name:
                disputed.append(person.code)
    return KeyImport(tuple(added), tuple(disputed))
