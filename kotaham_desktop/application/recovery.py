"""The recovery kit of an encrypted file: three printed shares of its key, any two of which set a new passphrase.

A kit holds the key that the file has now. A new passphrase brings a new key, so it makes every earlier kit void for
this file; copies and backups made before keep their key, and the earlier kit opens those.
"""

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from kotaham_desktop.application.audit_commands import note_in_closed_file
from kotaham_desktop.application.passphrases import checked_new_passphrase
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.safe_write import write_whole
from kotaham_desktop.storage import encryption, key_shares, wiping, workshop_file
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.key_shares import NEEDED, SHARES, WORDS_IN_SHARE, KeyShare, read_share
from kotaham_desktop.storage.keys import Key, salt_of
from kotaham_desktop.storage.recovery_state import KitState


class KitStanding(Enum):
    """How the open file stands with its kit."""

    NEEDLESS = "needless"
    """The file has no passphrase."""
    MISSING = "missing"
    VOID = "void"
    """There is one, but the passphrase was changed since."""
    UNTESTED = "untested"
    TESTED = "tested"


@dataclass(frozen=True, slots=True)
class NewKit:
    """A kit before it is printed: the one moment in which all its shares are together."""

    kit: str
    file_name: str
    made_on: date
    shares: tuple[KeyShare, ...] = field(repr=False)


def kit_of(workshop: Workshop) -> KitState | None:
    """What the open file knows of its last kit."""
    return workshop.recovery_kit


def standing(workshop: Workshop) -> KitStanding:
    """Whether the open file needs a kit, and whether somebody has seen it work."""
    if workshop.key is None:
        return KitStanding.NEEDLESS
    known = kit_of(workshop)
    if known is None:
        return KitStanding.MISSING
    if not known.fits:
        return KitStanding.VOID
    return KitStanding.TESTED if known.tested_at else KitStanding.UNTESTED


def new_kit(workshop: Workshop) -> NewKit:
    """Split the key of the open file; raises ``ExpectedError("not_encrypted")``. Nothing is kept of it yet."""
    if workshop.key is None:
        raise ExpectedError("not_encrypted", name=workshop.path.name)
    before = kit_of(workshop)
    shares = key_shares.split(workshop.key.raw)
    while before is not None and shares[0].kit == before.kit:
        shares = key_shares.split(workshop.key.raw)
    return NewKit(shares[0].kit, workshop.path.stem, local_time(workshop.now()).date(), shares)


def write_kit(kit: NewKit, output: Path, language: str) -> None:
    """Print a kit into a PDF, whole or not at all; needs no open file. Raises ``ExpectedError``."""
    from kotaham_desktop.reports import recovery_kit  # noqa: PLC0415 - late: it loads the report's engine

    pages = recovery_kit.KitPages(
        kit=kit.kit,
        file_name=kit.file_name,
        made_on=kit.made_on,
        shares=tuple((share.number, share.words) for share in kit.shares),
        needed=NEEDED,
    )
    write_whole(output, recovery_kit.build(pages, language), private=True)


def remove_pdf(path: Path) -> None:
    """Overwrite and delete a kit that was printed; raises ``ExpectedError``."""
    with told_as_expected(path), path.open("r+b", buffering=0) as stream:
        wiping.overwrite(stream)
    with told_as_expected(path):
        path.unlink()


def note_kit_made(workshop: Workshop, kit: NewKit) -> None:
    """Keep in the file that this kit is the one that counts; call it once the PDF is on the disk."""
    workshop.note_recovery_kit(kit.kit)


def try_kit(workshop: Workshop, shares: Sequence[KeyShare]) -> None:
    """Try two shares on the open file and keep that they fit; raises ``ExpectedError("kit_wrong_file")`` and others."""
    raw = key_shares.join(shares)
    if workshop.key is None or not hmac.compare_digest(raw, workshop.key.raw):
        raise ExpectedError("kit_wrong_file")
    workshop.note_recovery_kit(shares[0].kit, tested=True)


def try_kit_on_file(path: Path, shares: Sequence[KeyShare], *, author: str = "") -> None:
    """Try two shares on a closed file, without its passphrase, and keep that they fit; raises ``ExpectedError``."""
    key = key_from_shares(path, shares)
    with _told_as_wrong_kit(), Workshop.open(path, author=author, key=key) as workshop:
        try_kit(workshop, shares)


def set_passphrase_with_kit(path: Path, shares: Sequence[KeyShare], new: str, *, author: str = "") -> None:
    """Give a closed file a new passphrase by two shares; raises ``ExpectedError`` and leaves it as it was.

    The kit is void for this file afterwards: offer a new one.
    """
    chosen = checked_new_passphrase(new)
    key, new_key = key_from_shares(path, shares), Key.for_new_file(chosen)
    with _told_as_wrong_kit():
        encryption.relock(path, key, new_key, holder=author)
    note_in_closed_file(path, "passphrase_by_kit", key=new_key, author=author)


def key_from_shares(path: Path, shares: Sequence[KeyShare]) -> Key:
    """The key that two shares make for an encrypted file; whether it opens it shows when it is tried."""
    if not workshop_file.is_encrypted(path):
        raise ExpectedError("not_encrypted", name=path.name)
    raw = key_shares.join(shares)
    with told_as_expected(path):
        return Key(raw, salt_of(path))


@contextmanager
def _told_as_wrong_kit() -> Iterator[None]:
    """What would be a wrong passphrase is a kit of another file."""
    try:
        yield
    except ExpectedError as error:
        if error.code == "passphrase_wrong":
            raise ExpectedError("kit_wrong_file") from None
        raise


__all__ = [
    "NEEDED",
    "SHARES",
    "WORDS_IN_SHARE",
    "KeyShare",
    "KitStanding",
    "KitState",
    "NewKit",
    "key_from_shares",
    "kit_of",
    "new_kit",
    "note_kit_made",
    "read_share",
    "remove_pdf",
    "set_passphrase_with_kit",
    "standing",
    "try_kit",
    "try_kit_on_file",
    "write_kit",
]
