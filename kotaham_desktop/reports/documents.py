"""The one door to all documents: content and choices in, a PDF or a DOCX out."""

from collections.abc import Callable

from kotaham_desktop.reports import laporan, ringkasan
from kotaham_desktop.reports.content import ReportContent
from kotaham_desktop.reports.options import ReportKind, ReportOptions
from kotaham_desktop.reports.progress import never


def build_report(
    content: ReportContent,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _fraction: None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """The PDF of the chosen kind; needs no open file, so it can run on any thread. Raises ``ReportCancelled``."""
    build = laporan.build if options.kind is ReportKind.LAPORAN else ringkasan.build
    return build(content, options, progress=progress, cancelled=cancelled)


def build_word_report(
    content: ReportContent,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _fraction: None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """The activity report as DOCX; as free of any open file as the PDF. Raises ``ReportCancelled``."""
    # The library for Word takes a tenth of a second to import; the PDF does without it.
    from kotaham_desktop.reports import docx_report  # noqa: PLC0415 - late: start-up

    return docx_report.build(content, options, progress=progress, cancelled=cancelled)
