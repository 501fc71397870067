"""The trail: who opened a file, merged, let something leave, and so on; chained so that tampering shows.

Each opening writes a chain of its own, under a random name. Every act is sealed over the act before it and over the
newest row of the log at that moment, whose checksum stands for all rows of its session; an opening's first act follows
the newest act of the file's own line. So acts and log prove each other: whoever changes, drops, moves or slips in a row
of either breaks a seal or a number further on. A merge takes the other laptop's acts along and seals which ones, so
that tampering over there shows here too.

What it cannot do: an opening for reading writes nothing and leaves no act. The seals need no secret: in a file without
passphrase somebody who knows this program can compute them all anew; then only what this laptop has seen before
(``TrailMemory``) and the copies of colleagues tell. In an encrypted file that takes the passphrase.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.storage import log
from kotaham_desktop.storage.library import Connection

TABLE = """
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, chain TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL,
    what TEXT NOT NULL, facts TEXT NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, checksum BLOB NOT NULL,
    previous BLOB NOT NULL, seal BLOB NOT NULL, here INTEGER NOT NULL, UNIQUE (chain, number)
);
"""
COLUMNS = "chain, number, at, who, what, facts, session, seq, checksum, previous, seal"
HEAD = "audit_head"
"""The fact about the file that repeats the newest seal of its own line: without it the last act could vanish."""

CREATED, BEGUN, OPENED, UNLOCKED, WRITING, CLOSED = "created", "begun", "opened", "unlocked", "writing", "closed"
MERGED, SALVAGED, ERASED = "merged", "salvaged", "erased"
BEGINNINGS = frozenset({CREATED, BEGUN, SALVAGED})
"""Acts that may follow nothing."""
RESTARTS = frozenset({SALVAGED, ERASED})
"""Acts after which rows of the log have other checksums: they seal anew all that is there."""

_LONGEST_WORD, _LONGEST_NAME, _LONGEST_FACTS, _MOST_ACTS = 40, 400, 1 << 20, 200_000
_SEAL_BYTES = 32
_OPENING_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Act:
    """One act: when (milliseconds since 1970 UTC), by whom, what; ``session`` to ``checksum`` name the log's head."""

    chain: str
    number: int
    at: int
    who: str
    what: str
    facts: str
    session: int
    seq: int
    checksum: bytes
    previous: bytes
    seal: bytes

    @property
    def details(self) -> dict[str, Any]:
        """The facts that belong to the act; never content, never a path."""
        try:
            found = json.loads(self.facts)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def is_sealed(self) -> bool:
        """Whether the act is what its seal says."""
        return self.seal == seal_of(
            self.chain, self.number, self.at, self.who, self.what, self.facts, self.session, self.seq,
            self.checksum, self.previous,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActsToTake:
    """The acts of another copy that we lack; ``unfit`` are not what their seals say or stand here differently."""

    acts: tuple[Act, ...] = ()
    unfit: int = 0


def seal_of(
    chain: str, number: int, at: int, who: str, what: str, facts: str, session: int, seq: int, checksum: bytes,
    previous: bytes,
) -> bytes:  # fmt: skip
    """The SHA-256 of an act, written in one way only, over the seal of the act before it."""
    written = [chain, number, at, who, what, facts, session, seq, checksum.hex(), previous.hex()]
    return hashlib.sha256(json.dumps(written, ensure_ascii=True, separators=(",", ":")).encode()).digest()


def written_facts(facts: Mapping[str, Any]) -> str:
    """Facts in the one way in which they are sealed."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def joined_seal(seals: Iterable[bytes]) -> str:
    """One number for several acts in their order."""
    return hashlib.sha256(b"".join(seals)).hexdigest()


def opening_seal(session: log.Session) -> str:
    """One number for what the file says of an opening; empty for one that a salvage could only rebuild."""
    if session.is_rebuilt:
        return ""
    written = [session.client_id, session.parent_client, session.parent_seq, session.device, session.author]
    content = json.dumps([*written, session.opened_at, session.app_version], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:_OPENING_DIGITS]


def ends_of_log(connection: Connection, sessions: Collection[int] | None = None) -> dict[str, list[Any]]:
    """The last row of every session in the log, or of some, and the opening that it was, as facts."""
    openings = {session.client_id: opening_seal(session) for session in log.sessions(connection)}
    found = connection.execute("SELECT client_id, max(seq), checksum FROM log GROUP BY client_id")
    return {
        f"{client_id:x}": [seq, bytes(checksum).hex(), openings.get(client_id, "")]
        for client_id, seq, checksum in found
        if sessions is None or client_id in sessions
    }


def identity_of(connection: Connection) -> dict[str, Any]:
    """Which workshop it is, as a fact."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'workshop_id'").fetchone()
    return {"workshop": str(found[0]) if found else ""}


