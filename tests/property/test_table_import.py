"""Whatever a table contains, reading it gives rows or an expected refusal, and every row is accounted for."""

import contextlib
import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.person_import import guess_mapping, plan_import
from kotaham_desktop.exchange.table_reading import read_pasted, read_table_content

words = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=20)
names = words.filter(lambda text: any(letter.isalpha() for letter in text))


@settings(deadline=None)
@given(
    st.lists(st.tuples(names, words), min_size=1, max_size=20),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_row_of_a_written_table_is_ready_or_a_problem_or_a_duplicate_or_about_nobody(people, separator, encoding):
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["Nama", "Instansi"])
    writer.writerows(people)
    table = read_table_content(target.getvalue().encode(encoding), "daftar.csv", PERSON)
    plan = plan_import(table, guess_mapping(table))
    rows = [*(row.row for row in plan.ready), *(row.row for row in plan.problems)]
    rows += [*(row.row for row in plan.duplicates), *plan.passed_over]
    assert sorted(rows) == [row.number for row in table.rows]
    again = plan_import(table, guess_mapping(table), [Record("x", "person", dict(row.values)) for row in plan.ready])
    assert not again.ready


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_an_expected_refusal(content):
    for start in (b"", b"PK\x03\x04", b"Nama;Instansi\n"):
        with contextlib.suppress(ExpectedError):
            table = read_table_content(start + content, "x", PERSON)
            plan_import(table, guess_mapping(table))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300) | st.text(alphabet='"\t;,\n\r a\x00\ud800', max_size=200))
def test_any_pasted_text_gives_a_table_or_an_expected_refusal(text):
    with contextlib.suppress(ExpectedError):
        table = read_pasted(text, PERSON)
        plan_import(table, guess_mapping(table))
