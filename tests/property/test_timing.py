"""Agenda timing for any agenda that people or a merge can make."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from kotaham_desktop.domain.agenda import minutes_by_day, ordered_agenda, placement, position_between, timed_agenda
from kotaham_desktop.domain.record import Record

CLOCKS = st.one_of(
    st.none(), st.sampled_from(["", "25:00", "pagi"]), st.times().map(lambda moment: moment.strftime("%H:%M"))
)


@st.composite
def agendas(draw: st.DrawFn) -> list[Record]:
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "day": st.one_of(st.none(), st.integers(1, 4)),
                    "position": st.one_of(st.none(), st.floats(-100, 100), st.integers(0, 5)),
                    "minutes": st.one_of(st.none(), st.integers(-10, 2000)),
                    "start": CLOCKS,
                }
            ),
            max_size=12,
        )
    )
    return [Record(f"a{number:02}", "agenda_item", row) for number, row in enumerate(rows)]


@given(agendas())
def test_every_item_appears_once_in_the_order_of_days_and_positions(items: list[Record]) -> None:
    timed = timed_agenda(items, first_day=date(2022, 8, 22))
    assert [item.record for item in timed] == ordered_agenda(items)
    assert [item.day for item in timed] == sorted(item.day for item in timed)


@given(agendas())
def test_an_item_without_an_own_start_follows_all_before_it_without_gap_or_overlap(items: list[Record]) -> None:
    ends: dict[int, int] = {}
    for item in timed_agenda(items, first_day=None, day_start=time(8, 0)):
        if not item.fixed:
            assert item.start_minute == ends.get(item.day, 8 * 60)
            assert item.overlap_minutes == 0
            assert item.gap_minutes == 0
        ends[item.day] = max(item.end_minute, ends.get(item.day, item.end_minute))


@given(agendas())
def test_an_overlap_is_never_longer_than_the_item_and_never_comes_with_a_gap(items: list[Record]) -> None:
    for item in timed_agenda(items, first_day=None):
        assert 0 <= item.overlap_minutes <= item.minutes
        assert item.overlap_minutes == 0 or item.gap_minutes == 0


@given(agendas())
def test_the_days_add_up_to_the_items(items: list[Record]) -> None:
    timed = timed_agenda(items, first_day=None)
    assert sum(minutes_by_day(items).values()) == sum(item.minutes for item in timed)


@given(agendas(), st.integers(1, 4), st.data())
def test_an_item_that_is_moved_stands_right_before_the_chosen_one(
    items: list[Record], day: int, data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(["new", *(item.id for item in items)]))
    others = [item.id for item in timed_records_of(items, day) if item.id != moved]
    before = data.draw(st.sampled_from(["", *others]))
    changes = placement(items, moved, day=day, before=before)
    known = [*items, *([Record("new", "agenda_item")] if moved == "new" else [])]
    after = [Record(item.id, item.type, {**item.values, **changes.get(item.id, {})}) for item in known]
    expected = list(others)
    expected.insert(expected.index(before) if before else len(expected), moved)
    assert [item.id for item in timed_records_of(after, day)] == expected


def timed_records_of(items: list[Record], day: int) -> list[Record]:
    return [item.record for item in timed_agenda(items, first_day=None) if item.day == day]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e3))
def test_a_position_between_two_lies_between_them(before: float, distance: float) -> None:
    assert before < position_between(before, before + distance) < before + distance
    assert position_between(before, None) > before
    assert position_between(None, before) < before
