"""Periksa data: what the file holds agrees with itself, or what helps where it does not."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.cadangan import findings
from ui.cadangan.fact_table import FactTable
from ui.cadangan.opening import Opening
from ui.cadangan.salvage_card import SalvageCard
from ui.cadangan.subject import Subject
from ui.cadangan.work_panel import WorkPanel
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage, SectionHeading
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kotaham_desktop.storage.checking import CheckReport
    from kotaham_desktop.storage.keys import Key


class CheckPart(QWidget):
    """Checking reads beside the window; only the index of searching is looked at here, one step at a time."""

    def __init__(self, context: Context, subject: Subject, opening: Opening) -> None:
        super().__init__()
        self._context = context
        self._subject = subject
        self._report: CheckReport | None = None
        self._steps: Iterator[str] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._page = page = ScrollPage(margins=0, widest=860)
        outer.addWidget(page)
        page.body.addWidget(self._checking())
        self.salvaging = SalvageCard(context, subject, opening)
        page.body.addWidget(self.salvaging)
        page.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        subject.changed.connect(self._about_another)
        context.session.closed.connect(self._stop)
        self._about_another()

    def _checking(self) -> QWidget:
        card = Card(spacing=10)
        card.body.addWidget(SectionHeading(_("Periksa data")))
        card.body.addWidget(
            Label(
                _(
                    "Setiap baris riwayat dibaca dan dihitung tanda periksanya, lalu dibandingkan dengan catatan, "
                    "lampiran, dan pencarian. Pemeriksaan tidak mengubah apa pun."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.work = WorkPanel(self._context)
        self.work.busy_changed.connect(self._show_what_can_be_done)
        card.body.addWidget(self.work)
        self.table = FactTable()
        card.body.addWidget(self.table)
        self.check = Button(_("Periksa sekarang"), "primary", icon_name="shield-check", on_click=self.begin)
        self.mend = Button(_("Perbaiki sekarang"), "primary", icon_name="refresh-cw", on_click=self._mend)
        self.merge = Button(_("Gabungkan salinan rekan …"), on_click=self._go_to_merging)
        row = FlowLayout()
        for button in (self.mend, self.check, self.merge):
            row.addWidget(button)
        card.body.addLayout(row)
        self.idle = Label("", "caption", wrap=True)
        card.body.addWidget(self.idle)
        return card

    def wake(self) -> None:
        """The part has come to the front."""
        self._show_what_can_be_done()

    def take_focus(self) -> None:
        """The keyboard begins where something can be done."""
        if self._subject.unopened is not None:
            self.salvaging.salvage.setFocus()
            self._page.ensureWidgetVisible(self.salvaging)
        else:
            (self.check if self.check.isEnabled() else self.salvaging.choose_button).setFocus()

    # Checking

    def begin(self) -> None:
        """Check the file beside the window."""
        path, key = self._subject.path, self._subject.key
        if path is None or self.work.is_busy:
            return
        if not self._context.unsaved.save_all():
            self.work.messages.show_error(ExpectedError("typing_not_saved"))
            return
        self._report = None
        self.table.hide()

        def work(progress: Progress) -> "CheckReport":
            from kotaham_desktop.application.file_care import check_file  # noqa: PLC0415 - late: start-up

            return check_file(path, key=key, progress=progress)

        self.work.run(_("Memeriksa {name} …").format(name=path.name), work, self._read)

    def _read(self, report: "CheckReport") -> None:
        self._report = report
        workshop = self._subject.workshop
        self._steps = workshop.search_faults() if workshop is not None and not self._is_harmed else iter(())
        self._timer.start()

    @Slot()
    def _step(self) -> None:
        from kotaham_desktop.storage.checking import Problem  # noqa: PLC0415 - late: start-up

        if self._steps is None or self._report is None:
            self._timer.stop()
            return
        try:
            faulty = next(self._steps, None)
        except ExpectedError:
            faulty = None
        if faulty:
            self._report = replace(self._report, problems=[*self._report.problems, Problem("search_differs", faulty)])
        if faulty is None:
            self._timer.stop()
            self._steps = None
            self._tell(self._report)

    def _tell(self, report: "CheckReport") -> None:
        self.table.show_rows(findings.counts(report) if report.log_rows else [])
        self.table.setVisible(bool(report.log_rows))
        sentences = " ".join(findings.problems_in_words(report))
        messages = self.work.messages
        if report.is_sound:
            messages.show_message("success", _("Semua cocok."), _("Tidak ada yang hilang dan tidak ada yang rusak."))
        elif "salvage" in report.remedies:
            detail = _("Berkas ini tidak akan ditulis lagi; selamatkan yang terbaca ke berkas baru di bawah ini.")
            messages.show_message("error", sentences, detail)
        elif report.remedies:
            messages.show_message("warning", sentences, self._helping(report))
        else:
            messages.show_message("warning", sentences, _("Catatannya sendiri utuh. Rincian jejaknya ada di Setelan."))
        self.salvaging.offer(self._is_harmed)
        self._show_what_can_be_done()

    @property
    def _is_harmed(self) -> bool:
        return self._report is not None and "salvage" in self._report.remedies

    def _helping(self, report: "CheckReport") -> str:
        told = []
        if "rebuild" in report.remedies:
            told.append(_("Riwayatnya utuh, jadi dapat disusun ulang tanpa kehilangan apa pun."))
        if "merge" in report.remedies:
            told.append(_("Lampirannya kembali bila salinan dari laptop yang melampirkannya digabungkan."))
        return " ".join(told)

    # Helping

    def _mend(self) -> None:
        """Make the tables again from the log: the file is closed meanwhile and opened again, however that ended."""
        workshop, session = self._subject.workshop, self._context.session
        if workshop is None or workshop.read_only or self.work.is_busy:
            return
        path, key, author, clock = workshop.path, workshop.key, workshop.author, self._context.clock
        if not session.close():
            self.work.messages.show_error(ExpectedError("typing_not_saved"))
            return

        def work(progress: Progress) -> "CheckReport":  # noqa: ARG001 - the tables are written in one go
            from kotaham_desktop.application.file_care import rebuild_file  # noqa: PLC0415 - late: start-up

            return rebuild_file(path, key=key, author=author, clock=clock)

        def mended(report: "CheckReport") -> None:
            self._open_again(path, key)
            self._report = report
            self._tell(report)

        def failed(error: ExpectedError) -> None:
            self._open_again(path, key)
            self.work.messages.show_error(error)

        self.work.run(_("Menyusun ulang tabel {name} …").format(name=path.name), work, mended, failed)

    def _open_again(self, path: Path, key: "Key | None") -> None:
        if self._context.session.workshop is not None:
            return  # somebody has opened another file meanwhile
        try:
            self._context.session.open(path, key=key)
        except ExpectedError as error:
            self._context.notices.show_error(error)

    def _go_to_merging(self) -> None:
        self._context.navigation.go_to("beranda")

    # What is shown

    @Slot()
    def _about_another(self) -> None:
        self._report = None
        self._stop()
        self.table.hide()
        self.work.drop()
        self.work.messages.hide()
        self.salvaging.offer(self._subject.unopened is not None)
        self._show_what_can_be_done()

    @Slot()
    def _stop(self) -> None:
        self._timer.stop()
        self._steps = None

    def _show_what_can_be_done(self) -> None:
        path, workshop = self._subject.path, self._subject.workshop
        remedies = self._report.remedies if self._report is not None else ()
        can_mend = "rebuild" in remedies and "salvage" not in remedies
        self.check.setEnabled(path is not None and not self.work.is_busy and self._steps is None)
        self.mend.setVisible(can_mend and workshop is not None and not workshop.read_only)
        self.mend.setEnabled(not self.work.is_busy)
        self.merge.setVisible("merge" in remedies and workshop is not None)
        self.idle.setVisible(path is None)
        self.idle.setText(_("Buka pelatihan untuk memeriksanya, atau selamatkan berkas yang rusak di bawah ini."))
