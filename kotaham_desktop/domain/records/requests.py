"""What people ask about what is held of them, and what they were answered; the law gives three days of 24 hours."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.i18n import N_

REQUEST_KINDS = (
    Choice("access", N_("Melihat atau mendapat salinan")),
    Choice("correct", N_("Memperbaiki")),
    Choice("restrict", N_("Membatasi pemakaian")),
    Choice("erase", N_("Menghapus")),
    Choice("withdraw", N_("Mencabut persetujuan")),
    Choice("object", N_("Keberatan")),
)
OUTCOMES = (
    Choice("done", N_("Dipenuhi")),
    Choice("partly", N_("Dipenuhi sebagian")),
    Choice("refused", N_("Ditolak dengan alasan")),
    Choice("not_held", N_("Tidak ada data tentang orang ini")),
)

DATA_REQUEST = RecordType(
    name="data_request",
    label=N_("Permintaan atas data"),
    plural=N_("Permintaan atas data"),
    title_field="subject",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field("subject", FieldKind.SHORT_TEXT, N_("Kode orang"), required=True, most_open=Level.TEAM),
        Field("kind", FieldKind.CHOICE, N_("Yang diminta"), choices=REQUEST_KINDS, required=True),
        Field("received_at", FieldKind.SHORT_TEXT, N_("Diterima"), required=True),
        Field("due_at", FieldKind.SHORT_TEXT, N_("Dijawab paling lambat"), required=True),
        Field("received_by", FieldKind.SHORT_TEXT, N_("Diterima oleh"), most_open=Level.TEAM),
        Field("answers", FieldKind.LINK, N_("Menjawab"), links_to="data_request"),
        Field("outcome", FieldKind.CHOICE, N_("Jawaban"), choices=OUTCOMES),
        Field("answered_at", FieldKind.SHORT_TEXT, N_("Dijawab")),
        Field("answered_by", FieldKind.SHORT_TEXT, N_("Dijawab oleh"), most_open=Level.TEAM),
        Field("reason", FieldKind.LONG_TEXT, N_("Alasan menolak"), most_open=Level.TEAM),
    ),
)
"""One entry when somebody asks, another, which names it in ``answers``, when they were answered."""
