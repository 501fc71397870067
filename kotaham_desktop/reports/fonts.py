"""The report's own fonts, each embedded with the true text of its glyphs, so that copied text is what was written."""

from functools import cache
from threading import Lock
from typing import cast

import uharfbuzz
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from kotaham_desktop.resource_files import resource_root

BODY = "SourceSerif4-Regular"
BODY_BOLD = "SourceSerif4-SemiBold"
BODY_ITALIC = "SourceSerif4-Italic"
SANS = "PlusJakartaSans-Regular"
SANS_MEDIUM = "PlusJakartaSans-Medium"
SANS_BOLD = "PlusJakartaSans-SemiBold"
SANS_HEAVY = "PlusJakartaSans-Bold"
ARABIC = "NotoSansArabic-Regular"
JAVANESE = "NotoSansJavanese-Regular"
EMOJI = "NotoEmoji-Regular"

_BOLD = frozenset({BODY_BOLD, SANS_BOLD, SANS_HEAVY})
_FIRST_SHAPED_CODE = 0xF0000
_UNITS = 1000
_SPACES = {"PlusJakartaSans": 250}
"""Width of the space, per thousand, in fonts whose own is too narrow to part words at the sizes of tables."""


class ReportFont(TTFont):
    """A TrueType font whose shaped glyphs have codes of their own and remember the text they stand for.

    Shared by reports that are made at the same time: what belongs to one document lies in reportlab's state per
    document, and reading the font file to embed it happens one report at a time.
    """

    def __init__(self, name: str) -> None:
        font_file = resource_root() / "fonts" / f"{name}.ttf"
        super().__init__(name, str(font_file))
        self.coverage: frozenset[int] = frozenset(self.face.charToGlyph)
        self._widen_space()
        self._source_texts: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}
        self._lock = Lock()
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font_file.read_bytes())))

    def _widen_space(self) -> None:
        width = _SPACES.get(self.fontName.partition("-")[0])
        if width is not None:
            face = self.face
            glyph = face.charToGlyph[0x20]
            face.charWidths[0x20] = face.charWidths[0xA0] = width
            _advance, bearing = face.hmetrics[glyph]
            face.hmetrics[glyph] = (width * face.unitsPerEm // _UNITS, bearing)

    def shaped(self, text: str) -> str:
        """The text as private characters, one for each glyph in the order in which they are drawn from the left."""
        with self._lock:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            uharfbuzz.shape(self._shaper, buffer)
            clusters = [info.cluster for info in buffer.glyph_infos]
            advances = [position.x_advance for position in buffer.glyph_positions]
            shares = _text_shares(text, clusters, advances)
            return "".join(
                chr(self._code(info.codepoint, share)) for info, share in zip(buffer.glyph_infos, shares, strict=True)
            )

    def _code(self, glyph: int, share: str) -> int:
        code = self._codes.get((glyph, share))
        if code is None:
            code = self._codes[glyph, share] = _FIRST_SHAPED_CODE + len(self._codes)
            face = self.face
            face.charToGlyph[code] = glyph
            face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * _UNITS // self._shaper.face.upem
            self._source_texts[code] = share
        return code

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Embed the parts of the font that the document uses, with a table of the text behind each glyph."""
        with self._lock:
            subsets = [list(subset) for subset in self.state[doc].subsets]
            super().addObjects(doc)
            for subset, codes in enumerate(subsets):
                self._write_true_text(doc, subset, codes)

    def _write_true_text(self, doc: PDFDocument, subset: int, codes: list[int]) -> None:
        """Replace reportlab's table, which cuts characters above U+FFFF to nonsense."""
        base = b"".join((SUBSETN(subset), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
        stream = cast("PDFStream", doc.idToObject["toUnicodeCMap:" + base])
        stream.content = _text_table(base, [self._source_texts.get(code, _character(code)) for code in codes])


def _character(code: int) -> str:
    return chr(code) if code else ""


def _text_shares(text: str, clusters: list[int], advances: list[int]) -> list[str]:
    """The source text behind each glyph: a cluster's text goes to its glyphs, first to those that take room."""
    glyphs_of: dict[int, list[int]] = {}
    for glyph, cluster in enumerate(clusters):
        glyphs_of.setdefault(cluster, []).append(glyph)
    starts = sorted(glyphs_of)
    shares = [""] * len(clusters)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        glyphs = sorted(glyphs_of[start], key=lambda glyph: advances[glyph] == 0)
        for place, glyph in enumerate(glyphs):
            is_last = place == len(glyphs) - 1
            shares[glyph] = text[start + place : end if is_last else min(start + place + 1, end)]
    return shares


def _text_table(name: str, texts: list[str]) -> str:
    entries = [f"<{index:02X}> <{text.encode('utf-16-be').hex().upper()}>" for index, text in enumerate(texts) if text]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /{name} def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def report_font(name: str) -> ReportFont:
    """The font of that file name, known to reportlab from now on."""
    font = ReportFont(name)
    pdfmetrics.registerFont(font)
    addMapping(name, 0, 0, name)
    return font


@cache
def fallbacks(name: str) -> tuple[ReportFont, ...]:
    """The font itself and those that take over, in order, for characters that it lacks."""
    noto = "NotoSans-Bold" if name in _BOLD else "NotoSans-Regular"
    return tuple(report_font(each) for each in (name, noto, ARABIC, JAVANESE, EMOJI))


def load_fonts() -> None:
    """Make every font of the report known before the first page."""
    for name in (BODY, BODY_BOLD, BODY_ITALIC, SANS, SANS_MEDIUM, SANS_BOLD, SANS_HEAVY):
        fallbacks(name)


def text_width(text: str, name: str, size: float) -> float:
    """How wide a text is in points."""
    width: float = pdfmetrics.stringWidth(text, name, size)
    return width
