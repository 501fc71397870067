"""The pages of the preview: drawn as they come into view, walked and enlarged with keys and wheel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from kotaham_desktop.domain.records import WORKSHOP_ID

KEY, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SLOW = 60_000


@pytest.fixture
def pages(opened, workshop, qtbot):
    """The preview of a report of several pages, with the focus on the pages."""
    workshop.set_fields(WORKSHOP_ID, {"background": "Kota HAM adalah janji. " * 400, "aims": "Memahami SNP"})
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    screen = opened.window.front_screen
    qtbot.waitUntil(lambda: screen.is_up_to_date, timeout=SLOW)
    screen.pages.setFocus()
    return screen.pages


def drawn(qtbot, pages, number):
    qtbot.waitUntil(lambda: pages.is_drawn(number), timeout=SLOW)


def inks(pages):
    """The colours of the visible pages, in so far as they are dark like text."""
    picture = pages.viewport().grab().toImage()
    points = ((x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2))
    return sum(QColor(picture.pixel(x, y)).lightness() < 90 for x, y in points)


def test_the_real_pages_are_drawn(qtbot, pages):
    drawn(qtbot, pages, 1)
    assert inks(pages) > 200


def test_pages_that_nobody_sees_are_not_drawn(qtbot, pages):
    drawn(qtbot, pages, 1)
    assert not pages.is_drawn(pages.page_count)


def test_end_and_home_go_to_the_last_and_the_first_page(qtbot, pages):
    qtbot.keyClick(pages, KEY.Key_End)
    assert pages.page == pages.page_count > 5
    drawn(qtbot, pages, pages.page_count)
    qtbot.keyClick(pages, KEY.Key_Home)
    assert pages.page == 1


def test_page_keys_and_arrows_walk_through_the_report(qtbot, pages):
    bar = pages.verticalScrollBar()
    qtbot.keyClick(pages, KEY.Key_Down)
    assert bar.value() == bar.singleStep()
    qtbot.keyClick(pages, KEY.Key_PageDown)
    qtbot.keyClick(pages, KEY.Key_Space)
    assert bar.value() == bar.singleStep() + 2 * bar.pageStep()
    assert pages.page >= 2
    qtbot.keyClick(pages, KEY.Key_Space, SHIFT)
    qtbot.keyClick(pages, KEY.Key_PageUp)
    qtbot.keyClick(pages, KEY.Key_Up)
    assert bar.value() == 0


def test_the_place_is_told_in_words(qtbot, pages, opened):
    qtbot.keyClick(pages, KEY.Key_End)
    count = pages.page_count
    assert pages.accessibleName() == f"Pratinjau laporan, halaman {count} dari {count}"
    assert opened.window.front_screen.place == f"Halaman {count} dari {count}"


def test_larger_pages_are_drawn_sharply_and_can_be_moved_sideways(qtbot, pages, opened):
    for _time in range(3):
        qtbot.keyClick(opened.window, KEY.Key_Plus, CONTROL)
    assert pages.zoom == 2.0
    drawn(qtbot, pages, pages.page)
    across = pages.horizontalScrollBar()
    assert across.maximum() > 0
    qtbot.keyClick(pages, KEY.Key_Right)
    assert across.value() > 0
    qtbot.keyClick(pages, KEY.Key_Left)
    assert across.value() == 0


def test_smaller_pages_show_more_of_the_report_and_stop_at_a_half(qtbot, pages, opened):
    tall = pages.verticalScrollBar().maximum()
    for _time in range(6):
        qtbot.keyClick(opened.window, KEY.Key_Minus, CONTROL)
    assert pages.zoom == 0.5
    assert pages.verticalScrollBar().maximum() < tall


def test_zooming_keeps_the_page(qtbot, pages, opened):
    pages.go_to_page(4)
    qtbot.keyClick(opened.window, KEY.Key_Plus, CONTROL)
    assert abs(pages.page - 4) <= 1


def test_the_wheel_scrolls_and_with_control_it_zooms(pages):
    turn(pages, Qt.KeyboardModifier.NoModifier, -120)
    assert pages.verticalScrollBar().value() > 0
    turn(pages, CONTROL, 120)
    assert pages.zoom == 1.25
    turn(pages, CONTROL, -120)
    assert pages.zoom == 1.0


def turn(pages, modifiers, angle):
    middle = QPointF(pages.viewport().rect().center())
    event = QWheelEvent(
        middle,
        pages.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), event)


def test_a_renewed_report_keeps_the_place(qtbot, pages, opened, workshop):
    pages.go_to_page(4)
    before = pages.verticalScrollBar().value()
    workshop.set_fields(WORKSHOP_ID, {"theme": "Air untuk semua"})
    screen = opened.window.front_screen
    qtbot.waitUntil(lambda: screen.is_up_to_date, timeout=SLOW)
    assert pages.verticalScrollBar().value() == before


def test_closing_the_file_while_pages_are_drawn_breaks_nothing(qtbot, pages, opened):
    qtbot.keyClick(pages, KEY.Key_End)
    pages.viewport().repaint()
    assert opened.services.background.is_busy
    assert opened.services.session.close()
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=SLOW)
