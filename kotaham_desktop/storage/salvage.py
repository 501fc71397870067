"""What can be saved of a harmed file, brought into a new one whose tables are made again from its log.

The log's checksums say which rows are what their authors wrote. Of each session the rows up to its first hole are taken
over as they are, so that a colleague's whole copy can fill the holes later by an ordinary merge. What stood behind a
hole cannot be applied (the engine would drop text without a word); its words are read from the tables or from the row
itself and handed back as ``leftovers``.
"""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.storage import attachments, audit, log, rebuilding, schema
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.document import Document
from kotaham_desktop.storage.durable_files import remove_unfinished, sync_file, unfinished_name
from kotaham_desktop.storage.harmed_file import FoundRow, HarmedFile
from kotaham_desktop.storage.keys import Key
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED, LogRow, Session
from kotaham_desktop.storage.safe_copies import CopyProof, prove, put_in_place, told_of_the_place
from kotaham_desktop.storage.scratch import ScratchFolder
from kotaham_desktop.storage.tables import Tables
from kotaham_desktop.storage.values import from_column
from kotaham_desktop.storage.workshop_file import WorkshopFile

_WORDS = re.compile(r"[\w\s.,;:!?()/“”‘’\"'%&@+=\-–—…]{2,}")


@dataclass(frozen=True, slots=True)
class SessionSaved:
    """How much of one opening of the file could be saved; ``behind_hole`` rows stand in the leftovers."""

    client_id: int
    author: str
    opened_at: int
    rows: int
    behind_hole: int


@dataclass(frozen=True, slots=True)
class Leftover:
    """Values that could not be put back where they stood: of which record, by whom and when, as far as that is known.

    ``fields`` are declared names, or empty for words out of a row that does not say where they stood. ``values`` holds
    a whole record that the new file lacks, ready to be made again.
    """

    record_id: str
    type: str
    author: str
    at: int
    fields: Mapping[str, str]
    values: Mapping[str, Value] = field(default_factory=dict)
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved, what was lost, and what is left over for a person to put back."""

    proof: CopyProof
    rows_behind_holes: int
    rows_lost: int
    attachments_lost: int
    sessions: tuple[SessionSaved, ...]
    leftovers: tuple[Leftover, ...]
    workshop_id_kept: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost that can be known of."""
        return not (self.rows_behind_holes or self.rows_lost or self.attachments_lost)


def salvage_file(
    path: Path,
    target: Path,
    key: Key | None,
    *,
    by: str = "",
    at: int = 0,
    progress: Callable[[float], None] = lambda _: None,
) -> SalvageReport:
    """Make a new, sound file of what can be read; the harmed one is only read. Raises ``ExpectedError``.

    The new file's trail tells who salvaged and when (milliseconds since 1970 UTC).
    """
    if target.exists():
        raise ExpectedError("file_exists", name=target.name)
    with told_of_the_place(target), ScratchFolder() as scratch:
        harmed, unfinished = HarmedFile(path, scratch, key, lambda: progress(0.1)), unfinished_name(target)
        try:
            salvage = _Salvage(harmed)
            harmed.look = lambda: progress(0.5)
            with closing(connections.writable(unfinished, key, create=True)) as connection:
                salvage.write(connection, unfinished)
                salvage.write_trail(connection, by, at)
                if salvage.is_empty:
                    code = "passphrase_wrong" if harmed.is_refused else "salvage_nothing"
                    raise ExpectedError(code, name=path.name)
                connections.leave_clean(connection)
            progress(0.8)
            sync_file(unfinished)
            proof = prove(unfinished, key)
            put_in_place(unfinished, target)
        finally:
            harmed.close()
            remove_unfinished(unfinished)
    progress(1.0)
    return salvage.report(proof)


