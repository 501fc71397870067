"""What two laptops did at once: words come together, values are put before a person, protection never gets less."""

import shutil
from pathlib import Path

import pytest

from kotaham_desktop.application.merging import MergeCancelled, prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.records import RECORD_TYPES


@pytest.fixture
def laptops(tmp_path: Path):
    """Three laptops with copies of one workshop: a note, a case and an agenda item."""
    origin = tmp_path / "asal.kotaham"
    with Workshop.create(origin, author="Panitia") as workshop:
        workshop.create_record("note", {"text": "awal "})
        workshop.create_record("case_study", {"title": "Kasus", "consent": "named"})
        workshop.create_record("agenda_item", {"title": "Pembukaan"})
    opened = []
    for name in ("Ani", "Budi", "Citra"):
        path = tmp_path / f"{name}.kotaham"
        shutil.copy(origin, path)
        opened.append(Workshop.open(path, author=name))
    yield opened
    for workshop in opened:
        workshop.close()


def only(workshop: Workshop, type_name: str) -> str:
    return workshop.records(type_name, include_deleted=True)[0].id


def exchange(*laptops: Workshop) -> None:
    for _ in range(len(laptops) + 2):
        if sum(one.merge_file(other.path).rows for one in laptops for other in laptops if one is not other) == 0:
            return
    raise AssertionError("the exchange never ends")


def agree(*laptops: Workshop) -> None:
    def all_of(workshop):
        return [workshop.records(name, include_deleted=True) for name in RECORD_TYPES], workshop.conflicts()

    for laptop in laptops:
        assert all_of(laptop) == all_of(laptops[0])
        assert laptop.check().problems == []


def values(workshop: Workshop) -> dict[str, list[object]]:
    return {one.field: sorted((each.value for each in one.candidates), key=str) for one in workshop.conflicts()}


def test_two_values_at_once_are_listed_with_their_authors_on_both_laptops(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"minutes": 45})
    budi.set_fields(item, {"minutes": 90})
    exchange(ani, budi)
    for laptop in (ani, budi):
        (conflict,) = laptop.conflicts()
        assert {(one.author, one.value) for one in conflict.candidates} == {("Ani", 45), ("Budi", 90)}
        assert all(type(one.value) is int for one in conflict.candidates)
        assert laptop.record(item).number("minutes") in (45, 90)
    agree(ani, budi)


def test_a_person_decides_once_and_the_decision_travels(laptops):
    ani, budi, citra = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"people": ("a",)})
    budi.set_fields(item, {"people": ("b", "c")})
    exchange(ani, budi, citra)
    (conflict,) = citra.conflicts()
    wanted = next(number for number, one in enumerate(conflict.candidates) if one.value == ("b", "c"))
    citra.choose(conflict.id, wanted)
    assert citra.conflicts() == []
    exchange(ani, budi, citra)
    assert [laptop.conflicts() for laptop in laptops] == [[], [], []]
    assert [laptop.record(item).ids("people") for laptop in laptops] == [("b", "c")] * 3
    agree(*laptops)


def test_choosing_what_stands_already_decides_too(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"room": "B"})
    exchange(ani, budi)
    (conflict,) = ani.conflicts()
    standing = ani.record(item).text("room")
    ani.choose(conflict.id, [one.value for one in conflict.candidates].index(standing))
    exchange(ani, budi)
    assert budi.conflicts() == []
    with pytest.raises(KeyError):
        budi.choose(conflict.id, 0)


def test_simply_writing_the_field_again_decides_too(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"room": "B"})
    exchange(ani, budi)
    budi.set_fields(item, {"room": "Aula"})
    exchange(ani, budi)
    assert (ani.conflicts(), budi.conflicts(), ani.record(item).text("room")) == ([], [], "Aula")


def test_two_different_decisions_at_once_are_a_conflict_again(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"room": "B"})
    exchange(ani, budi)
    (conflict,) = ani.conflicts()
    ani.choose(conflict.id, 0)
    budi.choose(conflict.id, 1)
    exchange(ani, budi)
    assert values(ani) == values(budi) == {"room": ["A", "B"]}


def test_the_same_value_twice_and_a_later_edit_are_no_conflict(laptops):
    ani, budi, citra = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"room": "A"})
    citra.merge_file(ani.path)
    citra.set_fields(item, {"minutes": 5})
    exchange(*laptops)
    assert [laptop.conflicts() for laptop in laptops] == [[], [], []]


def test_different_fields_of_one_record_are_no_conflict(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"minutes": 15})
    exchange(ani, budi)
    assert ani.conflicts() == []
    assert (ani.record(item).text("room"), ani.record(item).number("minutes")) == ("A", 15)


def test_a_third_laptop_that_saw_one_side_is_later_than_that_side_only(laptops):
    ani, budi, citra = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"room": "A"})
    budi.set_fields(item, {"room": "B"})
    citra.merge_file(ani.path)
    citra.set_fields(item, {"room": "C"})
    exchange(*laptops)
    assert values(ani) == {"room": ["B", "C"]}
    agree(*laptops)


