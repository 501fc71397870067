"""Choosing a session or a group by typing a few letters of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.catat.chip_button import ChipButton
from ui.choices import Option
from ui.theme import BlockColour, px
from ui.widgets.labels import Label
from ui.widgets.record_list import RecordList, Row
from ui.widgets.text_fields import LineEdit


class PlaceChip(ChipButton):
    """Shows where we are; pressed, it offers where we could be. ``picked`` carries an id, empty for no restriction."""

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        everywhere: str,
        colour: BlockColour,
        icon_name: str,
        options: Callable[[], Sequence[Option]],
        *,
        shortcut: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, shortcut=shortcut, parent=parent)
        self._everywhere = everywhere
        self._look = (colour, icon_name)
        self._options = options
        self._code = ""
        self.clicked.connect(self.open_popup)
        self.show_code("")

    @property
    def code(self) -> str:
        """The id that is chosen now."""
        return self._code

    def show_code(self, code: str) -> Option | None:
        """Show a place without telling; one that is not there any more becomes no restriction."""
        option = next((each for each in self._options() if code and each.code == code), None)
        self._code = option.code if option else ""
        colour, icon_name = self._look
        if option is None:
            self.show_as(self._everywhere, BlockColour.GREY, icon_name)
        else:
            self.show_as(option.label, colour, icon_name)
        return option

    def open_popup(self) -> None:
        """Offer the places below the chip."""
        options = [Option("", self._everywhere), *self._options()]
        popup = PlacePopup(self._name, options, self._code, self.window())
        popup.picked.connect(self._take)
        popup.open_below(self)

    def _take(self, code: str) -> None:
        if code != self._code:
            self.show_code(code)
            self.picked.emit(code)


class PlacePopup(QFrame):
    """A line to type in and the places that match; Enter takes the one that is marked."""

    picked = Signal(str)

    def __init__(self, name: str, options: Sequence[Option], chosen: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("frame", "card")
        self.setAccessibleName(name)
        self._offered = options
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        self.line = LineEdit(_("Ketik beberapa huruf…"), name=name)
        self.list = RecordList(name=name, opens_on_click=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(Label(_("Panah untuk memilih, Enter untuk memakai, Esc untuk batal"), "caption", wrap=True))
        self.list.opened.connect(self._take)
        self.line.textEdited.connect(self._narrow)
        self.line.returnPressed.connect(self._take_marked)
        self._narrow("")
        self.list.select(chosen or _NOWHERE)
        self.setFocusProxy(self.line)

    def open_below(self, chip: QWidget) -> None:
        """Show it under a chip, inside the screen."""
        room = chip.screen().availableGeometry()
        width = min(px(400), room.width() - 24)
        height = min(max(px(190), self.list.height_of_rows() + px(110)), px(460), room.height() - 40)
        corner = chip.mapToGlobal(QPoint(0, chip.height() + px(4)))
        corner.setX(max(room.left() + 8, min(corner.x(), room.right() - width - 8)))
        corner.setY(max(room.top() + 8, min(corner.y(), room.bottom() - height - 8)))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.list.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        rows = [
            Row(option.code or _NOWHERE, option.label, option.detail)
            for option in self._offered
            if all(word in f"{option.label} {option.detail}".casefold() for word in words)
        ]
        self.list.set_rows(rows)
        if rows and not self.list.selected_id:
            self.list.select(rows[0].id)

    def _take_marked(self) -> None:
        if self.list.selected_id:
            self._take(self.list.selected_id)

    def _take(self, row_id: str) -> None:
        self.close()
        self.picked.emit("" if row_id == _NOWHERE else row_id)


_NOWHERE = "everywhere"
