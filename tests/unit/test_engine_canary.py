"""What the engine does silently. When a new pycrdt changes any of this, the rules around it deserve a new look."""

import gc
import random
import weakref

import pytest
from pycrdt import Doc, Map, Text, merge_updates

from kotaham_desktop.storage.document import CREATE, EDIT, Document, joined
from kotaham_desktop.storage.recorder import new_client_id
from tests.proof.figures import record


def typed_by_one_author(edits=20, seed=0):
    """The updates of one author who types and deletes, in order, and the text that they make."""
    generator = random.Random(seed)
    document = Document(1)
    document.watch()
    with document.transaction(CREATE) as captured:
        document.create("note", {}, {"text": ""})
    updates = [change.update for change in captured]
    text = ""
    for number in range(edits):
        place = generator.randint(0, len(text))
        text = text[:place] + f"kata{number} " + text[place:]
        if number % 4 == 3:
            start = generator.randrange(len(text))
            text = text[:start] + text[start + 3 :]
        with document.transaction(EDIT) as captured:
            document.rewrite_text("note", "text", text)
        updates += [change.update for change in captured]
    document.close()
    return updates, text


def text_after(updates):
    document = Document(2)
    for update in updates:
        document.apply(update)
    return document.stored("note")["text"] if "note" in document else ""


def shuffled(updates, seed):
    mixed = list(updates)
    random.Random(seed).shuffle(mixed)
    return mixed


def test_updates_out_of_order_lose_text_in_the_engine_and_so_we_never_apply_them_so():
    wrong = 0
    for seed in range(30):
        updates, text = typed_by_one_author(seed=seed)
        wrong += text_after(shuffled(updates, seed)) != text
    assert wrong > 0, "pycrdt applies updates in any order now: the rules of the merge may become simpler"


def test_a_damaged_document_shows_in_its_clocks():
    for seed in range(30):
        updates, text = typed_by_one_author(seed=seed)
        whole, damaged = Document(2), Document(3)
        for update in updates:
            whole.apply(update)
        for update in shuffled(updates, seed):
            damaged.apply(update)
        if damaged.clocks() == whole.clocks():
            assert damaged.stored("note")["text"] == text


@pytest.mark.parametrize("seed", range(30))
def test_our_ways_bring_every_letter_whatever_the_order_of_arrival(seed):
    updates, text = typed_by_one_author(seed=seed)
    assert text_after(updates) == text
    assert text_after([*updates, *updates]) == text
    assert text_after(joined(updates)) == text
    assert text_after([merge_updates(*shuffled(updates, seed))]) == text
    record("C13", "the engine's ways that we rely on: letters lost", 1, 0)


def test_updates_are_joined_in_pieces_because_one_call_over_a_long_log_is_quadratic():
    updates, text = typed_by_one_author(edits=1200)
    assert len(joined(updates)) == 3
    assert text_after(joined(updates)) == text


def test_a_changed_bit_may_be_accepted_so_every_row_carries_a_checksum():
    updates, text = typed_by_one_author(edits=3)
    accepted = 0
    for position in range(len(updates[-1]) * 8):
        flipped = bytearray(updates[-1])
        flipped[position // 8] ^= 1 << position % 8
        try:
            accepted += text_after([*updates[:-1], bytes(flipped)]) != text
        except ValueError:
            continue
    assert accepted > 0


def test_adding_to_a_stored_text_in_place_would_empty_it():
    document = Doc()
    note = document.get("record", type=Map)
    note["text"] = Text("kota")
    note["text"] += " ham"
    assert str(note["text"]) == ""


def test_two_documents_with_one_client_id_diverge_while_they_say_that_they_agree():
    one, other = Document(7), Document(7)
    for document, word in ((one, "satu"), (other, "dua")):
        document.watch()
        with document.transaction(CREATE):
            document.create("note", {}, {"text": word + " " * (len("satu") - len(word))})
    for document, update in ((one, other.state()), (other, one.state())):
        document.apply(update)
        document.close()
    assert one.clocks() == other.clocks()
    assert one.stored("note") != other.stored("note")


def test_client_ids_are_never_the_same_and_fit_what_other_yjs_programs_keep():
    ids = [new_client_id() for _ in range(10_000)]
    assert len(set(ids)) == len(ids)
    assert all(0 < client_id < 2**53 for client_id in ids)


def test_whole_numbers_come_back_as_floats():
    records = Doc().get("record", type=Map)
    records["minutes"] = 90
    assert type(records["minutes"]) is float


def test_a_closed_document_leaves_the_memory():
    document = Document(1)
    document.watch()
    with document.transaction(CREATE):
        document.create("note", {}, {"text": "x" * 1000})
    inner = weakref.ref(document)
    document.close()
    del document
    gc.collect()
    assert inner() is None


def test_an_observer_only_collects_and_both_sides_see_each_change_once():
    document = Document(1)
    document.watch()
    with document.transaction(CREATE) as captured:
        document.create("note", {"level": "L1", "minutes": 5}, {"text": ""})
    assert [dict(change.touched) for change in captured] == [{"note": {"+": None}}]
    with document.transaction(EDIT) as captured:
        document.rewrite_text("note", "text", "kota")
        document.set_plain("note", "level", "L2")
    assert [dict(change.touched) for change in captured] == [{"note": {"text": None, "level": "L2"}}]
    with document.transaction(EDIT) as captured:
        pass
    assert captured == []
    document.close()
