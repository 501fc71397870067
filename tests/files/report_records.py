"""Plain records of a fictional training, for the tests and benchmarks of reports; loaded by path."""

from io import BytesIO

from PIL import Image, ImageDraw

from kotaham_desktop.domain.record import Record

PARAGRAPH = (
    "Warga menyampaikan bahwa akses air bersih belum merata, sementara layanan pengaduan dirasakan jauh dan lambat. "
    "Peserta dari perangkat daerah menjelaskan kewenangan masing-masing, lalu bersama-sama menandai titik tempat "
    "kewajiban negara untuk menghormati, melindungi, dan memenuhi hak belum dijalankan."
)
HIDDEN_PEOPLE = ("Sumarni Kusumawati", "Joyo Prasetyo", "Ratna Wulandari", "Bagus Hermawan", "Lilis Handayani")


def photo(seed=0, size=(900, 600)):
    """A JPEG with something to see."""
    image = Image.new("RGB", size, (210 - seed * 13 % 90, 222, 216))
    draw = ImageDraw.Draw(image)
    for step in range(14):
        x = (step * 97 + seed * 41) % size[0]
        draw.ellipse(
            (x - 60, 250 + step * 13, x + 60, 370 + step * 13), fill=(30 + step * 12, 107, 90 + seed * 7 % 120)
        )
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


class Records:
    """Collects records by type; ``photos`` answers for attachments."""

    def __init__(self):
        self.by_type = {}
        self.photos = {}
        self._count = 0

    def add(self, record_type, record_id="", **values):
        self._count += 1
        record_id = record_id or f"{record_type}-{self._count}"
        self.by_type.setdefault(record_type, []).append(Record(record_id, record_type, values, created_by="Tri"))
        return record_id

    def add_photo(self, record_id, caption, level="L1", content=None):
        sha = f"sha-{len(self.photos)}"
        self.photos[sha] = photo(len(self.photos)) if content is None else content
        return self.add(
            "attachment", record=record_id, caption=caption, sha256=sha, media_type="image/jpeg", level=level
        )


def empty_training():
    """Only what exists from creation on."""
    records = Records()
    records.add("workshop", "workshop")
    return records


def rich_training(*, scale=1):
    """Every record type, at every level."""
    records = Records()
    records.add(
        "workshop",
        "workshop",
        title="Pelatihan Kota Semarang sebagai Kota HAM",
        theme="Implementasi SNP tentang Hak Memperoleh Keadilan dan SNP tentang Hak atas Tanah dan Sumber Daya Alam",
        snps=("SNP-08", "SNP-07"),
        organisers="Komnas HAM",
        host="Pemerintah Kota Semarang",
        venue="Balai Kota Semarang",
        city="Semarang",
        start_date="2022-08-22",
        end_date="2022-08-24",
        background=f"{PARAGRAPH}\n\n{PARAGRAPH} {PARAGRAPH}",
        legal_basis="Undang-Undang Nomor 39 Tahun 1999 tentang Hak Asasi Manusia\nUndang-Undang Nomor 23 Tahun 2014",
        aims="Memperkuat kapasitas HAM pemerintah kota\nMenyusun kebijakan berperspektif HAM\nMemperkuat jejaring",
        scope=PARAGRAPH,
        expected_results="Rencana aksi setiap perangkat daerah\nMasukan bagi rancangan Peraturan Wali Kota",
        approach=PARAGRAPH,
        funding="Anggaran Komnas HAM Tahun 2022 dan dukungan Pemerintah Kota Semarang.",
        languages="Bahasa Indonesia, juru bahasa isyarat",
        obstacles="Waktu diskusi terlalu singkat; hari kedua ditambah 30 menit.\nRuang kurang akses; sesi dipindah.",
        conclusions=f"{PARAGRAPH}\n{PARAGRAPH}",
        recommendations="Menetapkan Peraturan Wali Kota tentang Kota HAM\nMembuka pos pengaduan di setiap kecamatan",
        signatory_place="Jakarta",
        signatory_position="Plt. Kepala Biro Dukungan Pemajuan HAM",
        signatory_name="Mimin Dwi Hartono",
        signatory_nip="19700101 199503 1 001",
    )
    groups = [
        records.add("group", f"g{number}", name=f"Kelompok {number}", topic=topic, room=f"Ruang {number}")
        for number, topic in enumerate(("Akses keadilan", "Tanah dan tata ruang", "Air bersih", "Layanan publik"), 1)
    ]
    for number, name in enumerate(("Aris Wahyudi", "Mimin Dwi Hartono")):
        records.add("person", f"official{number}", name=name, role="speaker", position="Komnas HAM", level="L3")
    for number, name in enumerate((*HIDDEN_PEOPLE, *(f"Peserta{n:02d} Rahmawati" for n in range(27)))):
        records.add(
            "person",
            name=name,
            role="participant",
            institution=("Dinas Penataan Ruang", "LBH Semarang", "Koperasi Nelayan")[number % 3],
            position="Staf",
            sector=("opd", "civil_society", "business")[number % 3] if number else "other",
            sex=("female", "male")[number % 2],
            group=groups[number % 4],
            contact="0812 3456 7890",
            level="L0" if number == 1 else "L1",
        )
    _agenda(records, groups, scale)
    _stories(records, groups, scale)
    _exercises(records, groups, scale)
    for number in range(9 * scale):
        records.add(
            "action",
            issue="Hak atas air bersih" if number % 2 else "Hak memperoleh keadilan",
            baseline="Belum ada data terpilah.",
            activity=f"Membuka pos pengaduan warga di kecamatan ke-{number + 1}",
            kind="service",
            aim="Warga mudah mengadu.",
            beneficiaries="Warga 16 kecamatan",
            indicator="16 pos aktif, 80% aduan dijawab dalam 10 hari",
            evidence="Berita acara",
            start="September 2022",
            deadline="Maret 2023",
            owner="Kepala Bagian Hukum",
            partners="LBH, Komnas HAM",
            cost="Rp12.500.000 (APBD)",
            documents="RPJMD",
            risk="Pergantian pejabat",
            monitoring="Setiap tiga bulan",
            status="planned",
            level="L3" if number % 3 == 0 else "L2",
        )
    records.add_photo("workshop", "Foto bersama peserta di halaman Balai Kota", "L3")
    records.add_photo("workshop", "Papan harapan peserta pada hari pertama", "L3")
    return records


