"""Several things chosen by typing a few letters: each becomes a chip that can be taken away again."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.choices import Option
from ui.theme import BlockColour
from ui.widgets.buttons import IconButton
from ui.widgets.chips import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_fields import LineEdit
from ui.widgets.tips import plain_tip

Finder = Callable[[str], Sequence[Option]]
Namer = Callable[[str], Option]


class _Token(QWidget):
    def __init__(self, option: Option, colour: BlockColour, on_remove: Callable[[], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        chip = Chip(option.label, colour)
        chip.setToolTip(plain_tip(option.detail))
        row.addWidget(chip)
        row.addWidget(IconButton("x", _("Lepas {name}").format(name=option.label), on_click=on_remove))


class TokenField(QWidget):
    """``changed`` follows each addition and removal.

    Enter takes the first match, Backspace in the empty line the last chip away.
    """

    changed = Signal()

    def __init__(
        self,
        find: Finder,
        name_of: Namer,
        *,
        name: str,
        placeholder: str,
        colour: BlockColour = BlockColour.TEAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._name_of = name_of
        self._colour = colour
        self._codes: tuple[str, ...] = ()
        self._offered: Sequence[Option] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._tokens = QWidget()
        self._flow = FlowLayout(self._tokens, spacing=4)
        column.addWidget(self._tokens)
        self.line = _TokenLine(placeholder, name=name)
        column.addWidget(self.line)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self.line)
        self._completer.setMaxVisibleItems(8)
        self._completer.activated.connect(self._picked)
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self._take_first)
        self.line.emptied.connect(self._remove_last)
        self.setFocusProxy(self.line)
        self._tokens.hide()

    def codes(self) -> tuple[str, ...]:
        """What is chosen, in the order of choosing."""
        return self._codes

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Show a choice without telling."""
        self._codes = codes
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for code in codes:
            self._flow.addWidget(_Token(self._name_of(code), self._colour, partial(self._remove, code)))
        self._tokens.setVisible(bool(codes))
        self._flow.invalidate()
        self.updateGeometry()

    def add(self, code: str) -> None:
        """Choose one more."""
        if code not in self._codes:
            self.show_codes((*self._codes, code))
            self.changed.emit()

    @Slot(str)
    def _offer(self, typed: str) -> None:
        self._offered = [option for option in self._find(typed) if option.code not in self._codes] if typed else []
        self._model.setStringList([_shown(option) for option in self._offered])
        if self._offered:
            self._completer.complete()
        else:
            self._close_popup()

    @Slot(str)
    def _picked(self, shown: str) -> None:
        option = next((each for each in self._offered if _shown(each) == shown), None)
        self._take(option)

    @Slot()
    def _take_first(self) -> None:
        self._take(self._offered[0] if self._offered else None)

    def _take(self, option: Option | None) -> None:
        if option is None:
            return
        self._close_popup()
        self.line.clear()
        self._offered = ()
        self.add(option.code)

    def _close_popup(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _remove(self, code: str) -> None:
        self.show_codes(tuple(other for other in self._codes if other != code))
        self.line.setFocus()
        self.changed.emit()

    @Slot()
    def _remove_last(self) -> None:
        if self._codes:
            self._remove(self._codes[-1])


class _TokenLine(LineEdit):
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


def _shown(option: Option) -> str:
    return f"{option.label}  ·  {option.detail}" if option.detail else option.label
