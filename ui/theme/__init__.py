"""How the window looks: colours, type, icons and the style sheet made from them.

The palette and the font of the running ``QApplication`` are the one place where the current look lives; ``tokens()``
and ``px()`` read it back, so no widget keeps a colour or a size of its own.
"""

from ui.theme.fonts import load_fonts, px, serif_font, ui_font
from ui.theme.icons import icon, icon_pixmap
from ui.theme.look import STYLE, ThemeChoice, wear
from ui.theme.tokens import BlockColour, Tokens, tokens

__all__ = [
    "STYLE",
    "BlockColour",
    "ThemeChoice",
    "Tokens",
    "icon",
    "icon_pixmap",
    "load_fonts",
    "px",
    "serif_font",
    "tokens",
    "ui_font",
    "wear",
]