def _agenda(records, groups, scale):
    titles = (
        ("Pembukaan dan sambutan", "opening"),
        ("Kontrak belajar dan harapan", "discussion"),
        ("Rehat kopi", "break"),
        ("Paparan SNP tentang hak memperoleh keadilan", "input"),
        ("Kerja kelompok: pohon masalah", "group_work"),
        ("Refleksi hari ini", "review"),
    )
    for day in (1, 2, 3):
        for place, (title, kind) in enumerate(titles):
            item = records.add(
                "agenda_item",
                f"s{day}{place}",
                day=day,
                position=float(place),
                start="08:30" if place == 0 else "",
                minutes=15 if kind == "break" else 75,
                title=title,
                kind=kind,
                method="problem_tree" if kind == "group_work" else "",
                aims="Peserta memahami arah pelatihan." if kind != "break" else "",
                people=("official0",) if kind in ("opening", "input") else (),
                materials="Kertas plano, spidol",
                room="Aula lantai 2",
            )
            if kind == "break":
                continue
            for number in range(scale):
                records.add("note", session=item, kind="note", text=PARAGRAPH, level="L3" if number % 2 == 0 else "L1")
            records.add("note", session=item, kind="note", text="Kata Bu Sumarni: air mahal.", level="L3")
            if place in (0, 3):
                records.add_photo(item, f"Suasana sesi {title.lower()} hari ke-{day}", "L3")
                records.add_photo(item, "Peserta berdiskusi", "L1")
    records.add("note", session="s10", kind="decision", text="Perwal Kota HAM dibahas dengan OMS.", level="L3")
    records.add(
        "note", session="s13", kind="parked_question", text="Siapa menanggung biaya?", answer="APBD.", level="L3"
    )
    records.add("note", session="s13", kind="promise", text="Materi dikirim.", speaker="Aris Wahyudi", level="L3")
    records.add("note", kind="note", text="Catatan di luar sesi tentang akses ruang.", level="L2", group=groups[0])


def _stories(records, groups, scale):
    for number in range(4 * scale):
        level = ("L1", "L3", "L0", "L2")[number % 4]
        case = records.add(
            "case_study",
            title=f"Kasus penggusuran {level} nomor {number + 1}",
            place="Tambakrejo",
            place_precision="district",
            time="Mei 2019",
            time_precision="month",
            chronology=f"{PARAGRAPH}\nJoyo Prasetyo menolak pindah. {PARAGRAPH}",
            victims="Warga kampung nelayan, Bu Sarminah",
            rights_concerned="Hak atas tempat tinggal yang layak",
            duty_bearers="Pemerintah kota",
            steps_taken="- Mengadu ke Ombudsman\n- Audiensi dengan DPRD",
            gap="Belum ada musyawarah yang tulus.",
            recommendation="Memulihkan hak warga.",
            group=groups[number % 4],
            consent="anonymous",
            level=level,
        )
        records.add("norm_reference", record=case, norm="SNP-07", page="42", paragraph="117", remark="penggusuran")
        records.add_photo(case, f"Sketsa lokasi kasus {number + 1}", level)
        records.add(
            "experience",
            title=f"Pengalaman mendampingi {level} nomor {number + 1}",
            narrator="Lilis Handayani",
            narrative=f"{PARAGRAPH} Lilis Handayani bercerita.",
            what_helped="Pendampingan paralegal.",
            what_hindered="Biaya transportasi.",
            lesson="Data warga menguatkan posisi tawar.",
            wish="Pos bantuan hukum di kelurahan.",
            quote="Yang kami minta bukan gratis, tetapi adil.",
            quote_allowed=number % 2 == 1,
            consent="anonymous",
            level=level,
        )


def _exercises(records, groups, scale):
    for number, group in enumerate(groups):
        exercise = records.add(
            "exercise",
            title="Pohon masalah air bersih",
            method="problem_tree",
            question="Mengapa warga di kampung ini belum mendapat air bersih yang terjangkau?",
            reporter="Bagus Hermawan",
            plenary_responses="Kelompok lain menambahkan soal kualitas air.",
            group=group,
            level="L3" if number < 2 else "L2",
        )
        for row in range((4, 14, 2, 1)[number] * scale):
            records.add(
                "exercise_row",
                exercise=exercise,
                level="L3",
                values={
                    "part": ("core", "immediate", "root", "effect")[row % 4],
                    "statement": f"Penyebab ke-{row + 1}: sambungan belum menjangkau RT {row:02d}",
                    "left_behind": "Lansia dan penyandang disabilitas",
                    "within_power": "yes",
                    "edited_since": "jawaban lama" if row == 0 else "",
                },
            )
