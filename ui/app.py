"""The composition root of the window program: builds everything once and passes it on."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kotaham_desktop import __version__
from kotaham_desktop.clock import Clock, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import LANGUAGES, _, current_language, set_language
from ui.background import Background
from ui.backing_up import BackingUp
from ui.bug_report import BugReporter
from ui.change_bridge import ChangeBridge
from ui.drafts import Drafts
from ui.locking.idle import IdleWatch
from ui.locking.kit_reminder import KitReminder
from ui.locking.leaving import Leaving
from ui.main_window import MainWindow
from ui.qt_words import QtWords
from ui.request_reminder import RequestReminder
from ui.screen_list import SCREENS
from ui.services import Services
from ui.session import WorkshopSession
from ui.settings import SettingsStore
from ui.theme import STYLE, ThemeChoice, load_fonts, wear
from ui.theme.fonts import load_note_fonts
from ui.unsaved import UnsavedEdits

if TYPE_CHECKING:
    from kotaham_desktop.application.reference_data import ReferenceData

_FIRST_SIZE = (1280, 760)
_HELPED_AT_HOME = {"passphrase_needed", "file_damaged", "file_missing", "file_is_backup"}
"""What keeps a file from opening, and Beranda knows a way on."""
_LOOK_AGAIN_AFTER = 500
"""Milliseconds until a change of language is tried again while work beside the window is under way."""


class Program(QObject):
    """Owns the services and the one window, and builds the window anew when the language or the text size changes."""

    def __init__(self, application: QApplication, settings: SettingsStore, clock: Clock = system_clock) -> None:
        super().__init__()
        self._application = application
        bridge = ChangeBridge(self)
        unsaved = UnsavedEdits()
        session = WorkshopSession(settings, bridge, unsaved, clock)
        background = Background(self)
        self.services = Services(
            settings=settings,
            session=session,
            bridge=bridge,
            background=background,
            unsaved=unsaved,
            drafts=Drafts(),
            backing_up=BackingUp(session, settings, background, clock, parent=self),
            clock=clock,
            load_reference=cache(partial(_reference, settings.path.parent)),
        )
        self._qt_words = self._speak()
        self.window = self._new_window()
        idle = IdleWatch(lambda: settings.now.lock_after * 60_000, clock, self)
        idle.idle.connect(self._lock)
        application.focusWindowChanged.connect(idle.watch)
        self._leaving = Leaving(clock, self)
        self._leaving.left.connect(self._lock)
        application.focusWindowChanged.connect(self._leaving.watch)
        self.services.backing_up.failed.connect(self._tell)
        self._kit_reminder = KitReminder(self.services, self)
        self._kit_reminder.due.connect(self._remind_of_kit)
        self.services.session.kit_changed.connect(self._kit_changed)
        self._request_reminder = RequestReminder(self.services, self)
        self._request_reminder.due.connect(self._remind_of_requests)
        application.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        application.aboutToQuit.connect(self.services.background.finish)

    def show(self) -> None:
        """Bring the window to the screen, as large as the screen and 1280x760 allow."""
        room = self.window.screen().availableGeometry()
        self.window.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))
        if room.width() <= _FIRST_SIZE[0] + 100:
            self.window.showMaximized()
        else:
            self.window.show()

    def open(self, path: Path) -> None:
        """Open a file that was named at the start; what goes wrong is said in the window."""
        try:
            self.services.session.open(path)
        except ExpectedError as error:
            if error.code in _HELPED_AT_HOME:
                self._open_at_home(path)
            else:
                self.window.show_error(error)

    def _open_at_home(self, path: Path) -> None:
        from ui.beranda.screen import BerandaScreen  # noqa: PLC0415 - late, so that the window starts fast

        self.window.go_to("beranda")
        if isinstance(self.window.front_screen, BerandaScreen):
            self.window.front_screen.open_file(path)

    @Slot()
    def listen_to_system(self) -> None:
        """Hear from now on when the screen is locked or the laptop goes to sleep."""
        self._leaving.listen()

    @Slot()
    def look_ahead(self) -> None:
        """Bring in, step by step, what opening a file and going to its screens takes; only then nobody waits for it."""
        from ui.ahead import Ahead  # noqa: PLC0415 - late, so that the window starts fast

        reference = self.services.load_reference
        screens = [entry.load for entry in SCREENS]
        remembered = self.services.session.remembered
        steps = [*screens, lambda: reference().norms, lambda: reference().methods, lambda: remembered.is_available]
        Ahead([_load_engine, *steps], self).start()

    @Slot()
    def rebuild(self) -> None:
        """A new window in the language and text size of the settings, with the same file and screen."""
        old = self.window
        if self.services.background.is_busy:
            old.show_notice(_("Tampilan diganti setelah pekerjaan yang berjalan selesai."))
            QTimer.singleShot(_LOOK_AGAIN_AFTER, self.rebuild)
            return
        if not self.services.unsaved.save_all():
            old.show_notice(_("Sebagian tulisan belum tersimpan; bahasa diganti setelah tersimpan."))
            return
        set_language(self.services.settings.now.language)
        self._application.removeTranslator(self._qt_words)
        self._qt_words = self._speak()
        wear_settings(self._application, self.services.settings)
        self.window = self._new_window()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        self.window.go_to(old.front)
        self.window.setVisible(old.isVisible())
        old.retire()

    @Slot(object)
    def _tell(self, error: ExpectedError) -> None:
        self.window.show_error(error)

    @Slot(str, str, str)
    def _remind_of_kit(self, heading: str, detail: str, action: str) -> None:
        go = partial(self.window.go_to, "setelan", part="kit")
        self.window.show_reminder(heading, detail, (action, go), (_("Nanti"), self._kit_reminder.put_off))

    @Slot(str, str, str)
    def _remind_of_requests(self, heading: str, detail: str, action: str) -> None:
        go = partial(self.window.go_to, "persetujuan", part="permintaan")
        self.window.show_reminder(heading, detail, (action, go))

    @Slot()
    def _kit_changed(self) -> None:
        self.window.take_back(self._kit_reminder.heading)

    @Slot()
    def _lock(self) -> None:
        self.window.lock()

    @Slot()
    def _follow_desktop(self) -> None:
        if self.services.settings.now.theme is ThemeChoice.SYSTEM:
            self.window.apply_look()

    def _speak(self) -> QtWords:
        """Let Qt's own words come in the current language."""
        words = QtWords(self)
        self._application.installTranslator(words)
        return words

    def _new_window(self) -> MainWindow:
        return MainWindow(self.services, SCREENS, self.rebuild)


