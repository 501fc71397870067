"""Rules that every file of the project keeps; each failure lists the files to mend."""

import ast
import re

from tests.architecture.source_tree import CODE, ROOT, modules, nodes, project_files, top_level

LONGEST_FILE = 400
TOP_LEVEL = {"kotaham_desktop", "ui", "resources", "tests", "pyproject.toml", "README.md"}
TOP_LEVEL |= {"LICENSE", "uv.lock", ".ci", ".gitignore"}
DRAWERS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def relative(paths):
    return [path.relative_to(ROOT).as_posix() for path in paths]


def test_the_top_level_holds_what_the_design_says():
    assert top_level() <= TOP_LEVEL


def test_no_file_is_too_long_to_find_ones_way_in():
    too_long = [path for path in modules(*CODE, "tests") if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE]
    assert relative(too_long) == []


def test_no_module_is_a_drawer():
    assert (
        relative(path for path in modules(*CODE, "tests") if path.stem in DRAWERS or path.parent.name in DRAWERS) == []
    )


def test_every_package_says_what_lives_in_it():
    packages = [path for path in modules(*CODE) if path.name == "__init__.py"]
    assert relative(path for path in packages if not ast.get_docstring(ast.parse(path.read_text("utf-8")))) == []


def test_every_folder_with_code_is_a_package():
    folders = {path.parent for path in modules(*CODE)}
    assert relative(folder for folder in sorted(folders) if not (folder / "__init__.py").exists()) == []


def test_resources_hold_data_only():
    assert relative((ROOT / "resources").rglob("*.py")) == []


def test_test_folders_are_no_packages():
    assert relative((ROOT / "tests").rglob("__init__.py")) == []


def test_names_of_test_files_are_unique():
    names = [path.name for path in modules("tests") if path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_note_text_reaches_a_label_only_as_plain_text():
    """QLabel guesses markup from its text; our label does not, so nobody else makes a QLabel."""
    own_label = ROOT / "ui" / "widgets" / "labels.py"
    offenders = []
    for path in modules("ui"):
        if path == own_label:
            continue
        for node in nodes(path):
            made = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "QLabel"
            derived = isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "QLabel" for base in node.bases)
            if made or derived:
                offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert offenders == []


def test_one_module_alone_touches_the_engines_text():
    """Its indices are UTF-8 bytes: a misaligned insert shows for its author and nowhere else."""
    users = []
    for path in modules(*CODE):
        for node in nodes(path):
            imports_text = (
                isinstance(node, ast.ImportFrom)
                and node.module == "pycrdt"
                and any(alias.name == "Text" for alias in node.names)
            )
            if imports_text or (isinstance(node, ast.Attribute) and ast.unparse(node) == "pycrdt.Text"):
                users.append(path)
    assert set(relative(users)) == {"kotaham_desktop/storage/texts.py"}


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    here = re.compile(r"(?<![\w.~$}])/(?:" + "|".join(("work", "farm", "root", "home/[a-z]")) + r")/\w")
    offenders = []
    for path in project_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        offenders += [f"{relative([path])[0]}: {found.group()}" for found in here.finditer(text)]
    assert offenders == []