def test_words_written_in_one_text_at_once_are_all_there(laptops):
    ani = laptops[0]
    note = only(ani, "note")
    for laptop in laptops:
        for number in range(10):
            laptop.edit_text(note, "text", laptop.record(note).text("text") + f"{laptop.author}{number} 👩‍👩‍👧 ")
    exchange(*laptops)
    words = ani.record(note).text("text").split()
    assert sorted(word for word in words if word[-1].isdigit()) == sorted(
        f"{laptop.author}{number}" for laptop in laptops for number in range(10)
    )
    agree(*laptops)


def test_an_edit_beats_a_deletion_made_at_once(laptops):
    ani, budi, citra = laptops
    note = only(ani, "note")
    ani.delete_record(note)
    budi.edit_text(note, "text", "awal, masih ditulis ")
    exchange(*laptops)
    assert [laptop.record(note).deleted for laptop in laptops] == [False, False, False]
    assert citra.record(note).text("text") == "awal, masih ditulis "
    agree(*laptops)


def test_a_deletion_made_after_an_edit_was_seen_stands(laptops):
    ani, budi, _ = laptops
    note = only(ani, "note")
    budi.edit_text(note, "text", "awal, masih ditulis ")
    ani.merge_file(budi.path)
    ani.delete_record(note)
    exchange(ani, budi)
    assert ani.record(note).deleted
    assert budi.record(note).deleted


def test_taking_back_an_older_edit_does_not_bring_a_deleted_record_back(laptops):
    ani, budi, _ = laptops
    item, note = only(ani, "agenda_item"), only(ani, "note")
    with ani.batch("edit"):
        ani.edit_text(note, "text", "awal dan lagi ")
        ani.set_fields(item, {"room": "A"})
    ani.delete_record(note)
    ani.edit_text(note, "text", "awal ")
    exchange(ani, budi)
    assert ani.record(note).deleted
    assert budi.record(note).deleted


def test_two_deletions_at_once_stand(laptops):
    ani, budi, _ = laptops
    note = only(ani, "note")
    ani.delete_record(note)
    budi.delete_record(note)
    exchange(ani, budi)
    assert ani.record(note).deleted
    agree(ani, budi)


def test_the_stricter_level_stands_without_a_question(laptops):
    ani, _, citra = laptops
    case = only(ani, "case_study")
    ani.set_fields(case, {"level": "L0"})
    citra.set_fields(case, {"title": "Kasus air"})
    exchange(*laptops)
    assert [laptop.record(case).text("level") for laptop in laptops] == ["L0", "L0", "L0"]
    assert ani.conflicts() == []


def test_a_refusal_stands_whatever_another_wrote_at_the_same_time(laptops):
    ani, budi, citra = laptops
    case = only(ani, "case_study")
    ani.set_fields(case, {"consent": "anonymous"})
    budi.set_fields(case, {"consent": "refused"})
    citra.set_fields(case, {"consent": "internal"})
    exchange(*laptops)
    assert [laptop.record(case).text("consent") for laptop in laptops] == ["refused"] * 3
    agree(*laptops)
    assert ani.conflicts() == []


def test_votes_of_all_laptops_are_counted(laptops):
    ani, *_ = laptops
    row = ani.create_record("exercise_row", {"values": {"gagasan": "sumur"}})
    exchange(*laptops)
    for laptop in laptops:
        laptop.set_fields(row, {"values": {f"suara {laptop.author}": "1"}})
    exchange(*laptops)
    votes = [name for name in ani.record(row).answers() if name.startswith("suara")]
    assert votes == ["suara Ani", "suara Budi", "suara Citra"]


def test_a_merge_can_be_repeated_and_go_round_without_anything_new(laptops):
    ani, budi, citra = laptops
    ani.create_record("note", {"text": "dari Ani"})
    budi.merge_file(ani.path)
    citra.merge_file(budi.path)
    assert citra.count("note") == 2
    assert ani.merge_file(citra.path).created == {}
    again = citra.merge_file(budi.path)
    assert (again.created, again.changed, again.decided_by_rule) == ({}, {}, 0)
    assert ani.count("note") == 2


def test_a_merge_that_brings_only_notes_of_merges_leaves_the_laptop_able_to_write(laptops):
    ani, budi, _ = laptops
    ani.create_record("note", {"text": "dari Ani"})
    budi.merge_file(ani.path)
    ani.close()
    ani = laptops[0] = Workshop.open(ani.path, author="Ani")
    ani.merge_file(budi.path)
    ani.create_record("note", {"text": "sesudahnya"})
    assert ani.count("note") == 3
    assert ani.check().is_sound


