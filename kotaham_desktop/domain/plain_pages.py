"""Plain pages that ship with the program: a title, headings, paragraphs and items, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page; the text is plain."""

    kind: BlockKind
    text: str


_MARKS = (("## ", BlockKind.HEADING), ("# ", BlockKind.TITLE), ("- ", BlockKind.ITEM))


def parse_page(text: str) -> tuple[Block, ...]:
    """The blocks of a page: ``# title``, ``## heading``, ``- item``; every other line is a paragraph."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        written = line.strip()
        if not written:
            continue
        for mark, kind in _MARKS:
            if written.startswith(mark):
                yield Block(kind, written[len(mark) :].strip())
                break
        else:
            yield Block(BlockKind.TEXT, written)


def told(text: str) -> str:
    """The page as it is read aloud: without the marks of its blocks."""
    lines = []
    for block in parse_page(text):
        space = "\n" if block.kind is BlockKind.HEADING else ""
        lines.append(space + ("– " if block.kind is BlockKind.ITEM else "") + block.text)
    return "\n".join(lines) + "\n"
