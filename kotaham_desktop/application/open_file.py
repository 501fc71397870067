"""One open workshop file: opened and closed, its live document, its way to the disk."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kotaham_desktop.application.audit import OpenTrail
from kotaham_desktop.application.changes import ChangeNotices, Listener
from kotaham_desktop.application.reading import Reading
from kotaham_desktop.clock import Clock, milliseconds, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.storage import audit_check, recovery_state, workshop_file
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.recovery_state import KitState
from kotaham_desktop.storage.tables import Tables

if TYPE_CHECKING:
    from datetime import datetime

    from kotaham_desktop.application.editing import Editing
    from kotaham_desktop.storage.audit_check import TrailReport
    from kotaham_desktop.storage.checking import CheckReport
    from kotaham_desktop.storage.trail_memory import TrailMemory


class OpenFile(Reading):
    """One open file. It belongs to the thread that opened it; long reads elsewhere use a connection of their own.

    What the disk refuses stays ``pending`` for :meth:`retry`; nothing that was typed is dropped.
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
            workshop = cls(new, author=author, device=device, clock=clock)
            editing = workshop.editing
            editing.now = workshop.now()
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
        self.note_act("kit_tested" if tested else "kit_made")

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
        except ExpectedError as error:
            return error.code == "file_unreachable" and self._has_come_back()
        return self.pending == 0

    def _has_come_back(self) -> bool:
        """Open the file again where its disk went away and is here again; returns whether all is on it now."""
        if not self.path.exists() or self.editing.is_reserved:
            return False
        try:
            file = workshop_file.open_for_writing(self.path, holder=self.author, key=self.key)
        except ExpectedError:
            return False
        trail = self._trail.gone_on_in(file)
        try:
            self.editing.go_on_in(file, trail.writer)
        except ExpectedError:
            file.close()
            return False
        gone, self._file = self._file, file
        self._tables, self._trail = Tables(file.connection), trail
        gone.close()
        try:
            with self._saving() as editing:
                editing.flush()
        except ExpectedError:
            return False
        return True

    def rest(self) -> None:
        """Use a quiet moment: keep a snapshot so that the next opening is fast, and fold the write-ahead log in."""
        with suppress(ExpectedError):
            self._trail.keep(self.now())
        if self._editing is not None:
            self._editing.rest()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change from now on; the returned function ends that."""
        return self.notices.subscribe(listener)

    # Care

    def check(self, *, progress: Callable[[float], None] = lambda _: None) -> "CheckReport":
        """Compare log, tables, document and attachments with one another; changes nothing.

        Raises ``ExpectedError("file_damaged")`` where the file cannot even be read.
        """
        from kotaham_desktop.storage.checking import check  # noqa: PLC0415 - late: start-up

        document = self._editing.document if self._editing is not None else None
        with told_as_expected(self.path):
            return check(self._file, document, expected=self._trail.expected, progress=progress)

    def prove_trail(self) -> "TrailReport":
        """Whether acts and log prove each other; changes nothing."""
        with told_as_expected(self.path):
            return audit_check.verify(self._file.connection, expected=self._trail.expected)

    def note_act(self, what: str, facts: Mapping[str, object] | None = None) -> None:
        """Write into the trail what was done with the file; nothing where it is open for reading only.

        ``facts`` hold no content, no path and no name that the act does not name anyway. Raises ``ExpectedError``, and
        the act waits for the next change.
        """
        if self.read_only:
            return
        self._trail.writer.add(what, facts or {}, self.now())
        self._trail.keep(self.now())

    def rebuild(self) -> None:
        """Make the tables again from the log; raises ``ExpectedError`` where the log itself is harmed."""
        self.editing.rebuild()
