"""Fields that several record types carry in the same way."""

from kotaham_desktop.domain.fields import Choice, Field, FieldKind
from kotaham_desktop.domain.levels import LEVEL_LABELS, Level
from kotaham_desktop.i18n import N_

LEVEL_CHOICES = tuple(Choice(level.code, LEVEL_LABELS[level]) for level in Level)

CONSENT = Field(
    "consent",
    FieldKind.CHOICE,
    N_("Persetujuan"),
    help=N_("Untuk apa orang yang bercerita mengizinkan ceritanya dipakai."),
    choices=(
        Choice("not_asked", N_("Belum ditanyakan")),
        Choice("refused", N_("Ditolak")),
        Choice("room", N_("Hanya di ruangan ini")),
        Choice("internal", N_("Laporan internal")),
        Choice("anonymous", N_("Boleh dibagikan tanpa nama")),
        Choice("named", N_("Boleh dibagikan dengan nama")),
    ),
    default="not_asked",
    most_open=Level.TEAM,
)

SESSION = Field("session", FieldKind.LINK, N_("Sesi"), links_to="agenda_item")
SUBJECTS = Field(
    "subjects",
    FieldKind.SUBJECTS,
    N_("Kode orang yang bersangkutan"),
    help=N_("Persetujuan mereka menentukan sampai di mana catatan ini boleh dibaca."),
    most_open=Level.TEAM,
)
GROUP_LINK = Field("group", FieldKind.LINK, N_("Kelompok"), links_to="group")


def level_field(default: Level) -> Field:
    """The level of a record, with the default of its type."""
    return Field(
        "level",
        FieldKind.LEVEL,
        N_("Tingkat keterbukaan"),
        help=N_("Siapa yang boleh membaca: tersegel, tim, peserta, atau publik."),
        choices=LEVEL_CHOICES,
        required=True,
        default=default.code,
    )


def position_field() -> Field:
    """The place among siblings; a new record goes last."""
    return Field("position", FieldKind.ORDER, N_("Urutan"))


def precision_field(name: str, label: str, choices: tuple[Choice, ...], default: str) -> Field:
    """How exactly a place or a time is given; coarse by default, because detail identifies people."""
    return Field(name, FieldKind.CHOICE, label, choices=choices, default=default)
