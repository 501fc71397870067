"""A window like the user's: our fonts, our look, real services, a real file in a folder of its own."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.app import Program, wear_settings
from ui.settings import SettingsStore
from ui.theme import ThemeChoice, load_fonts
from ui.theme.fonts import load_note_fonts

MORNING = datetime(2022, 8, 23, 10, 42, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture(scope="session")
def fonts(qapp):
    """The bundled fonts; the offscreen platform has none of its own."""
    load_fonts()
    load_note_fonts()


@pytest.fixture(autouse=True)
def dressed(qapp, fonts, tmp_path):
    """Each test begins in the light look at 100 % text."""
    store = SettingsStore(tmp_path / "settings" / "setelan.json")
    store.change(theme=ThemeChoice.LIGHT, author="Ratna")
    wear_settings(qapp, store)
    return store


@pytest.fixture(autouse=True)
def no_window_left():
    """Whatever a test opened is gone after it, shown or hidden."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]
    names = [repr(widget) for widget in left]
    # One test that leaves something is one failure, not the failure of all that follow.
    for widget in left:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert names == []


@pytest.fixture
def clock():
    """The second morning of the training; the time stands still."""
    return lambda: MORNING


@pytest.fixture
def program(qapp, dressed, clock, qtbot):
    """The whole program with its window shown and no file open."""
    built = Program(qapp, dressed, clock)
    built.window.resize(1366, 768)
    built.window.show()
    qtbot.waitExposed(built.window)
    yield built
    built.services.session.abandon()
    built.services.background.finish()
    built.window.close()
    built.window.deleteLater()
    built.deleteLater()


@pytest.fixture
def opened(program, tmp_path):
    """The program with a training open: a title, two groups, a session and three people."""
    workshop = program.services.session.create(tmp_path / "Pelatihan Semarang.kotaham")
    workshop.set_fields(
        WORKSHOP_ID,
        {
            "title": "Pelatihan Kota HAM Semarang",
            "city": "Semarang",
            "start_date": "2022-08-22",
            "end_date": "2022-08-24",
        },
    )
    workshop.create_records([("group", {"name": "Kelompok 1"}), ("group", {"name": "Kelompok 2"})])
    workshop.create_record("agenda_item", {"title": "Studi kasus agraria", "day": 2, "start": "10:15", "minutes": 45})
    for name, sector in (("Siti Aminah", "opd"), ("Yusuf Tanggu", "civil_society"), ("Ni Luh Ayu", "business")):
        workshop.create_record("person", {"name": name, "sector": sector})
    return program


@pytest.fixture
def workshop(opened):
    """The open training of ``opened``."""
    return opened.services.session.workshop
