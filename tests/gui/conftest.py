"""Tests of the screens: a training open in the window, and nothing left of it afterwards."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kotaham_desktop.domain.records import WORKSHOP_ID


@pytest.fixture(autouse=True)
def light_look(dressed):
    """Each test begins in the light look at 100 % text."""
    return dressed


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
