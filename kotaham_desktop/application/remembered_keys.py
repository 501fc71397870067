"""Keys of files in the laptop's own store of secrets, for whoever asked to be spared the passphrase on this laptop.

What is kept is the key of one file, never its passphrase, under a hash that names neither the file nor its place.
Whoever can use this person's account on this laptop can then open the file.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.keys import KEY_BYTES, Key, may_be_encrypted, salt_of

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "kotaham-desktop"
_LEAST_PRIORITY = 1
"""Below it are stores that keep secrets in clear, and those that stand in where there is none."""


def name_of(salt: bytes) -> str:
    """The name under which the key of a file with this salt, and of its copies, is kept."""
    return hashlib.sha256(b"kotaham key " + salt).hexdigest()[:32]


class RememberedKeys:
    """The laptop's store of secrets, asked for only when somebody wants it: looking for it costs a moment."""

    @property
    def is_available(self) -> bool:
        """Whether this laptop has a store that we may trust."""
        return _backend() is not None

    def key_for(self, path: Path) -> Key | None:
        """The remembered key of an encrypted file, None where there is none; it may be an old one."""
        name, salt = _place(path)
        backend = _backend()
        if backend is None or not name:
            return None
        try:
            kept = backend.get_password(SERVICE, name)
            raw = bytes.fromhex(kept or "")
        except Exception:  # noqa: BLE001 - stores of three systems fail in ways of their own; the passphrase still works
            return None
        return Key(raw, salt) if len(raw) == KEY_BYTES else None

    def remember(self, key: Key) -> None:
        """Keep a file's key; raises ``ExpectedError("keyring_refused")``."""
        backend = _backend()
        if backend is None:
            raise ExpectedError("keyring_refused")
        try:
            backend.set_password(SERVICE, name_of(key.salt), key.raw.hex())
        except Exception:  # noqa: BLE001 - see above
            raise ExpectedError("keyring_refused") from None

    def forget(self, salt: bytes) -> None:
        """Take a key out again; one that is not there is forgotten already."""
        backend = _backend()
        if backend is not None:
            # Also a store that refuses to delete must not stop a new passphrase, which makes the old key worthless.
            with suppress(Exception):
                backend.delete_password(SERVICE, name_of(salt))


def forget_key_of(path: Path) -> None:
    """Take the key of an encrypted file out of the store, as the file stands now."""
    name, salt = _place(path)
    if name:
        RememberedKeys().forget(salt)


def _place(path: Path) -> tuple[str, bytes]:
    with suppress(OSError):
        if may_be_encrypted(path):
            salt = salt_of(path)
            return name_of(salt), salt
    return "", b""


def _backend() -> "KeyringBackend | None":
    try:
        import keyring  # noqa: PLC0415 - late: it looks through the laptop for stores of secrets

        backend = keyring.get_keyring()
        is_trusted = backend.priority >= _LEAST_PRIORITY
    except Exception:  # noqa: BLE001 - see above
        return None
    return backend if is_trusted else None
