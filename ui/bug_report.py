"""What nobody expected: the report is kept beside the settings, the work goes on, and the window says so calmly."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import qVersion

from kotaham_desktop import __version__
from kotaham_desktop.clock import Clock
from kotaham_desktop.domain.errors import ExpectedError


class _Teller(Protocol):
    def show_error(self, error: ExpectedError) -> None: ...


class BugReporter:
    """Stands in for ``sys.excepthook``."""

    def __init__(self, folder: Path, clock: Clock, window: Callable[[], _Teller]) -> None:
        self._folder = folder
        self._clock = clock
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an expected error as such; keep a report of anything else."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, ExpectedError):
            self._window().show_error(error)
            return
        sys.__excepthook__(kind, error, trace)
        self._window().show_error(ExpectedError("program_error", report=self._keep(kind, error, trace)))

    def _keep(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
        """The name of the written report, or nothing where it could not be written."""
        now = self._clock()
        path = self._folder / f"laporan-galat-{now:%Y%m%d-%H%M%S}.txt"
        versions = f"Kota HAM Desktop {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}, {sys.platform}"
        text = f"{versions}\n{now}\n\n" + "\n".join(_lines(error, trace, kind))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            return ""
        return str(path)


def _lines(error: BaseException, trace: TracebackType | None, kind: type[BaseException]) -> list[str]:
    """Where it happened and what kind of error it was; messages are left out, as they may quote what people said."""
    lines = ["".join(traceback.format_tb(trace)) + kind.__qualname__]
    behind = error.__cause__ or error.__context__
    while behind is not None:
        lines.append("after:\n" + "".join(traceback.format_tb(behind.__traceback__)) + type(behind).__qualname__)
        behind = behind.__cause__ or behind.__context__
    return lines
