"""The record types of a training, each declared once; storage, forms, imports and reports follow from these."""

from kotaham_desktop.domain.fields import RecordType
from kotaham_desktop.domain.records.capture import CASE_STUDY, EXERCISE, EXERCISE_ROW, EXPERIENCE, NOTE
from kotaham_desktop.domain.records.companions import ATTACHMENT, NORM_REFERENCE, ORIGINAL_OPENING
from kotaham_desktop.domain.records.consent import CONSENT, EXPORT_LOG, LEVEL_CHANGE, RECORDING_PAUSE, RELEASE
from kotaham_desktop.domain.records.decisions import EXPOSURE_DECISION
from kotaham_desktop.domain.records.follow_up import ACTION
from kotaham_desktop.domain.records.preparation import AGENDA_ITEM, GROUP, PERSON, WORKSHOP
from kotaham_desktop.domain.records.requests import DATA_REQUEST

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
        ORIGINAL_OPENING,
        CONSENT,
        LEVEL_CHANGE,
        EXPOSURE_DECISION,
        RELEASE,
        EXPORT_LOG,
        RECORDING_PAUSE,
        DATA_REQUEST,
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
    "CONSENT",
    "EXERCISE",
    "EXERCISE_ROW",
    "EXPERIENCE",
    "EXPORT_LOG",
    "EXPOSURE_DECISION",
    "GROUP",
    "LEVEL_CHANGE",
    "NORM_REFERENCE",
    "NOTE",
    "ORIGINAL_OPENING",
    "PERSON",
    "RECORDING_PAUSE",
    "RECORD_TYPES",
    "RELEASE",
    "WORKSHOP",
    "WORKSHOP_ID",
]
