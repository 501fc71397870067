"""The four chapters of the activity report."""

from collections.abc import Callable, Sequence

from kotaham_desktop.domain.dates import written_day, written_number, written_period
from kotaham_desktop.i18n import _, ngettext
from kotaham_desktop.reports.content import (
    Companions,
    CountTable,
    DayEntry,
    ExerciseEntry,
    Fact,
    NoteEntry,
    PersonEntry,
    ReportContent,
    RolledUpEntry,
    SessionEntry,
    StoryEntry,
)
from kotaham_desktop.reports.front_matter import place_line, signature_lines
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.tables import NORMAL, SMALL, Column
from kotaham_desktop.reports.telling import Telling
from kotaham_desktop.reports.text import shortened

ROWS_IN_CHAPTER = 10
"""Rows of one group's result that a chapter shows; longer results stand whole in an annex."""
MOST_COLUMNS = 7
_ROOMY_COLUMNS = 5
_QUESTION_IN_CAPTION = 90
_MINUTES_OF_A_LESSON_HOUR = 45
_TEAM_ROLES = ("speaker", "facilitator", "co_facilitator", "moderator", "note_taker", "observer")


def introduction(telling: Telling, content: ReportContent) -> None:
    """BAB I: why the training was held."""
    about = content.about
    telling.chapter(_("Pendahuluan"))
    telling.section(_("Latar Belakang"))
    telling.text(about.background)
    telling.section(_("Dasar Hukum"))
    telling.numbered(about.legal_basis)
    telling.section(_("Maksud dan Tujuan"))
    telling.numbered(about.aims)
    telling.section(_("Ruang Lingkup"))
    if about.snps:
        telling.line(_("Pelatihan ini membahas Standar Norma dan Pengaturan (SNP) berikut."))
        telling.numbered("\n".join(about.snps)) if len(about.snps) > 1 else telling.text(about.snps[0])
    telling.text(about.scope)
    telling.section(_("Keluaran dan Hasil yang Diharapkan"))
    telling.numbered(about.expected_results)
    telling.section(_("Pembiayaan"))
    telling.text(about.funding)


def implementation(telling: Telling, content: ReportContent) -> None:
    """BAB II A to F: when, where, who, how."""
    about = content.about
    telling.section(_("Waktu dan Tempat"))
    when = [
        Fact(_("Waktu"), written_period(about.start, about.end)),
        Fact(_("Tempat"), place_line(about)),
        Fact(_("Bahasa"), about.languages),
    ]
    telling.pairs(_rows_of(when))
    telling.section(_("Penyelenggara dan Panitia"))
    hosts = [Fact(_("Penyelenggara"), about.organisers), Fact(_("Tuan rumah"), about.host)]
    telling.pairs(_rows_of(hosts))
    _people_table(telling, _("Panitia"), [person for person in content.people if person.role == "committee"])
    telling.section(_("Narasumber, Fasilitator, dan Tim"))
    _people_table(
        telling,
        _("Narasumber, fasilitator, dan tim"),
        [person for person in content.people if person.role in _TEAM_ROLES],
    )
    telling.section(_("Peserta"))
    _participants(telling, content)
    telling.section(_("Metode dan Alur Pelatihan"))
    telling.text(about.approach)
    methods = _methods_used(content)
    if methods:
        telling.line(_("Metode yang dipakai: {methods}.").format(methods=", ".join(methods)))
    telling.section(_("Jadwal"))
    for day in content.days:
        telling.table(
            _("Jadwal hari ke-{number}").format(number=day.number) + _of_date(day),
            [Column(_("Waktu"), 1.1), Column(_("Acara"), 4), Column(_("Menit"), 0.7, right=True)],
            [(session.times, session.title, written_number(session.minutes)) for session in day.sessions],
        )


