"""“Hentikan pencatatan” in Catat, by real keys and mouse: nothing is written meanwhile, no typed word is lost."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application.recording_pause import pause_recording, running_pause
from kotaham_desktop.application.workshop import Workshop

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Moment:
    """A clock that the test moves on."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    from tests.conftest import MORNING

    return Moment(MORNING)


@pytest.fixture
def screen(opened, workshop, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    opened.window.go_to("catat")
    return opened.window.front_screen


@pytest.fixture
def window(opened):
    return opened.window


def type_text(window, text):
    QTest.keyClicks(window.focusWidget(), text)


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def notes(workshop):
    with Workshop.open(workshop.path, read_only=True) as reader:
        return [record.text("text") for record in reader.records("note")]


def test_one_key_stops_recording_and_the_same_key_goes_on(screen, workshop, window):
    type_text(window, "Antre sejak subuh")
    press(window, KEY.Key_F9)
    assert "Pencatatan dihentikan — yang diceritakan sekarang tidak dicatat" in screen.parts.banner.text
    assert screen.parts.banner.isVisible()
    assert running_pause(workshop) is not None
    press(window, KEY.Key_F9)
    assert screen.parts.banner.text == ""
    assert running_pause(workshop) is None
    assert window.notice == "Pencatatan berjalan lagi."


def test_words_typed_before_the_pause_are_written_first_and_typing_goes_on_after_it(qtbot, screen, workshop, window):
    type_text(window, "Antre sejak subuh")
    press(window, KEY.Key_F9)
    assert notes(workshop) == ["Antre sejak subuh"]
    press(window, KEY.Key_F9)
    type_text(window, ", setiap hari")
    qtbot.waitUntil(lambda: notes(workshop) == ["Antre sejak subuh, setiap hari"])


def test_nothing_can_be_typed_while_recording_rests(screen, workshop, window):
    type_text(window, "Sebelum")
    press(window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    type_text(window, "belum dikirim")
    press(window, KEY.Key_F9)
    assert not screen.sheet.text.isEnabled()
    assert not screen.quick.line.isEnabled()
    assert not screen.companions.photos.button.isEnabled()
    type_text(window, "rahasia")
    press(window, KEY.Key_2, SHIFT)
    type_text(window, "rahasia")
    assert not screen.sheet.isEnabled()
    press(window, KEY.Key_F9)
    assert screen.quick.line.text() == "belum dikirim"
    assert screen.sheet.isEnabled()
    assert screen.sheet.editors["title"].value() == ""
    assert notes(workshop) == ["Sebelum"]


def test_the_button_stops_recording_and_the_banner_goes_on(screen, workshop, window):
    QTest.mouseClick(screen.header.pause, Qt.MouseButton.LeftButton)
    assert screen.pausing.is_resting
    assert screen.header.pause.isHidden()
    QTest.mouseClick(screen.parts.banner.resume, Qt.MouseButton.LeftButton)
    assert not screen.pausing.is_resting
    assert screen.header.pause.isVisible()


def test_a_pause_of_some_minutes_says_when_it_ends_and_ends(screen, workshop, window, clock):
    press(window, KEY.Key_F9)
    assert "Sampai seseorang menekan Lanjutkan" in screen.parts.banner.text
    QTest.mouseClick(screen.parts.banner.lengths.button("10"), Qt.MouseButton.LeftButton)
    assert running_pause(workshop).number("minutes") == 10
    assert "Berlanjut sendiri pukul" in screen.parts.banner.text
    clock.at += timedelta(minutes=10, seconds=1)
    screen.pausing.look()
    assert screen.parts.banner.text == ""
    assert screen.sheet.isEnabled()


def test_a_pause_that_came_from_elsewhere_closes_the_fields_and_keeps_what_was_being_typed(
    qtbot, screen, workshop, window
):
    type_text(window, "Baru satu huruf kurang")
    pause_recording(workshop)
    assert not screen.sheet.isEnabled()
    screen.sheet.save_typing()
    assert notes(workshop) == []
    assert screen.sheet.text.text() == "Baru satu huruf kurang"
    press(window, KEY.Key_F9)
    qtbot.waitUntil(lambda: notes(workshop) == ["Baru satu huruf kurang"])


def test_whoever_opens_a_file_that_rests_sees_it_at_once(opened, workshop):
    pause_recording(workshop)
    opened.window.go_to("catat")
    screen = opened.window.front_screen
    assert screen.parts.banner.isVisible()
    assert not screen.sheet.isEnabled()


def test_a_story_for_the_team_says_that_it_stays_here(screen, window):
    assert screen.header.promise.isHidden()
    press(window, KEY.Key_3, SHIFT)
    assert screen.header.promise.isVisible()
    assert "tetap di sini" in screen.header.promise.text()


def test_the_referral_card_writes_nothing_down_and_can_stop_recording(screen, workshop, window):
    history = len(workshop.history())
    press(window, KEY.Key_F8)
    assert screen.parts.card.isVisible()
    assert "Hentikan pencatatan." in screen.parts.card.page.toPlainText()
    assert len(workshop.history()) == history
    QTest.mouseClick(screen.parts.card.pause, Qt.MouseButton.LeftButton)
    assert screen.pausing.is_resting
    assert screen.parts.card.pause.isHidden()
    press(window, KEY.Key_Escape)
    assert not screen.parts.card.isVisible()
