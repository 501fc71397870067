"""One line for one thought: Enter saves it as a note, and what could not be saved stays in the line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.new_values import new_record_id
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import N_, _
from kotaham_desktop.messages import explain
from ui.catat.kinds import NOTE_KINDS, note_kind_label
from ui.catat.place import Place
from ui.context import Context
from ui.theme import px
from ui.unsaved import TypingState
from ui.widgets.buttons import Button, with_shortcut
from ui.widgets.chips import Chip
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from kotaham_desktop.domain.record import Value

SHORTCUT = "Ctrl+K"
_PLACEHOLDER = N_("Catatan cepat…   ! keputusan   ? pertanyaan   > janji")
_LONGEST = 20_000
"""Characters that may be pasted into one line; more belongs into the editor."""
_BY_SIGN = {sign: code for code, (_icon, _colour, sign) in NOTE_KINDS.items() if sign}


class QuickLine(QWidget):
    """``saved`` carries the id of each note; the line keeps the focus and its words until they are on the disk."""

    saved = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._workshop = context.workshop
        self._place = Place()
        self._waiting_id = ""
        self._state = TypingState.SAVED
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._problem = Label("", "error", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self._chip = Chip("")
        row.addWidget(self._chip)
        self.line = _Line(_(_PLACEHOLDER), name=_("Catatan cepat"))
        hint = _("Enter menyimpan. Awali dengan ! keputusan, ? pertanyaan, > janji narasumber")
        self.line.setToolTip(plain_tip(with_shortcut(hint, SHORTCUT)))
        self.line.setMaxLength(2 * _LONGEST)
        self.line.too_long.connect(self._refuse_paste)
        self.line.textChanged.connect(self._show_kind)
        self.line.returnPressed.connect(self.save)
        row.addWidget(self.line, 1)
        self._button = Button(_("Simpan"), "primary", hint=_("Simpan catatan cepat (Enter)"), on_click=self.save)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self._button)
        self.setEnabled(not self._workshop.read_only)
        self._show_kind()
        context.unsaved.register(self)
        self.destroyed.connect(_forgetter(context, self))

    def show_place(self, place: Place) -> None:
        """Where the next note belongs."""
        self._place = place

    def set_narrow(self, narrow: bool) -> None:
        """Leave the room to the words."""
        self._button.setVisible(not narrow)
        self._chip.setVisible(not narrow)
        self.line.setMinimumWidth(px(80))

    def set_resting(self, resting: bool) -> None:
        """Take no words while recording rests; those that stand here stay."""
        self.setEnabled(not resting and not self._workshop.read_only)
        self.line.setPlaceholderText(_("Pencatatan dihentikan") if resting else _(_PLACEHOLDER))

    @property
    def problem(self) -> str:
        """Why the words are still here, empty when nothing is wrong."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def typing_state(self) -> TypingState:
        """Whether a note that the user has sent could not be written."""
        return self._state

    def save_typing(self) -> bool:
        """Try once more to write a note that was sent; words that were not sent yet stay where they are."""
        return self._state is TypingState.SAVED or self.save()

    def save(self) -> bool:
        """Write the line as a note; whether nothing is left unsaved."""
        kind, text = self._parts()
        if not text:
            return True
        self._state = TypingState.FAILED
        values: dict[str, Value] = {"kind": kind, "text": text}
        record_id = self._waiting_id or new_record_id()
        try:
            if self._workshop.holds(record_id):
                self._workshop.set_fields(record_id, values)
            else:
                values.update(session=self._place.session, group=self._place.group)
                self._workshop.create_record("note", values, record_id=record_id)
        except ExpectedError as error:
            self._keep(record_id, error)
            return False
        if self._workshop.pending and not self._workshop.retry():
            return False
        self._waiting_id = ""
        self._state = TypingState.SAVED
        self._problem.hide()
        self.line.clear()
        self._context.unsaved.tell()
        self.saved.emit(record_id)
        return True

    def send_rest(self) -> None:
        """Write what stands in the line, because the window closes."""
        if not self._workshop.read_only:
            self.save()

    def let_go(self) -> None:
        """No longer count among the editors of the window."""
        self._context.unsaved.forget(self)

    def _keep(self, record_id: str, error: ExpectedError) -> None:
        self._waiting_id = record_id
        sentences = explain(error)
        self._problem.setText(" ".join((sentences.happened, _("Tulisan ini tetap di sini dan akan dicoba lagi."))))
        self._problem.show()
        self._context.unsaved.tell()

    def _refuse_paste(self) -> None:
        self._problem.setText(_("Teks itu terlalu panjang untuk satu baris. Tempelkan di lembar catatan di atas."))
        self._problem.show()

    def _parts(self) -> tuple[str, str]:
        text = self.line.text().strip()
        kind = _BY_SIGN.get(text[:1], "note")
        return kind, text[1:].strip() if kind != "note" else text

    def _show_kind(self) -> None:
        kind, _text = self._parts()
        icon_name, colour, _sign = NOTE_KINDS[kind]
        self._chip.show_as(note_kind_label(kind), colour, icon_name=icon_name)


def _forgetter(context: Context, line: QuickLine) -> Callable[[QObject], None]:
    """Counts the line out when Qt has destroyed it; it must not touch its own Qt side any more."""

    def forget(_gone: QObject) -> None:
        context.unsaved.forget(line)

    return forget


class _Line(LineEdit):
    """A line that does not cut off a long paste without a word."""

    too_long = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and len(QApplication.clipboard().text()) > _LONGEST:
            self.too_long.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
