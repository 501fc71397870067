"""Small pictures of a record's photos, read and decoded beside the window."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from kotaham_desktop.domain.errors import ExpectedError
from ui.background import Progress
from ui.thumbnails import decoded

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key

Thumbnails = dict[str, QImage]
"""By the photo's hash; an empty picture where the photo cannot be shown."""


def load_thumbnails(
    path: Path, key: "Key | None", wanted: Iterable[str], side: int
) -> Callable[[Progress], Thumbnails]:
    """The work of reading photos from a file that this process may be writing; it raises ``ExpectedError``."""
    hashes = tuple(wanted)

    def work(progress: Progress) -> Thumbnails:
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: the first window needs none

        found: Thumbnails = {}
        with Workshop.open(path, read_only=True, key=key) as workshop:
            for number, sha256 in enumerate(hashes):
                progress(number / len(hashes))
                try:
                    found[sha256] = decoded(workshop.attachment_content(sha256), side)
                except ExpectedError:
                    found[sha256] = QImage()
        return found

    return work
