"""The checkout's own environment: made once, with exactly the locked packages, left alone while nothing changes."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kotaham_desktop.bootstrap.locked_packages import locked_requirements
from kotaham_desktop.bootstrap.places import Checkout, Unprepared
from kotaham_desktop.i18n import _, ngettext

FIRST_PIP_FOR_OTHER_PYTHONS = (22, 3)
BUILD = "build"


def ensure_environment(checkout: Checkout, groups: Sequence[str], say: Callable[[str], None]) -> None:
    """Have ``.venv`` with the program, its locked packages and those of the groups; raises ``Unprepared``.

    Takes no time when an earlier call has done the same work.
    """
    wanted = _fingerprint(checkout)
    done = _read_stamp(checkout)
    have = done.get("groups", [])
    same_lock = {key: value for key, value in done.items() if key != "groups"} == wanted
    if same_lock and set(groups) <= set(have):
        return
    all_groups = sorted({BUILD, *groups, *have})
    _stamp_path(checkout).unlink(missing_ok=True)
    pip = _create_environment(checkout, say)
    _install_packages(checkout, pip, all_groups, say)
    _compile(checkout)
    stamp = {**wanted, "groups": all_groups}
    _stamp_path(checkout).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def ensure_other_qt(checkout: Checkout, version: str, say: Callable[[str], None]) -> None:
    """Have another PySide6-Essentials in a folder of its own beside the locked one; raises ``Unprepared``."""
    folder = checkout.other_qt(version)
    complete = folder / "complete"
    if complete.exists():
        return
    say(_("Memasang PySide6 {version} di samping yang terkunci …").format(version=version))
    packages = [f"PySide6-Essentials=={version}", f"shiboken6=={version}"]
    _run_pip(
        _pip(checkout),
        ["install", "--no-deps", "--upgrade", "--only-binary", ":all:", "--target", str(folder), *packages],
    )
    complete.touch()


def _stamp_path(checkout: Checkout) -> Path:
    return checkout.venv / "kotaham-prepared.json"


def _read_stamp(checkout: Checkout) -> dict[str, Any]:
    try:
        stamp = json.loads(_stamp_path(checkout).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and checkout.python.exists() else {}


def _fingerprint(checkout: Checkout) -> dict[str, str]:
    """What an environment depends on; a moved checkout or another Python needs a new one."""
    content = b"".join((checkout.root / name).read_bytes() for name in ("uv.lock", "pyproject.toml"))
    return {"sha256": hashlib.sha256(content).hexdigest(), "python": sys.version, "root": str(checkout.root)}


def _create_environment(checkout: Checkout, say: Callable[[str], None]) -> list[str]:
    """Have a Python in ``.venv``; the command of the pip that installs into it. Raises ``Unprepared``."""
    reusable = _version_of(checkout.python) == sys.version
    # Debian ships venv without ensurepip, so the environment has no pip of its own: the one beside us installs into it.
    own_pip = not _pip_can_serve_other_pythons()
    if own_pip and importlib.util.find_spec("ensurepip") is None:
        raise Unprepared(
            _(
                "Python ini tidak punya pip (22.3 ke atas): pasang dahulu, di Debian atau Ubuntu dengan"
                " «sudo apt-get install python3-pip», lalu jalankan lagi perintah yang sama."
            )
        )
    if not reusable:
        say(_("Menyiapkan lingkungan sendiri di {folder} …").format(folder=checkout.venv.name))
        builder = venv.EnvBuilder(clear=True, with_pip=own_pip, symlinks=sys.platform != "win32")
        try:
            builder.create(checkout.venv)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unprepared(
                _("Folder {folder} tidak bisa dibuat ({reason}); periksa izin dan ruang disk, lalu coba lagi.").format(
                    folder=checkout.venv, reason=error
                )
            ) from error
    return _pip(checkout)


def _pip(checkout: Checkout) -> list[str]:
    if _pip_can_serve_other_pythons():
        return [sys.executable, "-m", "pip", "--python", str(checkout.python)]
    return [str(checkout.python), "-m", "pip"]


def _pip_can_serve_other_pythons() -> bool:
    if importlib.util.find_spec("pip") is None:
        return False
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= FIRST_PIP_FOR_OTHER_PYTHONS


def _version_of(python: Path) -> str:
    """What ``sys.version`` says there; empty when it does not run."""
    try:
        answer = subprocess.run(
            [str(python), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return answer.stdout.strip()


def _install_packages(
    checkout: Checkout, pip: Sequence[str], groups: Sequence[str], say: Callable[[str], None]
) -> None:
    requirements = locked_requirements(checkout.root / "uv.lock", groups)
    say(
        ngettext(
            "Mengunduh dan memasang {n} paket terkunci (hanya pada kali pertama) …",
            "Mengunduh dan memasang {n} paket terkunci (hanya pada kali pertama) …",
            len(requirements),
        ).format(n=len(requirements))
    )
    requirements_file = checkout.venv / "locked-requirements.txt"
    requirements_file.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    install = ["install", "--no-deps", "--no-compile"]
    _run_pip(pip, [*install, "--require-hashes", "--only-binary", ":all:", "-r", str(requirements_file)])
    _run_pip(pip, [*install, "--no-build-isolation", "--editable", str(checkout.root)])


def _run_pip(pip: Sequence[str], arguments: Sequence[str]) -> None:
    # A person sees the progress of a long download; a log sees only what went wrong.
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    command = [*pip, "--disable-pip-version-check", *quiet, *arguments]
    # stdout carries what we say; pip's own words go to stderr.
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise Unprepared(
            _(
                "Paket tidak bisa dipasang (lihat pesan pip di atas): periksa sambungan internet, pengaturan pip, dan"
                " ruang disk, lalu jalankan lagi perintah yang sama."
            )
        )


def _compile(checkout: Checkout) -> None:
    """Compile to bytecode on all cores: the window starts 2.7 times as fast, the first time too."""
    folders = [*checkout.venv.glob("lib/python*/site-packages"), *checkout.venv.glob("Lib/site-packages")]
    folders += [checkout.root / "kotaham_desktop", checkout.root / "ui"]
    # Some packages ship templates that are no valid Python: that is no failure of ours.
    subprocess.run(
        [str(checkout.python), "-m", "compileall", "-q", "-j", "0", *map(str, folders)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
