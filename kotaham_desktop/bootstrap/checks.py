"""Every check and test of the project, in the order in which they answer quickest; pytest's closing line comes last."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kotaham_desktop.bootstrap.places import Checkout
from kotaham_desktop.i18n import _

CODE = ("kotaham_desktop", "ui", "tests")
PYTEST = ("pytest", "-n", "2", "--dist", "loadfile")
"""Two processes: the heavy tests gain from a second one, and more would only crowd a small laptop."""
TESTS_WITH_QT = ("tests/architecture", "tests/gui", "tests/journeys")
"""The other tests never load Qt, so another one changes nothing for them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One program to run in the checkout."""

    title: str
    command: tuple[str, ...]


def static_checks() -> list[Check]:
    """What can be said without running the program: style, types, architecture."""
    return [
        Check("ruff check", ("ruff", "check", "--quiet", *CODE)),
        Check("ruff format --check", ("ruff", "format", "--check", "--quiet", *CODE)),
        Check("lint-imports", ("lint-imports", "--no-logo")),
        Check("mypy --strict", ("mypy", "--no-error-summary")),
    ]


def run_checks(
    checkout: Checkout, other_qt: str | None, environment: Mapping[str, str], say: Callable[[str], None]
) -> int:
    """Run everything, also after a failure, so that one run tells all; 0 when all of it passed."""
    failed = [check.title for check in static_checks() if not _passes(checkout, check, environment, say)]
    if failed:
        say(_("Belum lulus: {titles}").format(titles=", ".join(failed)))
    passed = True
    if other_qt:
        # Python finds this folder before the environment's own packages.
        with_other_qt = {**environment, "PYTHONPATH": str(checkout.other_qt(other_qt))}
        tests = Check(f"pytest, PySide6 {other_qt}", (*PYTEST, *TESTS_WITH_QT))
        passed = _passes(checkout, tests, with_other_qt, say)
    passed = _passes(checkout, Check("pytest", PYTEST), environment, say) and passed
    return 0 if passed and not failed else 1


def _passes(checkout: Checkout, check: Check, environment: Mapping[str, str], say: Callable[[str], None]) -> bool:
    say(f"── {check.title}")
    program, *arguments = check.command
    # The checkout's own programs first, for tests that start them by name.
    path = os.pathsep.join((str(checkout.python.parent), environment.get("PATH", "")))
    return (
        subprocess.run(
            [str(checkout.command(program)), *arguments],
            cwd=checkout.root,
            env={**environment, "PATH": path},
            check=False,
        ).returncode
        == 0
    )
