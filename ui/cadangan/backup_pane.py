"""One backup: looked into before anything is restored from it, and restored beside the open file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.cadangan import comparison
from ui.cadangan.backup_rows import told_place
from ui.cadangan.fact_table import FactTable
from ui.cadangan.opening import Opening
from ui.cadangan.subject import Subject
from ui.cadangan.wording import capitalised, told_attachments, told_moment, told_records, told_size
from ui.cadangan.work_panel import WorkPanel
from ui.context import Context
from ui.locking.unlock_panel import UnlockPanel
from ui.messages import FILE_ENDING, choose_workshop_to_create, documents_folder
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.application.kept_backups import BackupContents, KeptBackup
    from kotaham_desktop.storage.backups import Backup
    from kotaham_desktop.storage.keys import Key
    from kotaham_desktop.storage.safe_copies import CopyProof


class BackupPane(Card):
    """What opened a backup is forgotten when the file closes.

    ``verified`` says that more is known of a backup than before, ``looked_inside`` that there is something to read.
    """

    verified = Signal()
    looked_inside = Signal()

    def __init__(self, context: Context, subject: Subject, opening: Opening) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._subject = subject
        self._opening = opening
        self._shown: KeptBackup | None = None
        self._key: Key | None = None
        self._is_inside = False
        self._heading = Label("", "heading", wrap=True)
        self._facts = Label("", "secondary", wrap=True)
        self.body.addWidget(self._heading)
        self.body.addWidget(self._facts)
        self.work = WorkPanel(context)
        self.work.busy_changed.connect(self._show_what_can_be_done)
        self.body.addWidget(self.work)
        self.unlocking = UnlockPanel(context.session.attempts, _("Lihat isi"))
        self.body.addWidget(self.unlocking)
        self.title = Label("", "strong", wrap=True)
        self.differences = Label("", "body", wrap=True)
        self.table = FactTable()
        self.body.addWidget(self.title)
        self.body.addWidget(self.differences)
        self.look = Button(_("Lihat isi"), "primary", icon_name="eye", on_click=self.look_inside)
        self.restore = Button(_("Pulihkan ke berkas baru"), "primary", icon_name="rotate-ccw", on_click=self._restore)
        self.restore_elsewhere = Button(_("Pulihkan ke tempat lain …"), on_click=self._restore_elsewhere)
        self.verify = Button(_("Periksa cadangan ini"), icon_name="shield-check", on_click=self._verify)
        row = FlowLayout()
        for button in (self.look, self.restore, self.restore_elsewhere, self.verify):
            row.addWidget(button)
        self.body.addLayout(row)
        self.note = Label(
            _("Memulihkan membuat berkas baru; berkas yang sekarang tidak diubah, dan keduanya dapat digabungkan."),
            "caption",
            wrap=True,
        )
        self.body.addWidget(self.note)
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self.unlocking.installEventFilter(self)
        context.session.closed.connect(self._forget)
        self._show_what_can_be_done()

    # What is shown

    def show_backup(self, kept: "KeptBackup | None") -> None:
        """Be about a backup; what was found inside another one goes away."""
        same = kept is not None and self._shown is not None and kept.backup.path == self._shown.backup.path
        self._shown = kept
        if not same:
            self._forget()
        if kept is not None:
            now, backup = self._context.clock(), kept.backup
            self._heading.setText(capitalised(told_moment(backup.taken_at.astimezone(now.tzinfo), now)))
            facts = [told_size(backup.size), told_place(kept)]
            if backup.is_good:
                facts[:0] = [told_records(backup.records), told_attachments(backup.attachments)]
            self._facts.setText("  ·  ".join(facts))
        self._show_what_can_be_done()

    @property
    def is_inside(self) -> bool:
        """Whether the backup was opened and what it holds is shown."""
        return self._is_inside

    @Slot()
    def _forget(self) -> None:
        self._key = None
        self._is_inside = False
        self.unlocking.finish()
        if not self.work.is_busy:
            self.work.messages.hide()
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        for part in (self.title, self.differences, self.table, self.restore, self.restore_elsewhere, self.note):
            part.setVisible(self._is_inside)
        # The panel that asks for a passphrase has a button of its own for it.
        self.look.setVisible(not self._is_inside and self.unlocking.isHidden())
        self.verify.setVisible(self._shown is not None and not self._shown.backup.is_good)
        for button in (self.look, self.restore, self.restore_elsewhere, self.verify):
            button.setEnabled(self._shown is not None and not self.work.is_busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_what_can_be_done()
        return super().eventFilter(watched, event)

    # Looking inside

    def look_inside(self, passphrase: str = "") -> None:
        """Open the backup for reading and compare it with the file as it is now."""
        if self._shown is None or self.work.is_busy:
            return
        if not self._context.unsaved.save_all():
            self.work.messages.show_error(ExpectedError("typing_not_saved"))
            return
        backup, own = self._shown.backup.path, self._subject.key
        today = self._subject.path if self._subject.workshop is not None else None

        def work(progress: Progress) -> "tuple[Key | None, BackupContents]":
            from kotaham_desktop.application.kept_backups import (  # noqa: PLC0415 - late: start-up
                contents_of_backup,
                key_that_opens,
            )

            key = key_that_opens(backup, own, passphrase)
            return key, contents_of_backup(backup, key, today=today, today_key=own, progress=progress)

        def looked(found: "tuple[Key | None, BackupContents]") -> None:
            # Somebody may have walked on in the list meanwhile.
            if self._shown is not None and self._shown.backup.path == backup:
                self._looked(*found)

        self.work.run(_("Membuka cadangan …"), work, looked, self._could_not_look)

    def _looked(self, key: "Key | None", contents: "BackupContents") -> None:
        self._key = key
        self.unlocking.accept()
        self._is_inside = True
        self.title.setText(contents.title or _("Pelatihan tanpa judul"))
        self.differences.setText(self._in_words(contents))
        self.table.show_rows(comparison.rows(contents), comparison.headings(contents))
        self._show_what_can_be_done()
        self.restore.setFocus()
        self.looked_inside.emit()

    def _in_words(self, contents: "BackupContents") -> str:
        parts = []
        if contents.last_change:
            now = self._context.clock()
            moment = told_moment(local_time(contents.last_change).astimezone(now.tzinfo), now)
            parts.append(_("Perubahan terakhir di dalamnya: {moment}.").format(moment=moment))
        if contents.is_compared:
            parts.append(comparison.in_words(contents))
        return " ".join(parts)

    def _could_not_look(self, error: ExpectedError) -> None:
        backup = self._shown.backup.path if self._shown is not None else Path()
        if error.code == "passphrase_needed":
            heading = _("Cadangan ini dikunci dengan frasa sandi lain. Frasa sandi waktu itu:")
            if self._subject.key is None:
                heading = _("Cadangan ini dikunci. Frasa sandinya:")
            self.unlocking.ask(backup, self.look_inside, heading=heading)
        elif error.code == "passphrase_wrong":
            self.unlocking.refuse()
        else:
            self.unlocking.finish()
            self.work.messages.show_error(error)

    def _verify(self) -> None:
        if self._shown is None:
            return
        backup, own, key = self._shown.backup, self._subject.key, self._key

        def work(progress: Progress) -> "Backup":
            from kotaham_desktop.application.backup_commands import verify_backup  # noqa: PLC0415 - late: start-up
            from kotaham_desktop.application.kept_backups import key_that_opens  # noqa: PLC0415 - late: start-up

            return verify_backup(backup, key=key or key_that_opens(backup.path, own), progress=progress)

        self.work.run(_("Memeriksa cadangan …"), work, self._verified)

    def _verified(self, backup: "Backup") -> None:
        if backup.is_good:
            self.work.messages.show_message("success", _("Cadangan ini utuh."))
        else:
            self.work.messages.show_message(
                "warning",
                _("Cadangan ini rusak."),
                _("Berkas pelatihan tidak terpengaruh. Pakai cadangan lain; yang ini disimpan untuk diselamatkan."),
            )
        self.verified.emit()

    # Restoring

    def _restore(self) -> None:
        self.restore_to(self._suggestion())

    def _restore_elsewhere(self) -> None:
        target = choose_workshop_to_create(self, self._suggestion(), _("Pulihkan ke tempat lain"))
        if target is not None:
            self.restore_to(target)

    def _suggestion(self) -> Path:
        from kotaham_desktop.application.backup_commands import restored_name  # noqa: PLC0415 - late: start-up

        original = self._subject.path
        if original is None or not original.parent.is_dir():
            name = original.name if original is not None else _("Pelatihan") + FILE_ENDING
            original = documents_folder() / name
        taken_at = self._shown.backup.taken_at if self._shown is not None else self._context.clock()
        return restored_name(original, taken_at)

    def restore_to(self, target: Path) -> None:
        """Make a new file from the backup that was looked into."""
        if self._shown is None or not self._is_inside or self.work.is_busy:
            return
        backup, key = self._shown.backup.path, self._key
        author, clock = self._context.settings.now.author, self._context.clock

        def work(progress: Progress) -> "CopyProof":
            from kotaham_desktop.application.audit_commands import note_in_closed_file  # noqa: PLC0415 - late: start-up
            from kotaham_desktop.application.backup_commands import restore  # noqa: PLC0415 - late: start-up

            proof = restore(backup, target, key=key, progress=progress)
            note_in_closed_file(target, "restored", key=key, author=author, clock=clock)
            return proof

        def done(proof: "CopyProof") -> None:
            told = _("{path} – {records}, {attachments}, {size}.").format(
                path=target,
                records=told_records(proof.contents.records),
                attachments=told_attachments(proof.contents.attachments),
                size=told_size(proof.size),
            )
            self.work.messages.show_message(
                "success",
                _("Dipulihkan, dan terbukti sama dengan cadangannya."),
                told,
                (_("Buka berkas itu"), lambda: self._opening.open(target)),
            )

        self.work.run(_("Memulihkan ke {name} …").format(name=target.name), work, done)
