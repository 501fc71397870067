"""The live document: one Yjs document of flat records keyed by id, on the thread that opened it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, Map, UndoManager, merge_updates

from kotaham_desktop.storage import texts
from kotaham_desktop.storage.log import CREATED

RECORDS = "record"
EDIT, CREATE, REMOTE = "edit", "create", "remote"
MERGE_CHUNK = 500
"""Updates joined in one call: one call over a whole log is quadratic."""
NEW_STEP_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class CapturedUpdate:
    """What one document transaction changed: the Yjs update and the fields it touched."""

    update: bytes
    touched: Mapping[str, Mapping[str, Any]]


class Document:
    """The records of a workshop as the engine holds them.

    Creations are kept out of the undo manager: undoing one would remove the key, and with it what others wrote inside.
    The caller undoes a creation by the record's ``deleted`` flag.
    """

    def __init__(self, client_id: int) -> None:
        self._doc: Any = Doc(client_id=client_id)
        self._records: Any = self._doc.get(RECORDS, type=Map)
        self._updates: list[bytes] = []
        self._touched: dict[str, dict[str, Any]] = {}
        self._step_time = 0
        self._subscriptions: list[tuple[Any, Any]] = []
        self._undo_manager: Any = None
        self.client_id = client_id

    def watch(self) -> None:
        """Begin to capture changes and undo steps; called once the stored state has been loaded."""
        self._undo_manager = UndoManager(
            scopes=[self._records], capture_timeout_millis=NEW_STEP_MS // 2, timestamp=lambda: self._step_time
        )
        self._undo_manager.include_origin(EDIT)
        self._subscriptions = [
            (self._doc, self._doc.observe(self._collect_update)),
            (self._records, self._records.observe_deep(self._collect_touched)),
        ]

    def close(self) -> None:
        """Stop observing; without this the whole document would stay in memory for good."""
        for owner, subscription in self._subscriptions:
            owner.unobserve(subscription)
        self._subscriptions = []
        self._undo_manager = None

    # Observers only collect: whatever raised, read or wrote the document in them would tear the transaction.
    def _collect_update(self, event: Any) -> None:
        self._updates.append(event.update)

    def _collect_touched(self, events: list[Any], _transaction: Any) -> None:
        for event in events:
            path = event.path
            keys = getattr(event, "keys", None)
            if not path and keys:
                for record_id in keys:
                    self._touched.setdefault(record_id, {})[CREATED] = None
            elif len(path) == 1 and keys:
                fields = self._touched.setdefault(path[0], {})
                for name, change in keys.items():
                    value = change.get("newValue")
                    fields[name] = None if texts.is_text(value) else value
            elif len(path) > 1:
                self._touched.setdefault(path[0], {})[path[1]] = None

    def _captured(self) -> list[CapturedUpdate]:
        updates, touched = self._updates, self._touched
        self._updates, self._touched = [], {}
        if not updates:
            return []
        # One call makes one transaction and so one update; were there ever more, the later ones carry the fields.
        return [CapturedUpdate(update, {}) for update in updates[:-1]] + [CapturedUpdate(updates[-1], touched)]

    @contextmanager
    def transaction(self, origin: str) -> Iterator[list[CapturedUpdate]]:
        """Change records inside the block; the list holds what changed once the block has ended."""
        captured: list[CapturedUpdate] = []
        try:
            with self._doc.transaction(origin=origin):
                yield captured
        finally:
            captured.extend(self._captured())

    def create(self, record_id: str, plain: Mapping[str, Any], text_values: Mapping[str, str]) -> None:
        """Add a record whole, with all its texts."""
        content: dict[str, Any] = dict(plain)
        content.update({name: texts.new_text(value) for name, value in text_values.items()})
        self._records[record_id] = Map(content)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._records

    def set_plain(self, record_id: str, name: str, value: Any) -> None:
        """Write a value that is replaced as a whole."""
        self._records[record_id][name] = value

    def rewrite_text(self, record_id: str, name: str, value: str) -> bool:
        """Change a text by its smallest difference; returns False where the record has no text of that name."""
        stored = self._records[record_id].get(name)
        if not texts.is_text(stored):
            return False
        texts.rewrite(stored, value)
        return True

    def write_over(self, other: "Document", touched: Mapping[str, Iterable[str]]) -> None:
        """Bring the touched fields of records to what another document holds; records that are not here come whole."""
        for record_id, names in touched.items():
            stored = other.stored(record_id)
            in_text = {name for name in stored if other.holds_text(record_id, name)}
            if record_id not in self:
                plain = {name: value for name, value in stored.items() if name not in in_text}
                self.create(record_id, plain, {name: stored[name] for name in in_text})
                continue
            for name in set(names) & set(stored):
                if name not in in_text or not self.rewrite_text(record_id, name, stored[name]):
                    self.set_plain(record_id, name, stored[name])

    def holds_text(self, record_id: str, name: str) -> bool:
        """Whether a field is a text that people write in together, not a value."""
        return texts.is_text(self._records[record_id].get(name))

    def stored(self, record_id: str) -> dict[str, Any]:
        """One record as plain data."""
        content: dict[str, Any] = json.loads(str(self._records[record_id]))  # four times as quick as ``to_py``
        return content

    def all_stored(self) -> dict[str, dict[str, Any]]:
        """Every record as plain data."""
        content: dict[str, dict[str, Any]] = json.loads(str(self._records))
        return content

    # Undo

    def begin_step(self, *, joined_to_previous: bool) -> None:
        """Say whether the next change belongs to the previous undo step (one run of typing) or begins a new one."""
        if not joined_to_previous:
            self._step_time += NEW_STEP_MS

    def undo(self) -> tuple[list[CapturedUpdate], int]:
        """Take back the last own step; what others wrote stays. Returns what changed and how many steps that used up.

        The engine passes over steps that others have made void (a word that is gone already, a value written over).
        """
        before = len(self._undo_manager.undo_stack)
        self._undo_manager.undo()
        return self._captured(), before - len(self._undo_manager.undo_stack)

    def redo(self) -> tuple[list[CapturedUpdate], int]:
        """Do the last undone step again; returns what changed and how many steps that used up."""
        before = len(self._undo_manager.redo_stack)
        self._undo_manager.redo()
        return self._captured(), before - len(self._undo_manager.redo_stack)

    # State

    def apply(self, update: bytes) -> None:
        """Take in one update; the caller vouches for its order and its checksum. Raises ``ValueError`` on a bad one."""
        with self._doc.transaction(origin=REMOTE):
            self._doc.apply_update(update)
        self._updates, self._touched = [], {}

    def state(self) -> bytes:
        """The whole document as one update."""
        whole: bytes = self._doc.get_update()
        return whole

    def clocks(self) -> dict[int, int]:
        """How far the document has seen each session, from its state vector."""
        return decoded_state_vector(self._doc.get_state())

    def own_clock(self) -> int:
        """This session's own Yjs clock."""
        return self.clocks().get(self.client_id, 0)


def decoded_state_vector(state: bytes) -> dict[int, int]:
    """A Yjs state vector (pairs of variable-length numbers) as client id -> clock."""
    numbers: list[int] = []
    value = shift = 0
    for byte in state:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the top bit says that the number goes on
            numbers.append(value)
            value = shift = 0
    return dict(zip(numbers[1::2], numbers[2::2], strict=True))


def joined(updates: list[bytes]) -> list[bytes]:
    """The same changes in fewer updates, joined in log order by chunks."""
    return [merge_updates(*updates[start : start + MERGE_CHUNK]) for start in range(0, len(updates), MERGE_CHUNK)]
