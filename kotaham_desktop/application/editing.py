"""The live document of an open file and everything that changes it: one command, one transaction, one notice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from kotaham_desktop.application import protections
from kotaham_desktop.application.changes import Change, ChangeNotices
from kotaham_desktop.application.new_values import FieldEdit, NewRecord, declared_type, field_edits, new_record
from kotaham_desktop.application.positions import Positions
from kotaham_desktop.application.undo_steps import Step, UndoSteps
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Value
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import erasing, log, rebuilding, search_index, snapshots
from kotaham_desktop.storage.audit import Trail
from kotaham_desktop.storage.conflicts import CHOOSE
from kotaham_desktop.storage.document import CREATE, EDIT, CapturedUpdate, Document
from kotaham_desktop.storage.library import DatabaseError
from kotaham_desktop.storage.recorder import Recorder, new_client_id
from kotaham_desktop.storage.replay import load_document
from kotaham_desktop.storage.tables import DELETED, Tables
from kotaham_desktop.storage.values import for_document
from kotaham_desktop.storage.workshop_file import QUICK_CHECK_BYTES, WorkshopFile, quick_check

ROWS_WORTH_A_SNAPSHOT = 200


class Editing:
    """The document of one open file with its undo steps and its way to the disk.

    ``now`` is the moment of the command that runs, in milliseconds since 1970 UTC; the workshop sets it.
    """

    def __init__(self, file: WorkshopFile, notices: ChangeNotices, trail: Trail, *, author: str, device: str) -> None:
        self.file = file
        self._trail = trail
        self.tables = Tables(file.connection)
        self.author = author
        self.now = 0
        self.device = device
        self._notices = notices
        self._steps = UndoSteps()
        self._batch: _Batch | None = None
        self._untold: list[Change] = []
        self._is_reserved = False
        self._pauses = protections.Pauses(self.tables)
        notices.subscribe(self._pauses.hear)
        if file.path.exists() and file.path.stat().st_size > QUICK_CHECK_BYTES:
            quick_check(file.connection, file.path)
        self.load()

    def load(self) -> None:
        """Make the document again from the file, under a new client id."""
        self.document: Document = load_document(self.file.connection, new_client_id(), self.file.path)
        self.recorder = Recorder(self.file, self.document, self._trail, author=self.author, device=self.device)

    def reload(self) -> None:
        """Begin again from what is on the disk."""
        self.document.close()
        self._steps = UndoSteps()
        self.load()

    def go_on_in(self, file: WorkshopFile, trail: Trail) -> None:
        """Write from now on into the same workshop, opened again after its disk went away and came back.

        What is pending stays pending; earlier steps cannot be undone any more. Raises ``ExpectedError`` where the file
        lacks what this opening knows to be saved, and changes nothing.
        """
        document = load_document(file.connection, self.document.client_id, file.path)
        try:
            self.recorder.go_on_in(file, document, trail)
        except BaseException:
            document.close()
            raise
        self.document.close()
        self.document, self.file, self._trail = self.recorder.document, file, trail
        self.tables = Tables(file.connection)
        self._pauses.read_from(self.tables)
        self.forget_steps()

    # Commands

    def create(self, items: Sequence[tuple[str, Mapping[str, Value]]], *, fixed_id: str = "") -> list[str]:
        """Add records, all or none; entries of a ledger for good."""
        if any(protections.is_kept(name) for name, _ in items):
            return self.settle("create", items)
        protections.assert_recording(self._pauses, [name for name, _ in items], self.now)
        positions = Positions(self.tables)
        new = [
            new_record(name, positions.completed(name, values), at=self.now, author=self.author, record_id=fixed_id)
            for name, values in items
        ]
        with self.batch("create"):
            self._create(new)
        return [record.id for record in new]

    def _create(self, new: Sequence[NewRecord]) -> None:
        with self.document.transaction(CREATE) as captured:
            for record in new:
                self.document.create(record.id, record.plain, record.texts)
        batch = self._running_batch()
        described = {record.id: {log.CREATED: record.type} for record in new}
        batch.take([CapturedUpdate(update.update, described) for update in captured])
        batch.created.extend(record.id for record in new)
        batch.types.update(record.type for record in new)

    def edit(self, record_id: str, values: Mapping[str, Value], *, typing_in: tuple[str, str] | None = None) -> None:
        """Change fields of a record; values that are as they were change nothing."""
        record_type = declared_type(self.type_of(record_id))
        # Reading a whole record costs as much as its texts are long; only the level is asked for.
        stored = self.document.stored(record_id) if "level" in values else {}
        protections.assert_may_edit(self._pauses, record_type, record_id, stored, values, self.now)
        edits = field_edits(record_id, record_type, values)
        with self.batch("edit", typing_in=typing_in):
            self._apply(record_type.name, edits)

    def decide(self, record_id: str, key: str, value: Value, *, kind: str = CHOOSE) -> None:
        """Write the value chosen in a conflict, even if it stands there already: the writing itself decides.

        With the kind ``REOPEN`` the value is the one that stood there before, and the conflict waits again.
        """
        edit = FieldEdit(record_id, key, for_document(value), is_text=False)
        with self.batch(kind):
            self._apply(self.type_of(record_id), [edit], always=True)

    def set_deleted(self, record_id: str, *, deleted: bool) -> None:
        """Put a record aside or bring it back."""
        protections.assert_not_kept(declared_type(self.type_of(record_id)))
        with self.batch("delete" if deleted else "restore"):
            self._apply(self.type_of(record_id), [FieldEdit(record_id, DELETED, deleted, is_text=False)])

    def settle(
        self,
        kind: str,
        new: Sequence[tuple[str, Mapping[str, Value]]],
        changes: Sequence[tuple[str, Mapping[str, Value]]] = (),
        act: tuple[str, Mapping[str, object]] | None = None,
    ) -> list[str]:
        """Write new entries and the plain fields that change with them, in one row of the log: no undo step.

        ``act`` is written into the trail in the same transaction.
        """
        if self._is_reserved:
            raise ExpectedError("merge_running")
        if self._batch is not None:
            raise RuntimeError("what is settled is a command of its own")
        records = [new_record(name, values, at=self.now, author=self.author) for name, values in new]
        changed = {record_id: declared_type(self.type_of(record_id)) for record_id, _ in changes}
        edits = [edit for record_id, values in changes for edit in field_edits(record_id, changed[record_id], values)]
        with self.document.transaction(CREATE) as captured:
            for record in records:
                self.document.create(record.id, record.plain, record.texts)
            for edit in edits:
                self.document.set_plain(edit.record_id, edit.key, edit.value)
        created = {record.id: {log.CREATED: record.type} for record in records}
        self._steps.interrupt_typing()
        types = {record.type for record in records} | {record_type.name for record_type in changed.values()}
        if act is not None:
            self._trail.add(act[0], act[1], self.now)
        if captured:
            last = captured[-1]
            described = [*captured[:-1], CapturedUpdate(last.update, {**created, **last.touched, **created})]
            self._record(kind, described, types)
        return [record.id for record in records]

    @property
    def is_reserved(self) -> bool:
        """Whether a merge is writing in steps."""
        return self._is_reserved

    def _apply(self, type_name: str, edits: Sequence[FieldEdit], *, always: bool = False) -> None:
        batch = self._running_batch()
        self.document.begin_step(joined_to_previous=batch.joined or batch.edited)
        with self.document.transaction(EDIT) as captured:
            for edit in edits:
                self._write(edit, always=always)
        batch.take(captured)
        batch.edited = batch.edited or bool(captured)
        batch.types.add(type_name)

    def _write(self, edit: FieldEdit, *, always: bool) -> None:
        if edit.is_text and self.document.rewrite_text(edit.record_id, edit.key, str(edit.value or "")):
            return
        # An answer that the record was not created with, or a text field of a newer format: kept as a plain value.
        if always or self.document.stored(edit.record_id).get(edit.key) != edit.value:
            self.document.set_plain(edit.record_id, edit.key, edit.value)

    def type_of(self, record_id: str) -> str:
        """The type of a record; raises ``ExpectedError`` on an unknown id."""
        if name := self.tables.type_if_known(record_id):
            return name
        if record_id in self.document:
            return str(self.document.stored(record_id).get("type", ""))
        raise ExpectedError("unknown_record", record=record_id)

    def keep_content(self, content: bytes, media_type: str) -> str:
        """Have an attachment's content written together with the next change."""
        protections.assert_recording(self._pauses, ["attachment"], self.now)
        return self.recorder.keep_content(content, media_type)

    # One command

    @contextmanager
    def reserved(self) -> Iterator[None]:
        """Refuse other commands while a merge writes in steps; what is typed meanwhile stays in its editor."""
        self._is_reserved = True
        try:
            yield
        finally:
            self._is_reserved = False

    @contextmanager
    def batch(self, kind: str, *, typing_in: tuple[str, str] | None = None) -> Iterator[None]:
        """Collect changes and write them together; a batch inside a batch belongs to the outer one."""
        if self._is_reserved:
            raise ExpectedError("merge_running")
        if self._batch is not None:
            self._batch.typing_in = None
            yield
            return
        batch = self._batch = _Batch(joined=self._steps.joins(typing_in, self.now), typing_in=typing_in)
        try:
            yield
        except BaseException:
            self._batch = None
            self._take_back(batch)
            raise
        self._batch = None
        self._finish(kind, batch)

    def _running_batch(self) -> "_Batch":
        if self._batch is None:
            raise RuntimeError("the document changes only inside a command")
        return self._batch

    def _finish(self, kind: str, batch: "_Batch") -> None:
        if not batch.captured:
            return
        step = Step(tuple(batch.created), batch.edited, frozenset(batch.types), batch.typing_in)
        self._steps.add(step, self.now, joined=batch.joined)
        self._record(kind, batch.captured, batch.types)

    def _take_back(self, batch: "_Batch") -> None:
        """Undo what a failed batch had already changed, and write neither it nor its undoing as a step."""
        if not batch.captured:
            return
        captured = list(batch.captured)
        if batch.edited:
            captured.extend(self.document.undo()[0])
        captured.extend(self._flagged(tuple(batch.created), deleted=True))
        self._steps.interrupt_typing()
        self._record("undo", captured, batch.types)

    def _record(self, kind: str, captured: Sequence[CapturedUpdate], types: set[str] | frozenset[str]) -> None:
        self.recorder.add(kind, captured, self.now)
        record_ids = frozenset(record_id for update in captured for record_id in update.touched)
        self._untold.append(Change(record_ids, frozenset(types), kind, own=True))
        self.flush()

    def tell_merged(self, record_ids: frozenset[str], types: frozenset[str]) -> None:
        """Tell the views what a merge brought."""
        self._notices.tell(Change(record_ids, types, log.MERGE_KIND, own=False))

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._steps.undone)

    def undo(self) -> bool:
        """Take back the newest own step; what others wrote stays."""
        if not self._steps.done or self._is_reserved:
            return False
        step = self._steps.done.pop()
        captured, step = self._without_void_edits(step, self._steps.done, self.document.undo)
        captured += self._flagged(step.created, deleted=True)
        if step.edited or step.created:
            self._steps.undone.append(step)
        self._after_undo("undo", captured, step)
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        if not self._steps.undone or self._is_reserved:
            return False
        step = self._steps.undone.pop()
        captured = self._flagged(step.created, deleted=False)
        edits, step = self._without_void_edits(step, self._steps.undone, self.document.redo)
        captured += edits
        if step.edited or step.created:
            self._steps.done.append(step)
        self._after_undo("redo", captured, step)
        return True

    @staticmethod
    def _without_void_edits(
        step: Step, steps: list[Step], move: Callable[[], tuple[list[CapturedUpdate], int]]
    ) -> tuple[list[CapturedUpdate], Step]:
        """Undo or redo the edits of a step, and keep our steps in line with the engine's, which skips void ones."""
        if not step.edited:
            return [], step
        captured, used_up = move()
        UndoSteps.forget_edits(steps, used_up - 1)
        return captured, step if captured else replace(step, edited=False)

    def _after_undo(self, kind: str, captured: list[CapturedUpdate], step: Step) -> None:
        self._steps.interrupt_typing()
        if captured:
            self._record(kind, captured, step.types)

    def _flagged(self, created: tuple[str, ...], *, deleted: bool) -> list[CapturedUpdate]:
        """A creation is undone by the flag, never by removing the key: others may have written inside."""
        if not created:
            return []
        with self.document.transaction(CREATE) as captured:
            for record_id in created:
                self.document.set_plain(record_id, DELETED, deleted)
        return captured

    def forget_steps(self) -> None:
        """What was done so far cannot be undone: it made the file."""
        self._steps = UndoSteps()

    # The disk

    @property
    def pending(self) -> int:
        """How many changes are not on the disk yet."""
        return self.recorder.pending

    def flush(self) -> None:
        """Write what is pending and tell the views; raises ``ExpectedError`` and keeps it where the disk refuses."""
        self.recorder.flush()
        untold, self._untold = self._untold, []
        for change in untold:
            self._notices.tell(change)

    def rest(self) -> None:
        """Keep a snapshot if enough has changed since the last one, and fold the write-ahead log into the file.

        Both only make the next opening faster, so a disk that refuses them now is not worth a word.
        """
        if self.pending or self._is_reserved:
            return
        with suppress(DatabaseError):
            newest = log.last_id(self.file.connection)
            upto, _ = snapshots.load(self.file.connection)
            if newest - upto >= ROWS_WORTH_A_SNAPSHOT:
                snapshots.save(self.file.connection, newest, self.document.state())
            search_index.bring_up_to_date(self.file.connection)
            connections.fold_in(self.file.connection)
            if erasing.is_unclean(self.file.connection):
                erasing.clean(self.file.connection)

    def rebuild(self) -> None:
        """Make the tables again from the log."""
        self.flush()
        rebuilding.rebuild(self.file)
        self.reload()

    def close(self) -> None:
        """Write what is pending and let the document go."""
        try:
            self.flush()
            self.rest()
        finally:
            self.document.close()


class _Batch:
    """What one command has changed so far."""

    def __init__(self, *, joined: bool, typing_in: tuple[str, str] | None) -> None:
        self.joined = joined
        self.typing_in = typing_in
        self.captured: list[CapturedUpdate] = []
        self.created: list[str] = []
        self.edited = False
        self.types: set[str] = set()

    def take(self, captured: Sequence[CapturedUpdate]) -> None:
        """Add what one document transaction changed."""
        self.captured.extend(captured)
