"""Who looked and who agrees: the eight questions, the names, and the one button that says what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.release import CHECKLIST, needs_two_people
from kotaham_desktop.i18n import _
from ui.releasing.leaving import Looked
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class PeoplePart(QWidget):
    """``prepare_wanted``, ``confirm_wanted`` and ``save_wanted`` are the three steps; only one is offered at a time."""

    prepare_wanted = Signal()
    confirm_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._questions = QWidget()
        questions = QVBoxLayout(self._questions)
        questions.setContentsMargins(0, 0, 0, 0)
        questions.setSpacing(2)
        questions.addWidget(Label(_("Yang hanya dapat dilihat manusia"), "label"))
        self.boxes: dict[str, QCheckBox] = {}
        for choice in CHECKLIST:
            questions.addWidget(self._question(choice.code, _(choice.label)))
        column.addWidget(self._questions)
        column.addSpacing(8)
        self._first = QWidget()
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(4)
        first.addWidget(Label(_("Nama yang memeriksa"), "label"))
        self.prepared_by = LineEdit("", name=_("Nama yang memeriksa"))
        first.addWidget(self.prepared_by)
        column.addWidget(self._first)
        self._second = QWidget()
        second = QVBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(4)
        self._state = Label("", "body", wrap=True)
        second.addWidget(self._state)
        self._second_label = Label(_("Nama orang kedua"), "label")
        second.addWidget(self._second_label)
        self.confirmed_by = LineEdit("", name=_("Nama orang kedua"))
        second.addWidget(self.confirmed_by)
        column.addWidget(self._second)
        column.addSpacing(6)
        self.prepare = Button(_("Selesai diperiksa"), "primary", on_click=self.prepare_wanted.emit)
        self.confirm = Button(_("Setujui dan simpan"), "primary", on_click=self.confirm_wanted.emit)
        self.save = Button(_("Simpan"), "primary", icon_name="download", on_click=self.save_wanted.emit)
        for button in (self.prepare, self.confirm, self.save):
            column.addWidget(button)
        self.prepared_by.returnPressed.connect(self._go_on)
        self.confirmed_by.returnPressed.connect(self.confirm_wanted)

    def _question(self, code: str, label: str) -> QWidget:
        """A box with words that break where the room ends; a click on the words ticks the box, too."""
        line = _Question(label)
        self.boxes[code] = line.box
        return line

    @property
    def checked(self) -> tuple[str, ...]:
        """The questions that were ticked."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    @property
    def state(self) -> str:
        """What was signed so far, in words."""
        return "" if self._second.isHidden() else self._state.text()

    def _go_on(self) -> None:
        (self.prepare_wanted if self.prepare.isVisible() else self.save_wanted).emit()

    def untick(self) -> None:
        """The content is another one: nobody has looked at it yet."""
        for box in self.boxes.values():
            box.setChecked(False)
        self.confirmed_by.clear()

    def show_state(self, looked: Looked | None, *, is_ready: bool) -> None:
        """Offer the step that comes next for this content."""
        two = looked is not None and needs_two_people(looked.leaving.audience)
        prepared = looked is not None and bool(looked.prepared_id)
        released = looked is not None and looked.is_released
        asks = not released and not (two and prepared)
        self._questions.setVisible(asks)
        self._first.setVisible(asks)
        self._second.setVisible(two and prepared)
        waits = two and prepared and not released
        self._second_label.setVisible(waits)
        self.confirmed_by.setVisible(waits)
        if looked is not None and two and prepared:
            said = _("Diperiksa oleh {name}.").format(name=looked.prepared_by)
            more = (
                _("Sudah disetujui orang kedua.")
                if released
                else _(
                    "Orang kedua melihat temuan dan isi yang sama, di sini atau di laptop lain, lalu menulis namanya."
                )
            )
            self._state.setText(f"{said} {more}")
        self.prepare.setVisible(two and not prepared)
        self.confirm.setVisible(waits)
        self.save.setVisible(not two or released)
        for button in (self.prepare, self.confirm, self.save):
            button.setEnabled(is_ready)


class _Question(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.box = QCheckBox("")
        self.box.setAccessibleName(words)
        row.addWidget(self.box)
        label = _Words(words, "body", wrap=True)
        label.clicked.connect(self.box.toggle)
        row.addWidget(label, 1)


class _Words(Label):
    clicked = Signal()

    def mouseReleaseEvent(self, event: "QMouseEvent") -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()
