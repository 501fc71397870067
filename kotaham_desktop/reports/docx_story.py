"""A report told to a Word document: real headings, tables and captions, no field, no link, no formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph

from kotaham_desktop.i18n import _
from kotaham_desktop.reports import docx_look as look_of
from kotaham_desktop.reports.content import Fact, NormNote, Photo
from kotaham_desktop.reports.docx_tables import word_table
from kotaham_desktop.reports.flowables import plain_jpeg
from kotaham_desktop.reports.headings import (
    CHAPTER_LEVEL,
    SECTION_LEVEL,
    NumberedHeading,
    ToldHeadings,
)
from kotaham_desktop.reports.progress import Pulse
from kotaham_desktop.reports.tables import NORMAL, Column, TableLook
from kotaham_desktop.reports.telling import norm_line, quoted, short_and_long
from kotaham_desktop.reports.text import is_right_to_left, list_item, one_line, paragraphs, shortened

_LONGEST_TITLE = 300
_PHOTO_SHARE = 0.66
_LEAST_TO_SIGN = 42.0


class DocxStory(ToldHeadings):
    """Writes one thing after another to the end of a document; a ``Telling``."""

    def __init__(self, document: WordDocument, pulse: Pulse) -> None:
        super().__init__()
        self._document = document
        self._pulse = pulse
        self._printed_photos: set[str] = set()

    @property
    def printed_photos(self) -> set[str]:
        """The ids of the photos that were shown so far."""
        return self._printed_photos

    # Headings -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write what still waits."""
        if self._bylines:
            self._arrive()

    def _arrive(self) -> None:
        """Something follows: write the headings that wait for it."""
        self._pulse()
        for heading in self._headings.arrive():
            self._write_heading(heading)
        bylines, self._bylines = self._bylines, []
        for text in bylines:
            self._paragraph(text, look_of.FINE).paragraph_format.keep_with_next = True

    def _write_heading(self, heading: NumberedHeading) -> None:
        if heading.level <= SECTION_LEVEL:
            self._turn(landscape=heading.landscape)
        title = shortened(heading.title, _LONGEST_TITLE)
        paragraph = self._document.add_paragraph(style=look_of.HEADINGS[heading.level])
        if heading.mark and heading.level == CHAPTER_LEVEL:
            # One paragraph, so that Word's list of headings shows the chapter's number with its title.
            mark = paragraph.add_run(heading.mark)
            mark.font.size, mark.font.color.rgb = Pt(10), look_of.ACCENT
            mark.add_break()
        paragraph.add_run(f"{heading.mark} {title}" if heading.mark and heading.level != CHAPTER_LEVEL else title)
        _read_from_the_right(paragraph, title)

    def _turn(self, *, landscape: bool) -> None:
        """Turn the paper, where it lies the other way."""
        page = self._document.sections[-1]
        if landscape is (page.orientation == WD_ORIENT.LANDSCAPE):
            return
        turned = self._document.add_section(WD_SECTION.NEW_PAGE)
        turned.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        turned.page_width, turned.page_height = page.page_height, page.page_width

    @property
    def width(self) -> int:
        """The room of a line, in the units of the format."""
        page = self._document.sections[-1]
        sides = (page.page_width or 0, page.left_margin or 0, page.right_margin or 0)
        return int(sides[0]) - int(sides[1]) - int(sides[2])

    # Text ---------------------------------------------------------------------------------------------------------

    def _paragraph(self, text: str, style: str = look_of.BODY) -> Paragraph:
        words = one_line(text)
        paragraph = self._document.add_paragraph(words, style=style)
        _read_from_the_right(paragraph, words)
        return paragraph

    def _item(self, mark: str, text: str) -> None:
        words = one_line(text)
        paragraph = self._document.add_paragraph(style=look_of.ITEM)
        paragraph.add_run(mark).add_tab()
        paragraph.add_run(words)
        _read_from_the_right(paragraph, words)

    def text(self, text: str) -> None:
        """Paragraphs of a long text; what its writer typed as a list is set as one."""
        for paragraph in paragraphs(text):
            self._arrive()
            item = list_item(paragraph)
            if item:
                self._item(item[0] if item[0].isascii() else "•", item[1])
            else:
                self._paragraph(paragraph)

    def line(self, text: str) -> None:
        """One paragraph."""
        if one_line(text):
            self._arrive()
            self._paragraph(text)

    def fine(self, text: str) -> None:
        """A quiet remark."""
        if one_line(text):
            self._arrive()
            self._paragraph(text, look_of.FINE)

    def numbered(self, text: str) -> None:
        """The lines of a text as a numbered list, or as one paragraph where there is only one."""
        lines = list(paragraphs(text))
        if len(lines) == 1:
            self.text(text)
            return
        for number, entry in enumerate(lines, start=1):
            self._arrive()
            item = list_item(entry)
            self._item(f"{number}.", item[1] if item else entry)

    def facts(self, facts: Sequence[Fact]) -> None:
        """Labelled texts: short ones together side by side with their labels, then long ones under theirs."""
        short, long = short_and_long(facts)
        self.pairs([(fact.label, fact.text) for fact in short])
        for fact in long:
            self._arrive()
            self._paragraph(fact.label, look_of.LABEL)
            self.text(fact.text)

    def quote(self, text: str) -> None:
        """Somebody's own words."""
        for paragraph in paragraphs(text):
            self._arrive()
            self._paragraph(quoted(paragraph), look_of.QUOTE)

    def norms(self, norms: Sequence[NormNote]) -> None:
        """References to norms, with the reminder that they are no quotations."""
        if not norms:
            return
        self._arrive()
        self._paragraph(_("Rujukan norma"), look_of.LABEL)
        for norm in norms:
            self._item("§", norm_line(norm))
        self.fine(_("Ringkasan acuan, bukan kutipan SNP."))

    # Tables and figures -------------------------------------------------------------------------------------------

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Labels and short texts side by side."""
        if rows:
            self._arrive()
            columns = [Column("", 0.27, strong=True), Column("", 0.73)]
            self._add_table(word_table(columns, rows, self.width, NORMAL, self._pulse, has_head=False))

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
        self._arrive()
        if caption:
            number = self._headings.next("table")
            named = _("Tabel {number}. {caption}").format(number=number, caption=shortened(caption, _LONGEST_TITLE))
            self._paragraph(named, look_of.CAPTION)
        self._add_table(word_table(columns, rows, self.width, look, self._pulse, total=total, row_height=row_height))

    def _add_table(self, table: Any) -> None:  # noqa: ANN401 - an lxml element, which carries no types
        # A paragraph must stand between two tables, or Word makes one of them; it is their distance too.
        after = self._document.add_paragraph(style=look_of.AFTER_TABLE)
        after._p.addprevious(table)  # noqa: SLF001 - the library offers no way to place a table of ours

    def figures(self, photos: Sequence[Photo]) -> None:
        """Photos with numbered captions; one that was shown before is not shown again."""
        for photo in photos:
            if photo.record_id in self._printed_photos:
                continue
            self._printed_photos.add(photo.record_id)
            self._arrive()
            caption = shortened(photo.caption, 400)
            named = _("Gambar {number}.").format(number=self._headings.next("figure"))
            self._picture(photo.content, caption or named)
            below = self._paragraph(f"{named} {caption}" if caption else named, look_of.CAPTION)
            below.paragraph_format.keep_with_next = False

    def _picture(self, content: bytes, description: str) -> None:
        picture = plain_jpeg(content)
        if not picture:
            self._paragraph(_("[foto tidak dapat dibaca]"), look_of.FINE)
            return
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(picture), width=Emu(int(self.width * _PHOTO_SHARE)))
        tallest = int(self.width * _PHOTO_SHARE)
        if shape.height > tallest:
            shape.width, shape.height = Emu(int(shape.width * tallest / shape.height)), Emu(tallest)
        shape._inline.docPr.set("descr", one_line(description))  # noqa: SLF001 - read aloud; the library has no setter
        for element in shape._inline.iter():  # noqa: SLF001 - python-docx offers no other way in
            if element.get("name"):
                element.set("name", _("Gambar"))

    def numbers(self, figures: Sequence[tuple[str, str]]) -> None:
        """The training in large numbers, each with its word."""
        if not figures:
            return
        self._arrive()
        columns = [Column("") for _figure in figures]
        rows = [[number for number, _word in figures], [word for _number, word in figures]]
        styles = [look_of.NUMBER, look_of.FINE]
        self._add_table(word_table(columns, rows, self.width, NORMAL, self._pulse, has_head=False, row_styles=styles))

    def signature(self, lines: Sequence[str], before: str = "") -> None:
        """The lines of a signature, an empty one where somebody signs; ``before`` is the sentence that leads to it."""
        self.line(before)
        self._arrive()
        for place, line in enumerate(lines):
            paragraph = self._paragraph(line)
            shape = paragraph.paragraph_format
            shape.left_indent, shape.space_after = Emu(self.width // 2), Pt(0)
            shape.keep_with_next = place < len(lines) - 1
            if not line:
                shape.space_before = Pt(_LEAST_TO_SIGN)

    def space(self, height: float) -> None:
        """Air."""
        self._arrive()
        self._document.add_paragraph().paragraph_format.space_after = Pt(height)

    def cover_line(self, text: str, style: str) -> None:
        """One line of the cover."""
        if one_line(text):
            self._paragraph(text, style)


def _read_from_the_right(paragraph: Paragraph, text: str) -> None:
    """Set a paragraph of Arabic script from the right, as it is read."""
    if not is_right_to_left(text):
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # in such a paragraph the left is where a line begins
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library knows no direction
    shape.insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for run in paragraph.runs:
        run.font.rtl = True