class _Salvage:
    """The work on one harmed file."""

    def __init__(self, harmed: HarmedFile) -> None:
        self._harmed = harmed
        self._sessions = harmed.sessions()
        found = harmed.log_rows()
        sound, self._behind = _sound_rows(found)
        self.taken = _applicable(sound)
        taken = {log_id for log_id, _, _ in self.taken}
        self._behind += [one for one in sound if one[0] not in taken]
        highest = max([harmed.highest_row(), *(log_id for log_id, _, _ in self.taken)])
        self._lost = highest - len({log_id for log_id, _, _ in found if 0 < log_id <= highest})
        self._leftovers: list[Leftover] = []
        self._attachments_lost = 0
        self._id_kept = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing could be saved."""
        return not self.taken and not self._leftovers

    def write(self, connection: Connection, path: Path) -> None:
        """Fill the new file."""
        schema.migrate(connection)
        meta = self._harmed.meta()
        self._id_kept = "workshop_id" in meta
        connection.execute("BEGIN IMMEDIATE")
        meta.setdefault("workshop_id", secrets.token_hex(16))
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
        for session in self._needed_sessions():
            log.add_session(connection, session)
        for _, row, here in self.taken:
            log.append(connection, row, here=here)
        for sha256, media_type, data in self._harmed.contents():
            if attachments.fingerprint(data) == sha256:
                attachments.store(connection, data, media_type)
        connection.execute("COMMIT")
        rebuilding.rebuild(WorkshopFile(path, connection, None))
        self._name_rebuilt(connection)
        saved = Tables(connection).all_values()
        self._leftovers = self._left_over(saved)
        if WORKSHOP_ID not in saved:
            # Its record will be made again. Two files that made one record each must never meet in a merge.
            self._id_kept = False
            connection.execute("UPDATE meta SET value = ? WHERE key = 'workshop_id'", (secrets.token_hex(16),))
        lost = set(attachments.missing(connection))
        contents = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM attachment_content")}
        lost |= {
            str(one.values[name])
            for one in self._leftovers
            for name in ("sha256", "original")
            if one.type == "attachment" and one.values.get(name) and not one.is_deleted
        }
        self._attachments_lost = len(lost - contents)

    def write_trail(self, connection: Connection, by: str, at: int) -> None:
        """Take over the readable acts that are what their seals say; the trail begins anew behind them."""
        kept = [(act, here) for act, here in self._harmed.acts() if act.is_sealed]
        for act, here in kept:
            audit.store(connection, act, here=here)
        facts = {
            "ends": audit.ends_of_log(connection),
            **audit.identity_of(connection),
            "acts": len(kept),
            "acts_seal": audit.joined_seal(act.seal for act, _ in kept),
        }
        audit.append_here(connection, secrets.token_hex(8), 1, by, audit.SALVAGED, facts, at)

    def _needed_sessions(self) -> list[Session]:
        """The sessions of the rows; one whose own row is lost is rebuilt, so that its work is not lost with it."""
        first = {row.client_id: row for _, row, _ in reversed(self.taken)}
        return [
            self._sessions.get(client_id) or Session(client_id, 0, 0, "", "", row.at, log.REBUILT)
            for client_id, row in first.items()
        ]

    def _name_rebuilt(self, connection: Connection) -> None:
        """Tell whose a rebuilt session was by the records that it made."""
        tables = Tables(connection)
        for _, row, _ in self.taken:
            if row.client_id in self._sessions:
                continue
            for record_id, fields in _touched(row).items():
                if CREATED in fields and tables.type_if_known(record_id):
                    connection.execute(
                        f"UPDATE session SET author = ? WHERE client_id = ? AND app_version = '{log.REBUILT}'",
                        (tables.record(record_id).created_by, row.client_id),
                    )

    # What could not be put back

    def _left_over(self, saved: Mapping[str, Mapping[str, Value]]) -> list[Leftover]:
        if not self._behind and not self._lost:
            return []
        concerned = {record_id for _, row, _ in self._behind for record_id in _touched(row)}
        found: list[Leftover] = []
        read: set[str] = set()
        for type_name, columns in self._harmed.table_rows():
            record_id = str(columns.get("id"))
            if not self._lost and record_id not in concerned:
                continue
            read.add(record_id)
            stored = _stored_values(type_name, columns)
            fields = _differing(type_name, stored, saved.get(record_id, {}))
            if fields or record_id not in saved:
                at, author = columns.get("changed_at"), str(columns.get("created_by") or "")
                values = {} if record_id in saved else stored
                is_deleted = bool(columns.get("deleted"))
                moment = at if isinstance(at, int) else 0
                found.append(Leftover(record_id, type_name, author, moment, fields, values, is_deleted))
        for _, row, _ in self._behind:
            if not row.update or set(_touched(row)) <= read:
                continue
            found.extend(self._words_of(row, read))
        return found

    def _words_of(self, row: LogRow, read: set[str]) -> Iterable[Leftover]:
        """A row that no readable table shows the result of: the values that it names, and the words inside it."""
        session = self._sessions.get(row.client_id)
        author = session.author if session else ""
        for record_id, fields in _touched(row).items():
            told = {name: value for name, value in fields.items() if name not in (CREATED, log.ERASED)}
            values = {name: str(value) for name, value in told.items() if value is not None}
            if record_id not in read and values:
                yield Leftover(record_id, str(fields.get(CREATED, "")), author, row.at, values)
        words = " ".join(part.strip() for part in _WORDS.findall(row.update.decode("utf-8", "replace")) if part.strip())
        if words:
            yield Leftover("", "", author, row.at, {"": words})

    def report(self, proof: CopyProof) -> SalvageReport:
        """What came of it."""
        taken, behind = _counts(self.taken), _counts(self._behind)
        sessions = []
        for client_id in taken.keys() | behind.keys():
            known = self._sessions.get(client_id)
            author, opened_at = (known.author, known.opened_at) if known else ("", 0)
            sessions.append(SessionSaved(client_id, author, opened_at, taken[client_id], behind[client_id]))
        sessions.sort(key=lambda one: (one.opened_at, one.client_id))
        return SalvageReport(
            proof,
            len(self._behind),
            self._lost,
            self._attachments_lost,
            tuple(sessions),
            tuple(self._leftovers),
            self._id_kept,
        )


def _sound_rows(found: list[FoundRow]) -> tuple[list[FoundRow], list[FoundRow]]:
    """The rows of each session up to its first hole, in the file's order, and those behind it."""
    by_session: dict[int, dict[int, list[FoundRow]]] = {}
    for one in found:
        by_session.setdefault(one[1].client_id, {}).setdefault(one[1].seq, []).append(one)
    sound, behind = [], []
    for by_number in by_session.values():
        seq, checksum = 1, b""
        while candidate := next((one for one in by_number.get(seq, ()) if one[1].follows(checksum)), None):
            sound.append(candidate)
            checksum, seq = candidate[1].checksum, seq + 1
        # Of a row behind a hole it cannot be proven that it is what it was; the latest found stands for it.
        behind += [candidates[0] for number, candidates in by_number.items() if number >= seq]
    return sorted(sound, key=_place), sorted(behind, key=_place)


