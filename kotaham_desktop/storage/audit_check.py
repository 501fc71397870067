"""Proving the trail: every seal, every number, and every piece of the log that an act has sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kotaham_desktop.storage import audit, log
from kotaham_desktop.storage.audit import Act
from kotaham_desktop.storage.library import Connection

Pins = set[tuple[int, int, bytes]]
"""Rows of the log that acts have sealed: session, row number, checksum."""


@dataclass(frozen=True, slots=True)
class TrailFault:
    """Something that cannot be so if nobody tampered: a code, and the act, session or row it concerns."""

    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What the trail holds and what is wrong with it.

    ``older`` counts openings of the file in an older state than the laptop had seen before, ``interrupted`` the
    salvages behind which the trail began anew: neither is a fault, both are worth a word.
    """

    acts: int
    openings: int
    faults: tuple[TrailFault, ...]
    older: int
    interrupted: int
    head: str

    @property
    def is_whole(self) -> bool:
        """Whether acts and log prove each other."""
        return not self.faults


def verify(connection: Connection, *, expected: bytes = b"") -> TrailReport:
    """Prove the trail of an open file; ``expected`` is the newest seal that this laptop remembers of it."""
    found = audit.acts(connection)
    begins = max((place for place, (act, here) in enumerate(found) if here and act.what in audit.RESTARTS), default=0)
    faults = [*_faults_of_acts(found, begins), *_faults_of_head(connection, found, expected)]
    if found:
        faults += _faults_of_log(connection, found, begins)
    return TrailReport(
        len(found),
        len({act.chain for act, _ in found}),
        tuple(dict.fromkeys(faults)),
        sum("older" in act.details for act, _ in found),
        sum(act.what == audit.SALVAGED for act, _ in found),
        audit.head(connection).hex(),
    )


def _name(act: Act) -> str:
    return f"{act.chain}/{act.number}"


def _faults_of_acts(found: list[tuple[Act, bool]], begins: int) -> Iterator[TrailFault]:
    """Seals, numbers and order. What stood before the last salvage or erasure is proven as a whole, as it was found."""
    if begins and found[begins][0].details.get("acts_seal") != audit.joined_seal(act.seal for act, _ in found[:begins]):
        yield TrailFault("acts_differ", _name(found[begins][0]))
    seals = {act.seal for act, _ in found}
    by_number = {(act.chain, act.number): act.seal for act, _ in found}
    yield from (TrailFault("act_changed", _name(act)) for act, _ in found if not act.is_sealed)
    for act, here in found[begins:]:
        if not here and not _follows(act, by_number, seals):
            yield TrailFault("act_missing", _name(act))
    yield from _faults_of_own_line([act for act, here in found[begins:] if here], seals, resumed=bool(begins))
    yield from _faults_of_merges(found[begins:])


def _follows(act: Act, by_number: dict[tuple[str, int], bytes], seals: set[bytes]) -> bool:
    """Whether what another laptop's act follows is here."""
    if act.number > 1:
        return by_number.get((act.chain, act.number - 1)) == act.previous
    return act.previous in seals if act.previous else act.what in audit.BEGINNINGS


def _faults_of_own_line(line: list[Act], seals: set[bytes], *, resumed: bool) -> Iterator[TrailFault]:
    """The acts of the file's own line follow each other without a gap, whatever chain they belong to."""
    before: Act | None = None
    for act in line:
        if before is None:
            fits = resumed or (act.number == 1 and not act.previous and act.what in audit.BEGINNINGS)
        else:
            in_chain = act.number == before.number + 1 if act.chain == before.chain else act.number == 1
            fits = in_chain and act.previous == before.seal
        if not fits:
            yield TrailFault("act_moved" if act.previous in seals else "act_missing", _name(act))
        before = act


def _faults_of_merges(found: list[tuple[Act, bool]]) -> Iterator[TrailFault]:
    """Each merge seals which acts it brought, in their order; they stand right before it."""
    brought: list[bytes] = []
    for act, here in found:
        if not here:
            brought.append(act.seal)
            continue
        details = act.details
        if act.what == audit.MERGED:
            if details.get("acts_seal") != audit.joined_seal(brought):
                yield TrailFault("acts_differ", _name(act))
            if details.get("acts_unfit"):
                yield TrailFault("acts_unfit", _name(act))
        elif brought:
            yield TrailFault("act_moved", _name(act))
        brought = []
    if brought:
        yield TrailFault("acts_slipped_in", str(len(brought)))


def _faults_of_head(connection: Connection, found: list[tuple[Act, bool]], expected: bytes) -> Iterator[TrailFault]:
    kept = connection.execute("SELECT value FROM meta WHERE key = ?", (audit.HEAD,)).fetchone()
    head = audit.head(connection).hex()
    if (kept is None) != (not head) or (kept is not None and kept[0] != head):
        yield TrailFault("head_missing")
    named = [act.details["workshop"] for act, here in found if here and "workshop" in act.details]
    if named and named[-1] != audit.identity_of(connection)["workshop"]:
        yield TrailFault("workshop_changed")
    if expected and all(act.seal != expected for act, _ in found):
        yield TrailFault("older_than_seen")


