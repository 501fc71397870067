"""Laporan: the choices at the left, the real pages beside them, and at the right what leaves, before it goes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.i18n import _, ngettext
from ui.context import Context
from ui.laporan.choices import ReportChoices
from ui.laporan.exporting import FORMATS, ExportPanel, data_leaving, pdf_leaving
from ui.laporan.making import MadeReport, make_report
from ui.laporan.pages_view import PagesView
from ui.laporan.waiting import waiting_release
from ui.messages import choose_file_to_write, show_error
from ui.releasing.leaving import Leaving
from ui.releasing.panel import NOTED_ALONGSIDE, ReleasePanel
from ui.releasing.sending import Sending
from ui.screen import Screen
from ui.theme import px
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from ui.background import Task

_MOST_PLACES = 6
_PANEL_WIDTH, _PANEL_LEAST, _PAGES_NEED = 408, 300, 300
_WIDEST = 16_777_215
SETTLES_AFTER = 350
"""Milliseconds without another choice before the pages are made anew."""


class LaporanScreen(Screen):
    """Makes the report beside the window whenever a choice or the work itself has changed, and shows its pages."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._task: Task[MadeReport] | None = None
        self._report: MadeReport | None = None
        self._is_stale = True
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_AFTER)
        self._settling.timeout.connect(self._make)
        self._pdf_wanted = False
        self.sending = Sending(context, self)
        self.release = ReleasePanel(context, self.sending)
        self.release.closed.connect(self._arrange)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._choice_column())
        self._page_card = self._page_column()
        row.addWidget(self._page_card, 1)
        row.addWidget(self.release)
        self.choices.changed.connect(self._chosen)
        context.bridge.changed.connect(self._changed)
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=steps: self.pages.zoom_by(by))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self._give_up)
        context.session.closed.connect(self._stop)

    def _choice_column(self) -> QWidget:
        self._column = Card(margins=0)
        self.choices = ReportChoices()
        scrolled = ScrollPage(margins=16)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.body.addWidget(self.choices)
        self._column.body.addWidget(scrolled, 1)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(16, 0, 16, 16)
        self._withheld = Label("", "caption", wrap=True)
        self._withheld.hide()
        below.addWidget(self._withheld)
        self.save = Button(_("Simpan PDF"), "primary", icon_name="download", shortcut="Ctrl+S", on_click=self._save_pdf)
        below.addWidget(self.save)
        self.exports = ExportPanel(self.context, self.choices, self.sending)
        self.exports.release_wanted.connect(self._show_release)
        below.addWidget(self.exports)
        self._column.body.addWidget(foot)
        return self._column

    def _page_column(self) -> QWidget:
        card = Card(margins=0, spacing=0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 10)
        self._title = Label(_("Pratinjau"), "heading")
        self._place = Label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(_("Menyusun laporan"))
        self._bar.setMaximumWidth(px(160))
        self.cancel = Button(_("Batalkan"), "quiet", hint=_("Hentikan penyusunan (Esc)"), on_click=self._give_up)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._bar)
        head.addWidget(self.cancel)
        head.addStretch(1)
        head.addWidget(self._place)
        head.addWidget(IconButton("zoom-out", _("Perkecil (Ctrl+-)"), on_click=lambda: self.pages.zoom_by(-1)))
        head.addWidget(IconButton("zoom-in", _("Perbesar (Ctrl++)"), on_click=lambda: self.pages.zoom_by(1)))
        card.body.addLayout(head)
        self.messages = MessageBar()
        card.body.addWidget(self.messages)
        self.pages = PagesView(self.context.background)
        self.pages.page_changed.connect(self._show_place)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("file-text", _("Halaman laporan tampil di sini setelah disusun.")))
        self._stack.addWidget(self.pages)
        card.body.addWidget(self._stack, 1)
        self._show_work(None)
        return card

    # Making

    def on_shown(self) -> None:
        """Make the pages anew if anything has changed since they were made."""
        if self._is_stale:
            self._wanted()
        elif self.release.isHidden():
            self._offer_waiting()

    @Slot()
    def _chosen(self) -> None:
        leaving = self.release.leaving
        if leaving is not None and leaving.audience is not self.choices.options().audience:
            self.release.close_panel()
        elif leaving is not None and leaving.is_renewed:
            self.release.wait()
        elif leaving is not None:
            self.release.show_leaving(data_leaving(self.context, leaving.form, self.choices.options()))
        self._wanted()

    @Slot()
    def _wanted(self) -> None:
        self._is_stale = True
        self._settling.start()

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if change.types <= NOTED_ALONGSIDE:
            return
        self._is_stale = True
        if self.isVisible():
            self._settling.start()

    @Slot()
    def _make(self) -> None:
        self._stop()
        if not self.context.unsaved.save_all() or self.context.workshop.pending:
            show_error(self.messages, ExpectedError("typing_not_saved"))
            self.messages.add_action(_("Susun lagi"), self._wanted)
            return
        # What was just saved was a change too; the report that begins now already has it.
        self._settling.stop()
        self.messages.hide()
        self._is_stale = False
        workshop = self.context.workshop
        work = make_report(workshop.path, workshop.key, self.choices.options())
        task = self.context.background.run(work, self._made, self._failed, self._show_progress)
        self.destroyed.connect(task.cancel)
        self._show_work(task)

    def _show_work(self, task: "Task[MadeReport] | None") -> None:
        self._task = task
        self._bar.setValue(0)
        self._title.setText(_("Menyusun laporan …") if task is not None else _("Pratinjau"))
        if task is None and self.cancel.hasFocus():
            self.pages.setFocus()
        for part in (self._bar, self.cancel):
            part.setVisible(task is not None)

    def _show_progress(self, share: float, text: str) -> None:  # noqa: ARG002 - the helper's signature
        self._bar.setValue(round(share * 100))

    def _made(self, report: MadeReport) -> None:
        self._show_work(None)
        self.messages.hide()
        self._report = report
        self._stack.setCurrentIndex(1)
        self.pages.show_report(report)
        self._withheld.setVisible(bool(report.withheld))
        self._withheld.setText(
            ngettext(
                "{n} catatan tidak ikut karena tidak untuk pembaca ini.",
                "{n} catatan tidak ikut karena tidak untuk pembaca ini.",
                report.withheld,
            ).format(n=report.withheld)
        )
        if report.unfilled:
            self.messages.show_message(
                "warning",
                _("Masih ada isian templat yang belum diganti."),
                _("Tercetak apa adanya: {places}").format(places=", ".join(report.unfilled[:_MOST_PLACES])),
                (_("Isi sekarang"), lambda: self.context.navigation.go_to("persiapan")),
            )
        shown = self.release.leaving
        if self._pdf_wanted or (shown is not None and shown.is_renewed):
            self._pdf_wanted = False
            self._release_pdf(report)
        elif shown is None:
            self._offer_waiting()

    def _failed(self, error: ExpectedError) -> None:
        self._show_work(None)
        self._is_stale = True
        show_error(self.messages, error)
        self.messages.add_action(_("Susun lagi"), self._wanted)

    @Slot()
    def _give_up(self) -> None:
        if not self.is_making and not self.release.isHidden():
            self.release.close_panel()
            self.pages.setFocus()
        elif self._stop():
            self.messages.show_message("info", _("Penyusunan laporan dihentikan."), "", (_("Susun lagi"), self._wanted))

    @Slot()
    def _stop(self) -> bool:
        """Give up what is being made or waits to be; whether there was any."""
        was_making = self.is_making
        self._settling.stop()
        if self._task is not None:
            self._task.cancel()
            self._is_stale = True
        self._show_work(None)
        return was_making

    @property
    def is_making(self) -> bool:
        """Whether pages are being made, or will be in a moment."""
        return self._task is not None or self._settling.isActive()

    @property
    def report(self) -> MadeReport | None:
        """The report that the pages show."""
        return self._report

    @property
    def is_up_to_date(self) -> bool:
        """Whether the pages show the work and the choices as they are now."""
        return not self._is_stale and self._task is None and self._report is not None

    @property
    def place(self) -> str:
        """Which page is in the middle of the view, in words."""
        return self._place.text()

    @property
    def withheld(self) -> str:
        """How much of the work these readers do not see, in words; empty when they see all."""
        return "" if self._withheld.isHidden() else self._withheld.text()

    @Slot(int, int)
    def _show_place(self, page: int, count: int) -> None:
        self._place.setText(_("Halaman {page} dari {count}").format(page=page, count=count) if count else "")

    # Saving

    def _save_pdf(self) -> None:
        report = self._report
        if report is None or not self.is_up_to_date:
            self.messages.show_message("info", _("Laporan masih disusun."), _("Simpan setelah halamannya tampil."))
            if not self.is_making:
                self._wanted()
            return
        if report.options.audience is not Audience.TEAM:
            self._release_pdf(report)
            return
        leaving = pdf_leaving(self.context.workshop.record(WORKSHOP_ID), report)
        suggestion = self.context.workshop.path.parent / leaving.name
        path = choose_file_to_write(self, _("Simpan laporan"), suggestion, leaving.name_filter)
        if path is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the report that is shown to a file for the team; anybody else's is looked at first."""
        report = self._report
        if report is None:
            return
        if report.options.audience is Audience.TEAM:
            self.sending.send_to_team(pdf_leaving(self.context.workshop.record(WORKSHOP_ID), report), path)
        else:
            self._release_pdf(report)

    def _release_pdf(self, report: MadeReport) -> None:
        if report.options.audience is not Audience.TEAM:
            self._show_release(pdf_leaving(self.context.workshop.record(WORKSHOP_ID), report))

    @Slot(object)
    def _show_release(self, leaving: Leaving) -> None:
        """Show what leaves beside the pages, so that both can be read."""
        self.release.show_leaving(leaving)
        self._arrange()

    def _offer_waiting(self) -> None:
        """Say that something was prepared for the public and waits for a second person."""
        waiting = waiting_release(self.context.workshop)
        if waiting is None or self.messages.text:
            return
        self.messages.show_message(
            "info",
            _("Satu dokumen untuk publik menunggu orang kedua."),
            _("Diperiksa oleh {name}: {document}.").format(name=waiting.prepared_by, document=waiting.form),
            (_("Lihat dan setujui"), lambda: self._confirm_waiting(waiting.form, waiting.choices)),
        )

    def _confirm_waiting(self, form: str, choices: str) -> None:
        self.choices.choose(Audience.PUBLIC, choices)
        if form in FORMATS:
            self._show_release(data_leaving(self.context, form, self.choices.options()))
        else:
            self._pdf_wanted = True
            self._wanted()

    def _arrange(self) -> None:
        """The pages, then the choices too, give way to the panel where all find no room."""
        beside = self.width() - self._column.maximumWidth() - px(46)
        is_asked = not self.release.isHidden()
        has_pages = not is_asked or beside >= px(_PANEL_WIDTH + _PAGES_NEED)
        self._page_card.setVisible(has_pages)
        self._column.setVisible(not is_asked or beside >= px(_PANEL_LEAST))
        self.release.setMinimumWidth(px(_PANEL_WIDTH) if has_pages else 0)
        self.release.setMaximumWidth(px(_PANEL_WIDTH) if has_pages else _WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setFixedWidth(max(px(236), min(px(312), self.width() // 3)))
        self._arrange()
