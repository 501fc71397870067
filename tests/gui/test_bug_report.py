"""What nobody expected: kept in a report without what people said, told calmly, and the work goes on."""

import pytest

from kotaham_desktop.domain.errors import ExpectedError
from ui.bug_report import BugReporter


@pytest.fixture
def reporter(program, tmp_path, clock):
    return BugReporter(tmp_path / "laporan", clock, lambda: program.window)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_bug_leaves_a_report_without_what_people_said(reporter, program, tmp_path, capsys):
    error = raised(KeyError("Ibu Siti melapor ke lurah"))
    reporter(type(error), error, error.__traceback__)
    report = next((tmp_path / "laporan").glob("*.txt")).read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "test_bug_report" in report
    assert "Siti" not in report
    assert "tidak terduga" in program.window.message
    assert "aman" in program.window.message


def test_an_expected_failure_that_nobody_caught_is_shown_as_what_it_is(reporter, program, tmp_path):
    error = raised(ExpectedError("disk_full"))
    reporter(type(error), error, error.__traceback__)
    assert "penuh" in program.window.message
    assert not (tmp_path / "laporan").exists()
