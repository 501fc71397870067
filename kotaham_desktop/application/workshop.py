"""One open workshop file: the commands that change it and the queries that read it."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kotaham_desktop.application.audit import OpenTrail
from kotaham_desktop.application.changes import ChangeNotices, Listener
from kotaham_desktop.application.reading import Reading
from kotaham_desktop.clock import Clock, milliseconds, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level, stricter
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import ATTACHMENT, WORKSHOP_ID
from kotaham_desktop.storage import recovery_state, workshop_file
from kotaham_desktop.storage.conflicts import REOPEN, Conflict
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.recovery_state import KitState

if TYPE_CHECKING:
    from datetime import datetime

    from kotaham_desktop.application.editing import Editing
    from kotaham_desktop.application.erasing_file import Erased, Rewriting
    from kotaham_desktop.application.merging import MergePlan, MergeSummary
    from kotaham_desktop.storage.checking import CheckReport
    from kotaham_desktop.storage.erasing import Applied
    from kotaham_desktop.storage.trail_memory import TrailMemory


class Workshop(Reading):
    """One open file. It belongs to the thread that opened it; long reads elsewhere use a connection of their own.

    Commands return once the change is on the disk. Where the disk refuses, they raise ``ExpectedError`` and the change
    stays ``pending`` for :meth:`retry`; nothing that was typed is dropped.
    """

    def __init__(
        self,
        file: workshop_file.WorkshopFile,
        *,
        author: str,
        device: str,
        clock: Clock,
        memory: "TrailMemory | None" = None,
    ) -> None:
        super().__init__(file)
        self._trail = OpenTrail(file, author, memory)
        self._clock = clock
        self._device = device
        self._editing: Editing | None = None
        self._thread = threading.get_ident()
        self.notices = ChangeNotices()
        self.author = author
        self.saved_at: datetime | None = None

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        author: str,
        device: str = "",
        clock: Clock = system_clock,
        passphrase: str = "",
        memory: "TrailMemory | None" = None,
    ) -> Self:
        """Make a new file with an empty workshop record and open it, encrypted where a passphrase is given.

        Raises ``ExpectedError``.
        """
        key = Key.for_new_file(passphrase) if passphrase else None

        def describe(new: workshop_file.WorkshopFile) -> None:
            editing = cls(new, author=author, device=device, clock=clock).editing
            editing.create([("workshop", {})], fixed_id=WORKSHOP_ID)
            editing.close()

        file = workshop_file.create(path, holder=author, key=key, fill=describe)
        return cls(file, author=author, device=device, clock=clock, memory=memory)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str = "",
        device: str = "",
        read_only: bool = False,
        clock: Clock = system_clock,
        passphrase: str = "",
        key: Key | None = None,
        memory: "TrailMemory | None" = None,
    ) -> Self:
        """Open a file, an encrypted one by its passphrase or by the key of a workshop that has it open already.

        ``memory`` is what this laptop remembers of the trails of its files.

        Raises ``ExpectedError``: ``file_locked`` where another program writes it, ``passphrase_needed``,
        ``passphrase_wrong`` and others.
        """
        key = key or workshop_file.key_for(path, passphrase)
        if read_only:
            file = workshop_file.open_for_reading(path, key)
        else:
            file = workshop_file.open_for_writing(path, holder=author, key=key)
        return cls(file, author=author, device=device, clock=clock, memory=memory)

    def close(self) -> None:
        """Write what is pending, if the disk lets us, and leave one clean file; closing again does nothing.

        Raises ``ExpectedError`` where something pending could not be written: ask before, with ``pending``.
        """
        editing, self._editing = self._editing, None
        try:
            if editing is not None:
                editing.close()
        finally:
            self._trail.close(self.now())
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def key(self) -> Key | None:
        """What opens this file again elsewhere in the program, None for a plain one."""
        return self._file.key

    @property
    def workshop_id(self) -> str:
        """The id that all copies of this workshop share."""
        return self._file.workshop_id

    @property
    def recovery_kit(self) -> KitState | None:
        """What this file knows of its last recovery kit; see ``application.recovery``."""
        return recovery_state.kit_state(self._file)

    def note_recovery_kit(self, kit: str, *, tested: bool = False) -> None:
        """Keep that a kit was made, or tested, now; raises ``ExpectedError``."""
        keep = recovery_state.keep_kit_tested if tested else recovery_state.keep_kit_made
        keep(self._file, kit, self.now())

    @property
    def editing(self) -> "Editing":
        """The live document, loaded at the first need; raises ``ExpectedError`` on a read-only or damaged file."""
        if self._editing is None:
            if self.read_only:
                raise ExpectedError("opened_read_only", name=self.path.name)
            # The engine costs a tenth of a second to import; the first window does without it.
            from kotaham_desktop.application.editing import Editing  # noqa: PLC0415 - late: start-up

            self._editing = Editing(
                self._file, self.notices, self._trail.writer, author=self.author, device=self._device
            )
        return self._editing

    def now(self) -> int:
        """The moment of a change, in milliseconds since 1970 UTC."""
        return milliseconds(self._clock())

    # Commands

    @contextmanager
    def _saving(self) -> Iterator["Editing"]:
        if threading.get_ident() != self._thread:
            # The engine would not object: it would let the change slip into whatever transaction is open.
            raise RuntimeError("a workshop belongs to the thread that opened it")
        editing = self.editing
        editing.now = self.now()
        yield editing
        if editing.pending == 0:
            self.saved_at = self._clock()

    def create_record(self, type_name: str, values: Mapping[str, Value], *, record_id: str = "") -> str:
        """Add a record and return its id.

        An editor that gives an id of its own (from ``new_record_id``) can go on writing in the record even when the
        disk refused it for now.
        """
        with self._saving() as editing:
            return editing.create([(type_name, values)], fixed_id=record_id)[0]

    def create_records(self, items: Iterable[tuple[str, Mapping[str, Value]]]) -> list[str]:
        """Add several records, all or none, as one undo step; returns their ids."""
        with self._saving() as editing:
            return editing.create(list(items))

    def settle(
        self,
        new: Iterable[tuple[str, Mapping[str, Value]]],
        changes: Iterable[tuple[str, Mapping[str, Value]]] = (),
        *,
        contents: Iterable[tuple[bytes, str]] = (),
        forget_steps: bool = False,
    ) -> list[str]:
        """Write entries of a ledger, and fields that change with them, which no undo takes back; returns their ids.

        For the commands about consent, levels and blurred photos, whose ``contents`` (with their media types) are
        written in the same transaction. ``forget_steps``: nothing done before can be taken back any more.
        """
        with self._saving() as editing:
            if forget_steps:
                editing.forget_steps()
            for content, media_type in contents:
                editing.recorder.keep_content(content, media_type)
            return editing.settle("create", list(new), list(changes))

    def set_fields(self, record_id: str, values: Mapping[str, Value]) -> None:
        """Change fields of a record as one undo step; texts change by their smallest difference."""
        with self._saving() as editing:
            editing.edit(record_id, values)

    def edit_text(self, record_id: str, field: str, text: str) -> None:
        """Bring a text to what the editor shows; a run of typing in one text is one undo step.

        ``field`` may name one answer of a result row, as ``values.card``.
        """
        name, _, answer = field.partition(".")
        with self._saving() as editing:
            editing.edit(record_id, {name: {answer: text} if answer else text}, typing_in=(record_id, field))

    def delete_record(self, record_id: str) -> None:
        """Put a record aside; it can be restored, and an edit made elsewhere at the same time brings it back."""
        with self._saving() as editing:
            editing.set_deleted(record_id, deleted=True)

    def restore_record(self, record_id: str) -> None:
        """Bring a deleted record back."""
        with self._saving() as editing:
            editing.set_deleted(record_id, deleted=False)

    def attach(self, record_id: str, content: bytes, media_type: str, *, caption: str = "", level: str = "") -> str:
        """Attach an image that was cleaned before; its level is at least as strict as the record's. Returns its id."""
        own = Level.from_code(level) if level else ATTACHMENT.default_level
        guarded = stricter(own, self.record(record_id).level)
        with self._saving() as editing:
            sha256 = editing.keep_content(content, media_type)
            values: dict[str, Value] = {
                "record": record_id,
                "caption": caption,
                "sha256": sha256,
                "media_type": media_type,
                "level": guarded.code,
            }
            return editing.create([("attachment", values)])[0]

    def choose(self, conflict_id: str, candidate: int) -> None:
        """Decide a conflict for one of its candidates; raises ``KeyError`` where it is decided already."""
        for conflict in self.conflicts():
            if conflict.id == conflict_id:
                with self._saving() as editing:
                    editing.decide(conflict.record_id, conflict.field, conflict.candidates[candidate].value)
                return
        raise KeyError(conflict_id)

    def reopen(self, conflict: Conflict, before: Value) -> None:
        """Take a decision of this opening back whatever was written since: ``before`` holds, the conflict waits."""
        with self._saving() as editing:
            editing.decide(conflict.record_id, conflict.field, before, kind=REOPEN)

    @contextmanager
    def batch(self, kind: str) -> Iterator[None]:
        """Several commands as one: one transaction, one undo step, one notice; if one fails, none has happened."""
        with self._saving() as editing, editing.batch(kind):
            yield

    def undo(self) -> bool:
        """Take back this person's last step; returns whether there was one."""
        with self._saving() as editing:
            return editing.undo()

    def redo(self) -> bool:
        """Do the step again that was taken back last; returns whether there was one."""
        with self._saving() as editing:
            return editing.redo()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._editing is not None and self._editing.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._editing is not None and self._editing.can_redo

    def holds(self, record_id: str) -> bool:
        """Whether there is a record of that id, also one that is still waiting for the disk."""
        if self._tables.type_if_known(record_id):
            return True
        document = self._editing.document if self._editing is not None else None
        return document is not None and record_id in document and "type" in document.stored(record_id)

    # State of the disk

    @property
    def pending(self) -> int:
        """How many changes are not on the disk yet."""
        return self._editing.pending if self._editing is not None else 0

    def retry(self) -> bool:
        """Try again to write what is pending; returns whether all is on the disk now."""
        try:
            with self._saving() as editing:
                editing.flush()
        except ExpectedError:
            return False
        return self.pending == 0

    def rest(self) -> None:
        """Use a quiet moment: keep a snapshot so that the next opening is fast, and fold the write-ahead log in."""
        with suppress(ExpectedError):
            self._trail.keep(self.now())
        if self._editing is not None:
            self._editing.rest()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change from now on; the returned function ends that."""
        return self.notices.subscribe(listener)

    # Merge and care

    def merge_file(
        self,
        other: Path,
        *,
        passphrase: str = "",
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "MergeSummary":
        """Take another laptop's work into this file, all or nothing; the other file stays as it is.

        The passphrase is the other file's; a copy of this file needs none.
        """
        from kotaham_desktop.application.merging import prepare_merge  # noqa: PLC0415 - late: start-up

        self.retry()
        plan = prepare_merge(
            self.path,
            other,
            key=self.key,
            passphrase=passphrase,
            progress=lambda share: progress(share * 0.7),
            cancelled=cancelled,
        )
        for share in self.merge_steps(plan):
            progress(0.7 + share * 0.3)
        return plan.summary

    def merge_steps(self, plan: "MergePlan") -> Iterator[float]:
        """Carry out a prepared merge in short steps, so that a window can breathe between them."""
        from kotaham_desktop.application.merging import merge_steps  # noqa: PLC0415 - late: start-up

        with self._saving() as editing:
            yield from merge_steps(editing, plan)

    def check(self, *, progress: Callable[[float], None] = lambda _: None) -> "CheckReport":
        """Compare log, tables, document and attachments with one another; changes nothing."""
        from kotaham_desktop.storage.checking import check  # noqa: PLC0415 - late: start-up

        document = self._editing.document if self._editing is not None else None
        return check(self._file, document, expected=self._trail.expected, progress=progress)

    def note_act(self, what: str, facts: Mapping[str, object] | None = None) -> None:
        """Write into the trail what was done with the file; nothing where it is open for reading only.

        ``facts`` hold no content, no path and no name that the act does not name anyway. Raises ``ExpectedError``, and
        the act waits for the next change.
        """
        if self.read_only:
            return
        self._trail.writer.add(what, facts or {}, self.now())
        self._trail.keep(self.now())

    def erase_content(
        self,
        erased: "Erased",
        rewritings: "Iterable[Rewriting]",
        about: Mapping[str, str],
        *,
        progress: Callable[[float], None] = lambda _: None,
    ) -> "Applied":
        """Take content out of this file for good, history included; the commands in ``application.erasing`` call it."""
        from kotaham_desktop.application.erasing_file import erase_in_file  # noqa: PLC0415 - late: start-up

        with self._saving() as editing:
            return erase_in_file(editing, erased, rewritings, about, progress=progress)

    def rebuild(self) -> None:
        """Make the tables again from the log; raises ``ExpectedError`` where the log itself is harmed."""
        self.editing.rebuild()
