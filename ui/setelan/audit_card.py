"""Jejak: what was done with the open file, and whether that can be believed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.context import Context
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from pathlib import Path

    from kotaham_desktop.storage.keys import Key

_LIST_HEIGHT = 320
_MOST_FAULTS = 12


@dataclass(frozen=True, slots=True)
class ShownTrail:
    """The trail in words, read beside the window: the newest act first, then why it can or cannot be believed."""

    rows: tuple[Row, ...]
    verdict: str
    faults: tuple[str, ...]
    is_whole: bool


class AuditCard(Card):
    """Reads and proves the trail when asked, beside the window."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=10)
        self._context = context
        self.show_trail = Button(_("Perlihatkan jejak"), "secondary", icon_name="history", on_click=self.read)
        self.body.addWidget(SectionHeading(_("Jejak")))
        self.messages = MessageBar()
        self.body.addWidget(self.messages)
        self.body.addWidget(
            Label(
                _("Siapa membuka berkas ini, menggabungkan, membuat cadangan, atau mengeluarkan laporan, dan kapan."),
                "secondary",
                wrap=True,
            )
        )
        self.verdict = Label("", "strong", wrap=True)
        self.faults = Label("", "secondary", wrap=True)
        self.acts = RecordList(name=_("Jejak"))
        self.acts.setFixedHeight(px(_LIST_HEIGHT))
        self.limits = Label("", "caption", wrap=True)
        for part in (self.verdict, self.faults, self.acts, self.limits):
            self.body.addWidget(part)
        self.body.addWidget(self.show_trail, 0, Qt.AlignmentFlag.AlignLeft)
        context.session.opened.connect(self.forget)
        context.session.closed.connect(self.forget)
        self.forget()

    @Slot()
    def forget(self) -> None:
        """Show nothing until somebody asks."""
        for part in (self.verdict, self.faults, self.acts, self.limits):
            part.hide()
        self.acts.set_rows(())
        self.messages.dismiss()
        self.setVisible(self._context.session.workshop is not None)
        self.show_trail.setEnabled(True)

    def read(self) -> None:
        """Read and prove the trail of the open file."""
        workshop = self._context.session.workshop
        if workshop is None:
            return
        workshop.rest()  # so that this opening stands in the file too
        path, key = workshop.path, workshop.key
        self.show_trail.setEnabled(False)

        def work(progress: Progress) -> ShownTrail:  # noqa: ARG001 - one step
            return trail_of(path, key)

        self._context.background.run(work, self._shown, self._failed)

    def _shown(self, trail: ShownTrail) -> None:
        from kotaham_desktop.application.audit_words import LIMITS  # noqa: PLC0415 - late: start-up

        self.show_trail.setEnabled(True)
        self.verdict.setText(trail.verdict)
        self.faults.setText("\n".join(trail.faults))
        self.limits.setText(_(LIMITS))
        self.acts.set_rows(trail.rows)
        self.verdict.show()
        self.faults.setVisible(bool(trail.faults))
        self.acts.setVisible(bool(trail.rows))
        self.limits.show()

    def _failed(self, error: ExpectedError) -> None:
        self.show_trail.setEnabled(True)
        self.messages.show_error(error)


def trail_of(path: "Path", key: "Key | None") -> ShownTrail:
    """The trail of a file in words; for another thread than the window's."""
    from kotaham_desktop.application import audit_words  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.application.audit import this_laptops_memory  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up

    with Workshop.open(path, read_only=True, key=key, memory=this_laptops_memory()) as workshop:
        acts, report = workshop.acts(), workshop.prove_trail()
    rows = tuple(
        Row(
            id=f"{act.chain}/{act.number}",
            title=audit_words.told(act),
            subtitle=act.who if own else _("{who} (di laptop lain)").format(who=act.who),
            colour=None if own else BlockColour.TEAL,
            detail=f"{local_time(act.at):%Y-%m-%d %H.%M}",
        )
        for act, own in reversed(acts)
    )
    faults = tuple(dict.fromkeys(audit_words.fault_told(fault) for fault in report.faults))
    return ShownTrail(rows, audit_words.verdict(report), faults[:_MOST_FAULTS], report.is_whole)
