"""Kit pemulihan: how the open file stands with its recovery kit, making one and trying it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.dates import written_date
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _, current_language
from ui.background import Progress
from ui.context import Context
from ui.locking.kit_shares import KitShares
from ui.messages import choose_file_to_write
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar


class RecoveryCard(Card):
    """Shown while a file with a passphrase is open; the shares of a new kit are in memory only while it is printed."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=10)
        self._context = context
        self.body.addWidget(SectionHeading(_("Kit pemulihan")))
        self.messages = MessageBar()
        self.body.addWidget(self.messages)
        self.state = Label("", "strong", wrap=True)
        self.body.addWidget(self.state)
        self.body.addWidget(
            Label(
                _(
                    "Tiga lembar kertas untuk tiga orang. Bila frasa sandinya terlupa, dua di antaranya memasang frasa "
                    "sandi baru; satu saja tidak membuka apa pun. Setiap frasa sandi baru membutuhkan kit baru; "
                    "salinan dan cadangan dari sebelumnya tetap terbuka dengan yang lama."
                ),
                "caption",
                wrap=True,
            )
        )
        self.make = Button(_("Buat kit pemulihan"), "primary", icon_name="printer", on_click=self._make)
        self.test = Button(_("Uji kit"), "primary", icon_name="badge-check", on_click=self._begin_test)
        self.make_another = Button(_("Buat kit baru"), "secondary", icon_name="printer", on_click=self._make)
        row = FlowLayout()
        for button in (self.make, self.test, self.make_another):
            row.addWidget(button)
        self.body.addLayout(row)
        self.shares = KitShares()
        self.check = Button(_("Periksa kedua bagian"), "primary", on_click=self._test)
        self.stop = Button(_("Batal"), "quiet", on_click=self._end_test)
        self.body.addWidget(self.shares)
        testing = FlowLayout()
        for button in (self.check, self.stop):
            testing.addWidget(button)
        self.body.addLayout(testing)
        context.session.opened.connect(self.show_state)
        context.session.closed.connect(self._closed)
        self.show_state()

    def take_focus(self) -> None:
        """Lead the keyboard to what is to be done next."""
        (self.test if self.make.isHidden() else self.make).setFocus()

    @Slot()
    def show_state(self) -> None:
        """Show how the open file stands."""
        self._hide_test()
        workshop = self._context.session.workshop
        if workshop is None or workshop.key is None:
            self.hide()
            return
        from kotaham_desktop.application.recovery import KitStanding, kit_of, standing  # noqa: PLC0415 - late: start-up

        try:
            found, kit = standing(workshop), kit_of(workshop)
        except ExpectedError:
            self.hide()
            return
        number = kit.kit if kit is not None else ""
        made, tested = (_day(moment) for moment in ((kit.made_at, kit.tested_at) if kit is not None else (0, 0)))
        self.state.setText(
            {
                KitStanding.MISSING: _("Belum dibuat."),
                KitStanding.VOID: _("Kit {kit} tidak berlaku lagi karena frasa sandinya diganti."),
                KitStanding.UNTESTED: _("Kit {kit}, dibuat {made}: belum diuji."),
                KitStanding.TESTED: _("Kit {kit}, dibuat {made}: diuji {tested}."),
            }.get(found, "").format(kit=number, made=made, tested=tested)
        )
        has_kit = found in {KitStanding.UNTESTED, KitStanding.TESTED}
        can_write = not workshop.read_only
        self.make.setVisible(can_write and not has_kit)
        self.make_another.setVisible(can_write and has_kit)
        self.test.setVisible(can_write and has_kit)
        self.show()

    @Slot()
    def _closed(self) -> None:
        self._set_busy(False)
        self.messages.dismiss()
        self.show_state()

    # Making

    def _make(self) -> None:
        name = _("Kit pemulihan {name}").format(name=self._context.workshop.path.stem)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = choose_file_to_write(
            self, _("Simpan kit pemulihan"), Path(documents) / f"{name}.pdf", _("PDF (*.pdf)")
        )
        if chosen is not None:
            self.make_into(chosen)

    def make_into(self, path: Path) -> None:
        """Write a new kit into a PDF beside the window; from then on it is the one that counts."""
        from kotaham_desktop.application import recovery  # noqa: PLC0415 - late: start-up

        workshop = self._context.workshop
        kit, language = recovery.new_kit(workshop), current_language()

        def work(progress: Progress) -> None:  # noqa: ARG001 - three pages
            recovery.write_kit(kit, path, language)

        def written(_result: None) -> None:
            self._set_busy(False)
            if self._context.session.workshop is not workshop:
                return
            try:
                recovery.note_kit_made(workshop, kit)
            except ExpectedError as error:
                self.messages.show_error(error)
                return
            self.show_state()
            self._context.session.kit_changed.emit()
            self.messages.show_message(
                "success",
                _("Kit {kit} ditulis: {name}").format(kit=kit.kit, name=path.name),
                _(
                    "Cetak ketiga halamannya, serahkan kepada tiga orang, hapus berkas PDF-nya, lalu uji kitnya dari "
                    "kertas."
                ),
                (_("Sudah dicetak: hapus PDF-nya"), lambda: self._remove_pdf(path)),
            )

        def failed(error: ExpectedError) -> None:
            self._set_busy(False)
            self.messages.show_error(error)

        self.messages.hide()
        self._set_busy(True)
        self._context.background.run(work, written, failed)

    def _set_busy(self, busy: bool) -> None:
        self.make.setEnabled(not busy)
        self.make_another.setEnabled(not busy)

    def _remove_pdf(self, path: Path) -> None:
        from kotaham_desktop.application.recovery import remove_pdf  # noqa: PLC0415 - late: start-up

        try:
            remove_pdf(path)
        except ExpectedError as error:
            self.messages.show_error(error)
            return
        self.messages.show_message("success", _("PDF-nya sudah dihapus dari laptop ini."))
        self.test.setFocus()

    # Trying

    def _begin_test(self) -> None:
        self.messages.hide()
        for part in (self.shares, self.check, self.stop):
            part.show()
        self.test.hide()
        self.shares.setFocus()

    def _end_test(self) -> None:
        self._hide_test()
        self.test.show()
        self.test.setFocus()

    def _hide_test(self) -> None:
        self.shares.wipe()
        for part in (self.shares, self.check, self.stop):
            part.hide()

    def _test(self) -> None:
        from kotaham_desktop.application.recovery import try_kit  # noqa: PLC0415 - late: start-up

        workshop, attempts = self._context.workshop, self._context.session.attempts
        shares = self.shares.shares()
        if shares is None:
            return
        try:
            attempts.assert_may_try(workshop.path)
            try_kit(workshop, shares)
        except ExpectedError as error:
            if error.code == "kit_wrong_file":
                attempts.was_wrong(workshop.path)
            self.messages.show_error(error)
            return
        attempts.was_right(workshop.path)
        self.show_state()
        self._context.session.kit_changed.emit()
        self.messages.show_message("success", _("Kedua bagian cocok: kit ini membuka berkas ini."))


def _day(moment: int) -> str:
    return written_date(local_time(moment).date()) if moment else ""
