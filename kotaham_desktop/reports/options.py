"""What the person who makes a report chooses: kind, audience, language, parts."""

from dataclasses import dataclass
from enum import StrEnum

from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.i18n import N_, SOURCE_LANGUAGE, _


class ReportKind(StrEnum):
    """The documents that we write."""

    LAPORAN = "laporan"
    """The full activity report."""
    RINGKASAN = "ringkasan"
    """Two pages for people who will not read the full one."""


KIND_LABELS: dict[ReportKind, str] = {
    ReportKind.LAPORAN: N_("Laporan Kegiatan"),
    ReportKind.RINGKASAN: N_("Ringkasan dua halaman"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report that may be left out; ``team_only`` parts name people."""

    id: str
    source_label: str
    by_default: bool = True
    team_only: bool = False

    @property
    def label(self) -> str:
        """The part's name in the current language."""
        return _(self.source_label)


_LAPORAN_PARTS = (
    Part("approval", N_("Lembar pengesahan"), by_default=False),
    Part("summary", N_("Ringkasan eksekutif")),
    Part("contents", N_("Daftar isi, tabel, dan gambar")),
    Part("introduction", N_("Pendahuluan")),
    Part("implementation", N_("Waktu, tempat, dan orang")),
    Part("proceedings", N_("Jalannya kegiatan")),
    Part("group_work", N_("Hasil kerja kelompok")),
    Part("cases", N_("Studi kasus")),
    Part("experiences", N_("Pengalaman dan pembelajaran")),
    Part("obstacles", N_("Kendala dan solusi")),
    Part("actions", N_("Rencana tindak lanjut")),
    Part("closing", N_("Penutup")),
    Part("annex_schedule", N_("Lampiran: jadwal")),
    Part("annex_participants", N_("Lampiran: daftar peserta"), team_only=True),
    Part("annex_attendance", N_("Lampiran: daftar hadir kosong"), by_default=False, team_only=True),
    Part("annex_group_work", N_("Lampiran: hasil kerja kelompok lengkap")),
    Part("annex_actions", N_("Lampiran: matriks RTL lengkap")),
    Part("annex_photos", N_("Lampiran: dokumentasi")),
)
_RINGKASAN_PARTS = (
    Part("aims", N_("Tujuan")),
    Part("results", N_("Hasil pokok")),
    Part("actions", N_("Rencana tindak lanjut")),
    Part("recommendations", N_("Rekomendasi")),
    Part("photos", N_("Foto")),
)


def parts_of(kind: ReportKind, audience: Audience) -> tuple[Part, ...]:
    """The parts that this report can have, in its order."""
    parts = _LAPORAN_PARTS if kind is ReportKind.LAPORAN else _RINGKASAN_PARTS
    return tuple(part for part in parts if audience is Audience.TEAM or not part.team_only)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The choices; ``parts`` are ids of ``parts_of``, None takes those that are chosen by default."""

    kind: ReportKind = ReportKind.LAPORAN
    audience: Audience = Audience.TEAM
    language: str = SOURCE_LANGUAGE
    parts: frozenset[str] | None = None

    def has(self, part_id: str) -> bool:
        """Whether the report is to have this part."""
        for part in parts_of(self.kind, self.audience):
            if part.id == part_id:
                return part.by_default if self.parts is None else part.id in self.parts
        return False
