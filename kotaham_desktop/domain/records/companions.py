"""Records that accompany another record: norm references and attachments, and who opened a sealed photo."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.records.shared_fields import SUBJECTS, level_field
from kotaham_desktop.i18n import N_

NORM_REFERENCE = RecordType(
    name="norm_reference",
    label=N_("Rujukan norma"),
    plural=N_("Rujukan norma"),
    title_field="norm",
    fields=(
        Field("record", FieldKind.LINK, N_("Untuk"), required=True),
        Field("norm", FieldKind.SHORT_TEXT, N_("Norma"), required=True),
        Field("page", FieldKind.SHORT_TEXT, N_("Halaman")),
        Field("paragraph", FieldKind.SHORT_TEXT, N_("Paragraf")),
        Field("remark", FieldKind.SHORT_TEXT, N_("Keterangan")),
    ),
)
"""The official guide to the SNPs (Buku II, December 2021) cites by page and running paragraph."""

ATTACHMENT = RecordType(
    name="attachment",
    label=N_("Lampiran"),
    plural=N_("Lampiran"),
    title_field="caption",
    default_level=Level.TEAM,
    fields=(
        Field("record", FieldKind.LINK, N_("Untuk"), required=True),
        Field("caption", FieldKind.SHORT_TEXT, N_("Keterangan gambar")),
        Field("sha256", FieldKind.SHORT_TEXT, N_("Sidik isi"), required=True),
        Field("media_type", FieldKind.SHORT_TEXT, N_("Jenis berkas")),
        Field(
            "shows_people",
            FieldKind.CHOICE,
            N_("Ada orang di gambar"),
            help=N_("Selama belum diperiksa, gambar dianggap memperlihatkan orang."),
            choices=(
                Choice("unknown", N_("Belum diperiksa")),
                Choice("yes", N_("Ada orang yang dapat dikenali")),
                Choice("no", N_("Tidak ada orang yang dapat dikenali")),
            ),
            default="unknown",
        ),
        Field("original", FieldKind.SHORT_TEXT, N_("Sidik foto asli yang disegel"), most_open=Level.SEALED),
        Field("blurred_areas", FieldKind.SHORT_TEXT, N_("Bagian yang disamarkan")),
        SUBJECTS,
        level_field(Level.TEAM),
    ),
)
"""``sha256`` is what everybody sees. Where areas were blurred, ``original`` names the sealed content from which it was
made: it leaves in no report and no export and is shown to nobody without a reason.
"""

ORIGINAL_OPENING = RecordType(
    name="original_opening",
    label=N_("Pembukaan foto asli"),
    plural=N_("Pembukaan foto asli"),
    title_field="reason",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("attachment", FieldKind.LINK, N_("Foto"), links_to="attachment", required=True),
        Field(
            "action",
            FieldKind.CHOICE,
            N_("Yang dilakukan"),
            choices=(Choice("viewed", N_("Dilihat")), Choice("restored", N_("Dipakai lagi tanpa samaran"))),
            required=True,
        ),
        Field("reason", FieldKind.SHORT_TEXT, N_("Alasan"), required=True, most_open=Level.TEAM),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
    ),
)
