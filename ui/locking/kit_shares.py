"""Two shares of a recovery kit, typed from paper: told where they are wrong, and forgotten afterwards."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from kotaham_desktop.messages import explain
from ui.widgets.labels import Label
from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_fields import leaves_undo_to_the_window

if TYPE_CHECKING:
    from kotaham_desktop.storage.key_shares import KeyShare

_WORDS = re.compile(r"[^\W\d_]+")
_WANTED = 33


class ShareEdit(GrowingTextEdit):
    """Where one share is typed: nothing guesses the words, and the undo key takes back no note meanwhile."""

    def __init__(self, name: str) -> None:
        super().__init__(_("33 kata menurut nomornya"), name=name, note=False, least_lines=4, most_lines=8)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhMultiLine
        )

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_the_window(event):
            event.accept()
            return True
        return super().event(event)


class KitShares(QWidget):
    """Two fields for two shares, each with a count of its words and room for what is wrong with it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.fields = [ShareEdit(_("Bagian yang pertama")), ShareEdit(_("Bagian yang kedua"))]
        self._counts = [Label("", "caption") for _field in self.fields]
        self._errors = [Label("", "error", wrap=True) for _field in self.fields]
        hint = _("Dari dua lembar yang mana saja. Empat huruf pertama tiap kata sudah cukup.")
        column.addWidget(Label(hint, "caption", wrap=True))
        for field, count, error in zip(self.fields, self._counts, self._errors, strict=True):
            column.addWidget(Label(field.accessibleName(), "label"))
            column.addWidget(field)
            column.addWidget(count)
            column.addWidget(error)
            error.hide()
            field.textChanged.connect(self._count)
        self.setFocusProxy(self.fields[0])
        self._count()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not any(field.text() for field in self.fields)

    @property
    def text(self) -> str:
        """What is said about the fields now."""
        return "\n".join(error.text() for error in self._errors if not error.isHidden())

    def shares(self) -> "list[KeyShare] | None":
        """The two shares; None where one cannot be read, which is said below it, with the wrong word selected."""
        from kotaham_desktop.application.recovery import read_share  # noqa: PLC0415 - late: start-up

        found: list[KeyShare] = []
        for place, field in enumerate(self.fields):
            try:
                found.append(read_share(field.text()))
            except ExpectedError as error:
                if len(found) == place:
                    self._point_at(place, error)
                self._tell(place, error)
        return found if len(found) == len(self.fields) else None

    def wipe(self) -> None:
        """Forget what was typed."""
        for field, error in zip(self.fields, self._errors, strict=True):
            field.clear()
            error.hide()

    def _tell(self, place: int, error: ExpectedError) -> None:
        sentences = explain(error)
        self._errors[place].setText(f"{sentences.happened} {sentences.next_step}")
        self._errors[place].show()

    def _point_at(self, place: int, error: ExpectedError) -> None:
        field = self.fields[place]
        field.setFocus()
        words = list(_WORDS.finditer(field.text()))
        number = error.values.get("place")
        if isinstance(number, int) and 0 < number <= len(words):
            cursor = QTextCursor(field.document())
            cursor.setPosition(words[number - 1].start())
            cursor.setPosition(words[number - 1].end(), QTextCursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)

    @Slot()
    def _count(self) -> None:
        for field, count, error in zip(self.fields, self._counts, self._errors, strict=True):
            found = len(_WORDS.findall(field.text()))
            count.setText(_("{n} dari {wanted} kata").format(n=found, wanted=_WANTED))
            if field.hasFocus():
                error.hide()
        self.edited.emit()