def proceedings(telling: Telling, content: ReportContent) -> None:
    """BAB II G: what happened in each session of each day."""
    telling.section(_("Jalannya Kegiatan"))
    for day in content.days:
        telling.subsection(_("Hari ke-{number}").format(number=day.number) + _of_date(day))
        for session in day.sessions:
            _session(telling, session)
    loose = [note for note in content.loose_notes if note.kind == "note"]
    telling.subsection(_("Catatan lain"))
    for note in loose:
        _note(telling, note)


def results(telling: Telling, content: ReportContent, options: ReportOptions) -> None:
    """BAB III: what the groups worked out, what people told, what was agreed."""
    telling.chapter(_("Hasil dan Evaluasi"))
    if options.has("group_work"):
        telling.section(_("Hasil Diskusi dan Kerja Kelompok"))
        _exercises(telling, content.exercises)
        _rolled_up(telling, content.rolled_up)
        _agreements(telling, content.notes)
    if options.has("cases"):
        telling.section(_("Studi Kasus"))
        for case in content.cases:
            _told(telling, case)
    if options.has("experiences"):
        telling.section(_("Pengalaman dan Pembelajaran"))
        for experience in content.experiences:
            _told(telling, experience)
    if options.has("obstacles"):
        telling.section(_("Kendala dan Solusi"))
        telling.numbered(content.about.obstacles)
    if options.has("actions") and content.actions:
        telling.section(_("Rencana Tindak Lanjut"), landscape=True)
        _short_action_plan(telling, content)
        telling.figures(content.action_photos)


def closing(telling: Telling, content: ReportContent) -> None:
    """BAB IV: what follows from it, and the signature."""
    about = content.about
    telling.chapter(_("Penutup"))
    telling.section(_("Kesimpulan"))
    telling.numbered(about.conclusions)
    telling.section(_("Rekomendasi"))
    telling.numbered(about.recommendations)
    if about.signatory_position or about.signatory_name:
        telling.section(_("Penutup"))
        sentence = _(
            "Demikian laporan ini disusun sebagai pertanggungjawaban pelaksanaan kegiatan dan sebagai bahan "
            "tindak lanjut bagi para pihak."
        )
        telling.signature(signature_lines(about), before=sentence)


def result_table(telling: Telling, exercise: ExerciseEntry, rows: Sequence[Sequence[str]]) -> None:
    """Result rows as a table, or one under the other where the method has too many fields for columns."""
    used = [index for index in range(len(exercise.headings)) if any(row[index].strip() for row in rows)]
    headings = [exercise.headings[index] for index in used]
    kept = [[row[index] for index in used] for row in rows]
    caption = _with_group(exercise)
    if len(headings) <= MOST_COLUMNS:
        columns = [Column(heading, _weight(kept, place)) for place, heading in enumerate(headings)]
        if columns:
            look = NORMAL if len(columns) <= _ROOMY_COLUMNS else SMALL
            telling.table(caption, [Column(_("No"), 0.35), *columns], _with_numbers(kept), look=look)
        return
    for number, row in enumerate(kept, start=1):
        telling.minor(_("Baris {number}").format(number=number))
        telling.facts([Fact(heading, text) for heading, text in zip(headings, row, strict=True)])


def companions(telling: Telling, accompanying: Companions) -> None:
    """Norm references and photos of a piece of work."""
    telling.norms(accompanying.norms)
    telling.figures(accompanying.photos)


def _with_numbers(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[str(number), *row] for number, row in enumerate(rows, start=1)]


def _weight(rows: Sequence[Sequence[str]], place: int) -> float:
    """Columns with more to say are wider."""
    longest = max((len(row[place]) for row in rows), default=0)
    return 0.6 + min(longest, 200) / 50


