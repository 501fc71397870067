"""C6: what happens when two people do two things at once, thirty times by name, in both directions."""

# ruff: noqa: E501 - one case, one line
from collections.abc import Callable

import pytest

from tests.proof.figures import record
from tests.proof.merge_laptops import Laptop, laptops

Act = Callable[[Laptop], object]
NOTE, CASE, ITEM = "note-0", "case_study-0", "agenda_item-0"


def writes(record_id: str, **values: object) -> Act:
    return lambda laptop: laptop.edit(record_id, **values)


def appends(word: str) -> Act:
    return lambda laptop: laptop.edit(NOTE, text=laptop.text(NOTE) + f"{word} ")


def deletes(record_id: str) -> Act:
    return lambda laptop: laptop.delete(record_id)


def restores(record_id: str) -> Act:
    return lambda laptop: laptop.delete(record_id, deleted=False)


def does(*acts: Act) -> Act:
    def all_of_them(laptop: Laptop) -> None:
        for act in acts:
            act(laptop)

    return all_of_them


def undone(act: Act) -> Act:
    return does(act, lambda laptop: laptop.undo())


def nothing(laptop: Laptop) -> None:
    del laptop


def stands(record_id: str, **values: object) -> Callable[[Laptop], bool]:
    def holds(laptop: Laptop) -> bool:
        found = laptop.tables.record(record_id)
        return not found.deleted and all(found.values[name] == value for name, value in values.items())

    return holds


def is_in_the_trash(record_id: str) -> Callable[[Laptop], bool]:
    return lambda laptop: laptop.tables.record(record_id).deleted


def disputes(record_id: str, name: str, *values: object) -> Callable[[Laptop], bool]:
    def listed(laptop: Laptop) -> bool:
        found = [one for one in laptop.conflicts() if (one.record_id, one.field) == (record_id, name)]
        return [sorted(str(each.value) for each in one.candidates) for one in found] == [sorted(map(str, values))]

    return listed


def agrees(laptop: Laptop) -> bool:
    return laptop.conflicts() == []


def reads(*words: str) -> Callable[[Laptop], bool]:
    return lambda laptop: sorted(laptop.text(NOTE).split()) == sorted(words)


def every(*rules: Callable[[Laptop], bool]) -> Callable[[Laptop], bool]:
    return lambda laptop: all(rule(laptop) for rule in rules)


BEFORE = does(appends("awal"), writes(ITEM, minutes=30, day=1, room="A"), writes(CASE, title="Kasus", level="L1"))

