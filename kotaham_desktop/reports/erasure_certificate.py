"""The certificate that something was erased or destroyed: what, when, why, where from; never what it said."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

from kotaham_desktop.domain.dates import written_date, written_time
from kotaham_desktop.domain.erasure import LEFT_LABELS, Certificate
from kotaham_desktop.i18n import N_, _, language, ngettext
from kotaham_desktop.reports import fonts, styles
from kotaham_desktop.reports.flowables import Prose
from kotaham_desktop.reports.layout import draw_line, new_document
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.tables import SMALL, Column, pairs, tables
from kotaham_desktop.reports.text import markup, one_line

_TITLES = {
    "erase": N_("Berita acara penghapusan"),
    "retention": N_("Berita acara pemusnahan karena waktu simpan"),
    "destroy": N_("Berita acara pemusnahan"),
    "finish": N_("Berita acara penghapusan lanjutan"),
}
_TOLD = {
    "destroy": N_(
        "Seluruh berkas pelatihan ini, dengan cadangan yang terjangkau dari laptop ini, telah ditimpa dan dihapus."
        " Berita acara ini memuat tanda, jumlah, dan sidik, tanpa isi apa pun."
    ),
    "": N_(
        "Isi yang disebut di bawah telah dihapus dari berkas pelatihan: dari tabel, riwayat, pencarian, lampiran, dan"
        " cadangan yang terjangkau dari laptop ini. Berita acara ini memuat tanda, jumlah, dan sidik, tanpa isi."
    ),
}


def build(certificate: Certificate, report_language: str) -> bytes:
    """The PDF of a certificate."""
    with language(report_language):
        fonts.load_fonts()
        output = BytesIO()
        title = _(_TITLES.get(certificate.kind, _TITLES["erase"]))
        document = new_document(output, title, report_language)

        def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
            canvas.saveState()
            draw_line(canvas, styles.LEFT, 34, title)
            draw_line(canvas, styles.PAGE_WIDTH - styles.RIGHT, 34, str(canvas.getPageNumber()), from_right=True)
            canvas.restoreState()

        height = styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM
        frame = Frame(styles.LEFT, styles.BOTTOM, styles.TEXT_WIDTH, height, 0, 0, 0, 0, id="page")
        document.addPageTemplates([PageTemplate("page", [frame], onPage=draw)])
        document.build(_Told(certificate, title).story())
        return output.getvalue()


class _Told:
    """Tells the certificate part by part."""

    def __init__(self, certificate: Certificate, title: str) -> None:
        self._certificate = certificate
        self._title = title
        self._pulse = Pulse(lambda _share: None, never)
        self._made: list[Flowable] = []

    def story(self) -> list[Flowable]:
        told = self._certificate
        self._line(self._title, styles.FRONT_TITLE)
        self._line(_(_TOLD.get(told.kind, _TOLD[""])), styles.BODY)
        self._made += [Spacer(1, 8), pairs(self._facts(), styles.TEXT_WIDTH, self._pulse), Spacer(1, 10)]
        self._table(
            _("Berkas dan cadangan"),
            (Column(_("Berkas"), 1.2), Column(_("Sidik sebelum"), 2), Column(_("Sidik sesudah"), 2)),
            [(one.name, one.before, one.after or _("dihapus")) for one in told.files],
        )
        self._table(
            _("Yang masih harus dilakukan"),
            (Column(_("Tempat"), 2), Column(_("Sebabnya"), 1.5)),
            [(one.place, _(LEFT_LABELS[one.left])) for one in told.to_do],
        )
        self._table(_("Tanda catatan yang dihapus"), (Column(_("Tanda")),), [(each,) for each in told.records])
        self._made += [CondPageBreak(140), Spacer(1, 26)]
        who = [(_("Dilakukan oleh"), told.done_by or "…"), (_("Saksi"), "…"), (_("Tanda tangan"), "…")]
        self._made.append(pairs(who, styles.TEXT_WIDTH, self._pulse))
        return self._made

    def _facts(self) -> list[tuple[str, str]]:
        told = self._certificate
        counts = (
            ngettext("{n} catatan utuh", "{n} catatan utuh", len(told.records)).format(n=len(told.records)),
            ngettext("{n} isian", "{n} isian", told.fields).format(n=told.fields),
            ngettext("{n} baris riwayat", "{n} baris riwayat", told.rows).format(n=told.rows),
            ngettext("{n} lampiran", "{n} lampiran", told.contents).format(n=told.contents),
        )
        facts = [
            (_("Saat"), _moment(told.at)),
            (_("Tanda pelatihan"), told.workshop_id),
            (_("Kode orang"), told.subject),
            (_("Diminta oleh"), told.asked_by),
            (_("Alasan"), told.reason),
            (_("Dasar"), told.basis),
            (_("Yang dihapus"), " · ".join(counts) if told.kind != "destroy" else _("seluruh berkas")),
        ]
        if told.left_before:
            left = ngettext("{n} dokumen", "{n} dokumen", told.left_before).format(n=told.left_before)
            facts.append((_("Sudah pernah keluar sebelumnya"), left))
        return [(label, one_line(text)) for label, text in facts if text]

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> None:
        if rows:
            self._made += [CondPageBreak(90), Spacer(1, 8)]
            self._line(title, styles.SECTION_PLAIN)
            self._made += tables(columns, rows, styles.TEXT_WIDTH, self._pulse, look=SMALL)
            self._made.append(Spacer(1, 8))

    def _line(self, text: str, style: ParagraphStyle) -> None:
        marked = markup(text, style.fontName, style.fontSize, styles.TEXT_WIDTH)
        self._made.append(Prose(marked, style, self._pulse))


def _moment(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return written
    return f"{written_date(moment.date())} {written_time(moment.time())}"
