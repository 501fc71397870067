"""What each purpose means, in the plain words in which people are asked about it."""

from collections.abc import Mapping
from types import MappingProxyType

from kotaham_desktop.i18n import N_

PURPOSE_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "P1": N_("Yang Anda katakan di ruangan ini boleh kami tulis untuk tim."),
        "P2": N_("Tim boleh memakainya untuk belajar dan menilai pelatihan."),
        "P3": N_("Tanpa nama, boleh sampai kepada peserta dan lembaga tuan rumah."),
        "P4": N_("Tanpa nama, boleh diterbitkan dan dibaca siapa saja."),
        "P5": N_("Boleh diterbitkan dengan sebutan yang Anda pilih."),
        "P6": N_("Anda boleh difoto atau direkam di ruangan ini, untuk tim."),
        "P7": N_("Foto atau rekaman Anda boleh diperlihatkan kepada umum."),
        "P8": N_("Kami boleh menghubungi Anda lagi setelah pelatihan."),
        "P9": N_("Ini tindakan tersendiri: cerita Anda diteruskan sebagai pengaduan."),
        "P10": N_("Tanpa nama, boleh dipakai untuk melatih fasilitator lain."),
    }
)
