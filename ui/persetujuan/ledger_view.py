"""The ledger of one person as a list that only grows: answers given together stand together, the newest first."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import _, ngettext
from ui.persetujuan.wording import choice_word, day, moment, purpose_label, short_hash
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_SHOWN_AT_FIRST = 12
"""Occasions, so that a person asked very often does not hold the window up."""


class LedgerView(QWidget):
    """Shows entries; whoever wants to see all of them asks for the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._occasions: list[list[Record]] = []
        self._replaced: set[str] = set()
        self._blocks: list[QWidget] = []
        self._more = Button("", "quiet", on_click=self._show_all)
        self._empty = Label(_("Belum ada jawaban yang dicatat. Tanpa jawaban berarti tidak."), "secondary", wrap=True)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)

    @property
    def texts(self) -> list[str]:
        """What each occasion says, from the newest to the oldest that is shown."""
        return [block.accessibleName() for block in self._blocks]

    def show_entries(self, entries: Sequence[Record]) -> None:
        """Show these entries, the newest first."""
        self._replaced = {old for entry in entries for old in entry.ids("supersedes")}
        self._occasions = [list(together) for _moment, together in groupby(entries, key=_occasion)]
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = []
        self._empty.setVisible(not entries)
        self._add(self._occasions[:_SHOWN_AT_FIRST])
        left = len(self._occasions) - _SHOWN_AT_FIRST
        self._more.setVisible(left > 0)
        self._more.setText(ngettext("Tampilkan {n} lainnya", "Tampilkan {n} lainnya", max(left, 0)).format(n=left))

    def _show_all(self) -> None:
        self._more.hide()
        self._add(self._occasions[_SHOWN_AT_FIRST:])

    def _add(self, occasions: Iterable[list[Record]]) -> None:
        for entries in occasions:
            block = self._block(entries)
            self._blocks.append(block)
            self._column.insertWidget(self._column.count() - 1, block)

    def _block(self, entries: list[Record]) -> QWidget:
        first = entries[0]
        frame = QFrame()
        frame.setProperty("frame", "well")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(3)
        head = moment(first.text("at"))
        column.addWidget(Label(head, "label"))
        said = [self._said(entry) for entry in sorted(entries, key=lambda each: int(each.text("purpose")[1:] or 0))]
        for line in said:
            column.addWidget(Label(line, "body", wrap=True))
        facts = " · ".join(_facts(first))
        if facts:
            column.addWidget(Label(facts, "caption", wrap=True))
        frame.setAccessibleName("\n".join((head, *said, facts)))
        return frame

    def _said(self, entry: Record) -> str:
        label = purpose_label(entry.text("purpose"))
        words = f"{entry.text('purpose')} {label}: {choice_word('status', entry)}"
        return _("{answer} (sudah diganti)").format(answer=words) if entry.id in self._replaced else words


def _occasion(entry: Record) -> tuple[str, ...]:
    names = ("at", "method", "asked_by", "witness", "evidence_sha256", "info_version", "given_by", "withdrawn_how")
    return (*(entry.text(name) for name in names), entry.created_by)


def _facts(entry: Record) -> list[str]:
    """Who asked, how, with which proof, with which text: what makes it possible to show the consent later."""
    told = [
        (_("ditanyakan oleh {name}"), entry.text("asked_by")),
        (_("dijawab oleh: {who}"), choice_word("given_by", entry) if entry.text("given_by") != "self" else ""),
        (_("usia: {age}"), choice_word("age_band", entry) if entry.text("age_band") not in {"", "unknown"} else ""),
        ("{words}", choice_word("method", entry)),
        (_("saksi: {name}"), entry.text("witness")),
        (_("cara mencabut: {how}"), entry.text("withdrawn_how")),
        (_("batas: {limit}"), entry.text("restrictions")),
        (_("sidik bukti {hash}"), short_hash(entry.text("evidence_sha256"))),
        (_("sidik penjelasan {hash}"), short_hash(entry.text("info_version"))),
        (_("disimpan sampai {day}"), day(entry.text("retention_until"))),
        (_("ditanyakan lagi {day}"), day(entry.text("review_at"))),
        (_("dicatat oleh {name}"), entry.created_by),
    ]
    found = []
    for pattern, words in told:
        if words:
            place = pattern[pattern.index("{") + 1 : pattern.index("}")]
            found.append(pattern.format(**{place: words}))
    return found
