"""What ``uv.lock`` says to install, as lines that any pip understands: exact versions with hashes."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PROJECT = "kotaham-desktop"


def locked_requirements(lock_file: Path, groups: Iterable[str] = ()) -> list[str]:
    """The program's packages and those of the dependency groups, each with version, condition and hashes.

    Raises ``ValueError`` on a lock that this reader does not understand: extras, two versions of one package.
    """
    packages = _packages_by_name(tomllib.loads(lock_file.read_text(encoding="utf-8")))
    project = packages[PROJECT]
    wanted = list(project["dependencies"])
    for group in groups:
        wanted += project["dev-dependencies"][group]
    conditions: dict[str, set[str]] = {}
    for dependency in wanted:
        _visit(dependency, "", packages, conditions)
    return [_line(packages[name], conditions[name]) for name in sorted(conditions)]


def _packages_by_name(lock: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    packages: dict[str, Mapping[str, Any]] = {}
    for package in lock["package"]:
        if package["name"] in packages:
            raise ValueError(f"two versions of {package['name']} in the lock")
        packages[package["name"]] = package
    return packages


def _visit(
    dependency: Mapping[str, Any],
    condition: str,
    packages: Mapping[str, Mapping[str, Any]],
    conditions: dict[str, set[str]],
) -> None:
    if "extra" in dependency:
        raise ValueError(f"{dependency['name']} is locked with extras")
    own = dependency.get("marker", "")
    combined = f"({condition}) and ({own})" if condition and own else condition or own
    known = conditions.setdefault(dependency["name"], set())
    if combined in known or "" in known:
        return
    known.add(combined)
    for further in packages[dependency["name"]].get("dependencies", ()):
        _visit(further, combined, packages, conditions)


def _line(package: Mapping[str, Any], conditions: set[str]) -> str:
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in package["wheels"])
    marker = "" if "" in conditions else " ; " + " or ".join(f"({condition})" for condition in sorted(conditions))
    return f"{package['name']}=={package['version']}{marker} {hashes}"
