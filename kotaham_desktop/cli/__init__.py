"""The headless program ``kotaham``: whatever the window can do to a file, a command can too. Never loads Qt."""

from kotaham_desktop.cli.program import main

__all__ = ["main"]
