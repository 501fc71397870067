"""The bootstrap's decisions; that it prepares a bare machine is shown by running it on one."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from kotaham_desktop.bootstrap.command import chosen_language, has_display
from kotaham_desktop.bootstrap.locked_packages import locked_requirements
from kotaham_desktop.bootstrap.places import Checkout
from kotaham_desktop.bootstrap.system_libraries import missing_libraries, wanted_libraries

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "uv.lock"


def names(requirements):
    return {line.split("==")[0] for line in requirements}


def test_the_program_is_installed_with_exactly_its_locked_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    requirements = locked_requirements(LOCK)
    direct = {line.split(">")[0].split("=")[0].strip().lower() for line in project["dependencies"]}
    assert direct <= names(requirements)
    assert all("==" in line and "--hash=sha256:" in line for line in requirements)


def test_the_lock_was_made_for_the_dependencies_that_the_project_declares():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = tomllib.loads(LOCK.read_text("utf-8"))
    (project,) = [package for package in lock["package"] if package["name"] == "kotaham-desktop"]

    def as_declared(lines):
        return {(canonicalize_name(one.name), one.specifier) for one in map(Requirement, lines)}

    def as_locked(entries):
        return {(one["name"], SpecifierSet(one.get("specifier", ""))) for one in entries}

    assert as_locked(project["metadata"]["requires-dist"]) == as_declared(declared["project"]["dependencies"])
    for group, lines in declared["dependency-groups"].items():
        assert as_locked(project["metadata"]["requires-dev"][group]) == as_declared(lines)


def test_the_window_library_is_locked_before_the_version_that_aborts_on_python_311():
    (line,) = [line for line in locked_requirements(LOCK) if line.startswith("pyside6-essentials==")]
    assert line.startswith("pyside6-essentials==6.11.3 ")


def test_tools_for_tests_come_only_with_their_group():
    assert "pytest" not in names(locked_requirements(LOCK))
    assert "pytest" in names(locked_requirements(LOCK, ["dev"]))


def test_a_package_for_one_system_keeps_its_condition():
    (line,) = [line for line in locked_requirements(LOCK, ["dev"]) if line.startswith("colorama==")]
    assert " ; (sys_platform == 'win32') --hash" in line


def test_a_condition_on_the_way_to_a_package_counts_for_it(tmp_path):
    lock = tmp_path / "uv.lock"
    lock.write_text(
        """
        [[package]]
        name = "kotaham-desktop"
        version = "1"
        dependencies = [{ name = "outer", marker = "sys_platform == 'win32'" }, { name = "plain" }]
        [[package]]
        name = "outer"
        version = "2"
        dependencies = [{ name = "inner", marker = "python_version < '3.12'" }, { name = "plain" }]
        wheels = [{ hash = "sha256:aa" }]
        [[package]]
        name = "inner"
        version = "3"
        wheels = [{ hash = "sha256:bb" }]
        [[package]]
        name = "plain"
        version = "4"
        wheels = [{ hash = "sha256:cc" }]
        """,
        encoding="utf-8",
    )
    assert locked_requirements(lock) == [
        "inner==3 ; ((sys_platform == 'win32') and (python_version < '3.12')) --hash=sha256:bb",
        "outer==2 ; (sys_platform == 'win32') --hash=sha256:aa",
        "plain==4 --hash=sha256:cc",
    ]


def test_a_lock_with_two_versions_of_a_package_is_refused(tmp_path):
    lock = tmp_path / "uv.lock"
    lock.write_text(
        '[[package]]\nname = "a"\nversion = "1"\n[[package]]\nname = "a"\nversion = "2"\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match="two versions of a"):
        locked_requirements(lock)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "id"),
        ({"LANG": "C.UTF-8"}, "id"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8", "KOTAHAM_LANGUAGE": "id"}, "id"),
        ({"KOTAHAM_LANGUAGE": "en"}, "en"),
        ({"KOTAHAM_LANGUAGE": "xx"}, "id"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_systems(environment, language):
    assert chosen_language(environment) == language


def test_windows_in_english_speaks_english():
    assert chosen_language({}, "English_United States") == "en"
    assert chosen_language({}, "Indonesian_Indonesia") == "id"


def test_a_window_needs_a_display_on_linux_only():
    assert has_display({}, "win32")
    assert has_display({}, "darwin")
    assert not has_display({}, "linux")
    assert has_display({"DISPLAY": ":0"}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")


def test_more_libraries_are_wanted_for_a_display_than_without_one():
    without = wanted_libraries({})
    assert without["libGL.so.1"] == "libgl1"
    assert "libxcb-cursor.so.0" not in without
    assert wanted_libraries({"DISPLAY": ":0"})["libxcb-cursor.so.0"] == "libxcb-cursor0"
    assert wanted_libraries({"WAYLAND_DISPLAY": "w"})["libwayland-cursor.so.0"] == "libwayland-cursor0"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are looked for on Linux only")
def test_a_library_that_the_system_lacks_is_named():
    assert missing_libraries(["libc.so.6", "libkotaham-none.so.7"]) == ["libkotaham-none.so.7"]


def test_the_environments_programs_lie_in_the_checkout():
    checkout = Checkout(ROOT)
    assert checkout.command("kotaham").is_relative_to(ROOT / ".venv")
    assert checkout.python.stem == "python"


@pytest.mark.parametrize("how", [["kotaham_desktop/bootstrap"], ["-m", "kotaham_desktop.bootstrap"]])
def test_it_says_what_it_can_do_before_anything_is_installed(how):
    """Isolated from site-packages, as on a machine that has only Python."""
    answer = subprocess.run(
        [sys.executable, "-S", *how, "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "python3 kotaham_desktop/bootstrap" in answer.stdout
    assert "--headless" in answer.stdout
