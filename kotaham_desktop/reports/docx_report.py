"""The activity report as a Word document, for people who must edit it; says of itself its title and nothing more."""

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument

from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports import docx_look as look_of
from kotaham_desktop.reports import front_matter, outline
from kotaham_desktop.reports.content import ReportContent
from kotaham_desktop.reports.docx_story import DocxStory
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.text import one_line, shortened

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CORE_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>{language}</dc:language>'
    "</cp:coreProperties>"
)


def build(
    content: ReportContent,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _fraction: None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """The DOCX of the activity report: what the PDF of the same choices says; raises ``ReportCancelled``.

    Equal content gives equal bytes. Contents and page numbers are Word's own business: they would be fields.
    """
    pulse = Pulse(progress, cancelled)
    with language(options.language):
        title = shortened(_("Laporan Kegiatan: {title}").format(title=front_matter.cover_title(content.about)), 300)
        document = look_of.empty_document(options.language)
        _tell(document, content, options, pulse)
        pulse.reach(0.9)
        written = _neutral(document, title, options.language)
    pulse.finish()
    return written


def _tell(document: WordDocument, content: ReportContent, options: ReportOptions, pulse: Pulse) -> None:
    story = DocxStory(document, pulse)
    _cover(story, content)
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles[look_of.FINE]
    foot.text = one_line(front_matter.edition(content.audience))
    outline.tell_front(story, content, options)
    outline.tell_body(story, content, options, pulse)
    story.finish()


def _cover(story: DocxStory, content: ReportContent) -> None:
    about = content.about
    story.cover_line(shortened(about.organisers, 200).upper(), look_of.FINE)
    story.cover_line(_("Laporan Kegiatan"), look_of.COVER_LABEL)
    story.cover_line(front_matter.cover_title(about), look_of.TITLE)
    story.cover_line(shortened(about.theme, 400), look_of.SUBTITLE)
    story.pairs(front_matter.cover_facts(about))
    story.cover_line(front_matter.edition(content.audience), look_of.FINE)


def _neutral(document: WordDocument, title: str, spoken: str) -> bytes:
    """The file without maker, machine and time, in its parts and in the zip around them."""
    look_of.without_revision_ids(document.element)
    saved, target = io.BytesIO(), io.BytesIO()
    document.save(saved)
    core = _CORE_PROPERTIES.format(title=escape(title), language=escape(spoken)).encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, core if name == _CORE else source.read(name))
    return target.getvalue()
