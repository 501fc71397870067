"""Beranda: starting, opening and joining, without one question in the way."""

import shutil
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import WORKSHOP_ID
from ui.beranda.starting import Starter, free_name


def beranda(program):
    program.window.go_to("beranda")
    return program.window.front_screen


def test_a_new_training_from_the_template_has_an_agenda(program, tmp_path, qtbot):
    failures = []
    Starter(program.window.context, lambda: None, failures.append).start(tmp_path / "Baru.kotaham")
    qtbot.waitUntil(lambda: program.services.session.workshop is not None, timeout=20_000)
    assert failures == []
    assert program.services.session.workshop.count("agenda_item") > 10


def test_a_name_that_is_taken_is_refused_and_the_file_stays(program, tmp_path, qtbot):
    taken = tmp_path / "Ada.kotaham"
    taken.write_bytes(b"somebody else's")
    failures = []
    Starter(program.window.context, lambda: None, failures.append).start(taken)
    qtbot.waitUntil(lambda: bool(failures), timeout=20_000)
    assert failures[0].code == "file_exists"
    assert taken.read_bytes() == b"somebody else's"


def test_a_new_file_gets_a_name_that_is_free(tmp_path):
    (tmp_path / "Pelatihan.kotaham").touch()
    assert free_name(tmp_path, "Pelatihan").name == "Pelatihan 2.kotaham"


def test_a_file_that_is_not_ours_is_explained_in_the_window(program, tmp_path):
    strange = tmp_path / "foto.kotaham"
    strange.write_bytes(b"\x89PNG" * 400)
    screen = beranda(program)
    screen.open_file(strange)
    assert "bukan berkas Kota HAM" in screen.messages.text
    assert "tidak diubah" in screen.messages.text
    assert program.services.session.workshop is None


def test_an_opened_file_is_listed_with_its_title(opened):
    screen = beranda(opened)
    assert [row.title for row in screen.recent.rows] == ["Pelatihan Kota HAM Semarang"]


def test_a_file_that_is_gone_says_so_and_can_leave_the_list(opened, tmp_path):
    path = opened.services.session.workshop.path
    opened.services.session.close()
    path.unlink()
    screen = beranda(opened)
    assert [badge.text for badge in screen.recent.rows[0].badges] == ["Tidak ditemukan"]
    screen.recent.opened.emit(str(path.resolve()))
    assert "tidak ditemukan" in screen.messages.text


def test_a_file_open_elsewhere_can_be_opened_for_reading(program, tmp_path):
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Yusuf"):
        screen = beranda(program)
        screen.open_file(path)
        assert "Yusuf" in screen.messages.text
        assert "Buka hanya untuk dibaca" in screen.messages.action_names
        program.services.session.open(path, read_only=True)
        assert program.window.badge == "Hanya baca"
        program.services.session.close()


def test_merging_waits_for_an_open_file(program):
    assert not beranda(program).merge_tile.isEnabled()


def test_notes_of_another_laptop_join_the_open_file(opened, tmp_path, qtbot):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf") as other:
        other.create_record("note", {"text": "Warga ingin air bersih."})
        other.set_fields(WORKSHOP_ID, {"city": "Wonosobo"})
    session.open(ours)
    session.workshop.set_fields(WORKSHOP_ID, {"city": "Kota Semarang"})
    before = theirs.read_bytes()
    screen = beranda(opened)
    screen.merge(theirs)
    qtbot.waitUntil(lambda: bool(screen.merging.messages.text), timeout=20_000)
    said = screen.merging.messages.text
    assert "Catatan dari laptop lain.kotaham sudah digabungkan." in said
    assert "Baru: 1 catatan." in said
    assert "Ditulis oleh Yusuf." in said
    assert "1 isian diubah berbeda" in said
    assert [note.text("text") for note in session.workshop.records("note")] == ["Warga ingin air bersih."]
    assert theirs.read_bytes() == before


def test_merging_the_same_notes_again_says_that_nothing_is_new(opened, tmp_path, qtbot):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "salinan.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    session.open(ours)
    screen = beranda(opened)
    screen.merge(theirs)
    qtbot.waitUntil(lambda: bool(screen.merging.messages.text), timeout=20_000)
    assert "Tidak ada yang baru" in screen.merging.messages.text


def test_closing_the_file_while_another_is_being_merged_leaves_it_as_it_was(opened, tmp_path, qtbot):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf") as other:
        for number in range(300):
            other.create_record("note", {"text": f"Catatan {number}"})
    session.open(ours)
    screen = beranda(opened)
    screen.merge(theirs)
    qtbot.waitUntil(lambda: not screen.merging.can_cancel, timeout=20_000)
    assert session.close()
    assert not screen.merging.is_busy
    with Workshop.open(ours, read_only=True) as after:
        assert after.count("note") == 0


def test_a_change_of_language_waits_for_work_under_way(opened, qtbot):
    go_on, done = threading.Event(), []
    opened.services.background.run(lambda _progress: go_on.wait(20), done.append, pytest.fail)
    old = opened.window
    opened.services.settings.change(language="en")
    opened.rebuild()
    assert opened.window is old
    assert "selesai" in old.notice
    go_on.set()
    qtbot.waitUntil(lambda: opened.window is not old)
    assert done == [True]


def test_the_list_of_recent_files_opens_with_enter(opened, qtbot):
    screen = beranda(opened)
    path = str(opened.services.session.workshop.path.resolve())
    opened.services.session.close()
    screen.recent.select(path)
    qtbot.keyClick(screen.recent, Qt.Key.Key_Return)
    assert opened.services.session.workshop is not None


def test_what_another_laptop_erased_is_asked_about_and_then_erased_here_too(opened, tmp_path, qtbot):
    session = opened.services.session
    ours, theirs = session.workshop.path, tmp_path / "laptop lain.kotaham"
    story = session.workshop.create_record("note", {"text": "Cerita warga"})
    session.close()
    shutil.copy(ours, theirs)
    with Workshop.open(theirs, author="Yusuf") as other:
        other.erase_content({story: [""]}, [], {"reason": "diminta"})
        other.create_record("note", {"text": "Catatan baru"})
    session.open(ours)
    screen = beranda(opened)
    screen.merge(theirs)
    qtbot.waitUntil(lambda: bool(screen.merging.messages.text), timeout=20_000)
    assert "1 catatan dihapus di laptop itu" in screen.merging.messages.text
    assert session.workshop.record(story).text("text") == "Cerita warga"
    button = next(one for one in screen.merging.messages.findChildren(QPushButton) if "hapus" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "sudah digabungkan" in screen.merging.messages.text, timeout=20_000)
    assert [note.text("text") for note in session.workshop.records("note")] == ["Catatan baru"]
    assert b"Cerita warga" not in ours.read_bytes()
