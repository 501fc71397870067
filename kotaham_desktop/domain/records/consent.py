"""Ledgers about the people behind the work: what they agreed to, what was opened and why, what left the room.

Every entry is kept as it was made; a later entry corrects or replaces an earlier one.
"""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Level
from kotaham_desktop.domain.records.shared_fields import LEVEL_CHOICES, SUBJECTS
from kotaham_desktop.i18n import N_

PURPOSES = (
    Choice("P1", N_("Ikut serta dan dicatat di ruangan")),
    Choice("P2", N_("Laporan pembelajaran internal")),
    Choice("P3", N_("Dibagikan kepada lembaga tuan rumah")),
    Choice("P4", N_("Diterbitkan tanpa nama")),
    Choice("P5", N_("Diterbitkan dengan sebutan")),
    Choice("P6", N_("Foto atau rekaman di ruangan")),
    Choice("P7", N_("Foto atau rekaman untuk umum")),
    Choice("P8", N_("Dihubungi lagi kelak")),
    Choice("P9", N_("Diteruskan sebagai pengaduan ke Komnas HAM")),
    Choice("P10", N_("Melatih fasilitator berikutnya")),
)
STATUSES = (
    Choice("asked", N_("Sudah ditanyakan, belum dijawab")),
    Choice("given", N_("Diberikan")),
    Choice("limited", N_("Diberikan dengan batas")),
    Choice("refused", N_("Ditolak")),
    Choice("withdrawn", N_("Dicabut")),
    Choice("expired", N_("Berakhir")),
)

CONSENT = RecordType(
    name="consent",
    label=N_("Persetujuan"),
    plural=N_("Buku persetujuan"),
    title_field="subject",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("subject", FieldKind.SHORT_TEXT, N_("Kode orang"), required=True, most_open=Level.TEAM),
        Field("purpose", FieldKind.CHOICE, N_("Untuk apa"), choices=PURPOSES, required=True),
        Field("status", FieldKind.CHOICE, N_("Jawaban"), choices=STATUSES, required=True, default="asked"),
        Field(
            "given_by",
            FieldKind.CHOICE,
            N_("Dijawab oleh"),
            choices=(
                Choice("self", N_("Orangnya sendiri")),
                Choice("guardian", N_("Orang tua atau wali")),
                Choice("assisted", N_("Orangnya sendiri dengan pendampingan")),
                Choice("organisation", N_("Wakil organisasi")),
            ),
            default="self",
        ),
        Field(
            "age_band",
            FieldKind.CHOICE,
            N_("Usia"),
            choices=(
                Choice("unknown", N_("Tidak diketahui")),
                Choice("child", N_("Di bawah 18 tahun")),
                Choice("adult", N_("18 tahun ke atas")),
            ),
            default="unknown",
        ),
        Field("capacity_note", FieldKind.SHORT_TEXT, N_("Dukungan yang dibutuhkan untuk memahami")),
        Field("language", FieldKind.SHORT_TEXT, N_("Bahasa penjelasan")),
        Field(
            "method",
            FieldKind.CHOICE,
            N_("Cara persetujuan"),
            choices=(
                Choice("signed_paper", N_("Tanda tangan di kertas")),
                Choice("own_phone", N_("Dicentang di ponselnya sendiri")),
                Choice("audio", N_("Rekaman suara")),
                Choice("witnessed_verbal", N_("Lisan dengan saksi")),
            ),
        ),
        Field("evidence_sha256", FieldKind.SHORT_TEXT, N_("Sidik bukti")),
        Field("info_version", FieldKind.SHORT_TEXT, N_("Sidik penjelasan yang dibacakan")),
        Field("told_risks", FieldKind.YES_NO, N_("Risiko sudah dijelaskan"), default=False),
        Field("told_withdraw", FieldKind.YES_NO, N_("Cara mencabut sudah dijelaskan"), default=False),
        Field("asked_by", FieldKind.SHORT_TEXT, N_("Ditanyakan oleh"), most_open=Level.TEAM),
        Field("witness", FieldKind.SHORT_TEXT, N_("Saksi"), most_open=Level.TEAM),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
        Field(
            "attribution",
            FieldKind.CHOICE,
            N_("Sebutan"),
            choices=(
                Choice("none", N_("Tanpa sebutan")),
                Choice("code", N_("Kode")),
                Choice("role", N_("Peran")),
                Choice("organisation", N_("Organisasi")),
                Choice("name", N_("Nama")),
            ),
            default="none",
        ),
        Field(
            "media",
            FieldKind.CHOICE,
            N_("Gambar dan suara"),
            choices=(
                Choice("none", N_("Tidak")),
                Choice("photo_no_face", N_("Foto tanpa wajah")),
                Choice("photo", N_("Foto")),
                Choice("audio", N_("Suara")),
                Choice("video", N_("Video")),
            ),
            default="none",
        ),
        Field(
            "geo",
            FieldKind.CHOICE,
            N_("Tempat yang boleh disebut"),
            choices=(
                Choice("none", N_("Tidak ada")),
                Choice("province", N_("Provinsi")),
                Choice("city", N_("Kabupaten/kota")),
            ),
            default="none",
        ),
        Field("retention_until", FieldKind.DATE, N_("Disimpan sampai")),
        Field("review_at", FieldKind.DATE, N_("Ditanyakan lagi pada")),
        Field("withdrawn_at", FieldKind.SHORT_TEXT, N_("Dicabut pada")),
        Field("withdrawn_how", FieldKind.SHORT_TEXT, N_("Cara mencabut")),
        Field("restrictions", FieldKind.LONG_TEXT, N_("Batas yang diminta")),
        Field("supersedes", FieldKind.LINKS, N_("Menggantikan"), links_to="consent"),
    ),
)

