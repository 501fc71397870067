"""The places of the window in the order of the rail; each is imported only when it is first visited."""

from kotaham_desktop.i18n import N_
from ui.screen import Screen, ScreenEntry


def _beranda() -> type[Screen]:
    from ui.beranda.screen import BerandaScreen  # noqa: PLC0415 - late, so that the window starts fast

    return BerandaScreen


def _catat() -> type[Screen]:
    from ui.catat.screen import CatatScreen  # noqa: PLC0415 - late, so that the window starts fast

    return CatatScreen


def _sintesis() -> type[Screen]:
    from ui.sintesis.screen import SintesisScreen  # noqa: PLC0415 - late, so that the window starts fast

    return SintesisScreen


def _laporan() -> type[Screen]:
    from ui.laporan.screen import LaporanScreen  # noqa: PLC0415 - late, so that the window starts fast

    return LaporanScreen


def _persiapan() -> type[Screen]:
    from ui.persiapan.screen import PersiapanScreen  # noqa: PLC0415 - late, so that the window starts fast

    return PersiapanScreen


def _persetujuan() -> type[Screen]:
    from ui.persetujuan.screen import PersetujuanScreen  # noqa: PLC0415 - late, so that the window starts fast

    return PersetujuanScreen


def _cadangan() -> type[Screen]:
    from ui.cadangan.screen import CadanganScreen  # noqa: PLC0415 - late, so that the window starts fast

    return CadanganScreen


def _setelan() -> type[Screen]:
    from ui.setelan.screen import SetelanScreen  # noqa: PLC0415 - late, so that the window starts fast

    return SetelanScreen


SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry("beranda", N_("Beranda"), "house", "Ctrl+1", _beranda, needs_workshop=False),
    ScreenEntry("persiapan", N_("Persiapan"), "calendar-clock", "Ctrl+2", _persiapan),
    ScreenEntry("catat", N_("Catat"), "notebook-pen", "Ctrl+3", _catat),
    ScreenEntry("sintesis", N_("Sintesis"), "folder-search", "Ctrl+4", _sintesis),
    ScreenEntry("laporan", N_("Laporan"), "file-text", "Ctrl+5", _laporan),
    ScreenEntry("persetujuan", N_("Persetujuan"), "shield-check", "Ctrl+6", _persetujuan),
    ScreenEntry("cadangan", N_("Cadangan"), "hard-drive", "Ctrl+7", _cadangan, needs_workshop=False),
    ScreenEntry("setelan", N_("Setelan"), "settings", "Ctrl+,", _setelan, needs_workshop=False, at_bottom=True),
)
