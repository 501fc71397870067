"""Taking another laptop's work into a file: proven on a trial document first, then written all or nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kotaham_desktop.application.editing import Editing
from kotaham_desktop.application.erasing_file import follow_erasures
from kotaham_desktop.application.merge_proof import assert_only_named_changed, assert_replays, proving
from kotaham_desktop.application.merged_pictures import with_safest_pictures
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.consent import ceiling, read_ledger
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.merge_rules import safer_value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import audit, erasing, log, missing_rows, workshop_file
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage.causality import Causality
from kotaham_desktop.storage.conflicts import Conflicts, is_disputable, writings
from kotaham_desktop.storage.document import CREATE, Document
from kotaham_desktop.storage.erasing_rows import WHOLE, Erasure, erasures_in
from kotaham_desktop.storage.erasing_union import Union
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key, salt_of
from kotaham_desktop.storage.library import Connection
from kotaham_desktop.storage.log import CREATED, ERASE_KIND, ERASED, MERGE_KIND, LogRow
from kotaham_desktop.storage.missing_rows import MissingRows
from kotaham_desktop.storage.recorder import new_client_id
from kotaham_desktop.storage.replay import claimed_clocks, from_whole_log
from kotaham_desktop.storage.tables import DELETED
from kotaham_desktop.storage.values import from_document

ROWS_A_STEP = 100
RECORDS_A_STEP = 25


@dataclass(slots=True)
class MergeSummary:
    """What a merge brought: new and changed records by type, whose work it was, and what a person has to decide.

    ``erased`` counts records of which the other laptop had erased something: it is erased here too. ``withheld`` counts
    changes that were left out because they were made in what is erased here.
    """

    other_name: str
    rows: int = 0
    authors: tuple[str, ...] = ()
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    attachments: int = 0
    conflicts: int = 0
    decided_by_rule: int = 0
    erased: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class MergePlan:
    """A merge that was tried and proven on a trial document: what to take, and what each record must then hold."""

    other: Path
    other_key: Key | None = field(repr=False)
    missing: MissingRows
    own_last_row: int
    expected: Mapping[str, str]
    summary: MergeSummary
    erased: frozenset[Erasure] = frozenset()
    """What was known here to be erased when the merge was tried."""


class MergeCancelled(Exception):  # noqa: N818 - not a failure
    """The person stopped the merge; nothing has changed."""


def prepare_merge(
    own: Path,
    other: Path,
    *,
    key: Key | None = None,
    passphrase: str = "",
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MergePlan:
    """Read the other file, verify every row, and try the merge on a document of its own; changes nothing.

    May run in another thread than the window's: it has its own connection and its own document. Raises
    ``ExpectedError`` on a file that cannot be merged and ``MergeCancelled``.
    """
    if own.exists() and other.exists() and own.samefile(other):
        raise ExpectedError("merge_same_file", name=other.name)
    other_key = _key_of_other(other, key, passphrase)
    with (
        workshop_file.foreign(other, other_key) as theirs,
        connections.kept_in(theirs),
        told_as_expected(own),
        closing(connections.beside_writer(own, key)) as ours,
    ):
        return plan_between(ours, theirs, own, other, other_key, progress=progress, cancelled=cancelled)


def plan_between(
    ours: Connection,
    theirs: Connection,
    own: Path,
    other: Path,
    other_key: Key | None = None,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MergePlan:
    """The merge of two copies that are open for reading, tried; see :func:`prepare_merge`."""
    missing = missing_rows.find_missing(ours, theirs, other.name)
    progress(0.3)
    own_last_row, erased = log.last_id(ours), erasures_in(ours)
    if not missing.rows:
        summary = MergeSummary(other.name, attachments=len(missing.contents))
        return MergePlan(other, other_key, missing, own_last_row, {}, summary, erased)
    trial = Union(ours, theirs).our_document() if missing.erasures else from_whole_log(ours, new_client_id(), own)
    before, done = trial.all_stored(), 0
    with proving(other.name):
        touched = _touched(missing)
        for rows in missing_rows.chunks(missing.rows, ROWS_A_STEP):
            if cancelled():
                raise MergeCancelled
            _apply(trial, rows)
            done += len(rows)
            progress(0.3 + 0.5 * done / len(missing.rows))
        _prove_clocks(trial, _joined_clocks(ours, missing), other.name)
        assert_only_named_changed(before, trial, touched, other.name)
        our_updates = Union(ours, theirs).our_updates() if missing.erasures else log.updates(ours)
        assert_replays([*our_updates, *(row.update for row in missing.rows if row.update)], trial, other.name)
        summary = _summary(other.name, missing, log.sessions(theirs))
        expected = {
            record_id: missing_rows.record_digest(trial.stored(record_id))
            for record_id in touched
            if record_id in trial
        }
    return MergePlan(other, other_key, missing, own_last_row, expected, summary, erased)


def _key_of_other(other: Path, own_key: Key | None, passphrase: str) -> Key | None:
    """A copy of our own file opens with our own key; anything else needs its passphrase."""
    if not workshop_file.is_encrypted(other):
        return None
    if not passphrase and own_key is not None and salt_of(other) == own_key.salt:
        return own_key
    return workshop_file.key_for(other, passphrase)


def _apply(document: Document, rows: tuple[LogRow, ...]) -> None:
    for row in rows:
        if row.update:
            document.apply(row.update)


def _joined_clocks(ours: Connection, missing: MissingRows) -> dict[int, int]:
    clocks = claimed_clocks(ours)
    for row in missing.rows:
        if row.clock:
            clocks[row.client_id] = max(clocks.get(row.client_id, 0), row.clock)
    return clocks


def _prove_clocks(document: Document, claimed: Mapping[int, int], name: str) -> None:
    if document.clocks() != claimed:
        raise ExpectedError("merge_not_proven", name=name)


def _touched(missing: MissingRows) -> dict[str, dict[str, Any]]:
    """Record -> every field that the rows touched, erased ones too."""
    touched: dict[str, dict[str, Any]] = {}
    for row in missing.rows:
        if row.kind != MERGE_KIND:
            for record_id, fields in row.touched_fields.items():
                erased = fields.get(ERASED, ()) if row.kind != ERASE_KIND else ()
                touched.setdefault(record_id, {}).update({**fields, **dict.fromkeys(erased)})
    return touched


def _summary(name: str, missing: MissingRows, sessions: list[log.Session]) -> MergeSummary:
    writers = {row.client_id for row in missing.rows if row.kind != MERGE_KIND}
    authors = sorted({session.author for session in sessions if session.client_id in writers and session.author})
    summary = MergeSummary(name, len(missing.rows), tuple(authors), attachments=len(missing.contents))
    summary.erased = len({erasure.record for erasure in missing.erasures})
    summary.withheld = missing.withheld
    for fields in _touched(missing).values():
        if CREATED in fields and WHOLE not in fields:
            summary.created[str(fields[CREATED])] += 1
    return summary


def merge_steps(editing: Editing, plan: MergePlan) -> Iterator[float]:
    """Write a proven merge in short steps inside one transaction; stopping or failing leaves the file as it was.

    Raises ``ExpectedError``. Other commands are refused until it ends.
    """
    editing.flush()
    if not plan.missing.rows and not plan.missing.contents:
        return
    connection = editing.file.connection
    editing.file.assert_in_place()
    if erasures_in(connection) != plan.erased:
        # What was tried would bring back what has been erased here since.
        raise ExpectedError("merge_outdated", name=plan.summary.other_name)
    with editing.reserved(), told_as_expected(editing.file.path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            with proving(plan.summary.other_name):
                yield from _take(editing, plan)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            editing.reload()
            raise
        editing.recorder.forget_pending()
        if plan.missing.erasures:
            erasing.clean(connection)
    touched = _touched(plan.missing)
    types = frozenset(editing.tables.type_if_known(record_id) for record_id in touched)
    editing.tell_merged(frozenset(touched), types)
    follow_erasures(editing)


def _take(editing: Editing, plan: MergePlan) -> Iterator[float]:
    connection, missing = editing.file.connection, plan.missing
    for session in missing.sessions:
        log.add_session(connection, session)
    known = {record_id for record_id in _touched(missing) if editing.tables.type_if_known(record_id)}
    own_last_row = log.last_id(connection)
    own_edits = _edited_since(editing, plan)
    done = 0
    for rows in missing_rows.chunks(missing.rows, ROWS_A_STEP):
        for row in rows:
            log.append(connection, row, here=False)
        if not missing.erasures:
            _apply(editing.document, rows)
        done += len(rows)
        yield 0.4 * done / len(missing.rows)
    if missing.erasures:
        # What they erased is in our own rows too: all is made again from what these are left with.
        applied = erasing.apply_erasures(connection, editing.file.path, own_last_row=own_last_row)
        erasing.note_in_trail(connection, editing.recorder.trail, applied, editing.now)
        editing.reload()
    _prove_clocks(editing.document, claimed_clocks(connection), plan.summary.other_name)
    if missing.contents:
        with workshop_file.foreign(plan.other, plan.other_key) as theirs, connections.kept_in(theirs):
            for sha256 in missing.contents:
                missing_rows.copy_content(connection, theirs, sha256)
                yield 0.5
    touched = _touched(missing)
    yield from _project(editing, plan, touched, known, own_edits)
    if touched:
        _settle(editing, plan, touched)
        editing.recorder.write_pending()
    else:
        editing.recorder.trail.write_waiting()
    _note_in_trail(editing, plan)


def _note_in_trail(editing: Editing, plan: MergePlan) -> None:
    """Take the other copy's acts along, and seal them and the ends of the sessions that came."""
    missing, recorder = plan.missing, editing.recorder
    recorder.trail.begin(editing.now)
    facts = {
        "rows": len(missing.rows),
        "attachments": len(missing.contents),
        "authors": plan.summary.authors,
        "ends": audit.ends_of_log(editing.file.connection, {row.client_id for row in missing.rows}),
        **audit.take(editing.file.connection, missing.acts),
    }
    recorder.trail.note(audit.MERGED, facts, editing.now)


