"""The core runs where there is no Qt, and quick commands load nothing heavy. Each asked of a fresh Python."""

import json
import subprocess
import sys

import pytest

from tests.architecture.source_tree import ROOT, module_name, modules

HEAVY = {"PySide6", "shiboken6", "pycrdt", "reportlab", "openpyxl", "PIL", "pypdfium2"}
QT = {"PySide6", "shiboken6"}


def top_level_modules_after(code: str) -> set[str]:
    """The top-level names that a fresh Python has loaded after running the code."""
    program = f"{code}\nimport json, sys; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60, cwd=ROOT
    )
    return set(json.loads(finished.stdout.splitlines()[-1]))


def core_modules() -> list[str]:
    names = [module_name(path) for path in modules("kotaham_desktop")]
    return [name for name in names if not name.endswith("__main__")]


def test_importing_all_of_the_core_loads_no_qt():
    imports = "\n".join(f"import {name}" for name in core_modules())
    assert top_level_modules_after(imports) & (QT | {"ui"}) == set()


def test_the_rules_load_only_the_standard_library():
    imports = "\n".join(f"import {name}" for name in core_modules() if name.startswith("kotaham_desktop.domain"))
    loaded = top_level_modules_after(imports) - top_level_modules_after("")
    assert loaded - sys.stdlib_module_names == {"kotaham_desktop"}


def test_starting_the_headless_program_loads_nothing_heavy():
    assert top_level_modules_after("import kotaham_desktop.cli") & HEAVY == set()


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "contoh.kotaham"
    code = f"from kotaham_desktop.cli import main; main(['new', {str(path)!r}])"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=ROOT, capture_output=True)
    return path


def test_telling_about_a_file_loads_nothing_heavy(sample_file):
    code = f"""
from kotaham_desktop.cli import main
try:
    code = main(["info", {str(sample_file)!r}])
except SystemExit as leaving:
    code = leaving.code
assert not code, code
"""
    assert top_level_modules_after(code) & HEAVY == set()
