"""A chip that can be pressed: it shows what is chosen and opens what else there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui.theme import BlockColour, icon, icon_pixmap, px, tokens, ui_font
from ui.widgets.buttons import with_shortcut
from ui.widgets.tips import plain_tip

_WIDEST = 300


class ChipButton(QAbstractButton):
    """A word on a pale fill; ``shortcut`` works anywhere in the window and stands in the tooltip.

    One that ``opens`` something has an arrow.
    """

    def __init__(self, name: str, *, shortcut: str = "", opens: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._shortcut = shortcut
        self._opens = opens
        self._colour = BlockColour.GREY
        self._icon_name = ""
        self._widest = _WIDEST
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if shortcut:
            # A button's own shortcut presses it a tenth of a second later, and forgets the key when its text changes.
            key = QShortcut(QKeySequence(shortcut), self)
            key.activated.connect(self.click)

    def show_as(self, text: str, colour: BlockColour, icon_name: str = "", hint: str = "") -> None:
        """Change the word, its colour and its icon together."""
        self._colour, self._icon_name = colour, icon_name
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {text}")
        self.setToolTip(plain_tip(with_shortcut(hint or f"{self._name}: {text}", self._shortcut)))
        self.updateGeometry()
        self.update()

    def set_widest(self, widest: int) -> None:
        """Let it be no wider than this, at 100 % text."""
        self._widest = widest
        self.updateGeometry()

    @property
    def word(self) -> str:
        """The word that it shows."""
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        self.setFont(ui_font(12, QFont.Weight.DemiBold))
        metrics = self.fontMetrics()
        beside = px(18) if self._icon_name else 0
        width = metrics.horizontalAdvance(self.word) + beside + px(40 if self._opens else 24)
        return QSize(min(width, px(self._widest)), metrics.height() + px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(72)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = frame.height() / 2
        ink = look.edge(self._colour) if self._colour is not BlockColour.GREY else look.text_2
        painter.setBrush(QColor(look.fill(self._colour)))
        painter.setPen(QPen(QColor(ink), 1) if self.underMouse() and self.isEnabled() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRoundedRect(frame, radius, radius)
        left, side, density = px(11), px(13), self.devicePixelRatioF()
        if self._icon_name:
            painter.drawPixmap(left, (self.height() - side) // 2, icon_pixmap(self._icon_name, ink, side, density))
            left += px(18)
        arrow = px(12) if self._opens else 0
        right = self.width() - arrow - px(9)
        if self.isEnabled() and self._opens:
            painter.drawPixmap(right, (self.height() - arrow) // 2, icon_pixmap("chevron-down", ink, arrow, density))
        painter.setFont(ui_font(12, QFont.Weight.DemiBold))
        painter.setPen(QColor(ink))
        room = self.rect().adjusted(left, 0, right - self.width() - px(4), 0)
        word = painter.fontMetrics().elidedText(self.word, Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that a chip with a menu offers."""

    code: str
    label: str
    colour: BlockColour
    icon_name: str = ""
    hint: str = ""


class MenuChip(ChipButton):
    """A chip with a short menu: ``picked`` carries the code that the user chose."""

    picked = Signal(str)

    def __init__(
        self, name: str, picks: Callable[[], Sequence[Pick]], *, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, shortcut=shortcut, parent=parent)
        self._picks = picks
        self._code = ""
        self.clicked.connect(self.open_menu)

    @property
    def code(self) -> str:
        """The code that is chosen now."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show a choice without telling."""
        self._code = code
        for pick in self._picks():
            if pick.code == code:
                self.show_as(
                    pick.label, pick.colour, pick.icon_name, f"{self._name}: {pick.label}. {pick.hint}".rstrip()
                )
                return
        self.show_as(code, BlockColour.GREY)

    def open_menu(self) -> None:
        """Offer the choices below the chip; Esc or a click elsewhere closes them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._name)
        group = QActionGroup(menu)
        for pick in self._picks():
            action = QAction(icon(pick.icon_name or "circle", tokens().edge(pick.colour)), pick.label, menu)
            if pick.hint:
                action.setText(f"{pick.label}  –  {pick.hint}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, code=pick.code: self._take(code))
            group.addAction(action)
            menu.addAction(action)
            if pick.code == self._code:
                menu.setActiveAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + px(4))))

    def _take(self, code: str) -> None:
        if code != self._code:
            self.show_code(code)
            self.picked.emit(code)
