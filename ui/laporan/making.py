"""Making a report and drawing its pages beside the window, from paths, choices and bytes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kotaham_desktop.domain.placeholders import unfilled_places
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.reports.options import ReportOptions
from ui.background import Background, Progress, Task, WorkCancelledError

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A finished PDF with its choices, how many records its audience does not see, and what a template left open."""

    options: ReportOptions
    content: bytes
    pages: tuple[tuple[float, float], ...]
    withheld: int
    unfilled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as pixels, four bytes each (blue, green, red, padding)."""

    index: int
    width: int
    height: int
    stride: int
    pixels: bytes


def make_report(path: Path, key: "Key | None", options: ReportOptions) -> Callable[[Progress], MadeReport]:
    """The work of making the report of a file that is on the disk; it reads through a connection of its own."""

    def work(progress: Progress) -> MadeReport:
        # Reading and laying out load the engine of the report, which the window does without until somebody asks.
        from kotaham_desktop.application.report_commands import build_report, withheld_records  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.reports.progress import ReportCancelled  # noqa: PLC0415 - late: start-up

        with Workshop.open(path, read_only=True, key=key) as workshop:
            try:
                content = build_report(workshop, options, progress=progress, cancelled=lambda: progress.is_cancelled)
            except ReportCancelled:
                raise WorkCancelledError from None
            withheld = withheld_records(workshop, options.audience)
            unfilled = unfilled_places([workshop.record(WORKSHOP_ID), *workshop.records("agenda_item")])
        drawing = PageDrawing(content)
        try:
            return MadeReport(options, content, drawing.page_sizes(), withheld, unfilled)
        finally:
            drawing.close()

    return work


_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time in the whole process."""


class PageDrawing:
    """Draws the pages of one PDF; safe to call from any thread. Call ``close``: no other thread may draw meanwhile."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None
        self._is_closed = False

    def _opened(self) -> Any:  # noqa: ANN401 - pypdfium2 carries no types
        if self._is_closed:
            raise WorkCancelledError
        if self._document is None:
            from pypdfium2 import PdfDocument  # noqa: PLC0415 - late, for a fast start

            self._document = PdfDocument(self._content)
        return self._document

    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points."""
        with _PDFIUM:
            document = self._opened()
            return tuple(document.get_page_size(index) for index in range(len(document)))

    def draw(self, index: int, scale: float) -> DrawnPage:
        """One page, ``scale`` pixels a point; raises ``WorkCancelledError`` once it is closed."""
        with _PDFIUM:
            page = self._opened()[index]
            try:
                bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                drawn = DrawnPage(index, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                bitmap.close()
            finally:
                page.close()
        return drawn

    def close(self) -> None:
        """Let the document go."""
        with _PDFIUM:
            self._is_closed = True
            if self._document is not None:
                self._document.close()
                self._document = None


class PageDrawer:
    """Draws the pages of the report that is shown, beside the window; what is asked of an earlier one never comes."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._drawing: PageDrawing | None = None
        self._tasks: list[Task[DrawnPage]] = []

    def show(self, content: bytes | None) -> None:
        """Draw this PDF from now on."""
        self.close()
        self._drawing = PageDrawing(content) if content is not None else None

    def ask(self, index: int, scale: float, on_drawn: Callable[[DrawnPage], None]) -> None:
        """Draw a page, ``scale`` pixels a point; one that cannot be drawn stays white, and the bug is reported."""
        drawing = self._drawing
        if drawing is None:
            return

        def work(progress: Progress) -> DrawnPage:
            progress(0)
            return drawing.draw(index, scale)

        def drawn(page: DrawnPage) -> None:
            self._tasks.remove(task)
            on_drawn(page)

        task = self._background.run(work, drawn, lambda _error: self._tasks.remove(task))
        self._tasks.append(task)

    def close(self) -> None:
        """Give up what was asked; touches no widget, so it may be called when they are gone."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        if self._drawing is not None:
            self._drawing.close()
            self._drawing = None
