"""What stands before the first chapter: cover, approval sheet, executive summary, contents."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, FrameBreak, PageBreak, Spacer

from kotaham_desktop.domain.dates import written_period
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.i18n import _, ngettext
from kotaham_desktop.reports.content import About, Fact, ReportContent
from kotaham_desktop.reports.flowables import ContentsLine, Mark, Prose, Rule
from kotaham_desktop.reports.layout import BeginChapter, ReportDocument, switch_to
from kotaham_desktop.reports.progress import Pulse
from kotaham_desktop.reports.story import Story
from kotaham_desktop.reports.styles import (
    ACCENT,
    CONTENTS,
    COVER_LABEL,
    COVER_MARK,
    COVER_PANEL,
    COVER_PANEL_LABEL,
    COVER_TEXT,
    COVER_THEME,
    COVER_TITLES,
    COVER_YEAR,
    DARK_ACCENT,
    FRONT_TITLE,
    PAGE_WIDTH,
    SECTION_PLAIN,
    TEXT_WIDTH,
)
from kotaham_desktop.reports.tables import grid
from kotaham_desktop.reports.telling import Telling
from kotaham_desktop.reports.text import markup, shortened

_TOO_LITTLE = 60
_LONGEST_CONTENTS_TITLE = 110


def edition(audience: Audience) -> str:
    """For whom this copy is, as cover and foot of the page say it."""
    return {
        Audience.TEAM: _("Terbatas untuk tim pelaksana"),
        Audience.PARTICIPANTS: _("Untuk peserta pelatihan"),
        Audience.PUBLIC: _("Edisi publik"),
    }[audience]


def place_line(about: About) -> str:
    """Venue and city."""
    return ", ".join(part for part in (about.venue, about.city) if part)


def host_beside_organisers(about: About) -> str:
    """The host, unless the organisers' line names it already."""
    return "" if about.host.casefold() in about.organisers.casefold() else about.host


def draw_cover(canvas: Canvas, _document: BaseDocTemplate) -> None:
    """The coloured ground of the cover."""
    canvas.saveState()
    canvas.setFillColor(ACCENT)
    canvas.rect(0, 0, PAGE_WIDTH, COVER_PANEL, stroke=0, fill=1)
    canvas.setFillColor(DARK_ACCENT)
    canvas.rect(0, COVER_PANEL - 7, PAGE_WIDTH, 7, stroke=0, fill=1)
    canvas.restoreState()


def cover_facts(about: About) -> list[tuple[str, str]]:
    """When, where and for whom, as the cover tells it."""
    facts = [
        (_("Waktu"), written_period(about.start, about.end)),
        (_("Tempat"), shortened(place_line(about), 160)),
        (_("Tuan rumah"), shortened(about.host, 160)),
    ]
    return [(label, text) for label, text in facts if text]


def cover_title(about: About) -> str:
    """The title as the cover tells it."""
    return shortened(about.title, 420) or _("Pelatihan")


def cover(content: ReportContent, pulse: Pulse) -> list[Flowable]:
    """Title, theme and organisers above; when, where and for whom in the panel below."""
    about = content.about
    title = cover_title(about)
    style = next(style for limit, style in COVER_TITLES if len(title) <= limit)
    upper: list[Flowable] = [
        _line(shortened(about.organisers, 200).upper(), COVER_MARK, pulse) if about.organisers else Spacer(1, 1),
        Spacer(1, 92),
        _line(_("Laporan Kegiatan"), COVER_LABEL, pulse),
        Spacer(1, 10),
        _line(title, style, pulse),
        Spacer(1, 14),
        Rule(58, thick=2.4, accent=True, after=16),
    ]
    if about.theme:
        upper.append(_line(shortened(about.theme, 400), COVER_THEME, pulse))
    shown = cover_facts(about)
    lower: list[Flowable] = []
    if shown:
        cells = [[[_line(label, COVER_PANEL_LABEL, pulse), _line(text, COVER_TEXT, pulse)] for label, text in shown]]
        lower.append(grid(cells, [TEXT_WIDTH / len(shown)] * len(shown), align="LEFT"))
    day = about.end or about.start
    lower += [Spacer(1, 26), _line(str(day.year), COVER_YEAR, pulse)] if day else [Spacer(1, 26)]
    lower.append(_line(edition(content.audience), COVER_PANEL_LABEL, pulse))
    return [*upper, FrameBreak(), *lower]


