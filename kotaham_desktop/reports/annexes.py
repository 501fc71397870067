"""The lettered annexes of the activity report."""

from collections.abc import Mapping, Sequence

from kotaham_desktop.domain.dates import written_day
from kotaham_desktop.i18n import _
from kotaham_desktop.reports.body import ROWS_IN_CHAPTER, result_table
from kotaham_desktop.reports.content import Photo, ReportContent
from kotaham_desktop.reports.options import ReportOptions
from kotaham_desktop.reports.tables import SMALL, Column
from kotaham_desktop.reports.telling import Telling

_HAND_ROW = 30.0
_EMPTY_LINES = 12
_FIRST_HALF = ("issue", "baseline", "activity", "kind", "aim", "beneficiaries", "indicator", "evidence", "place")


def annexes(telling: Telling, content: ReportContent, options: ReportOptions) -> None:
    """Those that are asked for and have something to show."""
    if options.has("annex_schedule"):
        _schedule(telling, content)
    if options.has("annex_participants"):
        _participants(telling, content)
    if options.has("annex_attendance"):
        _attendance(telling, content)
    if options.has("annex_group_work"):
        _group_work(telling, content)
    if options.has("annex_actions"):
        _actions(telling, content)
    if options.has("annex_photos"):
        telling.annex(_("Dokumentasi"))
        telling.figures(_photos_left(telling, content))


def _schedule(telling: Telling, content: ReportContent) -> None:
    telling.annex(_("Jadwal Kegiatan"))
    for day in content.days:
        title = _("Hari ke-{number}").format(number=day.number) + (f": {written_day(day.date)}" if day.date else "")
        columns = [
            Column(_("Waktu"), 1.1),
            Column(_("Acara"), 2.2, strong=True),
            Column(_("Metode"), 1.3),
            Column(_("Pengampu"), 1.7),
            Column(_("Bahan dan ruang"), 2.1),
        ]
        rows = [
            (
                session.times,
                session.title,
                session.method or session.kind_label,
                "\n".join(session.people),
                "\n".join(part for part in (session.materials, session.room) if part),
            )
            for session in day.sessions
        ]
        used = [place for place in range(len(columns)) if place == 0 or any(row[place] for row in rows)]
        telling.table(title, [columns[place] for place in used], [[row[place] for place in used] for row in rows])


def _participants(telling: Telling, content: ReportContent) -> None:
    telling.annex(_("Daftar Peserta"))
    participants = [person for person in content.people if person.role == "participant"]
    rows = [
        (
            str(number),
            person.name,
            person.institution,
            person.position,
            person.sector_label,
            person.sex_label,
            person.group,
        )
        for number, person in enumerate(participants, start=1)
    ]
    columns = [
        Column(_("No"), 0.4),
        Column(_("Nama"), 2, strong=True),
        Column(_("Instansi"), 2),
        Column(_("Jabatan"), 1.6),
        Column(_("Unsur"), 1),
        Column(_("Jenis kelamin"), 1),
        Column(_("Kelompok"), 1.1),
    ]
    used = [place for place in range(len(columns)) if place == 0 or any(row[place] for row in rows)]
    telling.table(
        _("Daftar peserta"), [columns[place] for place in used], [[row[place] for place in used] for row in rows]
    )


def _attendance(telling: Telling, content: ReportContent) -> None:
    telling.annex(_("Daftar Hadir"))
    participants = [person for person in content.people if person.role == "participant"]
    columns = [
        Column(_("No"), 0.35),
        Column(_("Nama"), 2),
        Column(_("Instansi"), 1.8),
        Column(_("L/P"), 0.4),
        Column(_("Tanda tangan"), 1.6),
    ]
    letters = {_("Perempuan"): "P", _("Laki-laki"): "L"}
    rows = [
        (str(number), person.name, person.institution, letters.get(person.sex_label, ""), "")
        for number, person in enumerate(participants, start=1)
    ] or [(str(number), "", "", "", "") for number in range(1, _EMPTY_LINES + 1)]
    for day in content.days or (None,):
        caption = _("Daftar hadir")
        if day is not None:
            caption = _("Daftar hadir hari ke-{number}").format(number=day.number)
            caption += f": {written_day(day.date)}" if day.date else ""
        telling.table(caption, columns, rows, row_height=_HAND_ROW if not _has_long(rows) else None)


def _has_long(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell would need more lines than a row of fixed height has."""
    return any(len(cell) > 44 for row in rows for cell in row)  # noqa: PLR2004 - two lines of the narrowest column


def _group_work(telling: Telling, content: ReportContent) -> None:
    telling.annex(_("Hasil Kerja Kelompok Lengkap"))
    for exercise in content.exercises:
        if len(exercise.rows) > ROWS_IN_CHAPTER:
            result_table(telling, exercise, exercise.rows)


def _actions(telling: Telling, content: ReportContent) -> None:
    if not content.actions:
        return
    telling.annex(_("Matriks Rencana Tindak Lanjut"), landscape=True)
    labels = {fact.label: fact.text for fact in content.action_labels}
    used = [name for name in labels if any(action.get(name, "").strip() for action in content.actions)]
    first = [name for name in used if name in _FIRST_HALF]
    second = [name for name in used if name not in _FIRST_HALF]
    if "activity" in first and second:
        second.insert(0, "activity")
    for caption, names in (
        (_("Matriks RTL: rencana"), first),
        (_("Matriks RTL: pelaksanaan dan pemantauan"), second),
    ):
        if names:
            telling.table(caption, _matrix_columns(names, labels), _matrix_rows(names, content.actions), look=SMALL)


def _matrix_columns(names: Sequence[str], labels: Mapping[str, str]) -> list[Column]:
    return [Column(_("No"), 0.3), *(Column(labels[name], 1.5 if name == "activity" else 1) for name in names)]


def _matrix_rows(names: Sequence[str], actions: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [[str(number), *(action.get(name, "") for name in names)] for number, action in enumerate(actions, start=1)]


def _photos_left(telling: Telling, content: ReportContent) -> list[Photo]:
    """The training's own photos, and every other one that no chapter has shown."""
    photos = [
        *content.photos,
        *(photo for day in content.days for session in day.sessions for photo in session.companions.photos),
        *(photo for note in content.notes for photo in note.companions.photos),
        *(photo for exercise in content.exercises for photo in exercise.companions.photos),
        *(photo for told in (*content.cases, *content.experiences) for photo in told.companions.photos),
        *content.action_photos,
    ]
    return [photo for photo in photos if photo.record_id not in telling.printed_photos]
