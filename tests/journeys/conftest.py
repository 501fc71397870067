"""What the journeys begin with."""

from datetime import datetime, timedelta, timezone
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication

from kotaham_desktop.domain.records import RECORD_TYPES
from tests.journeys.hands import Hands


@pytest.fixture
def hands(qtbot):
    """Gives hands to the person at a program's window."""

    def at(program):
        found = Hands(qtbot, program)
        found.come_to()
        return found

    yield at
    QApplication.clipboard().clear()


@pytest.fixture
def clock():
    """The second morning of the training; every look at it is a second later."""
    morning = datetime(2022, 8, 23, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    seconds = count()
    return lambda: morning + timedelta(seconds=next(seconds))


@pytest.fixture
def everything():
    """All that an open workshop holds, to be compared: its records and the content of its photos."""

    def of(workshop):
        records = {
            record.id: (record.type, record.deleted, dict(record.values))
            for name in RECORD_TYPES
            for record in workshop.records(name, include_deleted=True)
        }
        photos = {
            photo.text("sha256"): workshop.attachment_content(photo.text("sha256"))
            for photo in workshop.records("attachment")
        }
        return records, photos

    return of
