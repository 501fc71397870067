"""Erasing a person or a record from everything this laptop keeps: file, history, search, pictures, backups.

Nobody can take it back. What the file has erased it tells every copy that is merged with it, and every backup within
reach; what could not be reached is told as still to be done, and :func:`finish` does it later.
"""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from kotaham_desktop.application.erasing_copies import (
    CopiesDone,
    Original,
    Places,
    erase_from_copies,
    give_up,
    still_lacking,
)
from kotaham_desktop.application.erasing_file import Rewriting
from kotaham_desktop.application.erasing_plan import Mask, mask_of, plan_erasure, told_texts
from kotaham_desktop.application.name_key import forget_person, has_name_key
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.erasure import Certificate, ErasedFile, ErasurePlan, ErasureResult, Left, ToDo
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

__all__ = ["Places", "certificate_pdf", "erase", "finish", "give_up", "plan_erasure", "still_to_do"]
_NOWHERE = Places()


def erase(
    workshop: "Workshop",
    plan: ErasurePlan,
    *,
    reason: str,
    asked_by: str,
    basis: str = "",
    places: Places = _NOWHERE,
    name_key_passphrase: str = "",
    older_passphrases: Collection[str] = (),
    kind: str = "erase",
    progress: Callable[[float], None] = lambda _: None,
) -> ErasureResult:
    """Carry out a plan: the file first, all or nothing, then every copy within reach; what is left is told.

    ``older_passphrases`` open backups from before the file's passphrase was changed. No undo. Raises ``ExpectedError``
    (``reason_missing``, ``erasure_empty``, ``legal_hold`` and what the disk says).
    """
    if not reason.strip() or not asked_by.strip():
        raise ExpectedError("reason_missing")
    if plan.is_empty and not plan.has_name_key:
        raise ExpectedError("erasure_empty")
    if workshop.record(WORKSHOP_ID).flag("legal_hold"):
        raise ExpectedError("legal_hold")
    mask = mask_of(workshop, plan)
    # These travel with the erasure, so they hold no more than everything else.
    about = {"reason": mask(reason.strip()), "by": mask(asked_by.strip()), "basis": basis, "subject": plan.subject}
    before, rows, contents = workshop.log_fingerprint(), 0, 0
    if not plan.is_empty:
        applied = workshop.erase_content(
            _erased(plan), list(_rewritings(workshop, plan, mask)), about, progress=lambda share: progress(share * 0.5)
        )
        rows, contents = applied.rows, applied.contents
    left = _forget_name(workshop, plan, name_key_passphrase)
    copies = _erase_copies(workshop, places, older_passphrases, lambda share: progress(0.5 + share * 0.5))
    copies.files.insert(0, ErasedFile(workshop.path.name, before, workshop.log_fingerprint()))
    copies.to_do += left
    return _result(workshop, plan, kind, about, (rows, contents), copies)


def _erased(plan: ErasurePlan) -> dict[str, tuple[str, ...]]:
    erased: dict[str, tuple[str, ...]] = {one.record_id: ("",) for one in plan.wholes}
    for field in plan.fields:
        if field.record_id not in {one.record_id for one in plan.wholes}:
            erased[field.record_id] = (*erased.get(field.record_id, ()), field.field)
    return erased


def _rewritings(workshop: "Workshop", plan: ErasurePlan, mask: Mask) -> Iterator[Rewriting]:
    """What the records that stay hold afterwards: texts without the name, links without what is gone."""
    gone = {one.record_id for one in plan.wholes}
    by_record: dict[str, list[str]] = {}
    for field in plan.fields:
        if field.is_rewritten and field.record_id not in gone:
            by_record.setdefault(field.record_id, []).append(field.field)
    for record_id, names in by_record.items():
        record = workshop.record(record_id)
        yield Rewriting(record_id, record.type, _masked_values(record, names, mask))
    for record_type in RECORD_TYPES.values():
        if not record_type.is_ledger:
            for record in workshop.records(record_type.name, include_deleted=True):
                if record.id not in gone and (unlinked := _unlinked(record, gone)):
                    yield Rewriting(record.id, record.type, unlinked)


