"""What leaves the room as a promise: items of the action plan (RTL)."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records.shared_fields import GROUP_LINK, SESSION, level_field, position_field
from kotaham_desktop.i18n import N_

ACTION = RecordType(
    name="action",
    label=N_("Rencana tindak lanjut"),
    plural=N_("Rencana tindak lanjut (RTL)"),
    title_field="activity",
    default_level=Level.PARTICIPANTS,
    command_name="action",
    fields=(
        position_field(),
        Field("issue", FieldKind.SHORT_TEXT, N_("Isu atau hak")),
        Field("baseline", FieldKind.LONG_TEXT, N_("Kondisi saat ini")),
        Field("activity", FieldKind.SHORT_TEXT, N_("Kegiatan konkret"), required=True),
        Field(
            "kind",
            FieldKind.CHOICE,
            N_("Jenis kegiatan"),
            choices=(
                Choice("policy", N_("Kebijakan")),
                Choice("budget", N_("Anggaran")),
                Choice("service", N_("Layanan")),
                Choice("capacity", N_("Kapasitas")),
                Choice("oversight", N_("Pengawasan")),
                Choice("partnership", N_("Kemitraan")),
            ),
        ),
        Field("aim", FieldKind.LONG_TEXT, N_("Tujuan")),
        Field("beneficiaries", FieldKind.SHORT_TEXT, N_("Penerima manfaat")),
        Field("indicator", FieldKind.SHORT_TEXT, N_("Indikator dan target")),
        Field("evidence", FieldKind.SHORT_TEXT, N_("Bukti verifikasi")),
        Field("start", FieldKind.SHORT_TEXT, N_("Mulai")),
        Field("deadline", FieldKind.SHORT_TEXT, N_("Tenggat")),
        Field("place", FieldKind.SHORT_TEXT, N_("Lokasi kegiatan")),
        Field("owner", FieldKind.SHORT_TEXT, N_("Penanggung jawab"), help=N_("Jabatan dan unit, bukan nama orang.")),
        Field("partners", FieldKind.SHORT_TEXT, N_("Pelaksana dan mitra")),
        Field("cost", FieldKind.SHORT_TEXT, N_("Perkiraan biaya dan sumber")),
        Field("documents", FieldKind.SHORT_TEXT, N_("Kaitan dokumen"), help=N_("RPJMD, Renja, Aksi HAM.")),
        Field("risk", FieldKind.LONG_TEXT, N_("Risiko")),
        Field("support", FieldKind.LONG_TEXT, N_("Dukungan yang diminta")),
        Field("monitoring", FieldKind.SHORT_TEXT, N_("Jadwal pantau")),
        Field(
            "status",
            FieldKind.CHOICE,
            N_("Status"),
            choices=(
                Choice("planned", N_("Direncanakan")),
                Choice("started", N_("Berjalan")),
                Choice("done", N_("Selesai")),
                Choice("stopped", N_("Dihentikan")),
            ),
            default="planned",
        ),
        Field("remarks", FieldKind.LONG_TEXT, N_("Keterangan")),
        SESSION,
        GROUP_LINK,
        level_field(Level.PARTICIPANTS),
    ),
)
