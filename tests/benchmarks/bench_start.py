"""How long until the first window is painted, against a bare QMainWindow in the same run.

    python tests/benchmarks/bench_start.py [ROUNDS]

Both are started as new processes in turn, offscreen unless a display is there; the target is at most 1.5 times bare.
The clock stops when the window's pixels have been handed to the screen, not when they are asked for. Processor time is
told beside it, because other programs disturb it less, and how much later the first screen stands in the window.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 1.5
SETTINGS = '{"author": "Ratna", "language": "id", "theme": "system", "text_size": 100}'

WATCHED = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def tell():
    print(time.monotonic(), time.process_time(), flush=True)

def watched(window_class, painted):
    class Watched(window_class):
        seen = False

        def paintEvent(self, event):
            # The event loop comes to this when the whole window has been painted and handed to the screen. (Watching
            # all events instead would make PySide look at all its classes to wrap what the events are for.)
            if not self.seen:
                self.seen = True
                QTimer.singleShot(0, painted)
            super().paintEvent(event)

    return Watched
"""

BARE = (
    WATCHED
    + """
def painted():
    tell()
    application.quit()

application = QApplication([])
window = watched(QMainWindow, painted)()
window.resize(1280, 760)
window.show()
application.exec()
"""
)

OURS = (
    """
import ui.app
from kotaham_desktop.__main__ import main
"""
    + WATCHED
    + """
def complete():
    window = QApplication.activeWindow()
    window.repaint()
    tell()
    QApplication.quit()

class Ours(watched(ui.app.MainWindow, tell)):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.complete.connect(lambda: QTimer.singleShot(0, complete))

ui.app.MainWindow = Ours
main()
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of a process: until its window is painted, of processor time then, until its screen is."""

    painted: float
    processor: float
    complete: float


def start(program: str, home: Path) -> Start:
    """Start a process with a window, and end it when the window is complete."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    told = [line.split() for line in ran.stdout.splitlines()]
    return Start(float(told[0][0]) - began, float(told[0][1]), float(told[-1][0]) - began)


def main() -> None:
    """Print the medians and their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    for package in ("kotaham_desktop", "ui"):
        # As in an installed program, and as Qt's own modules are.
        compileall.compile_dir(ROOT / package, quiet=1)
    bare: list[Start] = []
    ours: list[Start] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "kotaham-desktop").mkdir()
        (home / "kotaham-desktop" / "setelan.json").write_text(SETTINGS, encoding="utf-8")
        for _warm_up in range(2):
            start(BARE, home)
            start(OURS, home)
        for _round in range(rounds):
            bare.append(start(BARE, home))
            ours.append(start(OURS, home))
    for name, field in (("painted", "painted"), ("processor", "processor")):
        one, other = (statistics.median(getattr(run, field) for run in runs) for runs in (bare, ours))
        sys.stdout.write(
            f"{name}: bare window {one:.3f} s, ours {other:.3f} s, ratio {other / one:.2f} (target {TARGET})\n"
        )
    later = statistics.median(run.complete - run.painted for run in ours)
    sys.stdout.write(f"the first screen stands {later * 1000:.0f} ms after the window\n")


if __name__ == "__main__":
    main()
