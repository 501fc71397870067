"""Updates of whatever people do are taken apart and put together to the same bytes; emptied ones keep every place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, UndoManager, merge_updates

from kotaham_desktop.storage.update_codec import UnreadableUpdateError, decode, encode

WORDS = ("a", "kota", "é", "👩‍👩‍👧", "한", "\n", "x" * 200)
VALUES = (None, True, 1, -70_000, 2.5, "teks", ["a", "b"], {"k": [1, {"d": None}]}, "")
numbers = st.integers(0, 50)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), numbers, numbers, numbers, st.sampled_from(WORDS)),
        st.tuples(st.just("delete"), numbers, numbers, numbers, numbers),
        st.tuples(st.just("set"), numbers, numbers, numbers, st.sampled_from(VALUES)),
        st.tuples(st.just("undo"), numbers, numbers, numbers, numbers),
        st.tuples(st.just("exchange"), numbers, numbers, numbers, numbers),
    ),
    max_size=40,
)


class Writer:
    """One person's document, which keeps every update that it made."""

    def __init__(self, number):
        self.doc = Doc(client_id=number)
        self.records = self.doc.get("record", type=Map)
        self.updates = []

    def watch(self):
        self.undo = UndoManager(scopes=[self.records], capture_timeout_millis=0)
        self.subscription = self.doc.observe(lambda event: self.updates.append(event.update))

    def place(self, name, number):
        text = str(self.records[name]["text"])
        return len(text[: number % (len(text) + 1)].encode())


def write(script):
    writers = [Writer(3), Writer(2**52 - 1), Writer(70_000)]
    first = writers[0]
    with first.doc.transaction():
        for name in ("satu", "dua"):
            first.records[name] = Map({"text": Text("Awal 👩‍👩‍👧 "), "nilai": 1, "type": "note"})
    for each in writers:
        if each is not first:
            each.doc.apply_update(first.doc.get_update())
        each.watch()
    for what, who, which, number, value in script:
        carry_out(what, writers[who % 3], writers[which % 3], ("satu", "dua")[which % 2], number, value)
    for writer in writers:
        writer.doc.unobserve(writer.subscription)
    return first.doc.get_update(), writers


def carry_out(what, writer, other, name, number, value):
    text = writer.records[name]["text"]
    match what:
        case "insert":
            text.insert(writer.place(name, number), value)
        case "delete":
            start, end = sorted((writer.place(name, number), writer.place(name, value)))
            del text[start:end]
        case "set":
            writer.records[name][("nilai", "baru")[number % 2]] = value
        case "undo":
            writer.undo.undo()
        case "exchange":
            writer.doc.apply_update(other.doc.get_update(writer.doc.get_state()))


@given(steps)
def test_an_update_taken_apart_and_put_together_is_the_same_to_the_byte(script):
    _, writers = write(script)
    for writer in writers:
        for update in [*writer.updates, writer.doc.get_update()]:
            assert encode(decode(update)) == update


@given(steps)
def test_emptied_updates_leave_every_other_text_and_value_as_it_was(script):
    _, writers = write(script)
    whole = merge_updates(*[writer.doc.get_update() for writer in writers])
    expected = Doc()
    expected.apply_update(whole)
    erased = {"dua"}
    owners = {}
    taken = decode(whole)
    items = list(taken.items())
    for _ in items:
        for item in items:
            inside = owners.get(item.origin) or owners.get(item.right) or owners.get(item.parent)
            if item.parent == "record":
                inside = item.key
            for offset in range(item.length if inside else 0):
                owners[item.client, item.clock + offset] = inside
        if all(item.is_gap or (item.client, item.clock) in owners for item in items):
            break
    emptied = encode(taken.emptied_where(lambda item: owners.get((item.client, item.clock)) in erased))
    left = Doc()
    left.apply_update(emptied)
    assert left.get_state() == expected.get_state()
    records = left.get("record", type=Map)
    assert records["satu"].to_py() == expected.get("record", type=Map)["satu"].to_py()
    assert records["dua"].to_py() == {"text": ""}
    assert len(emptied) <= len(whole)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_update_are_told_as_such(content):
    with suppress(UnreadableUpdateError):
        assert len(encode(decode(content))) <= len(content)


def test_an_update_that_is_cut_off_or_goes_on_is_told_as_such():
    update = write([("insert", 0, 0, 3, "kota")])[0]
    for length in range(len(update)):
        with pytest.raises(UnreadableUpdateError):
            decode(update[:length])
    with pytest.raises(UnreadableUpdateError):
        decode(update + b"\0")


def test_a_value_inside_a_value_without_end_is_told_as_such():
    update = write([("set", 0, 0, 0, "teks")])[1][0].updates[-1]
    place = update.index(b"\x77\x04teks")
    with pytest.raises(UnreadableUpdateError):
        decode(update[:place] + b"\x75\x01" * 100_000 + update[place:])
