"""The person sheet as PDF: what is held about one person, in an order that this person can read."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

from kotaham_desktop.domain.dates import parse_date, written_date, written_time
from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.person_sheet import RELATION_LABELS, ChangeLine, Holding, PersonSheet, Relation
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, language, ngettext
from kotaham_desktop.reports import fonts, styles
from kotaham_desktop.reports.flowables import Picture, Prose, printable_picture
from kotaham_desktop.reports.layout import draw_line, new_document
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.tables import SMALL, Column, pairs, tables
from kotaham_desktop.reports.text import markup, one_line, paragraphs, shortened

_PICTURE_WIDTH, _PICTURE_HEIGHT = 220.0, 170.0
_LONG = 90
"""Texts longer than this stand below their label."""


def build(sheet: PersonSheet, report_language: str) -> bytes:
    """The PDF of a sheet."""
    pulse = Pulse(lambda _share: None, never)
    with language(report_language):
        fonts.load_fonts()
        output = BytesIO()
        title = _("Lembar data: {who}").format(who=_who(sheet))
        document = new_document(output, shortened(title, 200), report_language)
        foot = shortened(_("{title} · rahasia, hanya untuk orang yang bersangkutan").format(title=title), 110)

        def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
            canvas.saveState()
            draw_line(canvas, styles.LEFT, 34, foot)
            draw_line(canvas, styles.PAGE_WIDTH - styles.RIGHT, 34, str(canvas.getPageNumber()), from_right=True)
            canvas.restoreState()

        height = styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM
        frame = Frame(styles.LEFT, styles.BOTTOM, styles.TEXT_WIDTH, height, 0, 0, 0, 0, id="page")
        document.addPageTemplates([PageTemplate("page", [frame], onPage=draw)])
        document.build(_Sheet(sheet, pulse).told())
        return output.getvalue()


def _who(sheet: PersonSheet) -> str:
    return one_line(" · ".join(filter(None, (*sheet.codes, sheet.name))))


class _Sheet:
    """Tells the sheet part by part."""

    def __init__(self, sheet: PersonSheet, pulse: Pulse) -> None:
        self._sheet = sheet
        self._pulse = pulse
        self._made: list[Flowable] = []

    def told(self) -> list[Flowable]:
        sheet = self._sheet
        self._line(_("Semua yang tersimpan tentang satu orang"), styles.COVER_LABEL)
        self._line(_who(sheet), styles.FRONT_TITLE)
        self._line(sheet.training, styles.BODY)
        self._line(_("Dibuat {day}").format(day=_day(sheet.made_on)), styles.FINE)
        self._line(
            _(
                "Lembar ini memuat semua yang disimpan berkas pelatihan tentang orang tersebut, juga yang sudah dihapus"
                " dari daftar. Nama orang lain disamarkan. Orang yang bersangkutan boleh meminta perbaikan,"
                " pembatasan, atau penghapusan."
            ),
            styles.BODY,
        )
        if sheet.is_empty:
            self._line(_("Tidak ada data tentang orang ini dalam berkas pelatihan."), styles.SECTION_PLAIN)
        for relation in Relation:
            self._relation(relation, [each for each in sheet.holdings if each.relation is relation])
        self._consents()
        self._departures()
        self._changes()
        return self._made

    def _relation(self, relation: Relation, holdings: list[Holding]) -> None:
        if holdings:
            self._heading(_(RELATION_LABELS[relation]))
        for holding in holdings:
            self._made.append(CondPageBreak(70))
            self._line(holding.label, styles.SUBSECTION)
            marks = [
                holding.level,
                _("ditulis {moment} oleh {author}").format(
                    moment=_moment(holding.written_at), author=holding.written_by or _("seseorang")
                ),
                _("sudah dihapus dari daftar") if holding.deleted else "",
            ]
            self._line(" · ".join(filter(None, marks)), styles.FINE)
            short = [(label, text) for label, text in holding.facts if _is_short(text)]
            if short:
                self._made += [pairs(short, styles.TEXT_WIDTH, self._pulse), Spacer(1, 6)]
            for label, text in holding.facts:
                if not _is_short(text):
                    self._line(label, styles.LABEL)
                    for paragraph in paragraphs(text):
                        self._line(paragraph, styles.BODY)
            self._picture(holding)

    def _picture(self, holding: Holding) -> None:
        printable = printable_picture(holding.picture) if holding.picture else b""
        if printable:
            self._made += [Picture(printable, _PICTURE_WIDTH, _PICTURE_HEIGHT, self._pulse), Spacer(1, 8)]

    def _consents(self) -> None:
        rows = [
            (
                _moment(each.at),
                f"{each.code} {each.purpose}",
                each.status if each.stands else _("{status} (sudah diganti)").format(status=each.status),
                each.method,
                " · ".join(filter(None, (_day(each.until), each.restrictions))),
            )
            for each in self._sheet.consents
        ]
        columns = (_("Saat"), _("Untuk apa"), _("Jawaban"), _("Cara"), _("Batas"))
        self._table(_("Persetujuan"), columns, rows)

    def _departures(self) -> None:
        rows = [(_moment(each.at), each.form, each.audience, each.made_by) for each in self._sheet.departures]
        self._table(_("Yang pernah keluar"), (_("Saat"), _("Bentuk"), _("Untuk siapa"), _("Dibuat oleh")), rows)

    def _changes(self) -> None:
        count = len(self._sheet.changes)
        if count:
            self._heading(_("Riwayat"))
            told = ngettext("{n} perubahan tercatat.", "{n} perubahan tercatat.", count).format(n=count)
            self._line(told, styles.FINE)
            types = {holding.record_id: RECORD_TYPES[holding.type] for holding in self._sheet.holdings}
            rows = [
                (_moment(each.at), each.author, _(types[each.record_id].label), _labels(types[each.record_id], each))
                for each in self._sheet.changes
            ]
            self._table("", (_("Saat"), _("Oleh"), _("Catatan"), _("Isian")), rows)

    def _table(self, title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        if rows:
            if title:
                self._heading(title)
            columns = [Column(heading) for heading in headings]
            self._made += tables(columns, rows, styles.TEXT_WIDTH, self._pulse, look=SMALL)
            self._made.append(Spacer(1, 10))

    def _heading(self, title: str) -> None:
        self._made += [CondPageBreak(90), Spacer(1, 12)]
        self._line(title, styles.SECTION_PLAIN)

    def _line(self, text: str, style: ParagraphStyle) -> None:
        if one_line(text):
            marked = markup(text, style.fontName, style.fontSize, styles.TEXT_WIDTH)
            self._made.append(Prose(marked, style, self._pulse))


def _labels(record_type: RecordType, change: ChangeLine) -> str:
    named = [_(record_type.field(name).label) for name in change.fields if record_type.has(name)]
    return ", ".join(named) or "-"


def _is_short(text: str) -> bool:
    return len(text) <= _LONG and "\n" not in text.strip()


def _day(written: str) -> str:
    day = parse_date(written)
    return written_date(day) if day else written


def _moment(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return written
    return f"{written_date(moment.date())} {written_time(moment.time())}"
