"""The texts that users see, and their English: collected from the code, kept in ``resources/i18n``, compiled.

``python -m tests.architecture.translations`` takes new texts into the English catalogue, drops those that are gone,
compiles it, and lists what still waits for a translation.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "resources" / "i18n" / "en" / "LC_MESSAGES" / "kotaham.po"
COMPILED = ENGLISH.with_suffix(".mo")
CODE = ("kotaham_desktop", "ui")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def texts_in_the_code() -> Catalog:
    """Every text that the code marks for translation, with the files that use it."""
    catalog = Catalog(project="Kota HAM Desktop", charset="utf-8")
    for folder in CODE:
        found = extract_from_dir(str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS, comment_tags=())
        for file_name, _line, message, _comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
            # No line numbers: they would change with every edit and hide what really changed.
            catalog.add(message, None, [(f"{folder}/{Path(file_name).as_posix()}", 0)])
    return catalog


def english() -> Catalog:
    """The English catalogue as it lies in the project."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalog: Catalog) -> bytes:
    """What gettext reads at run time."""
    output = io.BytesIO()
    write_mo(output, catalog)
    return output.getvalue()


def save(catalog: Catalog) -> None:
    """Write the catalogue and its compiled form."""
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, width=120, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    COMPILED.write_bytes(compiled(catalog))


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages without a whole English text, or with one that is only guessed."""
    return [message for message in catalog if message.id and (message.fuzzy or not all(_forms(message.string)))]


def changed_placeholders(catalog: Catalog) -> list[str]:
    """Messages whose English names other placeholders than the Indonesian does; one form of a plural may drop some."""
    changed = []
    for message in catalog:
        if not message.id or not all(_forms(message.string)):
            continue
        source, english = _forms(message.id), _forms(message.string)
        known = set().union(*map(_placeholders, source))
        if _placeholders(source[-1]) != _placeholders(english[-1]) or any(
            _placeholders(form) - known for form in english
        ):
            changed.append(source[0])
    return changed


def calls_that_cannot_be_translated() -> Iterator[str]:
    """Where text is put together before it is looked up, so that no catalogue can hold it."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
                    built = [part for part in node.args if isinstance(part, ast.JoinedStr | ast.BinOp)]
                    yield from (f"{path.relative_to(ROOT)}:{part.lineno}" for part in built)


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    return (text or "",) if isinstance(text, str | None) else text


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def _update() -> int:
    catalog = english() if ENGLISH.exists() else Catalog(locale="en", project="Kota HAM Desktop", charset="utf-8")
    found = texts_in_the_code()
    found.creation_date = catalog.creation_date  # else each run would change the file
    catalog.update(found, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    save(catalog)
    waiting = untranslated(catalog)
    for message in waiting:
        print(message.id)
    print(f"{len(catalog)} texts, {len(waiting)} without English")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(_update())
