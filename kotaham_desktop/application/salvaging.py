"""Saving what can be saved of a harmed file: a new file, what is left over as notes in it, and a report beside it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kotaham_desktop.application.new_values import new_record_id
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import Clock, local_time, milliseconds, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Level, stricter
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import NOTE, RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.i18n import _
from kotaham_desktop.storage import salvage
from kotaham_desktop.storage.durable_files import remove_unfinished, sync_file, unfinished_name, write_synced
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.keys import Key, is_plain, salt_of
from kotaham_desktop.storage.safe_copies import put_in_place, told_of_the_place
from kotaham_desktop.storage.salvage import Leftover, SalvageReport

_LONGEST_NOTE = 100_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of a salvage: how many records were made again, how many notes hold the rest, where the report is."""

    report: SalvageReport
    remade: int
    notes: int
    report_path: Path


def salvage_workshop(
    path: Path,
    target: Path,
    *,
    key: Key | None = None,
    author: str = "",
    clock: Clock = system_clock,
    progress: Callable[[float], None] = lambda _: None,
) -> Salvaged:
    """Bring everything readable of a harmed file into a new one; the harmed one is only read.

    Records whose history is lost are made again from the tables; what could not be put back where it stood becomes
    notes of the new file, locked with it where it is locked. The report beside it counts; it repeats the words only of
    a file that everybody can read anyway. Raises ``ExpectedError``.
    """
    if target.exists():
        raise ExpectedError("file_exists", name=target.name)
    # Under its own name it stands only with everything put back: a program killed in between must leave nothing.
    hidden = unfinished_name(target)
    try:
        with told_of_the_place(target):
            report = salvage.salvage_file(path, hidden, key, by=author, at=milliseconds(clock()), progress=progress)
            with Workshop.open(hidden, author=author, key=key, clock=clock) as workshop:
                remade, notes = _put_back(workshop, report.leftovers)
            sync_file(hidden)
            put_in_place(hidden, target)
    except ExpectedError as error:
        named = {"name": target.name, "path": str(target)} if error.values.get("name") == hidden.name else {}
        raise ExpectedError(error.code, **{**error.values, **named}) from error
    finally:
        remove_unfinished(hidden)
    report_path = target.with_name(f"{target.stem}.penyelamatan.json")
    told = {**described(report, with_words=key is None), "records_made_again": remade, "notes": notes}
    with told_of_the_place(report_path):
        write_synced(report_path, json.dumps(told, ensure_ascii=False, indent=2).encode())
    return Salvaged(report, remade, notes, report_path)


def _put_back(workshop: Workshop, leftovers: Sequence[Leftover]) -> tuple[int, int]:
    """Make whole records again, under new ids, and notes of the rest; returns how many of each.

    A lost record is made again under another id than its own: should a colleague's copy bring it back, it stands there
    twice, where under one id one of the two would vanish.
    """
    ids = {one.record_id: new_record_id() for one in leftovers if one.values and one.record_id != WORKSHOP_ID}
    remade = notes = 0
    with workshop.batch("salvage"):
        if not workshop.holds(WORKSHOP_ID):
            described = next((one.values for one in leftovers if one.record_id == WORKSHOP_ID), {})
            workshop.create_record("workshop", described, record_id=WORKSHOP_ID)
        for one in leftovers:
            if one.record_id in ids and _made_again(workshop, one, ids):
                remade += 1
            elif one.fields and not one.is_deleted and not (one.record_id == WORKSHOP_ID and one.values):
                workshop.create_record("note", _note(one))
                notes += 1
    return remade, notes


def _made_again(workshop: Workshop, leftover: Leftover, ids: Mapping[str, str]) -> bool:
    values = {name: _with_new_ids(value, ids) for name, value in leftover.values.items()}
    try:
        workshop.create_record(leftover.type, values, record_id=ids[leftover.record_id])
    except ExpectedError:
        return False
    if leftover.is_deleted:
        workshop.delete_record(ids[leftover.record_id])
    return True


def _with_new_ids(value: Value, ids: Mapping[str, str]) -> Value:
    if isinstance(value, tuple):
        return tuple(ids.get(one, one) for one in value)
    return ids.get(value, value) if isinstance(value, str) else value


def _note(leftover: Leftover) -> Mapping[str, str]:
    """A note about what is left over, as strict as the record that it stood in, and never open beyond the team."""
    record_type = RECORD_TYPES.get(leftover.type)
    own = leftover.fields.get("level", "")
    level = Level.from_code(own) if own in {one.code for one in Level} else Level.TEAM
    if record_type is None:
        level = Level.SEALED
    lines = [_("Diselamatkan dari berkas yang rusak; pindahkan ke tempatnya bila masih diperlukan.")]
    if record_type is not None:
        lines.append(_(record_type.label))
    if leftover.author or leftover.at:
        moment = f"{local_time(leftover.at):%Y-%m-%d %H.%M}" if leftover.at else ""
        lines.append(", ".join(part for part in (leftover.author, moment) if part))
    for name, value in leftover.fields.items():
        label = next((_(one.label) for one in record_type.fields if one.name == name), name) if record_type else name
        lines.append(f"{label}: {value}" if label else value)
    return {
        NOTE.title_field: "\n".join(lines)[:_LONGEST_NOTE],
        "level": stricter(level, Level.TEAM).code,
    }


def described(report: SalvageReport, *, with_words: bool) -> dict[str, Any]:
    """The report for a program or a file: counts, and what is left over where it may be repeated."""
    contents = report.proof.contents
    told: dict[str, Any] = {
        "whole": report.is_whole,
        "rows_saved": contents.rows,
        "rows_behind_holes": report.rows_behind_holes,
        "rows_lost": report.rows_lost,
        "records_saved": contents.records,
        "attachments_saved": contents.attachments,
        "attachments_lost": report.attachments_lost,
        "leftovers": len(report.leftovers),
        "can_still_merge": report.workshop_id_kept,
        "sessions": [
            {
                "session": f"{one.client_id:x}",
                "author": one.author if with_words else "",
                "opened_at": local_time(one.opened_at).isoformat(timespec="seconds") if one.opened_at else "",
                "rows_saved": one.rows,
                "rows_behind_hole": one.behind_hole,
            }
            for one in report.sessions
        ],
    }
    if with_words:
        told["left_over"] = [
            {"record": one.record_id, "type": one.type, "author": one.author, "at": one.at, "fields": dict(one.fields)}
            for one in report.leftovers
        ]
    return told


def key_of_harmed(path: Path, passphrase: str) -> Key | None:
    """The key that a passphrase makes for a harmed file, whatever its outer shape; raises ``ExpectedError``.

    Without a passphrase the file is taken as a plain one.
    """
    with told_as_expected(path):
        return Key.from_passphrase(passphrase, salt_of(path)) if passphrase and not is_plain(path) else None


def may_be_locked(path: Path) -> bool:
    """Whether a harmed file may need a passphrase; a plain one whose beginning is gone looks so too."""
    with told_as_expected(path):
        return not is_plain(path)


def salvaged_name(path: Path) -> Path:
    """A free name beside a harmed file for what can be saved of it."""
    stem = _("{name} (diselamatkan)").format(name=path.stem)
    target, count = path.with_name(f"{stem}{path.suffix}"), 1
    while target.exists():
        count += 1
        target = path.with_name(f"{stem} {count}{path.suffix}")
    return target
