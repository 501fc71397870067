"""The second place of the backups: a folder on a stick, whether it is there, and what waits for it."""

from pathlib import Path

from PySide6.QtCore import Slot

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _, ngettext
from kotaham_desktop.messages import explain
from ui.cadangan.wording import told_moment
from ui.context import Context
from ui.messages import choose_folder
from ui.theme import BlockColour
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar


class SecondPlaceCard(Card):
    """Chosen once; from then on it catches up whenever it is plugged in and a training is open."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._keeper = context.backing_up
        self.chip = Chip("")
        self.body.addWidget(SectionHeading(_("Tempat kedua"), self.chip))
        self.body.addWidget(
            Label(
                _(
                    "Laptop dapat hilang atau rusak. Pilih satu folder di flashdisk: setiap kali flashdisk itu "
                    "dipasang, cadangan yang belum ada di sana disalin sendiri dan dibaca ulang."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.messages = MessageBar()
        self.body.addWidget(self.messages)
        self.folder = Label("", "strong", wrap=True)
        self.state = Label("", "body", wrap=True)
        self.open_warning = Label(
            _("Berkas ini tidak dikunci: siapa pun yang menemukan flashdisk itu dapat membaca cadangannya."),
            "caption",
            wrap=True,
        )
        for part in (self.folder, self.state, self.open_warning):
            self.body.addWidget(part)
        self.choose_button = Button(_("Pilih folder …"), "primary", icon_name="folder-open", on_click=self._choose)
        self.again = Button(_("Salin sekarang"), icon_name="refresh-cw", on_click=self._keeper.look_again)
        self.leave = Button(_("Tidak dipakai lagi"), "quiet", on_click=self._leave)
        row = FlowLayout()
        for button in (self.choose_button, self.again, self.leave):
            row.addWidget(button)
        self.body.addLayout(row)
        self._keeper.second_place_seen.connect(self.show_state)
        context.session.opened.connect(self.show_state)
        context.session.closed.connect(self.show_state)
        self.show_state()

    def wake(self) -> None:
        """The part has come to the front: look at once rather than in a moment."""
        self.show_state()
        self._keeper.look()

    @Slot()
    def show_state(self) -> None:
        """Show how the second place stands."""
        folder, workshop = self._keeper.chosen_place, self._context.session.workshop
        state = self._keeper.second_place
        self.chip.setVisible(folder is not None and state is not None)
        self.folder.setVisible(folder is not None)
        self.leave.setVisible(folder is not None)
        self.again.setVisible(state is not None and state.is_reachable and state.pending > 0)
        self.open_warning.setVisible(folder is not None and workshop is not None and workshop.key is None)
        self.choose_button.setText(_("Ganti folder …") if folder is not None else _("Pilih folder …"))
        if folder is None:
            self.state.setText(_("Belum dipilih."))
            return
        self.folder.setText(str(folder))
        if state is None:
            waits = _("Memeriksa …") if workshop is not None else _("Buka pelatihan agar cadangannya disalin ke sana.")
            self.state.setText(waits)
            return
        if state.is_reachable:
            self.chip.show_as(_("Terpasang"), BlockColour.LEAF, icon_name="check")
        else:
            self.chip.show_as(_("Tidak terpasang"), BlockColour.AMBER)
        self.state.setText(" ".join(self._sentences()))

    def _sentences(self) -> list[str]:
        state = self._keeper.second_place
        if state is None:
            return []
        told = []
        if state.trouble:
            error = explain(ExpectedError(state.trouble, folder=str(state.folder), name=""))
            told += [error.happened, error.next_step]
        if state.pending:
            sentence = ngettext(
                "{n} cadangan menunggu disalin.", "{n} cadangan menunggu disalin.", state.pending
            ).format(n=state.pending)
            told.append(sentence)
            if not state.is_reachable:
                told.append(_("Pasang flashdisknya; sisanya berjalan sendiri."))
        elif state.last_good is not None:
            told.append(_("Semua yang perlu sudah ada di sana."))
        else:
            told.append(_("Belum ada cadangan untuk disalin."))
        if state.last_good is not None:
            now = self._context.clock()
            moment = told_moment(state.last_good.astimezone(now.tzinfo), now)
            told.append(_("Yang terbaru di sana: {moment}.").format(moment=moment))
        return told

    def _choose(self) -> None:
        before = self._keeper.chosen_place
        home = Path.home()
        folder = choose_folder(self, _("Tempat kedua untuk cadangan"), before if before and before.is_dir() else home)
        if folder is not None:
            self.choose(folder)

    def choose(self, folder: Path) -> None:
        """Make a folder the second place."""
        self.messages.hide()
        try:
            self._keeper.choose(folder)
        except ExpectedError as error:
            self.messages.show_error(error)
            return
        if self._keeper.is_on_this_disk(folder):
            self.messages.show_message(
                "warning",
                _("Folder ini berada di cakram yang sama dengan cadangan pertama."),
                _("Bila laptop hilang atau cakramnya rusak, keduanya ikut hilang. Lebih aman di flashdisk."),
            )

    def _leave(self) -> None:
        folder = self._keeper.chosen_place
        self._keeper.leave()
        self.messages.show_message(
            "info",
            _("Tempat kedua tidak dipakai lagi."),
            _("Cadangan yang sudah ada di {folder} dibiarkan.").format(folder=folder),
        )
