"""The PDFs: what they contain, what they must never contain, and that nothing a user writes can spoil them."""

import importlib.util
import threading
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import gather
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.reports.documents import build_report
from kotaham_desktop.reports.options import ReportKind, ReportOptions, parts_of
from kotaham_desktop.reports.progress import ReportCancelled


def _report_records():
    path = Path(__file__).parents[1] / "files" / "report_records.py"
    spec = importlib.util.spec_from_file_location("report_records", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLES = _report_records()
REFERENCE = ReferenceData()
ALL = frozenset(part.id for kind in ReportKind for part in parts_of(kind, Audience.TEAM))


def made(records, audience=Audience.TEAM, *, kind=ReportKind.LAPORAN, language="id", parts=ALL, **more):
    content = gather(
        records.by_type,
        audience=audience,
        report_language=language,
        reference=REFERENCE,
        load_photo=records.photos.__getitem__,
    )
    return build_report(content, ReportOptions(kind, audience, language, parts), **more)


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def words(pdf):
    """The whole text with single spaces, and with words that were broken at a line's end joined."""
    return " ".join("\n".join(pages(pdf)).replace("\ufffe\n", "").split())


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def team_pdf():
    return made(SAMPLES.rich_training())


def test_the_team_report_has_cover_contents_chapters_and_annexes(team_pdf):
    text = words(team_pdf)
    for expected in (
        "Laporan Kegiatan Pelatihan Kota Semarang sebagai Kota HAM",
        "22 s.d. 24 Agustus 2022",
        "Lembar Pengesahan",
        "Daftar Isi",
        "Daftar Tabel",
        "Daftar Gambar",
        "BAB I Pendahuluan",
        "BAB II Pelaksanaan Kegiatan",
        "BAB III Hasil dan Evaluasi",
        "BAB IV Penutup",
        "LAMPIRAN A Jadwal Kegiatan",
        "Senin, 22 Agustus 2022",
        "08.30–09.45",
        "Ringkasan acuan, bukan kutipan SNP.",
        "hlm. 42, par. 117",
        "Sumarni Kusumawati",
    ):
        assert expected in text


def test_the_page_numbers_of_the_contents_are_right(team_pdf):
    printed = pages(team_pdf)
    first_body = next(i for i, page in enumerate(printed) if page.lstrip().startswith("BAB I\n"))
    assert first_body >= 4
    contents = "\n".join(printed[2:first_body])
    for title, opening in (("BAB III Hasil dan Evaluasi", "BAB III\n"), ("LAMPIRAN B Daftar Peserta", "LAMPIRAN B\n")):
        lines = [" ".join(line.split()) for line in contents.splitlines()]
        number = lines[lines.index(title) + 1]
        page = next(i for i, text in enumerate(printed) if text.lstrip().startswith(opening))
        assert number == str(page - first_body + 1)
        assert printed[page].rstrip().endswith(f" {number}")


def test_every_font_is_embedded_and_the_metadata_is_neutral(team_pdf):
    assert b"/Helvetica" not in team_pdf
    document = pypdfium2.PdfDocument(team_pdf)
    facts = document.get_metadata_dict()
    assert facts["Title"] == "Laporan Kegiatan: Pelatihan Kota Semarang sebagai Kota HAM"
    assert facts["Author"] == ""
    assert facts["Producer"] == facts["Creator"] == "Kota HAM Desktop"
    outline = [bookmark.get_title() for bookmark in document.get_toc()]
    assert "BAB I  Pendahuluan" in outline
    assert "A. Latar Belakang" in outline
    document.close()


def test_the_same_content_gives_the_same_file(team_pdf):
    assert made(SAMPLES.rich_training()) == team_pdf


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_a_report_for_others_holds_nothing_above_their_level(kind, language, audience):
    text = squeezed(words(made(SAMPLES.rich_training(), audience, kind=kind, language=language)))
    for name in SAMPLES.HIDDEN_PEOPLE:
        for part in (name, *name.split()):
            assert squeezed(part) not in text
    assert "Sarminah" not in text
    assert "0812" not in text
    assert "L1nomor" not in text
    assert "L0nomor" not in text
    assert ("L2nomor" in text) is (audience is Audience.PARTICIPANTS)
    assert "L3nomor" in text
    assert "19700101" not in text


def test_the_team_report_never_holds_what_is_sealed(team_pdf):
    text = squeezed(words(team_pdf))
    assert "L1nomor" in text
    assert "L0nomor" not in text
    assert "JoyoPrasetyo" not in text


def test_small_counts_are_suppressed_for_the_public():
    text = words(made(SAMPLES.rich_training(), Audience.PUBLIC))
    assert "Lainnya <5" in text
    assert "Lainnya 1" in words(made(SAMPLES.rich_training()))


def test_a_report_of_nothing_has_a_cover_and_no_empty_headings():
    for language in ("id", "en"):
        printed = pages(made(SAMPLES.empty_training(), language=language, parts=None))
        assert len(printed) == 1
        assert not any("BAB" in page for page in printed)


def test_chapters_that_are_empty_are_left_out_and_the_numbers_follow():
    records = SAMPLES.empty_training()
    records.by_type["workshop"] = [Record("workshop", "workshop", {"title": "Uji", "conclusions": "Selesai."})]
    text = words(made(records, parts=None))
    assert "BAB I Penutup" in text
    assert "BAB II" not in text
    assert "B. " not in text


def test_parts_that_are_not_chosen_are_not_printed():
    text = words(made(SAMPLES.rich_training(), parts=frozenset({"introduction"})))
    assert "BAB I Pendahuluan" in text
    assert "Daftar Isi" not in text
    assert "Studi Kasus" not in text
    assert "LAMPIRAN" not in text


@pytest.mark.parametrize("scale", [1, 8])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_summary_is_two_pages_at_most(scale, language):
    pdf = made(SAMPLES.rich_training(scale=scale), kind=ReportKind.RINGKASAN, language=language)
    assert len(pages(pdf)) == 2
    assert "Pelatihan Kota Semarang" in words(pdf)


def test_the_summary_is_two_pages_at_most_even_where_every_text_is_endless():
    records = everywhere("😀 中 panjang sekali " * 2000)
    assert len(pages(made(records, kind=ReportKind.RINGKASAN))) <= 2


# What users write ---------------------------------------------------------------------------------------------------

CORPUS = (
    "<korban>",
    "</para>",
    "<para>x",
    "<img src=http://127.0.0.1:9/x.png>",
    '<img src="file:///etc/passwd"/>',
    "Tom & <b>Jerry",
    "AT&T; &amp; &lt; &#65; &nbsp;",
    "<a href='javascript:alert(1)'>x</a>",
    "<onDraw name='x' label='y'/>",
    "<font size=200 color=red>besar</font>",
    "<seq id='x'/><br/>",
    "]]> <!-- komentar --> <?xml version='1.0'?>",
    "%s {0} {title} \\n $HOME `x`",
    "=HYPERLINK(1)",
    "“kutip” – — … • § ≥ ≤ ½ €",
    "é ḥ ñ ş ɗ ŋ",
    "ꦲꦏ꧀ꦱꦫꦗꦮ",
    "السلام عليكم",
    "😀🏽",
    "中",
    "a\u0301\u0323",
)


def everywhere(text):
    """One record of every type with ``text`` in every text field."""
    records = SAMPLES.empty_training()
    records.by_type = {}
    for name, record_type in RECORD_TYPES.items():
        values = {}
        for field in record_type.fields:
            if field.kind.value in ("short_text", "long_text"):
                values[field.name] = text
            elif field.kind.value == "values":
                values[field.name] = {"statement": text, "other": text}
        values |= {"level": "L2", "consent": "named", "quote_allowed": True, "role": "speaker", "kind": "decision"}
        values |= {"record": "case", "exercise": "exercise", "sha256": "x", "media_type": "image/png"}
        values |= {"method": "problem_tree"} if name == "exercise" else {}
        values |= {"day": 1, "minutes": 30, "kind": "input", "people": ("person",)} if name == "agenda_item" else {}
        record_id = {"case_study": "case", "workshop": "workshop"}.get(name, name)
        known = {field.name for field in record_type.fields}
        records.by_type[name] = [Record(record_id, name, {k: v for k, v in values.items() if k in known})]
    records.photos = {"x": SAMPLES.photo()}
    records.photos[text] = SAMPLES.photo()
    return records


PRINTED_FIELDS = 40
"""At least so many places of the team's report print a text of the user."""


@pytest.mark.parametrize("text", CORPUS)
def test_what_users_write_is_printed_as_it_is_in_every_field(text):
    marked = f"mulai {text} akhir"
    pdf = made(everywhere(marked))
    printed = squeezed(words(pdf))
    shown = squeezed(marked).replace("中", "[U+4E2DCJKUNIFIEDIDEOGRAPH-4E2D]").replace("a\u0301\u0323", "ạ\u0301")
    if text == "السلام عليكم":
        assert printed.count("السلام") >= PRINTED_FIELDS
        assert printed.count("عليكم") >= PRINTED_FIELDS
    else:
        assert printed.count(shown) >= PRINTED_FIELDS
    assert b"/URI" not in pdf
    assert b"/JavaScript" not in pdf


def test_all_of_them_together_stop_no_report():
    for kind in ReportKind:
        for audience in Audience:
            assert made(everywhere(" ".join(CORPUS)), audience, kind=kind).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\x1bb", "a[U+001B]b"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("ไทย", "[U+0E44THAICHARACTERSARAAIMAIMALAI]"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_what_no_page_can_show_is_named_or_left_out(text, shown):
    assert shown in squeezed(words(made(everywhere(text))))


def test_a_note_of_eighty_thousand_words_is_printed_whole():
    records = SAMPLES.empty_training()
    text = " ".join(f"kata{number}" for number in range(80_000))
    records.add("note", text=text, level="L1")
    printed = words(made(records))
    assert all(f"kata{number}" in printed for number in (0, 1, 39_999, 40_000, 79_999))


def test_endless_words_and_cells_taller_than_a_page_break():
    records = SAMPLES.empty_training()
    records.add("exercise", "e", title="Latihan", method="problem_tree", level="L2")
    tall = "\n".join(f"Alasan nomor {number} yang cukup panjang untuk dua baris di dalam sel." for number in range(300))
    records.add("exercise_row", exercise="e", level="L2", values={"part": "root", "statement": tall})
    records.add("exercise_row", exercise="e", level="L2", values={"part": "core", "statement": "x" * 5_000})
    records.add("action", activity="y" * 3_000, baseline=tall, owner="Kepala Bagian", level="L2")
    records.add("note", text="z" * 100_000, level="L2")
    printed = squeezed(words(made(records)))
    assert printed.count("Alasannomor299yang") >= 2
    assert printed.count("x") >= 5_000
    assert printed.count("y") >= 6_000
    assert printed.count("z") >= 100_000


def test_a_text_too_long_for_a_cell_stands_whole_below_its_table():
    records = SAMPLES.empty_training()
    endless = " ".join(f"dasar{number}" for number in range(6_000))
    records.add("action", activity="Pos pengaduan", baseline=endless, level="L2")
    printed = words(made(records, parts=frozenset({"annex_actions"})))
    assert "[selengkapnya di bawah tabel]" in printed
    assert "Kondisi saat ini, baris 1" in printed
    assert all(f"dasar{number} " in printed for number in (0, 3_000, 5_998))


def test_a_table_of_two_thousand_rows_repeats_its_head():
    records = SAMPLES.empty_training()
    for number in range(2_000):
        records.add("person", name=f"Peserta {number}", role="participant", institution="Dinas", level="L1")
    printed = pages(made(records, parts=frozenset({"annex_participants"})))
    assert len(printed) > 40
    assert all("Instansi" in page for page in printed[1:])
    assert "Peserta 1999" in printed[-1]


def test_photos_that_cannot_be_read_leave_a_word_in_their_place():
    records = SAMPLES.empty_training()
    records.add_photo("workshop", "Foto rusak", content=SAMPLES.photo()[:300])
    records.add_photo("workshop", "Bukan foto", content=b"bukan gambar")
    records.add_photo("workshop", "Foto hilang")
    del records.photos["sha-2"]
    text = words(made(records))
    assert text.count("[foto tidak dapat dibaca]") == 3
    assert "Gambar 3. Foto hilang" in text


def test_where_a_photo_was_taken_does_not_travel_with_it():
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(SAMPLES.photo()))
    exif = image.getexif()
    exif[0x010E] = "Rumah Bu Sarminah"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    records = SAMPLES.empty_training()
    records.add_photo("workshop", "Foto", "L3", content=out.getvalue())
    assert b"Sarminah" in out.getvalue()
    assert b"Sarminah" not in made(records, Audience.PUBLIC)


# Progress ---------------------------------------------------------------------------------------------------------


def test_progress_goes_up_to_the_end():
    told = []
    made(SAMPLES.rich_training(scale=3), progress=told.append)
    assert told[-1] == 1.0
    assert any(0.3 < fraction < 0.9 for fraction in told)
    assert all(before <= after for before, after in pairwise(told))


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_report_that_is_cancelled_stops(kind):
    with pytest.raises(ReportCancelled):
        made(SAMPLES.rich_training(), kind=kind, cancelled=lambda: True)


def test_reports_made_at_the_same_time_do_not_disturb_each_other(team_pdf):
    results = {}

    def run(place):
        results[place] = made(SAMPLES.rich_training())

    threads = [threading.Thread(target=run, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(results[place] == team_pdf for place in range(3))
