"""What somebody decided about a find before work left: hide these words, or leave them as they are and why."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind, RecordType
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.i18n import N_

EXPOSURE_DECISION = RecordType(
    name="exposure_decision",
    label=N_("Keputusan sebelum keluar"),
    plural=N_("Keputusan sebelum keluar"),
    title_field="words",
    default_level=Level.TEAM,
    is_ledger=True,
    fields=(
        Field(
            "decision",
            FieldKind.CHOICE,
            N_("Keputusan"),
            choices=(
                Choice("masked", N_("Disamarkan di luar tim")),
                Choice("left", N_("Dibiarkan")),
                Choice("reopened", N_("Ditinjau lagi")),
            ),
            required=True,
        ),
        Field("words", FieldKind.SHORT_TEXT, N_("Yang ditemukan"), most_open=Level.TEAM),
        Field("kind", FieldKind.SHORT_TEXT, N_("Jenis temuan"), most_open=Level.TEAM),
        Field("record", FieldKind.LINK, N_("Catatan")),
        Field("field", FieldKind.SHORT_TEXT, N_("Isian"), most_open=Level.TEAM),
        Field("reason", FieldKind.SHORT_TEXT, N_("Alasan"), most_open=Level.TEAM),
        Field("at", FieldKind.SHORT_TEXT, N_("Saat"), required=True),
    ),
)
"""Masked words are hidden wherever they stand; a find is left in its own place only. The latest entry counts."""
