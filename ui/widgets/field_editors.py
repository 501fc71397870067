"""One editor for each kind of field, made from its declaration."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kotaham_desktop.domain.agenda import parse_clock
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.incoming_text import MAX_SHORT_TEXT
from kotaham_desktop.domain.levels import LEVEL_LABELS, LEVEL_MEANINGS, Level
from kotaham_desktop.domain.record import Value
from kotaham_desktop.i18n import _
from ui.choices import Choices, Option
from ui.widgets.chips import LEVEL_COLOURS, LEVEL_ICONS
from ui.widgets.date_field import DateField
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_fields import ComboBox, LineEdit, SpinBox
from ui.widgets.tips import plain_tip
from ui.widgets.token_field import TokenField

_MOST = 1_000_000


class FieldEditor(QWidget):
    """Shows and takes the value of one field. ``changed`` tells of the user's own changes only."""

    changed = Signal()
    refused = Signal(object)
    """An ``ExpectedError`` about something that could not be taken in."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def problem(self) -> str:
        """A sentence about why what is written cannot be a value yet, empty when it can."""
        return ""

    def value(self) -> Value:
        """What is written, as the record keeps it."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value without telling."""
        raise NotImplementedError

    def refresh_choices(self) -> None:
        """Offer what there is to choose now."""

    def set_read_only(self, read_only: bool) -> None:
        """Let the user read only."""
        self.setEnabled(not read_only)

    def _hold(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self.setFocusProxy(widget)


class LineEditor(FieldEditor):
    """A line of text."""

    def __init__(self, field: Field, placeholder: str = "") -> None:
        super().__init__(field)
        self.line = LineEdit(placeholder, name=_(field.label))
        self.line.setMaxLength(MAX_SHORT_TEXT)
        self._hold(self.line)
        self.line.textEdited.connect(self.changed)

    def value(self) -> Value:
        return self.line.text()

    def show_value(self, value: Value) -> None:
        text = "" if value is None else str(value)
        if text != self.line.text():
            place = self.line.cursorPosition()
            self.line.setText(text)
            self.line.setCursorPosition(min(place, len(text)))

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)


class ProseEditor(FieldEditor):
    """Prose that grows."""

    def __init__(self, field: Field, placeholder: str = "", *, least_lines: int = 2) -> None:
        super().__init__(field)
        self.text = GrowingTextEdit(placeholder, name=_(field.label), least_lines=least_lines)
        self._hold(self.text)
        self.text.edited.connect(self.changed)
        self.text.refused.connect(self.refused)

    def value(self) -> Value:
        return self.text.text()

    def show_value(self, value: Value) -> None:
        self.text.show_text("" if value is None else str(value))

    def set_read_only(self, read_only: bool) -> None:
        self.text.setReadOnly(read_only)


class ListEditor(FieldEditor):
    """One of several things from a list; what the list does not know (any more) stays chosen and visible."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = ComboBox(name=_(field.label))
        self._hold(self.box)
        self._code = ""
        self.refresh_choices()
        self.box.activated.connect(self._chosen)

    def options(self) -> Sequence[Option]:
        """What is offered now."""
        return [Option(choice.code, _(choice.label)) for choice in self.field.choices]

    def refresh_choices(self) -> None:
        self.box.clear()
        if not self.field.required:
            self.box.addItem("–", "")
        for option in self.options():
            self.box.addItem(f"{option.label}  ·  {option.detail}" if option.detail else option.label, option.code)
        self.show_value(self._code)

    def value(self) -> Value:
        return self._code

    def show_value(self, value: Value) -> None:
        self._code = "" if value is None else str(value)
        place = self.box.findData(self._code)
        if place < 0 and self._code:
            self.box.addItem(_("(tidak ada lagi)"), self._code)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        code = str(self.box.itemData(place) or "")
        if code != self._code:
            self._code = code
            self.changed.emit()


class LinkEditor(ListEditor):
    """One record of a type."""

    def __init__(self, field: Field, choices: Choices) -> None:
        self._choices = choices
        super().__init__(field)

    def options(self) -> Sequence[Option]:
        return self._choices.linked(self.field.links_to)


class MethodEditor(ListEditor):
    """One facilitation method."""

    def __init__(self, field: Field, choices: Choices) -> None:
        self._choices = choices
        super().__init__(field)

    def options(self) -> Sequence[Option]:
        return self._choices.methods()


class SeveralEditor(FieldEditor):
    """Several records, or several norms, chosen by typing a few letters."""

    def __init__(self, field: Field, choices: Choices) -> None:
        super().__init__(field)
        self._choices = choices
        norms = field.kind is FieldKind.NORMS
        self.tokens = TokenField(
            choices.find_norms if norms else self._find_linked,
            choices.norm if norms else self._name_linked,
            name=_(field.label),
            placeholder=_("Ketik beberapa huruf, misalnya SNP atau tanah…") if norms else _("Ketik beberapa huruf…"),
        )
        self._hold(self.tokens)
        self.tokens.changed.connect(self.changed)

    def value(self) -> Value:
        return self.tokens.codes()

    def show_value(self, value: Value) -> None:
        codes = value if isinstance(value, tuple) else ()
        if codes != self.tokens.codes():
            self.tokens.show_codes(codes)

    def refresh_choices(self) -> None:
        self.tokens.show_codes(self.tokens.codes())

    def _find_linked(self, typed: str) -> Sequence[Option]:
        wanted = typed.casefold().split()
        return [
            option
            for option in self._choices.linked(self.field.links_to)
            if all(word in f"{option.label} {option.detail}".casefold() for word in wanted)
        ]

    def _name_linked(self, code: str) -> Option:
        options = self._choices.linked(self.field.links_to)
        return next((option for option in options if option.code == code), Option(code, _("(tidak ada lagi)")))


class LevelEditor(FieldEditor):
    """How far the record may travel."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.levels = SegmentedControl(
            [(level.code, f"{level.code} {_(LEVEL_LABELS[level])}") for level in Level],
            name=_(field.label),
            colours={level.code: LEVEL_COLOURS[level] for level in Level},
            icons={level.code: LEVEL_ICONS[level] for level in Level},
        )
        for level in Level:
            self.levels.button(level.code).setToolTip(plain_tip(_(LEVEL_MEANINGS[level])))
        self._hold(self.levels)
        self.levels.changed.connect(self._chosen)

    def value(self) -> Value:
        return self.levels.value()

    def show_value(self, value: Value) -> None:
        self.levels.set_value(str(value or ""))

    @Slot(str)
    def _chosen(self, code: str) -> None:  # noqa: ARG002 - the value is read back
        self.changed.emit()


