"""Erasing people, the register of requests and what is due, in the window, by real keys and mouse."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application.data_requests import add_request, requests
from ui.persetujuan.ending_card import end_training
from ui.persetujuan.erasing_panel import ErasingPanel, places_of
from ui.theme import BlockColour

KEY = Qt.Key
ANI, BUDI = "P-7K3-M9Q", "P-QQQ-333"
VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper"}


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
def window(opened, qtbot):
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    return opened.window


@pytest.fixture
def screen(window):
    window.go_to("persetujuan")
    return window.front_screen


@pytest.fixture
def story(workshop):
    consent.answers(workshop, ANI, {"P1": "given"}, details=VALID)
    return workshop.create_record("experience", {"title": "Antre air", "subjects": (ANI,)})


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_in(line, text):
    line.setFocus()
    QTest.keyClicks(line, text)


def test_what_goes_is_shown_first_and_goes_only_when_the_code_is_typed(qtbot, screen, workshop, window, story):
    both = workshop.create_record("note", {"text": "Ani dan Budi", "subjects": (ANI, BUDI)})
    screen.people.show_person(ANI)
    click(screen.people.person.overview.erase)
    panel = screen.people.person.step(ErasingPanel)
    qtbot.waitUntil(lambda: panel.plan is not None)
    assert any("Pengalaman: Antre air" in line for line in panel.goes.lines)
    qtbot.waitUntil(panel.shared_box(both).isVisible)
    assert not panel.confirm.isEnabled()
    type_in(panel.reason, "Diminta orangnya")
    type_in(panel.typed, "P-QQQ-333")
    assert not panel.confirm.isEnabled()
    panel.typed.clear()
    type_in(panel.typed, "p7k3m9q")
    assert panel.confirm.isEnabled()
    click(panel.confirm)
    with pytest.raises(KeyError):
        workshop.record(story)
    assert workshop.record(both).text("text") == "Ani dan Budi"
    assert "Penghapusan selesai: 1 catatan dihapus" in screen.people.person.told.text
    assert b"Antre air" not in workshop.path.read_bytes()


def test_a_record_about_several_people_goes_whole_when_it_is_ticked(qtbot, screen, workshop, window, story):
    both = workshop.create_record("note", {"text": "Ani dan Budi", "subjects": (ANI, BUDI)})
    screen.people.show_person(ANI)
    click(screen.people.person.overview.erase)
    panel = screen.people.person.step(ErasingPanel)
    qtbot.waitUntil(lambda: panel.plan is not None)
    qtbot.waitUntil(panel.shared_box(both).isVisible)
    panel.shared_box(both).setFocus()
    QTest.keyClick(panel.shared_box(both), KEY.Key_Space)
    qtbot.waitUntil(lambda: panel.plan is not None and len(panel.plan.wholes) == 2)
    assert panel.shared_box(both).isChecked()


def test_escape_leaves_everything_as_it_is(qtbot, screen, workshop, window, story):
    screen.people.show_person(ANI)
    click(screen.people.person.overview.erase)
    panel = screen.people.person.step(ErasingPanel)
    qtbot.waitUntil(lambda: panel.plan is not None)
    QTest.keyClick(window.focusWidget(), KEY.Key_Escape)
    assert not panel.isVisible()
    assert workshop.record(story).text("title") == "Antre air"


def test_a_request_is_noted_with_its_three_days_and_answered(screen, workshop, window, clock):
    screen.show_part("permintaan")
    register = screen.part("permintaan")
    assert register.empty.isVisible()
    click(register.new)
    assert not register.form.save.isEnabled()
    type_in(register.form.code, "p7k3m9q")
    QTest.keyClick(register.form.code, KEY.Key_Return)
    (request,) = requests(workshop)
    assert (request.subject, request.kind, request.received_by) == (ANI, "access", "Ratna")
    assert register.list.rows[0].badges[0].text == "sisa 72 jam"
    click(register.answer.outcome.button("refused"))
    assert not register.answer.save.isEnabled()
    type_in(register.answer.reason, "Membahayakan orang lain")
    click(register.answer.save)
    (request,) = requests(workshop)
    assert (request.outcome, request.reason) == ("refused", "Membahayakan orang lain")
    assert not register.answer.save.isVisible()
    assert register.list.rows[0].badges[0].text == "Ditolak dengan alasan"


def test_the_time_that_is_left_turns_red_under_a_day_and_tells_when_it_is_late(screen, workshop, window, clock):
    add_request(workshop, ANI, "erase")
    screen.show_part("permintaan")
    register = screen.part("permintaan")
    seen = []
    for hours in (0, 47, 49, 75):
        clock.at += timedelta(hours=hours) - timedelta(hours=seen[-1][0] if seen else 0)
        register.wake()
        badge = register.list.rows[0].badges[0]
        seen.append((hours, badge.text, badge.colour))
    assert [(text, colour) for _hours, text, colour in seen] == [
        ("sisa 72 jam", BlockColour.AMBER),
        ("sisa 25 jam", BlockColour.AMBER),
        ("sisa 23 jam", BlockColour.ROSE),
        ("terlambat 3 jam", BlockColour.ROSE),
    ]


def test_a_request_leads_to_the_person(screen, workshop, window, story):
    add_request(workshop, ANI, "access")
    screen.show_part("permintaan")
    register = screen.part("permintaan")
    register.list.setFocus()
    QTest.keyClick(register.list, KEY.Key_Down)
    click(register.answer.person)
    assert screen.front_part == "orang"
    assert screen.people.person.code == ANI


def test_what_is_due_is_listed_and_destroyed_when_the_word_is_typed(screen, workshop, window, clock, story):
    sealed = workshop.create_record("note", {"text": "Rahasia", "level": "L0"})
    screen.show_part("simpan")
    kept = screen.part("simpan")
    assert len(kept.list.rows) == 0
    assert any("L0 Tersegel: sampai" in line for line in kept.rules.lines)
    clock.at += timedelta(days=120)
    screen.show_part("simpan")
    assert [row.id for row in kept.list.rows] == [sealed]
    assert "Rahasia" not in kept.list.rows[0].title
    type_in(kept.typed, "musnahkan")
    assert not kept.run.isEnabled()
    kept.typed.clear()
    type_in(kept.typed, "MUSNAHKAN")
    click(kept.run)
    assert "Pemusnahan selesai: 1 catatan dihapus" in kept.told.text
    assert workshop.record(story).text("title") == "Antre air"
    assert len(kept.list.rows) == 0


def test_a_whole_training_ends_with_a_certificate(qtbot, opened, screen, workshop, window, tmp_path, story):
    from kotaham_desktop.application.destroying import plan_destruction

    screen.show_part("simpan")
    ending = screen.part("simpan").ending
    assert not ending.reason.isVisible()
    click(ending.reveal)
    type_in(ending.reason, "Masa simpan habis")
    assert not ending.run.isEnabled()
    type_in(ending.typed, "MUSNAHKAN SEMUA")
    assert ending.run.isEnabled()
    path, context = workshop.path, opened.window.context
    places = places_of(context)
    plan = plan_destruction(workshop, places, reason="Masa simpan habis", asked_by="Ratna")
    end_training(context, plan, places, tmp_path / "berita.pdf")
    qtbot.waitUntil(lambda: not path.exists() and "dimusnahkan" in window.notice, timeout=20_000)
    assert opened.services.session.workshop is None
    assert (tmp_path / "berita.pdf").read_bytes().startswith(b"%PDF")


def test_opening_a_file_reminds_of_requests_that_are_nearly_due(qtbot, opened, workshop, clock):
    add_request(workshop, ANI, "access")
    path, session, window = workshop.path, opened.services.session, opened.window
    session.close()
    session.open(path)
    qtbot.waitUntil(lambda: session.workshop is not None)
    assert "permintaan" not in window.message
    session.close()
    clock.at += timedelta(hours=50)
    session.open(path)
    qtbot.waitUntil(lambda: "1 permintaan harus dijawab" in window.message)
    assert ANI not in window.message
    window.go_to("persetujuan", part="permintaan")
    assert window.front_screen.front_part == "permintaan"


def test_consent_that_has_run_out_shows_on_the_day_after(qtbot, screen, workshop, window, clock):
    consent.answers(workshop, ANI, {"P1": "given"}, details=VALID | {"review_at": "2022-08-30"})
    workshop.create_record("note", {"text": "x", "subjects": (ANI,)})
    people = screen.people
    people.show_person(ANI)
    qtbot.waitUntil(lambda: not people.is_reading)
    assert people.list.rows[0].badges == ()
    assert people.person.overview.standings.word("P1") == "diberi"
    clock.at += timedelta(days=8)
    workshop.create_record("note", {"text": "y", "subjects": (ANI,)})
    qtbot.waitUntil(lambda: people.list.rows[0].badges != ())
    qtbot.waitUntil(lambda: people.person.overview.standings.word("P1") == "berakhir")
