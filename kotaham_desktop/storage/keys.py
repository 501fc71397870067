"""The key of an encrypted file: derived from a passphrase, kept in memory only while the file is open."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

SALT_BYTES = 16
KEY_BYTES = 32
ROUNDS = 256_000
"""Of PBKDF2-HMAC-SHA512: what SQLCipher 4 does itself with a passphrase, so that its own tools open our files too."""
PAGE_BYTES = 4096
PLAIN_HEADER = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Key:
    """Opens one encrypted file and its copies; the salt is the first sixteen bytes of the file."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def from_passphrase(cls, passphrase: str, salt: bytes) -> "Key":
        """The key that a passphrase makes with a salt; the same letters typed in another way give the same key.

        Costs about a tenth of a second, on purpose.
        """
        # HMAC fills short keys up with NUL: without this, one more at the end would open the file too.
        typed = passphrase.replace("\0", "\N{REPLACEMENT CHARACTER}")
        written = unicodedata.normalize("NFC", typed).encode("utf-8", "surrogatepass")
        return cls(hashlib.pbkdf2_hmac("sha512", written, salt, ROUNDS, KEY_BYTES), salt)

    @classmethod
    def for_new_file(cls, passphrase: str) -> "Key":
        """A key with a new salt."""
        return cls.from_passphrase(passphrase, secrets.token_bytes(SALT_BYTES))

    @property
    def for_pragma(self) -> str:
        """The key as SQLCipher takes it without deriving anything."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def is_plain(path: Path) -> bool:
    """Whether the file begins as any SQLite file does; raises ``OSError``."""
    with path.open("rb") as stream:
        return stream.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def may_be_encrypted(path: Path) -> bool:
    """Whether the file has the outer shape of an encrypted workshop: whole pages and no readable beginning.

    A program that was stopped in the middle of a page leaves a ragged end; the log beside the file makes it whole.
    """
    size = path.stat().st_size
    is_ragged = size % PAGE_BYTES != 0
    return size > 0 and (not is_ragged or _has_log(path)) and not is_plain(path)


def _has_log(path: Path) -> bool:
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(one.exists() and one.stat().st_size > 0 for one in beside)


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted file; raises ``OSError``."""
    with path.open("rb") as stream:
        return stream.read(SALT_BYTES)
