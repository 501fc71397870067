"""The recovery kit on paper: three pages, one share each, to be kept by three people or in three places."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer, Table, TableStyle

from kotaham_desktop.domain.dates import written_date
from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports import fonts, styles
from kotaham_desktop.reports.flowables import Prose
from kotaham_desktop.reports.layout import draw_line, new_document
from kotaham_desktop.reports.progress import Pulse, never
from kotaham_desktop.reports.tables import pairs
from kotaham_desktop.reports.text import markup, one_line, shortened

_COLUMNS = 3
_WORD_SIZE, _ROW_HEIGHT = 15.5, 26.0
_NUMBER_WIDTH = 26.0


@dataclass(frozen=True, slots=True)
class KitPages:
    """What the three pages say: number and words of each share, and how many are needed."""

    kit: str
    file_name: str
    made_on: date
    shares: tuple[tuple[int, tuple[str, ...]], ...] = field(repr=False)
    needed: int


def build(pages: KitPages, report_language: str) -> bytes:
    """The PDF of a kit; of its making it says only the program's name, of the training only the file's."""
    with language(report_language):
        fonts.load_fonts()
        output = BytesIO()
        document = new_document(output, _("Kit pemulihan"), report_language)
        foot = _("Kit {kit} · rahasia: jangan difoto, disalin ke laptop, atau dikirim lewat pesan").format(
            kit=pages.kit
        )

        def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
            canvas.saveState()
            draw_line(canvas, styles.LEFT, 34, foot)
            canvas.restoreState()

        height = styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM
        frame = Frame(styles.LEFT, styles.BOTTOM, styles.TEXT_WIDTH, height, 0, 0, 0, 0, id="page")
        document.addPageTemplates([PageTemplate("page", [frame], onPage=draw)])
        told: list[Flowable] = []
        for number, words in pages.shares:
            told += [PageBreak()] if told else []
            told += _page(pages, number, words)
        document.build(told)
        return output.getvalue()


def _page(pages: KitPages, number: int, words: tuple[str, ...]) -> list[Flowable]:
    pulse = Pulse(lambda _share: None, never)
    count = len(pages.shares)
    facts = [
        (_("Berkas"), shortened(one_line(pages.file_name), 90)),
        (_("Nomor kit"), pages.kit),
        (_("Dibuat"), written_date(pages.made_on)),
    ]
    return [
        _line(_("Kit pemulihan"), styles.COVER_LABEL),
        _line(_("Bagian {number} dari {count}").format(number=number, count=count), styles.FRONT_TITLE),
        pairs(facts, styles.TEXT_WIDTH, pulse),
        Spacer(1, 14),
        _word_table(words),
        Spacer(1, 16),
        _line(_("Untuk apa kertas ini"), styles.LABEL),
        _line(
            _(
                "Bila frasa sandi berkas di atas terlupa, {needed} dari {count} bagian bersama-sama membukanya dan "
                "memasang frasa sandi baru. Satu bagian saja tidak membuka dan tidak memberi tahu apa pun."
            ).format(needed=pages.needed, count=count),
            styles.BODY,
        ),
        _line(_("Siapa yang menyimpannya"), styles.LABEL),
        _line(
            _(
                "Tiga orang yang dipercaya tim, atau tiga tempat yang terkunci: satu bagian di satu tempat, tidak "
                "pernah dua bersama-sama, tidak bersama laptopnya. Catat siapa memegang bagian mana."
            ),
            styles.BODY,
        ),
        _line(_("Cara memakainya"), styles.LABEL),
        _line(
            _(
                "Buka berkasnya di Kota HAM, pilih “Lupa frasa sandi? Pakai kit pemulihan”, lalu ketik kata-kata dari "
                "dua bagian menurut nomornya; empat huruf pertama tiap kata sudah cukup. Setelah frasa sandi diganti, "
                "kit ini tidak berlaku lagi untuk berkas itu: buat kit baru dan musnahkan kertas ini. Salinan dan "
                "cadangan dari sebelumnya masih terbuka dengan kit ini."
            ),
            styles.BODY,
        ),
    ]


def _word_table(words: tuple[str, ...]) -> Table:
    """The words in columns, to be read downwards, each with its number."""
    rows = -(-len(words) // _COLUMNS)
    cells: list[list[str]] = []
    for row in range(rows):
        line: list[str] = []
        for column in range(_COLUMNS):
            place = column * rows + row
            line += [str(place + 1), words[place]] if place < len(words) else ["", ""]
        cells.append(line)
    word_width = styles.TEXT_WIDTH / _COLUMNS - _NUMBER_WIDTH
    table = Table(cells, colWidths=[_NUMBER_WIDTH, word_width] * _COLUMNS, rowHeights=_ROW_HEIGHT)
    commands: list[Any] = [
        ("FONT", (0, 0), (-1, -1), fonts.SANS_MEDIUM, _WORD_SIZE, _WORD_SIZE + 4),
        ("TEXTCOLOR", (0, 0), (-1, -1), styles.INK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BOX", (0, 0), (-1, -1), 0.8, styles.ACCENT),
        ("LINEBELOW", (0, 0), (-1, -2), 0.4, styles.LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    for column in range(0, 2 * _COLUMNS, 2):
        commands += [
            ("FONT", (column, 0), (column, -1), fonts.SANS, 8.5, 11),
            ("TEXTCOLOR", (column, 0), (column, -1), styles.SECOND_INK),
            ("ALIGN", (column, 0), (column, -1), "RIGHT"),
        ]
    table.setStyle(TableStyle(commands))
    return table


def _line(text: str, style: ParagraphStyle) -> Flowable:
    pulse = Pulse(lambda _share: None, never)
    return Prose(markup(text, style.fontName, style.fontSize, styles.TEXT_WIDTH), style, pulse)
