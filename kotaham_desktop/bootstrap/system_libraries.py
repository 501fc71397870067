"""The libraries that Qt's wheels expect from a Linux system: which are missing, and how they get there on Debian."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from kotaham_desktop.bootstrap.places import Unprepared
from kotaham_desktop.i18n import _

# Read off ldd on every library and plugin of PySide6-Essentials 6.9.3 and 6.11.3 that we load, on a bare Debian 12.
# Debian 13 and Ubuntu 24.04 renamed some (…t64); there apt takes these names for the new ones.
WITHOUT_DISPLAY: dict[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
}
FOR_X11: dict[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
FOR_WAYLAND: dict[str, str] = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

_LOAD_EACH = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def wanted_libraries(environment: Mapping[str, str]) -> dict[str, str]:
    """Library name to Debian package, for the displays that this environment names."""
    wanted = dict(WITHOUT_DISPLAY)
    if environment.get("DISPLAY"):
        wanted |= FOR_X11
    if environment.get("WAYLAND_DISPLAY"):
        wanted |= FOR_WAYLAND
    return wanted


def missing_libraries(names: Iterable[str]) -> list[str]:
    """Those that the system's loader does not find; tried in a process of its own, where they do no harm."""
    found = subprocess.run([sys.executable, "-c", _LOAD_EACH, *names], capture_output=True, text=True, check=True)
    return found.stdout.split()


def ensure_system_libraries(environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Have what Qt needs: nothing to do outside Linux, installed by apt where we may, else ``Unprepared`` with how."""
    if not sys.platform.startswith("linux"):
        return
    wanted = wanted_libraries(environment)
    missing = missing_libraries(wanted)
    if not missing:
        return
    packages = sorted({wanted[name] for name in missing})
    say(_("Qt memerlukan pustaka sistem yang belum ada: {names}").format(names=", ".join(missing)))
    if not shutil.which("apt-get"):
        raise Unprepared(
            _(
                "Pasang pustaka {names} dengan pengelola paket sistem Anda, lalu jalankan lagi perintah yang sama."
            ).format(names=", ".join(missing))
        )
    by_hand = f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
    privilege = _privilege()
    if privilege is None:
        raise Unprepared(
            _("Pasang sekali dengan perintah di bawah ini, lalu jalankan lagi perintah yang sama:\n  {command}").format(
                command=by_hand
            )
        )
    say(_("Memasang paket sistem: {packages}").format(packages=" ".join(packages)))
    _install(packages, privilege, environment)
    still_missing = missing_libraries(wanted)
    if still_missing:
        raise Unprepared(
            _("Pustaka {names} belum juga ada; periksa pesan apt di atas, lalu jalankan:\n  {command}").format(
                names=", ".join(still_missing), command=by_hand
            )
        )


def _privilege() -> list[str] | None:
    """What to put before ``apt-get``: nothing for root, ``sudo`` if it asks no password, ``None`` where we may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _install(packages: Sequence[str], privilege: Sequence[str], environment: Mapping[str, str]) -> None:
    watched = sys.stderr.isatty()

    def apt(*arguments: str) -> subprocess.CompletedProcess[str]:
        # A person sees the progress of a long download; a log sees only what went wrong, below.
        command = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *arguments]
        captured = None if watched else subprocess.PIPE
        return subprocess.run(command, env=dict(environment), stdout=captured, stderr=captured, text=True, check=False)

    install = ("install", "-y", "--no-install-recommends", *packages)
    # A machine without package lists does not know the names; asking for them first costs a minute everywhere else.
    if apt(*install).returncode != 0:
        for attempt in (apt("update"), apt(*install)):
            if attempt.returncode != 0 and not watched:
                sys.stderr.write(attempt.stdout + attempt.stderr)
