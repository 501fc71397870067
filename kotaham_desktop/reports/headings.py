"""The headings of a report in order: each appears only when something follows it, and numbers itself then."""

from dataclasses import dataclass
from enum import StrEnum

from kotaham_desktop.i18n import _
from kotaham_desktop.reports.numbering import letter, roman
from kotaham_desktop.reports.text import one_line

CHAPTER_LEVEL, SECTION_LEVEL, SUBSECTION_LEVEL, MINOR_LEVEL = range(4)


class Opening(StrEnum):
    """What a heading that opens a page begins."""

    FRONT = "front"
    CHAPTER = "chapter"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Heading:
    """One that waits for something to follow it; ``opening`` is None below the level of chapters."""

    level: int
    title: str
    opening: Opening | None = None
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class NumberedHeading:
    """One that is printed: its mark (``BAB II``, ``LAMPIRAN A``, ``B.``, ``3.``, or nothing) and its title."""

    level: int
    mark: str
    title: str
    opening: Opening | None
    landscape: bool


class Headings:
    """The headings that wait, and the numbers of those that were printed."""

    def __init__(self) -> None:
        self._waiting: dict[int, Heading] = {}
        self._counts: dict[str, int] = {}

    @property
    def waiting(self) -> tuple[Heading, ...]:
        """Those that will be printed before what comes next, the highest first."""
        return tuple(self._waiting[level] for level in sorted(self._waiting))

    def expect(self, heading: Heading) -> None:
        """Let a heading wait; those of its own level and below that nothing followed are dropped."""
        self._waiting = {level: kept for level, kept in self._waiting.items() if level < heading.level}
        self._waiting[heading.level] = heading

    def arrive(self) -> list[NumberedHeading]:
        """Number and return those that wait, because something follows them now."""
        arrived = [self._numbered(heading) for heading in self.waiting]
        self._waiting = {}
        return arrived

    def next(self, counter: str) -> int:
        """The next number of tables, figures or whatever else counts through the whole document."""
        self._counts[counter] = self._counts.get(counter, 0) + 1
        return self._counts[counter]

    def _numbered(self, heading: Heading) -> NumberedHeading:
        return NumberedHeading(heading.level, self._mark(heading), heading.title, heading.opening, heading.landscape)

    def _mark(self, heading: Heading) -> str:
        if heading.level == CHAPTER_LEVEL:
            self._counts["section"] = 0
            if heading.opening is Opening.CHAPTER:
                return _("BAB {number}").format(number=roman(self.next("chapter")).upper())
            if heading.opening is Opening.ANNEX:
                return _("LAMPIRAN {letter}").format(letter=letter(self.next("annex")))
            return ""
        if heading.level == SECTION_LEVEL:
            self._counts["subsection"] = 0
            return f"{letter(self.next('section'))}."
        return f"{self.next('subsection')}." if heading.level == SUBSECTION_LEVEL else ""


class ToldHeadings:
    """The part of a ``Telling`` about headings, the same whatever it is written to."""

    def __init__(self) -> None:
        self._headings = Headings()
        self._bylines: list[str] = []

    def front(self, title: str) -> None:
        """A titled page before the body."""
        self._expect(Heading(CHAPTER_LEVEL, title, Opening.FRONT))

    def chapter(self, title: str) -> None:
        """A chapter (BAB) on a new page."""
        self._expect(Heading(CHAPTER_LEVEL, title, Opening.CHAPTER))

    def annex(self, title: str, *, landscape: bool = False) -> None:
        """An annex on a new page."""
        self._expect(Heading(CHAPTER_LEVEL, title, Opening.ANNEX, landscape))

    def section(self, title: str, *, landscape: bool = False) -> None:
        """A lettered section; a landscape one opens a page of its own."""
        self._expect(Heading(SECTION_LEVEL, title, landscape=landscape))

    def subsection(self, title: str) -> None:
        """A numbered part of a section."""
        self._expect(Heading(SUBSECTION_LEVEL, title))

    def minor(self, title: str) -> None:
        """A heading below those, which no list of contents names; nothing where it is empty."""
        if one_line(title):
            self._expect(Heading(MINOR_LEVEL, title))

    def byline(self, text: str) -> None:
        """A quiet line that stays with the heading above it."""
        if one_line(text):
            self._bylines.append(text)

    def finish(self) -> None:
        """Write what still waits."""
        raise NotImplementedError

    def _expect(self, heading: Heading) -> None:
        self.finish()
        self._headings.expect(heading)
