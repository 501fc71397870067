"""The pieces that reportlab places on pages: paragraphs that can be interrupted, headings, photos, quotes, contents."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Paragraph

from kotaham_desktop.reports import fonts
from kotaham_desktop.reports.styles import ACCENT, CONTENTS, LINE

_TOO_LARGE = 60_000_000
_KINDS = ("JPEG", "PNG")
"""What our own cleaning writes; a merged file may carry anything else, and some decoders start other programs."""
_HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
"""What a photo may say besides its picture to be printed as it is; anything else makes it be made anew."""
_UNREADABLE = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, TypeError, LookupError,
    ArithmeticError, AttributeError, EOFError, MemoryError,
)  # fmt: skip
"""Pillow's decoders answer to broken bytes with any of these."""
_PRINT_PIXELS = 2000


def _still() -> None:
    return None


class Prose(Paragraph):
    """A paragraph that lets the maker of the report breathe while it is broken into lines."""

    def __init__(
        self,
        marked_up: str | None,
        style: ParagraphStyle,
        pulse: Callable[[], None] = _still,
        bulletText: str | None = None,  # noqa: N803 - reportlab makes the parts of a split paragraph by these names
        frags: list[object] | None = None,
    ) -> None:
        super().__init__(marked_up, style, bulletText=bulletText or None, frags=frags)  # type: ignore[arg-type]
        self._pulse = pulse

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """The size that it takes."""
        self._pulse()
        size: tuple[float, float] = super().wrap(availWidth, availHeight)
        return size

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The parts before and after the page's end."""
        parts: list[Flowable] = super().split(availWidth, availHeight)
        for part in parts:
            if isinstance(part, Prose):
                part._pulse = self._pulse  # noqa: SLF001 - reportlab makes the parts without our argument
        return parts


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the document that contents and outline point to."""

    key: str
    level: int
    title: str
    """Plain text with its number, for the outline."""


class Anchor(Flowable):
    """Takes no room; tells the page on which a heading, table or figure stands."""

    def __init__(self, mark: Mark, arrived: Callable[[Mark, int], None], *, in_outline: bool) -> None:
        super().__init__()
        self.width = self.height = 0
        self._mark = mark
        self._arrived = arrived
        self._in_outline = in_outline

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Set the link target and the outline entry."""
        canvas = self.canv
        canvas.bookmarkHorizontal(self._mark.key, 0, 30)
        if self._in_outline:
            canvas.addOutlineEntry(self._mark.title, self._mark.key, self._mark.level, closed=self._mark.level > 0)
        self._arrived(self._mark, canvas.getPageNumber())


class ContentsLine(Flowable):
    """One line of the contents; its page number is a stamp that is filled in when the last page is known."""

    def __init__(self, mark: Mark, marked_up: str, style: ParagraphStyle, pulse: Callable[[], None]) -> None:
        super().__init__()
        self._mark = mark
        self._text = Prose(marked_up, style, pulse)
        self._style = style
        self.spaceBefore = 7 if mark.level == 0 else 0

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Air above a chapter."""
        return self.spaceBefore

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as its title."""
        self.width = availWidth
        _, self.height = self._text.wrap(availWidth, availHeight)
        return self.width, self.height

    def draw(self) -> None:
        """Draw title, dots and stamp."""
        canvas = self.canv
        self._text.drawOn(canvas, 0, 0)
        lines: list[object] = self._text.blPara.lines  # type: ignore[attr-defined]
        last = lines[-1]
        words_end = self._end_of_last_line(last)
        baseline = self.height - self._style.leading * (len(lines) - 1) - self._style.fontSize
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.setLineCap(1)
        canvas.setDash([0.1, 3.2])
        if words_end + 8 < self.width - 26:
            canvas.line(words_end + 8, baseline + 1.2, self.width - 26, baseline + 1.2)
        canvas.restoreState()
        canvas.saveState()
        canvas.translate(self.width, baseline)
        canvas.doForm(stamp_name(self._mark))
        canvas.restoreState()
        canvas.linkRect("", self._mark.key, (0, 0, self.width, self.height), relative=1, thickness=0)

    def _end_of_last_line(self, line: object) -> float:
        free = line[0] if isinstance(line, tuple) else getattr(line, "extraSpace", 0)
        return self.width - self._style.rightIndent - float(free)


