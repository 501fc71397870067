"""What an audience sees of a training: the one place that decides it, for reports and exports alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kotaham_desktop.clock import system_clock
from kotaham_desktop.domain.consent import Ledger, ceiling, place_precisions, read_ledger
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.levels import Audience, Level, stricter
from kotaham_desktop.domain.name_masking import (
    HIDDEN_CONTACT,
    HIDDEN_NAME,
    NameMask,
    core_name,
    looks_like_a_name,
    name_mask,
    names_within,
)
from kotaham_desktop.domain.picture_areas import is_blurred
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.small_counts import suppressed
from kotaham_desktop.domain.word_hiding import hiding, masked_words
from kotaham_desktop.i18n import _

STORIES = frozenset({"case_study", "experience"})
_CONSENT_TO_SHARE = frozenset({"anonymous", "named"})
_PARENT_FIELD = {"exercise_row": "exercise", "norm_reference": "record", "attachment": "record"}
_TEXT_KINDS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})
_NOT_PROSE = frozenset({"sha256", "media_type", "original", "blurred_areas", "norm"})
_NAMING_FIELDS = {"experience": ("narrator",), "note": ("speaker",), "exercise": ("reporter",)}
_PARTY_FIELDS = ("victims", "complainants", "witnesses")
_PUBLIC_WORD_FIELDS = ("title", "theme", "organisers", "host", "venue", "city")


def is_open_to(record: Record, audience: Audience, ledger: Ledger | None = None) -> bool:
    """Whether level and consent of this record alone let the audience see it; its parent is not looked at.

    With a ``ledger`` the people whom the record is about decide too: what they did not allow is shown to nobody whom
    its level would let in.
    """
    record_type = RECORD_TYPES.get(record.type)
    if record_type is None or record.deleted:
        return False
    if record_type.is_ledger:
        return audience is Audience.TEAM
    level = record.level
    if record_type.has_level and "level" not in record.values:
        level = record_type.default_level
    if ledger is not None:
        level = stricter(level, ceiling(ledger, record))
    if level is Level.SEALED or not audience.may_see(level):
        return False
    if record.type == "attachment":
        return audience is not Audience.PUBLIC or _is_for_everybody(record, ledger)
    if record.type in STORIES:
        consent = record.text("consent")
        return consent != "refused" if audience is Audience.TEAM else consent in _CONSENT_TO_SHARE
    return True


def _is_for_everybody(photo: Record, ledger: Ledger | None) -> bool:
    """Whether nobody can be recognised in a photo, or everyone in it agreed; one that nobody looked at shows people."""
    if photo.text("shows_people") == "no" or is_blurred(photo):
        return True
    subjects = photo.ids("subjects")
    return ledger is not None and bool(subjects) and all(ledger.may(subject, "P7") for subject in subjects)


def disclose(
    records: Mapping[str, Sequence[Record]], audience: Audience, day: date | None = None
) -> dict[str, list[Record]]:
    """The records of each type that the audience may see, without the fields, links, names and contacts it may not.

    Give it everything that the file holds, also deleted records where they are at hand: the names of people who are
    not shown are looked up in it and masked in every text that is. Consent is read for ``day``, today without one.
    """
    ledger = consent_ledger(records, day)
    visible = _visible_ids(records, audience, ledger)
    names = audience_mask(records, audience, ledger)
    mask = names if audience is Audience.TEAM else _also_hiding(records, names)
    by_id = {record.id: record for record in _all(records)}
    return {
        name: [
            _redacted(record, audience, ledger, visible, _own_mask(by_id, record, audience, mask))
            for record in group
            if record.id in visible
        ]
        for name, group in records.items()
    }


def _also_hiding(records: Mapping[str, Sequence[Record]], names: NameMask) -> Callable[[str], str]:
    """The mask of names, and of the words that somebody decided to hide before work leaves."""
    hide = hiding(masked_words(records.get("exposure_decision", ())))
    return lambda text: hide(names(text))


def consent_ledger(records: Mapping[str, Sequence[Record]], day: date | None = None) -> Ledger:
    """The consent that these records hold, read for a day, today without one."""
    return read_ledger(records.get("consent", ()), day or system_clock().date())


def audience_mask(
    records: Mapping[str, Sequence[Record]], audience: Audience, ledger: Ledger | None = None
) -> NameMask:
    """The mask that hides, in texts for this audience, the people of these records that it may not see."""
    people = [record for record in _all(records) if record.type == "person"]
    shown = [person.text("name") for person in people if is_open_to(person, audience)]
    hidden_people = [person for person in people if not is_open_to(person, audience)]
    shown_names = {core_name(name) for name in shown}
    mentioned = [
        name
        for record in _all(records)
        for name in _names_mentioned(record, audience, ledger)
        if core_name(name) not in shown_names
    ]
    return name_mask(
        [*(person.text("name") for person in hidden_people), *filter(looks_like_a_name, mentioned)],
        shown,
        phrases=[name for name in mentioned if not looks_like_a_name(name)],
        contacts=[person.text("contact") for person in hidden_people],
        every_contact=audience is not Audience.TEAM,
        public_words=[
            record.text(name) for record in _all(records) if record.type == "workshop" for name in _PUBLIC_WORD_FIELDS
        ],
        name_word=_(HIDDEN_NAME),
        contact_word=_(HIDDEN_CONTACT),
    )


def disclosed_counts(counts: Mapping[str, int], audience: Audience) -> dict[str, str]:
    """The counts of people as the audience may read them, so that no small one follows from the others and the total.

    Outside the team they are ``suppressed``; empty where they cannot be told at all.
    """
    if audience is Audience.TEAM:
        return {name: str(count) for name, count in counts.items()}
    return suppressed(counts)


def _all(records: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    return (record for group in records.values() for record in group)


def _visible_ids(records: Mapping[str, Sequence[Record]], audience: Audience, ledger: Ledger) -> frozenset[str]:
    open_records = {record.id: record for record in _all(records) if is_open_to(record, audience, ledger)}
    return frozenset(
        record.id
        for record in open_records.values()
        if record.type not in _PARENT_FIELD or _parent_is_open(record, open_records)
    )


def _parent_is_open(record: Record, open_records: Mapping[str, Record]) -> bool:
    """Whether the chain of parents is open up to a record that stands by itself."""
    seen: set[str] = set()
    while record.type in _PARENT_FIELD:
        parent = open_records.get(record.text(_PARENT_FIELD[record.type]))
        if parent is None or parent.id in seen:
            return False
        seen.add(parent.id)
        record = parent
    return True


def _shows_field(field: Field, record: Record, audience: Audience, ledger: Ledger) -> bool:
    if not audience.may_see(field.most_open):
        return False
    if field.name == "quote" and record.type == "experience":
        return record.flag("quote_allowed")
    if field.name == "place" and record.type == "case_study" and audience is not Audience.TEAM:
        # An address points at a person; outside the team a case keeps its place only where that is coarser, and as
        # coarse as the people concerned asked for.
        allowed = place_precisions(ledger, record)
        precision = record.text("place_precision")
        return precision != "exact" if allowed is None else precision in allowed
    return True


def _redacted(
    record: Record, audience: Audience, ledger: Ledger, visible: frozenset[str], mask: Callable[[str], str]
) -> Record:
    fields = {field.name: field for field in RECORD_TYPES[record.type].fields}
    values: dict[str, Value] = {}
    for name, value in record.values.items():
        field = fields.get(name)
        if field is None:
            # A newer program wrote it: nobody can say how far it may travel.
            if audience is Audience.TEAM:
                values[name] = mask(value) if isinstance(value, str) else value
        elif _shows_field(field, record, audience, ledger):
            values[name] = _redacted_value(field, value, visible, mask)
    author = record.created_by if audience is Audience.TEAM else ""
    return replace(record, values=values, created_by=mask(author))


def _redacted_value(field: Field, value: Value, visible: frozenset[str], mask: Callable[[str], str]) -> Value:
    if field.kind is FieldKind.LINK and isinstance(value, str):
        return value if value in visible else ""
    if field.kind is FieldKind.LINKS and isinstance(value, tuple):
        return tuple(record_id for record_id in value if record_id in visible)
    if field.kind is FieldKind.VALUES and isinstance(value, Mapping):
        return {name: mask(answer) for name, answer in value.items()}
    if field.kind in _TEXT_KINDS and isinstance(value, str) and field.name not in _NOT_PROSE:
        return mask(value)
    return value


def _names_mentioned(record: Record, audience: Audience, ledger: Ledger | None) -> list[str]:
    """Names that stand in fields about people which this audience does not see."""
    is_open = is_open_to(record, audience, ledger)
    record_type = RECORD_TYPES.get(record.type)
    names = []
    for name in _NAMING_FIELDS.get(record.type, ()):
        hidden = record_type is None or not (is_open and audience.may_see(record_type.field(name).most_open))
        if hidden and (looks_like_a_name(record.text(name)) or name == "narrator"):
            names.append(record.text(name))
    if record.type == "case_study" and (audience is not Audience.TEAM or not is_open):
        names += [found for name in _PARTY_FIELDS for found in names_within(record.text(name))]
    return names


def _own_mask(
    by_id: Mapping[str, Record], record: Record, audience: Audience, mask: Callable[[str], str]
) -> Callable[[str], str]:
    """The audience's mask; in a story without consent to names it also hides a narrator who is shown elsewhere."""
    story = record
    for _step in range(2):
        story = by_id.get(story.text(_PARENT_FIELD[story.type]), story) if story.type in _PARENT_FIELD else story
    narrator = story.text("narrator") if story.type == "experience" else ""
    if audience is Audience.TEAM or story.text("consent") == "named" or not looks_like_a_name(narrator):
        return mask
    own = name_mask([narrator], name_word=_(HIDDEN_NAME))
    return lambda text: own(mask(text))
