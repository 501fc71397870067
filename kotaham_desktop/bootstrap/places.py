"""Where things lie in a checkout, on every system."""

import os
from dataclasses import dataclass
from pathlib import Path

WINDOWS = os.name == "nt"


class Unprepared(Exception):  # noqa: N818 - it says what the machine is, and its text is the sentence for the user
    """This machine cannot be prepared; the text is one sentence in the user's language with what to do."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """One checkout of the project and its own environment in ``.venv``."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.command("python")

    def command(self, name: str) -> Path:
        """A program of the environment, whether it exists yet or not."""
        return self.venv / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)

    def other_qt(self, version: str) -> Path:
        """The folder for a PySide6 other than the locked one, in front of which the tests can run."""
        return self.venv / f"qt-{version}"
