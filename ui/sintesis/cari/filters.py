"""What a search is narrowed to: kind, group, session, norm, level. The lists follow the training as it changes."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kotaham_desktop.domain.levels import Level
from kotaham_desktop.i18n import _
from ui.choices import Option, WorkshopChoices
from ui.context import Context
from ui.sintesis.cari.finding import Wanted
from ui.sintesis.kinds import FOUND_TYPES, type_look
from ui.sintesis.wording import level_words
from ui.theme import px
from ui.widgets.text_fields import ComboBox
from ui.widgets.tips import plain_tip
from ui.widgets.token_field import TokenField

_FIELD_NEEDS = 176


class SearchFilters(QWidget):
    """``changed`` follows each choice of the user."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._choices = WorkshopChoices(context.workshop, context.reference)
        self.kind = _choice_box(_("Jenis"))
        self.group = _choice_box(_("Kelompok"))
        self.session = _choice_box(_("Sesi"))
        self.level = _choice_box(_("Tingkat keterbukaan"))
        self.norm = TokenField(
            self._choices.find_norms,
            self._choices.norm,
            name=_("Norma"),
            placeholder=_("Norma: ketik SNP atau tanah…"),
        )
        self._fill()
        for box in (self.kind, self.group, self.session, self.level):
            box.activated.connect(self._tell)
        self.norm.changed.connect(self.changed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 0
        self._arrange(5)

    def wanted(self, words: str) -> Wanted:
        """The words together with what is chosen here; an SNP stands for the norms below it as well."""
        kind = str(self.kind.currentData() or "")
        return Wanted(
            words=words,
            types=(kind,) if kind else FOUND_TYPES,
            group=str(self.group.currentData() or ""),
            session=str(self.session.currentData() or ""),
            norms=self._with_children(self.norm.codes()),
            level=str(self.level.currentData() or ""),
        )

    @property
    def count(self) -> int:
        """How many of the five are in use."""
        boxes = (self.kind, self.group, self.session, self.level)
        return sum(bool(box.currentData()) for box in boxes) + bool(self.norm.codes())

    def clear(self) -> None:
        """Choose nothing, without telling."""
        for box in (self.kind, self.group, self.session, self.level):
            box.setCurrentIndex(0)
        self.norm.show_codes(())

    def refresh(self, types: Iterable[str]) -> None:
        """Offer the groups and sessions that there are now, after records of these types have changed."""
        if {"group", "agenda_item"} & set(types):
            self._fill_links()

    def _fill(self) -> None:
        kinds = [Option(name, type_look(name).label) for name in FOUND_TYPES]
        _offer(self.kind, _("Semua jenis"), kinds)
        levels = [Option(level.code, level_words(level)) for level in Level]
        _offer(self.level, _("Semua tingkat"), levels)
        self._fill_links()

    def _fill_links(self) -> None:
        _offer(self.group, _("Semua kelompok"), self._choices.linked("group"))
        _offer(self.session, _("Semua sesi"), self._choices.linked("agenda_item"))

    def _with_children(self, codes: Sequence[str]) -> tuple[str, ...]:
        chosen = set(codes)
        below = (entry.code for entry in self._context.reference.norms.values() if entry.parent in chosen)
        return tuple(dict.fromkeys((*codes, *below))) if codes else ()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(5, self.width() // px(_FIELD_NEEDS))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        parts: tuple[QWidget, ...] = (self.kind, self.group, self.session, self.level, self.norm)
        for number, part in enumerate(parts):
            self._grid.removeWidget(part)
            row, column = divmod(number, columns)
            wide = columns - column if part is self.norm else 1
            self._grid.addWidget(part, row, column, 1, wide, Qt.AlignmentFlag.AlignBottom)
        for column in range(5):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _choice_box(name: str) -> ComboBox:
    box = ComboBox(name=name)
    box.setToolTip(plain_tip(name))
    return box


def _offer(box: ComboBox, everything: str, options: Sequence[Option]) -> None:
    """Fill a list, keeping what is chosen; something that is gone is no longer asked for."""
    kept = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for option in options:
        box.addItem(f"{option.label}  ·  {option.detail}" if option.detail else option.label, option.code)
    box.setCurrentIndex(max(0, box.findData(kept)) if kept else 0)