def _project(
    editing: Editing,
    plan: MergePlan,
    touched: Mapping[str, Mapping[str, Any]],
    known: Collection[str],
    own_edits: Collection[str],
) -> Iterator[float]:
    """Bring the tables up to the document and prove that both hold what the trial held."""
    changed_at = _changed_at(plan.missing)
    for number, (record_id, fields) in enumerate(touched.items()):
        if record_id not in editing.document:
            if record_id not in plan.expected:
                continue  # erased before it ever came here
            raise ExpectedError("merge_not_proven", name=plan.summary.other_name)
        stored = editing.document.stored(record_id)
        if record_id not in own_edits and missing_rows.record_digest(stored) != plan.expected[record_id]:
            raise ExpectedError("merge_not_proven", name=plan.summary.other_name)
        if type_name := editing.tables.type_if_known(record_id):
            editing.tables.update(record_id, fields, stored, changed_at[record_id])
            if record_id in known:
                plan.summary.changed[type_name] += 1
        else:
            editing.tables.insert(record_id, stored, changed_at[record_id])
        record_type = RECORD_TYPES.get(str(stored.get("type", "")))
        if record_type and editing.tables.record(record_id).values != from_document(record_type, stored):
            raise ExpectedError("merge_not_proven", name=plan.summary.other_name)
        if number % RECORDS_A_STEP == 0:
            yield 0.5 + 0.4 * number / len(touched)