class YesNoEditor(FieldEditor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QCheckBox(_(field.label).replace("&", "&&"))
        self._hold(self.box)
        self.box.clicked.connect(self._clicked)

    def value(self) -> Value:
        return self.box.isChecked()

    def show_value(self, value: Value) -> None:
        self.box.setChecked(value is True)

    @Slot()
    def _clicked(self) -> None:
        self.changed.emit()


class NumberEditor(FieldEditor):
    """A whole number, or none."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = SpinBox(-1, _MOST, name=_(field.label))
        self.box.setSpecialValueText(" ")
        self._hold(self.box)
        self._showing = False
        self.box.valueChanged.connect(self._value_changed)

    def value(self) -> Value:
        return None if self.box.value() < 0 else self.box.value()

    def show_value(self, value: Value) -> None:
        self._showing = True
        number = int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else -1
        self.box.setValue(max(-1, min(number, _MOST)))
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        self.box.setReadOnly(read_only)

    @Slot()
    def _value_changed(self) -> None:
        if not self._showing:
            self.changed.emit()


class TimeEditor(LineEditor):
    """A time of day, written 8.30 or 08:30, kept as ``08:30``."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, "08.30")

    @property
    def problem(self) -> str:
        text = self.line.text().strip()
        return _("Tulis jam seperti 08.30.") if text and parse_clock(text) is None else ""

    def value(self) -> Value:
        moment = parse_clock(self.line.text())
        return f"{moment:%H:%M}" if moment is not None else ""

    def show_value(self, value: Value) -> None:
        if value != self.value() or not value:
            super().show_value(str(value or "").replace(":", "."))


class DateEditor(FieldEditor):
    """A date, typed or picked."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.date = DateField(name=_(field.label))
        self._hold(self.date)
        self.date.changed.connect(self.changed)

    @property
    def problem(self) -> str:
        return "" if self.date.is_clear else _("Tulis tanggal seperti 22/08/2022 atau 22 Agustus 2022.")

    def value(self) -> Value:
        return self.date.value()

    def show_value(self, value: Value) -> None:
        if value != self.date.value() or not value:
            self.date.show_value(str(value or ""))

    def set_read_only(self, read_only: bool) -> None:
        self.date.setEnabled(not read_only)


_WITHOUT_CHOICES: Mapping[FieldKind, Callable[[Field], FieldEditor]] = MappingProxyType(
    {
        FieldKind.SHORT_TEXT: LineEditor,
        FieldKind.LONG_TEXT: ProseEditor,
        FieldKind.CHOICE: ListEditor,
        FieldKind.LEVEL: LevelEditor,
        FieldKind.YES_NO: YesNoEditor,
        FieldKind.WHOLE_NUMBER: NumberEditor,
        FieldKind.TIME: TimeEditor,
        FieldKind.DATE: DateEditor,
    }
)
_WITH_CHOICES: Mapping[FieldKind, Callable[[Field, Choices], FieldEditor]] = MappingProxyType(
    {
        FieldKind.LINK: LinkEditor,
        FieldKind.METHOD: MethodEditor,
        FieldKind.LINKS: SeveralEditor,
        FieldKind.NORMS: SeveralEditor,
    }
)


def has_editor(field: Field) -> bool:
    """Whether the field is edited by itself; an order and the answers of a result row are not."""
    return field.kind in _WITHOUT_CHOICES or field.kind in _WITH_CHOICES


def editor_for(field: Field, choices: Choices) -> FieldEditor:
    """The editor of a field; raises ``KeyError`` on a kind that has none."""
    if field.kind in _WITH_CHOICES:
        return _WITH_CHOICES[field.kind](field, choices)
    return _WITHOUT_CHOICES[field.kind](field)
