"""What a check counts as standing alone, what it calls a problem, and which remedy it names."""

from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.storage.library import sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.kotaham"
    with Workshop.create(path, author="Rina") as workshop:
        note = workshop.create_record("note", {"text": "satu"})
        workshop.attach(note, b"gambar" * 100, "image/png")
    return path


def checked(path: Path, *statements: str):
    connection = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    with Workshop.open(path, author="Rina") as workshop:
        return workshop.check()


def test_a_content_that_no_record_uses_is_counted_and_no_problem(path: Path):
    report = checked(path, "INSERT INTO attachment_content VALUES ('" + "0" * 64 + "', 'image/png', 0, x'')")
    assert report.unused_contents == 1
    assert {problem.code for problem in report.problems} == {"attachment_damaged"}
    assert checked(path, "DELETE FROM attachment_content WHERE size = 0").is_sound


@pytest.mark.parametrize(
    ("harm", "code", "remedy"),
    [
        ("UPDATE note SET speaker = 'orang lain'", "table_differs", "rebuild"),
        ("DELETE FROM attachment_content", "attachment_missing", "merge"),
        ("DELETE FROM session", "session_missing", "salvage"),
        ("UPDATE log SET at = at + 1 WHERE id = 2", "damaged", "salvage"),
    ],
)
def test_each_harm_has_its_problem_and_its_remedy(path: Path, harm: str, code: str, remedy: str):
    with Workshop.open(path, read_only=True) as workshop:
        assert workshop.check().remedies == ()
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(harm)
    connection.close()
    with Workshop.open(path, read_only=True) as workshop:
        report = workshop.check()
    assert [problem.code for problem in report.problems] == [code]
    assert report.remedies == (remedy,)


def test_rebuilding_mends_what_check_calls_mendable(path: Path):
    report = checked(path, "UPDATE note SET speaker = 'orang lain'")
    assert report.remedies == ("rebuild",)
    with Workshop.open(path, author="Rina") as workshop:
        workshop.rebuild()
        assert workshop.check().is_sound
