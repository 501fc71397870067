"""Opening the file that a command names, and finding in it what people call by name."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kotaham_desktop.application.audit import this_laptops_memory
from kotaham_desktop.application.passphrases import is_encrypted
from kotaham_desktop.application.unlock_attempts import AttemptMemory
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.storage.keys import Key

LEAST_ID_LENGTH = 6
"""So many letters of an id are enough where no other record begins with them."""


def author_of(arguments: Namespace) -> str:
    """Under whose name a command writes."""
    return str(arguments.author or os.environ.get("KOTAHAM_AUTHOR", ""))


def passphrase_for(path: Path, variable: str = "KOTAHAM_PASSPHRASE") -> str:
    """The passphrase of an encrypted file, from the environment or asked for; empty for a plain file.

    Never from the command line, which every program on the laptop can read. Raises ``ExpectedError``, also where wrong
    ones before it make this one wait.
    """
    if not is_encrypted(path):
        return ""
    seconds = memory().seconds_left(path)
    if seconds:
        raise ExpectedError("passphrase_must_wait", seconds=seconds)
    return asked_passphrase(_("Frasa sandi {name}: ").format(name=path.name), variable)


def memory() -> AttemptMemory:
    """Where this user's wrong passphrases are counted, the same for the window."""
    return AttemptMemory()


def count_wrong_passphrase(error: ExpectedError) -> None:
    """Let a wrong passphrase slow the next try down."""
    if error.code == "passphrase_wrong" and error.values.get("path"):
        memory().was_wrong(Path(str(error.values["path"])))


def asked_passphrase(prompt: str, variable: str) -> str:
    """A passphrase from the environment, else typed unseen; empty where nobody can be asked."""
    from getpass import getpass  # noqa: PLC0415 - late: start-up

    given = os.environ.get(variable, "")
    return given or (getpass(prompt) if sys.stdin.isatty() else "")


def for_writing(arguments: Namespace) -> Workshop:
    """The named file, opened as its one writer."""
    return _opened(arguments, read_only=False)


def for_reading(arguments: Namespace) -> Workshop:
    """The named file, opened for reading only: it may be open elsewhere."""
    return _opened(arguments, read_only=True)


def _opened(arguments: Namespace, *, read_only: bool) -> Workshop:
    """The named file; the laptop's store of secrets is asked, or told, only where the command says so."""
    path, author, trails = Path(arguments.file), "" if read_only else author_of(arguments), this_laptops_memory()

    def opened(key: Key | None = None) -> Workshop:
        passphrase = "" if key is not None else passphrase_for(path)
        return Workshop.open(path, author=author, read_only=read_only, passphrase=passphrase, key=key, memory=trails)

    workshop = _opened_by_remembered_key(opened, path) if _remembers(arguments) else None
    if workshop is not None:
        return workshop
    workshop = opened()
    if workshop.key is not None:
        memory().was_right(path)
        if _remembers(arguments):
            from kotaham_desktop.application.remembered_keys import RememberedKeys  # noqa: PLC0415 - late: rarely wanted

            try:
                RememberedKeys().remember(workshop.key)
            except ExpectedError:
                workshop.close()
                raise
    return workshop


def _remembers(arguments: Namespace) -> bool:
    return bool(getattr(arguments, "remember", False))


def _opened_by_remembered_key(opened: Callable[[Key], Workshop], path: Path) -> Workshop | None:
    """The file opened by the key in the laptop's store; one that fits no more is taken out."""
    from kotaham_desktop.application.remembered_keys import RememberedKeys  # noqa: PLC0415 - late: rarely wanted

    key = RememberedKeys().key_for(path)
    if key is None:
        return None
    try:
        return opened(key)
    except ExpectedError as error:
        if error.code != "passphrase_wrong":
            raise
    RememberedKeys().forget(key.salt)
    return None


@contextmanager
def private_temporary_files() -> Iterator[None]:
    """Keep passing files out of places that others share, and remove those that a killed program has left."""
    from kotaham_desktop.storage import scratch  # noqa: PLC0415 - late: start-up

    scratch.sweep()
    with scratch.private_temporary_files():
        yield


def find_by_name(workshop: Workshop, type_name: str, title_field: str, wanted: str) -> str:
    """The id of the one record with that id or title (upper or lower case, or its beginning); empty for empty.

    Raises ``ExpectedError`` where there is none or more than one.
    """
    if not wanted:
        return ""
    records = workshop.records(type_name)
    folded = wanted.casefold().strip()
    exact = [one for one in records if one.id == wanted or one.text(title_field).casefold().strip() == folded]
    found = exact or [one for one in records if one.text(title_field).casefold().startswith(folded)]
    if not found:
        raise ExpectedError("name_not_found", name=wanted)
    if len(found) > 1:
        raise ExpectedError("name_ambiguous", name=wanted, count=len(found))
    return found[0].id


def group_id(workshop: Workshop, wanted: str) -> str:
    """The id of a group by its name."""
    return find_by_name(workshop, "group", "name", wanted)


def session_id(workshop: Workshop, wanted: str) -> str:
    """The id of an agenda item by its title."""
    return find_by_name(workshop, "agenda_item", "title", wanted)


def record_id(workshop: Workshop, wanted: str) -> str:
    """The full id of a record from its id or the beginning of it; raises ``ExpectedError``."""
    known = workshop.ids_beginning(wanted) if len(wanted) >= LEAST_ID_LENGTH else []
    if len(known) != 1:
        raise ExpectedError("unknown_record", record=wanted)
    return known[0]
