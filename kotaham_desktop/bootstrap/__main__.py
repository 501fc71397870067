"""Prepare this checkout and start the program: ``python3 kotaham_desktop/bootstrap [check]``.

This file alone keeps to syntax that old Pythons read, so that they can say what is missing.
"""

import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def _supported_python() -> "list[str]":
    """The command of another Python on this machine that we run on; empty when there is none."""
    for major, minor in reversed(SUPPORTED):
        for command in ([f"python{major}.{minor}"], ["py", f"-{major}.{minor}"]):
            # A version manager's stand-in may be there without the Python behind it: only running it tells.
            if shutil.which(command[0]) and _runs(command):
                return command
    return []


def _runs(command: "list[str]") -> bool:
    return subprocess.run([*command, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode == 0


def _start() -> int:
    here = Path(__file__).resolve()
    if sys.version_info[:2] not in SUPPORTED:
        other = _supported_python()
        if other:
            return subprocess.run([*other, str(here), *sys.argv[1:]], check=False).returncode
        sys.stderr.write(
            "Kota HAM Desktop memerlukan Python 3.11, 3.12, atau 3.13: pasang salah satunya, lalu jalankan lagi.\n"
            "Kota HAM Desktop needs Python 3.11, 3.12 or 3.13: install one of them, then run this again.\n"
        )
        return 1
    # Run as a folder, Python puts this folder first: its modules must not stand in front of the standard library's.
    others = [entry for entry in sys.path if Path(entry or ".").resolve() != here.parent]
    sys.path[:] = [str(here.parents[2]), *others]
    from kotaham_desktop.bootstrap.command import main  # noqa: PLC0415 - only a Python that reads it gets here

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_start())
