"""The activity report (Laporan Kegiatan): cover, contents, chapters I to IV, annexes."""

from collections.abc import Callable

from reportlab.platypus import PageTemplate
from reportlab.platypus.frames import Frame

from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports import front_matter, outline
from kotaham_desktop.reports.content import ReportContent
from kotaham_desktop.reports.flowables import Stamps
from kotaham_desktop.reports.fonts import load_fonts
from kotaham_desktop.reports.layout import ReportDocument
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.story import Story
from kotaham_desktop.reports.styles import COVER_PANEL, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TEXT_WIDTH, TOP
from kotaham_desktop.reports.text import one_line, shortened


def build(
    content: ReportContent,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _fraction: None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """The PDF; ``progress`` gets 0 to 1, ``cancelled`` is asked several times a second (raises ``ReportCancelled``)."""
    pulse = Pulse(progress, cancelled)
    with language(options.language):
        load_fonts()
        title = one_line(content.about.title) or _("Pelatihan")
        document = ReportDocument(
            title=shortened(_("Laporan Kegiatan: {title}").format(title=title), 300),
            running_title=title,
            edition=front_matter.edition(content.audience),
            language=options.language,
            pulse=pulse,
        )
        document.addPageTemplates([_cover_template()])
        document.begin_with("cover")
        made = _told(document, content, options, pulse).flowables
        written = document.write(made)
    pulse.finish()
    return written


def _told(document: ReportDocument, content: ReportContent, options: ReportOptions, pulse: Pulse) -> Story:
    story = Story(document, pulse)
    story.flowables += front_matter.cover(content, pulse)
    outline.tell_front(story, content, options)
    front_ends_at = len(story.flowables)
    outline.tell_body(story, content, options, pulse)
    story.finish()
    if options.has("contents"):
        story.flowables[front_ends_at:front_ends_at] = front_matter.contents_pages(story, document, pulse)
        marks = (*story.contents, *story.table_list, *story.figure_list)
        story.flowables.append(Stamps(document.labels, {mark.key: mark.level for mark in marks}))
    return story


def _cover_template() -> PageTemplate:
    upper = Frame(LEFT, COVER_PANEL + 8, TEXT_WIDTH, PAGE_HEIGHT - COVER_PANEL - TOP - 8, 0, 0, 0, 0, id="upper")
    lower = Frame(LEFT, 12, PAGE_WIDTH - LEFT - RIGHT, COVER_PANEL - 46, 0, 0, 0, 0, id="lower")
    return PageTemplate("cover", [upper, lower], onPage=front_matter.draw_cover, pagesize=(PAGE_WIDTH, PAGE_HEIGHT))
