"""The README's short table: what was tried, how often, what was lost; made from the runs' figures."""

import json
from collections.abc import Iterable
from pathlib import Path

BEGIN, END = "<!-- angka: dibuat oleh tests.proof -->", "<!-- akhir angka -->"

TRIED = {
    "A1": "Program dimatikan paksa selagi menulis",
    "A2": "Mati tepat sebelum setiap tulisan ke cakram",
    "A3": "Tulisan ke cakram terpotong di tengah",
    "A4": "Cakram menolak, sekali atau seterusnya; cakram penuh",
    "A5": "Listrik padam: tulisan yang belum dipastikan hilang atau tertukar",
    "A6": "Mati sekali lagi selagi memulihkan",
    "A7": "Cakram yang benar-benar penuh",
    "A8": "Folder dan cakram yang hanya dapat dibaca",
    "A9": "Dua program pada satu berkas",
    "B1": "Satu bit berubah",
    "B2": "Berkas terpotong atau berlubang",
    "B3": "Berkas disalin selagi dipakai",
    "B4": "Cadangan dipulihkan di laptop lain",
    "B5": "Berkas rusak diselamatkan",
    "B7": "Frasa sandi yang salah dalam segala bentuk",
    "B8": "Laptop ditinggalkan: layar terkunci, tidur, tutup dilipat",
    "B9": "Yang dihapus dicari di semua berkas",
    "C1": "Dua sampai enam laptop bergabung dalam urutan apa pun",
    "C2": "Bagian yang datang sebelum pendahulunya",
    "C3": "Penggabungan yang sama diulang",
    "C4": "Laptop kembar dan cadangan yang dipakai lagi",
    "C5": "Jam laptop salah, −400 sampai +400 hari",
    "C6": "Dua orang mengubah hal yang sama",
    "C7": "Pelatihan lain, berkas kosong",
    "C8": "Penggabungan terputus di setiap tulisan",
    "C9": "Hasil penggabungan yang tidak cocok",
    "C10": "Isi gabungan yang diubah orang",
    "C12": "Berkas dari program lebih lama dan lebih baru",
    "C13": "Sifat mesin yang diandalkan",
    "D1": "Tulisan jahat dalam laporan",
    "D2": "Tulisan dan tabel yang sangat panjang",
    "D3": "Aksara, emoji, dan tanda gabung",
    "D4": "Tulisan jahat di layar",
    "D5": "Tempelan yang jahat atau sangat besar",
    "D6": "Tabel XLSX yang jahat",
    "D7": "Tabel CSV yang jahat",
    "D8": "Gambar yang jahat",
    "D9": "Arsip yang jahat",
    "D10": "Nama lampiran yang jahat",
    "D11": "Rumus dalam tabel yang keluar",
    "D12": "Berkas pelatihan yang jahat",
    "D13": "Setelan yang rusak",
    "F1": "Persetujuan × tingkat × bentuk yang keluar",
    "F2": "Nama, nomor, dan tempat dicari dalam yang keluar",
    "F3": "Persetujuan dicabut, isi dihapus, lalu digabung lagi",
    "F4": "Jumlah kecil dalam statistik",
    "F5": "Jejak dan riwayat diubah orang",
}
"""The batteries of the trust research, in its numbering, in words for whoever decides to trust the program."""


def totals(lines: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Battery -> how often tried, how often something was lost."""
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        one = json.loads(line)
        tried, lost = found.get(one["battery"], (0, 0))
        found[one["battery"]] = (tried + int(one["tried"]), lost + int(one["lost"]))
    return found


def table(figures: dict[str, tuple[int, int]], day: str, *, is_long: bool) -> str:
    """The table in Markdown; raises ``KeyError`` on a battery without a description."""
    order = list(TRIED)
    unknown = set(figures) - set(order)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    run = "percobaan panjang" if is_long else "percobaan di setiap perubahan"
    rows = [
        f"| {number} | {TRIED[number]} | {_counted(figures[number][0])} | {_counted(figures[number][1])} |"
        for number in order
        if number in figures
    ]
    tried, lost = (sum(one[place] for one in figures.values()) for place in (0, 1))
    return "\n".join(
        (
            f"Yang dicoba ({run}, {day}), dan berapa kali ada yang hilang, rusak, setengah jadi, atau bocor:",
            "",
            "| | Yang dicoba | Kali | Hilang |",
            "|---|---|---:|---:|",
            *rows,
            f"| | **Semuanya** | **{_counted(tried)}** | **{_counted(lost)}** |",
        )
    )


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def written_into(readme: str, made: str) -> str:
    """The README with the table between its two marks; raises ``ValueError`` where they are missing."""
    before, rest = readme.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def figures_in(file: Path) -> dict[str, tuple[int, int]]:
    """The figures that a run has left."""
    return totals(file.read_text(encoding="utf-8").splitlines()) if file.exists() else {}
