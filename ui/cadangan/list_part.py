"""The backups of the file: when the last one was made, what comes next, and each of them to look into."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _, ngettext
from ui.background import Progress
from ui.cadangan.backup_pane import BackupPane
from ui.cadangan.backup_rows import backup_rows
from ui.cadangan.opening import Opening
from ui.cadangan.subject import Subject
from ui.cadangan.wording import next_backup, thinning_rule, told_moment
from ui.cadangan.work_panel import WorkPanel
from ui.context import Context
from ui.messages import choose_folder, documents_folder
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Card, ScrollPage, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kotaham_desktop.application.backup_commands import BackupDone
    from kotaham_desktop.application.kept_backups import KeptBackup
    from ui.background import Task

_STACKED_BELOW = 820


class BackupListPart(QWidget):
    """The list at the left, the chosen backup at the right; one below the other where the window is narrow."""

    def __init__(self, context: Context, subject: Subject, opening: Opening) -> None:
        super().__init__()
        self._context = context
        self._subject = subject
        self._kept: Sequence[KeptBackup] = ()
        self._listing: Task[list[KeptBackup]] | None = None
        self._waits_for_rows = False
        self._wanted = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._page = ScrollPage(margins=0)
        outer.addWidget(self._page)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._page.body.addLayout(self._columns, 1)
        self.pane = BackupPane(context, subject, opening)
        self.pane.verified.connect(self.refresh)
        self.pane.looked_inside.connect(self._bring_pane_into_view)
        self._columns.addWidget(self._left(), 3)
        self._columns.addWidget(self.pane, 2)
        subject.changed.connect(self._about_another)
        context.backing_up.changed.connect(self.refresh)

    def _left(self) -> QWidget:
        card = Card(spacing=8)
        self.back_up = Button(_("Buat cadangan sekarang"), "primary", icon_name="hard-drive", on_click=self._back_up)
        self.heading = SectionHeading(_("Cadangan"), self.back_up)
        card.body.addWidget(self.heading)
        self.state = Label("", "strong", wrap=True)
        self.next = Label("", "secondary", wrap=True)
        card.body.addWidget(self.state)
        card.body.addWidget(self.next)
        self.rule = Label(thinning_rule(), "caption", wrap=True)
        card.body.addWidget(self.rule)
        self.work = WorkPanel(self._context)
        self.work.busy_changed.connect(self._show_what_can_be_done)
        card.body.addWidget(self.work)
        self.list = RecordList(name=_("Daftar cadangan"))
        self.list.setMinimumHeight(px(220))
        self.list.selected.connect(self._chosen)
        self.list.opened.connect(self._look_inside)
        card.body.addWidget(self.list, 1)
        self.empty = EmptyState("hard-drive", "")
        self.look_elsewhere = Button(
            _("Lihat cadangan di flashdisk …"), icon_name="folder-open", on_click=self._look_elsewhere
        )
        self.empty.add_below(self.look_elsewhere)
        card.body.addWidget(self.empty, 1)
        return card

    # What is shown

    def wake(self) -> None:
        """The part has come to the front."""
        self.refresh()

    def take_focus(self) -> None:
        """Let the keyboard walk through the list, or make the first backup."""
        self._waits_for_rows = self._listing is not None and not self._kept
        if self._kept:
            self.list.setFocus()
        else:
            (self.back_up if self.back_up.isVisibleTo(self) else self.look_elsewhere).setFocus()

    @Slot()
    def _about_another(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        self._kept, self._listing, self._waits_for_rows = (), None, False
        self.list.set_rows([])
        self.pane.show_backup(None)
        self._show_what_can_be_done()
        if self.isVisible():
            self.refresh()

    def choose(self, name: str) -> None:
        """Choose a backup as soon as it is listed."""
        self._wanted = name

    @Slot()
    def refresh(self) -> None:
        """List the backups anew, beside the window."""
        path, folder = self._subject.path, self._subject.folder
        workshop_id, root = self._subject.workshop_id, self._context.backing_up.find_root()
        second = self._context.backing_up.chosen_place

        def work(progress: Progress) -> "list[KeptBackup]":  # noqa: ARG001 - short work
            from kotaham_desktop.application.kept_backups import (  # noqa: PLC0415 - late: start-up
                backups_in,
                kept_backups,
            )

            if folder is not None:
                return backups_in(folder)
            return kept_backups(workshop_id, path, root, second) if path is not None else []

        if self._listing is not None:
            self._listing.cancel()
        self._listing = self._context.background.run(work, self._listed, self._could_not_list)

    def _listed(self, kept: "Sequence[KeptBackup]") -> None:
        # Only a keyboard that still waits here is taken along; it may have gone elsewhere meanwhile.
        waits = self._waits_for_rows and (self.back_up.hasFocus() or self.look_elsewhere.hasFocus())
        self._kept, self._listing = kept, None
        self.list.set_rows(backup_rows(kept, self._context.clock()))
        chosen = self._named(self._wanted or self.list.selected_id)
        if chosen is not None and self._wanted:
            self.list.select(self._wanted)
            self._wanted = ""
        if chosen is None and kept:
            chosen = kept[0]
            self.list.select(chosen.backup.path.name)
        self.pane.show_backup(chosen)
        self._show_what_can_be_done()
        if waits:
            self.take_focus()

    def _could_not_list(self, error: ExpectedError) -> None:
        self._listing = None
        self.work.messages.show_error(error)

    def _named(self, name: str) -> "KeptBackup | None":
        return next((one for one in self._kept if one.backup.path.name == name), None)

    def _show_what_can_be_done(self) -> None:
        workshop, now = self._subject.workshop, self._context.clock()
        self.list.setVisible(bool(self._kept))
        self.empty.setVisible(not self._kept)
        self.pane.setVisible(bool(self._kept))
        self.back_up.setVisible(workshop is not None)
        self.back_up.setEnabled(not self.work.is_busy)
        self.rule.setVisible(workshop is not None)
        self.next.setVisible(workshop is not None)
        count = len(self._kept)
        if count:
            told = ngettext("{n} cadangan", "{n} cadangan", count).format(n=count)
            self.heading.label.setText(_("Cadangan ({n})").format(n=count))
            self.list.setAccessibleDescription(told)
        else:
            self.heading.label.setText(_("Cadangan"))
        self.look_elsewhere.setVisible(workshop is None)
        if workshop is None:
            self.state.hide()
            self.empty.sentence.setText(self._why_empty())
            return
        self.empty.sentence.setText(
            _("Belum ada cadangan. Cadangan disimpan di laptop ini, terpisah dari berkas pelatihannya.")
        )
        last = next((one.backup.taken_at for one in self._kept if one.is_of_this_file and one.backup.is_good), None)
        changed_at = workshop.changed_at()
        self.state.setVisible(last is not None)
        if last is not None:
            moment = told_moment(last.astimezone(now.tzinfo), now)
            self.state.setText(_("Cadangan terakhir: {moment}, terbukti utuh.").format(moment=moment))
        self.next.setText(next_backup(last, local_time(changed_at) if changed_at else None, now))

    def _why_empty(self) -> str:
        if self._subject.folder is not None:
            return _("Tidak ada cadangan di {folder}.").format(folder=self._subject.folder)
        if self._subject.path is not None:
            return _("Tidak ada cadangan dari “{name}” di laptop ini.").format(name=self._subject.path.name)
        return _("Buka pelatihan untuk melihat cadangannya, atau lihat cadangan yang dibuat laptop lain.")

    @Slot()
    def _bring_pane_into_view(self) -> None:
        # Once the rows that were just shown have their place.
        QTimer.singleShot(0, self._scroll_to_pane)

    def _scroll_to_pane(self) -> None:
        if self._columns.direction() == QBoxLayout.Direction.TopToBottom:
            self._page.verticalScrollBar().setValue(self.pane.y())

    # What can be done

    def _look_elsewhere(self) -> None:
        chosen = self._context.backing_up.chosen_place
        start = chosen if chosen is not None and chosen.is_dir() else documents_folder()
        folder = choose_folder(self, _("Folder cadangan"), start)
        if folder is not None:
            self._subject.show_folder(folder)

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.pane.show_backup(self._named(name))

    @Slot(str)
    def _look_inside(self, name: str) -> None:
        self.pane.show_backup(self._named(name))
        self.pane.look_inside()

    def _back_up(self) -> None:
        workshop = self._subject.workshop
        if workshop is None or self.work.is_busy:
            return
        if not self._context.unsaved.save_all():
            self.work.messages.show_error(ExpectedError("typing_not_saved"))
            return
        path, key, clock = workshop.path, workshop.key, self._context.clock
        root: Path = self._context.backing_up.find_root()

        def work(progress: Progress) -> "BackupDone":
            from kotaham_desktop.application.backup_commands import back_up  # noqa: PLC0415 - late: start-up

            return back_up(path, root, key=key, clock=clock, progress=progress)

        self.work.run(_("Membuat cadangan …"), work, self._backed_up)

    def _backed_up(self, done: "BackupDone") -> None:
        self.list.set_rows([])
        self._context.backing_up.tell_changed()
        heading = _("Cadangan dibuat dan terbukti utuh.")
        detail = (
            ngettext("{n} cadangan lama dihapus.", "{n} cadangan lama dihapus.", done.dropped).format(n=done.dropped)
            if done.dropped
            else ""
        )
        self.work.messages.show_message("success", heading, detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < px(_STACKED_BELOW)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
