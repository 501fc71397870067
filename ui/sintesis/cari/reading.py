"""One record as it is read: every filled field in words, its results, its norm references, its photos, its history."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _
from ui.sintesis.kinds import Look, look_of
from ui.sintesis.wording import Wording, level_words, written_moment

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

LONGEST_PASSAGE = 20_000
"""Letters of one field that are shown; nobody reads more beside a list, and laying it out would take long."""
_SHOWN_ELSEWHERE = frozenset({"session", "group", "level"})
_SAME_MOMENT = 60_000
"""Milliseconds within which somebody who goes on writing has not yet changed anything."""
_OWN_TITLE = frozenset({"note"})
"""Types whose title is their text: it is read once, not twice."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled text; prose stands below its label, a short answer beside it."""

    label: str
    text: str
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with what is said about it."""

    sha256: str
    caption: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything about one record, ready to be set out."""

    record_id: str
    type: str
    look: Look
    level: Level | None
    title: str
    place: str
    history: str
    passages: tuple[Passage, ...]
    results: tuple[tuple[Passage, ...], ...] = ()
    norms: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()


def read(workshop: "Workshop", reference: ReferenceData, record_id: str) -> Reading | None:
    """The record in words, or None where it is gone or put aside."""
    try:
        record = workshop.record(record_id)
    except KeyError:
        return None
    if record.deleted:
        return None
    wording = Wording(workshop, reference)
    record_type = RECORD_TYPES[record.type]
    rows = workshop.records("exercise_row", exercise=record_id) if record.type == "exercise" else []
    return Reading(
        record_id=record_id,
        type=record.type,
        look=look_of(record),
        level=record.level if record_type.has_level else None,
        title="" if record.type in _OWN_TITLE else record.text(record_type.title_field) or _("(tanpa judul)"),
        place=wording.place(record),
        history=_history(workshop, record),
        passages=_passages(record, wording),
        results=tuple(tuple(Passage(label, text) for label, text in wording.answers(row)) for row in rows),
        norms=tuple(_norm(each, reference) for each in workshop.records("norm_reference", record=record_id)),
        photos=tuple(_photo(each) for each in workshop.records("attachment", record=record_id)),
    )


def _passages(record: Record, wording: Wording) -> tuple[Passage, ...]:
    record_type = RECORD_TYPES[record.type]
    found = []
    for field in record_type.fields:
        is_title = field.name == record_type.title_field
        if field.kind is FieldKind.ORDER or field.name in _SHOWN_ELSEWHERE:
            continue
        if (is_title and record.type not in _OWN_TITLE) or (record.type == "note" and field.name == "kind"):
            continue
        text = wording.value(field, record.values.get(field.name)).strip()
        if len(text) > LONGEST_PASSAGE:
            cut = text[:LONGEST_PASSAGE].rstrip()
            text = "\n".join((f"{cut}…", _("(Tulisan ini panjang; selengkapnya terbaca di tempat ia ditulis.)")))
        if text:
            label = "" if is_title else _(field.label)
            found.append(Passage(label, text, is_prose=field.is_text or field.kind is FieldKind.NORMS))
    return tuple(found)


def _norm(reference_record: Record, reference: ReferenceData) -> str:
    page, paragraph = reference_record.text("page"), reference_record.text("paragraph")
    where = (
        _("halaman {page}").format(page=page) if page else "",
        _("paragraf {paragraph}").format(paragraph=paragraph) if paragraph else "",
    )
    label = reference.norm_label(reference_record.text("norm"))
    details = filter(None, (", ".join(filter(None, where)), reference_record.text("remark")))
    return "  –  ".join((label, *details))


def _photo(record: Record) -> Photo:
    caption = record.text("caption") or _("Foto tanpa keterangan")
    return Photo(record.text("sha256"), f"{caption}  ·  {level_words(record.level)}")


def _history(workshop: "Workshop", record: Record) -> str:
    written = (
        _("Ditulis {moment} oleh {author}").format(
            moment=written_moment(record.created_at), author=record.created_by or _("seseorang")
        )
        if record.created_at
        else ""
    )
    newest = workshop.history(record.id, limit=1)
    if not newest or newest[0].kind == "create":
        return written
    if newest[0].author == record.created_by and newest[0].at - record.created_at < _SAME_MOMENT:
        return written
    changed = _("terakhir diubah {moment} oleh {author}").format(
        moment=written_moment(newest[0].at), author=newest[0].author or _("seseorang")
    )
    return "  ·  ".join(filter(None, (written, changed)))
