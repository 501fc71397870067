"""What erasing a person or single records would take: looked up, nothing changed."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotaham_desktop.application.consent_commands import about, left_already
from kotaham_desktop.application.erasing_companions import companions_of, told_fields
from kotaham_desktop.application.name_key import has_name_key, names
from kotaham_desktop.domain.erasure import ErasedField, ErasurePlan, LeftBefore, WholeRecord, Why
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.name_masking import HIDDEN_CONTACT, HIDDEN_NAME, core_name, name_mask
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

Mask = Callable[[str], str]
_PROSE = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class Known:
    """By what the person is known: their code, names and contacts, and their own entries."""

    code: str
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    entries: tuple[str, ...]


def plan_erasure(
    workshop: "Workshop",
    subject: str = "",
    *,
    record_ids: Collection[str] = (),
    names: Collection[str] = (),
    also_shared: Collection[str] = (),
    name_key_passphrase: str = "",
    why: Why = Why.ASKED,
    progress: Callable[[float], None] = lambda _: None,
) -> ErasurePlan:
    """What would go if a person (by code) or single records were erased; changes nothing.

    ``names`` are further names under which texts mention the person; their own entry and, with its passphrase, the name
    key are asked too. ``also_shared`` are records about several people that are to go whole. Raises ``ExpectedError``.
    """
    code = subject_code(subject)
    if subject and not code:
        raise ExpectedError("subject_code_unreadable", written=subject)
    if WORKSHOP_ID in record_ids:
        raise ExpectedError("erasure_of_workshop")
    known = _known(workshop, code, record_ids, names, name_key_passphrase)
    wholes, shared = _wholes(workshop, known, record_ids, also_shared, why)
    gone = {each.record_id for each in wholes}
    belonging = companions_of(workshop, gone)
    for record_id in belonging.keys() - gone:
        if belonging[record_id] == ("",):
            wholes.append(WholeRecord(record_id, workshop.record(record_id).type, Why.COMPANION))
            gone.add(record_id)
    fields = {(one.record_id, one.field): one for one in _emptied(workshop, known, belonging, gone)}
    for record_id, field in sorted(_mentions(workshop, known, gone, progress)):
        if (record_id, field) not in fields and record_id not in gone:
            fields[record_id, field] = ErasedField(record_id, workshop.record(record_id).type, field, is_rewritten=True)
    return ErasurePlan(
        code,
        tuple(wholes),
        tuple(fields.values()),
        _contents(workshop, gone),
        tuple(shared),
        tuple(LeftBefore(one.export, one.names) for one in left_already(workshop, code)) if code else (),
        bool(code) and has_name_key(workshop),
        known.names,
        known.contacts,
    )


def mask_of(workshop: "Workshop", plan: ErasurePlan) -> Mask:
    """What makes a text hold the person's code in place of their names; everybody else stays as they are."""
    return _mask(workshop, Known(plan.subject, plan.names, plan.contacts, tuple(w.record_id for w in plan.wholes)))


def _mask(workshop: "Workshop", known: Known) -> Mask:
    if not (known.names or known.contacts):
        return lambda text: text
    cores = {core_name(name) for name in known.names}
    others = [
        person.text("name")
        for person in workshop.records("person", include_deleted=True)
        if person.id not in known.entries and core_name(person.text("name")) not in cores
    ]
    return name_mask(
        known.names,
        others,
        contacts=known.contacts,
        name_word=known.code or _(HIDDEN_NAME),
        contact_word=known.code or _(HIDDEN_CONTACT),
    )


def _known(
    workshop: "Workshop", code: str, record_ids: Collection[str], further: Collection[str], passphrase: str
) -> Known:
    entries = {each for each in record_ids if workshop.record(each).type == "person"}
    called, contacts = {name.strip() for name in further if name.strip()}, set()
    if passphrase and code and (named := names(workshop, passphrase).get(code)):
        called.add(named.name)
        contacts.add(named.contact)
        if named.record and workshop.holds(named.record):
            entries.add(named.record)
    for each in entries:
        person = workshop.record(each)
        called.add(person.text("name"))
        contacts.add(person.text("contact"))
    return Known(code, tuple(sorted(filter(None, called))), tuple(sorted(filter(None, contacts))), tuple(entries))


def _wholes(
    workshop: "Workshop", known: Known, record_ids: Collection[str], also_shared: Collection[str], why: Why
) -> tuple[list[WholeRecord], list[str]]:
    found: dict[str, WholeRecord] = {}
    shared: list[str] = []
    for each in known.entries:
        found[each] = WholeRecord(each, "person", Why.OWN)
    for each in record_ids:
        if each not in found:
            found[each] = WholeRecord(each, workshop.record(each).type, why)
    for record in about(workshop, (known.code,)) if known.code else ():
        if set(record.ids("subjects")) == {known.code} or record.id in also_shared:
            found.setdefault(record.id, WholeRecord(record.id, record.type, Why.TOLD))
        elif record.id not in found:
            shared.append(record.id)
    return list(found.values()), shared


def _emptied(
    workshop: "Workshop", known: Known, belonging: dict[str, tuple[str, ...]], gone: Collection[str]
) -> Iterator[ErasedField]:
    """Fields that only ever told something about the person: entries of ledgers, which stay without them."""
    for record_id, names_of_fields in belonging.items():
        if record_id not in gone:
            kind = workshop.record(record_id).type
            yield from (ErasedField(record_id, kind, name, is_rewritten=False) for name in names_of_fields)
    if not known.code:
        return
    for record_type in RECORD_TYPES.values():
        if not record_type.is_ledger or not record_type.has("subject"):
            continue
        for entry in workshop.records(record_type.name, include_deleted=True, subject=known.code):
            for name in told_fields(record_type):
                if entry.text(name):
                    yield ErasedField(entry.id, record_type.name, name, is_rewritten=False)


def _mentions(
    workshop: "Workshop", known: Known, gone: Collection[str], progress: Callable[[float], None]
) -> set[tuple[str, str]]:
    """The fields of other records that name the person, now or in any version that the history keeps."""
    if not (known.names or known.contacts):
        return set()
    mask = _mask(workshop, known)

    def names_them(text: str) -> bool:
        return mask(text) != text

    found = workshop.fields_that_ever_held(names_them, progress=progress)
    for record_type in RECORD_TYPES.values():
        for record in workshop.records(record_type.name, include_deleted=True):
            found |= {(record.id, name) for name, text in told_texts(record) if names_them(text)}
    return {(record_id, name) for record_id, name in found if record_id not in gone and workshop.holds(record_id)}


def told_texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record under the name by which it is kept, answers of a result row one by one."""
    for field in RECORD_TYPES[record.type].fields:
        if field.kind is FieldKind.VALUES:
            yield from ((f"{field.name}.{name}", answer) for name, answer in record.answers(field.name).items())
        elif field.kind in _PROSE:
            yield field.name, record.text(field.name)


def _contents(workshop: "Workshop", gone: Collection[str]) -> int:
    """How many pictures go: those that no other record shows."""
    attachments = workshop.records("attachment", include_deleted=True)
    kept = {one.text(name) for one in attachments if one.id not in gone for name in ("sha256", "original")}
    lost = {one.text(name) for one in attachments if one.id in gone for name in ("sha256", "original")}
    return len({sha256 for sha256 in lost - kept if sha256})
