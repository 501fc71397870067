"""Erasing in the open file: rows, tables and texts written anew in one transaction, nothing of it can be undone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kotaham_desktop.application.editing import Editing
from kotaham_desktop.application.erasing_companions import companions_of
from kotaham_desktop.application.new_values import declared_type, field_edits
from kotaham_desktop.domain.record import Value
from kotaham_desktop.storage import erasing
from kotaham_desktop.storage.document import CREATE
from kotaham_desktop.storage.erasing import Applied
from kotaham_desktop.storage.erasing_rows import erasures_in
from kotaham_desktop.storage.failures import told_as_expected

Erased = Mapping[str, Iterable[str]]
"""Record -> the names of the fields that go, an empty name for the whole record."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a record that stays holds afterwards in place of what was erased."""

    record_id: str
    type: str
    values: Mapping[str, Value]


def erase_in_file(
    editing: Editing,
    erased: Erased,
    rewritings: Iterable[Rewriting],
    about: Mapping[str, str],
    *,
    progress: Callable[[float], None] = lambda _: None,
) -> Applied:
    """Erase and write anew, all or nothing; raises ``ExpectedError`` and leaves the file as it was.

    ``about`` says why (``reason``, ``basis``, ``by``, ``subject``) and travels with the erasure: it holds no content.
    """
    editing.flush()
    editing.file.assert_in_place()
    connection, path = editing.file.connection, editing.file.path
    types = frozenset(filter(None, map(editing.tables.type_if_known, erased)))
    with editing.reserved(), told_as_expected(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            erasing.write_erasure(
                connection, erased, about, at=editing.now, author=editing.author, device=editing.device
            )
            applied = erasing.apply_erasures(connection, path, progress=progress)
            erasing.note_in_trail(connection, editing.recorder.trail, applied, editing.now)
            editing.reload()
            _write_anew(editing, rewritings)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            editing.reload()
            raise
        editing.recorder.forget_pending()
        erasing.clean(connection)
    editing.tell_merged(frozenset(erased), types)
    return applied


def _write_anew(editing: Editing, rewritings: Iterable[Rewriting]) -> None:
    edits = [edit for each in rewritings for edit in field_edits(each.record_id, declared_type(each.type), each.values)]
    if not edits:
        return
    with editing.document.transaction(CREATE) as captured:
        for edit in edits:
            if not edit.is_text or not editing.document.rewrite_text(edit.record_id, edit.key, str(edit.value or "")):
                editing.document.set_plain(edit.record_id, edit.key, edit.value)
    editing.recorder.add("edit", captured, editing.now)
    editing.recorder.write_pending()


def follow_erasures(editing: Editing) -> None:
    """Erase what a merge has brought and what belongs to an erased record: a picture added to it over there."""
    connection = editing.file.connection
    erasures = erasures_in(connection)
    gone = {each.record for each in erasures if not each.field}
    if not gone:
        return
    found = companions_of(editing.tables, gone)
    if found:
        subjects = {each.subject for each in erasures if each.record in gone}
        about = {"reason": "", "by": "", "subject": subjects.pop() if len(subjects) == 1 else ""}
        erase_in_file(editing, found, (), about)
