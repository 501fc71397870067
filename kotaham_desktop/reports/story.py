"""Telling a report in order: headings appear only when something follows them, and number themselves then."""

from collections.abc import Sequence

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from kotaham_desktop.i18n import _
from kotaham_desktop.reports.content import Fact, NormNote, Photo
from kotaham_desktop.reports.flowables import Anchor, Mark, Picture, Prose, Quote, printable_picture
from kotaham_desktop.reports.headings import (
    CHAPTER_LEVEL,
    SECTION_LEVEL,
    SUBSECTION_LEVEL,
    NumberedHeading,
    Opening,
    ToldHeadings,
)
from kotaham_desktop.reports.layout import BeginBody, BeginChapter, ReportDocument, switch_to
from kotaham_desktop.reports.progress import Pulse
from kotaham_desktop.reports.styles import (
    BODY,
    CHAPTER,
    CHAPTER_MARK,
    FIGURE_CAPTION,
    FINE,
    FRONT_TITLE,
    ITEM,
    LABEL,
    LANDSCAPE_WIDTH,
    MINOR,
    PAGE_HEIGHT,
    QUOTE,
    SECTION,
    SIGNATURE,
    SUBSECTION,
    TABLE_CAPTION,
    TEXT_WIDTH,
)
from kotaham_desktop.reports.tables import NORMAL, Column, TableLook, figure_strip, grid, pairs, tables
from kotaham_desktop.reports.telling import norm_line, quoted, short_and_long
from kotaham_desktop.reports.text import is_right_to_left, list_item, markup, one_line, paragraphs, shortened

_THREE_LINES = 46.0
_HEAD_AND_ROW = 62.0
_PHOTO_HEIGHT = 205.0
_PAIRED_PHOTO_HEIGHT = 140.0
_GAP = 12.0
_FEW_ROWS = 8
_TALLEST_WHOLE = 210.0
_LONGEST_TITLE = 300
_LONGEST_CELL = 2_000
_BEGINNING = 240
_ROOM_TO_SIGN = 210.0


