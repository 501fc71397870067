"""Writing a finished document so that its final name never shows a half file: full disk, pulled stick, power cut."""

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import N_, _

_REASONS: dict[int, str] = {
    errno.ENOSPC: N_("tempat penyimpanan penuh"),
    errno.EDQUOT: N_("jatah penyimpanan habis"),
    errno.EFBIG: N_("berkas terlalu besar untuk penyimpanan itu"),
    errno.EROFS: N_("penyimpanan itu hanya dapat dibaca"),
    errno.EACCES: N_("tidak ada izin menulis di sana, atau berkas itu sedang dibuka program lain"),
    errno.EPERM: N_("tidak ada izin menulis di sana, atau berkas itu sedang dibuka program lain"),
    errno.EBUSY: N_("berkas itu sedang dibuka program lain"),
    errno.ENOENT: N_("foldernya tidak ditemukan"),
    errno.ENOTDIR: N_("foldernya tidak ditemukan"),
    errno.EISDIR: N_("nama itu sudah dipakai sebuah folder"),
    errno.ENAMETOOLONG: N_("nama berkasnya terlalu panjang"),
    errno.EIO: N_("penyimpanan tidak menjawab, mungkin sudah dicabut"),
    errno.ENODEV: N_("penyimpanan tidak menjawab, mungkin sudah dicabut"),
    errno.ENXIO: N_("penyimpanan tidak menjawab, mungkin sudah dicabut"),
}
_DATABASE = b"SQLite format 3\0"
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EBADF, errno.EPERM})
"""What file systems answer that cannot sync a folder; the content itself is on the disk by then."""


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put ``content`` on the disk under ``path``, whole or not at all; raises ``ExpectedError("export_failed")``.

    An earlier file of that name stays as it is until the new one is complete; over a workshop nothing is ever written
    (``ExpectedError("export_onto_workshop")``). Returns when the new file is on the disk. A ``private`` one can be read
    by this user alone, where the system knows users.
    """
    partial: Path | None = None
    try:
        final = path.resolve()
        _refuse_workshop(final)
        if final.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        partial = final.with_name(f".{secrets.token_hex(8)}.part")
        with partial.open("xb") if not private else _opened_privately(partial) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(final)
        partial = None
        _sync_folder(final.parent)
    except (OSError, ValueError) as error:
        raise ExpectedError("export_failed", path=str(path), reason=_reason(error)) from error
    finally:
        if partial is not None:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)


def _opened_privately(partial: Path) -> BinaryIO:
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, "wb")


def _refuse_workshop(final: Path) -> None:
    """A mistyped name must never put a document in the place of somebody's notes."""
    if final.suffix.lower() != ".kotaham" and not (final.is_file() and _starts_like_a_workshop(final)):
        return
    raise ExpectedError("export_onto_workshop", name=final.name)


def _starts_like_a_workshop(final: Path) -> bool:
    with final.open("rb") as stream:
        return stream.read(len(_DATABASE)) == _DATABASE


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows does it by itself."""
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


def _reason(error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    sentence = _REASONS.get(number) if number is not None else None
    return _(sentence or N_("sistem menolak nama atau tempat berkas itu"))
