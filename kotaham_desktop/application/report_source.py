"""Gathering what a report says: disclosed records, their labels, computed times, photos."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.agenda import TimedItem, timed_agenda
from kotaham_desktop.domain.dates import parse_date, written_times
from kotaham_desktop.domain.disclosure import disclose, disclosed_counts
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.levels import LEVEL_LABELS, Audience, Level
from kotaham_desktop.domain.methods import RollupKind
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import ACTION, CASE_STUDY, EXPERIENCE, NOTE, PERSON, RECORD_TYPES, WORKSHOP
from kotaham_desktop.domain.records.shared_fields import CONSENT
from kotaham_desktop.domain.rollups import rollup
from kotaham_desktop.domain.small_counts import SMALLEST_COUNT
from kotaham_desktop.i18n import _, language
from kotaham_desktop.reports.content import (
    About,
    Companions,
    CountTable,
    DayEntry,
    ExerciseEntry,
    Fact,
    GroupEntry,
    NormNote,
    NoteEntry,
    PersonEntry,
    Photo,
    ReportContent,
    RolledUpEntry,
    SessionEntry,
    StoryEntry,
)
from kotaham_desktop.reports.options import ReportOptions

LoadPhoto = Callable[[str], bytes]
"""The content of an attachment by its SHA-256; raises ``KeyError`` or ``ExpectedError`` where it is not whole."""

_PICTURES = "image/"
_PARENTS = {"exercise_row": "exercise", "norm_reference": "record", "attachment": "record", "note": "session"}
_NOT_FACTS = frozenset({"title", "quote", "quote_allowed", "session", "group", "subjects", "consent", "level"})
_PRECISIONS = {"place": "place_precision", "time": "time_precision"}
_NOT_COLUMNS = frozenset({"position", "session", "group", "level"})


def gather(
    records: Mapping[str, Sequence[Record]],
    *,
    audience: Audience,
    report_language: str,
    reference: ReferenceData,
    load_photo: LoadPhoto,
    day: date | None = None,
) -> ReportContent:
    """The content for this audience and language.

    ``records`` hold everything of the file by type, in their natural order, deleted ones too. Photos are read here, so
    that the report can be laid out on another thread. Consent is read for ``day``, today without one.
    """
    with language(report_language):
        shown = disclose(records, audience, day)
        labels = {
            record.id: record.text(RECORD_TYPES[name].title_field)
            for name in ("agenda_item", "group")
            for record in shown.get(name, ())
        }
        children: dict[tuple[str, str], list[Record]] = {}
        for name, field in _PARENTS.items():
            for record in shown.get(name, ()):
                children.setdefault((name, record.text(field)), []).append(record)
        source = _Source(shown, labels, children, audience, reference, load_photo)
        return source.content(records, report_language)


def workshop_content(workshop: Workshop, options: ReportOptions, reference: ReferenceData) -> ReportContent:
    """The content of an open file for these choices; call it on the thread that the workshop belongs to."""
    return gather(
        {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES},
        audience=options.audience,
        report_language=options.language,
        reference=reference,
        load_photo=workshop.attachment_content,
        day=local_time(workshop.now()).date(),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    shown: Mapping[str, Sequence[Record]]
    labels: Mapping[str, str]
    """Titles of sessions and names of groups by id."""
    children: Mapping[tuple[str, str], Sequence[Record]]
    """Records by type and the id of the one that they belong to."""
    audience: Audience
    reference: ReferenceData
    load_photo: LoadPhoto

    def content(self, all_records: Mapping[str, Sequence[Record]], report_language: str) -> ReportContent:
        workshop = next(iter(self._of("workshop")), Record("workshop", "workshop"))
        counts, total = _participant_counts(all_records.get("person", ()), self.audience)
        first_day = parse_date(workshop.text("start_date"))
        timed = timed_agenda(self._of("agenda_item"), first_day=first_day)
        sessions = {item.record.id for item in timed}
        actions = self._of("action")
        return ReportContent(
            audience=self.audience,
            language=report_language,
            about=self._about(workshop),
            days=self._days(timed),
            people=tuple(self._person(person) for person in self._of("person")),
            participant_total=total,
            counts=counts,
            groups=tuple(self._group(group, all_records.get("person", ())) for group in self._of("group")),
            loose_notes=tuple(self._note(note) for note in self._of("note") if note.text("session") not in sessions),
            exercises=tuple(self._exercise(exercise) for exercise in self._of("exercise")),
            rolled_up=tuple(self._rolled_up()),
            cases=tuple(self._story(case) for case in self._of("case_study")),
            experiences=tuple(self._story(experience) for experience in self._of("experience")),
            actions=tuple(_action_values(action) for action in actions),
            action_labels=tuple(
                Fact(field.name, _(field.label)) for field in ACTION.fields if field.name not in _NOT_COLUMNS
            ),
            photos=self._photos(workshop.id),
            action_photos=tuple(photo for action in actions for photo in self._photos(action.id)),
        )

    def _of(self, record_type: str) -> Sequence[Record]:
        return self.shown.get(record_type, ())

    def _about(self, workshop: Record) -> About:
        texts = {
            field.name: workshop.text(field.name)
            for field in WORKSHOP.fields
            if field.kind in (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT)
        }
        return About(
            **texts,
            snps=tuple(self.reference.norm_label(code) for code in workshop.ids("snps")),
            start=parse_date(workshop.text("start_date")),
            end=parse_date(workshop.text("end_date")),
        )

    def _days(self, timed: Sequence[TimedItem]) -> tuple[DayEntry, ...]:
        days: dict[int, list[TimedItem]] = {}
        for item in timed:
            days.setdefault(item.day, []).append(item)
        return tuple(
            DayEntry(number, items[0].date, tuple(self._session(item) for item in items))
            for number, items in sorted(days.items())
        )

    def _session(self, item: TimedItem) -> SessionEntry:
        record = item.record
        kind = RECORD_TYPES["agenda_item"].field("kind")
        return SessionEntry(
            record_id=record.id,
            times=written_times(item.start, item.end),
            minutes=item.minutes,
            title=record.text("title"),
            kind=record.text("kind"),
            kind_label=_(kind.choice_label(record.text("kind"))),
            method=self._method_title(record.text("method")),
            aims=record.text("aims"),
            people=tuple(person.text("name") for person in self._of("person") if person.id in record.ids("people")),
            materials=record.text("materials"),
            room=record.text("room"),
            notes=tuple(self._note(note) for note in self.children.get(("note", record.id), ())),
            companions=self._companions(record.id),
        )

    def _method_title(self, method_id: str) -> str:
        method = self.reference.method(method_id)
        return method.title if method else method_id

    def _person(self, person: Record) -> PersonEntry:
        def choice(name: str) -> str:
            return _(PERSON.field(name).choice_label(person.text(name)))

        return PersonEntry(
            name=person.text("name"),
            role=person.text("role"),
            role_label=choice("role"),
            institution=person.text("institution"),
            position=person.text("position"),
            sector_label=choice("sector"),
            sex_label=choice("sex"),
            access_needs=person.text("access_needs"),
            contact=person.text("contact"),
            group=self.labels.get(person.text("group"), ""),
        )

    def _group(self, group: Record, people: Iterable[Record]) -> GroupEntry:
        members = sum(1 for person in people if person.text("group") == group.id and _is_counted(person))
        return GroupEntry(
            name=group.text("name"),
            topic=group.text("topic"),
            room=group.text("room"),
            size=str(members) if members and self.audience is Audience.TEAM else "",
        )

    def _note(self, note: Record) -> NoteEntry:
        return NoteEntry(
            kind=note.text("kind") or "note",
            kind_label=_(NOTE.field("kind").choice_label(note.text("kind"))),
            text=note.text("text"),
            speaker=note.text("speaker"),
            answer=note.text("answer"),
            session=self.labels.get(note.text("session"), ""),
            group=self.labels.get(note.text("group"), ""),
            companions=self._companions(note.id),
        )

    def _story(self, story: Record) -> StoryEntry:
        record_type = CASE_STUDY if story.type == "case_study" else EXPERIENCE
        facts = []
        for field in record_type.fields:
            if field.name in _NOT_FACTS or field.kind is FieldKind.CHOICE or not story.text(field.name).strip():
                continue
            text = story.text(field.name)
            if field.name in _PRECISIONS and story.text(_PRECISIONS[field.name]):
                precision = record_type.field(_PRECISIONS[field.name])
                text += f" ({_(precision.choice_label(story.text(precision.name))).lower()})"
            facts.append(Fact(_(field.label), text))
        return StoryEntry(
            title=story.text("title"),
            facts=tuple(facts),
            quote=story.text("quote"),
            group=self.labels.get(story.text("group"), ""),
            marks=_marks(story) if self.audience is Audience.TEAM else "",
            companions=self._companions(story.id),
        )

    def _exercise(self, exercise: Record) -> ExerciseEntry:
        rows = self.children.get(("exercise_row", exercise.id), ())
        method = self.reference.method(exercise.text("method"))
        fields = method.fields if method else ()
        declared = {field.name for field in fields}
        # Answers under names that the method does not declare (it was edited since) are shown too.
        others = list(dict.fromkeys(name for row in rows for name in row.answers() if name not in declared))
        headings = [*(field.label for field in fields), *(name.replace("_", " ").capitalize() for name in others)]
        cells = [
            (
                *(field.shown(row.answers().get(field.name, "")) for field in fields),
                *(row.answers().get(name, "") for name in others),
            )
            for row in rows
        ]
        with_rows = [self._companions(row.id) for row in rows]
        own = self._companions(exercise.id)
        return ExerciseEntry(
            title=exercise.text("title"),
            method=self._method_title(exercise.text("method")),
            question=exercise.text("question"),
            group=self.labels.get(exercise.text("group"), ""),
            reporter=exercise.text("reporter"),
            plenary=exercise.text("plenary_responses"),
            headings=tuple(headings),
            rows=tuple(cells),
            companions=Companions(
                norms=tuple(norm for each in (own, *with_rows) for norm in each.norms),
                photos=tuple(photo for each in (own, *with_rows) for photo in each.photos),
            ),
        )

    def _rolled_up(self) -> Iterable[RolledUpEntry]:
        """One table for each question that several groups answered with the same method."""
        same: dict[tuple[str, str], dict[str, list[Mapping[str, str]]]] = {}
        for exercise in self._of("exercise"):
            key = (exercise.text("method"), exercise.text("question").strip())
            name = self.labels.get(exercise.text("group"), "") or exercise.text("title")
            rows = [row.answers() for row in self.children.get(("exercise_row", exercise.id), ())]
            same.setdefault(key, {}).setdefault(name, []).extend(rows)
        for (method_id, question), by_group in same.items():
            method = self.reference.method(method_id)
            if method is not None and method.rollup.kind is not RollupKind.ROWS and len(by_group) > 1:
                made = rollup(method, by_group)
                yield RolledUpEntry(question, method.title, made.headings, made.lines, made.numeric)

    def _companions(self, record_id: str) -> Companions:
        norms = tuple(
            NormNote(
                norm=self.reference.norm_label(norm.text("norm")),
                page=norm.text("page"),
                paragraph=norm.text("paragraph"),
                remark=norm.text("remark"),
            )
            for norm in self.children.get(("norm_reference", record_id), ())
        )
        return Companions(norms, self._photos(record_id))

    def _photos(self, record_id: str) -> tuple[Photo, ...]:
        return tuple(
            Photo(attachment.id, attachment.text("caption"), self._loaded(attachment.text("sha256")))
            for attachment in self.children.get(("attachment", record_id), ())
            if attachment.text("media_type").startswith(_PICTURES)
        )

    def _loaded(self, sha256: str) -> bytes:
        try:
            return self.load_photo(sha256)
        except (KeyError, ExpectedError):
            # A photo that is missing or damaged must not cost the report; its place says so.
            return b""


def _marks(story: Record) -> str:
    level = _("Tingkat: {level}").format(level=_(LEVEL_LABELS[story.level]))
    consent = _("Persetujuan: {consent}").format(consent=_(CONSENT.choice_label(story.text("consent") or "not_asked")))
    return f"{level} · {consent}"


def _action_values(action: Record) -> dict[str, str]:
    values = {}
    for field in ACTION.fields:
        if field.name not in _NOT_COLUMNS:
            text = action.text(field.name)
            values[field.name] = _(field.choice_label(text)) if field.kind is FieldKind.CHOICE else text
    return values


def _is_counted(person: Record) -> bool:
    return not person.deleted and person.text("role") in ("participant", "") and person.level is not Level.SEALED


def _participant_counts(people: Iterable[Record], audience: Audience) -> tuple[tuple[CountTable, ...], str]:
    """How many participants there were, by sector and by sex, with small numbers suppressed outside the team."""
    participants = [person for person in people if _is_counted(person)]
    total = str(len(participants))
    if audience is not Audience.TEAM and 0 < len(participants) < SMALLEST_COUNT:
        return (), f"<{SMALLEST_COUNT}"
    tables = []
    for name, title in (("sector", _("Unsur")), ("sex", _("Jenis kelamin"))):
        field = PERSON.field(name)
        counts: dict[str, int] = {choice.code: 0 for choice in field.choices}
        for person in participants:
            code = person.text(name)
            counts[code] = counts.get(code, 0) + 1
        counts = {code: count for code, count in counts.items() if count}
        if not participants or set(counts) == {""}:
            continue
        labels = {code: _(field.choice_label(code)) if code else _("Tidak dicatat") for code in counts}
        shown = disclosed_counts(counts, audience)
        if shown:
            tables.append(CountTable(title, tuple(Fact(labels[code], shown[code]) for code in counts), total))
    return tuple(tables), total
