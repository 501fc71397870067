"""The summary (ringkasan): what a training was and led to, on two pages at most, whatever its length."""

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

from kotaham_desktop.domain.dates import written_period
from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports import fonts, styles
from kotaham_desktop.reports.content import Photo, ReportContent
from kotaham_desktop.reports.flowables import Picture, Prose, printable_picture
from kotaham_desktop.reports.front_matter import edition, figures_of, host_beside_organisers, place_line
from kotaham_desktop.reports.layout import draw_line, new_document
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.tables import SMALL, Column, figure_strip, grid, tables
from kotaham_desktop.reports.text import list_item, markup, one_line, paragraphs, shortened

MOST_PAGES = 2

_GENEROSITIES = (1.0, 0.88, 0.77, 0.68, 0.6, 0.52, 0.44, 0.36, 0.28, 0.2, 0.1, 0.04)
"""How much of every text is told; the first that fits on two pages is taken."""
_SIDE = 22 * 2.8346
_WIDTH = styles.PAGE_WIDTH - 2 * _SIDE
_BAND = 10.0
_PHOTOS = 3


def build(
    content: ReportContent,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _fraction: None,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """The PDF of one or two pages; raises ``ReportCancelled``."""
    pulse = Pulse(progress, cancelled)
    with language(options.language):
        fonts.load_fonts()
        pictures = _pictures(content) if options.has("photos") else []
        written = b""
        for attempt, generosity in enumerate(_GENEROSITIES):
            pulse.reach(attempt / len(_GENEROSITIES))
            written, pages = _written(content, options, pictures, generosity, pulse)
            if pages <= MOST_PAGES:
                break
    pulse.finish()
    return written


def _written(
    content: ReportContent,
    options: ReportOptions,
    pictures: Sequence[tuple[Photo, bytes]],
    generosity: float,
    pulse: Pulse,
) -> tuple[bytes, int]:
    """The file and its number of pages."""
    output = BytesIO()
    title = one_line(content.about.title) or _("Pelatihan")
    document = new_document(output, shortened(_("Ringkasan: {title}").format(title=title), 300), options.language)
    foot = f"{edition(content.audience)} · {shortened(title, 70)}"

    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(styles.ACCENT)
        canvas.rect(0, styles.PAGE_HEIGHT - _BAND, styles.PAGE_WIDTH, _BAND, stroke=0, fill=1)
        draw_line(canvas, _SIDE, 34, foot)
        draw_line(canvas, styles.PAGE_WIDTH - _SIDE, 34, str(canvas.getPageNumber()), from_right=True)
        canvas.restoreState()

    frame = Frame(_SIDE, 50, _WIDTH, styles.PAGE_HEIGHT - 50 - 44, 0, 0, 0, 0, id="page")
    document.addPageTemplates([PageTemplate("page", [frame], onPage=draw)])
    document.build(_told(content, options, pictures, generosity, pulse))
    return output.getvalue(), document.page


def _told(
    content: ReportContent,
    options: ReportOptions,
    pictures: Sequence[tuple[Photo, bytes]],
    generosity: float,
    pulse: Pulse,
) -> list[Flowable]:
    about = content.about
    teller = _Teller(pulse, generosity)
    when = " · ".join(part for part in (written_period(about.start, about.end), place_line(about)) if part)
    who = " · ".join(part for part in (about.organisers, host_beside_organisers(about)) if part)
    teller.line(_("Ringkasan kegiatan"), styles.COVER_LABEL)
    title = teller.head(about.title, 230) or _("Pelatihan")
    teller.line(title, styles.SUMMARY_TITLE if len(title) <= _SHORT_TITLE else styles.SUMMARY_LONG_TITLE)
    teller.line(teller.head(about.theme, 240), styles.SUMMARY_THEME)
    teller.line(teller.head(when, 200), styles.SUMMARY_FACT)
    teller.line(teller.head(who, 240), styles.SUMMARY_FACT)
    figures = figures_of(content)
    if figures:
        teller.made += [Spacer(1, 8), figure_strip(figures, _WIDTH, pulse), Spacer(1, 6)]
    if options.has("aims"):
        teller.points(_("Tujuan"), about.aims, 700)
    if options.has("results"):
        teller.points(_("Hasil pokok"), about.conclusions, 1500)
        decisions = "\n".join(note.text for note in content.notes if note.kind == "decision")
        teller.points(_("Keputusan"), decisions, 700)
        teller.titles(_("Studi kasus"), [case.title for case in content.cases])
        teller.titles(_("Pengalaman dan pembelajaran"), [each.title for each in content.experiences])
    if options.has("recommendations"):
        teller.points(_("Rekomendasi"), about.recommendations, 1000)
    if options.has("actions"):
        teller.actions(content)
    teller.photos(pictures)
    return teller.made


_SHORT_TITLE = 90


class _Teller:
    """Collects the summary's flowables, each text cut to its share."""

    def __init__(self, pulse: Pulse, generosity: float) -> None:
        self.made: list[Flowable] = []
        self._pulse = pulse
        self._generosity = generosity

    def cut(self, text: str, limit: int) -> str:
        """One line of at most its share of ``limit`` characters."""
        return shortened(text, max(8, int(limit * self._generosity)))

    def head(self, text: str, limit: int) -> str:
        """One line of what stands at the top, which is told whole unless even the tightest page is too small."""
        return shortened(text, limit) if self._generosity >= _TIGHT else self.cut(text, limit)

    def prose(self, text: str, style: ParagraphStyle, bullet: str = "", width: float = _WIDTH) -> Prose:
        """A paragraph."""
        return Prose(markup(text, style.fontName, style.fontSize, width), style, self._pulse, bullet)

    def line(self, text: str, style: ParagraphStyle) -> None:
        """One paragraph, where there is something to say."""
        if one_line(text):
            self.made.append(self.prose(text, style))

    def heading(self, title: str, need: float = 62) -> None:
        """The heading of a block, which stays with what follows."""
        self.made += [CondPageBreak(need), self.prose(title, styles.SUMMARY_HEADING)]

    def points(self, title: str, text: str, limit: int) -> None:
        """A block of points: the first paragraphs of a text, within its share."""
        room = int(limit * self._generosity)
        entries = list(paragraphs(text))
        if not entries or room <= 0:
            return
        self.heading(title)
        for entry in entries:
            item = list_item(entry)
            words = item[1] if item else entry
            self.made.append(self.prose(shortened(words, max(room, 8)), styles.SUMMARY_ITEM, "•"))
            room -= len(words)
            if room <= _TOO_LITTLE:
                break

    def titles(self, title: str, entries: Sequence[str]) -> None:
        """A block of the first few titles, and how many more there are."""
        if not entries:
            return
        self.heading(title)
        for entry in entries[:_MOST_TITLES]:
            self.made.append(self.prose(self.head(entry, 140), styles.SUMMARY_ITEM, "•"))
        left_out = len(entries) - _MOST_TITLES
        if left_out > 0:
            self.line(_("Ditambah {n} lainnya dalam laporan lengkap.").format(n=left_out), styles.FINE)

    def actions(self, content: ReportContent) -> None:
        """The first items of the action plan, and how many more there are."""
        most = max(1, int(_MOST_ACTIONS * self._generosity))
        rows = [
            (
                str(number),
                self.head(action.get("activity", ""), 130),
                self.head(action.get("owner", ""), 80),
                self.head(action.get("deadline", ""), 40),
                self.head(action.get("indicator", ""), 100),
            )
            for number, action in enumerate(content.actions[:most], start=1)
        ]
        if not rows:
            return
        self.heading(_("Rencana tindak lanjut"), 130)
        columns = [
            Column(_("No"), 0.3),
            Column(_("Kegiatan konkret"), 2.6, strong=True),
            Column(_("Penanggung jawab"), 1.5),
            Column(_("Tenggat"), 0.9),
            Column(_("Indikator dan target"), 1.8),
        ]
        used = [place for place in range(len(columns)) if any(row[place] for row in rows)]
        shown = [[row[place] for place in used] for row in rows]
        self.made += tables([columns[place] for place in used], shown, _WIDTH, self._pulse, look=SMALL)
        left_out = len(content.actions) - len(rows)
        if left_out > 0:
            self.made.append(Spacer(1, 4))
            self.line(_("Ditambah {n} kegiatan lain dalam laporan lengkap.").format(n=left_out), styles.FINE)

    def photos(self, pictures: Sequence[tuple[Photo, bytes]]) -> None:
        """A strip of photos with their captions."""
        if not pictures:
            return
        room = (_WIDTH - 12 * (len(pictures) - 1)) / len(pictures) if len(pictures) > 1 else _WIDTH * 0.5
        cells: list[list[Flowable]] = [
            [
                Picture(content, room, 112, self._pulse),
                Spacer(1, 4),
                self.prose(self.head(photo.caption, 90), styles.FIGURE_CAPTION, width=room),
            ]
            for photo, content in pictures
        ]
        widths = [room + 12] * (len(cells) - 1) + [room]
        self.made += [Spacer(1, 12), grid([cells], widths, align="LEFT")]


_TOO_LITTLE = 30
_TIGHT = 0.28
_MOST_ACTIONS = 10
_MOST_TITLES = 5


def _pictures(content: ReportContent) -> list[tuple[Photo, bytes]]:
    """The first photos that can be printed, those of the training as a whole before others."""
    sessions = (session for day in content.days for session in day.sessions)
    candidates = [*content.photos, *(photo for session in sessions for photo in session.companions.photos)]
    found: list[tuple[Photo, bytes]] = []
    for photo in candidates[: _PHOTOS * 4]:
        printable = printable_picture(photo.content)
        if printable and len(found) < _PHOTOS:
            found.append((photo, printable))
    return found
