"""What an expected failure means for the person at the screen: what happened, what is safe, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import N_, _
from kotaham_desktop.messages_about_locks import ABOUT_LOCKS
from kotaham_desktop.messages_about_people import ABOUT_PEOPLE


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Three sentences about a failure; each may be filled with the error's values."""

    happened: str
    safe: str
    next_step: str


_ORIGINAL_UNTOUCHED = N_("Berkas aslinya tidak diubah.")
_NOTHING_TAKEN = N_("Tidak ada yang dimasukkan; data pelatihan tetap seperti semula.")
_COPY_SAFE = N_("Berkas pelatihan aman, dan tidak ada salinan setengah jadi.")
_TEXT_KEPT = N_("Tulisan Anda tetap ada di layar.")

MESSAGES: Mapping[str, ErrorText] = MappingProxyType(
    {
        "already_encrypted": ErrorText(
            N_("“{name}” sudah dikunci dengan frasa sandi."),
            N_("Tidak ada yang berubah."),
            N_("Pilih mengganti frasa sandinya."),
        ),
        "attachment_damaged": ErrorText(
            N_("Isi lampiran {sha256} rusak."),
            N_("Catatan lain tidak terpengaruh."),
            N_("Gabungkan salinan dari laptop lain, atau lampirkan gambarnya sekali lagi."),
        ),
        "attachment_missing": ErrorText(
            N_("Isi lampiran {sha256} tidak ada di berkas ini."),
            N_("Catatan lain tidak terpengaruh."),
            N_("Gabungkan salinan dari laptop yang melampirkannya."),
        ),
        "check_found_problems": ErrorText(
            N_("Pemeriksaan menemukan {count} hal yang tidak cocok."),
            N_("Pemeriksaan tidak mengubah apa pun."),
            N_("Buat salinan berkasnya, lalu susun ulang tabelnya atau gabungkan salinan dari laptop lain."),
        ),
        "copy_no_room": ErrorText(
            N_("Tidak ada cukup ruang di “{folder}” untuk salinannya."),
            _COPY_SAFE,
            N_("Kosongkan ruang di sana atau pilih tempat lain, lalu ulangi."),
        ),
        "copy_not_proven": ErrorText(
            N_("Salinan “{name}” tidak terbukti sama dengan aslinya, jadi tidak dipakai."),
            _COPY_SAFE,
            N_("Ulangi ke tempat lain; stik atau cakram itu mungkin rusak."),
        ),
        "copy_place_read_only": ErrorText(
            N_("Tempat “{folder}” tidak dapat ditulis."),
            _COPY_SAFE,
            N_("Pilih folder lain, atau buka kunci stik USB itu."),
        ),
        "copy_place_unreachable": ErrorText(
            N_("Tempat “{folder}” tidak dapat dijangkau; mungkin stik USB dicabut."),
            _COPY_SAFE,
            N_("Pasang kembali stik USB, lalu ulangi."),
        ),
        "disk_full": ErrorText(
            N_("Tempat penyimpanan penuh, perubahan terakhir belum tersimpan."),
            N_("Yang sudah tersimpan aman, dan yang baru Anda tulis tetap ada di layar."),
            N_("Hapus berkas lain agar ada ruang; program akan mencoba menyimpan lagi."),
        ),
        "export_failed": ErrorText(
            N_("Berkas “{path}” belum tertulis: {reason}."),
            N_("Tidak ada berkas setengah jadi; berkas lama dengan nama itu, bila ada, tetap utuh."),
            N_("Pilih tempat lain atau kosongkan ruang, lalu ulangi."),
        ),
        "export_onto_workshop": ErrorText(
            N_("“{name}” adalah berkas pelatihan, bukan tempat hasil ekspor atau laporan."),
            N_("Berkas itu tidak diubah."),
            N_("Pilih nama lain, misalnya berakhiran .xlsx atau .pdf."),
        ),
        "file_damaged": ErrorText(
            N_("Berkas “{name}” rusak dan tidak dapat dibuka dengan aman."),
            _ORIGINAL_UNTOUCHED,
            N_("Buka salinan dari laptop lain atau cadangan, lalu simpan berkas rusak ini untuk diperiksa."),
        ),
        "file_exists": ErrorText(
            N_("Sudah ada berkas bernama “{name}”."),
            N_("Berkas itu tidak diubah."),
            N_("Pilih nama lain."),
        ),
        "file_is_backup": ErrorText(
            N_("“{name}” adalah cadangan, bukan berkas untuk bekerja."),
            N_("Cadangan itu tidak diubah."),
            N_("Pulihkan ke berkas baru, lalu bekerja di sana."),
        ),
        "file_locked": ErrorText(
            N_("Berkas “{name}” sedang dibuka oleh {holder}."),
            N_("Isinya aman."),
            N_("Tutup program yang membukanya, atau buka hanya untuk dibaca."),
        ),
        "file_missing": ErrorText(
            N_("Berkas “{name}” tidak ditemukan."),
            N_("Tidak ada yang berubah."),
            N_("Periksa apakah stik USB sudah terpasang atau berkasnya dipindahkan."),
        ),
        "file_newer": ErrorText(
            N_("Berkas “{name}” dibuat oleh program yang lebih baru."),
            _ORIGINAL_UNTOUCHED,
            N_("Pasang versi program yang terbaru di laptop ini, lalu buka lagi."),
        ),
        "file_older_read_only": ErrorText(
            N_("Berkas “{name}” berasal dari versi lama dan perlu diperbarui sebelum dibaca."),
            _ORIGINAL_UNTOUCHED,
            N_("Salin berkas itu ke folder yang dapat ditulis, lalu buka salinannya."),
        ),
        "file_read_only": ErrorText(
            N_("Berkas “{name}” atau foldernya tidak dapat ditulis."),
            N_("Isinya aman."),
            N_("Salin berkas itu ke folder Dokumen, lalu buka salinannya."),
        ),
        "file_unreachable": ErrorText(
            N_("Berkas “{name}” tidak dapat dijangkau; mungkin stik USB dicabut."),
            N_("Yang sudah tersimpan aman, dan yang baru Anda tulis tetap ada di layar."),
            N_("Pasang kembali stik USB atau periksa cakramnya, lalu coba lagi."),
        ),
        "image_damaged": ErrorText(
            N_("Gambar ini rusak atau terpotong."),
            _ORIGINAL_UNTOUCHED,
            N_("Buka gambarnya di program lain, simpan ulang sebagai JPEG, lalu coba lagi."),
        ),
        "image_heic": ErrorText(
            N_("Gambar ini berformat HEIC dari ponsel, yang belum dapat dibaca."),
            _ORIGINAL_UNTOUCHED,
            N_("Kirim ulang dari ponsel sebagai JPEG, atau ubah setelan kameranya ke “Paling Kompatibel”."),
        ),
        "image_too_large": ErrorText(
            N_("Gambar ini terlalu besar; paling banyak 50 megapiksel dan 60 MB."),
            _ORIGINAL_UNTOUCHED,
            N_("Perkecil gambarnya, lalu coba lagi."),
        ),
        "image_unreadable": ErrorText(
            N_("Gambar “{name}” tidak dapat dibaca."),
            _ORIGINAL_UNTOUCHED,
            N_("Periksa apakah berkasnya ada dan stik USB terpasang."),
        ),
        "image_wrong_kind": ErrorText(
            N_("Berkas ini bukan gambar yang dapat dibaca."),
            _ORIGINAL_UNTOUCHED,
            N_("Pakai JPEG, PNG, WebP, GIF, BMP, atau TIFF."),
        ),
        "import_damaged": ErrorText(
            N_("Tabel “{name}” rusak dan tidak dapat dibaca."),
            _NOTHING_TAKEN,
            N_("Buka di program tabel, simpan ulang sebagai .xlsx atau .csv, lalu coba lagi."),
        ),
        "import_empty": ErrorText(
            N_("Tidak ada baris yang dapat dibaca di “{name}”."),
            _NOTHING_TAKEN,
            N_("Periksa apakah tabelnya berisi baris judul kolom dan data peserta."),
        ),
        "import_has_problems": ErrorText(
            N_("Ada {count} baris bermasalah (baris {rows})."),
            _NOTHING_TAKEN,
            N_("Perbaiki baris itu, atau minta agar baris bermasalah dilewati."),
        ),
        "import_locked": ErrorText(
            N_("Tabel “{name}” dikunci dengan kata sandi."),
            _NOTHING_TAKEN,
            N_("Buka di program tabel, simpan tanpa kata sandi, lalu coba lagi."),
        ),
        "import_no_names": ErrorText(
            N_("Tidak ada kolom yang berisi nama."),
            _NOTHING_TAKEN,
            N_("Pilih kolom nama, atau tulis “Nama” sebagai judul kolomnya."),
        ),
        "import_too_large": ErrorText(
            N_("Tabel “{name}” terlalu besar untuk dibaca dengan aman."),
            _NOTHING_TAKEN,
            N_("Salin hanya daftar pesertanya ke tabel baru, lalu coba lagi."),
        ),
        "import_unreadable": ErrorText(
            N_("Berkas “{name}” tidak dapat dibaca."),
            _NOTHING_TAKEN,
            N_("Periksa apakah berkasnya ada dan tidak sedang dibuka program lain."),
        ),
        "import_wrong_kind": ErrorText(
            N_("“{name}” bukan tabel yang dapat dibaca."),
            _NOTHING_TAKEN,
            N_("Simpan tabelnya sebagai .xlsx atau .csv, lalu coba lagi."),
        ),
        "merge_diverged": ErrorText(
            N_("Riwayat “{name}” tidak cocok dengan berkas ini pada catatan {author}."),
            N_("Kedua berkas tetap seperti semula."),
            N_("Mungkin berkas dipulihkan dari salinan lama. Simpan keduanya dan minta bantuan pengelola."),
        ),
        "merge_gap": ErrorText(
            N_("Ada bagian yang hilang atau rusak di “{name}”: catatan {author}, urutan ke-{row}."),
            N_("Kedua berkas tetap seperti semula."),
            N_("Ambil salinan baru dari laptop itu, lalu gabungkan lagi."),
        ),
        "merge_not_proven": ErrorText(
            N_("Hasil penggabungan dengan “{name}” tidak dapat dibuktikan lengkap, jadi dibatalkan."),
            N_("Kedua berkas tetap seperti semula."),
            N_("Ambil salinan baru dari laptop itu, lalu gabungkan lagi."),
        ),
        "merge_other_workshop": ErrorText(
            N_("“{name}” berisi pelatihan yang lain, bukan salinan pelatihan ini."),
            N_("Kedua berkas tetap seperti semula."),
            N_("Pilih berkas yang disalin dari pelatihan ini."),
        ),
        "merge_outdated": ErrorText(
            N_("Sejak penggabungan dengan “{name}” diperiksa, ada yang dihapus dari berkas ini."),
            N_("Kedua berkas tetap seperti semula."),
            N_("Gabungkan sekali lagi."),
        ),
        "merge_running": ErrorText(
            N_("Catatan dari laptop lain sedang digabungkan."),
            _TEXT_KEPT,
            N_("Tunggu sebentar; program menyimpan lagi setelah selesai."),
        ),
        "merge_same_file": ErrorText(
            N_("“{name}” adalah berkas yang sedang terbuka."),
            N_("Tidak ada yang berubah."),
            N_("Pilih berkas dari laptop lain."),
        ),
        "name_ambiguous": ErrorText(
            N_("Ada {count} yang cocok dengan “{name}”."),
            N_("Tidak ada yang berubah."),
            N_("Tulis namanya lebih lengkap."),
        ),
        "name_not_found": ErrorText(
            N_("Tidak ada yang bernama “{name}”."),
            N_("Tidak ada yang berubah."),
            N_("Periksa ejaannya."),
        ),
        "not_encrypted": ErrorText(
            N_("“{name}” tidak dikunci dengan frasa sandi."),
            N_("Tidak ada yang berubah."),
            N_("Pasang dulu frasa sandinya."),
        ),
        "not_ours": ErrorText(
            N_("“{name}” bukan berkas Kota HAM."),
            _ORIGINAL_UNTOUCHED,
            N_("Pilih berkas berakhiran .kotaham."),
        ),
        "opened_read_only": ErrorText(
            N_("“{name}” dibuka hanya untuk dibaca."),
            _TEXT_KEPT,
            N_("Tutup program lain yang memakainya, atau salin berkasnya, lalu buka lagi."),
        ),
        "passphrase_needed": ErrorText(
            N_("“{name}” dikunci dengan frasa sandi."),
            N_("Isinya aman."),
            N_("Masukkan frasa sandinya untuk membuka."),
        ),
        "passphrase_too_short": ErrorText(
            N_("Frasa sandi terlalu pendek."),
            N_("Tidak ada yang berubah."),
            N_("Pakai paling sedikit {least} huruf; kalimat pendek lebih mudah diingat."),
        ),
        "passphrase_unlike": ErrorText(
            N_("Kedua frasa sandi yang diketik tidak sama."),
            N_("Tidak ada yang berubah."),
            N_("Ketik sekali lagi."),
        ),
        "passphrase_wrong": ErrorText(
            N_("Frasa sandi itu tidak membuka “{name}”."),
            _ORIGINAL_UNTOUCHED,
            N_("Periksa huruf besar dan kecilnya, lalu coba lagi."),
        ),
        "program_error": ErrorText(
            N_("Terjadi galat yang tidak terduga di program ini."),
            N_("Yang sudah tersimpan aman, dan yang baru Anda tulis tetap ada di layar."),
            N_("Anda dapat terus bekerja. Laporan galat, tanpa isi catatan, disimpan di {report}"),
        ),
        "reference_file_broken": ErrorText(
            N_("Berkas acuan “{file}” tidak dapat dibaca; periksa bagian: {key}."),
            N_("Berkas pelatihan Anda tidak berubah."),
            N_("Perbaiki bagian itu, atau keluarkan berkas acuan tersebut dari foldernya."),
        ),
        "relock_not_proven": ErrorText(
            N_("Salinan “{name}” dengan kunci baru tidak sama dengan aslinya, jadi dibatalkan."),
            _ORIGINAL_UNTOUCHED,
            N_("Periksa berkasnya, lalu coba lagi."),
        ),
        "salvage_nothing": ErrorText(
            N_("Tidak ada yang dapat diselamatkan dari “{name}”."),
            _ORIGINAL_UNTOUCHED,
            N_("Bila berkas itu terkunci, sebutkan frasa sandinya; bila tidak, pulihkan dari cadangan."),
        ),
        "setting_unreadable": ErrorText(
            N_("“{setting}” tidak berbentuk isian=nilai."),
            N_("Tidak ada yang berubah."),
            N_("Tulis misalnya --set kind=decision."),
        ),
        "text_missing": ErrorText(
            N_("Isi catatannya kosong."),
            N_("Tidak ada yang berubah."),
            N_("Tulis isinya setelah --text."),
        ),
        "text_too_long": ErrorText(
            N_("Tulisan ini terlalu panjang: {length} huruf, paling banyak {limit}."),
            _TEXT_KEPT,
            N_("Bagi tulisan itu ke dalam beberapa catatan."),
        ),
        "trail_broken": ErrorText(
            N_("Jejak berkas ini tidak utuh: {count} hal tidak cocok."),
            N_("Catatannya tidak diubah oleh pemeriksaan ini."),
            N_("Bandingkan dengan salinan di laptop rekan atau cadangan, dan tanyakan siapa yang memegang berkas ini."),
        ),
        "typing_not_saved": ErrorText(
            N_("Sebagian tulisan belum dapat disimpan, jadi langkah ini ditunda."),
            _TEXT_KEPT,
            N_("Periksa apakah stik USB terpasang dan masih ada ruang, lalu coba lagi."),
        ),
        "unknown_field": ErrorText(
            N_("Tidak ada isian “{field}” pada {type}."),
            N_("Tidak ada yang berubah."),
            N_("Periksa nama isiannya."),
        ),
        "unknown_record": ErrorText(
            N_("Tidak ada catatan dengan tanda {record}."),
            N_("Tidak ada yang berubah."),
            N_("Periksa tandanya, atau gabungkan dulu berkas yang memuatnya."),
        ),
        "unknown_template": ErrorText(
            N_("Tidak ada kerangka bernama “{template}”."),
            N_("Tidak ada yang berubah."),
            N_("Pilih salah satu kerangka yang tersedia."),
        ),
        "unknown_type": ErrorText(
            N_("Tidak ada jenis catatan “{type}”."),
            N_("Tidak ada yang berubah."),
            N_("Periksa nama jenisnya."),
        ),
        "value_refused": ErrorText(
            N_("“{value}” tidak dapat diisikan ke “{field}”."),
            N_("Nilai sebelumnya tetap ada."),
            N_("Perbaiki isian itu."),
        ),
    }
    | {code: ErrorText(*sentences) for code, sentences in {**ABOUT_PEOPLE, **ABOUT_LOCKS}.items()}
)

_UNNAMED = ErrorText(
    N_("Terjadi hal yang tidak dapat diselesaikan program ({code})."),
    N_("Yang sudah tersimpan aman."),
    N_("Coba lagi; bila berulang, laporkan kode itu."),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A failure told in the current language."""

    happened: str
    safe: str
    next_step: str

    @property
    def one_line(self) -> str:
        """All three sentences in one line, as a command prints them."""
        return " ".join(part for part in (self.happened, self.safe, self.next_step) if part)


class _Values(dict[str, object]):
    """Values for a sentence; one that is missing shows nothing rather than stopping the message."""

    def __missing__(self, key: str) -> str:
        return ""


def explain(error: ExpectedError) -> Explanation:
    """The sentences for an expected error, in the current language."""
    text = MESSAGES.get(error.code, _UNNAMED)
    values = _Values({**error.values, "code": error.code})
    values["holder"] = values["holder"] or _("program lain")
    for declared_label in ("field", "type"):
        values[declared_label] = _(str(values[declared_label]))

    def told(sentence: str) -> str:
        return " ".join(_(sentence).format_map(values).split())

    return Explanation(told(text.happened), told(text.safe), told(text.next_step))
