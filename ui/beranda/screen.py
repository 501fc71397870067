"""Beranda: what was open before, a new training, another laptop's notes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.beranda.action_tile import ActionTile
from ui.beranda.merging import MergePanel
from ui.beranda.recent_files import recent_rows
from ui.beranda.starting import Starter, free_name, new_training_name, training_folder
from ui.context import Context
from ui.locking.kit_panel import KitPanel
from ui.locking.new_passphrase import NewPassphrasePanel
from ui.locking.unlock_panel import UnlockPanel
from ui.messages import choose_workshop_to_create, choose_workshop_to_open, show_error
from ui.screen import Screen
from ui.theme import BlockColour, px
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage, SectionHeading
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.record_list import RecordList

_STACKED_BELOW = 760


def _ways_on() -> tuple[tuple[str, str, ButtonKind, str], ...]:
    """Where the work on an open training goes on."""
    return (
        ("catat", _("Mulai mencatat"), "primary", "notebook-pen"),
        ("persiapan", _("Siapkan pelatihan"), "secondary", "calendar-clock"),
        ("sintesis", _("Cari dan simpulkan"), "secondary", "folder-search"),
        ("laporan", _("Susun laporan"), "secondary", "file-text"),
    )


class BerandaScreen(Screen):
    """Everything one can do before a training is open, and joining notes while one is."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._starter = Starter(context, self._started, self._show_error)
        page = ScrollPage(widest=1120, margins=24)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        page.body.addWidget(self._greeting())
        self.messages = MessageBar()
        page.body.addWidget(self.messages)
        session = context.session
        self.unlocking = UnlockPanel(
            session.attempts, _("Buka"), remembered=session.remembered, on_forgotten=self._ask_kit
        )
        page.body.addWidget(self.unlocking)
        self.kit = KitPanel(session.attempts, context.background, lambda: context.settings.now.author)
        page.body.addWidget(self.kit)
        self.new_passphrase = NewPassphrasePanel()
        page.body.addWidget(self.new_passphrase)
        self._nameless = self._ask_name()
        page.body.addWidget(self._nameless)
        self.merging = MergePanel(context)
        self.merging.ended.connect(self._refresh)
        page.body.addWidget(self.merging)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._columns.addWidget(self._actions(), 2)
        self._columns.addWidget(self._recent(), 3)
        page.body.addLayout(self._columns)
        page.body.addStretch(1)
        context.session.opened.connect(self._refresh)
        context.session.closed.connect(self._refresh)
        self._refresh()

    def on_shown(self) -> None:
        self._refresh()

    def open_file(self, path: Path) -> None:
        """Open a file and go to where its work is; a file in use elsewhere can be opened for reading."""
        self.unlocking.finish()
        self.kit.finish()
        self._try_to_open(path, read_only=False, passphrase="")

    def _ask_kit(self, path: Path) -> None:
        self.unlocking.finish()
        self.kit.ask(
            path,
            lambda chosen: self._try_to_open(path, read_only=False, passphrase=chosen),
            lambda: self.open_file(path),
        )

    def _try_to_open(self, path: Path, *, read_only: bool, passphrase: str) -> None:
        self.messages.hide()
        try:
            self.context.session.open(path, read_only=read_only, passphrase=passphrase)
        except ExpectedError as error:
            self._could_not_open(error, path, read_only=read_only)
            return
        wants_remembering = self.unlocking.remember.is_chosen
        self.unlocking.accept()
        self.context.navigation.go_to("persiapan")
        key = self.context.workshop.key
        if wants_remembering and key is not None:
            attempt(self.context, lambda: self.context.session.remembered.remember(key))

    def _could_not_open(self, error: ExpectedError, path: Path, *, read_only: bool) -> None:
        if error.code == "passphrase_needed":
            self.unlocking.ask(path, lambda typed: self._try_to_open(path, read_only=read_only, passphrase=typed))
        elif error.code == "passphrase_wrong":
            self.unlocking.refuse()
        else:
            self.unlocking.finish()
            self._show_error(error)
            if error.code == "file_locked":
                self.messages.add_action(_("Buka hanya untuk dibaca"), lambda: self._open_for_reading(path))
            self._offer_help(error)

    def _offer_help(self, error: ExpectedError) -> None:
        """What can still be done about a file that is harmed, gone or a backup."""
        go_to, unopened = self.context.navigation.go_to, self.context.session.unopened
        if unopened is None or not self.context.navigation.offers("cadangan"):
            return
        if error.code == "file_is_backup":
            self.messages.add_action(_("Lihat isi dan pulihkan"), lambda: go_to("cadangan", part="backup"))
            return
        if error.code == "file_damaged":
            self.messages.add_action(_("Selamatkan ke berkas baru"), lambda: go_to("cadangan", part="salvage"))
        self.messages.add_action(_("Lihat cadangannya"), lambda: go_to("cadangan", part="unopened"))

    def merge(self, other: Path) -> None:
        """Take another file's work into the open one."""
        self.messages.hide()
        self.merging.begin(other)

    # Parts

    def _greeting(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._heading = Label("", "display", wrap=True)
        self._sentence = Label("", "secondary", wrap=True)
        column.addWidget(self._heading)
        column.addWidget(self._sentence)
        self._onward = QWidget()
        row = FlowLayout(self._onward)
        row.setContentsMargins(0, 10, 0, 0)
        self._ways = {
            screen: Button(text, kind, icon_name=icon_name, on_click=partial(self.context.navigation.go_to, screen))
            for screen, text, kind, icon_name in _ways_on()
        }
        for button in self._ways.values():
            row.addWidget(button)
        column.addWidget(self._onward)
        return words

    def _greet(self) -> None:
        workshop = self.context.session.workshop
        ways = [screen for screen in self._ways if self.context.navigation.offers(screen)]
        for screen, button in self._ways.items():
            button.setVisible(screen in ways)
        self._onward.setVisible(bool(ways))
        if workshop is None:
            self._heading.setText(_("Selamat datang"))
            self._sentence.setText(
                _("Satu pelatihan adalah satu berkas. Setiap tulisan langsung tersimpan di dalamnya, tanpa internet.")
            )
        else:
            self._heading.setText(_("Pelatihan sedang dibuka"))
            self._sentence.setText(_("Berkas: {name}").format(name=workshop.path.name))

    def _ask_name(self) -> QWidget:
        """Until somebody has said who writes at this laptop: a reminder that stands in nobody's way."""
        card = Card(margins=12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconView("user", "accent"))
        row.addWidget(Label(_("Siapa yang mencatat di laptop ini? Namanya menyertai setiap catatan."), wrap=True), 1)
        to_settings = partial(self.context.navigation.go_to, "setelan")
        row.addWidget(Button(_("Tulis nama"), "secondary", on_click=to_settings))
        card.body.addLayout(row)
        return card

    def _actions(self) -> QWidget:
        self.new_tile = ActionTile(
            _("Pelatihan baru"),
            _("Dari templat Pelatihan Kota HAM tiga hari: agenda, sesi, dan metode sudah terisi."),
            "file-plus",
            BlockColour.TEAL,
            self._new,
        )
        self.open_tile = ActionTile(
            _("Buka berkas"),
            _("Berkas pelatihan di laptop ini atau di flashdisk."),
            "folder-open",
            BlockColour.INDIGO,
            self._open,
        )
        self.sample_tile = ActionTile(
            _("Contoh: Semarang 2022"),
            _("Pelatihan lengkap dengan orang dan cerita rekaan, untuk dilihat dan dicoba."),
            "book-open",
            BlockColour.AMBER,
            self._sample,
        )
        self.merge_tile = ActionTile(
            _("Gabungkan catatan dari laptop lain"), "", "git-merge", BlockColour.LEAF, self._merge
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for tile in (self.new_tile, self.open_tile, self.sample_tile, self.merge_tile):
            column.addWidget(tile)
        column.addStretch(1)
        return holder

    def _recent(self) -> QWidget:
        card = Card(spacing=10)
        card.body.addWidget(SectionHeading(_("Terakhir dibuka")))
        self.recent = RecordList(name=_("Berkas yang terakhir dibuka"), opens_on_click=True)
        self.recent.opened.connect(self._open_recent)
        card.body.addWidget(self.recent)
        self._empty = EmptyState("folder-open", _("Belum ada pelatihan yang pernah dibuka di laptop ini."))
        card.body.addWidget(self._empty)
        card.body.addStretch(1)
        return card

    # What happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < px(_STACKED_BELOW)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    @Slot()
    def _refresh(self) -> None:
        self._greet()
        workshop = self.context.session.workshop
        open_path = str(workshop.path.resolve()) if workshop is not None else ""
        self._nameless.setVisible(not self.context.settings.now.author)
        self.context.session.remember()
        rows = recent_rows(self.context.settings.now.recent_files, self.context.clock(), open_path)
        self.recent.set_rows(rows)
        self.recent.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.recent.setFixedHeight(min(self.recent.height_of_rows(), px(420)))
        can_merge = workshop is not None and not workshop.read_only and not self.merging.is_busy
        self.merge_tile.setEnabled(can_merge)
        self.merge_tile.explain(
            _("Ambil catatan dari berkas pelatihan yang sama di flashdisk; berkas itu tidak diubah.")
            if can_merge
            else _("Buka dulu berkas Anda; catatan laptop lain lalu diambil ke dalamnya.")
        )

    @Slot(str)
    def _open_recent(self, path: str) -> None:
        workshop = self.context.session.workshop
        if workshop is not None and str(workshop.path.resolve()) == path:
            self.context.navigation.go_to("persiapan")
            return
        self.open_file(Path(path))
        if self.messages.text:
            self.messages.add_action(_("Hapus dari daftar"), lambda: self._forget(path))

    def _open(self) -> None:
        path = choose_workshop_to_open(self, self._folder())
        if path is not None:
            self.open_file(path)

    def _new(self) -> None:
        path = choose_workshop_to_create(self, free_name(self._folder(), new_training_name()))
        if path is not None and not self._starter.is_busy:
            self.messages.hide()
            self.unlocking.finish()
            self.new_passphrase.ask(
                _("“{name}” akan memuat cerita orang. Pasang frasa sandi agar hanya tim yang dapat membukanya.").format(
                    name=path.stem
                ),
                lambda chosen: self._start(path, chosen),
            )

    def _start(self, path: Path, passphrase: str) -> None:
        if not self._starter.is_busy:
            self._starter.start(path, passphrase)
            self._tell_wait(path)

    def _sample(self) -> None:
        if not self._starter.is_busy:
            path = free_name(self._folder(), _("Contoh Semarang 2022"))
            self._starter.start_sample(path)
            self._tell_wait(path)

    def _tell_wait(self, path: Path) -> None:
        self.messages.show_message("info", _("Menyiapkan {name} …").format(name=path.name), str(path.parent))

    def _started(self) -> None:
        self.messages.hide()
        self.context.navigation.go_to("persiapan")

    def _merge(self) -> None:
        path = choose_workshop_to_open(self, self._folder(), _("Gabungkan catatan dari laptop lain"))
        if path is not None:
            self.merge(path)

    def _open_for_reading(self, path: Path) -> None:
        self._try_to_open(path, read_only=True, passphrase="")

    def _forget(self, path: str) -> None:
        self.context.settings.forget_file(path)
        self._refresh()

    def _folder(self) -> Path:
        recent = self.context.settings.now.recent_files
        return training_folder(recent[0].path if recent else "")

    def _show_error(self, error: ExpectedError) -> None:
        show_error(self.messages, error)
