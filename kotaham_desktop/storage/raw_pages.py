"""Rows read from the raw pages of a plain SQLite file, whatever has become of the pages that lead to them.

Follows the published file format: every leaf page says by itself which rows it holds. What is found is not believed
here; the log's checksums and the attachments' fingerprints decide.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = tuple[int, tuple[Any, ...]]
"""A row's number (0 in a table without any) and its columns."""

_USUAL_PAGE = 4096
_TABLE_LEAF, _INDEX_LEAF = 0x0D, 0x0A
_HEADER, _LEAF_HEAD = 100, 8
_WHOLE_NUMBER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FIRST_BLOB = 12


class _HarmedError(ValueError):
    """What is written there cannot be a row."""


def rows_in(path: Path) -> Iterator[Row]:
    """Every row of every leaf page that can still be read as one."""
    content = path.read_bytes()
    size = _page_size(content)
    for start in range(0, len(content) - size + 1, size):
        yield from _rows_of_page(content, size, start)


def _page_size(content: bytes) -> int:
    told = int.from_bytes(content[16:18], "big")
    return told if told in {512, 1024, 2048, 4096, 8192, 16384, 32768} else _USUAL_PAGE


def _rows_of_page(content: bytes, size: int, start: int) -> Iterator[Row]:
    head = start + (_HEADER if start == 0 else 0)
    kind = content[head]
    if kind not in (_TABLE_LEAF, _INDEX_LEAF):
        return
    count = int.from_bytes(content[head + 3 : head + 5], "big")
    for number in range(min(count, size // 4)):
        pointer = head + _LEAF_HEAD + 2 * number
        place = int.from_bytes(content[pointer : pointer + 2], "big")
        if not _LEAF_HEAD <= place < size:
            continue
        try:
            yield _cell(content, size, start + place, has_number=kind == _TABLE_LEAF)
        except (ValueError, IndexError):
            continue


def _cell(content: bytes, size: int, place: int, *, has_number: bool) -> Row:
    length, place = _varint(content, place)
    number, place = _varint(content, place) if has_number else (0, place)
    return number, _record(_payload(content, size, place, length, whole_table=has_number))


def _payload(content: bytes, size: int, place: int, length: int, *, whole_table: bool) -> bytes:
    """The bytes of a row, with what continues on other pages."""
    if not 0 < length <= len(content):
        raise _HarmedError
    most = size - 35 if whole_table else (size - 12) * 64 // 255 - 23
    if length <= most:
        return content[place : place + length]
    least = (size - 12) * 32 // 255 - 23
    here = least + (length - least) % (size - 4)
    here = here if here <= most else least
    parts, found = [content[place : place + here]], here
    following = int.from_bytes(content[place + here : place + here + 4], "big")
    walked: set[int] = set()
    while found < length:
        begin = (following - 1) * size
        if following in walked or not 0 < begin < len(content):
            raise _HarmedError
        walked.add(following)
        part = content[begin + 4 : begin + size][: length - found]
        parts.append(part)
        found += len(part)
        following = int.from_bytes(content[begin : begin + 4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Any, ...]:
    head, place = _varint(payload, 0)
    if not 0 < head <= len(payload):
        raise _HarmedError
    kinds = []
    while place < head:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    columns = []
    for kind in kinds:
        value, place = _column(payload, place, kind)
        columns.append(value)
    return tuple(columns)


def _column(payload: bytes, place: int, kind: int) -> tuple[Any, int]:
    if kind in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[kind], place
    if kind in _WHOLE_NUMBER_SIZES:
        end = place + _WHOLE_NUMBER_SIZES[kind]
        value: Any = int.from_bytes(payload[place:end], "big", signed=True)
    elif kind < _FIRST_BLOB:  # no table that is salvaged so holds a float
        raise _HarmedError
    else:
        end = place + (kind - _FIRST_BLOB) // 2
        value = payload[place:end]
        if kind % 2:
            value = value.decode("utf-8")
    if end > len(payload):
        raise _HarmedError
    return value, end


def _varint(content: bytes, place: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = content[place + step]
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:  # noqa: PLR2004 - the top bit says that the number goes on
            return value, place + step + 1
    return (value << 8) | content[place + 8], place + 9
