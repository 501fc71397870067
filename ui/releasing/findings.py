"""The finds to look at, and what can be decided about the one that is selected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.exposure import Severity
from kotaham_desktop.domain.exposure_patterns import ExposureKind
from kotaham_desktop.domain.word_hiding import SHORTEST, folded
from kotaham_desktop.i18n import _, ngettext
from ui.releasing.leaving import Item
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.record_list import Badge, RecordList, Row
from ui.widgets.text_fields import LineEdit

_COLOURS = {Severity.HIGH: BlockColour.ROSE, Severity.MEDIUM: BlockColour.AMBER, Severity.LOW: BlockColour.GREY}
_SHORTEST_LIST, _LONGEST_LIST = 120, 250
_MOST_MASKED = 12


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the panel does when something is decided; each gets the finds concerned."""

    open_record: Callable[[Item], object]
    mask: Callable[[Sequence[Item]], object]
    keep_with_team: Callable[[Sequence[Item]], object]
    nobody_in_picture: Callable[[Sequence[Item]], object]
    leave: Callable[[Sequence[Item], str], object]
    look_again: Callable[[Sequence[Item]], object]
    show_words: Callable[[str], object]


class FindingsPart(QWidget):
    """A list walked by arrow keys; Enter goes to the record, the buttons below decide about the selected find."""

    def __init__(self, wishes: Wishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self._items: tuple[Item, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._summary = Label("", "secondary", wrap=True)
        column.addWidget(self._summary)
        self.list = RecordList(name=_("Temuan sebelum keluar"))
        self.list.setAccessibleDescription(_("Panah memilih, Enter membuka catatannya."))
        self.list.selected.connect(self._show_selected)
        self.list.opened.connect(lambda _row: self._do(self._wishes.open_record))
        column.addWidget(self.list)
        column.addWidget(self._decision_part())
        self._masked = QWidget()
        self._masked_column = QVBoxLayout(self._masked)
        self._masked_column.setContentsMargins(0, 4, 0, 0)
        self._masked_column.setSpacing(2)
        column.addWidget(self._masked)

    def _decision_part(self) -> QWidget:
        self._decision = QWidget()
        column = QVBoxLayout(self._decision)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._about = Label("", "body", wrap=True)
        column.addWidget(self._about)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=6)
        self.open_button = Button(
            _("Buka catatannya"), icon_name="pencil", on_click=lambda: self._do(self._wishes.open_record)
        )
        self.mask_button = Button(
            _("Samarkan"),
            icon_name="eye-off",
            hint=_("Kata ini menjadi [disamarkan] dalam semua yang keluar dari tim; catatannya tetap."),
            on_click=lambda: self._wishes.mask(self._chosen()),
        )
        self.keep_button = Button(
            _("Hanya untuk tim"),
            icon_name="shield",
            hint=_("Tingkat catatan ini menjadi L1 Tim, sehingga tidak ikut keluar."),
            on_click=lambda: self._wishes.keep_with_team(self._chosen()),
        )
        self.nobody_button = Button(
            _("Tidak ada orang"),
            icon_name="user",
            hint=_("Gambar ini sudah dilihat: tidak ada orang yang dapat dikenali."),
            on_click=lambda: self._wishes.nobody_in_picture(self._chosen()),
        )
        self.again_button = Button(
            _("Tinjau lagi"), icon_name="undo-2", on_click=lambda: self._wishes.look_again(self._chosen())
        )
        for button in (self.open_button, self.mask_button, self.keep_button, self.nobody_button, self.again_button):
            row.addWidget(button)
        column.addWidget(buttons)
        self._leaving = QWidget()
        line = QHBoxLayout(self._leaving)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.reason = LineEdit(_("Alasan membiarkannya"))
        self.reason.returnPressed.connect(self._leave)
        line.addWidget(self.reason, 1)
        self.leave_button = Button(_("Biarkan"), on_click=self._leave)
        line.addWidget(self.leave_button)
        column.addWidget(self._leaving)
        self.all_alike = QCheckBox("")
        column.addWidget(self.all_alike)
        return self._decision

    # Showing

    @property
    def items(self) -> tuple[Item, ...]:
        """The finds from top to bottom."""
        return self._items

    @property
    def summary(self) -> str:
        """How much there is to look at, in words."""
        return self._summary.text()

    def show_items(self, items: tuple[Item, ...], masked: Sequence[str], *, can_decide: bool) -> None:
        """Show other finds; the place in the list is kept, so that one decision after another can be taken."""
        place = self.list.currentIndex().row()
        had_focus = self._decision.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._items = items
        self.list.set_rows([_row(number, item) for number, item in enumerate(items)])
        self._summary.setText(_words(items))
        self.list.setVisible(bool(items))
        height = self.list.height_of_rows()
        self.list.setFixedHeight(max(px(_SHORTEST_LIST), min(px(_LONGEST_LIST), height)) if items else 0)
        if items:
            self.list.select(str(max(0, min(place, len(items) - 1))))
        if had_focus:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._decision.setEnabled(can_decide)
        self._show_masked(masked, can_decide=can_decide)
        self._show_selected()

    @property
    def _selected(self) -> Item | None:
        place = self.list.currentIndex().row()
        return self._items[place] if 0 <= place < len(self._items) else None

    def _show_selected(self, _row: str = "") -> None:
        item = self._selected
        self._decision.setVisible(item is not None)
        if item is None:
            return
        finding = item.finding
        lines = [f"“{item.passage}”" if item.passage else item.where]
        lines.append(_("Dibiarkan: {reason}").format(reason=item.reason) if item.reason else "")
        self._about.setText("\n".join(filter(None, lines)))
        is_picture = finding.kind is ExposureKind.PICTURE
        self.mask_button.setVisible(not is_picture and len(folded(finding.excerpt)) >= SHORTEST)
        self.keep_button.setVisible(item.is_own_level)
        self.nobody_button.setVisible(is_picture)
        self.again_button.setVisible(bool(item.reason))
        self._leaving.setVisible(not item.reason)
        alike = len(self._alike(item)) - 1
        self.all_alike.setVisible(alike > 0)
        self.all_alike.setText(
            ngettext("Juga {n} temuan lain yang sama", "Juga {n} temuan lain yang sama", alike).format(n=alike)
        )

    def _show_masked(self, masked: Sequence[str], *, can_decide: bool) -> None:
        while (old := self._masked_column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._masked.setVisible(bool(masked))
        if masked:
            self._masked_column.addWidget(Label(_("Disamarkan di luar tim"), "label"))
        for words in masked[:_MOST_MASKED]:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(ElidingLabel(f"“{words}”", "body"), 1)
            show = Button(_("Tampilkan lagi"), "quiet", on_click=partial(self._wishes.show_words, words))
            show.setEnabled(can_decide)
            row.addWidget(show)
            self._masked_column.addWidget(line)
        left_out = len(masked) - _MOST_MASKED
        if left_out > 0:
            self._masked_column.addWidget(Label(_("dan {n} lainnya").format(n=left_out), "caption"))

    # Deciding

    def _alike(self, item: Item) -> list[Item]:
        """Finds of the same kind and words that are as undecided as this one."""
        if not item.finding.excerpt:
            return [item]
        return [
            each
            for each in self._items
            if each.finding.kind is item.finding.kind
            and folded(each.finding.excerpt) == folded(item.finding.excerpt)
            and bool(each.reason) == bool(item.reason)
        ]

    def _chosen(self) -> list[Item]:
        item = self._selected
        if item is None:
            return []
        return self._alike(item) if self.all_alike.isChecked() else [item]

    def _do(self, wish: Callable[[Item], object]) -> None:
        if self._selected is not None:
            wish(self._selected)

    def _leave(self) -> None:
        chosen = self._chosen()
        if chosen and self._wishes.leave(chosen, self.reason.text()):
            self.reason.clear()
            self.all_alike.setChecked(False)


def _row(number: int, item: Item) -> Row:
    finding = item.finding
    return Row(
        id=str(number),
        title=" ".join(finding.excerpt.split()) or item.passage or finding.label,
        subtitle=f"{finding.label}  ·  {item.where}",
        colour=BlockColour.LEAF if item.reason else _COLOURS[finding.severity],
        badges=(Badge(_("dibiarkan"), BlockColour.LEAF),) if item.reason else (),
    )


def _words(items: Sequence[Item]) -> str:
    if not items:
        return _("Program tidak menemukan yang menunjuk seseorang. Itu belum berarti aman: lihat sendiri isinya.")
    waiting = [item for item in items if not item.reason]
    grave = sum(item.finding.severity is Severity.HIGH for item in waiting)
    words = ngettext("{n} temuan", "{n} temuan", len(items)).format(n=len(items))
    if not waiting:
        return words + ". " + _("Semuanya sudah diputuskan.")
    if grave:
        return words + ". " + _("{n} yang berat harus diputuskan dulu.").format(n=grave)
    return words + ". " + _("Tidak ada yang berat lagi; {n} sebaiknya dilihat.").format(n=len(waiting))
