"""Every failure that the core can tell of has its sentences."""

import ast
import string
from pathlib import Path

import pytest

import kotaham_desktop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.messages import MESSAGES, explain
from kotaham_desktop.storage import failures

CORE = Path(kotaham_desktop.__file__).parent


def raised_codes() -> dict[str, set[str]]:
    """Code -> names of the values given with it, at every place in the core."""
    found: dict[str, set[str]] = {}
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            named = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if named == "ExpectedError" and isinstance(code, ast.Constant):
                found.setdefault(code.value, set()).update(one.arg or "" for one in node.keywords)
    return found


def test_the_search_for_codes_finds_them():
    assert {"file_missing", "merge_gap", "value_refused"} <= raised_codes().keys()


def test_every_code_of_the_core_has_its_sentences():
    disk = {*failures._BY_SQLITE_NAME.values(), *failures._BY_ERRNO.values(), "file_unreachable"}
    assert sorted((raised_codes().keys() | disk) - MESSAGES.keys()) == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_each_says_what_happened_what_is_safe_and_what_to_do(code: str):
    told = explain(ExpectedError(code))
    for sentence in (told.happened, told.safe, told.next_step):
        assert sentence
        assert sentence[-1] in ".?!}…)" or sentence.endswith((" ", "{report}")) or "{" not in sentence
    for sentence in (MESSAGES[code].happened, MESSAGES[code].safe, MESSAGES[code].next_step):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(sentence))
