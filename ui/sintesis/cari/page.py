"""The page on which a record is read: one selectable text, set by a cursor, so that no word in it acts as markup."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QWidget

from kotaham_desktop.i18n import _
from ui.sintesis.cari.highlight import marked_places
from ui.sintesis.cari.reading import Passage, Reading
from ui.theme import px, serif_font, tokens, ui_font
from ui.widgets.closed_text import ClosedTextEdit

_MOST_MARKED = 20_000
THUMBNAIL_SIDE = 280


class ReadingPage(ClosedTextEdit):
    """Shows one record; what is selected can be copied, nothing can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Isi catatan"))
        self.setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(px(4))
        self._reading: Reading | None = None
        self._pictures: Mapping[str, QImage] = {}
        self._words = ""

    def show_reading(self, reading: Reading, pictures: Mapping[str, QImage], words: str) -> None:
        """Set out a record; the same record keeps its scroll position."""
        same = self._reading is not None and self._reading.record_id == reading.record_id
        scrolled = self.verticalScrollBar().value() if same else 0
        self._reading, self._pictures, self._words = reading, pictures, words
        self._set_out(reading)
        self.verticalScrollBar().setValue(scrolled)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_reading", None) is not None:
            reading = self._reading
            if reading is not None:
                self.show_reading(reading, self._pictures, self._words)

    def _set_out(self, reading: Reading) -> None:
        look = tokens()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if reading.title:
            self._block(cursor, reading.title, ui_font(18, QFont.Weight.Bold), look.text, above=0)
        for line in filter(None, (reading.place, reading.history)):
            self._block(cursor, line, ui_font(12.5), look.text_2, above=4)
        for passage in reading.passages:
            self._passage(cursor, passage)
        for number, row in enumerate(reading.results, start=1):
            self._heading(cursor, _("Hasil {number}").format(number=number))
            for answer in row:
                self._passage(cursor, answer, above=3)
        if reading.norms:
            self._heading(cursor, _("Rujukan norma"))
            for line in reading.norms:
                self._block(cursor, line, ui_font(13.5), look.text, above=3)
        if reading.photos:
            self._heading(cursor, _("Lampiran"))
        for photo in reading.photos:
            self._picture(cursor, photo.sha256)
            self._block(cursor, photo.caption, ui_font(12.5), look.text_2, above=2)
        cursor.endEditBlock()
        self._mark()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _heading(self, cursor: QTextCursor, text: str) -> None:
        self._block(cursor, text, ui_font(12, QFont.Weight.DemiBold), tokens().text_2, above=16)

    def _passage(self, cursor: QTextCursor, passage: Passage, *, above: int = 16) -> None:
        look = tokens()
        if passage.is_prose:
            if passage.label:
                self._heading(cursor, passage.label)
            for number, line in enumerate(passage.text.split("\n")):
                self._block(cursor, line, serif_font(16), look.text, above=2 if number else 4, spread=130)
            return
        self._block(cursor, f"{passage.label}:  ", ui_font(12, QFont.Weight.DemiBold), look.text_2, above=min(above, 8))
        cursor.insertText(passage.text, _format(ui_font(13.5), look.text))

    @staticmethod
    def _block(cursor: QTextCursor, text: str, font: QFont, ink: str, *, above: int, spread: int = 115) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(px(above) if above else 0)
        block.setLineHeight(spread, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.position():
            cursor.insertBlock(block)
        else:
            cursor.setBlockFormat(block)
        cursor.insertText(text, _format(font, ink))

    def _picture(self, cursor: QTextCursor, sha256: str) -> None:
        image = self._pictures.get(sha256)
        look = tokens()
        if image is None or image.isNull():
            words = _("Memuat foto…") if image is None else _("Foto tidak terbaca.")
            self._block(cursor, words, ui_font(12.5), look.text_3, above=8)
            return
        self._block(cursor, "", ui_font(12.5), look.text, above=8, spread=100)
        name = QUrl(f"foto:{sha256}")
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
        shown = QTextImageFormat()
        shown.setName(name.toString())
        side = px(THUMBNAIL_SIDE)
        longest = max(image.width(), image.height(), 1)
        shown.setWidth(image.width() * side / longest)
        shown.setHeight(image.height() * side / longest)
        cursor.insertImage(shown)

    def _mark(self) -> None:
        """A wash behind the words that were searched for."""
        text = self.document().toPlainText() if self._words else ""
        places = marked_places(text, self._words) if text and len(text) <= _MOST_MARKED else ()
        wash = QTextCharFormat()
        wash.setBackground(QColor(tokens().warning_tint))
        cursor = QTextCursor(self.document())
        for start, length in places:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(wash)


def _format(font: QFont, ink: str) -> QTextCharFormat:
    shown = QTextCharFormat()
    shown.setFont(font)
    shown.setForeground(QColor(ink))
    return shown