def stamp_name(mark: Mark) -> str:
    """The name under which a page number is drawn once it is known."""
    return f"page.{mark.key}"


class Stamps(Flowable):
    """Last in the story, takes no room: fills in the page numbers of the contents."""

    def __init__(self, labels: Callable[[], dict[str, str]], levels: dict[str, int]) -> None:
        super().__init__()
        self._labels = labels
        self._levels = levels

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Define every stamp."""
        canvas = self.canv
        labels = self._labels()
        for key, level in self._levels.items():
            style = CONTENTS[level]
            canvas.beginForm(stamp_name(Mark(key, level, "")), -40, -6, 2, 16)
            canvas.setFont(fonts.SANS_BOLD if level == 0 else fonts.SANS, style.fontSize - 0.6)
            canvas.setFillColor(style.textColor)
            canvas.drawRightString(0, 0, labels.get(key, ""))
            canvas.endForm()


class Rule(Flowable):
    """A thin line across the text."""

    def __init__(self, width: float, *, thick: float = 0.5, accent: bool = False, after: float = 8) -> None:
        super().__init__()
        self.width = width
        self._thick = thick
        self._accent = accent
        self.height = after

    def draw(self) -> None:
        """Draw it at the top of its room."""
        self.canv.setStrokeColor(ACCENT if self._accent else LINE)
        self.canv.setLineWidth(self._thick)
        self.canv.line(0, self.height, self.width, self.height)


class Quote(Prose):
    """Words of a participant, marked by a bar at their left."""

    def draw(self) -> None:
        """Draw bar and words."""
        self.canv.saveState()
        self.canv.setStrokeColor(ACCENT)
        self.canv.setLineWidth(2)
        self.canv.line(1, -1, 1, self.height - 2)
        self.canv.restoreState()
        super().draw()


class Picture(Flowable):
    """A photo, centred, no larger than its room."""

    def __init__(self, content: bytes, width: float, max_height: float, pulse: Callable[[], None]) -> None:
        super().__init__()
        self._pulse = pulse
        self._reader = ImageReader(BytesIO(content))
        pixels_wide, pixels_high = self._reader.getSize()
        scale = min(width / pixels_wide, max_height / pixels_high)
        self._drawn = (pixels_wide * scale, pixels_high * scale)
        self.width = width
        self.height = self._drawn[1]

    def draw(self) -> None:
        """Draw it with a hairline around, so that pale photos keep their edge."""
        self._pulse()
        wide, high = self._drawn
        x = (self.width - wide) / 2
        self.canv.drawImage(self._reader, x, 0, wide, high)
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.4)
        self.canv.rect(x, 0, wide, high)


def printable_picture(content: bytes) -> bytes:
    """The photo ready for paper: without metadata, of a sensible size; empty where it cannot be read."""
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as image:
            if image.width * image.height > _TOO_LARGE:
                return b""
            bare = not image.getexif() and image.info.keys() <= _HARMLESS and content.endswith(b"\xff\xd9")
            if image.format == "JPEG" and bare and image.mode in ("RGB", "L") and max(image.size) <= _PRINT_PIXELS:
                image.load()
                return content
            share = min(1.0, _PRINT_PIXELS / max(image.size))
            image.draft("RGB", (int(image.width * share), int(image.height * share)))
            paper = _on_white(image)
            paper.thumbnail((_PRINT_PIXELS, _PRINT_PIXELS))
            paper.info.clear()  # Pillow would write a comment back
            out = BytesIO()
            paper.save(out, "JPEG", quality=85)
            return out.getvalue()
    except _UNREADABLE:
        return b""


def plain_jpeg(content: bytes) -> bytes:
    """The photo made anew as a JPEG of a sensible size that carries nothing but its picture; empty if unreadable."""
    try:
        with Image.open(BytesIO(printable_picture(content))) as image:
            out = BytesIO()
            bare = Image.new("RGB", image.size)
            bare.paste(image.convert("RGB"))
            bare.save(out, "JPEG", quality=85)
            return out.getvalue()
    except _UNREADABLE:
        return b""


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "L", "CMYK", "YCbCr", "1"):
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    solid = image.convert("RGBA")
    paper.paste(solid, mask=solid.getchannel("A"))
    return paper
