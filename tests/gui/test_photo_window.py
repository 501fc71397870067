"""Blurring a photo in the window: by mouse, by the keyboard alone, and what the screen reader is told."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application import photo_blurring
from kotaham_desktop.domain.picture_areas import Area, areas_in
from kotaham_desktop.exchange.images import clean_image
from ui.widgets.photo_window import PhotoWindow

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def photo(workshop):
    note = workshop.create_record("note", {"text": "Diskusi kelompok"})
    content = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(content, "JPEG")
    image = clean_image(content.getvalue())
    return workshop.attach(note, image.data, image.media_type, caption="Kelompok <b>satu</b>")


@pytest.fixture
def opened_photo(opened, workshop, photo, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    shown = PhotoWindow(workshop, opened.services.background, photo, opened.window)
    shown.open()
    qtbot.waitUntil(lambda: shown.view.has_picture and not shown.is_working, timeout=20_000)
    shown.view.setFocus()
    yield shown
    # A test may have closed it.
    if any(child is shown for child in opened.window.children()):
        shown.close()


def press(view, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(view, key, modifiers)


def drag(view, start, end):
    """Drag between two places given as shares of the photo."""
    box = view.picture_box()

    def place(share):
        return QPoint(round(box.x() + share[0] * box.width()), round(box.y() + share[1] * box.height()))

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place(start))
    QTest.mouseMove(view, place(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)))
    QTest.mouseMove(view, place(end))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place(end))


def near(area, *numbers):
    return [area.x, area.y, area.width, area.height] == pytest.approx(numbers, abs=0.02)


def test_a_face_is_blurred_by_the_keyboard_alone(opened_photo, workshop, photo, qtbot):
    view, told = opened_photo.view, []
    view.told.connect(told.append)
    assert "Tekan Enter" in opened_photo.status.text()
    press(view, KEY.Key_Return)
    assert view.areas == (Area(0.4, 0.4, 0.2, 0.2),)
    assert told[-1].startswith("Kotak ditambahkan. Kotak 1 dari 1: 40 % dari kiri, 40 % dari atas")
    press(view, KEY.Key_Left, KEY.Key_Left, KEY.Key_Up)
    press(view, KEY.Key_Right, modifiers=SHIFT)
    press(view, KEY.Key_Down, modifiers=SHIFT | CONTROL)
    assert near(view.areas[0], 0.36, 0.38, 0.22, 0.204)
    assert "36 % dari kiri, 38 % dari atas, lebar 22 %, tinggi 20 %" in told[-1]
    assert opened_photo.status.text() == view.accessibleDescription() == told[-1]
    qtbot.waitUntil(opened_photo.save.isEnabled)
    with qtbot.waitSignal(opened_photo.saved, timeout=20_000):
        press(opened_photo.save, KEY.Key_Space)
    kept = workshop.record(photo)
    assert near(areas_in(kept.text("blurred_areas"))[0], 0.36, 0.38, 0.22, 0.204)
    assert kept.text("original")


def test_areas_are_drawn_moved_sized_and_taken_away_with_the_mouse(opened_photo):
    view = opened_photo.view
    drag(view, (0.1, 0.1), (0.3, 0.4))
    assert near(view.areas[0], 0.1, 0.1, 0.2, 0.3)
    drag(view, (0.2, 0.2), (0.5, 0.3))
    assert near(view.areas[0], 0.4, 0.2, 0.2, 0.3)
    drag(view, (0.6, 0.5), (0.7, 0.7))
    assert near(view.areas[0], 0.4, 0.2, 0.3, 0.5)
    drag(view, (0.9, 0.9), (0.7, 0.8))
    assert len(view.areas) == 2
    QTest.mouseClick(opened_photo.remove, Qt.MouseButton.LeftButton)
    assert len(view.areas) == 1
    drag(view, (0.05, 0.9), (0.05, 0.9))
    assert len(view.areas) == 1


def test_steps_are_taken_back_one_by_one(opened_photo):
    view = opened_photo.view
    press(view, KEY.Key_Return, KEY.Key_Return, KEY.Key_Delete)
    assert len(view.areas) == 1
    for count in (2, 1, 0):
        press(view, KEY.Key_Z, modifiers=CONTROL)
        assert len(view.areas) == count
    assert not opened_photo.undo.isEnabled()
    assert not opened_photo.save.isEnabled()


def test_page_keys_choose_the_area_that_arrows_move(opened_photo):
    view = opened_photo.view
    press(view, KEY.Key_Return, KEY.Key_Return)
    before = view.areas
    press(view, KEY.Key_PageUp, KEY.Key_Down)
    assert view.areas[1] == before[1]
    assert near(view.areas[0], 0.4, 0.42, 0.2, 0.2)


def test_an_area_stays_within_the_photo_and_says_when_it_reaches_the_edge(opened_photo):
    view, told = opened_photo.view, []
    view.told.connect(told.append)
    press(view, KEY.Key_Return, *[KEY.Key_Left] * 30)
    assert view.areas[0].x == 0
    assert told[-1].startswith("Sudah di tepi.")


def test_the_result_is_seen_before_it_is_saved(opened_photo, workshop, photo, qtbot):
    view = opened_photo.view
    before = workshop.record(photo)
    press(view, KEY.Key_Return)
    QTest.mouseClick(opened_photo.preview, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened_photo.preview.text() == "Kembali menandai", timeout=20_000)
    assert workshop.record(photo) == before
    press(view, KEY.Key_Return)
    assert len(view.areas) == 1
    QTest.mouseClick(opened_photo.preview, Qt.MouseButton.LeftButton)
    assert opened_photo.preview.text() == "Lihat hasilnya"
    press(view, KEY.Key_Return)
    assert len(view.areas) == 2


def test_leaving_with_unsaved_areas_is_asked_once(opened_photo):
    press(opened_photo.view, KEY.Key_Return)
    press(opened_photo, KEY.Key_Escape)
    assert opened_photo.isVisible()
    assert "belum disimpan" in opened_photo.messages.text
    press(opened_photo, KEY.Key_Escape)
    assert not opened_photo.isVisible()


def test_locking_puts_the_photo_away_without_asking(opened_photo):
    press(opened_photo.view, KEY.Key_Return)
    opened_photo.close()
    assert not opened_photo.isVisible()


def test_the_original_is_shown_for_a_reason_and_hidden_again(opened, workshop, photo, qtbot):
    photo_blurring.blur(workshop, photo, [Area(0.1, 0.1, 0.2, 0.2)])
    shown = PhotoWindow(workshop, opened.services.background, photo, opened.window)
    shown.open()
    qtbot.waitUntil(lambda: shown.view.has_picture and not shown.is_working, timeout=20_000)
    assert "1 bagian sudah disamarkan" in shown.status.text()
    QTest.mouseClick(shown.original, Qt.MouseButton.LeftButton)
    line = shown.focusWidget()
    QTest.keyClick(line, KEY.Key_Return)
    assert "alasan" in shown.messages.text.lower()
    assert workshop.count("original_opening") == 0
    QTest.mouseClick(shown.original, Qt.MouseButton.LeftButton)
    QTest.keyClicks(shown.focusWidget(), "Memastikan siapa yang hadir")
    QTest.keyClick(shown.focusWidget(), KEY.Key_Return)
    assert shown.messages.action_names == ["Sembunyikan lagi", "Pakai lagi foto asli"]
    (opening,) = workshop.records("original_opening")
    assert opening.text("reason") == "Memastikan siapa yang hadir"
    shown.messages.dismiss()
    qtbot.waitUntil(lambda: shown.view.has_picture and not shown.is_working, timeout=20_000)
    assert "1 bagian sudah disamarkan" in shown.status.text()
    shown.close()


def test_a_photo_in_catat_is_opened_from_its_card_and_shows_the_blurred_picture_after(opened, workshop, photo, qtbot):
    opened.window.go_to("catat")
    screen = opened.window.front_screen
    screen.open_record(workshop.record(photo).text("record"))
    card = screen.companions.photos.card(photo)
    QTest.mouseClick(card.large, Qt.MouseButton.LeftButton)
    (shown,) = card.findChildren(PhotoWindow)
    qtbot.waitUntil(lambda: shown.view.has_picture and not shown.is_working, timeout=20_000)
    shown.view.setFocus()
    press(shown.view, KEY.Key_Return)
    with qtbot.waitSignal(shown.saved, timeout=20_000):
        QTest.mouseClick(shown.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=20_000)
    assert "sebagian disamarkan" in card.picture.accessibleName()
    assert card.picture.has_picture
