"""Putting a look on the application: Fusion, a palette, a font and the small style sheet."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import application_font
from ui.theme.style_sheet import style_sheet
from ui.theme.tokens import DARK, LIGHT, Tokens


class ThemeChoice(StrEnum):
    """What the user chose: one look, or whatever the desktop wears."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


def tokens_for(choice: ThemeChoice) -> Tokens:
    """The colours of a choice, now."""
    if choice is ThemeChoice.SYSTEM:
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice is ThemeChoice.DARK else LIGHT


STYLE = ("-style", "fusion")
"""Goes to ``QApplication`` among its arguments: asking for a style later loads all of Qt's names for parts of one."""


def wear(application: QApplication, choice: ThemeChoice, scale: float = 1.0) -> None:
    """Dress an application of ``STYLE`` in a look and a text size; every open window follows at once."""
    look = tokens_for(choice)
    application.setPalette(_palette(look))
    application.setFont(application_font(scale))
    sheet = style_sheet(look, scale)
    if application.styleSheet() != sheet:
        application.setStyleSheet(sheet)


def _palette(look: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, look.background),
        (role.WindowText, look.text),
        (role.Base, look.surface),
        (role.AlternateBase, look.surface_2),
        (role.Text, look.text),
        (role.Button, look.surface),
        (role.ButtonText, look.text),
        (role.BrightText, look.danger),
        (role.ToolTipBase, look.text if not look.dark else look.surface_2),
        (role.ToolTipText, look.surface if not look.dark else look.text),
        (role.PlaceholderText, look.text_3),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.Light, look.surface),
        (role.Midlight, look.surface_2),
        (role.Mid, look.line_strong),
        (role.Dark, look.line_strong),
        (role.Shadow, look.line_strong),
        (role.Accent, look.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.text_3))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(look.line_strong))
    return palette
