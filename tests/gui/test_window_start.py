"""The start: the window stands at once, its first screen right after, and whoever cannot wait gets it earlier."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication, QStackedWidget

from kotaham_desktop.domain.errors import ExpectedError
from ui.ahead import Ahead
from ui.app import Program, settings_path


@pytest.fixture
def waiting(qapp, dressed, clock):
    """A program whose window has not been shown yet."""
    built = Program(qapp, dressed, clock)
    yield built
    built.services.background.finish()
    built.window.close()
    built.window.deleteLater()
    built.deleteLater()


def _screens(program) -> int:
    return program.window.findChild(QStackedWidget).count()


def test_the_first_screen_is_made_when_the_window_has_been_painted(waiting, qtbot):
    assert _screens(waiting) == 0
    with qtbot.waitSignal(waiting.window.complete):
        waiting.show()
    assert _screens(waiting) == 1
    assert waiting.window.front_screen.hasFocus()


def test_asking_for_the_screen_in_front_makes_it_at_once(waiting):
    assert waiting.window.front_screen.open_tile.text() == "Buka berkas"


def test_what_goes_wrong_before_the_window_is_painted_is_still_said_after(waiting, qtbot):
    waiting.window.show_error(ExpectedError("file_missing", name="Pelatihan.kotaham"))
    with qtbot.waitSignal(waiting.window.complete):
        waiting.show()
    assert "Pelatihan.kotaham" in waiting.window.message


def test_going_elsewhere_before_the_first_picture_leaves_the_first_screen_unmade(waiting, qtbot):
    waiting.window.go_to("setelan")
    with qtbot.waitSignal(waiting.window.complete):
        waiting.show()
    QApplication.processEvents()
    assert waiting.window.front == "setelan"
    assert _screens(waiting) == 1


def test_what_is_wanted_soon_comes_in_order_with_a_pause_before_each_step(qtbot):
    taken = []
    ahead = Ahead([lambda: taken.append("engine"), lambda: taken.append("screens")])
    ahead.start()
    assert taken == []
    qtbot.waitUntil(lambda: taken == ["engine"])
    qtbot.waitUntil(lambda: ahead.is_done)
    assert taken == ["engine", "screens"]


def test_looking_ahead_reads_the_norm_shelf_before_anybody_asks(waiting, qtbot):
    waiting.look_ahead()
    (ahead,) = waiting.findChildren(Ahead)
    qtbot.waitUntil(lambda: ahead.is_done)
    assert waiting.window.context.reference.norms


def test_settings_lie_where_the_desktop_keeps_them(own_home):
    assert settings_path() == own_home / ".config" / "kotaham-desktop" / "setelan.json"


def test_the_window_opens_without_the_engine_the_reports_and_the_dialogs():
    code = "import sys, ui.app; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    late = {"sqlcipher3", "sqlite_utils", "pycrdt", "reportlab", "openpyxl", "PIL", "dataclasses", "ui.messages"}
    assert late.isdisjoint(loaded)
    assert "kotaham_desktop.domain.records" not in loaded
