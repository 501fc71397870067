"""A passing notice at the foot of the window, with a way back. It takes no focus and blocks nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from kotaham_desktop.i18n import _
from ui.theme import px
from ui.widgets.labels import Label

_SHOWN_FOR = 8000
"""Milliseconds: long enough to read two lines twice and reach the button."""


class Toast(QFrame):
    """Lies over the lower edge of ``parent`` and keeps to its middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "toast")
        self._ground = parent
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        self._text = Label("", "body", wrap=True)
        row.addWidget(self._text, 1)
        self._undo = QPushButton(_("Urungkan"))
        self._undo.setProperty("kind", "toast")
        self._undo.setAccessibleName(_("Urungkan"))
        self._undo.clicked.connect(self._go_back)
        row.addWidget(self._undo)
        self._way_back: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; a later notice takes the place of an earlier one."""
        self._text.setText(text)
        self._way_back = undo
        self._undo.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_SHOWN_FOR)

    @property
    def text(self) -> str:
        """What it says now, empty when it has gone."""
        return "" if self.isHidden() else self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _go_back(self) -> None:
        self.hide()
        if self._way_back is not None:
            self._way_back()

    def _place(self) -> None:
        parent = self._ground
        widest = max(px(240), min(parent.width() - 48, px(560)))
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text())
        beside = self._undo.sizeHint().width() + 56 if self._way_back is not None else 40
        self.setFixedWidth(min(widest, wanted + beside))
        height = self._row.heightForWidth(self.width())
        self.setFixedHeight(max(height, self._row.minimumSize().height()))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 20)
