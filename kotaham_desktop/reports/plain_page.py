"""A plain page as PDF, to be printed and read; the text for people may end in a sheet for their answers."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer

from kotaham_desktop.domain.plain_pages import Block, BlockKind
from kotaham_desktop.domain.purposes import PURPOSE_MEANINGS
from kotaham_desktop.domain.records import CONSENT
from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports import fonts, styles
from kotaham_desktop.reports.flowables import Prose
from kotaham_desktop.reports.layout import draw_line, new_document
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.tables import Column, pairs, tables
from kotaham_desktop.reports.text import markup, shortened

_STYLES = {
    BlockKind.TITLE: styles.FRONT_TITLE,
    BlockKind.HEADING: styles.SUMMARY_HEADING,
    BlockKind.TEXT: styles.BODY,
    BlockKind.ITEM: styles.ITEM,
}
_LINE = "." * 62


def build(blocks: Sequence[Block], page_language: str, *, fingerprint: str = "", answers: bool = False) -> bytes:
    """The PDF of a page; with ``answers`` a sheet follows on which a person answers to each purpose and signs."""
    with language(page_language):
        fonts.load_fonts()
        pulse = Pulse(lambda _share: None, never)
        output = BytesIO()
        title = next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")
        document = new_document(output, shortened(title, 200), page_language)
        foot = _("Sidik teks: {fingerprint}").format(fingerprint=fingerprint[:16]) if fingerprint else title

        def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
            canvas.saveState()
            draw_line(canvas, styles.LEFT, 34, shortened(foot, 110))
            draw_line(canvas, styles.PAGE_WIDTH - styles.RIGHT, 34, str(canvas.getPageNumber()), from_right=True)
            canvas.restoreState()

        height = styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM
        frame = Frame(styles.LEFT, styles.BOTTOM, styles.TEXT_WIDTH, height, 0, 0, 0, 0, id="page")
        document.addPageTemplates([PageTemplate("page", [frame], onPage=draw)])
        made: list[Flowable] = [_line(block.text, _STYLES[block.kind], pulse, block.kind) for block in blocks]
        document.build([*made, *(_answer_sheet(pulse) if answers else ())])
        return output.getvalue()


def _line(text: str, style: ParagraphStyle, pulse: Pulse, kind: BlockKind = BlockKind.TEXT) -> Flowable:
    marked = markup(text, style.fontName, style.fontSize, styles.TEXT_WIDTH)
    return Prose(f"<bullet>–</bullet>{marked}" if kind is BlockKind.ITEM else marked, style, pulse)


def _answer_sheet(pulse: Pulse) -> list[Flowable]:
    rows = [
        (choice.code, f"{_(choice.label)}. {_(PURPOSE_MEANINGS[choice.code])}", "[   ]", "[   ]", "[   ]")
        for choice in CONSENT.field("purpose").choices
    ]
    columns = [
        Column("", 1),
        Column(_("Untuk apa"), 9),
        Column(_("Ya"), 1),
        Column(_("Tidak"), 1),
        Column(_("Nanti"), 1),
    ]
    asked = [
        _("Kode orang"),
        _("Tanggal"),
        _("Batas yang diminta"),
        _("Tanda tangan"),
        _("Bila di bawah 18 tahun: nama dan tanda tangan orang tua atau wali"),
        _("Ditanyakan oleh"),
        _("Saksi (bila lisan)"),
        _("Cara menghubungi tim"),
    ]
    return [
        PageBreak(),
        _line(_("Lembar jawaban"), styles.FRONT_TITLE, pulse),
        _line(_("Beri tanda pada satu kotak untuk setiap baris. Baris yang kosong berarti tidak."), styles.BODY, pulse),
        *tables(columns, rows, styles.TEXT_WIDTH, pulse),
        Spacer(1, 14),
        pairs([(label, _LINE) for label in asked], styles.TEXT_WIDTH, pulse),
    ]