def wear_settings(application: QApplication, settings: SettingsStore) -> None:
    """Dress the application as the settings say."""
    wear(application, settings.now.theme, settings.now.text_size / 100)


def settings_path() -> Path:
    """Where this laptop's settings lie."""
    place = QStandardPaths.StandardLocation
    # On a Mac, Qt's folder for settings is meant for those that Apple's own library writes.
    folder = place.GenericDataLocation if sys.platform == "darwin" else place.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(folder)) / "kotaham-desktop" / "setelan.json"


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it closes; the exit code of the program."""
    settings = SettingsStore(settings_path())
    set_language(_language(settings))
    chosen = _arguments(arguments)
    if chosen.language:
        settings.change(language=chosen.language)
        set_language(chosen.language)
    if chosen.theme:
        settings.change(theme=ThemeChoice(chosen.theme))
    application = QApplication([sys.argv[0], *STYLE])
    application.setApplicationName("kotaham-desktop")
    application.setApplicationDisplayName("Kota HAM")
    application.setDesktopFileName("kotaham-desktop")
    load_fonts()
    if chosen.screenshots is not None:
        return _leave_pictures(application, settings, chosen.file, chosen.screenshots)
    wear_settings(application, settings)
    program = Program(application, settings)
    reporter = BugReporter(settings.path.parent, program.services.clock, lambda: program.window)
    sys.excepthook = reporter
    program.window.complete.connect(load_note_fonts)
    if chosen.file is not None:
        program.window.complete.connect(partial(program.open, chosen.file))
    program.window.complete.connect(program.listen_to_system)
    program.window.complete.connect(program.look_ahead)
    with ExitStack() as passing:
        program.window.complete.connect(partial(_keep_passing_files_private, program.services.background, passing))
        program.show()
        code = application.exec()
        _let_go(application, program)
    return code


def _keep_passing_files_private(background: Background, passing: ExitStack) -> None:
    """From now on, once the first window is up; what a killed program left is removed beside the window."""
    from kotaham_desktop.storage import scratch  # noqa: PLC0415 - late, so that the window starts fast

    background.run(lambda _progress: scratch.sweep(), lambda _removed: None, lambda _error: None)
    passing.enter_context(scratch.private_temporary_files())


def _let_go(application: QApplication, program: Program) -> None:
    """Take the window down while Qt still stands, so that every screen closes what it holds."""
    program.window.retire()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _language(settings: SettingsStore) -> str:
    """The language asked for by ``KOTAHAM_LANGUAGE``, else the one of the settings."""
    asked = os.environ.get("KOTAHAM_LANGUAGE", "")
    return asked if asked in LANGUAGES else settings.now.language


def _leave_pictures(application: QApplication, settings: SettingsStore, file: Path | None, folder: Path) -> int:
    """Pictures of the screens with a file open; nothing of it stays in this laptop's settings."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only here

    from kotaham_desktop.messages import explain  # noqa: PLC0415 - only here
    from ui.pictures import take_pictures  # noqa: PLC0415 - only here

    load_note_fonts()
    with TemporaryDirectory() as passing:
        shown = SettingsStore(Path(passing) / settings.path.name)
        shown.change(language=current_language(), theme=settings.now.theme, text_size=settings.now.text_size)
        wear_settings(application, shown)
        program = Program(application, shown)
        services = program.services
        try:
            if file is not None:
                services.session.open(file)
            take_pictures(program.window, services.background, [entry.name for entry in SCREENS], folder)
            services.session.close()
        except ExpectedError as error:
            sys.stderr.write(explain(error).one_line + "\n")
            return 1
        finally:
            services.background.finish()
            _let_go(application, program)
    return 0


