"""Cari: words and filters above, what was found at the left, the record to read at the right."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.i18n import _, ngettext
from ui.context import Context
from ui.sintesis.cari.detail import DetailPanel
from ui.sintesis.cari.filters import SearchFilters
from ui.sintesis.cari.finding import Found, Wanted, search_file
from ui.sintesis.cari.result_list import ResultList
from ui.sintesis.cari.sealing import SealedButton
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.text_fields import SearchField

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from ui.background import Task

_TWO_COLUMNS_FROM = 980
_FILTERS_FROM_HEIGHT = 540
_SETTLES_AFTER = 250
"""Milliseconds without another change before the results are looked up anew."""


class CariPart(QWidget):
    """Every search runs beside the window; a newer one takes the place of one that is under way."""

    action_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task[Found] | None = None
        self._asked: Wanted | None = None
        self._shown: Found | None = None
        self._is_stale = True
        self._reads_alone = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_AFTER)
        self._settling.timeout.connect(self._search_again)
        self.messages = MessageBar()
        self.tools = self._make_tools()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.filters = SearchFilters(context)
        self.filters.changed.connect(self._filters_changed)
        column.addWidget(self.filters)
        column.addWidget(self.messages)
        row = QHBoxLayout()
        row.setSpacing(14)
        self._left = self._result_column()
        row.addWidget(self._left, 45)
        self.detail = DetailPanel(context)
        self.detail.left.connect(self._back_to_results)
        self.detail.action_wanted.connect(self.action_wanted)
        row.addWidget(self.detail, 55)
        column.addLayout(row, 1)
        context.bridge.changed.connect(self._changed)

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search = _ResultSearch(_("Cari di semua catatan, kasus, latihan, orang…"))
        self.search.setAccessibleName(_("Cari di seluruh pelatihan"))
        self.search.searched.connect(self._search_for)
        self.search.down_wanted.connect(self._enter_results)
        row.addWidget(self.search, 1)
        self.filter_button = Button(
            _("Saring"), icon_name="filter", shortcut="Alt+S", on_click=lambda: self._show_filters(shown=None)
        )
        self.filter_button.setCheckable(True)
        row.addWidget(self.filter_button)
        self.sealed = SealedButton(self._context, self.messages)
        self.sealed.changed.connect(self._sealing_changed)
        row.addWidget(self.sealed)
        return tools

    def _result_column(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._count = Label("", "secondary")
        head.addWidget(self._count, 1)
        self.clear_button = Button(_("Kosongkan saringan"), "quiet", icon_name="x", on_click=self._clear_filters)
        self.clear_button.hide()
        head.addWidget(self.clear_button)
        column.addLayout(head)
        self.results = ResultList(name=_("Hasil pencarian"))
        self.results.setAccessibleDescription(_("Panah memilih, Enter membaca."))
        self.results.selected.connect(self._selected)
        self.results.opened.connect(self._open)
        self.results.clicked.connect(lambda _index: self._open(self.results.selected_id, focus=False))
        self.empty = EmptyState("search", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.results)
        self._pages.addWidget(self.empty)
        column.addWidget(self._pages, 1)
        return left

    # Asking

    def show_search(self, words: str) -> None:
        """Look for words as if they had been typed here."""
        if words != self.search.text():
            self.search.setText(words)
        self._search_for(words)

    def show_record(self, record_id: str) -> None:
        """Read one record, whatever the results are."""
        if self.detail.show_record(record_id):
            self.results.select(record_id)
            self._reads_alone = True
            self._arrange()

    def wake(self) -> None:
        """Look again if something has changed while the part was out of sight."""
        if self._is_stale:
            self._search_again()

    def take_focus(self) -> None:
        """Begin at the words to search for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def summary(self) -> str:
        """What stands above the results."""
        return self._count.text()

    @property
    def is_searching(self) -> bool:
        """Whether the results do not show the newest wish yet."""
        return self._task is not None or self._settling.isActive()

    @Slot(str)
    def _search_for(self, words: str) -> None:
        if self._wanted(words.strip()) != self._asked:
            self._look_at_results()
            self._search_again()

    def _wanted(self, words: str) -> Wanted:
        return replace(self.filters.wanted(words), sealed=self.sealed.isChecked())

    @Slot()
    def _filters_changed(self) -> None:
        self._look_at_results()
        self._search_again()

    @Slot()
    def _sealing_changed(self) -> None:
        reading = self.detail.reading
        if not self.sealed.isChecked() and reading is not None and reading.level is Level.SEALED:
            self.detail.show_record("")
        self._filters_changed()

    @Slot()
    def _search_again(self) -> None:
        if self._context.session.workshop is None:
            return
        self._settling.stop()
        if self._task is not None:
            self._task.cancel()
        self._is_stale = False
        self._asked = wanted = self._wanted(self.search.text().strip())
        self._show_filter_state()
        workshop = self._context.workshop
        workshop.index_changes()
        work = search_file(workshop.path, workshop.key, self._context.reference, wanted)
        self._task = self._context.background.run(work, self._came, self._failed)

    def _came(self, found: Found) -> None:
        self._task = None
        is_other_search = self._shown is not None and self._shown.wanted != found.wanted
        self._shown = found
        self.messages.hide()
        had_focus = self.results.hasFocus()
        self.results.set_rows(found.rows)
        self._show_count(found)
        self._pages.setCurrentIndex(0 if found.rows else 1)
        if is_other_search:
            self.results.scrollToTop()
        self._keep_reading(found, only_if_found=is_other_search)
        if had_focus and not found.rows:
            self.search.setFocus()

    def _keep_reading(self, found: Found, *, only_if_found: bool) -> None:
        """What is read stays, unless somebody has gone on to look for something else."""
        record_id = self.detail.record_id
        if only_if_found and not any(row.id == record_id for row in found.rows):
            record_id = ""
        self.detail.show_record(record_id, found.wanted.words)
        if record_id and self.results.selected_id != record_id:
            self.results.select(record_id)

    def _failed(self, error: ExpectedError) -> None:
        self._task = None
        self._is_stale = True
        self.messages.show_error(error)
        self.messages.add_action(_("Cari lagi"), self._search_again)

    def _show_count(self, found: Found) -> None:
        n = len(found.rows)
        if found.is_cut:
            words = _("{n} temuan pertama; tambahkan kata atau saringan").format(n=n)
        elif not found.wanted.words:
            words = ngettext("{n} catatan, yang terbaru di atas", "{n} catatan, yang terbaru di atas", n).format(n=n)
        else:
            words = ngettext("{n} temuan", "{n} temuan", n).format(n=n)
        self._count.setText(words if n else "")
        if not n:
            self.empty.sentence.setText(self._why_nothing(found.wanted))

    def _why_nothing(self, wanted: Wanted) -> str:
        narrowed = bool(self.filters.count)
        if wanted.level == Level.SEALED.code and not wanted.sealed:
            return _("Catatan tersegel tidak ikut dicari. Yang berhak dapat memintanya dengan tombol “Tersegel”.")
        if wanted.words and narrowed:
            return _(
                "Tidak ada yang cocok dengan “{words}” dalam saringan ini. Kosongkan saringan untuk mencari lebih luas."
            ).format(words=wanted.words)
        if wanted.words:
            return _(
                "Tidak ada yang cocok dengan “{words}”. Coba sebagian kata saja, misalnya tiga huruf pertama."
            ).format(words=wanted.words)
        if narrowed:
            return _("Belum ada catatan yang cocok dengan saringan ini.")
        return _("Belum ada yang dapat dicari. Catatan muncul di sini begitu ditulis.")

    # Filters

    def _show_filters(self, *, shown: bool | None) -> None:
        visible = self.filters.isHidden() if shown is None else shown
        self.filters.setVisible(visible)
        self.filter_button.setChecked(visible)
        if visible and shown is None:
            self.filters.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_filter_state(self) -> None:
        n = self.filters.count
        self.filter_button.setText(_("Saring ({n})").format(n=n) if n else _("Saring"))
        self.clear_button.setVisible(n > 0)

    def _clear_filters(self) -> None:
        self.filters.clear()
        self.search.setFocus()
        self._search_again()

    # Reading

    @Slot(str)
    def _selected(self, record_id: str) -> None:
        if not self.detail.isHidden():
            self.detail.show_record(record_id, self._words())

    @Slot(str)
    def _open(self, record_id: str, *, focus: bool = True) -> None:
        if record_id and self.detail.show_record(record_id, self._words()):
            self._reads_alone = True
            self._arrange()
            if focus:
                self.detail.page.setFocus()

    def _words(self) -> str:
        return self._shown.wanted.words if self._shown else ""

    @Slot()
    def _enter_results(self) -> None:
        if self.results.rows:
            if not self.results.selected_id:
                self.results.select(self.results.rows[0].id)
                self._selected(self.results.selected_id)
            self.results.setFocus(Qt.FocusReason.TabFocusReason)

    def _look_at_results(self) -> None:
        self._reads_alone = False
        self._arrange()

    @Slot()
    def _back_to_results(self) -> None:
        self._look_at_results()
        self.results.setFocus()

    # Live

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if self._context.session.workshop is None:
            return
        self.filters.refresh(change.types)
        self._is_stale = True
        if self.isVisible():
            self.detail.refresh()
            self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.oldSize().height() < 0 or (event.oldSize().height() >= px(_FILTERS_FROM_HEIGHT)) != (
            self.height() >= px(_FILTERS_FROM_HEIGHT)
        ):
            self._show_filters(shown=self.height() >= px(_FILTERS_FROM_HEIGHT))

    def _arrange(self) -> None:
        two = self.width() >= px(_TWO_COLUMNS_FROM)
        alone = self._reads_alone and bool(self.detail.record_id)
        self._left.setVisible(two or not alone)
        self.detail.setVisible(two or alone)
        self.detail.back.setVisible(not two)


class _ResultSearch(SearchField):
    """The arrow down and Enter lead into the results."""

    down_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_wanted.emit()
            return
        super().keyPressEvent(event)
