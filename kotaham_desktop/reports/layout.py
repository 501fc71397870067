"""The document: page frames, running heads, page numbers, outline, metadata, progress."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from kotaham_desktop.reports import fonts
from kotaham_desktop.reports.flowables import Mark
from kotaham_desktop.reports.numbering import roman
from kotaham_desktop.reports.progress import Pulse
from kotaham_desktop.reports.styles import (
    BOTTOM,
    LANDSCAPE_MARGIN,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SECOND_INK,
    TOP,
)
from kotaham_desktop.reports.text import plain_runs, shortened

_PRODUCER = "Kota HAM Desktop"
_HEAD_SIZE = 7.6
_TOLD, _LAID_OUT = 0.35, 0.97
"""Progress when all is told and waits for its pages, and when only the file is left to be put together."""
_FOOT = 13 * mm


class ReportDocument(BaseDocTemplate):
    """One PDF; front pages count in roman numbers, the body from the first chapter on in arabic ones."""

    def __init__(self, *, title: str, running_title: str, edition: str, language: str, pulse: Pulse) -> None:
        self.output = BytesIO()
        super().__init__(self.output, **document_facts(title, language))
        self._running_title = running_title
        self._edition = edition
        self._pulse = pulse
        self._story: list[Flowable] = []
        self._flowables = 0
        self.chapter = ""
        self._fresh_page = False
        self._body_starts_at = 0
        self._pages: dict[str, int] = {}
        self.addPageTemplates(
            [
                _template("page", PAGE_WIDTH, PAGE_HEIGHT, LEFT, RIGHT, TOP, BOTTOM, self._draw_page),
                _template(
                    "landscape",
                    PAGE_HEIGHT,
                    PAGE_WIDTH,
                    LANDSCAPE_MARGIN,
                    LANDSCAPE_MARGIN,
                    LANDSCAPE_MARGIN + 8,
                    LANDSCAPE_MARGIN,
                    self._draw_page,
                ),
            ]
        )

    def begin_with(self, template: str) -> None:
        """The first page is of this kind."""
        self._firstPageTemplateIndex = [each.id for each in self.pageTemplates].index(template)

    def write(self, story: list[Flowable]) -> bytes:
        """The file's bytes; raises ``ReportCancelled``."""
        self._story = story
        self._flowables = len(story)
        self.build(story)
        return self.output.getvalue()

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Place one flowable, and tell how many are left."""
        if flowables is self._story:
            told = 1 - len(flowables) / max(self._flowables, 1)
            self._pulse.reach(_TOLD + (_LAID_OUT - _TOLD) * told)
        self._pulse()
        super().handle_flowable(flowables)

    def arrive(self, mark: Mark, page: int) -> None:
        """Note on which page a mark stands."""
        self._pages[mark.key] = page

    def begin_body(self, page: int) -> None:
        """The first chapter stands on this page; it becomes page 1."""
        if not self._body_starts_at:
            self._body_starts_at = page
            self.canv.addPageLabel(0, style="ROMAN_LOWER", start=1)
            self.canv.addPageLabel(page - 1, style="ARABIC", start=1)

    def begin_chapter(self, title: str) -> None:
        """A chapter opens on this page, whose own title makes a running head needless."""
        self.chapter = title
        self._fresh_page = True

    def page_label(self, page: int) -> str:
        """The number printed on a page."""
        if self._body_starts_at and page >= self._body_starts_at:
            return str(page - self._body_starts_at + 1)
        return roman(page)

    def labels(self) -> dict[str, str]:
        """The printed page number of every mark."""
        return {key: self.page_label(page) for key, page in self._pages.items()}

    def _draw_page(self, canvas: Canvas, _doc: BaseDocTemplate) -> None:
        width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - it has no reader
        left, right = (LEFT, RIGHT) if width < height else (LANDSCAPE_MARGIN, LANDSCAPE_MARGIN)
        canvas.saveState()
        if not self._fresh_page:
            baseline = height - (TOP if width < height else LANDSCAPE_MARGIN) + 22
            draw_line(canvas, left, baseline, shortened(self._running_title, 78))
            draw_line(canvas, width - right, baseline, shortened(self.chapter, 44), from_right=True)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(left, baseline - 6, width - right, baseline - 6)
        draw_line(canvas, left, _FOOT, self._edition)
        canvas.setFont(fonts.SANS_MEDIUM, 8.6)
        canvas.drawRightString(width - right, _FOOT, self.page_label(canvas.getPageNumber()))
        canvas.restoreState()
        self._fresh_page = False


def document_facts(title: str, language: str) -> dict[str, Any]:
    """What every PDF says of itself: its title and language, and of its making nothing but the program's name."""
    return {
        "pagesize": (PAGE_WIDTH, PAGE_HEIGHT),
        "title": title,
        "author": "",
        "subject": "",
        "creator": _PRODUCER,
        "producer": _PRODUCER,
        "keywords": [],
        "lang": language,
        "invariant": 1,
        "displayDocTitle": True,
        "initialFontName": fonts.BODY,
        "pageCompression": 1,
    }


def new_document(output: BytesIO, title: str, language: str) -> BaseDocTemplate:
    """A plain document with our metadata, for reports with pages of their own."""
    return BaseDocTemplate(output, **document_facts(title, language))


class BeginBody(Flowable):
    """Takes no room; makes the page on which it stands page 1."""

    def __init__(self, document: ReportDocument) -> None:
        super().__init__()
        self._document = document

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Count from here."""
        self._document.begin_body(self.canv.getPageNumber())


class BeginChapter(Flowable):
    """Takes no room; names the chapter for the running heads of the pages that follow."""

    def __init__(self, document: ReportDocument, title: str) -> None:
        super().__init__()
        self._document = document
        self._title = title

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Name it."""
        self._document.begin_chapter(self._title)


def draw_line(
    canvas: Canvas, x: float, y: float, text: str, *, from_right: bool = False, size: float = _HEAD_SIZE
) -> None:
    """Draw one quiet line of any script without paragraphs."""
    runs = plain_runs(text, fonts.SANS)
    width = sum(fonts.text_width(run, font, size) for font, run in runs)
    x = x - width if from_right else x
    canvas.setFillColor(SECOND_INK)
    for font, run in runs:
        canvas.setFont(font or fonts.SANS, size)
        canvas.drawString(x, y, run)
        x += fonts.text_width(run, font or fonts.SANS, size)


def switch_to(template: str) -> Flowable:
    """From the next page on, use this kind of page: ``cover``, ``page`` or ``landscape``."""
    return NextPageTemplate(template)


def _template(
    name: str,
    width: float,
    height: float,
    left: float,
    right: float,
    top: float,
    bottom: float,
    draw: Callable[[Canvas, BaseDocTemplate], None] | None = None,
) -> PageTemplate:
    frame = Frame(left, bottom, width - left - right, height - top - bottom, 0, 0, 0, 0, id=name)
    if draw is None:
        return PageTemplate(name, [frame], pagesize=(width, height))
    return PageTemplate(name, [frame], onPageEnd=draw, pagesize=(width, height))