def _edited_since(editing: Editing, plan: MergePlan) -> set[str]:
    """Records that this laptop changed after the trial: they may rightly hold more than the trial did."""
    found: set[str] = set()
    for _, row in log.rows_after(editing.file.connection, plan.own_last_row):
        if row.client_id == editing.document.client_id and row.kind != MERGE_KIND:
            found.update(row.touched_fields)
    return found


def _changed_at(missing: MissingRows) -> dict[str, int]:
    latest: dict[str, int] = {}
    for row in missing.rows:
        if row.kind != MERGE_KIND:
            for record_id in row.touched_fields:
                latest[record_id] = max(latest.get(record_id, 0), row.at)
    return latest


def _settle(editing: Editing, plan: MergePlan, touched: Mapping[str, Mapping[str, Any]]) -> None:
    """List what two people changed at once; where a rule protects people, the safer value is written at once."""
    connection = editing.file.connection
    causality, conflicts = Causality(connection), Conflicts(connection)
    disputable = [
        (record_id, name)
        for record_id, fields in touched.items()
        for name in fields
        if is_disputable(editing.tables.type_if_known(record_id), name)
    ]
    disputed = conflicts.reconsider(disputable, causality)
    decisions: list[tuple[str, str, Any]] = []
    for (record_id, name), heads in disputed.items():
        safer = safer_value(name, [head.value for head in heads])
        if safer is not None:
            decisions.append((record_id, name, safer))
    decisions = _with_consent(editing, with_safest_pictures(editing, disputed, decisions))
    decisions.extend(
        (record_id, DELETED, False)
        for record_id in touched
        if editing.document.stored(record_id).get(DELETED) and conflicts.edited_while_deleted(record_id, causality)
    )
    decisions.extend(_overwritten_by_nothing(editing))
    editing.recorder.add_merge(missing_rows.seen_rows(plan.missing.rows), editing.now)
    if decisions:
        with editing.document.transaction(CREATE) as captured:
            for record_id, name, value in decisions:
                editing.document.set_plain(record_id, name, value)
        editing.recorder.add("rule", captured, editing.now)
    plan.summary.decided_by_rule = len(decisions)
    settled = {(record_id, name) for record_id, name, _ in decisions}
    plan.summary.conflicts = len(set(disputed) - settled)


