"""What the chapters of a report ask of the document they are told to, whether it becomes PDF or DOCX."""

from collections.abc import Sequence
from typing import Protocol

from kotaham_desktop.i18n import _
from kotaham_desktop.reports.content import Fact, NormNote, Photo
from kotaham_desktop.reports.tables import NORMAL, Column, TableLook
from kotaham_desktop.reports.text import one_line, paragraphs

_SHORT_FACT = 120


class Telling(Protocol):
    """A document that is told from beginning to end; every text given to it is a user's and is shown as text."""

    @property
    def printed_photos(self) -> set[str]:
        """The ids of the photos that were shown so far."""

    def front(self, title: str) -> None:
        """A titled page before the body."""

    def chapter(self, title: str) -> None:
        """A chapter (BAB) on a new page."""

    def annex(self, title: str, *, landscape: bool = False) -> None:
        """An annex on a new page."""

    def section(self, title: str, *, landscape: bool = False) -> None:
        """A lettered section; a landscape one opens a page of its own."""

    def subsection(self, title: str) -> None:
        """A numbered part of a section."""

    def minor(self, title: str) -> None:
        """A heading that no list of contents names; nothing where it is empty."""

    def byline(self, text: str) -> None:
        """A quiet line that stays with the heading above it."""

    def text(self, text: str) -> None:
        """Paragraphs of a long text; what its writer typed as a list is set as one."""

    def line(self, text: str) -> None:
        """One paragraph."""

    def fine(self, text: str) -> None:
        """A quiet remark."""

    def numbered(self, text: str) -> None:
        """The lines of a text as a numbered list, or as one paragraph where there is only one."""

    def facts(self, facts: Sequence[Fact]) -> None:
        """Labelled texts: short ones together side by side with their labels, then long ones under theirs."""

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Labels and short texts side by side."""

    def quote(self, text: str) -> None:
        """Somebody's own words."""

    def norms(self, norms: Sequence[NormNote]) -> None:
        """References to norms, with the reminder that they are no quotations."""

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        look: TableLook = NORMAL,
        total: bool = False,
        row_height: float | None = None,
    ) -> None:
        """A table with a numbered caption; nothing where it has no rows."""

    def figures(self, photos: Sequence[Photo]) -> None:
        """Photos with numbered captions; one that was shown before is not shown again."""

    def numbers(self, figures: Sequence[tuple[str, str]]) -> None:
        """The training in large numbers, each with its word."""

    def signature(self, lines: Sequence[str], before: str = "") -> None:
        """The lines of a signature, an empty one where somebody signs; ``before`` is the sentence that leads to it."""

    def space(self, height: float) -> None:
        """Air."""


def short_and_long(facts: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Those that stand side by side with their labels, and those that stand below; empty ones are left out."""
    filled = [fact for fact in facts if one_line(fact.text)]
    short = [fact for fact in filled if len(fact.text) <= _SHORT_FACT and len(list(paragraphs(fact.text))) == 1]
    if len(short) > 1:
        return short, [fact for fact in filled if fact not in short]
    return [], filled


def norm_line(norm: NormNote) -> str:
    """A reference to a norm in one line, with page and paragraph where they are known."""
    places = [
        *([_("hlm. {page}").format(page=norm.page)] if norm.page else []),
        *([_("par. {paragraph}").format(paragraph=norm.paragraph)] if norm.paragraph else []),
    ]
    words = ", ".join([norm.norm, *places])
    return f"{words} — {norm.remark}" if norm.remark else words


def quoted(paragraph: str) -> str:
    """A paragraph in quotation marks, once."""
    return "“" + paragraph.strip('“”"') + "”"
