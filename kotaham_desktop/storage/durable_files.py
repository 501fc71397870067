"""Making sure that a file and its name are on the disk before anyone is told so."""

import errno
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

_BLOCK = 1 << 20
_UNFINISHED = ".baru"
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EBADF, errno.EPERM})
"""What file systems answer that cannot sync a folder; the content itself is on the disk by then."""


def unfinished_name(target: Path) -> Path:
    """A hidden name beside ``target`` for a file that is still being written."""
    return target.with_name(f".{_tag(target)}.{secrets.token_hex(4)}{_UNFINISHED}")


def unfinished_files(folder: Path, target: Path | None = None) -> list[Path]:
    """What a pulled stick or a killed program left behind under such names, for one target or for any."""
    return sorted(folder.glob(f".{_tag(target) if target else ''}*{_UNFINISHED}*"))


def remove_unfinished(path: Path) -> None:
    """Take an unfinished file away, and the journal that SQLite kept beside it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _tag(target: Path) -> str:
    return hashlib.sha256(target.name.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def sync_file(path: Path) -> None:
    """Return when the content of ``path`` is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names survive a power cut; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def write_synced(path: Path, content: bytes) -> None:
    """Put a small file on the disk under ``path``, whole or not at all, replacing an earlier one."""
    unfinished = unfinished_name(path)
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
        sync_folder(path.parent)
    finally:
        remove_unfinished(unfinished)


def fingerprint_of_file(path: Path) -> str:
    """The SHA-256 of a whole file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def copy_bytes(source: Path, target: Path) -> str:
    """Copy a finished file that nobody writes, byte for byte, onto the disk; returns its SHA-256 as read back."""
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    return fingerprint_of_file(target)
