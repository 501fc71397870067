"""Long work beside the window: plain functions that take plain data and return it, never a widget or the document."""

import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from kotaham_desktop.domain.errors import ExpectedError

T = TypeVar("T")


class WorkCancelledError(Exception):
    """Raised inside the work at its next report after the user cancelled it."""


class Progress:
    """What the work calls now and then: it passes the state to the window and stops the work once it is cancelled."""

    def __init__(self, cancelled: threading.Event, send: Callable[[float, str], None]) -> None:
        self._cancelled = cancelled
        self._send = send

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._cancelled.is_set()

    def __call__(self, fraction: float, text: str = "") -> None:
        """Say how far the work is, 0 to 1; raises ``WorkCancelledError`` once it is cancelled."""
        if self._cancelled.is_set():
            raise WorkCancelledError
        self._send(fraction, text)


class Task(Generic[T]):
    """One piece of work under way."""

    def __init__(
        self,
        on_done: Callable[[T], None],
        on_failed: Callable[[ExpectedError], None],
        on_progress: Callable[[float, str], None] | None,
    ) -> None:
        self._on_done = on_done
        self._on_failed = on_failed
        self._on_progress = on_progress
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled; neither callback is called then."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give up the result; the work stops at its next report."""
        self._cancelled.set()

    def work_on(self, work: Callable[[Progress], T], send: Callable[[float, str], None]) -> T:
        """Do the work, on the helper's thread."""
        return work(Progress(self._cancelled, send))

    def deliver(self, result: object, error: ExpectedError | None) -> None:
        """Hand the outcome over, on the window's thread."""
        if self.is_cancelled:
            return
        if error is not None:
            self._on_failed(error)
        else:
            self._on_done(cast("T", result))

    def report(self, fraction: float, text: str) -> None:
        """Pass progress on, on the window's thread."""
        if self._on_progress is not None and not self.is_cancelled:
            self._on_progress(fraction, text)


class Background(QObject):
    """Runs work beside the window and brings results, failures and progress back to the window's thread."""

    _progressed = Signal(object, float, str)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: list[Task[object]] = []
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    def run(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ExpectedError], None],
        on_progress: Callable[[float, str], None] | None = None,
    ) -> Task[T]:
        """Run ``work`` on another thread in the language of this one; exactly one of the two callbacks follows.

        A bug in the work is reported like any other uncaught exception and reaches ``on_failed`` as ``program_error``.
        """
        task: Task[T] = Task(on_done, on_failed, on_progress)
        self._running.append(cast("Task[object]", task))
        context = copy_context()

        def send(fraction: float, text: str) -> None:
            self._progressed.emit(task, fraction, text)

        def body() -> None:
            try:
                result = task.work_on(work, send)
            except WorkCancelledError:
                self._ended.emit(task, None, None)
            except ExpectedError as error:
                self._ended.emit(task, None, error)
            except Exception as bug:  # noqa: BLE001 - nothing stands above this thread; it is reported on the window's
                self._ended.emit(task, None, bug)
            else:
                self._ended.emit(task, result, None)

        self._pool.start(lambda: context.run(body))
        return task

    def cancel_all(self) -> None:
        """Give up all results, because whoever asked for them goes away."""
        for task in self._running:
            task.cancel()

    def finish(self) -> None:
        """Cancel what is under way and wait until its threads have ended; called once, when the program closes."""
        self.cancel_all()
        self._pool.waitForDone()

    @Slot(object, float, str)
    def _show_progress(self, task: Task[object], fraction: float, text: str) -> None:
        task.report(fraction, text)

    @Slot(object, object, object)
    def _end(self, task: Task[object], result: object, error: Exception | None) -> None:
        self._running.remove(task)
        if error is None or isinstance(error, ExpectedError):
            task.deliver(result, error)
            return
        task.deliver(None, ExpectedError("program_error"))
        sys.excepthook(type(error), error, error.__traceback__)
