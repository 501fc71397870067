"""The colours by name, light and dark; every pair of text and ground keeps a contrast of at least 5.5 : 1."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication, QPalette


class BlockColour(StrEnum):
    """The six quiet colours that tell sectors, kinds and groups apart: a thin edge and a pale fill."""

    TEAL = "teal"
    AMBER = "amber"
    ROSE = "rose"
    INDIGO = "indigo"
    LEAF = "leaf"
    GREY = "grey"


class Tokens(NamedTuple):
    """Every colour of one look, as ``#RRGGBB``."""

    dark: bool
    background: str
    surface: str
    surface_2: str
    line: str
    line_strong: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    rail: str
    rail_text: str
    rail_text_selected: str
    rail_selected: str
    rail_hover: str
    focus: str
    ok: str
    ok_tint: str
    warning: str
    warning_tint: str
    danger: str
    danger_tint: str
    edges: tuple[str, ...]
    fills: tuple[str, ...]

    def edge(self, colour: BlockColour) -> str:
        """The thin line of a block and the text upon its fill."""
        return self.edges[list(BlockColour).index(colour)]

    def fill(self, colour: BlockColour) -> str:
        """The pale ground of a block."""
        return self.fills[list(BlockColour).index(colour)]


LIGHT = Tokens(
    dark=False,
    background="#F4F2EE",
    surface="#FFFFFF",
    surface_2="#FAF8F5",
    line="#E6E1D8",
    line_strong="#D5CEC2",
    text="#1F2430",
    text_2="#5B6170",
    text_3="#6B7080",
    accent="#0F6B6B",
    accent_hover="#0C5757",
    accent_tint="#E1F0EE",
    on_accent="#FFFFFF",
    rail="#12343B",
    rail_text="#B9CBCD",
    rail_text_selected="#FFFFFF",
    rail_selected="#1E4F57",
    rail_hover="#18424A",
    focus="#B8610B",
    ok="#2E7D4F",
    ok_tint="#E6F2E4",
    warning="#A54A08",
    warning_tint="#FCF1DC",
    danger="#B42318",
    danger_tint="#FBE9E7",
    edges=("#0F6B6B", "#8F5A0C", "#B4436C", "#4F56A6", "#44702E", "#666B78"),
    fills=("#E4F2F0", "#FCF1DC", "#FAE8EE", "#E9EAF7", "#EAF3E2", "#ECEAE6"),
)

DARK = Tokens(
    dark=True,
    background="#14181D",
    surface="#1C2229",
    surface_2="#20272F",
    line="#2C343E",
    line_strong="#3A4450",
    text="#E9ECF0",
    text_2="#A8B0BC",
    text_3="#8992A0",
    accent="#4FB3AB",
    accent_hover="#66C4BC",
    accent_tint="#1D3A3B",
    on_accent="#0B1D1D",
    rail="#0E1318",
    rail_text="#94A3AD",
    rail_text_selected="#FFFFFF",
    rail_selected="#1B2A30",
    rail_hover="#141E24",
    focus="#F0A44B",
    ok="#66C08A",
    ok_tint="#1E3127",
    warning="#F0A44B",
    warning_tint="#362D1C",
    danger="#F0857A",
    danger_tint="#3A2422",
    edges=("#4FB3AB", "#E2B15B", "#E08AA9", "#9AA0E6", "#98C77E", "#8C94A1"),
    fills=("#1B3233", "#362D1C", "#38232C", "#262A42", "#24321F", "#252B33"),
)


def tokens() -> Tokens:
    """The colours that the application wears now, told by its palette."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT
