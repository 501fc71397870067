"""A complete copy of the open file for a colleague or a stick, proven before it bears its name."""

from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.background import Progress
from ui.cadangan.subject import Subject
from ui.cadangan.wording import told_attachments, told_records, told_size
from ui.cadangan.work_panel import WorkPanel
from ui.context import Context
from ui.messages import choose_workshop_to_create
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.storage.safe_copies import CopyProof


class CopyCard(Card):
    """Copying the file by hand would miss its newest words while it is open; this takes them along."""

    def __init__(self, context: Context, subject: Subject) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._subject = subject
        self.body.addWidget(SectionHeading(_("Salinan untuk rekan atau flashdisk")))
        self.body.addWidget(
            Label(
                _(
                    "Salinan lengkap dengan tulisan sampai detik ini, dibaca ulang seluruhnya sebelum dipakai. Rekan "
                    "dapat menulis di dalamnya; hasilnya digabungkan lagi di Beranda."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.work = WorkPanel(context)
        self.work.busy_changed.connect(self.show_state)
        self.body.addWidget(self.work)
        self.guard = Label("", "caption", wrap=True)
        self.body.addWidget(self.guard)
        self.copy = Button(_("Salin ke …"), "primary", icon_name="copy", on_click=self._choose)
        row = FlowLayout()
        row.addWidget(self.copy)
        self.body.addLayout(row)
        subject.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show whether there is something to copy, and how it will be guarded."""
        workshop = self._context.session.workshop
        self.copy.setEnabled(workshop is not None and not self.work.is_busy)
        if workshop is None:
            self.guard.setText(_("Buka pelatihan untuk menyalinnya."))
        elif workshop.key is None:
            self.guard.setText(_("Berkas ini tidak dikunci: siapa pun yang memegang salinannya dapat membacanya."))
        else:
            self.guard.setText(_("Salinannya dikunci dengan frasa sandi yang sama."))

    def _choose(self) -> None:
        workshop = self._context.session.workshop
        if workshop is None:
            return
        place = self._context.backing_up.chosen_place
        if place is None or not place.is_dir():
            place = Path.home()
        target = choose_workshop_to_create(self, place / workshop.path.name, _("Salin pelatihan ke"))
        if target is not None:
            self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """Copy the open file, and say where the copy is."""
        workshop = self._context.session.workshop
        if workshop is None or self.work.is_busy:
            return
        if not self._context.unsaved.save_all():
            self.work.messages.show_error(ExpectedError("typing_not_saved"))
            return
        path, key = workshop.path, workshop.key

        def work(progress: Progress) -> "CopyProof":
            from kotaham_desktop.application.backup_commands import copy_workshop  # noqa: PLC0415 - late: start-up

            return copy_workshop(path, target, key=key, progress=progress)

        def done(proof: "CopyProof") -> None:
            # A copy is finished also where the trail cannot be written just now.
            attempt(self._context, lambda: workshop.note_act("copied", {"sha256": proof.sha256}))
            told = _("{path} – {records}, {attachments}, {size}.").format(
                path=target,
                records=told_records(proof.contents.records),
                attachments=told_attachments(proof.contents.attachments),
                size=told_size(proof.size),
            )
            self.work.messages.show_message("success", _("Salinan selesai dan terbukti sama dengan aslinya."), told)

        self.work.run(_("Menyalin ke {name} …").format(name=target.name), work, done)
