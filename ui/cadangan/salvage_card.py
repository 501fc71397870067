"""Selamatkan: everything readable of a harmed file goes into a new one; the harmed one is only read."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from kotaham_desktop.domain.dates import written_number
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.cadangan.fact_table import FactTable
from ui.cadangan.opening import Opening
from ui.cadangan.subject import Subject
from ui.cadangan.work_panel import WorkPanel
from ui.context import Context
from ui.locking.unlock_panel import UnlockPanel
from ui.messages import choose_workshop_to_create, choose_workshop_to_open, documents_folder
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from kotaham_desktop.application.salvaging import Salvaged


class SalvageCard(Card):
    """Offered for a file that could not be opened, and for the open one where a check found it harmed."""

    def __init__(self, context: Context, subject: Subject, opening: Opening) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._subject = subject
        self._opening = opening
        self._is_offered = False
        self.body.addWidget(SectionHeading(_("Selamatkan berkas yang rusak")))
        self.body.addWidget(
            Label(
                _(
                    "Semua yang masih terbaca disalin ke berkas baru, dan laporannya menyebut apa yang hilang. Berkas "
                    "yang rusak hanya dibaca; simpan sebagai bukti."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.file = Label("", "strong", wrap=True)
        self.body.addWidget(self.file)
        self.work = WorkPanel(context)
        self.work.busy_changed.connect(self._show_what_can_be_done)
        self.body.addWidget(self.work)
        self.unlocking = UnlockPanel(context.session.attempts, _("Selamatkan"))
        self.body.addWidget(self.unlocking)
        self.table = FactTable()
        self.table.hide()
        self.body.addWidget(self.table)
        self.salvage = Button(
            _("Selamatkan ke berkas baru"), "primary", icon_name="download", on_click=self._salvage_beside
        )
        self.elsewhere = Button(_("Selamatkan ke tempat lain …"), on_click=self._salvage_elsewhere)
        self.choose_button = Button(_("Pilih berkas yang rusak …"), icon_name="folder-open", on_click=self._choose)
        row = FlowLayout()
        for button in (self.salvage, self.elsewhere, self.choose_button):
            row.addWidget(button)
        self.body.addLayout(row)
        context.session.closed.connect(self.unlocking.finish)
        subject.changed.connect(self._about_another)
        self._show_what_can_be_done()

    def offer(self, offered: bool) -> None:
        """Say whether the file that the screen is about is known to be harmed."""
        self._is_offered = offered
        self._show_what_can_be_done()

    @Slot()
    def _about_another(self) -> None:
        self.unlocking.finish()
        self.table.hide()
        if not self.work.is_busy:
            self.work.messages.hide()

    def _show_what_can_be_done(self) -> None:
        path = self._subject.path
        can_salvage = self._is_offered and path is not None
        self.file.setVisible(can_salvage)
        self.file.setText(str(path) if path is not None else "")
        for button in (self.salvage, self.elsewhere):
            button.setVisible(can_salvage)
            button.setEnabled(not self.work.is_busy)
        self.choose_button.setEnabled(not self.work.is_busy)

    def _choose(self) -> None:
        path = self._subject.path
        folder = path.parent if path is not None and path.parent.is_dir() else documents_folder()
        chosen = choose_workshop_to_open(self, folder, _("Pilih berkas yang rusak"))
        if chosen is not None:
            self._subject.show_unopened(chosen)

    def _salvage_beside(self) -> None:
        path = self._subject.path
        if path is not None:
            self.salvage_to(self._free_name(path))

    def _salvage_elsewhere(self) -> None:
        path = self._subject.path
        if path is not None:
            target = choose_workshop_to_create(self, self._free_name(path), _("Selamatkan ke tempat lain"))
            if target is not None:
                self.salvage_to(target)

    def _free_name(self, path: Path) -> Path:
        from kotaham_desktop.application.salvaging import salvaged_name  # noqa: PLC0415 - late: start-up

        return salvaged_name(path if path.parent.is_dir() else documents_folder() / path.name)

    def salvage_to(self, target: Path, passphrase: str = "") -> None:
        """Save what can be read into a new file; an open file is closed first, so that nobody writes in it."""
        path, session = self._subject.path, self._context.session
        if path is None or self.work.is_busy:
            return
        key = self._subject.key
        if self._subject.workshop is not None:
            if not session.close():
                self.work.messages.show_error(ExpectedError("typing_not_saved"))
                return
            self._subject.show_unopened(path)
            self.offer(True)
        author, clock = self._context.settings.now.author, self._context.clock

        def work(progress: Progress) -> "Salvaged":
            from kotaham_desktop.application.salvaging import (  # noqa: PLC0415 - late: start-up
                key_of_harmed,
                may_be_locked,
                salvage_workshop,
            )

            try:
                own = key or key_of_harmed(path, passphrase)
                return salvage_workshop(path, target, key=own, author=author, clock=clock, progress=progress)
            except ExpectedError as error:
                # A harmed plain file may look locked: a passphrase is asked for only where nothing was found.
                if error.code == "salvage_nothing" and key is None and not passphrase and may_be_locked(path):
                    raise ExpectedError("passphrase_needed", name=path.name) from error
                raise

        def failed(error: ExpectedError) -> None:
            if error.code == "passphrase_needed":
                heading = _("Berkas ini dikunci. Frasa sandinya:")
                self.unlocking.ask(path, lambda typed: self.salvage_to(target, typed), heading=heading)
            elif passphrase and error.code in ("salvage_nothing", "passphrase_wrong"):
                self.unlocking.refuse()
            else:
                self.unlocking.finish()
                self.work.messages.show_error(error)

        self.work.run(
            _("Menyelamatkan {name} …").format(name=path.name), work, lambda done: self._saved(target, done), failed
        )

    def _saved(self, target: Path, done: "Salvaged") -> None:
        self.unlocking.accept()
        report = done.report
        self.table.show_rows(
            [
                (_("Baris riwayat selamat"), written_number(report.proof.contents.rows)),
                (_("Baris di belakang bagian yang hilang"), written_number(report.rows_behind_holes)),
                (_("Baris hilang"), written_number(report.rows_lost)),
                (_("Catatan selamat"), written_number(report.proof.contents.records)),
                (_("Catatan disusun lagi dari tabel"), written_number(done.remade)),
                (_("Catatan baru berisi tulisan yang belum kembali ke tempatnya"), written_number(done.notes)),
                (_("Lampiran selamat"), written_number(report.proof.contents.attachments)),
                (_("Lampiran hilang"), written_number(report.attachments_lost)),
            ]
        )
        self.table.show()
        told = [_("Berkas baru: {path}.").format(path=target), _("Laporan: {path}.").format(path=done.report_path)]
        if not report.workshop_id_kept:
            told.append(_("Berkas ini kini pelatihan tersendiri; tidak dapat digabungkan dengan salinan rekan."))
        elif not report.is_whole:
            told.append(_("Bila rekan punya salinannya, gabungkan: bagian yang hilang dapat kembali."))
        heading = _("Semua isinya selamat.") if report.is_whole else _("Yang terbaca selamat; sebagian hilang.")
        self.work.messages.show_message(
            "success" if report.is_whole else "warning",
            heading,
            " ".join(told),
            (_("Buka berkas baru"), lambda: self._opening.open(target)),
        )
