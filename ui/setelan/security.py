"""Keamanan: whether the open file is locked, and setting, changing or removing its passphrase."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.backing_up import this_laptops_backups
from ui.context import Context
from ui.locking.new_passphrase import NewPassphraseFields
from ui.locking.passphrase_field import PassphraseField
from ui.locking.remember_choice import RememberChoice
from ui.settings import LOCK_AFTER, LOCK_KEY
from ui.widgets.buttons import Button, with_shortcut
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key


class SecurityCard(Card):
    """Writes the file anew under another passphrase, beside the window; meanwhile no file is open."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._is_busy = False
        self.body.addWidget(SectionHeading(_("Keamanan")))
        self.messages = MessageBar()
        self.body.addWidget(self.messages)
        self.state = Label("", "strong", wrap=True)
        self.body.addWidget(self.state)
        self._old_label = Label(_("Frasa sandi sekarang"), "label")
        self.old = PassphraseField(_("Frasa sandi sekarang"))
        self.body.addWidget(self._old_label)
        self.body.addWidget(self.old)
        self.new = NewPassphraseFields()
        self.body.addWidget(self.new)
        self.set = Button(_("Pasang frasa sandi"), "primary", icon_name="lock", on_click=self._set)
        self.change = Button(_("Ganti frasa sandi"), "primary", icon_name="lock", on_click=self._change)
        self.remove = Button(_("Lepas frasa sandi"), "secondary", icon_name="lock-open", on_click=self._remove)
        row = FlowLayout()
        for button in (self.set, self.change, self.remove):
            row.addWidget(button)
        self.body.addLayout(row)
        self.remember = RememberChoice()
        self.remember.changed.connect(self._remember_chosen)
        self.body.addWidget(self.remember)
        self._lock_label = Label(_("Kunci layar sendiri jika tidak dipakai"), "label")
        self.lock_after = SegmentedControl(
            [(str(n), _("{n} menit").format(n=n) if n else _("Tidak pernah")) for n in LOCK_AFTER],
            name=_("Kunci layar sendiri jika tidak dipakai"),
        )
        self.lock_after.set_value(str(context.settings.now.lock_after))
        self.lock_after.changed.connect(self._lock_after_chosen)
        key = with_shortcut("", LOCK_KEY)
        self.lock_now = Button(
            _("Kunci layar sekarang ({key})").format(key=key), icon_name="lock", on_click=context.navigation.lock
        )
        self.body.addWidget(self._lock_label)
        self.body.addWidget(self.lock_after)
        self.body.addWidget(self.lock_now, 0, Qt.AlignmentFlag.AlignLeft)
        self.new.confirmed.connect(self._new_confirmed)
        context.session.opened.connect(self.show_state)
        context.session.closed.connect(self.show_state)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Show how the open file stands, and what can be done with it."""
        workshop = self._context.session.workshop
        can_change = workshop is not None and not workshop.read_only and not self._is_busy
        is_locked = workshop is not None and workshop.key is not None
        if self._is_busy:
            self.state.setText(_("Berkas sedang ditulis ulang …"))
        elif workshop is None:
            self.state.setText(_("Tidak ada berkas yang dibuka."))
        elif is_locked:
            self.state.setText(_("“{name}” dikunci dengan frasa sandi.").format(name=workshop.path.stem))
        else:
            self.state.setText(_("“{name}” tidak dikunci.").format(name=workshop.path.stem))
        for part in (self._old_label, self.old, self.change, self.remove):
            part.setVisible(can_change and is_locked)
        self.lock_now.setVisible(is_locked)
        self.remember.setVisible(is_locked)
        if workshop is not None and workshop.key is not None:
            remembered = self._context.session.remembered
            self.remember.show_as(available=remembered.is_available, chosen=remembered.holds(workshop.key))
        self.set.setVisible(can_change and not is_locked)
        self.new.setVisible(can_change)
        self.old.wipe()
        self.new.wipe()

    @Slot(bool)
    def _remember_chosen(self, wanted: bool) -> None:
        key, remembered = self._context.workshop.key, self._context.session.remembered
        if key is None:
            return
        try:
            if wanted:
                remembered.remember(key)
            else:
                remembered.forget(key)
        except ExpectedError as error:
            self.messages.show_error(error)
        self.remember.show_as(available=remembered.is_available, chosen=remembered.holds(key))

    @Slot(str)
    def _lock_after_chosen(self, minutes: str) -> None:
        self._context.settings.change(lock_after=int(minutes))

    @Slot()
    def _new_confirmed(self) -> None:
        if self.change.isVisibleTo(self):
            self._change()
        else:
            self._set()

    def _set(self) -> None:
        new = self._new()
        if new:
            self._relock(lambda path, author: _set(path, new, author), new, _("Berkas ini sekarang dikunci."))

    def _change(self) -> None:
        old = self.old.take()
        new = self._new()
        if new:
            self._relock(lambda path, author: _change(path, old, new, author), new, _("Frasa sandi sudah diganti."))

    def _remove(self) -> None:
        old = self.old.take()
        self._relock(lambda path, author: _remove(path, old, author), "", _("Berkas ini tidak dikunci lagi."))

    def _new(self) -> str:
        try:
            return self.new.take()
        except ExpectedError as error:
            self.messages.show_error(error)
            return ""

    def _relock(self, relock: Callable[[Path, str], None], new: str, done: str) -> None:
        """Close the file, write it anew beside the window, and open it again, however that ended."""
        session = self._context.session
        path, key, author = self._context.workshop.path, self._context.workshop.key, self._context.settings.now.author
        self.messages.hide()
        try:
            if key is not None:
                session.attempts.assert_may_try(path)
        except ExpectedError as error:
            self.messages.show_error(error)
            return
        self._is_busy = True
        if not session.close():
            self._is_busy = False
            self.show_state()
            self.messages.show_error(ExpectedError("typing_not_saved"))
            return

        def work(progress: Progress) -> None:  # noqa: ARG001 - the file is written in one go
            relock(path, author)

        def failed(error: ExpectedError) -> None:
            self._is_busy = False
            if error.code == "passphrase_wrong":
                session.attempts.was_wrong(path)
            if self._open_again(path, "", key):
                self.messages.show_error(error)

        self._context.background.run(work, lambda _done: self._relocked(path, key, new, done), failed)

    def _relocked(self, path: Path, key: "Key | None", new: str, done: str) -> None:
        """The file stands under another key, or none; ``key`` is the one that it had."""
        self._is_busy = False
        session = self._context.session
        was_remembered = key is not None and session.remembered.holds(key)
        if key is not None and was_remembered:
            session.remembered.forget(key)
        if not self._open_again(path, new, None):
            return
        session.attempts.was_right(path)
        self.messages.show_message("success", done, _telling_of_copies(key))
        if key is None:
            self._lock_backups()
        elif was_remembered and new:
            self._remember_chosen(True)

    def _lock_backups(self) -> None:
        """What was backed up before the file had a passphrase lies in clear: a locked backup takes its place."""
        workshop, clock = self._context.session.workshop, self._context.clock
        if workshop is None or workshop.key is None:
            return
        path, key, workshop_id = workshop.path, workshop.key, workshop.workshop_id

        def work(progress: Progress) -> None:  # noqa: ARG001 - short work
            from kotaham_desktop.application.backup_commands import (  # noqa: PLC0415 - late: start-up
                back_up,
                remove_backups_in_clear,
            )

            root = this_laptops_backups()
            back_up(path, root, key=key, clock=clock)
            remove_backups_in_clear(workshop_id, root)

        self._context.background.run(work, lambda _done: None, self.messages.show_error)

    def _open_again(self, path: Path, passphrase: str, key: "Key | None") -> bool:
        if self._context.session.workshop is not None:
            # Somebody has opened another file meanwhile.
            self.show_state()
            return True
        try:
            self._context.session.open(path, passphrase=passphrase, key=key)
        except ExpectedError as error:
            self.messages.show_error(error)
            self.show_state()
            return False
        return True


def _telling_of_copies(key: "Key | None") -> str:
    """What a change does not reach, where there was a passphrase before."""
    if key is None:
        return ""
    return _("Salinan dan cadangan dari sebelumnya tetap memakai frasa sandi dan kit yang lama.")


def _set(path: Path, new: str, author: str) -> None:
    from kotaham_desktop.application.passphrases import set_passphrase  # noqa: PLC0415 - late: start-up

    set_passphrase(path, new, author=author)


def _change(path: Path, old: str, new: str, author: str) -> None:
    from kotaham_desktop.application.passphrases import change_passphrase  # noqa: PLC0415 - late: start-up

    change_passphrase(path, old, new, author=author)


def _remove(path: Path, old: str, author: str) -> None:
    from kotaham_desktop.application.passphrases import remove_passphrase  # noqa: PLC0415 - late: start-up

    remove_passphrase(path, old, author=author)