def approval(telling: Telling, about: About) -> None:
    """The sheet on which the responsible officer signs."""
    telling.front(_("Lembar Pengesahan"))
    telling.facts(
        [
            Fact(_("Judul kegiatan"), about.title),
            Fact(_("Penyelenggara"), about.organisers),
            Fact(_("Tuan rumah"), about.host),
            Fact(_("Waktu"), written_period(about.start, about.end)),
            Fact(_("Tempat"), place_line(about)),
        ]
    )
    telling.space(20)
    telling.line(_("Laporan ini telah diperiksa dan disahkan."))
    telling.signature(signature_lines(about))


def signature_lines(about: About) -> list[str]:
    """Place, office, room to sign (an empty line), name."""
    dots = "." * 44
    day = f"{about.signatory_place or about.city}, {'.' * 30}".lstrip(", ")
    lines = [
        day,
        about.signatory_position or _("Penanggung jawab kegiatan"),
        "",
        about.signatory_name or dots,
        *([_("NIP {number}").format(number=about.signatory_nip)] if about.signatory_nip else []),
    ]
    return [shortened(line, 200) for line in lines]


def summary(telling: Telling, content: ReportContent) -> None:
    """What happened, on one page: a sentence, the figures, the conclusions."""
    about = content.about
    telling.front(_("Ringkasan Eksekutif"))
    telling.line(opening_sentence(content))
    telling.numbers(figures_of(content))
    for heading, text, room in (
        (_("Tujuan"), about.aims, 420),
        (_("Kesimpulan"), about.conclusions, 640),
        (_("Rekomendasi"), about.recommendations, 440),
    ):
        telling.minor(heading)
        telling.numbered(shortened_paragraphs(text, room))


def shortened_paragraphs(text: str, limit: int) -> str:
    """The first paragraphs of a text, about ``limit`` characters of them."""
    kept: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        room = limit - sum(map(len, kept))
        if line and room > (_TOO_LITTLE if kept else 0):
            kept.append(line if len(line) <= room else shortened(line, room))
    return "\n".join(kept)


def opening_sentence(content: ReportContent) -> str:
    """Who held what, when and where, in one sentence with what is known."""
    about = content.about
    sentence = _("{title} diselenggarakan").format(title=about.title or _("Pelatihan"))
    if about.organisers:
        sentence += " " + _("oleh {organisers}").format(organisers=about.organisers)
    if host_beside_organisers(about):
        sentence += " " + _("bersama {host}").format(host=about.host)
    if about.start or about.end:
        sentence += " " + _("pada {dates}").format(dates=written_period(about.start, about.end))
    if place_line(about):
        sentence += " " + _("di {place}").format(place=place_line(about))
    if sentence == _("{title} diselenggarakan").format(title=about.title or _("Pelatihan")):
        return ""
    return sentence + "."


def figures_of(content: ReportContent) -> list[tuple[str, str]]:
    """The training in numbers: only those that are not zero."""
    sessions = sum(1 for day in content.days for session in day.sessions if session.kind != "break")
    counted = [
        (len(content.days), ngettext("hari", "hari", len(content.days))),
        (sessions, ngettext("sesi", "sesi", sessions)),
        (len(content.groups), ngettext("kelompok", "kelompok", len(content.groups))),
        (len(content.cases), ngettext("studi kasus", "studi kasus", len(content.cases))),
        (len(content.experiences), ngettext("pengalaman", "pengalaman", len(content.experiences))),
        (len(content.actions), ngettext("rencana aksi", "rencana aksi", len(content.actions))),
    ]
    figures = [(str(count), label) for count, label in counted if count]
    if content.participant_total not in ("", "0"):
        figures.insert(0, (content.participant_total, _("peserta")))
    return figures


def contents_pages(story: Story, document: ReportDocument, pulse: Pulse) -> list[Flowable]:
    """Contents, list of tables, list of figures: those that have entries."""
    lists = [
        (_("Daftar Isi"), story.contents),
        (_("Daftar Tabel"), story.table_list),
        (_("Daftar Gambar"), story.figure_list),
    ]
    made: list[Flowable] = []
    for title, marks in lists:
        if not marks:
            continue
        if not made:
            made += [switch_to("page"), PageBreak(), BeginChapter(document, title)]
            made.append(_line(title, FRONT_TITLE, pulse))
        else:
            made += [Spacer(1, 20), _line(title, SECTION_PLAIN, pulse)]
        made += [_contents_line(mark, pulse) for mark in marks]
    return made


def _contents_line(mark: Mark, pulse: Pulse) -> Flowable:
    style = CONTENTS[mark.level]
    title = shortened(mark.title, _LONGEST_CONTENTS_TITLE)
    return ContentsLine(mark, markup(title, style.fontName, style.fontSize, TEXT_WIDTH - 50), style, pulse)


def _line(text: str, style: ParagraphStyle, pulse: Pulse) -> Prose:
    return Prose(markup(text, style.fontName, style.fontSize, TEXT_WIDTH), style, pulse)