def _load_engine() -> None:
    import kotaham_desktop.application.workshop  # noqa: F401, PLC0415 - late, so that the window starts fast


def _reference(own_folder: Path) -> "ReferenceData":
    from kotaham_desktop.application.reference_data import ReferenceData  # noqa: PLC0415 - late: it reads data files

    return ReferenceData(own_folders=(own_folder,))


class _Arguments(NamedTuple):
    file: Path | None = None
    language: str | None = None
    theme: str | None = None
    screenshots: Path | None = None


def _arguments(arguments: Sequence[str]) -> _Arguments:
    if not arguments:
        return _Arguments()
    import argparse  # noqa: PLC0415 - most starts have no arguments to parse

    parser = argparse.ArgumentParser(
        prog="kotaham-desktop", description=_("Menyiapkan, mencatat, dan melaporkan pelatihan tanpa internet.")
    )
    parser.add_argument("file", nargs="?", type=Path, metavar=_("BERKAS"), help=_("berkas pelatihan yang dibuka"))
    parser.add_argument("--language", choices=sorted(LANGUAGES), help=_("bahasa jendela"))
    parser.add_argument("--theme", choices=[choice.value for choice in ThemeChoice], help=_("tampilan jendela"))
    parser.add_argument(
        "--screenshots",
        type=Path,
        metavar=_("FOLDER"),
        help=_("simpan gambar setiap layar di folder ini, lalu selesai"),
    )
    parser.add_argument("--version", action="version", version=__version__)
    found = parser.parse_args(list(arguments))
    return _Arguments(found.file, found.language, found.theme, found.screenshots)
