"""Pictures of every screen, for whoever has no display to look at: drawn by the window itself, into a folder."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QEventLoop, QTimer

from kotaham_desktop.exchange.safe_write import write_whole
from ui.background import Background
from ui.main_window import MainWindow

SIZE = (1366, 768)
"""The screen of an ordinary laptop at a venue."""
_LOOK_EVERY = 100
_CALM_LOOKS = 8
"""So many looks in a row without work beside the window, then what the work brought has been laid out and painted."""


def take_pictures(window: MainWindow, background: Background, screens: Iterable[str], folder: Path) -> list[Path]:
    """Visit the screens that are offered now and keep a picture of each; raises ``ExpectedError`` if it cannot."""
    with suppress(OSError):  # a folder that cannot be made is told of when the first picture cannot be written
        folder.mkdir(parents=True, exist_ok=True)
    window.resize(*SIZE)
    window.show()
    kept: list[Path] = []
    for name in screens:
        window.go_to(name)
        if window.front != name:
            continue
        _wait_until_calm(background)
        picture = folder / f"{len(kept) + 1}-{name}.png"
        content = QBuffer()
        window.grab().save(content, "PNG")
        write_whole(picture, bytes(content.data().data()))
        kept.append(picture)
    return kept


def _wait_until_calm(background: Background) -> None:
    loop = QEventLoop()
    calm = 0

    def look() -> None:
        nonlocal calm
        calm = 0 if background.is_busy else calm + 1
        if calm >= _CALM_LOOKS:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_LOOK_EVERY)
    loop.exec()
    timer.stop()
