"""The top of the window: which training, whether it is on the disk, the search, and the look."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from ui.theme import px, tokens
from ui.widgets.buttons import IconButton
from ui.widgets.labels import ElidingLabel
from ui.widgets.saved_badge import SavedBadge

if TYPE_CHECKING:
    from ui.widgets.text_fields import SearchField
    from ui.workshop_heading import WorkshopHeading


class TopBar(QFrame):
    """Says the state and passes wishes on; it knows neither the file nor the screens."""

    theme_toggled = Signal()
    searched = Signal(str)
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = ElidingLabel("", "title")
        self.detail = ElidingLabel("", "caption")
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.badge = SavedBadge()
        row.addWidget(self.badge)
        self.undo = IconButton("undo-2", _("Urungkan"), shortcut="Ctrl+Z", on_click=self.undo_wanted.emit)
        self.redo = IconButton("redo-2", _("Ulangi"), shortcut="Ctrl+Shift+Z", on_click=self.redo_wanted.emit)
        for button in (self.undo, self.redo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        also_redo = QShortcut(QKeySequence("Ctrl+Y"), self)
        also_redo.activated.connect(self.redo_wanted)
        self._row = row
        self._search: SearchField | None = None
        self._narrow = False
        self.theme_button = IconButton("moon", "", on_click=self.theme_toggled.emit)
        row.addWidget(self.theme_button)
        self.show_look()
        self.set_narrow(False)
        self.show_no_workshop()

    def set_narrow(self, narrow: bool) -> None:
        """Give the title more room than the search."""
        self._narrow = narrow
        if self._search is not None:
            self._search.setFixedWidth(px(150 if narrow else 250))

    def show_no_workshop(self) -> None:
        """Only the program's own name."""
        self.title.setText(_("Kota HAM"))
        self.detail.setText(_("Menyiapkan, mencatat, dan melaporkan pelatihan tanpa internet"))
        for part in (self.badge, self.undo, self.redo, self._search):
            if part is not None:
                part.hide()

    def show_workshop(self, heading: "WorkshopHeading", *, can_search: bool) -> None:
        """The training that is open."""
        self.title.setText(heading.title)
        self.detail.setText(heading.detail)
        for part in (self.badge, self.undo, self.redo):
            part.show()
        if can_search and self._search is None:
            self._search = self._add_search()
        if self._search is not None:
            self._search.setVisible(can_search)

    def show_look(self) -> None:
        """Offer the look that is not worn now."""
        if tokens().dark:
            self.theme_button.show_as("sun", _("Pakai tampilan terang"))
        else:
            self.theme_button.show_as("moon", _("Pakai tampilan gelap"))

    def _add_search(self) -> "SearchField":
        """The search comes with the first file: before that there is nothing to find, and the window opens sooner."""
        from ui.widgets.text_fields import SearchField  # noqa: PLC0415 - late, see above

        search = SearchField(_("Cari catatan, kasus, peserta…"), shortcut="Ctrl+F")
        search.setAccessibleName(_("Cari di seluruh pelatihan"))
        search.setFixedWidth(px(150 if self._narrow else 250))
        search.searched.connect(self.searched)
        self._row.insertWidget(self._row.indexOf(self.theme_button), search)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._focus_search)
        return search

    def _focus_search(self) -> None:
        if self._search is not None and self._search.isVisible():
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()
