"""What holds for every test: no screen, no settings of this laptop, no language left behind, no open window."""

import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kotaham_desktop import i18n

# A busy laptop is slow in bursts: a deadline would fail rules that hold.
settings.register_profile("kotaham", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "long", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("kotaham")

MORNING = datetime(2022, 8, 23, 10, 42, tzinfo=timezone(timedelta(hours=7)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows of the tests on the real display")


def pytest_configure(config: pytest.Config) -> None:
    # Before Qt is loaded. Its own scale and theme settings would change what the tests of the look compare.
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
        os.environ.pop(name, None)
    os.environ.pop("KOTAHAM_LANGUAGE", None)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that no test reads or writes the settings of the person at this laptop."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def indonesian_again():
    """Each test begins in Indonesian, whatever the one before it spoke."""
    i18n.set_language(i18n.SOURCE_LANGUAGE)
    yield
    i18n.set_language(i18n.SOURCE_LANGUAGE)


@pytest.fixture(autouse=True)
def no_window_left_open():
    """A closed widget lives until its deletion is delivered: deliver it, then nothing may still be shown."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left_open = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left_open:
        widget.hide()  # the next test is not to blame
    assert left_open == []


# A window like the user's, for the tests that ask for one: our fonts, our look, real services. Qt is loaded only then.


@pytest.fixture(scope="session")
def fonts(qapp):
    """The bundled fonts; the offscreen platform has none of its own."""
    from ui.theme import load_fonts
    from ui.theme.fonts import load_note_fonts

    load_fonts()
    load_note_fonts()


@pytest.fixture
def dressed(qapp, fonts, tmp_path):
    """The settings of Ratna, with the light look at 100 % text, and the application in that look."""
    from ui.app import wear_settings
    from ui.settings import SettingsStore
    from ui.theme import ThemeChoice

    store = SettingsStore(tmp_path / "settings" / "setelan.json")
    store.change(theme=ThemeChoice.LIGHT, author="Ratna")
    wear_settings(qapp, store)
    return store


@pytest.fixture
def clock():
    """The second morning of the training; the time stands still."""
    return lambda: MORNING


@pytest.fixture
def start_program(qapp, fonts, qtbot):
    """Starts the whole program with its window shown and no file open, as often as a test wants."""
    from ui.app import Program

    started = []

    def start(settings, clock):
        built = Program(qapp, settings, clock)
        started.append(built)
        built.window.resize(1366, 768)
        built.window.show()
        qtbot.waitExposed(built.window)
        return built

    yield start
    for built in started:
        built.services.session.abandon()
        built.services.background.finish()
        built.window.close()
        built.window.deleteLater()
        built.deleteLater()


@pytest.fixture
def program(start_program, dressed, clock):
    """The program of ``dressed``, started."""
    return start_program(dressed, clock)
