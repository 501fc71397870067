"""Small coloured words for what the records know: which sector, how open."""

from PySide6.QtWidgets import QWidget

from kotaham_desktop.domain.levels import LEVEL_LABELS, LEVEL_MEANINGS, Level
from kotaham_desktop.domain.records.preparation import SECTORS
from kotaham_desktop.i18n import _
from ui.theme import BlockColour
from ui.widgets.chip import Chip
from ui.widgets.tips import plain_tip

__all__ = [
    "LEVEL_COLOURS",
    "LEVEL_ICONS",
    "SECTOR_COLOURS",
    "Chip",
    "level_chip",
    "sector_chip",
]

LEVEL_COLOURS = {
    Level.SEALED: BlockColour.ROSE,
    Level.TEAM: BlockColour.AMBER,
    Level.PARTICIPANTS: BlockColour.INDIGO,
    Level.PUBLIC: BlockColour.LEAF,
}
LEVEL_ICONS = {
    Level.SEALED: "lock",
    Level.TEAM: "shield",
    Level.PARTICIPANTS: "users",
    Level.PUBLIC: "eye",
}
SECTOR_COLOURS = {
    "opd": BlockColour.TEAL,
    "civil_society": BlockColour.INDIGO,
    "business": BlockColour.AMBER,
    "other": BlockColour.GREY,
}


def level_chip(level: Level, parent: QWidget | None = None) -> Chip:
    """How far a piece of work may travel, in a word and a colour."""
    text = f"{level.code} {_(LEVEL_LABELS[level])}"
    chip = Chip(text, LEVEL_COLOURS[level], icon_name=LEVEL_ICONS[level], parent=parent)
    chip.setToolTip(plain_tip(_(LEVEL_MEANINGS[level])))
    return chip


def sector_chip(code: str, parent: QWidget | None = None) -> Chip:
    """The sector that a person speaks for."""
    label = next((_(choice.label) for choice in SECTORS if choice.code == code), code)
    return Chip(label, SECTOR_COLOURS.get(code, BlockColour.GREY), parent=parent)
