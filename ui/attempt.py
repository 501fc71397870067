"""Running a command from a screen: an expected failure is told above the screen, and what was typed stays."""

from collections.abc import Callable
from typing import TypeVar

from kotaham_desktop.domain.errors import ExpectedError
from ui.context import Context

T = TypeVar("T")


def attempt(context: Context, command: Callable[[], T]) -> T | None:
    """The command's result, or None after an expected failure was told."""
    try:
        return command()
    except ExpectedError as error:
        context.notices.show_error(error)
        return None
