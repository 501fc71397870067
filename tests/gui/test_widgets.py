"""The building blocks of every screen."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kotaham_desktop.domain.levels import Level
from kotaham_desktop.resource_files import resource_root
from ui.theme import BlockColour, ThemeChoice, icon_pixmap, px, wear
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.chips import level_chip, sector_chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.record_list import RecordList, Row
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_fields import ComboBox, SearchField


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_easy_to_read_on_its_ground(look):
    pairs = {
        (text, ground)
        for text in (look.text, look.text_2)
        for ground in (look.background, look.surface, look.surface_2)
    }
    pairs |= {(look.on_accent, look.accent), (look.rail_text, look.rail), (look.rail_text_selected, look.rail_selected)}
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 5.4} == {}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_coloured_words_and_focus_rings_are_seen(look):
    for colour in BlockColour:
        assert contrast(look.edge(colour), look.fill(colour)) >= 4.2, colour
    for ground in (look.background, look.surface):
        assert contrast(look.focus, ground) >= 3
    for ink, ground in (
        (look.ok, look.ok_tint),
        (look.warning, look.warning_tint),
        (look.danger, look.danger_tint),
        (look.text_3, look.surface),
    ):
        assert contrast(ink, ground) >= 4.3, (ink, ground)


def test_every_icon_draws_something(qapp):
    for file in sorted((resource_root() / "icons").glob("*.svg")):
        picture = icon_pixmap(file.stem, "text", 24, 1.0).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name


def test_text_of_people_is_never_markup(qtbot):
    label = Label("<b>korban</b> & saksi")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_long_line_ends_in_an_ellipsis_and_shows_itself_in_the_tooltip(qtbot):
    label = ElidingLabel("Pelatihan Kota HAM untuk Perangkat Daerah Kota Semarang")
    qtbot.addWidget(label)
    label.resize(90, 20)
    label.show()
    assert label.text() in label.toolTip()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_markup_in_what_people_wrote_stands_in_the_tooltip_as_it_was_written(qtbot):
    label = ElidingLabel('<img src="rahasia.png"> & <b>tebal</b> dan masih panjang sekali')
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    shown = QTextDocument()
    shown.setHtml(label.toolTip())
    assert shown.toPlainText() == label.text()


def test_levels_and_sectors_are_told_in_words(qtbot):
    for level in Level:
        chip = level_chip(level)
        qtbot.addWidget(chip)
        assert chip.accessibleName().startswith(level.code)
        assert chip.toolTip()
    sector = sector_chip("opd")
    qtbot.addWidget(sector)
    assert sector.accessibleName() == "OPD"


def test_a_message_takes_no_focus_and_goes_away_by_its_button(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    done = []
    bar.show_message("error", "Penuh.", "Aman.", ("Coba lagi", lambda: done.append(True)))
    assert bar.text == "Penuh.\nAman."
    assert QApplication.focusWidget() is None
    assert bar.action_names == ["Coba lagi"]
    bar.dismiss()
    assert bar.text == ""


def test_one_word_of_several_is_picked_with_the_keyboard(qtbot):
    control = SegmentedControl([("a", "Satu"), ("b", "Dua"), ("c", "Tiga")], name="Pilihan")
    qtbot.addWidget(control)
    picked = []
    control.changed.connect(picked.append)
    control.set_value("a")
    control.show()
    control.button("a").setFocus()
    qtbot.keyClick(control.button("a"), Qt.Key.Key_Right)
    qtbot.keyClick(control.button("b"), Qt.Key.Key_Space)
    assert control.value() == "b"
    assert picked[-1] == "b"


def test_a_hundred_thousand_rows_open_at_once_and_keep_their_place(qtbot):
    rows = [Row(str(number), f"Catatan {number}", "isi", BlockColour.TEAL) for number in range(100_000)]
    listing = RecordList(name="Catatan")
    qtbot.addWidget(listing)
    listing.resize(400, 600)
    listing.set_rows(rows)
    listing.show()
    told = []
    listing.selected.connect(told.append)
    assert listing.select("99999")
    listing.set_rows(rows[50_000:])
    assert listing.selected_id == "99999"
    assert told == []
    qtbot.keyClick(listing, Qt.Key.Key_Up)
    assert told == ["99998"]


def test_a_search_starts_at_once_with_enter_and_esc_empties_it(qtbot):
    field = SearchField("Cari")
    qtbot.addWidget(field)
    heard = []
    field.searched.connect(heard.append)
    QTest.keyClicks(field, " tanah ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["tanah"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_prose_grows_with_what_is_written(qtbot):
    edit = GrowingTextEdit(name="Kronologi")
    qtbot.addWidget(edit)
    edit.resize(400, 80)
    edit.show()
    before = edit.sizeHint().height()
    edit.show_text("\n".join(f"Baris {number}" for number in range(12)))
    qtbot.waitUntil(lambda: edit.sizeHint().height() > before * 2)


def test_showing_a_text_keeps_the_cursor_at_its_words_beyond_emoji(qtbot):
    edit = GrowingTextEdit(name="Kronologi")
    qtbot.addWidget(edit)
    edit.show_text("😀 warga hadir")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.show_text("😀😀 semua warga hadir")
    assert edit.text() == "😀😀 semua warga hadir"
    assert edit.textCursor().atEnd()


def test_nothing_is_lost_of_spaces_that_do_not_break(qtbot):
    edit = GrowingTextEdit(name="Kronologi")
    qtbot.addWidget(edit)
    edit.show_text("Rp\u00a07.500\n\n  menjorok")
    assert edit.text() == "Rp\u00a07.500\n\n  menjorok"


def test_a_pasted_paragraph_without_end_is_broken_at_spaces_only(qtbot):
    edit = GrowingTextEdit(name="Kronologi")
    qtbot.addWidget(edit)
    words = "kata " * 8_000
    source = QMimeData()
    source.setText(words)
    edit.insertFromMimeData(source)
    assert edit.text().replace("\n", " ") == words
    assert max(map(len, edit.text().split("\n"))) <= 10_000


def test_formatted_text_comes_in_plain(qtbot):
    edit = GrowingTextEdit(name="Kronologi")
    qtbot.addWidget(edit)
    source = QMimeData()
    source.setHtml("<b>tebal</b>")
    source.setText("tebal")
    edit.insertFromMimeData(source)
    assert edit.text() == "tebal"
    assert not edit.textCursor().charFormat().font().bold()


def test_the_wheel_scrolls_the_page_and_not_an_unfocused_choice(qtbot):
    box = ComboBox(name="Peran")
    qtbot.addWidget(box)
    box.addItems(["a", "b"])
    box.show()
    box.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "a"


def test_chips_stand_in_lines_like_words(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for level in Level:
        flow.addWidget(level_chip(level))
    assert flow.heightForWidth(1000) < flow.heightForWidth(160)


def test_sizes_follow_the_text_size(qapp):
    wear(qapp, ThemeChoice.LIGHT, 2.0)
    assert px(13) == 26
