"""Persetujuan: people by code, what they agreed to, the text they hear, and what the law asks."""

from ui.context import Context
from ui.screen import Screen


class PersetujuanScreen(Screen):
    """What people agreed to."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
