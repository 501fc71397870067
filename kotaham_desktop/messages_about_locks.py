"""What failures about recovery kits and remembered keys mean for the person at the screen; see ``messages``."""

from collections.abc import Mapping
from types import MappingProxyType

from kotaham_desktop.i18n import N_

_FILE_UNTOUCHED = N_("Berkasnya tidak diubah.")
_LOOK_AT_PAPER = N_("Bandingkan dengan kertasnya, kata demi kata, lalu perbaiki.")

ABOUT_LOCKS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "keyring_refused": (
            N_("Laptop ini tidak mau menyimpan kuncinya."),
            _FILE_UNTOUCHED,
            N_("Pakai frasa sandinya setiap kali membuka berkas."),
        ),
        "kit_needs_output": (
            N_("Belum disebut ke mana kit ditulis."),
            _FILE_UNTOUCHED,
            N_("Tulis misalnya --output kit.pdf, lalu cetak dan hapus berkas itu."),
        ),
        "kit_wrong_file": (
            N_("Kedua bagian ini bukan dari kit yang berlaku untuk berkas ini."),
            _FILE_UNTOUCHED,
            N_(
                "Cari kit yang dibuat sesudah frasa sandinya terakhir diganti; kit lama hanya membuka salinan dan "
                "cadangan dari masa itu."
            ),
        ),
        "passphrase_must_wait": (
            N_("Sudah beberapa kali salah; percobaan berikutnya harus menunggu {seconds} detik."),
            _FILE_UNTOUCHED,
            N_("Tunggu, lalu coba lagi."),
        ),
        "share_mistyped": (
            N_("Ada kata yang salah tulis di bagian ini, atau urutannya tertukar."),
            _FILE_UNTOUCHED,
            _LOOK_AT_PAPER,
        ),
        "share_not_ours": (
            N_("Kata-kata ini bukan bagian dari kit pemulihan Kota HAM."),
            _FILE_UNTOUCHED,
            N_("Periksa apakah kertasnya yang benar: di atasnya tertulis “Kit pemulihan”."),
        ),
        "share_word_count": (
            N_("Baru terbaca {count} kata; satu bagian berisi {wanted} kata."),
            _FILE_UNTOUCHED,
            N_("Periksa apakah ada kata yang terlewat atau tertulis dua kali."),
        ),
        "share_word_unknown": (
            N_("Kata ke-{place}, “{word}”, tidak ada dalam daftar kata kit."),
            _FILE_UNTOUCHED,
            _LOOK_AT_PAPER,
        ),
        "share_word_wrong": (
            N_("Kata ke-{place} salah tulis."),
            _FILE_UNTOUCHED,
            _LOOK_AT_PAPER,
        ),
        "shares_alike": (
            N_("Kedua bagian yang ditulis adalah bagian yang sama."),
            _FILE_UNTOUCHED,
            N_("Minta bagian yang lain kepada orang yang menyimpannya."),
        ),
        "shares_of_two_kits": (
            N_("Kedua bagian ini dari dua kit yang berbeda ({kits})."),
            _FILE_UNTOUCHED,
            N_("Cari dua bagian dengan nomor kit yang sama."),
        ),
        "shares_too_few": (
            N_("Satu bagian saja tidak cukup; perlu {needed} bagian."),
            _FILE_UNTOUCHED,
            N_("Minta bagian yang lain kepada orang yang menyimpannya."),
        ),
    }
)
