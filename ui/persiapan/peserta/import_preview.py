"""The preview of an import: the mapping of columns, the rows by what becomes of them, and the one button."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.exchange.person_import import ColumnMapping, ImportPlan
from kotaham_desktop.exchange.table import Table
from kotaham_desktop.i18n import _, ngettext
from ui.persiapan.peserta.column_mapping import ColumnMappingEditor
from ui.persiapan.peserta.import_rows import duplicate_rows, problem_rows, ready_rows
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.record_list import RecordList
from ui.widgets.segmented import SegmentedControl

_SIDE_BY_SIDE_FROM = 820
_KINDS = ("ready", "problems", "duplicates")


class ImportPreview(QWidget):
    """Shows a plan; ``confirmed`` carries it and whether rows with problems are left out. Nothing happens before."""

    mapping_changed = Signal(object)
    confirmed = Signal(object, bool)
    cancelled = Signal()

    def __init__(self, source: str, table: Table, mapping: ColumnMapping) -> None:
        super().__init__()
        self.plan = ImportPlan(())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._page = ScrollPage(margins=0, spacing=16)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        self._page.body.addLayout(self._cards)
        column.addWidget(self._page, 1)
        self._cards.addWidget(self._mapping_card(source, table, mapping), 2)
        self._cards.addWidget(self._rows_card(), 3)
        column.addWidget(self._foot())

    def _mapping_card(self, source: str, table: Table, mapping: ColumnMapping) -> Card:
        card = Card(spacing=8)
        card.body.addWidget(Label(_("Kolom"), "heading"))
        where = f"{source} – {table.sheet}" if table.sheet else source
        card.body.addWidget(ElidingLabel(where, "caption"))
        for notice in table.notices:
            card.body.addWidget(Label(notice.text(), "caption", wrap=True))
        card.body.addSpacing(4)
        self.mapping = ColumnMappingEditor(table, mapping)
        self.mapping.changed.connect(self.mapping_changed)
        card.body.addWidget(self.mapping)
        card.body.addStretch(1)
        return card

    def _rows_card(self) -> Card:
        card = Card(spacing=10)
        card.body.addWidget(Label(_("Yang akan terjadi"), "heading"))
        self._tabs_place = QVBoxLayout()
        card.body.addLayout(self._tabs_place)
        self.tabs = SegmentedControl([])
        self._tabs_place.addWidget(self.tabs)
        self.rows = RecordList(name=_("Baris tabel"))
        self.rows.setMinimumHeight(px(220))
        card.body.addWidget(self.rows, 1)
        self._nothing = Label("", "secondary", wrap=True)
        card.body.addWidget(self._nothing)
        return card

    def _foot(self) -> QWidget:
        foot = Card(margins=12, spacing=6)
        self.suggestions = QCheckBox()
        self.suggestions.toggled.connect(self._show_button)
        self.skip_problems = QCheckBox()
        self.skip_problems.toggled.connect(self._show_button)
        questions = QWidget()
        flow = FlowLayout(questions, spacing=12)
        flow.addWidget(self.suggestions)
        flow.addWidget(self.skip_problems)
        foot.body.addWidget(questions)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._words = ElidingLabel("", "caption")
        row.addWidget(self._words, 1)
        self.cancel_button = Button(_("Batal"), on_click=self.cancelled.emit)
        self.take_button = Button("", "primary", icon_name="user-plus", on_click=self._confirm)
        row.addWidget(self.cancel_button)
        row.addWidget(self.take_button)
        foot.body.addLayout(row)
        return foot

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would happen with the mapping as it is now."""
        self.plan = plan
        n = len(plan.problems)
        self.skip_problems.setVisible(n > 0)
        words = ngettext("Lewati {n} baris yang bermasalah", "Lewati {n} baris yang bermasalah", n)
        self.skip_problems.setText(words.format(n=n))
        n = sum(bool(person.suggestions) for person in plan.ready)
        self.suggestions.setVisible(n > 0)
        words = ngettext(
            "Terima saran unsur dari nama instansi untuk {n} orang",
            "Terima saran unsur dari nama instansi untuk {n} orang",
            n,
        )
        self.suggestions.setText(words.format(n=n))
        self._show_tabs()
        self._show_button()

    def _show_tabs(self) -> None:
        kept = self.tabs.value() or "ready"
        counts = {
            "ready": _("Siap {n}").format(n=len(self.plan.ready)),
            "problems": _("Bermasalah {n}").format(n=len(self.plan.problems)),
            "duplicates": _("Sudah ada {n}").format(n=len(self.plan.duplicates)),
        }
        old = self.tabs
        self.tabs = SegmentedControl([(kind, counts[kind]) for kind in _KINDS], name=_("Baris tabel"))
        self.tabs.changed.connect(self._show_rows)
        self.tabs.set_value(kept)
        self._tabs_place.replaceWidget(old, self.tabs)
        old.hide()
        old.deleteLater()
        self._show_rows(kept)

    @Slot(str)
    def _show_rows(self, kind: str) -> None:
        plan = self.plan
        accepted = plan.with_suggestions() if self.suggestions.isChecked() else plan
        make = {"ready": ready_rows, "problems": problem_rows, "duplicates": duplicate_rows}[kind]
        rows = make(accepted)
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        nothing = {
            "ready": _("Belum ada baris yang siap. Pilih kolom mana yang berisi nama."),
            "problems": _("Tidak ada baris yang bermasalah."),
            "duplicates": _("Tidak ada orang yang sudah ada di daftar."),
        }
        self._nothing.setText(nothing[kind])

    @Slot()
    def _show_button(self) -> None:
        n = len(self.plan.ready)
        self.take_button.setText(ngettext("Masukkan {n} orang", "Masukkan {n} orang", n).format(n=n))
        self.take_button.setAccessibleName(self.take_button.text())
        waits = bool(self.plan.problems) and not self.skip_problems.isChecked()
        self.take_button.setEnabled(n > 0 and not waits)
        parts = []
        if waits:
            parts.append(_("Perbaiki kolomnya, atau setujui untuk melewati baris yang bermasalah."))
        if self.plan.duplicates:
            n = len(self.plan.duplicates)
            parts.append(
                ngettext("{n} orang yang sudah ada dilewati.", "{n} orang yang sudah ada dilewati.", n).format(n=n)
            )
        self._words.setText(" ".join(parts))
        self._show_rows(self.tabs.value() or "ready")

    def _confirm(self) -> None:
        plan = self.plan.with_suggestions() if self.suggestions.isChecked() else self.plan
        self.confirmed.emit(plan, self.skip_problems.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(_SIDE_BY_SIDE_FROM)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