def _faults_of_log(connection: Connection, found: list[tuple[Act, bool]], begins: int) -> Iterator[TrailFault]:
    acts = found[begins:]
    own, others = (_pins([act for act, here in acts if here is by_us]) for by_us in (True, False))
    erased = _first_erased(connection)
    for client_id, seq, sealed in sorted(own | others):
        checksum = log.checksum_at(connection, client_id, seq)
        # What another laptop sealed before something was erased from a session can be proven no more.
        is_open = (client_id, seq, sealed) not in own and seq >= erased.get(client_id, seq + 1)
        if not checksum or (checksum != sealed and not is_open):
            yield TrailFault("log_row_changed" if checksum else "log_row_missing", f"{client_id:x}/{seq}")
    sealed_up_to: dict[int, int] = {}
    for client_id, seq, _ in own | others:
        sealed_up_to[client_id] = max(seq, sealed_up_to.get(client_id, 0))
    live = _live_sessions(found)
    for client_id, last in log.version(connection).items():
        if client_id not in live and last > sealed_up_to.get(client_id, 0):
            yield TrailFault("log_row_slipped_in", f"{client_id:x}/{last}")
    yield from _faults_of_sessions(connection, found)


def _first_erased(connection: Connection) -> dict[int, int]:
    """Session -> its first row out of which something was erased: from there on its checksums are new."""
    found = connection.execute(
        "SELECT client_id, min(seq) FROM log WHERE kind != 'erase' AND instr(touched, '\"-\":[') > 0 GROUP BY client_id"
    )
    return dict(found.fetchall())


def _pins(acts: list[Act]) -> Pins:
    """Every row of the log that an act has sealed, by its checksum."""
    pins: Pins = {(act.session, act.seq, act.checksum) for act in acts if act.session}
    for act in acts:
        pins.update((client_id, seq, checksum) for client_id, (seq, checksum, _) in _ends(act.details.get("ends")))
    return pins


def _ends(ends: Any) -> Iterator[tuple[int, tuple[int, bytes, str]]]:  # a colleague's laptop wrote it
    """Session -> its last row, that row's checksum, and the seal of its opening."""
    if not isinstance(ends, dict):
        return
    for client, end in ends.items():
        try:
            seq, checksum, *opening = end
            yield int(client, 16), (int(seq), bytes.fromhex(checksum), "".join(map(str, opening)))
        except (ValueError, TypeError):
            continue


def _openings_in(act: Act) -> Iterator[tuple[int, str]]:
    """The openings that an act has sealed."""
    if session := _session_of(act):
        yield session, str(act.details.get("opening", ""))
    for client_id, (_, _, opening) in _ends(act.details.get("ends")):
        yield client_id, opening


def _live_sessions(found: list[tuple[Act, bool]]) -> set[int]:
    """The sessions of the newest opening, if it has not been closed: it still writes, or was cut off."""
    newest = next((act for act, here in reversed(found) if here), None)
    if newest is None or newest.what == audit.CLOSED:
        return set()
    return {session for act, _ in found if act.chain == newest.chain and (session := _session_of(act))}


def _session_of(act: Act) -> int:
    try:
        return int(str(act.details.get("session", "0")), 16)
    except ValueError:
        return 0


def _faults_of_sessions(connection: Connection, found: list[tuple[Act, bool]]) -> Iterator[TrailFault]:
    """Whether each session is by whom its opening says, and the file's own line in the order in which it was written.

    A session that a salvage could only rebuild knows neither.
    """
    known = {session.client_id: session for session in log.sessions(connection) if not session.is_rebuilt}
    for act, here in found:
        session = known.get(_session_of(act))
        if session is not None and session.author != act.who:
            yield TrailFault("author_changed", f"{session.client_id:x}")
        for client_id, sealed in _openings_in(act) if here else ():
            if client_id in known and sealed not in ("", audit.opening_seal(known[client_id])):
                yield TrailFault("author_changed", f"{client_id:x}")
    if any(act.what == audit.SALVAGED for act, _ in found):
        return  # rows that were lost in the middle of the line may have come back by a merge, at the end of the log
    before = 0, 0
    for client_id, seq in connection.execute("SELECT client_id, seq FROM log WHERE here = 1 ORDER BY id"):
        session = known.get(client_id)
        parent = (session.parent_client, session.parent_seq) if session is not None else before
        if before != (client_id, seq - 1) and (seq != 1 or before != parent):
            yield TrailFault("log_row_moved", f"{client_id:x}/{seq}")
        before = (client_id, seq)
