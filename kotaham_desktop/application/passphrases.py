"""The passphrase of a workshop file: set, changed, removed, always on a closed file."""

from pathlib import Path

from kotaham_desktop.application.audit_commands import note_in_closed_file
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import encryption, workshop_file
from kotaham_desktop.storage.keys import Key, salt_of

LEAST_LENGTH = 8
"""Characters; a short sentence is easier to remember than a short word is to guess."""


def checked_new_passphrase(passphrase: str) -> str:
    """The passphrase, if it will do; raises ``ExpectedError("passphrase_too_short")``."""
    if len(passphrase.strip()) < LEAST_LENGTH:
        raise ExpectedError("passphrase_too_short", least=LEAST_LENGTH)
    return passphrase


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed to open the file; raises ``ExpectedError``."""
    return workshop_file.is_encrypted(path)


def opens_alike(path: Path, other: Path) -> bool:
    """Whether the key of one encrypted file may open the other too, as it does for copies."""
    if not (workshop_file.is_encrypted(path) and workshop_file.is_encrypted(other)):
        return False
    return salt_of(path) == salt_of(other)


def set_passphrase(path: Path, passphrase: str, *, author: str = "") -> None:
    """Encrypt a plain file; raises ``ExpectedError`` and leaves it as it was."""
    if workshop_file.is_encrypted(path):
        raise ExpectedError("already_encrypted", name=path.name)
    key = Key.for_new_file(checked_new_passphrase(passphrase))
    encryption.relock(path, None, key, holder=author)
    note_in_closed_file(path, "passphrase_set", key=key, author=author)


def change_passphrase(path: Path, old: str, new: str, *, author: str = "") -> None:
    """Give an encrypted file another passphrase and another salt; raises ``ExpectedError`` and leaves it as it was."""
    key, new_key = _key_of_encrypted(path, old), Key.for_new_file(checked_new_passphrase(new))
    encryption.relock(path, key, new_key, holder=author)
    note_in_closed_file(path, "passphrase_changed", key=new_key, author=author)


def remove_passphrase(path: Path, passphrase: str, *, author: str = "") -> None:
    """Make an encrypted file plain; raises ``ExpectedError`` and leaves it as it was."""
    encryption.relock(path, _key_of_encrypted(path, passphrase), None, holder=author)
    note_in_closed_file(path, "passphrase_removed", author=author)


def _key_of_encrypted(path: Path, passphrase: str) -> Key:
    key = workshop_file.key_for(path, passphrase)
    if key is None:
        raise ExpectedError("not_encrypted", name=path.name)
    return key
