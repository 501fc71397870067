"""What leaves the room: everything in disclosed work by which somebody could be recognised, for a person to look at.

The finds are an aid. None of them releases anything, and a text without finds is not thereby safe: names that look like
no name, and stories that everyone in a town knows, are for the eight questions of ``release`` and for two people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kotaham_desktop.domain.dates import parse_date
from kotaham_desktop.domain.exposure_patterns import ExposureKind, names_pattern, points_at_one_person, spans_in
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.name_masking import (
    HIDDEN_CONTACT,
    HIDDEN_NAME,
    core_name,
    looks_like_a_name,
    names_within,
)
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.domain.word_hiding import HIDDEN_WORDS
from kotaham_desktop.i18n import N_, _


class Severity(IntEnum):
    """How surely a find points at somebody."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


SEVERITIES: Mapping[ExposureKind, Severity] = {
    ExposureKind.KNOWN_NAME: Severity.HIGH,
    ExposureKind.LIKELY_NAME: Severity.MEDIUM,
    ExposureKind.NIK: Severity.HIGH,
    ExposureKind.LONG_NUMBER: Severity.MEDIUM,
    ExposureKind.PHONE: Severity.HIGH,
    ExposureKind.EMAIL: Severity.HIGH,
    ExposureKind.ADDRESS: Severity.HIGH,
    ExposureKind.PLATE: Severity.HIGH,
    ExposureKind.PLACE: Severity.MEDIUM,
    ExposureKind.REGION: Severity.LOW,
    ExposureKind.EXACT_DATE: Severity.MEDIUM,
    ExposureKind.SUBJECT_CODE: Severity.LOW,
    ExposureKind.SMALL_COUNT: Severity.LOW,
    ExposureKind.PICTURE: Severity.HIGH,
    ExposureKind.RARE_COMBINATION: Severity.HIGH,
}
KIND_LABELS: Mapping[ExposureKind, str] = {
    ExposureKind.KNOWN_NAME: N_("Nama orang dari pelatihan ini"),
    ExposureKind.LIKELY_NAME: N_("Mungkin nama orang"),
    ExposureKind.NIK: N_("NIK"),
    ExposureKind.LONG_NUMBER: N_("Nomor panjang"),
    ExposureKind.PHONE: N_("Nomor telepon"),
    ExposureKind.EMAIL: N_("Alamat surel"),
    ExposureKind.ADDRESS: N_("Alamat"),
    ExposureKind.PLATE: N_("Nomor kendaraan"),
    ExposureKind.PLACE: N_("Tempat yang rinci"),
    ExposureKind.REGION: N_("Kabupaten atau kota"),
    ExposureKind.EXACT_DATE: N_("Tanggal"),
    ExposureKind.SUBJECT_CODE: N_("Kode orang"),
    ExposureKind.SMALL_COUNT: N_("Jumlah orang di bawah lima"),
    ExposureKind.PICTURE: N_("Gambar yang mungkin memperlihatkan orang"),
    ExposureKind.RARE_COMBINATION: N_("Pekerjaan, tempat, dan waktu bersama-sama"),
}
_TEXT_KINDS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})
_NOT_PROSE = frozenset({"sha256", "media_type", "original", "blurred_areas", "norm", "page", "paragraph"})
_OWN_FACTS = ("title", "theme", "organisers", "host", "venue", "city", "signatory_place", "signatory_name")
"""What the training says about itself is meant to be read."""
_UNSEEN = frozenset({"person"})
"""A person whose record is shown was opened on purpose; the name is looked for everywhere else."""
_PARTY_FIELDS = {
    "experience": ("narrator",),
    "note": ("speaker",),
    "exercise": ("reporter",),
    "case_study": ("victims", "complainants", "witnesses"),
}
_SHORTEST_PLACE = 4
_PLACE_KINDS = {
    "city": ExposureKind.REGION,
    "district": ExposureKind.PLACE,
    "village": ExposureKind.PLACE,
    "exact": ExposureKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place to look at: ``field`` may name one answer (``values.card``); the span counts in that field's text."""

    record_id: str
    type: str
    field: str
    start: int
    end: int
    kind: ExposureKind
    severity: Severity
    excerpt: str

    @property
    def label(self) -> str:
        """What it is, in the current language."""
        return _(KIND_LABELS[self.kind])


def find_exposure(
    shown: Mapping[str, Sequence[Record]], everything: Mapping[str, Sequence[Record]], audience: Audience
) -> tuple[Finding, ...]:
    """Everything to look at before disclosed records leave, the gravest first; nothing for the team itself.

    ``shown`` is what the audience gets (see ``disclosure``), ``everything`` what the file holds: the names and places
    that must not be in it are known from there.
    """
    if audience is Audience.TEAM:
        return ()
    public = _public_words(everything)
    names = names_pattern(_hidden_names(shown, everything), public)
    places = _places(everything, public)
    training_days = {
        record.text(name) for record in everything.get("workshop", ()) for name in ("start_date", "end_date")
    }
    found: list[Finding] = []
    for record in (record for group in shown.values() for record in group):
        if record.type in _UNSEEN or record.type not in RECORD_TYPES or RECORD_TYPES[record.type].is_ledger:
            continue
        for field, text in texts_of(record):
            here = [
                _finding(record, field, start, end, kind, text)
                for kind, start, end in spans_in(text, names, public)
                if not (kind is ExposureKind.EXACT_DATE and text[start:end] in training_days)
            ]
            found += [*here, *_own_places(record, field, text, places, [(each.start, each.end) for each in here])]
        found += _of_the_whole(record)
    return tuple(sorted(found, key=lambda each: -each.severity))


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record that a reader could find somebody in, by field."""
    for field in RECORD_TYPES[record.type].fields:
        if field.kind is FieldKind.VALUES:
            yield from ((f"{field.name}.{name}", answer) for name, answer in record.answers(field.name).items())
        elif field.kind in _TEXT_KINDS and not _is_no_prose(record, field.name):
            yield field.name, _without_masks(record.text(field.name))


def _is_no_prose(record: Record, field: str) -> bool:
    return field in _NOT_PROSE or (record.type == "workshop" and field in _OWN_FACTS)


def _without_masks(text: str) -> str:
    """The text with the words that stand for hidden names blotted out, each letter in its place."""
    for mask in (_(HIDDEN_NAME), _(HIDDEN_CONTACT), _(HIDDEN_WORDS)):
        text = text.replace(mask, " " * len(mask))
    return text


def _finding(record: Record, field: str, start: int, end: int, kind: ExposureKind, text: str) -> Finding:
    return Finding(record.id, record.type, field, start, end, kind, SEVERITIES[kind], text[start:end])


def _public_words(everything: Mapping[str, Sequence[Record]]) -> frozenset[str]:
    words = [record.text(name) for record in everything.get("workshop", ()) for name in _OWN_FACTS[:-1]]
    return frozenset(word for text in words for word in re.findall(r"\w+", text.casefold()))


def _hidden_names(
    shown: Mapping[str, Sequence[Record]], everything: Mapping[str, Sequence[Record]]
) -> Iterator[tuple[str, ...]]:
    """The words of every name that the file knows and the audience does not get."""
    visible = {record.id for record in shown.get("person", ())}
    visible_names = {core_name(record.text("name")) for record in shown.get("person", ())}
    for person in everything.get("person", ()):
        if person.id not in visible and core_name(person.text("name")) not in visible_names:
            yield core_name(person.text("name"))
    for type_name, fields in _PARTY_FIELDS.items():
        for record in everything.get(type_name, ()):
            for field in fields:
                text = record.text(field)
                if subject_code(text):
                    continue
                for name in (*names_within(text), *filter(looks_like_a_name, [text.split(",", maxsplit=1)[0]])):
                    if core_name(name) not in visible_names:
                        yield core_name(name)


def _places(everything: Mapping[str, Sequence[Record]], public: frozenset[str]) -> re.Pattern[str] | None:
    """What finds the places of the workshop's own cases and experiences in a text."""
    named = {
        piece.strip()
        for record in everything.get("case_study", ())
        for piece in re.split(r"[,;\n]", record.text("place"))
    }
    kept = [
        place
        for place in named
        if len(place) >= _SHORTEST_PLACE and _is_proper(place) and not public.issuperset(place.casefold().split())
    ]
    if not kept:
        return None
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(kept, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )


def _is_proper(place: str) -> bool:
    """Whether words about a place name it (``Tambak Lorok``), rather than describe it (``kampung di tepi kota``)."""
    words = place.split()
    return len(words) == 1 or any(word[0].isupper() for word in words[1:])


def _own_places(
    record: Record, field: str, text: str, places: re.Pattern[str] | None, taken: Sequence[tuple[int, int]]
) -> list[Finding]:
    if record.type == "case_study" and field == "place":
        kind = _PLACE_KINDS.get(record.text("place_precision"))
        return [_finding(record, field, 0, len(text), kind, text)] if kind and text.strip() and not taken else []
    if places is None:
        return []
    return [
        _finding(record, field, *match.span(), ExposureKind.PLACE, text)
        for match in places.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in taken)
    ]


def _of_the_whole(record: Record) -> Iterator[Finding]:
    """What no single place in a text shows: a picture, a day kept as such, a job with its place and time."""
    if record.type == "attachment" and record.text("shows_people") != "no":
        caption = record.text("caption")
        # A person blurred it and may have overlooked somebody: still to be looked at, after those that nobody touched.
        severity = Severity.MEDIUM if record.text("blurred_areas") else Severity.HIGH
        yield Finding(record.id, record.type, "sha256", 0, 0, ExposureKind.PICTURE, severity, caption)
    time = record.text("time")
    if record.type == "case_study" and time and record.text("time_precision") == "day" and not parse_date(time):
        yield _finding(record, "time", 0, len(time), ExposureKind.EXACT_DATE, time)
    together = "\n".join(text for _field, text in texts_of(record))
    has_job, has_place, has_time = points_at_one_person(together)
    has_place = has_place or record.text("place_precision") in {"village", "exact", "district"}
    has_time = has_time or bool(time)
    if has_job and has_place and has_time and record.type != "workshop":
        kind = ExposureKind.RARE_COMBINATION
        yield Finding(record.id, record.type, "", 0, 0, kind, SEVERITIES[kind], "")
