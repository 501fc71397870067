"""What no command may do, whoever calls it: change a kept entry, open a record without a reason, write in a pause."""

from collections.abc import Iterable, Mapping
from typing import Any

from kotaham_desktop.application.changes import Change
from kotaham_desktop.application.new_values import declared_type
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.recording import CAPTURED, PROTECTIVE_FIELDS, pause_in_force
from kotaham_desktop.storage.tables import Tables

PAUSE_TYPE = "recording_pause"


class Pauses:
    """The pauses that the file knows, read once and again after one begins or ends: every keystroke asks for them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._entries: list[Record] | None = None

    def read_from(self, tables: Tables) -> None:
        """Read them from the same file, opened again."""
        self._tables, self._entries = tables, None

    def hear(self, change: Change) -> None:
        """Read them again where a change touched them."""
        if PAUSE_TYPE in change.types:
            self._entries = None

    def in_force(self, now: int) -> bool:
        """Whether recording rests at that moment."""
        if self._entries is None:
            self._entries = self._tables.records(PAUSE_TYPE)
        return pause_in_force(self._entries, now) is not None


def assert_recording(pauses: Pauses, type_names: Iterable[str], now: int) -> None:
    """Raise ``ExpectedError("recording_paused")`` where a type is captured in the room while recording rests."""
    if CAPTURED.isdisjoint(type_names):
        return
    if pauses.in_force(now):
        raise ExpectedError("recording_paused")


def assert_not_kept(record_type: RecordType) -> None:
    """Raise ``ExpectedError("entry_is_kept")`` on an entry that a later one corrects instead."""
    if record_type.is_ledger:
        raise ExpectedError("entry_is_kept", type=record_type.label)


def assert_may_edit(
    pauses: Pauses,
    record_type: RecordType,
    record_id: str,
    stored: Mapping[str, Any],
    values: Mapping[str, Value],
    now: int,
) -> None:
    """Raise ``ExpectedError`` where these values may not be set just so: see the codes of this module."""
    assert_not_kept(record_type)
    if not PROTECTIVE_FIELDS.issuperset(values):
        assert_recording(pauses, [record_type.name], now)
    if record_type.has_level and "level" in values and _opens(record_type, stored, values["level"]):
        raise ExpectedError("level_needs_reason", type=record_type.label, record=record_id, level=str(values["level"]))


def _opens(record_type: RecordType, stored: Mapping[str, Any], wanted: Value) -> bool:
    try:
        return Level.from_code(str(wanted)) > level_of(record_type, stored)
    except ValueError:
        return False  # whoever fits the value to its field refuses it


def level_of(record_type: RecordType, stored: Mapping[str, Any]) -> Level:
    """The level of a record as the document holds it; one that cannot be read protects most."""
    try:
        return Level.from_code(str(stored.get("level") or record_type.default_level.code))
    except ValueError:
        return Level.SEALED


def is_kept(type_name: str) -> bool:
    """Whether records of a type are entries of a ledger."""
    return declared_type(type_name).is_ledger
