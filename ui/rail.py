"""The rail at the left: one place after another, narrow when the window is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.theme import icon_pixmap, px, tokens, ui_font
from ui.widgets.buttons import press_with, with_shortcut
from ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from ui.screen import ScreenEntry

_WIDE = 96
_NARROW = 60


class RailButton(QAbstractButton):
    """An icon over its name, or the icon alone."""

    def __init__(self, entry: "ScreenEntry", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._narrow = False
        self._hovered = False
        title = _(entry.title)
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setToolTip(plain_tip(with_shortcut(title, entry.shortcut)))
        press_with(self, entry.shortcut)
        # A click leaves the focus to the screen that it brings to the front.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or with its name."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._narrow:
            return QSize(px(44), px(40))
        return QSize(px(78), px(58))

    def enterEvent(self, event: "QEnterEvent") -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: "QEvent") -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: "QPaintEvent") -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.rail_selected if self.isChecked() else look.rail_hover))
            painter.drawRoundedRect(frame, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor("#F0A44B"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 8, 8)
        ink = look.rail_text_selected if self.isChecked() else look.rail_text
        side = px(21)
        top = (self.height() - side) / 2 if self._narrow else px(9)
        picture = icon_pixmap(self.entry.icon_name, ink, side, self.devicePixelRatioF())
        painter.drawPixmap(round((self.width() - side) / 2), round(top), picture)
        if not self._narrow:
            painter.setPen(QColor(ink))
            painter.setFont(ui_font(11.5, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
            line = self.rect().adjusted(2, px(33), -2, 0)
            text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


class Emblem(QWidget):
    """The sign of the program: the K of Kota on amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = px(44)
        self.set_side(44)

    def set_side(self, side: int) -> None:
        """Change its size, given for 100 % text."""
        self._side = px(side)
        self.setFixedSize(self._side, self._side)

    def paintEvent(self, event: "QPaintEvent") -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon_pixmap("kotaham", "text", self._side, self.devicePixelRatioF()))


class Rail(QFrame):
    """The places of the window; ``chosen`` gives the name of the one that was picked."""

    chosen = Signal(str)

    def __init__(self, entries: "Sequence[ScreenEntry]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "rail")
        self._narrow = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 14, 0, 12)
        outer.setSpacing(8)
        self._emblem = Emblem()
        outer.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(6)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        places = QWidget()
        places.setProperty("ground", "none")
        column = QVBoxLayout(places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(places)
        outer.addWidget(scroll, 1)
        for entry in entries:
            button = RailButton(entry)
            button.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[entry.name] = button
            place = outer if entry.at_bottom else column
            place.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons with names."""
        self._narrow = narrow
        self._emblem.set_side(34 if narrow else 44)
        for button in self._buttons.values():
            button.set_narrow(narrow)
        self.setFixedWidth(px(_NARROW if narrow else _WIDE))

    @property
    def is_narrow(self) -> bool:
        """Whether it shows icons alone."""
        return self._narrow

    @property
    def wide_height(self) -> int:
        """The height that icons with names need."""
        return px(58 + 5) * len(self._buttons) + px(44) + 60

    def mark(self, name: str) -> None:
        """Show which place is in front, also in a window too low for all of them."""
        self._buttons[name].setChecked(True)
        self._scroll.ensureWidgetVisible(self._buttons[name])

    def offer(self, name: str, offered: bool) -> None:
        """Show or hide a place."""
        self._buttons[name].setVisible(offered)

    def offered(self) -> list[str]:
        """The names of the places that can be picked now, from top to bottom."""
        return [name for name, button in self._buttons.items() if not button.isHidden()]