class Trail:
    """Writes the acts of one opening; everything happens inside the caller's transaction.

    ``expected`` is the newest seal that this laptop remembers of the file, empty where it remembers none.
    """

    def __init__(self, connection: Connection, who: str, *, is_locked: bool, expected: bytes = b"") -> None:
        self.chain = secrets.token_hex(8)
        self._connection = connection
        self.who = who[:_LONGEST_NAME]
        self._is_locked = is_locked
        self._expected = expected
        self._waiting: list[tuple[str, Mapping[str, Any], int]] = []

    @property
    def waiting(self) -> list[tuple[str, Mapping[str, Any], int]]:
        """The acts that wait for the next transaction: what, facts, when."""
        return list(self._waiting)

    @property
    def is_waiting(self) -> bool:
        """Whether acts wait for the next transaction."""
        return bool(self._waiting)

    def has_begun(self) -> bool:
        """Whether this opening stands in the file."""
        found = self._connection.execute("SELECT 1 FROM audit WHERE chain = ? LIMIT 1", (self.chain,))
        return found.fetchone() is not None

    def add(self, what: str, facts: Mapping[str, Any], at: int) -> None:
        """Have an act written with the next transaction."""
        self._waiting.append((what, dict(facts), at))

    def begin(self, at: int, session: log.Session | None = None) -> None:
        """Write that the file was opened, if that is not written yet, and that a session of the log begins.

        Before the first row of that session, so that the act seals where the file's own line ended until now.
        """
        facts: dict[str, Any] = {}
        if session is not None:
            facts = {"session": f"{session.client_id:x}", "opening": opening_seal(session)}
        if self.has_begun():
            if session is not None:
                self._append(WRITING, facts, at)
            return
        if not head(self._connection):
            ends, identity = ends_of_log(self._connection), identity_of(self._connection)
            if not ends:
                self._append(CREATED, {**facts, **identity}, at)
                return
            self._append(BEGUN, {"ends": ends, **identity}, at)
        elif self._expected and not knows(self._connection, self._expected):
            facts["older"] = self._expected.hex()
        self._append(UNLOCKED if self._is_locked else OPENED, facts, at)

    def note(self, what: str, facts: Mapping[str, Any], at: int) -> None:
        """Write an act now."""
        self.begin(at)
        self._append(what, facts, at)

    def write_waiting(self) -> None:
        """Write the acts that wait; the caller commits and then calls :meth:`forget_waiting`."""
        for what, facts, at in self._waiting:
            self.note(what, facts, at)

    def forget_waiting(self) -> None:
        """What waited is on the disk."""
        self._waiting = []

    def _append(self, what: str, facts: Mapping[str, Any], at: int) -> None:
        last = self._connection.execute(
            "SELECT number FROM audit WHERE chain = ? ORDER BY number DESC LIMIT 1", (self.chain,)
        ).fetchone()
        number = int(last[0]) + 1 if last else 1
        append_here(self._connection, self.chain, number, self.who, what, facts, at)


