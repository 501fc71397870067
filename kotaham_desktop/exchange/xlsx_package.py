"""The zip around a spreadsheet, opened so that no small file can become a large one in memory."""

import re
import zipfile
import zlib
from io import BytesIO

from kotaham_desktop.domain.errors import ExpectedError

MEGABYTE = 1024 * 1024
MAX_FILE = 25 * MEGABYTE
_MAX_ENTRIES = 3_000
_MAX_UNPACKED = 40 * MEGABYTE
_MAX_RATIO = 100
_RATIO_MATTERS_FROM = 8 * MEGABYTE
_ENDLESS_TOKEN = re.compile(rb"<[^<]{200000}")
"""A tag or a text that no program writes; the parser would hold it in memory whole."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""All that Python's zip reader answers to broken or encrypted content."""


class XlsxPackage:
    """The parts of one spreadsheet file; each is refused before a byte of it is unpacked if it would grow too large.

    Raises ``ExpectedError`` ``import_damaged``, ``import_locked``, ``import_wrong_kind`` or ``import_too_large``.
    Python's zip reader never gives out more than the size that a part declares, so the declared sizes bound the memory;
    all parts that are read may have 40 MB together.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._unpacked = 0
        if content.count(b"PK\x01\x02") > _MAX_ENTRIES:
            raise ExpectedError("import_too_large", name=name)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._entries = {entry.filename.lstrip("/").lower(): entry for entry in self._zip.infolist()}
        except _UNREADABLE as error:
            raise ExpectedError("import_damaged", name=name) from error
        if len(self._entries) != len(self._zip.infolist()):
            raise ExpectedError("import_damaged", name=name)
        if "xl/workbook.xml" not in self._entries and "[content_types].xml" not in self._entries:
            raise ExpectedError("import_wrong_kind", name=name)

    def has(self, part: str) -> bool:
        """Whether the part is there; names differ in case between programs."""
        return part.lower() in self._entries

    def read(self, part: str) -> bytes:
        """A whole part."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise ExpectedError("import_damaged", name=self._name)
        if entry.flag_bits & 0x1:
            raise ExpectedError("import_locked", name=self._name)
        ratio = entry.file_size / max(1, entry.compress_size)
        self._unpacked += entry.file_size
        if self._unpacked > _MAX_UNPACKED or (entry.file_size > _RATIO_MATTERS_FROM and ratio > _MAX_RATIO):
            raise ExpectedError("import_too_large", name=self._name)
        try:
            content = self._zip.read(entry)
        except _UNREADABLE as error:
            raise ExpectedError("import_damaged", name=self._name) from error
        if _ENDLESS_TOKEN.search(content):
            raise ExpectedError("import_too_large", name=self._name)
        return content
