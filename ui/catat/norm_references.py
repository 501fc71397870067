"""The norms that a record refers to: found by typing letters, each with the page and paragraph of the official text."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.norms import NormEntry
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import NORM_REFERENCE
from kotaham_desktop.i18n import _
from ui.catat.writing import RecordWriting
from ui.context import Context
from ui.theme import BlockColour, px
from ui.widgets.buttons import IconButton, with_shortcut
from ui.widgets.chips import Chip
from ui.widgets.field_editors import LineEditor
from ui.widgets.labels import Label
from ui.widgets.record_list import RecordList, Row
from ui.widgets.text_fields import LineEdit
from ui.widgets.tips import plain_tip

SHORTCUT = "Ctrl+R"


class NormReferences(QWidget):
    """``wanted`` carries the code of a norm that the user picked; ``failed`` why something was not written."""

    wanted = Signal(str)
    removal_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cards: dict[str, _ReferenceCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("Rujukan norma"), "subheading"))
        self.line = NormLine(context.reference)
        self.line.picked.connect(self.wanted)
        column.addWidget(self.line)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(Label(_("Ringkasan acuan, bukan kutipan SNP."), "caption", wrap=True))
        shortcut = QShortcut(QKeySequence(SHORTCUT), self)
        shortcut.activated.connect(self.focus_line)
        self.line.setToolTip(plain_tip(with_shortcut(_("Tambah rujukan norma"), SHORTCUT)))
        self.line.setEnabled(not context.workshop.read_only)

    def focus_line(self) -> None:
        """Begin to look for a norm."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_record(self, record_id: str) -> None:
        """Show the references of a record; none for one that has not begun."""
        found: Sequence[Record] = (
            self._context.workshop.records("norm_reference", record=record_id) if record_id else ()
        )
        kept = {record.id for record in found}
        for reference_id in [known for known in self._cards if known not in kept]:
            card = self._cards.pop(reference_id)
            card.let_go()
        for record in found:
            if record.id in self._cards:
                self._cards[record.id].writing.show(record)
            else:
                card = _ReferenceCard(self._context, record, partial(self.removal_wanted.emit, record.id))
                card.writing.failed.connect(self.failed)
                self._cards[record.id] = card
                self._list.addWidget(card)
        before: QWidget = self.line
        for card in self._cards.values():
            before = card.stand_behind(before)

    def let_go(self) -> None:
        """No longer count among the editors of the window."""
        for card in self._cards.values():
            card.writing.abandon()

    def card(self, reference_id: str) -> QWidget:
        """The card of a reference; raises ``KeyError``."""
        return self._cards[reference_id]

    @property
    def reference_ids(self) -> list[str]:
        """The references that are shown."""
        return list(self._cards)


class _ReferenceCard(QFrame):
    """One reference: code and title, page and paragraph."""

    def __init__(self, context: Context, record: Record, on_remove: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("frame", "well")
        code = record.text("norm")
        entry = context.reference.norm(code)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Chip(code, BlockColour.TEAL))
        head.addStretch(1)
        self._remove = IconButton("x", _("Lepas rujukan {code}").format(code=code), on_click=on_remove)
        self._remove.setEnabled(not context.workshop.read_only)
        head.addWidget(self._remove)
        column.addLayout(head)
        if entry is not None:
            title = Label(entry.title, "body", wrap=True)
            title.setToolTip(plain_tip(entry.summary))
            column.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.writing = RecordWriting(context, "norm_reference", record_id=record.id, parent=self)
        self._lines: list[QWidget] = []
        for name, word in (("page", _("Hal.")), ("paragraph", _("Par."))):
            editor = LineEditor(NORM_REFERENCE.field(name))
            editor.line.setPlaceholderText(word)
            editor.line.setAccessibleName(f"{_(NORM_REFERENCE.field(name).label)}, {code}")
            editor.line.setMinimumWidth(px(52))
            row.addWidget(editor)
            self._lines.append(editor.line)
            self.writing.add(editor)
        column.addLayout(row)
        self.writing.show(record)

    def stand_behind(self, before: QWidget) -> QWidget:
        """Let Tab come here from another widget; returns the last one that it stops at."""
        for part in (*self._lines, self._remove):
            QWidget.setTabOrder(before, part)
            before = part
        return before

    def let_go(self) -> None:
        """Write what is left and go."""
        if not self.writing.finish():
            self.writing.abandon()
        self.setParent(None)
        self.deleteLater()


class NormLine(LineEdit):
    """A line that offers norms while one types; arrows choose, Enter adds, Esc closes the list."""

    picked = Signal(str)

    def __init__(self, reference: ReferenceData, parent: QWidget | None = None) -> None:
        super().__init__(_("Ketik huruf, mis. keadil, snp 8…"), name=_("Cari norma"), parent=parent)
        self._reference = reference
        self._offers: _Offers | None = None
        self.textEdited.connect(self._offer)

    @property
    def offered(self) -> list[str]:
        """The codes that are offered now, best first."""
        return (
            [row.id for row in self._offers.list.rows] if self._offers is not None and self._offers.isVisible() else []
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offers = self._offers
        if offers is not None and offers.isVisible():
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                offers.list.keyPressEvent(event)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(offers.list.selected_id)
                return
            if event.key() == Qt.Key.Key_Escape:
                offers.hide()
                return
        elif event.key() == Qt.Key.Key_Down:
            self._offer(self.text())
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._offers is not None:
            self._offers.hide()

    def _offer(self, typed: str) -> None:
        found = self._reference.find_norms(typed) if typed.strip() else []
        if self._offers is None:
            self._offers = _Offers(self)
            self._offers.list.opened.connect(self._take)
        self._offers.show_entries(found)

    def _take(self, code: str) -> None:
        if not code:
            return
        self.clear()
        if self._offers is not None:
            self._offers.hide()
        self.picked.emit(code)


class _Offers(QFrame):
    """The list under the line. It belongs to the window, not to the screen: nothing is modal and no focus moves."""

    def __init__(self, line: QWidget) -> None:
        super().__init__(line.window())
        self._line = line
        self.setProperty("frame", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        self.list = RecordList(name=_("Norma yang cocok"), opens_on_click=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.list, 1)
        self._empty = Label(_("Tidak ada norma yang cocok."), "caption", wrap=True)
        column.addWidget(self._empty)
        column.addWidget(Label(_("Ringkasan acuan, bukan kutipan SNP."), "caption", wrap=True))
        line.installEventFilter(self)
        line.destroyed.connect(self.deleteLater)
        self.hide()

    def show_entries(self, entries: Sequence[NormEntry]) -> None:
        """Offer these."""
        self.list.set_rows([_row(entry) for entry in entries])
        self.list.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        if entries:
            self.list.select(entries[0].code)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.hide()
        elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._line.window()
        width = min(px(380), window.width() - 16)
        height = min(self.list.height_of_rows() + px(44), px(300)) if self.list.rows else px(70)
        below = self._line.mapTo(window, QPoint(0, self._line.height() + 2))
        above = self._line.mapTo(window, QPoint(0, -2))
        x = max(8, min(below.x(), window.width() - width - 8))
        room_below, room_above = window.height() - below.y() - 8, above.y() - 8
        if room_below >= height or room_below >= room_above:
            self.setGeometry(x, below.y(), width, min(height, room_below))
        else:
            height = min(height, room_above)
            self.setGeometry(x, above.y() - height, width, height)


def _row(entry: NormEntry) -> Row:
    basis = "; ".join(entry.legal_basis) or entry.summary
    return Row(entry.code, entry.title, basis, detail=entry.code)
