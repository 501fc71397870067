"""The person sheet: what the file holds about somebody, gathered from every type, the ledgers and the history."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.release_commands import Departure, hand_out
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.exposure import texts_of
from kotaham_desktop.domain.exposure_patterns import names_pattern
from kotaham_desktop.domain.fields import Field, FieldKind
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, LEVEL_LABELS, Audience
from kotaham_desktop.domain.name_masking import HIDDEN_NAME, core_name, name_mask
from kotaham_desktop.domain.person_sheet import ChangeLine, ConsentLine, DepartureLine, Holding, PersonSheet, Relation
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import CONSENT, RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.domain.subject_codes import codes_within, subject_code
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

SHEET_FORM = "person_sheet"
"""What a sheet is called among what has left."""
_LINK_KINDS = frozenset({FieldKind.LINK, FieldKind.LINKS, FieldKind.ORDER})


def person_sheet(workshop: "Workshop", *, person_id: str = "", subject: str = "", name: str = "") -> PersonSheet:
    """Everything held about a person, named by their record, their code, or both; ``name`` finds further mentions.

    Deleted and sealed work stands in it too. Names of other people are masked: they have a sheet of their own. Raises
    ``ExpectedError`` where nobody is named so.
    """
    code = subject_code(subject)
    if subject and not code:
        raise ExpectedError("subject_code_unreadable", written=subject)
    if not (person_id or code or name.strip()):
        raise ExpectedError("name_not_found", name="")
    own = workshop.record(person_id) if person_id else None
    known_as = name.strip() or (own.text("name") if own is not None else "")
    gatherer = _Gatherer(workshop, own, code, known_as)
    holdings = tuple(gatherer.holdings())
    return PersonSheet(
        training=workshop.record(WORKSHOP_ID).text("title"),
        made_on=local_time(workshop.now()).date().isoformat(),
        codes=(code,) if code else (),
        name=known_as,
        holdings=holdings,
        consents=tuple(_consents(workshop, code)) if code else (),
        departures=tuple(_departures(workshop, code)) if code else (),
        changes=tuple(_changes(workshop, holdings)),
    )


def sheet_as_json(sheet: PersonSheet) -> bytes:
    """The sheet for another program: our field names, texts as they stand, pictures in base64."""
    content = {"format": "kotaham-person-sheet", "version": 1, **asdict(sheet)}
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain).encode("utf-8") + b"\n"


def hand_out_sheet(workshop: "Workshop", sheet: PersonSheet, content: bytes, output: Path) -> None:
    """Note that a sheet leaves, then write it: whoever asks later what left about this person learns of it."""
    hand_out(workshop, Departure(SHEET_FORM, Audience.TEAM, len(sheet.holdings), sheet.codes), content, output)


def _plain(value: object) -> str:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


class _Gatherer:
    """Looks through every record for one person."""

    def __init__(self, workshop: "Workshop", own: Record | None, code: str, name: str) -> None:
        self._workshop = workshop
        self._own = own
        self._code = code
        self._pattern = names_pattern([core_name(name)], frozenset()) if name else None
        self._titles: dict[str, str] = {}
        self._mask = self._others_masked(name)

    def _others_masked(self, name: str) -> Callable[[str], str]:
        own_id = self._own.id if self._own is not None else ""
        others = [each for each in self._workshop.records("person", include_deleted=True) if each.id != own_id]
        return name_mask(
            [each.text("name") for each in others if core_name(each.text("name")) != core_name(name)],
            [name] if name else [],
            contacts=[each.text("contact") for each in others],
            name_word=_(HIDDEN_NAME),
        )

    def holdings(self) -> Iterator[Holding]:
        """Every record that has to do with the person."""
        for record_type in RECORD_TYPES.values():
            if record_type.is_ledger:
                continue
            for record in self._workshop.records(record_type.name, include_deleted=True):
                relation = self._relation(record)
                if relation is not None:
                    yield self._holding(record, relation)

    def _relation(self, record: Record) -> Relation | None:
        if self._own is not None and record.id == self._own.id:
            return Relation.OWN
        if self._code and self._code in record.ids("subjects"):
            return Relation.SUBJECT
        if self._own is not None and any(self._own.id in linked for linked in _links(record)):
            return Relation.TASK
        for _field, text in texts_of(record):
            if self._code and self._code in codes_within(text):
                return Relation.MENTION
            if self._pattern is not None and record.type != "person" and self._pattern.search(text):
                return Relation.MENTION
        return None

    def _holding(self, record: Record, relation: Relation) -> Holding:
        record_type = RECORD_TYPES[record.type]
        facts = []
        for field in record_type.fields:
            text = self._shown(field, record.values.get(field.name))
            if text and field.name != "level":
                facts.append((_(field.label), text))
        return Holding(
            record.id,
            record.type,
            _(record_type.label),
            relation,
            _(LEVEL_LABELS[record.level]) if record_type.has_level else "",
            _moment(record.created_at),
            record.created_by,
            record.deleted,
            tuple(facts),
            self._picture(record),
            record.text("media_type") if record.type == "attachment" else "",
        )

    def _picture(self, record: Record) -> bytes:
        if record.type != "attachment":
            return b""
        try:
            return self._workshop.attachment_content(record.text("sha256"))
        except (KeyError, ExpectedError):
            return b""  # its facts still tell that it is held

    def _shown(self, field: Field, value: Value) -> str:
        if value is None or value in ("", ()) or field.kind is FieldKind.ORDER:
            return ""
        if field.kind is FieldKind.YES_NO:
            return _("Ya") if value else _("Tidak")
        if field.kind is FieldKind.LINK:
            return self._mask(self._title(str(value)))
        if isinstance(value, tuple):
            shown = [self._title(each) if field.kind is FieldKind.LINKS else each for each in value]
            return self._mask("; ".join(filter(None, shown)))
        if isinstance(value, Mapping):
            return self._mask("\n".join(f"{name}: {answer}" for name, answer in value.items() if answer))
        return _(field.choice_label(str(value))) if field.kind is FieldKind.CHOICE else self._mask(str(value))

    def _title(self, record_id: str) -> str:
        if record_id not in self._titles:
            try:
                record = self._workshop.record(record_id)
                self._titles[record_id] = record.text(RECORD_TYPES[record.type].title_field)
            except KeyError:
                self._titles[record_id] = ""
        return self._titles[record_id]


def _links(record: Record) -> Iterator[tuple[str, ...]]:
    for field in RECORD_TYPES[record.type].fields:
        if field.kind is FieldKind.LINK:
            yield (record.text(field.name),)
        elif field.kind is FieldKind.LINKS:
            yield record.ids(field.name)


def _consents(workshop: "Workshop", code: str) -> Iterator[ConsentLine]:
    entries = workshop.records("consent", include_deleted=True, subject=code)
    replaced = {old for entry in entries for old in entry.ids("supersedes")}
    for entry in sorted(entries, key=lambda each: (each.text("at"), each.created_at)):
        words = {
            name: _(CONSENT.field(name).choice_label(entry.text(name))) for name in ("purpose", "status", "method")
        }
        until = min(filter(None, (entry.text("review_at"), entry.text("retention_until"))), default="")
        yield ConsentLine(
            entry.text("at"),
            entry.text("purpose"),
            words["purpose"],
            words["status"],
            words["method"],
            until,
            entry.text("restrictions"),
            entry.id not in replaced,
        )


def _departures(workshop: "Workshop", code: str) -> Iterator[DepartureLine]:
    for entry in workshop.records("export_log", include_deleted=True):
        if code in entry.ids("subjects"):
            audience = entry.text("audience")
            label = _(AUDIENCE_LABELS[Audience(audience)]) if audience in {*Audience} else audience
            yield DepartureLine(entry.text("at"), entry.text("form"), label, entry.text("made_by"))


def _changes(workshop: "Workshop", holdings: Iterable[Holding]) -> Iterator[ChangeLine]:
    found = [
        ChangeLine(_moment(entry.at), entry.author, entry.kind, holding.record_id, entry.fields)
        for holding in holdings
        if holding.relation in (Relation.OWN, Relation.SUBJECT)
        for entry in workshop.history(holding.record_id)
    ]
    yield from sorted(found, key=lambda line: line.at)


def _moment(milliseconds: int) -> str:
    return local_time(milliseconds).isoformat(timespec="seconds") if milliseconds else ""
