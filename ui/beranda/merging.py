"""Taking in another laptop's notes: tried beside the window, written in short steps, told in plain words."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext
from ui.background import Progress, Task
from ui.context import Context
from ui.locking.unlock_panel import UnlockPanel
from ui.messages import show_error
from ui.widgets.buttons import Button
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Generator

    from kotaham_desktop.application.merging import MergePlan, MergeSummary


class MergePanel(QWidget):
    """Hidden until a merge begins; then its progress, and what it brought."""

    ended = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task[MergePlan] | None = None
        self._steps: Generator[float, None, None] | None = None
        self._plan: MergePlan | None = None
        self._asked_about: MergePlan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.messages = MessageBar()
        column.addWidget(self.messages)
        self.unlocking = UnlockPanel(context.session.attempts, _("Gabungkan"))
        column.addWidget(self.unlocking)
        self._card = Card(spacing=10)
        self._words = Label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._cancel = Button(_("Batalkan"), "secondary")
        self._cancel.clicked.connect(self._give_up)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._card.body.addWidget(self._words)
        self._card.body.addLayout(row)
        self._card.hide()
        column.addWidget(self._card)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        context.session.closed.connect(self._let_go)

    @property
    def is_busy(self) -> bool:
        """Whether a merge is under way."""
        return not self._card.isHidden()

    @property
    def can_cancel(self) -> bool:
        """Whether a merge is under way that has not begun to write yet."""
        return self.is_busy and self._cancel.isEnabled()

    def begin(self, other: Path, passphrase: str = "") -> None:
        """Merge a file into the open workshop; what was typed is saved first, and a passphrase is asked for if need be.

        A copy of the open file needs none.
        """
        if not self._context.unsaved.save_all():
            self._show(ExpectedError("typing_not_saved"))
            return
        own, key = self._context.workshop.path, self._context.workshop.key
        self._asked_about = None
        self.messages.hide()
        self.unlocking.hide()
        self._words.setText(_("Memeriksa {name} …").format(name=other.name))
        self._bar.setValue(0)
        self._cancel.setEnabled(True)
        self._card.show()

        def prepare(progress: Progress) -> "MergePlan":
            from kotaham_desktop.application.merging import prepare_merge  # noqa: PLC0415 - late, it loads the engine

            return prepare_merge(
                own,
                other,
                key=key,
                passphrase=passphrase,
                progress=progress,
                cancelled=lambda: progress.is_cancelled,
            )

        def failed(error: ExpectedError) -> None:
            self._not_proven(error, other)

        self._task = self._context.background.run(prepare, self._proven, failed, self._show_progress)

    @Slot()
    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.unlocking.finish()
        self._finish()
        self.messages.show_message("info", _("Penggabungan dibatalkan."), _("Kedua berkas tetap seperti semula."))

    @Slot()
    def _let_go(self) -> None:
        """The file is being closed: a merge that is half written takes itself back whole."""
        if self._task is not None:
            self._task.cancel()
        if self._steps is not None:
            self._steps.close()
        if self._asked_about is not None:
            self._asked_about = None
            self.messages.hide()
        self.unlocking.finish()
        if self.is_busy:
            self._finish()

    def _show_progress(self, share: float, text: str) -> None:  # noqa: ARG002 - the helper's signature
        self._bar.setValue(round(share * 70))

    def _not_proven(self, error: ExpectedError, other: Path) -> None:
        if error.code == "passphrase_needed":
            self._finish()
            self.unlocking.ask(other, lambda typed: self.begin(other, typed))
        elif error.code == "passphrase_wrong":
            self._finish()
            self.unlocking.refuse()
        else:
            self.unlocking.finish()
            self._show(error)

    def _proven(self, plan: "MergePlan") -> None:
        self.unlocking.accept()
        if plan.summary.erased:
            self._ask_about_erasing(plan)
        else:
            self._carry_out(plan)

    def _ask_about_erasing(self, plan: "MergePlan") -> None:
        """What the other laptop erased goes here too, for good: the one thing in a merge that takes something away."""
        self._finish()
        self._asked_about = plan
        n = plan.summary.erased
        self.messages.show_message(
            "warning",
            _("{name} membawa permintaan penghapusan.").format(name=plan.summary.other_name),
            ngettext(
                "{n} catatan dihapus di laptop itu. Bila digabungkan, isinya juga dihapus di sini untuk selamanya.",
                "{n} catatan dihapus di laptop itu. Bila digabungkan, isinya juga dihapus di sini untuk selamanya.",
                n,
            ).format(n=n),
            (_("Gabungkan dan hapus di sini"), self._erase_too),
        )

    def _erase_too(self) -> None:
        plan, self._asked_about = self._asked_about, None
        if plan is not None:
            self._card.show()
            self._carry_out(plan)

    def _carry_out(self, plan: "MergePlan") -> None:
        # From here on it is a matter of moments; stopping half-way would only cost the user another wait.
        self._cancel.setEnabled(False)
        self._words.setText(_("Mengambil catatan dari {name} …").format(name=plan.summary.other_name))
        self._plan = plan
        self._steps = self._merge(plan)
        self._timer.start()

    def _merge(self, plan: "MergePlan") -> "Generator[float, None, None]":
        yield from self._context.workshop.merge_steps(plan)

    @Slot()
    def _step(self) -> None:
        if self._steps is None or self._plan is None:
            self._timer.stop()
            return
        try:
            share = next(self._steps, None)
        except ExpectedError as error:
            self._show(error)
            return
        if share is not None:
            self._bar.setValue(70 + round(share * 30))
            return
        summary = self._plan.summary
        self._finish()
        self._tell(summary)

    def _tell(self, summary: "MergeSummary") -> None:
        if not summary.rows and not summary.attachments:
            self.messages.show_message(
                "info",
                _("Tidak ada yang baru di {name}.").format(name=summary.other_name),
                _("Semua isinya sudah ada di berkas ini."),
            )
            return
        heading = _("Catatan dari {name} sudah digabungkan.").format(name=summary.other_name)
        detail = describe(summary)
        if summary.conflicts:
            self.messages.show_message(
                "warning",
                heading,
                detail,
                (_("Putuskan perbedaan"), lambda: self._context.navigation.go_to("sintesis", part="perbedaan")),
            )
        else:
            self.messages.show_message("success", heading, detail)

    def _show(self, error: ExpectedError) -> None:
        self._finish()
        show_error(self.messages, error)

    def _finish(self) -> None:
        self._timer.stop()
        self._card.hide()
        self._task = self._steps = self._plan = None
        self.ended.emit()


def describe(summary: "MergeSummary") -> str:
    """What a merge brought, in sentences."""
    parts = []
    created = [
        f"{n} {_(RECORD_TYPES[name].label).lower()}"
        for name, n in summary.created.items()
        if name in RECORD_TYPES and n
    ]
    if created:
        parts.append(_("Baru: {list}.").format(list=", ".join(created)))
    changed = sum(summary.changed.values())
    if changed:
        parts.append(ngettext("{n} catatan berubah.", "{n} catatan berubah.", changed).format(n=changed))
    if summary.attachments:
        n = summary.attachments
        parts.append(ngettext("{n} lampiran ikut.", "{n} lampiran ikut.", n).format(n=n))
    if summary.erased:
        n = summary.erased
        parts.append(
            ngettext("{n} catatan dihapus atas permintaan.", "{n} catatan dihapus atas permintaan.", n).format(n=n)
        )
    if summary.withheld:
        n = summary.withheld
        parts.append(
            ngettext(
                "{n} perubahan tidak diambil karena isinya sudah dihapus di sini.",
                "{n} perubahan tidak diambil karena isinya sudah dihapus di sini.",
                n,
            ).format(n=n)
        )
    if summary.authors:
        parts.append(_("Ditulis oleh {names}.").format(names=", ".join(summary.authors)))
    if summary.conflicts:
        n = summary.conflicts
        parts.append(
            ngettext(
                "{n} isian diubah berbeda di dua laptop; keduanya disimpan sampai Anda memilih.",
                "{n} isian diubah berbeda di dua laptop; keduanya disimpan sampai Anda memilih.",
                n,
            ).format(n=n)
        )
    return " ".join(parts)
