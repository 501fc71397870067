from pathlib import Path

import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.templates import apply_template, parse_template, templates
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.agenda import timed_agenda
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import AGENDA_ITEM, WORKSHOP_ID
from kotaham_desktop.i18n import language

THREE_DAYS = "pelatihan-kota-ham-3-hari"


def test_the_three_day_training_ships_with_known_methods_and_kinds() -> None:
    (template,) = templates()
    assert (template.id, template.title, template.days) == (THREE_DAYS, "Pelatihan Kota HAM 3 hari", 3)
    kinds = {choice.code for choice in AGENDA_ITEM.field("kind").choices}
    methods = ReferenceData().methods
    for session in template.sessions:
        assert session.kind in kinds
        assert not session.method or session.method in methods
        for phrase in (session.titles, session.aims, session.materials):
            assert bool(phrase.indonesian) == bool(phrase.english), session.key
    assert all(phrase.english for phrase in template.texts.values())
    assert len({session.key for session in template.sessions}) == len(template.sessions)


def test_a_template_gives_a_file_an_agenda_without_gaps_and_ends_before_evening(tmp_path: Path) -> None:
    with Workshop.create(tmp_path / "a.kotaham", author="Ratri") as workshop:
        ids = apply_template(workshop, THREE_DAYS)
        timed = timed_agenda(workshop.records("agenda_item"), first_day=None)
        assert {item.record.id for item in timed} == set(ids.values())
        assert {item.overlap_minutes + item.gap_minutes for item in timed} == {0}
        assert max(item.end_minute for item in timed) <= 17 * 60 + 30
        assert timed[0].record.id == ids["d1_registration"]


def test_a_template_keeps_what_was_written_and_is_one_undo_step(tmp_path: Path) -> None:
    with Workshop.create(tmp_path / "a.kotaham", author="Ratri") as workshop:
        workshop.set_fields(WORKSHOP_ID, {"title": "Pelatihan kami"})
        apply_template(workshop, THREE_DAYS)
        assert workshop.record(WORKSHOP_ID).text("title") == "Pelatihan kami"
        assert "SNP" in workshop.record(WORKSHOP_ID).text("aims")
        assert workshop.undo()
        assert workshop.count("agenda_item") == 0
        assert workshop.record(WORKSHOP_ID).text("aims") == ""


def test_a_template_applied_in_english_writes_english_session_titles(tmp_path: Path) -> None:
    with Workshop.create(tmp_path / "a.kotaham", author="Ratri") as workshop, language("en"):
        apply_template(workshop, THREE_DAYS)
        assert workshop.records("agenda_item")[0].text("title") == "Registration and morning coffee"


def test_an_unknown_template_is_an_expected_error_and_changes_nothing(tmp_path: Path) -> None:
    with Workshop.create(tmp_path / "a.kotaham", author="Ratri") as workshop:
        with pytest.raises(ExpectedError, match="unknown_template"):
            apply_template(workshop, "lima-hari")
        assert workshop.count("agenda_item") == 0


def test_a_template_with_an_unknown_field_names_it() -> None:
    with pytest.raises(ExpectedError) as caught:
        parse_template("x.toml", b'id = "x"\ntitle = "X"\n[workshop]\nbudget = "1"\n')
    assert caught.value.values["key"] == "workshop.budget"
