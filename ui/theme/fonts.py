"""The bundled fonts and the one type scale, which grows as a whole with the user's text size."""

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kotaham_desktop.resource_files import resource_root

UI_FAMILY = "Plus Jakarta Sans"
NOTE_FAMILY = "Source Serif 4"
BASE_PIXELS = 13.0
"""The size of ordinary text in the window at a text size of 100 %."""

_FIRST = ("PlusJakartaSans-Regular", "PlusJakartaSans-Medium", "PlusJakartaSans-SemiBold", "PlusJakartaSans-Bold")
FALLBACK_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Javanese", "Noto Emoji")
_WORD_SPACING = 0.11
_WORD_SPACING_LARGE = 0.07
"""Of the text height: the space of Plus Jakarta Sans is narrow and at small sizes all but disappears."""


def load_fonts() -> None:
    """Make the fonts of the window known to Qt; the larger ones that only notes need come with ``load_note_fonts``."""
    for name in _FIRST:
        QFontDatabase.addApplicationFont(str(resource_root() / "fonts" / f"{name}.ttf"))


def load_note_fonts() -> None:
    """Make the serif of the notes and the fallbacks for other scripts known to Qt."""
    for file in sorted((resource_root() / "fonts").glob("*.ttf")):
        if file.stem not in _FIRST:
            QFontDatabase.addApplicationFont(str(file))


def text_scale() -> float:
    """The text size that the application wears now, 1.0 for 100 %."""
    pixels = QGuiApplication.font().pixelSize()
    return pixels / BASE_PIXELS if pixels > 0 else 1.0


def px(size: float) -> int:
    """A size drawn for 100 % text, in pixels at the current text size."""
    return max(1, round(size * text_scale()))


def application_font(scale: float) -> QFont:
    """The ordinary text of the window at a text size."""
    return _font([UI_FAMILY, *FALLBACK_FAMILIES], BASE_PIXELS * scale, QFont.Weight.Normal)


def ui_font(size: float = BASE_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Text of the window, for what is painted rather than styled."""
    return _font([UI_FAMILY, *FALLBACK_FAMILIES], size * text_scale(), weight)


def serif_font(size: float = 17.0, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """The text of notes."""
    font = _font([NOTE_FAMILY, *FALLBACK_FAMILIES], size * text_scale(), weight)
    font.setItalic(italic)
    font.setWordSpacing(0)
    return font


def _font(families: list[str], pixels: float, weight: QFont.Weight) -> QFont:
    font = QFont(families)
    font.setPixelSize(round(pixels))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setWordSpacing((_WORD_SPACING if pixels <= BASE_PIXELS else _WORD_SPACING_LARGE) * pixels)
    return font
