"""Searching: words and filters find, what is found is read, and nothing is lost while the training goes on."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.exchange.images import clean_image
from ui.sintesis.cari.finding import Wanted, search_file
from ui.sintesis.cari.highlight import marked_places
from ui.theme import ThemeChoice


@pytest.fixture
def written(workshop):
    """The ids of what has been written, by a short name."""
    session = workshop.records("agenda_item")[0].id
    one, two = (group.id for group in workshop.records("group"))
    ids = {
        "case": workshop.create_record(
            "case_study",
            {
                "title": "Pagar di jalan nelayan",
                "chronology": "Warga <b>menyurati</b> lurah.\nPagar tetap berdiri.",
                "place": "Kampung pesisir",
                "session": session,
                "group": one,
            },
        ),
        "note": workshop.create_record("note", {"text": "Bu lurah berjanji hadir.", "kind": "promise", "group": two}),
        "experience": workshop.create_record("experience", {"title": "Surat pertama", "narrative": "Saya menulis."}),
    }
    workshop.create_record("norm_reference", {"record": ids["case"], "norm": "TSA-03", "page": "31", "paragraph": "88"})
    return ids


@pytest.fixture
def cari(opened, written, qtbot):
    opened.window.go_to("sintesis")
    part = opened.window.front_screen.part("cari")
    qtbot.waitUntil(lambda: len(part.results.rows) > 0 and not part.is_searching)
    return part


def search(cari, qtbot, words):
    cari.search.setFocus()
    cari.search.selectAll()
    QTest.keyClicks(cari.search, words)
    qtbot.keyClick(cari.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not cari.is_searching)


def found(cari):
    return [row.id for row in cari.results.rows]


def choose(box, words):
    """Walk down an open list with the keyboard to the entry with these words."""
    box.setFocus()
    for _step in range(box.count()):
        if words in box.currentText():
            break
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert words in box.currentText()


def test_without_words_everything_is_listed_the_newest_first(cari, workshop):
    everything = sum(workshop.count(name) for name in ("note", "case_study", "experience", "person", "group"))
    assert len(cari.results.rows) == everything + workshop.count("agenda_item") + 1
    assert "terbaru" in cari.summary


def test_typing_finds_by_the_beginnings_of_words(cari, written, qtbot):
    search(cari, qtbot, "nelay pag")
    assert found(cari) == [written["case"]]
    assert cari.summary == "1 temuan"


def test_a_row_shows_kind_place_level_and_the_passage(cari, written, qtbot):
    search(cari, qtbot, "menyurati")
    (row,) = cari.results.rows
    assert row.subtitle == "Studi kasus  ·  Studi kasus agraria  ·  Kelompok 1"
    assert [badge.text for badge in row.badges] == ["L1 Tim"]
    assert "<b>menyurati</b>" in row.excerpt


def test_searched_words_are_marked_where_they_begin():
    assert marked_places("Pagar di atas pagar, sepagar", "pag") == ((0, 3), (14, 3))
    assert marked_places("Café <b>", "cafe b") == ((0, 4), (6, 1))
    assert marked_places("😀 pagar", "pagar") == ((3, 5),)
    assert marked_places("apa pun", "…") == ()


def test_words_just_written_are_found(cari, workshop, written, qtbot):
    workshop.edit_text(written["experience"], "narrative", "Perahu kami tertahan.")
    search(cari, qtbot, "perahu")
    assert found(cari) == [written["experience"]]


def test_filters_narrow_without_words(cari, written, qtbot):
    choose(cari.filters.group, "Kelompok 2")
    qtbot.waitUntil(lambda: not cari.is_searching)
    assert found(cari) == [written["note"]]
    choose(cari.filters.kind, "Studi kasus")
    qtbot.waitUntil(lambda: found(cari) == [])
    assert "saringan" in cari.empty.sentence.text()
    qtbot.mouseClick(cari.clear_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: written["case"] in found(cari))


def test_levels_and_sessions_filter_too(cari, workshop, written, qtbot):
    choose(cari.filters.session, "agraria")
    qtbot.waitUntil(lambda: found(cari) == [written["case"]])
    choose(cari.filters.level, "L0")
    qtbot.waitUntil(lambda: found(cari) == [])


def test_an_snp_finds_what_cites_a_norm_below_it(cari, written, qtbot):
    line = cari.filters.norm.line
    line.setFocus()
    QTest.keyClicks(line, "snp 7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert cari.filters.norm.codes() == ("SNP-07",)
    qtbot.waitUntil(lambda: found(cari) == [written["case"]])


def test_nothing_found_says_what_to_do(cari, qtbot):
    search(cari, qtbot, "zzzq")
    assert "zzzq" in cari.empty.sentence.text()
    assert "sebagian kata" in cari.empty.sentence.text()


def test_walking_down_the_results_reads_each(cari, written, qtbot):
    search(cari, qtbot, "lurah")
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    first = cari.detail.record_id
    qtbot.keyClick(cari.results, Qt.Key.Key_Down)
    assert {first, cari.detail.record_id} == {written["case"], written["note"]}


def test_a_record_is_read_with_labels_norms_and_history_as_plain_text(cari, written, qtbot):
    search(cari, qtbot, "pagar")
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    qtbot.keyClick(cari.results, Qt.Key.Key_Return)
    text = cari.detail.page.toPlainText()
    assert "Warga <b>menyurati</b> lurah.\nPagar tetap berdiri." in text
    assert "Tempat kejadian:  Kampung pesisir" in text
    assert "halaman 31, paragraf 88" in text
    assert "Ditulis 23 Agustus 2022" in text
    assert "oleh Ratna" in text
    page = cari.detail.page
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Pagar di jalan nelayan" in QGuiApplication.clipboard().text()


def test_results_of_an_exercise_are_found_and_read_in_words(opened, cari, workshop, qtbot):
    exercise = workshop.create_record("exercise", {"title": "Pohon masalah", "method": "problem_tree"})
    method = opened.window.context.reference.method("problem_tree")
    name = method.first_text
    workshop.create_record("exercise_row", {"exercise": exercise, "values": {name: "Penyewa tak terdata"}})
    search(cari, qtbot, "penyewa")
    assert found(cari) == [exercise]
    assert cari.results.rows[0].excerpt == f"{method.field(name).label}: Penyewa tak terdata"
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    assert "Penyewa tak terdata" in cari.detail.page.toPlainText()


def test_photos_are_decoded_beside_the_window(cari, workshop, written, tmp_path, qtbot):
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "foto.png"))
    clean = clean_image((tmp_path / "foto.png").read_bytes())
    workshop.attach(written["case"], clean.data, clean.media_type, caption="Pagar")
    cari.show_record(written["case"])
    assert "Memuat foto…" in cari.detail.page.toPlainText()
    qtbot.waitUntil(lambda: "Memuat foto…" not in cari.detail.page.toPlainText())
    assert "Pagar  ·  L1 Tim" in cari.detail.page.toPlainText()
    assert "\ufffc" in cari.detail.page.toPlainText()


def test_the_button_leads_to_the_place_where_it_is_written(opened, cari, written, qtbot):
    search(cari, qtbot, "menyurati")
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    qtbot.keyClick(opened.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.window.front == "catat"


def test_a_person_leads_to_the_preparation_and_an_action_to_the_plan(opened, cari, workshop, qtbot):
    action = workshop.create_record("action", {"activity": "Pos aduan"})
    cari.show_record(action)
    qtbot.mouseClick(cari.detail.open_button, Qt.MouseButton.LeftButton)
    assert opened.window.front_screen.front_part == "rtl"
    assert opened.window.front_screen.part("rtl").table.current_id == action
    opened.window.front_screen.show_part("cari")
    cari.show_record(workshop.records("person")[0].id)
    qtbot.mouseClick(cari.detail.open_button, Qt.MouseButton.LeftButton)
    assert opened.window.front == "persiapan"


def test_a_change_elsewhere_keeps_selection_focus_and_place(cari, workshop, written, qtbot):
    search(cari, qtbot, "lurah")
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    selected = cari.results.selected_id
    workshop.create_record("note", {"text": "Lurah datang terlambat."})
    qtbot.waitUntil(lambda: len(cari.results.rows) == 3)
    assert cari.results.selected_id == selected == cari.detail.record_id
    assert cari.results.hasFocus()


def test_the_page_follows_a_change_of_what_is_read(cari, workshop, written):
    cari.show_record(written["case"])
    workshop.set_fields(written["case"], {"place": "Kampung tepi sungai"})
    assert "Kampung tepi sungai" in cari.detail.page.toPlainText()
    workshop.delete_record(written["case"])
    assert cari.detail.record_id == ""


def test_the_search_of_the_window_searches_here_and_keeps_the_focus(opened, cari, written, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = opened.window.focusWidget()
    QTest.keyClicks(field, "berjanji")
    qtbot.waitUntil(lambda: found(cari) == [written["note"]])
    assert field.hasFocus()


def test_coming_here_one_can_type_at_once(opened, written, qtbot):
    qtbot.keyClick(opened.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    part = opened.window.front_screen.part("cari")
    assert part.search.hasFocus()


def test_a_narrow_window_shows_the_results_or_what_is_read(opened, cari, written, qtbot):
    opened.window.resize(911, 512)
    qtbot.waitUntil(cari.detail.isHidden)
    search(cari, qtbot, "menyurati")
    qtbot.keyClick(cari.search, Qt.Key.Key_Down)
    qtbot.keyClick(cari.results, Qt.Key.Key_Return)
    assert cari.detail.isVisible()
    assert not cari.results.isVisible()
    qtbot.keyClick(cari.detail.page, Qt.Key.Key_Escape)
    assert cari.results.isVisible()
    assert cari.results.hasFocus()


def test_a_new_search_comes_out_from_behind_what_is_read(opened, cari, written, qtbot):
    opened.window.resize(911, 512)
    cari.show_record(written["case"])
    search(cari, qtbot, "berjanji")
    assert cari.results.isVisible()
    assert found(cari) == [written["note"]]


def test_the_filters_open_and_close_by_key_where_room_is_short(opened, cari, qtbot):
    opened.window.resize(911, 512)
    qtbot.waitUntil(cari.filters.isHidden)
    qtbot.keyClick(opened.window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert cari.filters.isVisible()
    assert cari.filters.kind.hasFocus()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614), (911, 512)])
@pytest.mark.parametrize("text_size", [100, 200])
def test_the_parts_fit_small_screens_and_large_text(opened, written, qtbot, width, height, text_size):
    opened.services.settings.change(text_size=text_size, theme=ThemeChoice.DARK)
    opened.rebuild()
    opened.window.resize(width, height)
    opened.window.go_to("sintesis")
    for part in ("cari", "rtl", "perbedaan"):
        opened.window.front_screen.show_part(part)
        qtbot.waitUntil(lambda: not opened.services.background.is_busy)
        assert (opened.window.width(), opened.window.height()) == (width, height)


def test_an_encrypted_file_is_searched_with_its_key(program, tmp_path, qtbot):
    results = []
    with Workshop.create(tmp_path / "rahasia.kotaham", author="Ratna", passphrase="pagar tinggi sekali") as made:
        note = made.create_record("note", {"text": "Hanya untuk tim"})
        work = search_file(made.path, made.key, program.window.context.reference, Wanted("hanya"))
        program.services.background.run(work, results.append, pytest.fail)
        qtbot.waitUntil(lambda: results != [])
    assert [row.id for row in results[0].rows] == [note]


def test_closing_the_file_during_a_search_leaves_nothing_behind(opened, cari, written):
    cari.show_search("lurah")
    assert opened.services.session.close()
    assert opened.window.front == "beranda"


def test_a_file_that_is_gone_is_told_and_can_be_searched_again(opened, cari, workshop, tmp_path, qtbot):
    beside = tmp_path / "disimpan.kotaham"
    shutil.move(workshop.path, beside)
    cari.show_search("lurah")
    qtbot.waitUntil(lambda: cari.messages.text != "")
    shutil.move(beside, workshop.path)
    qtbot.waitUntil(lambda: not cari.is_searching)