class Story(ToldHeadings):
    """A report told to a PDF: collects flowables; every text given to it is a user's and is printed as text."""

    def __init__(self, document: ReportDocument, pulse: Pulse) -> None:
        super().__init__()
        self.flowables: list[Flowable] = []
        self.contents: list[Mark] = []
        self.table_list: list[Mark] = []
        self.figure_list: list[Mark] = []
        self.printed_photos: set[str] = set()
        self._document = document
        self._pulse = pulse
        self._landscape = False

    @property
    def width(self) -> float:
        """The room of a line where the next piece will stand."""
        turning = [heading.landscape for heading in self._headings.waiting if heading.level <= SECTION_LEVEL]
        landscape = turning[-1] if turning else self._landscape
        return LANDSCAPE_WIDTH if landscape else TEXT_WIDTH

    # Headings -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Print what still waits to be printed."""
        if self._bylines:
            self.add()

    def add(self, *flowables: Flowable, need: float = _THREE_LINES) -> None:
        """Print these, after the headings that wait; ``need`` is the room that must stay together with them."""
        self._pulse()
        arrived = self._headings.arrive()
        headings = [made for heading in arrived for made in self._printed(heading)]
        headings += [self._prose(text, FINE) for text in self._bylines]
        self._bylines = []
        opens_page = any(heading.level == CHAPTER_LEVEL for heading in arrived)
        if headings and not opens_page and not isinstance(headings[0], NextPageTemplate):
            room = sum(self._height_of(heading) for heading in headings)
            self.flowables.append(CondPageBreak(room + need))
        self.flowables += [*headings, *flowables]

    def _height_of(self, flowable: Flowable) -> float:
        height = flowable.wrap(self.width, 1000)[1]
        return height + flowable.getSpaceBefore() + flowable.getSpaceAfter()

    def _anchor(self, level: int, title: str, *, listed: list[Mark], in_outline: bool = True) -> Anchor:
        mark = Mark(f"m{self._headings.next('mark')}", level, title)
        listed.append(mark)
        return Anchor(mark, self._document.arrive, in_outline=in_outline)

    def _printed(self, heading: NumberedHeading) -> list[Flowable]:
        title = shortened(heading.title, _LONGEST_TITLE)
        if heading.level == CHAPTER_LEVEL:
            return self._printed_opening(heading, title)
        if heading.level == SECTION_LEVEL:
            turn = self._turned(landscape=heading.landscape)
            anchor = self._anchor(1, f"{heading.mark} {title}", listed=self.contents)
            return [*turn, anchor, self._prose(title, SECTION, bullet=heading.mark)]
        if heading.level == SUBSECTION_LEVEL:
            anchor = self._anchor(2, f"{heading.mark} {title}", listed=self.contents)
            return [anchor, self._prose(f"{heading.mark} {title}", SUBSECTION)]
        return [self._prose(title, MINOR)]

    def _turned(self, *, landscape: bool) -> list[Flowable]:
        """What turns the paper, where it lies the other way."""
        if landscape == self._landscape:
            return []
        self._landscape = landscape
        return [switch_to("landscape" if landscape else "page"), PageBreak()]

    def _printed_opening(self, heading: NumberedHeading, title: str) -> list[Flowable]:
        self._landscape = heading.landscape
        made: list[Flowable] = [switch_to("landscape" if heading.landscape else "page"), PageBreak()]
        if heading.opening is Opening.FRONT:
            return [*made, self._opener(title), self._anchor(0, title, listed=self.contents), self._front_title(title)]
        return [
            *made,
            self._opener(f"{heading.mark} · {title}"),
            BeginBody(self._document),
            self._anchor(0, f"{heading.mark}  {title}", listed=self.contents),
            self._prose(heading.mark, CHAPTER_MARK),
            self._prose(title, CHAPTER if heading.opening is Opening.CHAPTER else FRONT_TITLE),
        ]

    def _opener(self, title: str) -> Flowable:
        return BeginChapter(self._document, title)

    def _front_title(self, title: str) -> Flowable:
        return self._prose(title, FRONT_TITLE)

    # Text ---------------------------------------------------------------------------------------------------------

    def _prose(self, text: str, style: ParagraphStyle, bullet: str = "") -> Prose:
        room = self.width - style.leftIndent - style.rightIndent
        if is_right_to_left(text):
            style = style.clone(f"{style.name} from the right", alignment=TA_RIGHT)
        return Prose(markup(text, style.fontName, style.fontSize, room), style, self._pulse, bullet)

    def text(self, text: str, style: ParagraphStyle = BODY) -> None:
        """Paragraphs of a long text; what its writer typed as a list is set as one."""
        for paragraph in paragraphs(text):
            item = list_item(paragraph)
            if item and style is BODY:
                self.add(self._prose(item[1], ITEM, item[0] if item[0].isascii() else "•"))
            else:
                self.add(self._prose(paragraph, style))

    def line(self, text: str, style: ParagraphStyle = BODY) -> None:
        """One paragraph."""
        if one_line(text):
            self.add(self._prose(text, style))

    def fine(self, text: str) -> None:
        """A quiet remark."""
        self.line(text, FINE)

    def numbered(self, text: str) -> None:
        """The lines of a text as a numbered list, or as one paragraph where there is only one."""
        lines = list(paragraphs(text))
        if len(lines) == 1:
            self.text(text)
            return
        for number, entry in enumerate(lines, start=1):
            item = list_item(entry)
            self.add(self._prose(item[1] if item else entry, ITEM, f"{number}."))

    def facts(self, facts: Sequence[Fact]) -> None:
        """Labelled texts: short ones together side by side with their labels, then long ones under theirs."""
        short, long = short_and_long(facts)
        self.pairs([(fact.label, fact.text) for fact in short])
        for fact in long:
            pieces = list(paragraphs(fact.text))
            if pieces:
                self.add(self._prose(fact.label, LABEL), need=_THREE_LINES)
                self._keep_label_with_text()
                self.text(fact.text)

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Labels and short texts side by side."""
        if rows:
            made = pairs(rows, self.width, self._pulse)
            made.spaceAfter = 9
            self._add_whole([], made)

    def _add_whole(self, head: list[Flowable], body: Flowable, tallest: float = _TALLEST_WHOLE) -> None:
        """Add a table that would look poor over two pages, together with its head where it is not too tall."""
        need = sum(self._height_of(each) for each in (*head, body))
        need = need if need <= tallest else _HEAD_AND_ROW + 40
        if not self._headings.waiting and not self._bylines:
            head = [CondPageBreak(need), *head]
        self.add(*head, body, need=need)

    def _keep_label_with_text(self) -> None:
        label = self.flowables.pop()
        self.flowables += [CondPageBreak(self._height_of(label) + _THREE_LINES), label]

    def quote(self, text: str) -> None:
        """Somebody's own words."""
        for paragraph in paragraphs(text):
            marked_up = markup(quoted(paragraph), QUOTE.fontName, QUOTE.fontSize, self.width - 34)
            self.add(Quote(marked_up, QUOTE, self._pulse))

    def norms(self, norms: Sequence[NormNote]) -> None:
        """References to norms, with the reminder that they are no quotations."""
        if not norms:
            return
        self.add(self._prose(_("Rujukan norma"), LABEL))
        self._keep_label_with_text()
        for norm in norms:
            self.add(self._prose(norm_line(norm), ITEM, "§"))
        self.fine(_("Ringkasan acuan, bukan kutipan SNP."))

    # Tables and figures -------------------------------------------------------------------------------------------

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
        if not rows:
            return
        rows, overflow = _without_endless_cells(columns, rows)
        made = tables(columns, rows, self.width, self._pulse, look=look, total=total, row_height=row_height)
        head: list[Flowable] = []
        if caption:
            number = self._headings.next("table")
            named = _("Tabel {number}. {caption}").format(number=number, caption=shortened(caption, _LONGEST_TITLE))
            head = [
                self._anchor(1, named, listed=self.table_list, in_outline=False),
                self._prose(named, TABLE_CAPTION),
            ]
        made[-1].spaceAfter = _GAP
        if len(rows) <= _FEW_ROWS and len(made) == 1:
            self._add_whole(head, made[0])
        else:
            head = head if self._headings.waiting else [CondPageBreak(_HEAD_AND_ROW + 20), *head]
            self.add(*head, *made, need=_HEAD_AND_ROW + 20)
        self.facts(overflow)

    def figures(self, photos: Sequence[Photo]) -> None:
        """Photos with numbered captions, two beside each other where there are several."""
        fresh = [photo for photo in photos if photo.record_id not in self.printed_photos]
        pictures = []
        for photo in fresh:
            self._pulse()
            pictures.append((photo, printable_picture(photo.content)))
        self.printed_photos.update(photo.record_id for photo in fresh)
        for start in range(0, len(pictures), 2):
            self._pulse()
            pair = pictures[start : start + 2]
            room, height = self.width * 0.74, _PHOTO_HEIGHT
            if len(pictures) > 1:
                room, height = (self.width - 16) / 2, _PAIRED_PHOTO_HEIGHT
            cells = [self._figure(photo, content, room, height) for photo, content in pair]
            if len(cells) == 1 and len(pictures) > 1:
                cells.append([])
            widths = [room] if len(cells) == 1 else [(self.width + 16) / 2, (self.width - 16) / 2]
            air = (("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 10))
            self._add_whole([], grid([cells], widths, *air), tallest=PAGE_HEIGHT)

    def _figure(self, photo: Photo, content: bytes, room: float, height: float) -> list[Flowable]:
        caption = shortened(photo.caption, 400)
        named = _("Gambar {number}.").format(number=self._headings.next("figure")) + (f" {caption}" if caption else "")
        made: list[Flowable] = [self._anchor(1, named, listed=self.figure_list, in_outline=False)]
        if content:
            made.append(Picture(content, room, height, self._pulse))
        else:
            made.append(self._prose(_("[foto tidak dapat dibaca]"), FIGURE_CAPTION))
        marked_up = markup(named, FIGURE_CAPTION.fontName, FIGURE_CAPTION.fontSize, room - 8)
        return [*made, Spacer(1, 5), Prose(marked_up, FIGURE_CAPTION, self._pulse)]

    def numbers(self, figures: Sequence[tuple[str, str]]) -> None:
        """The training in large numbers, each with its word."""
        if figures:
            strip = figure_strip(figures, self.width, self._pulse)
            strip.spaceAfter = 14
            self.add(strip)

    def signature(self, lines: Sequence[str], before: str = "") -> None:
        """The lines of a signature, an empty one where somebody signs; ``before`` is the sentence that leads to it."""
        if before:
            self.add(self._prose(before, BODY), need=_ROOM_TO_SIGN)
        cells = [[[Spacer(1, 48)] if not line else [self._prose(line, SIGNATURE)]] for line in lines]
        self.space(14)
        block = grid(cells, [TEXT_WIDTH * 0.52], ("BOTTOMPADDING", (0, 0), (-1, -1), 2), align="RIGHT")
        self.add(KeepTogether([block]))

    def space(self, height: float) -> None:
        """Air."""
        self.flowables.append(Spacer(1, height))


def _without_endless_cells(
    columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> tuple[list[list[str]], list[Fact]]:
    """The rows with the beginnings of texts that are too long for a cell, and those texts whole, to stand below."""
    kept: list[list[str]] = []
    overflow: list[Fact] = []
    for number, row in enumerate(rows, start=1):
        cells = list(row)
        for place, cell in enumerate(cells):
            if len(cell) > _LONGEST_CELL:
                cells[place] = shortened(cell, _BEGINNING) + " " + _("[selengkapnya di bawah tabel]")
                label = _("{heading}, baris {number}").format(heading=columns[place].heading, number=number)
                overflow.append(Fact(label, cell))
        kept.append(cells)
    return kept, overflow