def test_photos_come_along_with_the_notes(laptops):
    ani, budi, _ = laptops
    budi.attach(only(budi, "note"), b"gambar" * 1000, "image/png", caption="Sumur")
    assert ani.merge_file(budi.path).attachments == 1
    (photo,) = ani.records("attachment")
    assert ani.attachment_content(photo.text("sha256")) == b"gambar" * 1000


def test_the_merge_says_what_came_and_from_whom(laptops):
    ani, budi, _ = laptops
    budi.create_records([("note", {"text": "a"}), ("note", {"text": "b"}), ("person", {"name": "Sari"})])
    told = []
    ani.subscribe(told.append)
    summary = ani.merge_file(budi.path)
    assert (summary.authors, summary.created) == (("Budi",), {"note": 2, "person": 1})
    assert [(change.own, change.types) for change in told] == [(False, frozenset({"note", "person"}))]


def test_the_other_file_stays_as_it_is_to_the_byte(laptops):
    ani, budi, _ = laptops
    budi.create_record("note", {"text": "b"})
    budi.close()
    before = budi.path.read_bytes()
    ani.merge_file(budi.path)
    assert budi.path.read_bytes() == before
    assert not budi.path.with_name(budi.path.name + "-wal").exists()


def test_a_merge_that_was_stopped_has_changed_nothing(laptops):
    ani, budi, _ = laptops
    budi.create_record("note", {"text": "b"})
    with pytest.raises(MergeCancelled):
        prepare_merge(ani.path, budi.path, cancelled=lambda: True)
    steps = ani.merge_steps(prepare_merge(ani.path, budi.path))
    next(steps)
    steps.close()
    assert ani.count("note") == 1
    assert ani.check().is_sound
    ani.create_record("note", {"text": "tetap bekerja"})
    ani.merge_file(budi.path)
    assert ani.count("note") == 3


def test_what_is_written_between_trial_and_merge_stays(laptops):
    ani, budi, _ = laptops
    note = only(ani, "note")
    budi.edit_text(note, "text", "awal dari Budi ")
    plan = prepare_merge(ani.path, budi.path)
    ani.edit_text(note, "text", "dari Ani awal ")
    for _ in ani.merge_steps(plan):
        pass
    assert ani.record(note).text("text") == "dari Ani awal dari Budi "
    assert ani.check().is_sound


def test_a_copy_of_a_copy_and_an_old_backup_go_on_without_losing_anything(laptops, tmp_path):
    ani, budi, _ = laptops
    note = only(ani, "note")
    ani.edit_text(note, "text", "awal satu ")
    ani.rest()
    backup = tmp_path / "cadangan.kotaham"
    shutil.copy(ani.path, backup)
    ani.edit_text(note, "text", "awal satu dua ")
    budi.merge_file(ani.path)
    with Workshop.open(backup, author="Ani") as revived:
        revived.edit_text(note, "text", "awal satu tiga ")
        exchange(revived, budi, ani)
        assert set(revived.record(note).text("text").split()) == {"awal", "satu", "dua", "tiga"}
        agree(revived, budi, ani)


def test_a_decision_taken_back_waits_again_after_reopening_and_on_every_laptop(laptops):
    ani, budi, citra = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"minutes": 45})
    budi.set_fields(item, {"minutes": 90})
    exchange(ani, budi)
    stood = ani.record(item).number("minutes")
    (conflict,) = ani.conflicts()
    other = next(number for number, one in enumerate(conflict.candidates) if one.value != stood)
    ani.choose(conflict.id, other)
    exchange(ani, budi, citra)
    assert [laptop.conflicts() for laptop in laptops] == [[], [], []]
    assert ani.undo()
    assert ani.record(item).number("minutes") == stood
    assert values(ani) == {"minutes": [45, 90]}
    exchange(ani, budi, citra)
    agree(ani, budi, citra)
    assert values(citra) == {"minutes": [45, 90]}
    citra.rebuild()
    assert values(citra) == {"minutes": [45, 90]}
    assert ani.redo()
    assert ani.conflicts() == []
    ani.reopen(conflict, stood)
    exchange(ani, budi, citra)
    agree(ani, budi, citra)
    assert values(budi) == {"minutes": [45, 90]}
    assert ani.undo()
    assert ani.conflicts() == []
    exchange(ani, budi, citra)
    assert [laptop.conflicts() for laptop in laptops] == [[], [], []]
    agree(ani, budi, citra)


def test_undoing_an_ordinary_change_after_a_decision_keeps_the_decision(laptops):
    ani, budi, _ = laptops
    item = only(ani, "agenda_item")
    ani.set_fields(item, {"minutes": 45})
    budi.set_fields(item, {"minutes": 90})
    exchange(ani, budi)
    ani.choose(ani.conflicts()[0].id, 0)
    ani.set_fields(item, {"minutes": 15})
    assert ani.undo()
    assert ani.conflicts() == []
    exchange(ani, budi)
    agree(ani, budi)