def _place(one: FoundRow) -> int:
    return one[0]


def _applicable(sound: list[FoundRow]) -> list[FoundRow]:
    """The rows that need nothing of what is lost, tried on a document.

    The engine takes a change whose ground is missing without a word and keeps it aside; its author's clock then stays
    behind what the row claims. Such a command and all that its session wrote after it are left out, and the trial
    begins again, because the document is no longer to be trusted.
    """
    limits: dict[int, int] = {}
    while True:
        taken = [one for one in sound if one[1].seq < limits.get(one[1].client_id, one[1].seq + 1)]
        stopped = _first_that_hangs([row for _, row, _ in taken])
        if stopped is None:
            return taken
        limits[stopped[0]] = stopped[1]


def _first_that_hangs(rows: list[LogRow]) -> tuple[int, int] | None:
    """The session and the first row of a command that did not arrive in the document, if there is one."""
    begins = _commands(rows)
    document = Document(0)
    for row in rows:
        begin = begins.get((row.client_id, row.seq))
        try:
            if row.update:
                document.apply(row.update)
        except ValueError:
            return row.client_id, row.seq
        if begin is not None and document.clocks().get(row.client_id, 0) < row.clock:
            return row.client_id, begin
    return None


def _commands(rows: list[LogRow]) -> dict[tuple[int, int], int]:
    """The last row of each command, with the number of its first: the rows of one command claim one clock."""
    begins: dict[tuple[int, int], int] = {}
    ordered = sorted(rows, key=lambda row: (row.client_id, row.seq))
    for (client_id, _), group in groupby(ordered, key=lambda row: (row.client_id, row.clock)):
        numbers = [row.seq for row in group]
        begins[client_id, numbers[-1]] = numbers[0]
    return begins


def _stored_values(type_name: str, columns: Mapping[str, Any]) -> dict[str, Value]:
    """What a table row holds, leaving out what cannot be read as its field."""
    found: dict[str, Value] = {}
    for declared in RECORD_TYPES[type_name].fields:
        with suppress(ValueError, TypeError):
            found[declared.name] = from_column(declared, columns.get(declared.name))
    return found


def _differing(type_name: str, stored: Mapping[str, Value], saved: Mapping[str, Value]) -> dict[str, str]:
    """The fields of a table row that the new file lacks or holds otherwise, as text."""
    found: dict[str, str] = {}
    for declared in RECORD_TYPES[type_name].fields:
        value = stored.get(declared.name)
        if declared.kind is FieldKind.ORDER or value in (None, "", ()) or value == saved.get(declared.name):
            continue
        if isinstance(value, tuple):
            found[declared.name] = ", ".join(value)
        elif isinstance(value, Mapping):
            found[declared.name] = "; ".join(f"{name}: {answer}" for name, answer in value.items() if answer)
        else:
            found[declared.name] = str(value)
    return found


def _counts(rows: list[FoundRow]) -> Counter[int]:
    return Counter(row.client_id for _, row, _ in rows)


def _touched(row: LogRow) -> Mapping[str, Mapping[str, Any]]:
    try:
        fields = row.touched_fields
    except ValueError:
        return {}
    return fields if row.kind != log.MERGE_KIND and isinstance(fields, dict) else {}