def _masked_values(record: Record, names: list[str], mask: Mask) -> dict[str, Value]:
    texts, answers = dict(told_texts(record)), dict[str, str]()
    values: dict[str, Value] = {}
    for name in names:
        field, _, answer = name.partition(".")
        if answer:
            answers[answer] = mask(texts.get(name, ""))
            values[field] = answers
        else:
            values[name] = mask(texts.get(name, ""))
    return values


def _unlinked(record: Record, gone: set[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for field in RECORD_TYPES[record.type].fields:
        if field.kind is FieldKind.LINK and record.text(field.name) in gone:
            found[field.name] = ""
        elif field.kind is FieldKind.LINKS and not gone.isdisjoint(record.ids(field.name)):
            found[field.name] = tuple(each for each in record.ids(field.name) if each not in gone)
    return found


def _forget_name(workshop: "Workshop", plan: ErasurePlan, passphrase: str) -> list[ToDo]:
    if not plan.subject or not has_name_key(workshop):
        return []
    if not passphrase:
        return [ToDo(plan.subject, Left.NAME_KEY)]
    forget_person(workshop, passphrase, plan.subject)
    return []


def _original(workshop: "Workshop", older: Collection[str] = ()) -> Original:
    return Original(workshop.path, workshop.key, workshop.erased(), workshop.author, workshop.now(), tuple(older))


def _erase_copies(
    workshop: "Workshop", places: Places, older: Collection[str], progress: Callable[[float], None]
) -> CopiesDone:
    done = erase_from_copies(_original(workshop, older), places, progress=progress)
    workshop.rest()
    if workshop.has_remains():
        done.to_do.append(ToDo(workshop.path.name, Left.PAGES))
    return done


def _result(
    workshop: "Workshop",
    plan: ErasurePlan,
    kind: str,
    about: dict[str, str],
    counts: tuple[int, int],
    copies: CopiesDone,
) -> ErasureResult:
    certificate = Certificate(
        kind=kind,
        workshop_id=workshop.workshop_id,
        at=local_time(workshop.now()).isoformat(timespec="seconds"),
        subject=plan.subject,
        basis=about["basis"],
        reason=about["reason"],
        asked_by=about["by"],
        done_by=workshop.author,
        records=tuple(sorted(one.record_id for one in plan.wholes)),
        fields=len(plan.fields),
        rows=counts[0],
        contents=counts[1],
        files=tuple(copies.files),
        to_do=tuple(copies.to_do),
        left_before=len(plan.left_before),
    )
    return ErasureResult(
        len(plan.wholes),
        len(plan.fields),
        *counts,
        tuple(copies.files),
        tuple(copies.to_do),
        plan.left_before,
        certificate,
    )


def still_to_do(workshop: "Workshop", places: Places = _NOWHERE) -> tuple[ToDo, ...]:
    """The backups and copies that hold what this file has erased, after a killed program or a stick that was away."""
    found = still_lacking(_original(workshop), places)
    return (*found, ToDo(workshop.path.name, Left.PAGES)) if workshop.has_remains() else found


def finish(
    workshop: "Workshop",
    places: Places = _NOWHERE,
    *,
    older_passphrases: Collection[str] = (),
    progress: Callable[[float], None] = lambda _: None,
) -> ErasureResult:
    """Erase from those copies what this file has erased before; for when a stick is back or a program was killed."""
    copies = _erase_copies(workshop, places, older_passphrases, progress)
    nothing = ErasurePlan("", (), (), 0, (), (), has_name_key=False)
    about = {"reason": "", "by": "", "basis": "", "subject": ""}
    return _result(workshop, nothing, "finish", about, (0, 0), copies)


def certificate_pdf(certificate: Certificate, report_language: str) -> bytes:
    """A certificate as PDF."""
    from kotaham_desktop.reports.erasure_certificate import build  # noqa: PLC0415 - late: start-up

    return build(certificate, report_language)
