"""Reading and writing Yjs updates (format 1) as far as taking content out of them needs; nothing else is changed.

An update is a list of items, each under its writer's id and clock, and a list of deleted ranges. An item's content can
give way to "deleted content" of the same length: every id and clock stays, so each document that meets the changed
update comes to the same places in its texts and maps, only without what stood there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

ItemId = tuple[int, int]
"""A writer's client id and clock."""

_GC, _SKIP = 0, 10
_DELETED, _JSON, _BINARY, _STRING, _EMBED, _FORMAT, _TYPE, _ANY, _DOC = range(1, 10)
_HAS_ORIGIN, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20
_REF = 0x1F
_NAMED_TYPES = frozenset({3, 5})
_KNOWN_TYPES = frozenset(range(7))
_MORE = 0x80
_DEEPEST = 100


class UnreadableUpdateError(ValueError):
    """The bytes are no update that this program could have written."""


@dataclass(frozen=True, slots=True)
class Item:
    """One run of content, or a gap, with its place: beside other items, or at the beginning of its parent.

    ``parent`` is the name of a root or the id of the item that holds the container; None where the neighbours tell it.
    """

    client: int
    clock: int
    length: int
    info: int
    origin: ItemId | None = None
    right: ItemId | None = None
    parent: str | ItemId | None = None
    key: str | None = None
    place: bytes = field(default=b"", repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def is_gap(self) -> bool:
        """Whether it says nothing but how many clocks passed."""
        return self.info & _REF in (_GC, _SKIP)

    @property
    def holds_content(self) -> bool:
        """Whether somebody's words or values stand in it; a container is a place only."""
        return self.info & _REF not in (_GC, _SKIP, _DELETED, _TYPE)

    @property
    def is_container(self) -> bool:
        """Whether other items stand inside it."""
        return self.info & _REF == _TYPE

    def emptied(self) -> "Item":
        """The same item, of the same length in the same place, holding nothing."""
        info = (self.info & ~_REF) | _DELETED
        return Item(
            self.client, self.clock, self.length, info, self.origin, self.right, self.parent, self.key,
            self.place, _number(self.length),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Update:
    """An update taken apart: each writer's first clock and items, and the deleted ranges as they stood."""

    writers: tuple[tuple[int, int, tuple[Item, ...]], ...]
    deletions: bytes = field(repr=False)

    def items(self) -> Iterator[Item]:
        """Every item in the order in which it is written."""
        for _client, _clock, items in self.writers:
            yield from items

    def emptied_where(self, chosen: Callable[[Item], bool]) -> "Update":
        """The update with the content of the chosen items taken out."""
        return Update(
            tuple(
                (
                    client,
                    clock,
                    tuple(item.emptied() if item.holds_content and chosen(item) else item for item in items),
                )
                for client, clock, items in self.writers
            ),
            self.deletions,
        )


def decode(update: bytes) -> Update:
    """Take an update apart; raises :class:`UnreadableUpdateError`."""
    reader = _Reader(update)
    try:
        writers = []
        for _ in range(reader.number()):
            count, client, clock = reader.number(), reader.number(), reader.number()
            first, items = clock, []
            for _ in range(count):
                item = _read_item(reader, client, clock)
                items.append(item)
                clock += item.length
            writers.append((client, first, tuple(items)))
        start = reader.at
        for _ in range(reader.number()):
            reader.number()
            for _ in range(reader.number()):
                reader.number()
                reader.number()
    except (IndexError, UnicodeDecodeError) as error:
        raise UnreadableUpdateError("cut off or no text") from error
    if reader.at != len(update):
        raise UnreadableUpdateError("something follows")
    return Update(tuple(writers), update[start:])


def encode(update: Update) -> bytes:
    """Put an update together; of one that was only decoded, the very bytes it was made from."""
    parts = [_number(len(update.writers))]
    for client, clock, items in update.writers:
        parts += [_number(len(items)), _number(client), _number(clock)]
        for item in items:
            parts += [bytes((item.info,)), item.place, item.content]
    return b"".join([*parts, update.deletions])


def _number(value: int) -> bytes:
    written = bytearray()
    while value >= _MORE:
        written.append(value & 0x7F | _MORE)
        value >>= 7
    written.append(value)
    return bytes(written)


class _Reader:
    """Walks through the bytes of an update."""

    __slots__ = ("at", "content")

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def byte(self) -> int:
        value = self.content[self.at]
        self.at += 1
        return value

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < _MORE:
                return value
            shift += 7

    def skip(self, count: int) -> None:
        self.at += count
        if self.at > len(self.content):
            raise IndexError

    def text(self) -> str:
        length = self.number()
        start = self.at
        self.skip(length)
        return self.content[start : self.at].decode("utf-8")

    def id(self) -> ItemId:
        return self.number(), self.number()

    def skip_bytes(self) -> None:
        self.skip(self.number())

    def skip_any(self, depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise UnreadableUpdateError("values inside values without end")
        kind = self.byte()
        if kind in (119, 116):  # text, bytes
            self.skip_bytes()
        elif kind == 125:  # noqa: PLR2004 - a whole number, seven bits to a byte
            while self.byte() >= _MORE:
                pass
        elif kind in _FIXED_SIZES:
            self.skip(_FIXED_SIZES[kind])
        elif kind in (117, 118):  # list, map
            for _ in range(self.number()):
                if kind == 118:  # noqa: PLR2004 - a key before each value
                    self.skip_bytes()
                self.skip_any(depth + 1)
        else:
            raise UnreadableUpdateError(f"value of kind {kind}")


_FIXED_SIZES = {127: 0, 126: 0, 121: 0, 120: 0, 124: 4, 123: 8, 122: 8}
"""Undefined, null, false, true, two sizes of decimals, a large whole number."""


def _read_item(reader: _Reader, client: int, clock: int) -> Item:
    info = reader.byte()
    ref = info & _REF
    if ref in (_GC, _SKIP):
        start = reader.at
        length = reader.number()
        return Item(client, clock, length, info, content=reader.content[start : reader.at])
    start = reader.at
    origin = reader.id() if info & _HAS_ORIGIN else None
    right = reader.id() if info & _HAS_RIGHT else None
    parent: str | ItemId | None = None
    key: str | None = None
    if origin is None and right is None:
        parent = reader.text() if reader.number() == 1 else reader.id()
        key = reader.text() if info & _HAS_KEY else None
    middle = reader.at
    length = _content_length(reader, ref)
    content = reader.content
    return Item(
        client, clock, length, info, origin, right, parent, key, content[start:middle], content[middle : reader.at]
    )


def _content_length(reader: _Reader, ref: int) -> int:
    """Read over an item's content; returns how many clocks it takes."""
    match ref:
        case 1:  # deleted
            return reader.number()
        case 2 | 8:  # values
            count = reader.number()
            for _ in range(count):
                reader.skip_bytes() if ref == _JSON else reader.skip_any()
            return count
        case 4:  # a run of text, counted in UTF-16 units
            text = reader.text()
            return len(text) + sum(character > "\uffff" for character in text)
        case 3 | 5:  # bytes, something embedded
            reader.skip_bytes()
        case 6:  # the look of a text
            reader.skip_bytes()
            reader.skip_bytes()
        case 7:
            _skip_type(reader)
        case 9:  # a document inside
            reader.skip_bytes()
            reader.skip_any()
        case _:
            raise UnreadableUpdateError(f"content of kind {ref}")
    return 1


def _skip_type(reader: _Reader) -> None:
    kind = reader.number()
    if kind not in _KNOWN_TYPES:
        raise UnreadableUpdateError(f"container of kind {kind}")
    if kind in _NAMED_TYPES:
        reader.skip_bytes()