def append_here(
    connection: Connection, chain: str, number: int, who: str, what: str, facts: Mapping[str, Any], at: int
) -> None:
    """Write one act of the file's own line and repeat its seal as the line's head."""
    previous, written = head(connection), written_facts(facts)
    session, seq = log.last_written_here(connection)
    checksum = log.checksum_at(connection, session, seq)
    seal = seal_of(chain, number, at, who, what, written, session, seq, checksum, previous)
    store(connection, Act(chain, number, at, who, what, written, session, seq, checksum, previous, seal), here=True)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (HEAD, seal.hex()))


def store(connection: Connection, act: Act, *, here: bool) -> None:
    """Write an act as it is; ``here`` says whether the file's own line wrote it."""
    connection.execute(
        f"INSERT INTO audit ({COLUMNS}, here) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            act.chain,
            act.number,
            act.at,
            act.who,
            act.what,
            act.facts,
            act.session,
            act.seq,
            act.checksum,
            act.previous,
            act.seal,
            int(here),
        ),
    )


def head(connection: Connection) -> bytes:
    """The newest seal of the file's own line, empty before its first act."""
    found = connection.execute("SELECT seal FROM audit WHERE here = 1 ORDER BY id DESC LIMIT 1").fetchone()
    return bytes(found[0]) if found else b""


def knows(connection: Connection, seal: bytes) -> bool:
    """Whether an act with that seal is in the file."""
    return connection.execute("SELECT 1 FROM audit WHERE seal = ? LIMIT 1", (seal,)).fetchone() is not None


def exists(connection: Connection) -> bool:
    """Whether the file has a trail; those of the first two formats have none."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'audit'").fetchone() is not None


def acts(connection: Connection) -> list[tuple[Act, bool]]:
    """Every act in the file's order, with whether its own line wrote it."""
    found = connection.execute(f"SELECT {COLUMNS}, here FROM audit ORDER BY id")
    return [(act_of(row[:-1]), bool(row[-1])) for row in found]


def act_of(row: tuple[Any, ...]) -> Act:
    """The act that a row of the table holds."""
    chain, number, at, who, what, facts, session, seq, checksum, previous, seal = row
    return Act(chain, number, at, who, what, facts, session, seq, bytes(checksum), bytes(previous), bytes(seal))


def find_missing_acts(ours: Connection, theirs: Connection) -> ActsToTake:
    """The acts that the other copy has and we lack; to be read before its log, which then holds all they speak of."""
    if not exists(theirs):
        return ActsToTake()
    known = {
        (chain, number): bytes(seal) for chain, number, seal in ours.execute("SELECT chain, number, seal FROM audit")
    }
    taken, unfit = [], 0
    for row in theirs.execute(f"SELECT {COLUMNS} FROM audit ORDER BY id LIMIT {_MOST_ACTS}"):
        act = act_of(row) if is_act(row) else None
        if act is None or not act.is_sealed or known.get((act.chain, act.number), act.seal) != act.seal:
            unfit += 1
        elif (act.chain, act.number) not in known:
            taken.append(act)
    return ActsToTake(tuple(taken), unfit)


def is_act(row: tuple[Any, ...]) -> bool:
    """Whether a row from elsewhere has the shape of an act."""
    shape = (str, int, int, str, str, str, int, int, bytes, bytes, bytes)
    return (
        all(map(isinstance, row, shape))
        and len(row[0]) <= _LONGEST_WORD
        and len(row[4]) <= _LONGEST_WORD
        and len(row[3]) <= _LONGEST_NAME
        and len(row[5]) <= _LONGEST_FACTS
        and max(len(row[8]), len(row[9]), len(row[10])) <= _SEAL_BYTES
    )


def take(connection: Connection, found: ActsToTake) -> dict[str, Any]:
    """Write the other copy's acts; returns the facts that the merge's own act seals them with."""
    for act in found.acts:
        store(connection, act, here=False)
    facts: dict[str, Any] = {"acts": len(found.acts), "acts_seal": joined_seal(act.seal for act in found.acts)}
    if found.unfit:
        facts["acts_unfit"] = found.unfit
    return facts
