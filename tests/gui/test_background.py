"""Work beside the window."""

import sys
import threading

import pytest
from PySide6.QtCore import QThread

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import current_language, set_language
from ui.background import Background


@pytest.fixture
def background(qapp):
    built = Background()
    yield built
    built.finish()


def test_the_result_arrives_on_the_thread_of_the_window(background, qtbot):
    seen = {}

    def work(progress):
        seen["beside"] = QThread.currentThread() is not background.thread()
        return 42

    def done(result):
        seen["result"], seen["home"] = result, QThread.currentThread() is background.thread()

    background.run(work, done, pytest.fail)
    qtbot.waitUntil(lambda: "result" in seen)
    assert seen == {"beside": True, "result": 42, "home": True}
    assert not background.is_busy


def test_the_work_speaks_the_language_of_the_window(background, qtbot):
    set_language("en")
    heard = []
    background.run(lambda _progress: current_language(), heard.append, pytest.fail)
    qtbot.waitUntil(lambda: heard == ["en"])


def test_progress_is_told_in_order(background, qtbot):
    told, done = [], []

    def work(progress):
        for step in range(3):
            progress(step / 2, f"langkah {step}")

    background.run(work, done.append, pytest.fail, lambda share, text: told.append((share, text)))
    qtbot.waitUntil(lambda: bool(done))
    assert told == [(0.0, "langkah 0"), (0.5, "langkah 1"), (1.0, "langkah 2")]


def test_an_expected_failure_arrives_as_such(background, qtbot):
    def work(progress):
        raise ExpectedError("disk_full")

    failed = []
    background.run(work, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].code == "disk_full"


def test_cancelled_work_stops_at_its_next_report_and_tells_nothing(background, qtbot):
    begun, go_on, after = threading.Event(), threading.Event(), []

    def work(progress):
        begun.set()
        go_on.wait(10)
        progress(0.5)
        after.append("not reached")

    task = background.run(work, pytest.fail, pytest.fail)
    assert begun.wait(10)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert after == []


def test_a_bug_is_reported_and_the_screen_is_told(background, qtbot, monkeypatch):
    reported, failed = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))

    def work(progress):
        return 1 / 0

    background.run(work, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(reported))
    assert reported == [ZeroDivisionError]
    assert failed[0].code == "program_error"
