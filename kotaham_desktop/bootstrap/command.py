"""The bootstrap's command line: with no word it starts the program, with ``check`` it runs every check and test."""

import argparse
import io
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kotaham_desktop.bootstrap.checks import run_checks
from kotaham_desktop.bootstrap.environment import ensure_environment, ensure_other_qt
from kotaham_desktop.bootstrap.first_run import open_window, run_headless
from kotaham_desktop.bootstrap.places import WINDOWS, Checkout, Unprepared
from kotaham_desktop.bootstrap.system_libraries import ensure_system_libraries
from kotaham_desktop.i18n import LANGUAGES, _, set_language


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; the exit code says whether all of it worked."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", line_buffering=True)
    set_language(chosen_language(os.environ, _windows_language()))
    options = _parser().parse_args(arguments)
    checkout = Checkout(Path(__file__).resolve().parents[2])
    try:
        return _check(checkout, options.qt) if options.job == "check" else _start(checkout, headless=options.headless)
    except Unprepared as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Dihentikan. Jalankan lagi perintah yang sama untuk meneruskan."), file=sys.stderr)
        return 130


def chosen_language(environment: Mapping[str, str], system_language: str = "") -> str:
    """The language asked for by ``KOTAHAM_LANGUAGE``, else the system's if it is English, else Indonesian."""
    asked = environment.get("KOTAHAM_LANGUAGE", "")
    if asked in LANGUAGES:
        return asked
    named = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, named), system_language).lower().startswith("en") else "id"


def _windows_language() -> str:
    """What Windows calls the user's language; elsewhere the environment says it (and calls plain C English)."""
    return (locale.getlocale()[0] or "") if WINDOWS else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 kotaham_desktop/bootstrap",
        description=_("Menyiapkan segala yang diperlukan, lalu membuka Kota HAM Desktop."),
    )
    parser.add_argument(
        "job", nargs="?", choices=("start", "check"), default="start", help=_("start: buka program; check: semua uji")
    )
    parser.add_argument("--headless", action="store_true", help=_("tanpa jendela: hasilkan contoh di folder keluaran"))
    parser.add_argument("--qt", metavar=_("VERSI"), help=_("jalankan uji juga dengan PySide6 versi ini"))
    return parser


def _start(checkout: Checkout, *, headless: bool) -> int:
    ensure_environment(checkout, (), print)
    ensure_system_libraries(os.environ, print)
    if headless or not has_display(os.environ, sys.platform):
        return run_headless(checkout, Path.cwd() / "keluaran", os.environ, print)
    return open_window(checkout, print)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where the environment names a display."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _check(checkout: Checkout, other_qt: str | None) -> int:
    ensure_environment(checkout, ("dev",), print)
    ensure_system_libraries(os.environ, print)
    if other_qt:
        ensure_other_qt(checkout, other_qt, print)
    return run_checks(checkout, other_qt, os.environ, print)
