"""Whatever people do on their laptops and in whatever order they exchange it: all agree and nothing is lost."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaham_desktop.application.workshop import Workshop
from tests.property.laptops import WORDS, Training

numbers = st.integers(0, 5)
laptop = st.integers(0, 5)
record = st.integers(0, 4)

steps = st.one_of(
    st.tuples(st.just("type_in"), laptop, record, numbers, numbers, st.sampled_from(WORDS)),
    st.tuples(st.just("type_in"), laptop, record, numbers, numbers, st.sampled_from(WORDS)),
    st.tuples(st.just("take_out"), laptop, record, numbers, numbers),
    st.tuples(st.just("write"), laptop, record, numbers, numbers),
    st.tuples(st.just("write"), laptop, record, numbers, numbers),
    st.tuples(st.just("create"), laptop, numbers),
    st.tuples(st.just("answer"), laptop, record, numbers),
    st.tuples(st.just("delete"), laptop, record),
    st.tuples(st.just("restore"), laptop, record),
    st.tuples(st.just("attach"), laptop, record, numbers),
    st.tuples(st.just("undo"), laptop),
    st.tuples(st.just("redo"), laptop),
    st.tuples(st.just("decide"), laptop, numbers),
    st.tuples(st.just("reopen"), laptop),
    st.tuples(st.just("rest"), laptop),
    st.tuples(st.just("copy"), laptop),
    st.tuples(st.just("back_up"), laptop),
    st.tuples(st.just("revive")),
    st.tuples(st.just("merge"), laptop, laptop),
    st.tuples(st.just("merge"), laptop, laptop),
    st.tuples(st.just("merge_closed"), laptop, laptop),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "pelatihan.kotaham"
    with Workshop.create(path, author="Panitia") as workshop:
        workshop.create_record("note", {"text": "kota ham 👩‍👩‍👧 "})
        workshop.create_record("case_study", {"title": "Kasus"})
        workshop.create_record("agenda_item", {"title": "Pembukaan"})
        workshop.create_record("exercise_row", {"values": {"akar": "banjir"}})
    return path


def carry_out(training, step):
    name, *arguments = step
    if name == "revive":
        training.revive()
        return
    laptop = training.laptops[arguments.pop(0) % len(training.laptops)]
    if name in ("type_in", "take_out", "write", "answer", "delete", "restore", "attach"):
        records = laptop.records()
        arguments[0] = records[arguments[0] % len(records)]
    match name:
        case "undo" | "redo":
            training.undo(laptop, again=name == "redo")
        case "reopen":
            laptop.reopen()
        case "rest":
            laptop.workshop.rest()
        case "merge" | "merge_closed":
            other = training.laptops[arguments[0] % len(training.laptops)]
            training.merge(laptop, other, closed=name == "merge_closed")
        case _:
            getattr(training, name)(laptop, *arguments)


@settings(max_examples=settings.default.max_examples // 4)
@given(st.integers(2, 4), st.lists(steps, min_size=5, max_size=40))
def test_laptops_that_exchange_everything_agree_and_lose_nothing(template, laptops, script):
    with tempfile.TemporaryDirectory() as folder:
        training = Training(Path(folder), template, laptops)
        try:
            for step in script:
                carry_out(training, step)
            training.exchange()
            training.verify()
        finally:
            training.close()
