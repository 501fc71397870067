"""The project's own files, for tests that read them."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("kotaham_desktop", "ui")


def top_level() -> set[str]:
    """What lies at the top of the project, without what .gitignore keeps out; it needs no git on the machine."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line} | {".git"}
    return {path.name for path in ROOT.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)}


def project_files() -> Iterator[Path]:
    """Every file of the project."""
    for name in sorted(top_level()):
        path = ROOT / name
        candidates = path.rglob("*") if path.is_dir() else [path]
        yield from (file for file in candidates if file.is_file() and "__pycache__" not in file.parts)


def modules(*folders: str) -> list[Path]:
    """The Python files under folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    """The name by which Python imports the file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def nodes(path: Path) -> Iterator[ast.AST]:
    """Every syntax node of a file."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def imported_modules(path: Path) -> set[str]:
    """Names of the modules that a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
