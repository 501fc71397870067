"""What a check found, in words."""

from collections import Counter
from typing import TYPE_CHECKING

from kotaham_desktop.domain.dates import written_number
from kotaham_desktop.i18n import N_, _

if TYPE_CHECKING:
    from kotaham_desktop.storage.checking import CheckReport

_PROBLEMS = {
    "damaged": N_("Riwayat di dalam berkas ini rusak atau tidak terbaca."),
    "document_differs": N_("Yang terbuka di layar berbeda dari riwayatnya."),
    "table_differs": N_("Catatan yang berbeda dari riwayatnya: {n}."),
    "search_differs": N_("Jenis catatan yang indeks pencariannya tidak cocok: {n}."),
    "attachment_damaged": N_("Lampiran yang rusak: {n}."),
    "attachment_missing": N_("Lampiran yang isinya tidak ada: {n}."),
    "session_missing": N_("Sebagian riwayat tidak menyebut siapa penulisnya."),
    "trail_broken": N_("Jejak tindakan pada berkas ini tidak utuh: ada yang diubah dari luar program."),
}


def problems_in_words(report: "CheckReport") -> list[str]:
    """One sentence for each kind of problem."""
    counted = Counter(problem.code for problem in report.problems)
    unknown = N_("Hal lain yang tidak cocok: {n}.")
    return [_(_PROBLEMS.get(code, unknown)).format(n=written_number(n)) for code, n in counted.items()]


def counts(report: "CheckReport") -> list[tuple[str, str]]:
    """What was looked at, with how many there were."""
    found = [
        (_("Baris riwayat, masing-masing dengan tanda periksa"), report.log_rows),
        (_("Kali berkas dibuka untuk menulis"), report.sessions),
        (_("Catatan, dibandingkan dengan riwayatnya"), report.records),
        (_("Lampiran, dibaca utuh"), report.attachments),
        (_("Kejadian di jejak berkas, masing-masing dengan segelnya"), report.acts),
        (_("Perbedaan yang menunggu keputusan"), report.conflicts),
        (_("Isi lampiran yang tidak dipakai (tidak berbahaya)"), report.unused_contents),
        (_("Catatan yang menunjuk catatan di laptop lain (tidak berbahaya)"), report.records_without_parent),
    ]
    return [(name, written_number(number)) for name, number in found]
