"""Perbedaan: a card for each field that two people changed at once, until somebody decides."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _, ngettext
from ui.attempt import attempt
from ui.context import Context
from ui.sintesis.kinds import look_of
from ui.sintesis.perbedaan.card import CandidateWords, DifferenceCard, DifferenceWords
from ui.sintesis.perbedaan.decisions import Decisions
from ui.sintesis.wording import Wording, written_moment
from ui.theme import px
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import ScrollPage
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.domain.record import Value
    from kotaham_desktop.storage.conflicts import Conflict

_MOST_CARDS = 40
"""More wait below; they move up as the first are decided."""
_WIDEST = 860


class PerbedaanPart(QWidget):
    """Cards that did not change stay as they are, so that no focus is lost. ``decided`` follows each decision."""

    decided = Signal()

    def __init__(self, context: Context, decisions: Decisions) -> None:
        super().__init__()
        self._context = context
        self._decisions = decisions
        self.cards: list[DifferenceCard] = []
        self._is_stale = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        page = ScrollPage(margins=0, spacing=12, widest=px(_WIDEST))
        self._hint = Label("", "secondary", wrap=True)
        page.body.addWidget(self._hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        page.body.addLayout(self._list)
        self._more = Label("", "caption", wrap=True)
        page.body.addWidget(self._more)
        page.body.addStretch(1)
        self._stack.addWidget(page)
        self._page = page
        self.empty = EmptyState(
            "circle-check",
            _("Semua sudah diputuskan. Jika dua orang mengubah isian yang sama, kedua nilainya muncul di sini."),
        )
        self._stack.addWidget(self.empty)

    def wake(self) -> None:
        """Take in what has changed while the part was out of sight."""
        if self._is_stale:
            self._show()

    def take_focus(self) -> None:
        """Begin at the first difference."""
        if self.cards:
            self.cards[0].buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Show what waits now."""
        self._is_stale = True
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self._is_stale = False
        waiting = self._decisions.waiting
        wording = Wording(self._context.workshop, self._context.reference)
        wanted = [self._words(conflict, wording) for conflict in waiting[:_MOST_CARDS]]
        kept = {card.words: card for card in self.cards}
        for gone in self.cards:
            if gone.words not in wanted:
                gone.setParent(None)
                gone.deleteLater()
        self.cards = []
        for place, words in enumerate(wanted):
            card = kept.get(words)
            if card is None:
                card = DifferenceCard(words, self._choose)
                if self._context.workshop.read_only:
                    card.set_read_only()
                self._list.insertWidget(place, card)
            self.cards.append(card)
        n = len(waiting)
        self._hint.setText(
            ngettext(
                "{n} isian diubah oleh dua orang sekaligus. Pilih nilai yang benar; yang lain tetap ada di riwayat.",
                "{n} isian diubah oleh dua orang sekaligus. Pilih nilai yang benar; yang lain tetap ada di riwayat.",
                n,
            ).format(n=n)
        )
        left = n - len(wanted)
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("{n} lagi menunggu di bawah ini.", "{n} lagi menunggu di bawah ini.", left).format(n=left)
        )
        self._stack.setCurrentIndex(0 if n else 1)

    def _words(self, conflict: "Conflict", wording: Wording) -> DifferenceWords:
        record = self._context.workshop.record(conflict.record_id)
        now = self._decisions.now(conflict)
        owner = record.text("exercise") if record.type == "exercise_row" else record.text("record")
        name = wording.name_of(record)
        if record.type in ("exercise_row", "attachment", "norm_reference") and owner:
            name = f"{wording.name(owner)}  ›  {name}"
        if record.deleted:
            name = _("{name} (sudah dihapus)").format(name=name)
        return DifferenceWords(
            id=conflict.id,
            look=look_of(record),
            record=name,
            field=wording.field_label(record, conflict.field),
            candidates=tuple(
                CandidateWords(
                    wording.field_value(record, conflict.field, candidate.value),
                    _("oleh {author}, {moment}").format(
                        author=candidate.author or _("seseorang"), moment=written_moment(candidate.at)
                    ),
                    holds=candidate.value == now,
                )
                for candidate in conflict.candidates
            ),
        )

    def _choose(self, conflict_id: str, candidate: int) -> None:
        conflict = next((each for each in self._decisions.waiting if each.id == conflict_id), None)
        if conflict is None or not self._context.unsaved.save_all():
            return
        place = next((number for number, card in enumerate(self.cards) if card.words.id == conflict_id), 0)
        words = self.cards[place].words
        try:
            before = self._decisions.choose(conflict, candidate)
        except ExpectedError as error:
            self._context.notices.show_error(error)
            return
        self._show()
        self.decided.emit()
        value = words.candidates[candidate].value or _("(dikosongkan)")
        self._context.notices.show_notice(
            _("{field}: “{value}” dipakai.").format(
                field=words.field, value=value if len(value) <= 60 else f"{value[:59]}…"
            ),
            undo=lambda: self._take_back(conflict, before),
        )
        if self.cards:
            following = self.cards[min(place, len(self.cards) - 1)]
            following.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
            self._page.ensureWidgetVisible(following)

    def _take_back(self, conflict: "Conflict", before: "Value") -> None:
        attempt(self._context, lambda: self._decisions.take_back(conflict, before))
        self._show()
        self.decided.emit()
