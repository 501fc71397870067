"""What broke a merge or a check once and must not again: sealed rows kept as found, columns harmed by hand."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import log, rebuilding
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.workshop_file import WorkshopFile
from tests.proof.harmed_files import full_file
from tests.proof.merge_laptops import NOWHERE, Laptop, empty_file

REGRESSIONS = Path(__file__).parent / "regressions"


def read_in(kept: dict) -> Connection:
    """A file with the log that was kept."""
    connection = empty_file()
    connection.execute("BEGIN")
    for session in kept["sessions"]:
        log.add_session(connection, log.Session(*session))
    for _, client_id, seq, at, kind, clock, checksum, touched, update in kept["rows"]:
        row = log.LogRow(client_id, seq, at, kind, clock, bytes.fromhex(checksum), touched, bytes.fromhex(update))
        log.append(connection, row, here=True)
    connection.execute("COMMIT")
    return connection


@pytest.mark.parametrize("kept", sorted(REGRESSIONS.glob("merge-*.json")), ids=lambda path: path.stem)
def test_sealed_rows_that_once_came_in_are_refused_whole(kept):
    found = json.loads(kept.read_text(encoding="utf-8"))
    ours, theirs = read_in(found["ours"]), read_in(found["theirs"])
    rebuilding.rebuild(WorkshopFile(NOWHERE, ours, None, is_being_made=True))
    ani = Laptop("Ani", ours)
    before = ani.rows(), ani.values()
    with pytest.raises(ExpectedError) as raised:
        ani.merge(theirs)
    assert raised.value.code == "merge_not_proven"
    assert (ani.rows(), ani.values()) == before
    assert ani.is_sound()
    ani.close()
    theirs.close()


HARMS = {
    "who made a record": ("UPDATE note SET created_by = 'Orang lain' WHERE row = 3", "table_differs"),
    "when a record was changed": ("UPDATE note SET changed_at = changed_at + 1 WHERE row = 3", "table_differs"),
    "which changes belong to a record": ("UPDATE touch SET record = 'x' WHERE log_id = 5", "table_differs"),
    "the type of a record": ("UPDATE record_index SET type = 'person' WHERE type = 'agenda_item'", "table_differs"),
    "who is in dispute": ("UPDATE conflict SET candidates = replace(candidates, 'Budi', 'Bedi')", "table_differs"),
    "what is in dispute": ("UPDATE conflict SET candidates = 'x'", "table_differs"),
    "a list that is none": ("UPDATE note SET subjects = '[' WHERE row = 3", "table_differs"),
    "a session that is no number": ("UPDATE log SET client_id = 1.5 WHERE id = 4", "damaged"),
    "whose opening it was": ("UPDATE session SET author = 'Orang lain' WHERE author = 'Budi'", "trail_broken"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return full_file(tmp_path_factory.mktemp("utuh"))


@pytest.mark.parametrize("name", list(HARMS))
def test_what_was_changed_beside_the_values_is_found_and_mended_where_it_can_be(sound, tmp_path, name):
    statement, expected = HARMS[name]
    path = Path(shutil.copyfile(sound, tmp_path / "rusak.kotaham"))
    with closing(connections.writable(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        assert connection.execute(statement).rowcount
        connections.leave_clean(connection)
    with Workshop.open(path, author="Rina") as workshop:
        codes = {problem.code for problem in workshop.check().problems}
        assert expected in codes
        if expected == "table_differs":
            workshop.rebuild()
            assert workshop.check().is_sound
