"""A plain page to read: title, headings, paragraphs and items, set by a cursor, so that no word in it is markup."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from kotaham_desktop.domain.plain_pages import Block, BlockKind
from ui.theme import px, serif_font, tokens, ui_font
from ui.widgets.closed_text import ClosedTextEdit

_WIDEST = 760
"""Of the lines, at 100 % text: longer ones are hard to follow."""


class PlainPageView(ClosedTextEdit):
    """What is selected can be copied, nothing can be changed; the keyboard scrolls it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(px(6))
        self.setMaximumWidth(px(_WIDEST))
        self._blocks: Sequence[Block] = ()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Set out a page."""
        self._blocks = blocks
        scrolled = self.verticalScrollBar().value()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, block in enumerate(blocks):
            if number:
                cursor.insertBlock()
            self._set(cursor, block)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(scrolled)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_blocks"):
            self.show_blocks(self._blocks)

    @staticmethod
    def _set(cursor: QTextCursor, block: Block) -> None:
        look = tokens()
        layout, letters = QTextBlockFormat(), QTextCharFormat()
        layout.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        ink, above, text = look.text, 8, block.text
        match block.kind:
            case BlockKind.TITLE:
                font, above = ui_font(20, QFont.Weight.Bold), 4
            case BlockKind.HEADING:
                font, ink, above = ui_font(14.5, QFont.Weight.DemiBold), look.accent, 18
            case BlockKind.ITEM:
                font, above, text = serif_font(15.5), 5, f"–  {block.text}"
                layout.setLeftMargin(px(18))
                layout.setTextIndent(-px(14))
            case _:
                font = serif_font(15.5)
        layout.setTopMargin(px(above))
        letters.setFont(font)
        letters.setForeground(QColor(ink))
        cursor.setBlockFormat(layout)
        cursor.insertText(text, letters)
