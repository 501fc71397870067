"""Prose of any length: plain text that grows with what is written in it."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.incoming_text import clean_text
from ui.theme import px, serif_font, ui_font
from ui.widgets.closed_text import ClosedTextEdit
from ui.widgets.text_fields import leaves_undo_to_the_window
from ui.widgets.text_merge import changed_span

_LINE_HEIGHT = 138
"""Per cent of the font's own, for notes."""
_LONGEST_PARAGRAPH = 10_000
_BROKEN_AFTER = 4_000
"""A pasted paragraph above the first length is broken at a space after the second: Qt lays out paragraphs whole."""


class GrowingTextEdit(ClosedTextEdit):
    """Plain prose. Tab moves on, undo is left to the window, pasted text is made fit to keep before it goes in.

    ``note`` sets it in the serif of the notes, ``bare`` leaves its frame to the card around it. It is as high as its
    text between ``least_lines`` and ``most_lines``; above that it scrolls.
    """

    edited = Signal()
    """The user changed the text; what the program shows with ``show_text`` does not count."""
    refused = Signal(object)
    """An ``ExpectedError``: what was pasted is too much to take in; the clipboard still has it."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str = "",
        note: bool = True,
        least_lines: int = 2,
        most_lines: int = 24,
        fills: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._least, self._most = least_lines, most_lines
        self._fills = fills
        self._showing = False
        self.setProperty("field", "true")
        self.setProperty("note", "true" if note else "false")
        self.setProperty("bare", "true" if bare else "false")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self._dress()
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def text(self) -> str:
        """The text exactly as it is written, with a line feed between paragraphs."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Bring the editor to a text by the smallest change; the cursor stays at the words where it was."""
        shown = self.text()
        if shown == text:
            return
        span = changed_span(shown, text)
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_qt_length(shown[: span.start]))
        cursor.setPosition(_qt_length(shown[: span.end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(span.words)
        self._showing = False

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self._height_of(self._least))

    def sizeHint(self) -> QSize:
        wanted = round(self.document().size().height()) + self._beside()
        least, most = self._height_of(self._least), self._height_of(self._most)
        return QSize(px(320), max(least, min(wanted, most)))

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.ignore()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A field that shows all its text leaves the wheel to the page.
        if self.verticalScrollBar().maximum() > 0 and (self.hasFocus() or self._fills):
            super().wheelEvent(event)
        else:
            event.ignore()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.hasText():
            return
        try:
            text = clean_text(source.text()).text
        except ExpectedError as error:
            self.refused.emit(error)
            return
        self.textCursor().insertText("\n".join(_short_paragraphs(text)))
        self.ensureCursorVisible()

    def _dress(self) -> None:
        font = serif_font(17) if self._note else ui_font(13)
        self.setFont(font)
        self.document().setDocumentMargin(0)
        if self._note:
            spacing = QTextBlockFormat()
            spacing.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(spacing)

    def _height_of(self, lines: int) -> int:
        font = serif_font(17) if self._note else ui_font(13)
        share = _LINE_HEIGHT / 100 if self._note else 1.0
        return round(QFontMetrics(font).lineSpacing() * share * lines) + self._beside()

    def _beside(self) -> int:
        """The border and the padding of the style sheet, above and below."""
        return max(0, self.height() - self.viewport().height()) if self.isVisible() else 14

    @Slot()
    def _grow(self) -> None:
        if not self._fills:
            self.updateGeometry()

    @Slot()
    def _text_changed(self) -> None:
        if not self._showing:
            self.edited.emit()


def _qt_length(text: str) -> int:
    """Positions in Qt count UTF-16 units, in Python characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _short_paragraphs(text: str) -> list[str]:
    """The paragraphs, the overlong ones broken at spaces."""
    paragraphs: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while len(rest) > _LONGEST_PARAGRAPH:
            space = rest.find(" ", _BROKEN_AFTER, _LONGEST_PARAGRAPH)
            if space < 0:
                break
            paragraphs.append(rest[:space])
            rest = rest[space + 1 :]
        paragraphs.append(rest)
    return paragraphs