CASES: dict[str, tuple[Act, Act, Callable[[Laptop], bool]]] = {
    "delete, edit of the text": (deletes(NOTE), appends("lagi"), every(stands(NOTE), reads("awal", "lagi"))),
    "delete, edit of a field": (deletes(NOTE), writes(NOTE, speaker="Ibu"), stands(NOTE, speaker="Ibu")),
    "delete, edit and its undo": (deletes(NOTE), undone(appends("lagi")), stands(NOTE)),
    "delete, nothing": (deletes(NOTE), nothing, is_in_the_trash(NOTE)),
    "delete, delete": (deletes(NOTE), deletes(NOTE), is_in_the_trash(NOTE)),
    "delete and restore, nothing": (does(deletes(NOTE), restores(NOTE)), nothing, stands(NOTE)),
    "delete and restore, delete": (does(deletes(NOTE), restores(NOTE)), deletes(NOTE), stands(NOTE)),
    "delete and restore, edit": (does(deletes(NOTE), restores(NOTE)), appends("lagi"), every(stands(NOTE), reads("awal", "lagi"))),
    "edit then delete, edit": (does(appends("satu"), deletes(NOTE)), appends("dua"), every(stands(NOTE), reads("awal", "satu", "dua"))),
    "undone delete, edit": (undone(deletes(NOTE)), appends("lagi"), every(stands(NOTE), reads("awal", "lagi"))),
    "move to another day, edit of the title": (writes(ITEM, day=2), writes(ITEM, title="Baru"), every(stands(ITEM, day=2, title="Baru"), agrees)),
    "move within the day, edit of the minutes": (writes(ITEM, position=9.5), writes(ITEM, minutes=45), every(stands(ITEM, position=9.5, minutes=45), agrees)),
    "move, delete": (writes(ITEM, day=2), deletes(ITEM), stands(ITEM, day=2)),
    "two moves to different days": (writes(ITEM, day=2), writes(ITEM, day=3), every(stands(ITEM), disputes(ITEM, "day", 2, 3))),
    "two moves to one day": (writes(ITEM, day=2), writes(ITEM, day=2), every(stands(ITEM, day=2), agrees)),
    "two edits of one field": (writes(ITEM, minutes=45), writes(ITEM, minutes=90), disputes(ITEM, "minutes", 45, 90)),
    "two equal edits of one field": (writes(ITEM, minutes=45), writes(ITEM, minutes=45), every(stands(ITEM, minutes=45), agrees)),
    "two edits of two fields": (writes(ITEM, minutes=45), writes(ITEM, room="B"), every(stands(ITEM, minutes=45, room="B"), agrees)),
    "an edit and an emptying of one field": (writes(ITEM, room="B"), writes(ITEM, room=""), disputes(ITEM, "room", "B", "")),
    "two edits of one field, one of them taken back": (undone(writes(ITEM, room="B")), writes(ITEM, room="C"), disputes(ITEM, "room", "A", "C")),
    "two lists of people": (writes(ITEM, people=("a",)), writes(ITEM, people=("a", "b")), disputes(ITEM, "people", ("a",), ("a", "b"))),
    "words at the end of one text": (appends("satu"), appends("dua"), every(reads("awal", "satu", "dua"), agrees)),
    "words at the beginning of one text": (
        lambda laptop: laptop.edit(NOTE, text="satu " + laptop.text(NOTE)),
        lambda laptop: laptop.edit(NOTE, text="dua " + laptop.text(NOTE)),
        every(reads("awal", "satu", "dua"), agrees),
    ),
    "a text emptied, a word added": (writes(NOTE, text=""), appends("lagi"), every(reads("lagi"), agrees)),
    "the same word taken out of one text twice": (writes(NOTE, text=""), writes(NOTE, text=""), every(reads(), agrees)),
    "a stricter level, a field": (writes(CASE, level="L0"), writes(CASE, title="Baru"), every(stands(CASE, level="L0", title="Baru"), agrees)),
    "two levels, the stricter stands": (writes(CASE, level="L0"), does(writes(CASE, level="L1"), writes(CASE, title="B")), every(stands(CASE, level="L0"), agrees)),
    "a refusal, a consent": (writes(CASE, consent="refused"), writes(CASE, consent="named"), every(stands(CASE, consent="refused"), agrees)),
    "two new notes": (lambda laptop: laptop.create("note"), lambda laptop: laptop.create("note"), lambda laptop: len(laptop.tables.records("note")) == 3),
    "a new note, everything deleted": (lambda laptop: laptop.create("note"), does(deletes(NOTE), deletes(CASE)), lambda laptop: len(laptop.tables.records("note")) == 1),
}  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True], ids=["first", "second"])
@pytest.mark.parametrize("name", list(CASES))
def test_two_people_do_two_things_at_once(name, swapped):
    one, other, rule = CASES[name]
    ani, budi = laptops(2, names=("Ani", "Budi"))
    BEFORE(ani)
    budi.merge(ani.connection)
    first, second = (budi, ani) if swapped else (ani, budi)
    one(first)
    other(second)
    for _ in range(2):
        first.merge(second.connection)
        second.merge(first.connection)
    kept = ani.values() == budi.values() and ani.conflicts() == budi.conflicts()
    kept = kept and (rule is None or (rule(ani) and rule(budi))) and ani.is_sound() and budi.is_sound()
    record("C6", "two things done at once, by name, both directions", 1, int(not kept))
    assert kept, (ani.values(), ani.conflicts())
    for laptop in (ani, budi):
        laptop.close()
