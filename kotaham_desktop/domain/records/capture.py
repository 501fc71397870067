"""What people say and work out in the room: notes, case studies, shared experiences, group exercises."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records.shared_fields import (
    CONSENT,
    GROUP_LINK,
    SESSION,
    SUBJECTS,
    level_field,
    position_field,
    precision_field,
)
from kotaham_desktop.i18n import N_

NOTE = RecordType(
    name="note",
    label=N_("Catatan"),
    plural=N_("Catatan"),
    title_field="text",
    default_level=Level.TEAM,
    command_name="note",
    fields=(
        Field(
            "kind",
            FieldKind.CHOICE,
            N_("Jenis catatan"),
            choices=(
                Choice("note", N_("Catatan sesi")),
                Choice("decision", N_("Keputusan")),
                Choice("parked_question", N_("Pertanyaan terparkir")),
                Choice("promise", N_("Janji narasumber")),
            ),
            required=True,
            default="note",
        ),
        Field("text", FieldKind.LONG_TEXT, N_("Isi catatan"), required=True),
        Field("speaker", FieldKind.SHORT_TEXT, N_("Disampaikan oleh"), most_open=Level.TEAM),
        Field("answer", FieldKind.LONG_TEXT, N_("Jawaban atau tindak lanjut")),
        SESSION,
        GROUP_LINK,
        SUBJECTS,
        level_field(Level.TEAM),
    ),
)

CASE_STUDY = RecordType(
    name="case_study",
    label=N_("Studi kasus"),
    plural=N_("Studi kasus"),
    title_field="title",
    default_level=Level.TEAM,
    command_name="case",
    fields=(
        Field("title", FieldKind.SHORT_TEXT, N_("Judul kasus"), required=True),
        Field("place", FieldKind.SHORT_TEXT, N_("Tempat kejadian")),
        precision_field(
            "place_precision",
            N_("Ketelitian tempat"),
            (
                Choice("province", N_("Provinsi")),
                Choice("city", N_("Kabupaten/kota")),
                Choice("district", N_("Kecamatan")),
                Choice("village", N_("Kelurahan/desa")),
                Choice("exact", N_("Alamat")),
            ),
            "city",
        ),
        Field("time", FieldKind.SHORT_TEXT, N_("Waktu kejadian")),
        precision_field(
            "time_precision",
            N_("Ketelitian waktu"),
            (Choice("year", N_("Tahun")), Choice("month", N_("Bulan")), Choice("day", N_("Tanggal"))),
            "month",
        ),
        Field(
            "chronology", FieldKind.LONG_TEXT, N_("Kronologi"), help=N_("Apa yang terjadi, berurutan, tanpa menilai.")
        ),
        Field("victims", FieldKind.LONG_TEXT, N_("Korban atau pemangku hak"), most_open=Level.PARTICIPANTS),
        Field("complainants", FieldKind.LONG_TEXT, N_("Pengadu"), most_open=Level.TEAM),
        Field("respondents", FieldKind.LONG_TEXT, N_("Teradu"), most_open=Level.TEAM),
        Field("witnesses", FieldKind.LONG_TEXT, N_("Saksi"), most_open=Level.TEAM),
        Field("rights_concerned", FieldKind.LONG_TEXT, N_("Hak yang terkait")),
        Field("duty_bearers", FieldKind.LONG_TEXT, N_("Pengemban kewajiban")),
        Field("steps_taken", FieldKind.LONG_TEXT, N_("Upaya yang sudah ditempuh")),
        Field("gap", FieldKind.LONG_TEXT, N_("Kesenjangan")),
        Field("recommendation", FieldKind.LONG_TEXT, N_("Rekomendasi")),
        SESSION,
        GROUP_LINK,
        SUBJECTS,
        CONSENT,
        level_field(Level.TEAM),
    ),
)

EXPERIENCE = RecordType(
    name="experience",
    label=N_("Pengalaman"),
    plural=N_("Pengalaman"),
    title_field="title",
    default_level=Level.TEAM,
    command_name="experience",
    fields=(
        Field("title", FieldKind.SHORT_TEXT, N_("Judul pengalaman"), required=True),
        Field(
            "narrator",
            FieldKind.SHORT_TEXT,
            N_("Pencerita"),
            help=N_("Kode seperti P-7K3 lebih aman daripada nama."),
            most_open=Level.TEAM,
        ),
        Field("narrative", FieldKind.LONG_TEXT, N_("Cerita")),
        Field("what_helped", FieldKind.LONG_TEXT, N_("Yang membantu")),
        Field("what_hindered", FieldKind.LONG_TEXT, N_("Yang menghambat")),
        Field("lesson", FieldKind.LONG_TEXT, N_("Pembelajaran")),
        Field("wish", FieldKind.LONG_TEXT, N_("Harapan")),
        Field("quote", FieldKind.LONG_TEXT, N_("Kutipan")),
        Field(
            "quote_allowed",
            FieldKind.YES_NO,
            N_("Kutipan boleh dipakai"),
            help=N_("Tanpa izin, kutipan tidak masuk laporan mana pun."),
            default=False,
        ),
        SESSION,
        GROUP_LINK,
        SUBJECTS,
        CONSENT,
        level_field(Level.TEAM),
    ),
)

EXERCISE = RecordType(
    name="exercise",
    label=N_("Latihan kelompok"),
    plural=N_("Latihan kelompok"),
    title_field="title",
    default_level=Level.PARTICIPANTS,
    fields=(
        Field("title", FieldKind.SHORT_TEXT, N_("Judul latihan"), required=True),
        Field("method", FieldKind.METHOD, N_("Metode"), required=True),
        Field(
            "question", FieldKind.LONG_TEXT, N_("Pertanyaan yang diajukan"), help=N_("Tepat seperti yang diucapkan.")
        ),
        Field("reporter", FieldKind.SHORT_TEXT, N_("Pelapor"), most_open=Level.TEAM),
        Field("plenary_responses", FieldKind.LONG_TEXT, N_("Tanggapan pleno")),
        SESSION,
        GROUP_LINK,
        level_field(Level.PARTICIPANTS),
    ),
)

EXERCISE_ROW = RecordType(
    name="exercise_row",
    label=N_("Baris hasil"),
    plural=N_("Baris hasil"),
    title_field="values",
    default_level=Level.PARTICIPANTS,
    fields=(
        Field("exercise", FieldKind.LINK, N_("Latihan kelompok"), links_to="exercise", required=True),
        position_field(),
        Field("values", FieldKind.VALUES, N_("Isi")),
        SUBJECTS,
        level_field(Level.PARTICIPANTS),
    ),
)
