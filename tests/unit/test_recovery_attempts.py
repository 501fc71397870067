"""Waiting after wrong passphrases: growing, remembered across programs, harmless when its own file is harmed."""

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotaham_desktop.application.unlock_attempts import AttemptMemory, counted, delay_after, state_file
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2022, 8, 23, 10, 42, tzinfo=timezone(timedelta(hours=7)))

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rahasia.kotaham"
    Workshop.create(path, author="Rina", passphrase="tiga nelayan pulang").close()
    return path


def test_the_wait_doubles_up_to_a_minute():
    assert [delay_after(wrong) for wrong in (0, 1, 2, 3, 4, 5, 8, 400)] == [0, 0, 0, 2, 4, 8, 60, 60]


def test_a_program_that_starts_later_goes_on_waiting(path, watch):
    memory = AttemptMemory(clock=watch)
    for _ in range(5):
        memory.was_wrong(path)
    assert AttemptMemory(clock=watch).seconds_left(path) == 8
    watch.turn(seconds=5)
    assert AttemptMemory(clock=watch).seconds_left(path) == 3
    watch.turn(seconds=3)
    assert AttemptMemory(clock=watch).seconds_left(path) == 0
    assert AttemptMemory(clock=watch).was_wrong(path) == 6


def test_a_copy_under_another_name_waits_too_and_another_file_does_not(path, watch, tmp_path):
    other = tmp_path / "lain.kotaham"
    Workshop.create(other, author="Rina", passphrase="tiga nelayan pulang").close()
    copied = tmp_path / "salinan.kotaham"
    shutil.copy(path, copied)
    memory = AttemptMemory(clock=watch)
    for _ in range(3):
        memory.was_wrong(path)
    assert memory.seconds_left(copied) == 2
    assert memory.seconds_left(other) == 0


def test_the_right_one_ends_the_counting_for_all_programs(path, watch):
    memory = AttemptMemory(clock=watch)
    for _ in range(4):
        memory.was_wrong(path)
    memory.was_right(path)
    assert AttemptMemory(clock=watch).seconds_left(path) == 0
    assert memory.was_wrong(path) == 1


def test_a_clock_set_back_makes_nobody_wait_for_days(path, watch):
    memory = AttemptMemory(clock=watch)
    for _ in range(3):
        memory.was_wrong(path)
    watch.turn(days=-400)
    assert memory.seconds_left(path) == 2


def test_what_is_a_month_old_is_forgotten(path, watch):
    memory = AttemptMemory(clock=watch)
    for _ in range(9):
        memory.was_wrong(path)
    watch.turn(days=31)
    assert AttemptMemory(clock=watch).was_wrong(path) == 1


def test_deleting_the_count_does_not_free_the_program_that_runs(path, watch):
    memory = AttemptMemory(clock=watch)
    for _ in range(4):
        memory.was_wrong(path)
    state_file().unlink()
    assert memory.seconds_left(path) == 4


def test_the_count_names_no_file_and_lies_outside_the_workshop(path, watch):
    before = path.read_bytes()
    AttemptMemory(clock=watch).was_wrong(path)
    kept = state_file().read_text(encoding="utf-8")
    assert path.stem not in kept
    assert str(path.parent) not in kept
    assert path.read_bytes()[:16].hex() not in kept
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "harmed", ["", "{", "[]", '{"x": 1}', '{"x": [1, "y"]}', '{"x": [-5, 1]}', '{"x": [true, 2]}', "\0", "[" * 100_000]
)
def test_a_harmed_count_begins_anew(path, watch, harmed):
    state_file().parent.mkdir(parents=True)
    state_file().write_text(harmed, encoding="utf-8")
    memory = AttemptMemory(clock=watch)
    assert memory.seconds_left(path) == 0
    assert memory.was_wrong(path) == 1
    assert len(json.loads(state_file().read_text(encoding="utf-8"))) in {1, 2}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_content_of_the_count_is_read_without_harm(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("count") / "percobaan.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    watch = Watch()
    assert AttemptMemory(file, watch).seconds_left(file) == 0
    assert AttemptMemory(file, watch).was_wrong(file) >= 1


def test_a_place_that_cannot_be_written_counts_until_the_program_ends(path, watch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    memory = AttemptMemory(blocked / "percobaan.json", watch)
    for _ in range(3):
        memory.was_wrong(path)
    assert memory.seconds_left(path) == 2


def test_a_try_before_its_time_is_not_even_made(path, watch):
    memory, tried = AttemptMemory(clock=watch), []

    def fail(code: str) -> None:
        if code:
            raise ExpectedError(code)

    def one_try(code: str = "") -> str:
        try:
            with counted(path, memory):
                tried.append(code)
                fail(code)
        except ExpectedError as error:
            return error.code
        return ""

    assert [one_try("passphrase_wrong") for _ in range(3)] == ["passphrase_wrong"] * 3
    assert one_try() == "passphrase_must_wait"
    assert len(tried) == 3
    watch.turn(seconds=2)
    assert one_try("disk_full") == "disk_full"
    assert one_try() == ""
    assert one_try("kit_wrong_file") == "kit_wrong_file"