def _rows_of(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    return [(fact.label, fact.text) for fact in facts if fact.text]


def _of_date(day: DayEntry) -> str:
    return f": {written_day(day.date)}" if day.date else ""


def _methods_used(content: ReportContent) -> list[str]:
    named = [session.method for day in content.days for session in day.sessions]
    named += [exercise.method for exercise in content.exercises]
    return list(dict.fromkeys(name for name in named if name))


def _people_table(telling: Telling, caption: str, people: Sequence[PersonEntry]) -> None:
    rows = [
        (str(number), person.name, person.role_label, ", ".join(filter(None, (person.position, person.institution))))
        for number, person in enumerate(people, start=1)
    ]
    columns = [Column(_("No"), 0.35), Column(_("Nama"), 2, strong=True), Column(_("Peran"), 1.1)]
    telling.table(caption, [*columns, Column(_("Jabatan dan instansi"), 2.6)], rows)


def _participants(telling: Telling, content: ReportContent) -> None:
    if content.participant_total not in ("", "0"):
        telling.line(_("Pelatihan diikuti oleh {count} peserta.").format(count=content.participant_total))
    for counts in content.counts:
        _count_table(telling, counts)
    if any("<5" in row.text or "≥5" in row.text for counts in content.counts for row in counts.rows):
        telling.fine(_("Jumlah di bawah lima orang disamarkan (<5) agar tidak ada yang dapat dikenali."))
    named = [group for group in content.groups if group.topic or group.room or group.size]
    columns: list[tuple[Column, Callable[[int], str]]] = [
        (Column(_("Kelompok"), 1.4, strong=True), lambda i: named[i].name)
    ]
    if any(group.topic for group in named):
        columns.append((Column(_("Topik"), 3), lambda i: named[i].topic))
    if any(group.room for group in named):
        columns.append((Column(_("Ruang"), 1.2), lambda i: named[i].room))
    if any(group.size for group in named):
        columns.append((Column(_("Peserta"), 0.8, right=True), lambda i: named[i].size))
    rows = [[value(index) for _column, value in columns] for index in range(len(named))]
    telling.table(_("Pembagian kelompok"), [column for column, _value in columns], rows)


def _count_table(telling: Telling, counts: CountTable) -> None:
    rows = [(row.label, row.text) for row in counts.rows]
    if rows:
        columns = [Column(counts.title, 3), Column(_("Jumlah"), 1, right=True)]
        telling.table(
            _("Peserta menurut {trait}").format(trait=counts.title.lower()),
            columns,
            [*rows, (_("Jumlah"), counts.total)],
            total=True,
        )


def _session(telling: Telling, session: SessionEntry) -> None:
    shown = session.kind != "break" or session.notes or session.companions.photos
    if not shown or not (session.aims or session.notes or session.people or session.companions != Companions()):
        return
    telling.minor(f"{session.times}  {session.title}")
    about = [
        session.kind_label,
        session.method,
        _("Pengampu: {people}").format(people="; ".join(session.people)) if session.people else "",
    ]
    telling.byline(" · ".join(part for part in about if part))
    telling.text(session.aims)
    for note in session.notes:
        _note(telling, note)
    companions(telling, session.companions)


def _note(telling: Telling, note: NoteEntry) -> None:
    label = " · ".join(
        part for part in (note.kind_label if note.kind != "note" else "", note.speaker, note.group) if part
    )
    if label:
        telling.facts([Fact(label, note.text)])
    else:
        telling.text(note.text)
    telling.facts([Fact(_("Jawaban atau tindak lanjut"), note.answer)])
    companions(telling, note.companions)


def _exercises(telling: Telling, exercises: Sequence[ExerciseEntry]) -> None:
    """Exercises in the order in which their methods were first used, those of one method together."""
    together: dict[str, list[ExerciseEntry]] = {}
    for exercise in exercises:
        together.setdefault(exercise.method or exercise.title, []).append(exercise)
    for method, group in together.items():
        alone = len(group) == 1
        telling.subsection(group[0].title if alone else method)
        telling.byline(method if alone and method != group[0].title else "")
        questions = {exercise.question for exercise in group if exercise.question.strip()}
        if len(questions) == 1:
            telling.quote(group[0].question or questions.pop())
        for exercise in group:
            telling.minor(exercise.group if alone else _with_group(exercise))
            telling.byline(_("Pelapor: {name}").format(name=exercise.reporter) if exercise.reporter else "")
            if len(questions) > 1:
                telling.quote(exercise.question)
            _result(telling, exercise)


def _with_group(exercise: ExerciseEntry) -> str:
    """The title with the group's name, unless the title says it already."""
    if not exercise.group or exercise.group.casefold() in exercise.title.casefold():
        return exercise.title
    return f"{exercise.title} – {exercise.group}"


def _result(telling: Telling, exercise: ExerciseEntry) -> None:
    result_table(telling, exercise, exercise.rows[:ROWS_IN_CHAPTER])
    left_out = len(exercise.rows) - ROWS_IN_CHAPTER
    if left_out > 0:
        telling.fine(
            ngettext(
                "{n} baris lagi ada pada lampiran hasil kerja kelompok.",
                "{n} baris lagi ada pada lampiran hasil kerja kelompok.",
                left_out,
            ).format(n=left_out)
        )
    telling.facts([Fact(_("Tanggapan pleno"), exercise.plenary)])
    companions(telling, exercise.companions)


def _rolled_up(telling: Telling, entries: Sequence[RolledUpEntry]) -> None:
    """What all groups said to the same exercise."""
    telling.subsection(_("Rangkuman antarkelompok"))
    for rolled in entries:
        columns = [
            Column(
                heading,
                0.45 if place in rolled.numeric else _weight(rolled.lines, place),
                right=place in rolled.numeric,
            )
            for place, heading in enumerate(rolled.headings)
        ]
        question = shortened(rolled.question, _QUESTION_IN_CAPTION)
        telling.table(f"{rolled.method}: {question}" if question else rolled.method, columns, rolled.lines)


def _agreements(telling: Telling, notes: Sequence[NoteEntry]) -> None:
    """Decisions, parked questions and promises, wherever they were noted."""
    for kind, title, answer in (
        ("decision", _("Keputusan"), _("Tindak lanjut")),
        ("parked_question", _("Pertanyaan terparkir"), _("Jawaban")),
        ("promise", _("Janji narasumber"), _("Tindak lanjut")),
    ):
        rows = [(note.text, note.answer, note.session) for note in notes if note.kind == kind]
        if not rows:
            continue
        columns = [Column(_("No"), 0.35), Column(title, 3), Column(answer, 2.8), Column(_("Sesi"), 1.5)]
        used = [0, 1, *(place for place in (2, 3) if any(row[place - 1] for row in rows))]
        telling.subsection(title)
        telling.table(
            title, [columns[place] for place in used], [[row[place] for place in used] for row in _with_numbers(rows)]
        )


def _told(telling: Telling, told: StoryEntry) -> None:
    telling.subsection(told.title)
    marks = " · ".join(part for part in (told.group, told.marks) if part)
    telling.byline(marks)
    telling.quote(told.quote)
    telling.facts(told.facts)
    companions(telling, told.companions)


def _span(start: str, deadline: str) -> str:
    """From when to when, with what is known."""
    if start and deadline:
        return _("{start} s.d. {end}").format(start=start, end=deadline)
    return start or deadline


def _short_action_plan(telling: Telling, content: ReportContent) -> None:
    rows = [
        (
            str(number),
            action.get("issue", ""),
            action.get("activity", ""),
            action.get("indicator", ""),
            _span(action.get("start", ""), action.get("deadline", "")),
            action.get("owner", ""),
            action.get("partners", ""),
            action.get("status", ""),
        )
        for number, action in enumerate(content.actions, start=1)
    ]
    columns = [
        Column(_("No"), 0.32),
        Column(_("Isu atau hak"), 1.5),
        Column(_("Kegiatan konkret"), 2.3, strong=True),
        Column(_("Indikator dan target"), 1.8),
        Column(_("Waktu"), 1.1),
        Column(_("Penanggung jawab"), 1.5),
        Column(_("Pelaksana dan mitra"), 1.5),
        Column(_("Status"), 0.9),
    ]
    telling.table(_("Rencana tindak lanjut"), columns, rows)
