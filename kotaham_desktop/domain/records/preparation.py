"""What is prepared before people arrive: the training itself, its people, its agenda and its groups."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records.shared_fields import level_field, position_field
from kotaham_desktop.i18n import N_

WORKSHOP = RecordType(
    name="workshop",
    label=N_("Informasi pelatihan"),
    plural=N_("Informasi pelatihan"),
    title_field="title",
    fields=(
        Field("title", FieldKind.SHORT_TEXT, N_("Judul"), required=True),
        Field("theme", FieldKind.SHORT_TEXT, N_("Tema")),
        Field(
            "snps", FieldKind.NORMS, N_("SNP yang dibahas"), help=N_("Standar Norma dan Pengaturan dari Komnas HAM.")
        ),
        Field("organisers", FieldKind.SHORT_TEXT, N_("Penyelenggara")),
        Field("host", FieldKind.SHORT_TEXT, N_("Tuan rumah")),
        Field("venue", FieldKind.SHORT_TEXT, N_("Tempat")),
        Field("city", FieldKind.SHORT_TEXT, N_("Kota")),
        Field("start_date", FieldKind.DATE, N_("Tanggal mulai")),
        Field("end_date", FieldKind.DATE, N_("Tanggal selesai")),
        Field("background", FieldKind.LONG_TEXT, N_("Latar belakang")),
        Field("legal_basis", FieldKind.LONG_TEXT, N_("Dasar hukum"), help=N_("Satu dasar hukum per baris.")),
        Field("aims", FieldKind.LONG_TEXT, N_("Maksud dan tujuan")),
        Field("scope", FieldKind.LONG_TEXT, N_("Ruang lingkup")),
        Field("expected_results", FieldKind.LONG_TEXT, N_("Keluaran dan hasil yang diharapkan")),
        Field("approach", FieldKind.LONG_TEXT, N_("Metode dan alur pelatihan")),
        Field("funding", FieldKind.SHORT_TEXT, N_("Pembiayaan")),
        Field("languages", FieldKind.SHORT_TEXT, N_("Bahasa yang dipakai")),
        Field("obstacles", FieldKind.LONG_TEXT, N_("Kendala dan solusi")),
        Field("conclusions", FieldKind.LONG_TEXT, N_("Kesimpulan")),
        Field("recommendations", FieldKind.LONG_TEXT, N_("Rekomendasi")),
        Field("signatory_place", FieldKind.SHORT_TEXT, N_("Tempat penandatanganan")),
        Field("signatory_position", FieldKind.SHORT_TEXT, N_("Jabatan penanda tangan")),
        Field("signatory_name", FieldKind.SHORT_TEXT, N_("Nama penanda tangan")),
        Field("signatory_nip", FieldKind.SHORT_TEXT, N_("NIP penanda tangan"), most_open=Level.TEAM),
        Field("keep_sealed_days", FieldKind.WHOLE_NUMBER, N_("Simpan yang tersegel (hari)"), most_open=Level.TEAM),
        Field("keep_team_days", FieldKind.WHOLE_NUMBER, N_("Simpan catatan tim (hari)"), most_open=Level.TEAM),
        Field(
            "keep_participants_days", FieldKind.WHOLE_NUMBER, N_("Simpan catatan peserta (hari)"), most_open=Level.TEAM
        ),
        Field("keep_public_days", FieldKind.WHOLE_NUMBER, N_("Simpan catatan publik (hari)"), most_open=Level.TEAM),
        Field("keep_until", FieldKind.DATE, N_("Simpan paling lama sampai"), most_open=Level.TEAM),
        Field("legal_hold", FieldKind.YES_NO, N_("Ditahan untuk proses hukum"), most_open=Level.TEAM),
    ),
)

ROLES = (
    Choice("participant", N_("Peserta")),
    Choice("facilitator", N_("Fasilitator")),
    Choice("co_facilitator", N_("Ko-fasilitator")),
    Choice("note_taker", N_("Notulis")),
    Choice("speaker", N_("Narasumber")),
    Choice("moderator", N_("Moderator")),
    Choice("committee", N_("Panitia")),
    Choice("observer", N_("Pengamat")),
)

SECTORS = (
    Choice("opd", N_("OPD")),
    Choice("civil_society", N_("Masyarakat sipil")),
    Choice("business", N_("Bisnis")),
    Choice("other", N_("Lainnya")),
)

PERSON = RecordType(
    name="person",
    label=N_("Orang"),
    plural=N_("Peserta dan tim"),
    title_field="name",
    default_level=Level.TEAM,
    fields=(
        Field(
            "name",
            FieldKind.SHORT_TEXT,
            N_("Nama"),
            required=True,
            aliases=("nama", "nama lengkap", "nama peserta", "name", "full name", "participant"),
        ),
        Field(
            "role",
            FieldKind.CHOICE,
            N_("Peran"),
            choices=ROLES,
            required=True,
            default="participant",
            aliases=("peran", "role", "sebagai", "as", "keterangan peran"),
        ),
        Field(
            "institution",
            FieldKind.SHORT_TEXT,
            N_("Instansi"),
            aliases=(
                "instansi",
                "lembaga",
                "organisasi",
                "asal instansi",
                "unit kerja",
                "institution",
                "organisation",
                "organization",
                "asal lembaga",
                "perangkat daerah",
            ),
        ),
        Field(
            "sector",
            FieldKind.CHOICE,
            N_("Unsur"),
            choices=SECTORS,
            default="other",
            aliases=("unsur", "sektor", "sector", "kategori", "asal unsur"),
        ),
        Field("position", FieldKind.SHORT_TEXT, N_("Jabatan"), aliases=("jabatan", "position", "title", "job title")),
        Field(
            "sex",
            FieldKind.CHOICE,
            N_("Jenis kelamin"),
            choices=(
                Choice("female", N_("Perempuan")),
                Choice("male", N_("Laki-laki")),
                Choice("other", N_("Lainnya")),
            ),
            most_open=Level.TEAM,
            aliases=("jenis kelamin", "l/p", "p/l", "jk", "kelamin", "sex", "gender", "m/f", "f/m"),
        ),
        Field(
            "access_needs",
            FieldKind.SHORT_TEXT,
            N_("Kebutuhan akses"),
            help=N_("Misalnya juru bahasa isyarat atau ruang tanpa tangga; hanya dilihat tim."),
            most_open=Level.TEAM,
            aliases=("kebutuhan akses", "kebutuhan khusus", "akomodasi", "access needs", "accommodation"),
        ),
        Field(
            "contact",
            FieldKind.SHORT_TEXT,
            N_("Kontak"),
            most_open=Level.TEAM,
            aliases=(
                "kontak",
                "no hp",
                "no. hp",
                "nomor hp",
                "hp",
                "telepon",
                "no telepon",
                "telp",
                "email",
                "surel",
                "contact",
                "phone",
                "mobile",
                "nomor whatsapp",
                "no wa",
                "wa",
            ),
        ),
        Field("group", FieldKind.LINK, N_("Kelompok"), links_to="group"),
        level_field(Level.TEAM),
    ),
)

AGENDA_ITEM = RecordType(
    name="agenda_item",
    label=N_("Sesi"),
    plural=N_("Agenda"),
    title_field="title",
    fields=(
        Field("day", FieldKind.WHOLE_NUMBER, N_("Hari ke"), required=True, default=1),
        position_field(),
        Field(
            "start",
            FieldKind.TIME,
            N_("Mulai"),
            help=N_("Kosongkan agar mulai setelah sesi sebelumnya."),
        ),
        Field("minutes", FieldKind.WHOLE_NUMBER, N_("Menit"), required=True, default=60),
        Field("title", FieldKind.SHORT_TEXT, N_("Judul sesi"), required=True),
        Field(
            "kind",
            FieldKind.CHOICE,
            N_("Jenis"),
            choices=(
                Choice("opening", N_("Pembukaan")),
                Choice("input", N_("Paparan narasumber")),
                Choice("discussion", N_("Diskusi pleno")),
                Choice("group_work", N_("Kerja kelompok")),
                Choice("experience", N_("Berbagi pengalaman")),
                Choice("review", N_("Refleksi dan evaluasi")),
                Choice("break", N_("Jeda")),
                Choice("closing", N_("Penutupan")),
                Choice("other", N_("Lainnya")),
            ),
            default="discussion",
        ),
        Field("method", FieldKind.METHOD, N_("Metode")),
        Field("aims", FieldKind.LONG_TEXT, N_("Tujuan sesi")),
        Field("people", FieldKind.LINKS, N_("Pengampu"), links_to="person"),
        Field("materials", FieldKind.LONG_TEXT, N_("Bahan")),
        Field("room", FieldKind.SHORT_TEXT, N_("Ruang")),
    ),
)

GROUP = RecordType(
    name="group",
    label=N_("Kelompok"),
    plural=N_("Kelompok"),
    title_field="name",
    fields=(
        Field("name", FieldKind.SHORT_TEXT, N_("Nama kelompok"), required=True),
        position_field(),
        Field("topic", FieldKind.SHORT_TEXT, N_("Topik")),
        Field("note_taker", FieldKind.LINK, N_("Notulis"), links_to="person"),
        Field("room", FieldKind.SHORT_TEXT, N_("Ruang")),
    ),
)
