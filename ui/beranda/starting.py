"""Starting a training: from the template, or the sample that shows how a finished one looks."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.context import Context
from ui.messages import FILE_ENDING

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key

TEMPLATE = "pelatihan-kota-ham-3-hari"


class Starter:
    """Writes a new file beside the window and opens it when it is whole."""

    def __init__(
        self, context: Context, on_opened: Callable[[], None], on_failed: Callable[[ExpectedError], None]
    ) -> None:
        self._context = context
        self._on_opened = on_opened
        self._on_failed = on_failed
        self.is_busy = False

    def start(self, path: Path, passphrase: str = "") -> None:
        """A new training from the template for three days, locked where a passphrase is given."""
        author, clock = self._context.settings.now.author, self._context.clock

        def write(progress: Progress) -> tuple[Path, "Key | None"]:  # noqa: ARG001 - short work
            from kotaham_desktop.application.templates import apply_template  # noqa: PLC0415 - late, it loads the engine
            from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late, it loads the engine

            with Workshop.create(path, author=author, clock=clock, passphrase=passphrase) as workshop:
                apply_template(workshop, TEMPLATE)
                return path, workshop.key

        self._run(write)

    def start_sample(self, path: Path) -> None:
        """The sample training."""
        clock = self._context.clock

        def write(progress: Progress) -> tuple[Path, None]:  # noqa: ARG001 - the sample is written in one go
            from kotaham_desktop.application.sample import build_sample  # noqa: PLC0415 - late, it loads the engine

            build_sample(path, clock=clock)
            return path, None

        self._run(write)

    def _run(self, write: Callable[[Progress], tuple[Path, "Key | None"]]) -> None:
        self.is_busy = True
        self._context.background.run(write, self._written, self._failed)

    def _written(self, written: tuple[Path, "Key | None"]) -> None:
        path, key = written
        self.is_busy = False
        try:
            self._context.session.open(path, key=key)
        except ExpectedError as error:
            self._on_failed(error)
            return
        self._on_opened()

    def _failed(self, error: ExpectedError) -> None:
        self.is_busy = False
        self._on_failed(error)


def training_folder(settings_recent: str) -> Path:
    """Where new files are suggested: beside the last one, else the user's documents."""
    if settings_recent and Path(settings_recent).parent.is_dir():
        return Path(settings_recent).parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def free_name(folder: Path, stem: str) -> Path:
    """A file name in a folder that nothing has yet."""
    candidate = folder / f"{stem}{FILE_ENDING}"
    number = 2
    while candidate.exists():
        candidate = folder / f"{stem} {number}{FILE_ENDING}"
        number += 1
    return candidate


def new_training_name() -> str:
    """What a new file is called until the user names it."""
    return _("Pelatihan Kota HAM")
