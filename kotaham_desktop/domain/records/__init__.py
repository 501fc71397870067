"""The record types of a training, each declared once; storage, forms, imports and reports follow from these."""

from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.records.capture import CASE_STUDY, EXERCISE, EXERCISE_ROW, EXPERIENCE, NOTE
from kotaham_desktop.domain.records.companions import ATTACHMENT, NORM_REFERENCE
from kotaham_desktop.domain.records.follow_up import ACTION
from kotaham_desktop.domain.records.preparation import AGENDA_ITEM, GROUP, PERSON, WORKSHOP

RECORD_TYPES: dict[str, RecordType] = {
    record_type.name: record_type
    for record_type in (
        WORKSHOP,
        PERSON,
        AGENDA_ITEM,
        GROUP,
        NOTE,
        CASE_STUDY,
        EXPERIENCE,
        EXERCISE,
        EXERCISE_ROW,
        ACTION,
        NORM_REFERENCE,
        ATTACHMENT,
    )
}
"""By name, in the order in which a training uses them."""

WORKSHOP_ID = "workshop"
"""The id of the one record about the training itself, created together with the file."""

__all__ = [
    "ACTION",
    "AGENDA_ITEM",
    "ATTACHMENT",
    "CASE_STUDY",
    "EXERCISE",
    "EXERCISE_ROW",
    "EXPERIENCE",
    "GROUP",
    "NORM_REFERENCE",
    "NOTE",
    "PERSON",
    "RECORD_TYPES",
    "WORKSHOP",
    "WORKSHOP_ID",
]
