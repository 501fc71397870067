"""A choice between a few words that all stand side by side."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.theme import BlockColour, icon_pixmap, px, tokens, ui_font
from ui.widgets.flow_layout import FlowLayout


class _Segment(QAbstractButton):
    def __init__(self, text: str, colour: BlockColour | None, icon_name: str) -> None:
        super().__init__()
        self._colour = colour
        self._icon_name = icon_name
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.setFont(ui_font(12.5, QFont.Weight.DemiBold))
        metrics = self.fontMetrics()
        beside = px(19) if self._icon_name else 0
        return QSize(metrics.horizontalAdvance(self.text()) + beside + px(26), metrics.height() + px(13))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink = look.text_2 if self.isEnabled() else look.text_3
        if self.isChecked():
            ground = look.surface if self._colour is None else look.fill(self._colour)
            edge = look.line_strong if self._colour is None else look.edge(self._colour)
            ink = look.text if self._colour is None else look.edge(self._colour)
            painter.setBrush(QColor(ground))
            painter.setPen(QPen(QColor(edge), 1))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRoundedRect(frame, 7, 7)
        elif self.underMouse() and not self.isChecked():
            ink = look.text
        left = px(13)
        if self._icon_name:
            side = px(14)
            picture = icon_pixmap(self._icon_name, ink, side, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - side) // 2, picture)
            left += px(19)
        painter.setPen(QColor(ink))
        painter.setFont(ui_font(12.5, QFont.Weight.DemiBold))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class SegmentedControl(QWidget):
    """``changed`` carries the code of the word that the user picked; it breaks into lines where the room is narrow."""

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str = "",
        colours: Mapping[str, BlockColour] | None = None,
        icons: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, spacing=2)
        row.setContentsMargins(3, 3, 3, 3)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _Segment] = {}
        for code, text in options:
            button = _Segment(text, (colours or {}).get(code), (icons or {}).get(code, ""))
            if name:
                button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(lambda _checked=False, picked=code: self.changed.emit(picked))
            self._group.addButton(button)
            self._buttons[code] = button
            row.addWidget(button)

    def value(self) -> str:
        """The code of the picked word, empty while none is."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Pick a word without telling; an unknown code picks none."""
        button = self._buttons.get(code)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def button(self, code: str) -> QAbstractButton:
        """The part that picks a code, for a hint or a shortcut; raises ``KeyError``."""
        return self._buttons[code]

    def sizeHint(self) -> QSize:
        hints = [button.sizeHint() for button in self._buttons.values()]
        width = sum(hint.width() + 2 for hint in hints) + 4
        return QSize(width, max((hint.height() for hint in hints), default=0) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.background))
        buttons = [button.geometry() for button in self._buttons.values()]
        width = min(self.width(), max((place.right() for place in buttons), default=0) + 5)
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), 9, 9)
