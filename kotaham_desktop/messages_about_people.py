"""What failures about consent, levels, names and releases mean for the person at the screen; see ``messages``."""

from collections.abc import Mapping
from types import MappingProxyType

from kotaham_desktop.i18n import N_

_NOT_NOTED = N_("Jawabannya belum dicatat.")
_PHOTO_AS_IT_WAS = N_("Fotonya tetap seperti semula.")
_NOTHING_LEFT = N_("Belum ada yang keluar dari laptop ini.")

ABOUT_PEOPLE: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "area_unreadable": (
            N_("Bagian foto “{written}” tidak terbaca."),
            _PHOTO_AS_IT_WAS,
            N_("Tulis kiri,atas,lebar,tinggi sebagai pecahan dari foto, misalnya 0.1,0.2,0.3,0.25."),
        ),
        "areas_missing": (
            N_("Belum ada bagian foto yang ditandai."),
            _PHOTO_AS_IT_WAS,
            N_("Tandai wajah atau bagian yang akan disamarkan, lalu simpan lagi."),
        ),
        "areas_too_many": (
            N_("Paling banyak {most} bagian foto dapat disamarkan."),
            _PHOTO_AS_IT_WAS,
            N_("Gabungkan bagian yang berdekatan menjadi satu."),
        ),
        "consent_guardian_missing": (
            N_("Persetujuan untuk {subject}, yang belum 18 tahun, harus diberikan orang tua atau walinya."),
            _NOT_NOTED,
            N_("Tanyakan kepada orang tua atau wali, atau catat penolakan anak itu sendiri."),
        ),
        "consent_limit_missing": (
            N_("Batas yang diminta {subject} belum ditulis."),
            _NOT_NOTED,
            N_("Tulis batas itu dengan kata-kata orangnya."),
        ),
        "consent_media_missing": (
            N_("Belum dipilih gambar atau suara apa yang diizinkan {subject}."),
            _NOT_NOTED,
            N_("Pilih foto tanpa wajah, foto, suara, atau video."),
        ),
        "consent_method_missing": (
            N_("Cara {subject} memberi persetujuan belum dicatat."),
            _NOT_NOTED,
            N_("Pilih: tanda tangan, ponsel sendiri, rekaman suara, atau lisan dengan saksi."),
        ),
        "consent_missing": (
            N_("Tingkat {level} belum disetujui orang yang bersangkutan ({missing})."),
            N_("Tingkat keterbukaannya tidak berubah."),
            N_("Tanyakan persetujuannya dulu, atau biarkan pada tingkat yang lebih tertutup."),
        ),
        "consent_not_informed": (
            N_("Persetujuan {subject} belum sah: risiko dan cara mencabut harus dijelaskan lebih dulu."),
            _NOT_NOTED,
            N_("Jelaskan keduanya, tandai sudah dijelaskan, lalu catat lagi."),
        ),
        "consent_referral_apart": (
            N_("Meneruskan sebagai pengaduan ditanyakan tersendiri, tidak bersama tujuan lain."),
            _NOT_NOTED,
            N_("Catat dua jawaban: satu untuk pengaduan, satu untuk tujuan lainnya."),
        ),
        "consent_witness_missing": (
            N_("Persetujuan lisan {subject} membutuhkan nama saksi."),
            _NOT_NOTED,
            N_("Tulis siapa yang menyaksikan."),
        ),
        "entry_is_kept": (
            N_("Isi “{type}” disimpan seperti saat dicatat; tidak dapat diubah atau dihapus."),
            N_("Tidak ada yang berubah."),
            N_("Buat catatan baru yang membetulkannya."),
        ),
        "erasure_empty": (
            N_("Tidak ada yang perlu dihapus untuk permintaan ini."),
            N_("Tidak ada yang berubah."),
            N_("Periksa kode orangnya, atau sebutkan namanya supaya tulisan lain ikut dicari."),
        ),
        "erasure_not_proven": (
            N_("Penghapusan pada “{name}” tidak dapat dibuktikan lengkap."),
            N_("Berkas itu tetap seperti semula."),
            N_("Ulangi; bila tetap gagal, periksa datanya lalu kirim laporan kesalahan."),
        ),
        "erasure_of_workshop": (
            N_("Informasi pelatihan tidak dapat dihapus sebagai satu catatan."),
            N_("Tidak ada yang berubah."),
            N_("Musnahkan seluruh pelatihan, atau kosongkan isiannya satu per satu."),
        ),
        "evidence_unreadable": (
            N_("Berkas bukti “{name}” tidak dapat dibaca."),
            _NOT_NOTED,
            N_("Periksa apakah berkasnya masih ada, lalu pilih lagi."),
        ),
        "information_unreadable": (
            N_("Teks “{name}” tidak dapat dibaca sebagai tulisan."),
            _NOT_NOTED,
            N_("Pilih berkas teks biasa, atau penjelasan yang disediakan program."),
        ),
        "legal_hold": (
            N_("Berkas ini ditahan untuk proses hukum."),
            N_("Tidak ada yang dihapus atau dimusnahkan."),
            N_("Setelah prosesnya selesai, lepaskan tandanya di informasi pelatihan."),
        ),
        "level_needs_reason": (
            N_("Membuka catatan lebih luas membutuhkan alasan."),
            N_("Tingkat keterbukaannya tidak berubah."),
            N_("Tulis alasannya; persetujuan orang yang bersangkutan ikut diperiksa."),
        ),
        "level_not_raised": (
            N_("Catatan ini sudah terbuka sampai {level} atau lebih."),
            N_("Tingkat keterbukaannya tidak berubah."),
            N_("Pilih tingkat yang lebih terbuka, atau turunkan langsung tanpa alasan."),
        ),
        "name_key_code_taken": (
            N_("Kode {subject} sudah dipakai untuk orang lain di kunci nama."),
            N_("Kunci nama tidak diubah."),
            N_("Buat kode baru untuk orang ini."),
        ),
        "name_key_exists": (
            N_("Sudah ada kunci nama untuk pelatihan ini."),
            N_("Kunci nama itu tidak diubah."),
            N_("Bukalah dengan kata sandinya sendiri."),
        ),
        "name_key_missing": (
            N_("Kunci nama untuk pelatihan ini tidak ada di laptop ini."),
            N_("Catatan pelatihan tidak terpengaruh."),
            N_("Buat kunci nama baru, atau mintalah pemegangnya."),
        ),
        "name_key_other_workshop": (
            N_("Kunci nama itu milik pelatihan lain."),
            N_("Tidak ada nama yang dimasukkan."),
            N_("Pilih kunci nama dari pelatihan yang sama."),
        ),
        "name_key_passphrase_wrong": (
            N_("Kunci nama tidak terbuka dengan kata sandi itu."),
            N_("Tidak ada nama yang terbaca dan tidak ada yang berubah."),
            N_("Coba lagi; kata sandinya lain dari kata sandi berkas pelatihan."),
        ),
        "not_a_photo": (
            N_("Foto itu tidak ditemukan."),
            N_("Tidak ada yang berubah."),
            N_("Mungkin sudah dihapus; periksa catatannya."),
        ),
        "exposure_not_maskable": (
            N_("Temuan ini tidak menunjuk kata yang dapat disamarkan."),
            _NOTHING_LEFT,
            N_("Ubah catatannya, simpan untuk tim saja, atau biarkan dengan alasan."),
        ),
        "exposure_undecided": (
            N_("Masih ada {count} temuan berat yang belum diputuskan."),
            _NOTHING_LEFT,
            N_("Samarkan, simpan untuk tim saja, atau biarkan dengan alasan."),
        ),
        "not_blurred": (
            N_("Tidak ada foto asli yang disegel."),
            _PHOTO_AS_IT_WAS,
            N_("Foto yang tampak adalah satu-satunya yang tersimpan."),
        ),
        "photo_changed_meanwhile": (
            N_("Foto ini baru saja diubah dari tempat lain."),
            N_("Bagian yang sudah disamarkan tetap tersamar."),
            N_("Buka fotonya lagi dan tandai yang masih perlu."),
        ),
        "reason_missing": (
            N_("Alasannya belum ditulis."),
            N_("Tidak ada yang berubah."),
            N_("Tulis alasannya dalam satu kalimat, lalu ulangi."),
        ),
        "recording_paused": (
            N_("Pencatatan sedang dihentikan."),
            N_("Yang baru saja ditulis tidak disimpan di mana pun."),
            N_("Tekan “Lanjutkan pencatatan” bila semua setuju untuk dicatat lagi."),
        ),
        "release_checklist_incomplete": (
            N_("Belum semua hal diperiksa: {missing}."),
            _NOTHING_LEFT,
            N_("Periksa dan tandai kedelapan hal itu."),
        ),
        "release_content_changed": (
            N_("Isi yang akan diterbitkan berbeda dari yang diperiksa."),
            _NOTHING_LEFT,
            N_("Periksa sekali lagi isi yang sekarang."),
        ),
        "release_not_noted": (
            N_("Berkas pelatihan ini dibuka hanya untuk dibaca, sehingga yang keluar tidak dapat dicatat."),
            _NOTHING_LEFT,
            N_("Buka berkasnya untuk ditulis, lalu ulangi."),
        ),
        "release_not_confirmed": (
            N_("Untuk publik, dua orang harus memeriksa: satu menyiapkan, satu menyetujui."),
            _NOTHING_LEFT,
            N_("Mintalah orang kedua memeriksa dan menulis namanya."),
        ),
        "release_same_person": (
            N_("{name} sudah menyiapkannya; yang menyetujui harus orang lain."),
            _NOTHING_LEFT,
            N_("Mintalah orang kedua memeriksa dan menulis namanya."),
        ),
        "request_answered": (
            N_("Permintaan {subject} ini sudah dijawab."),
            N_("Jawaban yang tercatat tidak berubah."),
            N_("Catat permintaan baru bila orangnya meminta lagi."),
        ),
        "request_moment_unreadable": (
            N_("Saat “{written}” tidak terbaca, atau belum terjadi."),
            N_("Permintaannya belum dicatat."),
            N_("Tulis tanggal dan jam, misalnya 2026-11-24T10:30."),
        ),
        "subject_code_unreadable": (
            N_("“{written}” bukan kode orang."),
            N_("Tidak ada yang dicatat."),
            N_("Kode berbentuk seperti P-7K3-M9Q; buat kode baru bila orangnya belum punya."),
        ),
    }
)
"""Code -> what happened, what is safe, what to do next."""
