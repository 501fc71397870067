"""The panel before anything leaves: finds decided by real keys and clicks, eight questions, two names, the file."""

import json

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.domain.release import CHECKLIST

KEY, LEFT, CONTROL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
SLOW = 60_000


@pytest.fixture
def content(workshop):
    """Open notes in which an address, a village and a number of people were left standing."""
    workshop.set_fields(WORKSHOP_ID, {"aims": "1. Memahami SNP", "background": "Kota HAM."})
    workshop.create_record("note", {"text": "Warga menunggu di Jl. Pemuda No. 12.", "level": "L3"})
    workshop.create_record("note", {"text": "Sumur di Desa Tambak Lorok asin.", "level": "L3"})
    workshop.create_record("note", {"text": "Ke Desa Tambak Lorok hanya dua orang.", "level": "L2"})
    return workshop


@pytest.fixture
def laporan(opened, content, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    screen = opened.window.front_screen
    qtbot.waitUntil(lambda: screen.is_up_to_date, timeout=SLOW)
    return screen


def asked(qtbot, laporan, audience="public"):
    """The panel about the report for an audience, opened by the keys that save."""
    qtbot.mouseClick(laporan.choices.audience.button(audience), LEFT)
    qtbot.waitUntil(lambda: laporan.is_up_to_date, timeout=SLOW)
    qtbot.keyClick(laporan.window(), KEY.Key_S, CONTROL)
    ready(qtbot, laporan)
    return laporan.release


def ready(qtbot, laporan):
    qtbot.waitUntil(lambda: laporan.release.is_ready, timeout=SLOW)


def finds(panel):
    return [(item.finding.kind.value, item.finding.excerpt) for item in panel.findings.items]


def pick(panel, excerpt):
    place = next(n for n, item in enumerate(panel.findings.items) if item.finding.excerpt == excerpt)
    panel.findings.list.select(str(place))
    panel.findings.list.setFocus()
    QTest.keyClick(panel.findings.list, KEY.Key_Home)
    for _time in range(place):
        QTest.keyClick(panel.findings.list, KEY.Key_Down)


def click(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def decide_all(qtbot, laporan):
    """Leave the address and whatever else is grave with a reason, so that the panel lets the work go."""
    panel = laporan.release
    pick(panel, "Jl. Pemuda No. 12")
    panel.findings.reason.setFocus()
    QTest.keyClicks(panel.findings.reason, "Alamat kantor")
    QTest.keyClick(panel.findings.reason, KEY.Key_Return)
    ready(qtbot, laporan)


def tick_all(panel):
    for box in panel.people.boxes.values():
        box.setFocus()
        QTest.keyClick(box, KEY.Key_Space)


def named(field, name):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, name)


def answer_dialog(path):
    """Type a path into the file dialog that the next click opens."""
    looking = QTimer(interval=20)

    def answer():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isActiveWindow():
            looking.stop()
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            QTest.keyClick(line, KEY.Key_A, CONTROL)
            QTest.keyClicks(line, str(path))
            QTest.keyClick(line, KEY.Key_Return)
            if dialog.isVisible():
                dialog.reject()

    looking.timeout.connect(answer)
    looking.start()
    return looking


def test_the_pages_stay_readable_beside_what_was_found_in_them(qtbot, laporan):
    panel = asked(qtbot, laporan)
    assert laporan.pages.isVisible()
    assert panel.isVisible()
    assert finds(panel)[0] == ("address", "Jl. Pemuda No. 12")
    assert ("place", "Desa Tambak Lorok") in finds(panel)
    assert "1 yang berat harus diputuskan dulu." in panel.findings.summary
    assert panel.findings.list.hasFocus()


def test_nothing_is_looked_at_for_the_team_and_yet_it_is_noted_that_it_left(qtbot, laporan, content, tmp_path):
    path = tmp_path / "tim.pdf"
    with qtbot.waitSignal(laporan.exports.written, timeout=SLOW):
        laporan.write_pdf(path)
    assert laporan.release.isHidden()
    assert path.read_bytes() == laporan.report.content
    (entry,) = content.records("export_log")
    assert (entry.text("form"), entry.text("audience"), entry.text("made_by")) == ("laporan", "team", "Ratna")


def test_enter_leads_to_the_record_and_back_the_panel_has_looked_again(qtbot, laporan, opened, content):
    panel = asked(qtbot, laporan)
    pick(panel, "Jl. Pemuda No. 12")
    qtbot.keyClick(panel.findings.list, KEY.Key_Return)
    assert opened.window.front == "catat"
    note = next(each for each in content.records("note") if "Pemuda" in each.text("text"))
    content.edit_text(note.id, "text", "Warga menunggu di kantor.")
    qtbot.keyClick(opened.window, KEY.Key_5, CONTROL)
    qtbot.waitUntil(lambda: panel.is_ready and "address" not in dict(finds(panel)), timeout=SLOW)
    assert panel.isVisible()


def test_masking_hides_the_words_in_the_pages_and_not_in_the_notes(qtbot, laporan, content):
    panel = asked(qtbot, laporan, "participants")
    pick(panel, "Desa Tambak Lorok")
    click(qtbot, panel.findings.mask_button)
    assert "Desa Tambak Lorok" not in [excerpt for _kind, excerpt in finds(panel)], "seen at once"
    ready(qtbot, laporan)
    assert "Desa Tambak Lorok" not in [excerpt for _kind, excerpt in finds(panel)]
    assert panel.looked.masked == ("Desa Tambak Lorok",)
    assert any("Desa Tambak Lorok" in each.text("text") for each in content.records("note"))


def test_masked_words_are_shown_again_from_the_panel_or_by_the_way_back(qtbot, laporan, opened):
    panel = asked(qtbot, laporan)
    pick(panel, "Desa Tambak Lorok")
    click(qtbot, panel.findings.mask_button)
    ready(qtbot, laporan)
    assert opened.window.notice.startswith("“Desa Tambak Lorok” disamarkan")
    show = next(
        each for each in panel.findings.findChildren(type(panel.people.save)) if each.text() == "Tampilkan lagi"
    )
    show.setFocus()
    qtbot.keyClick(show, KEY.Key_Space)
    qtbot.waitUntil(lambda: panel.is_ready and panel.looked.masked == (), timeout=SLOW)
    assert ("place", "Desa Tambak Lorok") in finds(panel)


def test_a_record_that_is_kept_with_the_team_leaves_no_more(qtbot, laporan, content):
    panel = asked(qtbot, laporan)
    before = panel.looked.departure.records
    pick(panel, "Jl. Pemuda No. 12")
    click(qtbot, panel.findings.keep_button)
    ready(qtbot, laporan)
    assert panel.looked.departure.records == before - 1
    assert next(each for each in content.records("note") if "Pemuda" in each.text("text")).level.code == "L1"


def test_a_find_is_left_only_with_a_reason_and_can_be_looked_at_again(qtbot, laporan):
    panel = asked(qtbot, laporan)
    pick(panel, "Jl. Pemuda No. 12")
    click(qtbot, panel.findings.leave_button)
    assert panel.messages.text.startswith("Alasannya belum ditulis.")
    decide_all(qtbot, laporan)
    assert panel.messages.text == ""
    assert panel.findings.items[-1].reason == "Alamat kantor"
    pick(panel, "Jl. Pemuda No. 12")
    click(qtbot, panel.findings.again_button)
    ready(qtbot, laporan)
    assert panel.findings.items[0].reason == ""


def test_the_same_words_elsewhere_are_decided_together_when_one_asks(qtbot, laporan):
    panel = asked(qtbot, laporan, "participants")
    pick(panel, "Desa Tambak Lorok")
    assert panel.findings.all_alike.text() == "Juga 1 temuan lain yang sama"
    panel.findings.all_alike.setFocus()
    qtbot.keyClick(panel.findings.all_alike, KEY.Key_Space)
    QTest.keyClicks(panel.findings.reason, "Nama program")
    click(qtbot, panel.findings.leave_button)
    ready(qtbot, laporan)
    assert sum(item.reason == "Nama program" for item in panel.findings.items) == 2


def test_nothing_is_signed_while_a_grave_find_or_a_question_is_open(qtbot, laporan, content):
    panel = asked(qtbot, laporan)
    click(qtbot, panel.people.prepare)
    assert panel.messages.text.startswith("Masih ada 1 temuan berat")
    decide_all(qtbot, laporan)
    click(qtbot, panel.people.prepare)
    assert panel.messages.text.startswith("Belum semua hal diperiksa")
    assert content.count("release") == 0


def test_a_public_pdf_needs_a_second_person_and_is_then_written(qtbot, laporan, content, tmp_path):
    panel = asked(qtbot, laporan)
    decide_all(qtbot, laporan)
    tick_all(panel)
    assert panel.people.prepared_by.text() == "Ratna"
    click(qtbot, panel.people.prepare)
    assert panel.people.state.startswith("Diperiksa oleh Ratna.")
    assert not panel.people.prepare.isVisible()
    named(panel.people.confirmed_by, "  ratna ")
    click(qtbot, panel.people.confirm)
    assert "yang menyetujui harus orang lain" in panel.messages.text
    named(panel.people.confirmed_by, "Yusuf Tanggu")
    path = tmp_path / "publik.pdf"
    looking = answer_dialog(path)
    with qtbot.waitSignal(laporan.exports.written, timeout=SLOW):
        qtbot.keyClick(panel.people.confirmed_by, KEY.Key_Return)
    looking.stop()
    assert path.read_bytes() == laporan.report.content
    assert panel.people.state.endswith("Sudah disetujui orang kedua.")
    (entry,) = content.records("export_log")
    assert content.record(entry.text("release")).text("prepared_by") == "Ratna"


def test_for_participants_one_person_is_enough(qtbot, laporan, content, tmp_path):
    panel = asked(qtbot, laporan, "participants")
    decide_all(qtbot, laporan)
    tick_all(panel)
    assert not panel.people.prepare.isVisible()
    path = tmp_path / "peserta.pdf"
    looking = answer_dialog(path)
    with qtbot.waitSignal(laporan.exports.written, timeout=SLOW):
        click(qtbot, panel.people.save)
    looking.stop()
    assert path.exists()
    (entry,) = content.records("export_log")
    assert entry.text("audience") == "participants"
    assert entry.text("release")


def test_no_way_of_the_window_writes_a_public_file_that_was_not_released(qtbot, laporan, tmp_path):
    panel = asked(qtbot, laporan)
    laporan.write_pdf(tmp_path / "a.pdf")
    for code in laporan.exports.buttons:
        laporan.exports.export(code, tmp_path / f"a.{code}")
        ready(qtbot, laporan)
        assert panel.leaving.form == code
    panel.write(panel.looked, tmp_path / "b.json")
    assert "dua orang harus memeriksa" in panel.messages.text
    qtbot.waitUntil(lambda: not laporan.context.background.is_busy, timeout=SLOW)
    assert [path.name for path in tmp_path.iterdir() if path.name[:2] in ("a.", "b.")] == []


def test_what_changed_after_it_was_looked_at_must_be_looked_at_again(qtbot, laporan, content):
    panel = asked(qtbot, laporan)
    decide_all(qtbot, laporan)
    tick_all(panel)
    click(qtbot, panel.people.prepare)
    content.set_fields(WORKSHOP_ID, {"theme": "Air untuk semua"})
    assert not panel.people.confirm.isEnabled()
    qtbot.waitUntil(lambda: panel.is_ready and not panel.looked.prepared_id, timeout=SLOW)
    assert panel.messages.text.startswith("Isinya berubah sejak diperiksa.")
    assert panel.people.checked == ()
    assert panel.people.prepare.isVisible()


@pytest.mark.parametrize("code", ["json", "docx"])
def test_data_and_word_leave_through_the_same_panel(qtbot, laporan, tmp_path, code):
    asked(qtbot, laporan)
    qtbot.mouseClick(laporan.exports.buttons[code], LEFT)
    ready(qtbot, laporan)
    panel = laporan.release
    assert panel.leaving.form == code
    decide_all(qtbot, laporan)
    tick_all(panel)
    click(qtbot, panel.people.prepare)
    named(panel.people.confirmed_by, "Yusuf")
    path = tmp_path / f"publik.{code}"
    looking = answer_dialog(path)
    with qtbot.waitSignal(laporan.exports.written, timeout=SLOW):
        click(qtbot, panel.people.confirm)
    looking.stop()
    assert path.read_bytes() == panel.looked.content
    if code == "json":
        assert json.loads(path.read_bytes())["audience"] == "public"


def test_escape_puts_the_panel_away_and_keeps_what_was_ticked(qtbot, laporan, opened):
    panel = asked(qtbot, laporan)
    tick_all(panel)
    qtbot.keyClick(opened.window, KEY.Key_Escape)
    assert panel.isHidden()
    qtbot.keyClick(opened.window, KEY.Key_S, CONTROL)
    ready(qtbot, laporan)
    assert len(panel.people.checked) == len(CHECKLIST)


def test_other_readers_put_the_panel_away(qtbot, laporan):
    panel = asked(qtbot, laporan)
    qtbot.mouseClick(laporan.choices.audience.button("team"), LEFT)
    assert panel.isHidden()


def test_the_second_person_confirms_on_another_laptop(qtbot, laporan, opened, content, tmp_path):
    panel = asked(qtbot, laporan)
    decide_all(qtbot, laporan)
    tick_all(panel)
    click(qtbot, panel.people.prepare)
    made = panel.looked.content
    session, path = opened.services.session, content.path
    assert session.close()
    copy = tmp_path / "laptop lain.kotaham"
    copy.write_bytes(path.read_bytes())
    opened.services.settings.change(author="Yusuf Tanggu")
    session.open(copy)
    opened.window.go_to("laporan")
    theirs = opened.window.front_screen
    qtbot.waitUntil(lambda: "menunggu orang kedua" in theirs.messages.text, timeout=SLOW)
    look = next(each for each in theirs.messages.findChildren(type(panel.people.save)) if "Lihat" in each.text())
    qtbot.mouseClick(look, LEFT)
    qtbot.waitUntil(lambda: theirs.release.is_ready and theirs.report.options.audience == "public", timeout=SLOW)
    assert theirs.release.looked.content == made
    assert theirs.release.people.state.startswith("Diperiksa oleh Ratna.")
    named(theirs.release.people.confirmed_by, "Yusuf Tanggu")
    target = tmp_path / "publik.pdf"
    looking = answer_dialog(target)
    with qtbot.waitSignal(theirs.exports.written, timeout=SLOW):
        click(qtbot, theirs.release.people.confirm)
    looking.stop()
    assert target.read_bytes() == made


def test_a_file_that_may_only_be_read_lets_nothing_out_to_others(qtbot, laporan, opened, content, tmp_path):
    session, path = opened.services.session, content.path
    assert session.close()
    session.open(path, read_only=True)
    opened.window.go_to("laporan")
    screen = opened.window.front_screen
    qtbot.waitUntil(lambda: screen.is_up_to_date, timeout=SLOW)
    team = tmp_path / "tim.pdf"
    with qtbot.waitSignal(screen.exports.written, timeout=SLOW):
        screen.write_pdf(team)
    assert "tidak tercatat" in opened.window.notice
    panel = asked(qtbot, screen)
    assert "hanya untuk dibaca" in panel.messages.text
    assert not panel.people.prepare.isEnabled()


def test_closing_the_file_while_it_is_looked_through_breaks_nothing(qtbot, laporan, opened):
    asked(qtbot, laporan)
    qtbot.mouseClick(laporan.exports.buttons["docx"], LEFT)
    assert not laporan.release.is_ready
    assert opened.services.session.close()
    qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=SLOW)


def test_a_reader_opens_the_file_again_and_finds_every_decision(qtbot, laporan, content, opened):
    asked(qtbot, laporan)
    decide_all(qtbot, laporan)
    path = content.path
    assert opened.services.session.close()
    with Workshop.open(path, author="Budi") as again:
        (entry,) = again.records("exposure_decision")
        assert (entry.text("decision"), entry.text("reason")) == ("left", "Alamat kantor")