def _overwritten_by_nothing(editing: Editing) -> Iterator[tuple[str, str, Any]]:
    """What was written anew after an erasure and gave way to an erased value that somebody had written meanwhile.

    The engine lets one of two values stand without knowing that it is empty now.
    """
    connection = editing.file.connection
    causality: Causality | None = None
    for record_id, name in sorted({(each.record, each.field) for each in erasures_in(connection) if each.field}):
        if record_id not in editing.document or editing.document.stored(record_id).get(name) is not None:
            continue
        written = {client: each for client, each in writings(connection, record_id, name).items() if each.value}
        if written:
            causality = causality or Causality(connection)
            yield record_id, name, max(causality.latest(written), key=lambda each: each.key).value


def _with_consent(editing: Editing, decisions: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """The decisions, and a stricter level for every record whose people have said no meanwhile."""
    ledger = read_ledger(editing.tables.records("consent", include_deleted=True), local_time(editing.now).date())
    refusing = {subject for subject, purpose in ledger.current if ledger.refuses(subject, purpose)}
    if not refusing:
        return decisions
    decided = {(record_id, name): value for record_id, name, value in decisions}
    for record_type in RECORD_TYPES.values():
        if not record_type.has_level or not record_type.has("subjects"):
            continue
        for record in editing.tables.records(record_type.name):
            named = tuple(decided.get((record.id, "subjects"), record.ids("subjects")))
            if refusing.isdisjoint(named):
                continue
            level = Level.from_code(decided.get((record.id, "level"), record.level.code))
            if level > (allowed := ceiling(ledger, replace(record, values={"subjects": named}))):
                decided[record.id, "level"] = allowed.code
    return [(record_id, name, value) for (record_id, name), value in decided.items()]