LEVEL_CHANGE = RecordType(
    name="level_change",
    label=N_("Perubahan tingkat keterbukaan"),
    plural=N_("Perubahan tingkat keterbukaan"),
    title_field="reason",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("record", FieldKind.LINK, N_("Catatan"), required=True),
        Field("from_level", FieldKind.CHOICE, N_("Dari"), choices=LEVEL_CHOICES),
        Field("to_level", FieldKind.CHOICE, N_("Menjadi"), choices=LEVEL_CHOICES, required=True),
        Field("reason", FieldKind.SHORT_TEXT, N_("Alasan"), required=True, most_open=Level.TEAM),
    ),
)

EXPORT_LOG = RecordType(
    name="export_log",
    label=N_("Yang pernah keluar"),
    plural=N_("Yang pernah keluar"),
    title_field="form",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("form", FieldKind.SHORT_TEXT, N_("Bentuk"), required=True),
        Field(
            "audience",
            FieldKind.CHOICE,
            N_("Untuk siapa"),
            choices=tuple(Choice(audience.value, label) for audience, label in AUDIENCE_LABELS.items()),
            required=True,
        ),
        Field("sha256", FieldKind.SHORT_TEXT, N_("Sidik isi"), required=True),
        Field("records", FieldKind.WHOLE_NUMBER, N_("Jumlah catatan")),
        Field("made_by", FieldKind.SHORT_TEXT, N_("Dibuat oleh"), most_open=Level.TEAM),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
        Field("release", FieldKind.LINK, N_("Izin terbit"), links_to="release"),
        SUBJECTS,
    ),
)
"""What left, without any of its content: who is concerned stands there by code only."""

RELEASE = RecordType(
    name="release",
    label=N_("Izin terbit"),
    plural=N_("Izin terbit"),
    title_field="form",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("form", FieldKind.SHORT_TEXT, N_("Bentuk"), required=True),
        Field(
            "audience",
            FieldKind.CHOICE,
            N_("Untuk siapa"),
            choices=tuple(Choice(audience.value, label) for audience, label in AUDIENCE_LABELS.items()),
            required=True,
        ),
        Field("sha256", FieldKind.SHORT_TEXT, N_("Sidik isi"), required=True),
        Field("checklist", FieldKind.SHORT_TEXT, N_("Yang sudah diperiksa"), required=True),
        Field("prepared_by", FieldKind.SHORT_TEXT, N_("Disiapkan oleh"), required=True, most_open=Level.TEAM),
        Field("confirmed_by", FieldKind.SHORT_TEXT, N_("Disetujui oleh"), most_open=Level.TEAM),
        Field("prepared", FieldKind.LINK, N_("Menyetujui"), links_to="release"),
        Field("findings", FieldKind.WHOLE_NUMBER, N_("Risiko yang ditampilkan")),
        Field("choices", FieldKind.SHORT_TEXT, N_("Pilihan dokumen"), most_open=Level.TEAM),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
    ),
)
"""One entry when somebody has prepared what is to leave, another when a second person confirms that very content."""

RECORDING_PAUSE = RecordType(
    name="recording_pause",
    label=N_("Jeda pencatatan"),
    plural=N_("Jeda pencatatan"),
    title_field="at",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field(
            "state",
            FieldKind.CHOICE,
            N_("Keadaan"),
            choices=(Choice("paused", N_("Dihentikan")), Choice("resumed", N_("Dilanjutkan"))),
            required=True,
        ),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
        Field("pause", FieldKind.LINK, N_("Mengakhiri"), links_to="recording_pause"),
        Field("minutes", FieldKind.WHOLE_NUMBER, N_("Lamanya (menit)")),
    ),
)
"""That recording stopped and went on, and when; never what was said meanwhile."""
