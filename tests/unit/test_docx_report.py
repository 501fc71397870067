"""The report in Word: what the PDF says, as real headings, tables and captions; no word of a user spoils it."""

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from PIL import Image

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import gather
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.reports.documents import build_word_report
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


def made(records, audience=Audience.TEAM, *, language="id", parts=ALL, **more):
    content = gather(
        records.by_type,
        audience=audience,
        report_language=language,
        reference=REFERENCE,
        load_photo=records.photos.__getitem__,
    )
    return build_word_report(content, ReportOptions(ReportKind.LAPORAN, audience, language, parts), **more)


def words(docx):
    """Every word of the document, its footers and its descriptions of pictures."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("word/") and name.endswith("xml")]
    texts = [
        " ".join(filter(None, (each.text, each.get("descr"))))
        for part in parts
        for each in ElementTree.fromstring(part).iter()  # noqa: S314 - our own document
    ]
    return " ".join(" ".join(texts).split())


@pytest.fixture(scope="module")
def team_docx():
    return made(SAMPLES.rich_training())


def headings(docx, level):
    paragraphs = Document(io.BytesIO(docx)).paragraphs
    return [" ".join(each.text.split()) for each in paragraphs if each.style.name == f"Heading {level}"]


def test_the_chapters_are_real_headings_that_word_lists(team_docx):
    assert headings(team_docx, 1)[:6] == [
        "Lembar Pengesahan",
        "Ringkasan Eksekutif",
        "BAB I Pendahuluan",
        "BAB II Pelaksanaan Kegiatan",
        "BAB III Hasil dan Evaluasi",
        "BAB IV Penutup",
    ]
    assert headings(team_docx, 1)[6] == "LAMPIRAN A Jadwal Kegiatan"
    assert headings(team_docx, 2)[:2] == ["A. Latar Belakang", "B. Dasar Hukum"]
    assert headings(team_docx, 3)[0].startswith("1. Hari ke-1")


def test_tables_have_captions_and_a_head_that_repeats_on_every_page(team_docx):
    document = Document(io.BytesIO(team_docx))
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert [each.partition(".")[0] for each in captions if each.startswith("Tabel")][:3] == [
        "Tabel 1",
        "Tabel 2",
        "Tabel 3",
    ]
    titled = [table for table in document.tables if table.rows[0].cells[0].text == "No"]
    assert len(titled) > 5
    assert all("tblHeader" in table.rows[0]._tr.xml for table in titled)


def test_the_action_plan_lies_across_and_the_chapter_after_it_stands_again(team_docx):
    turns = [each.orientation for each in Document(io.BytesIO(team_docx)).sections]
    assert turns[:3] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_a_photo_is_made_anew_carries_no_camera_data_and_is_described(team_docx):
    camera = Image.Exif()
    camera[0x010F] = "KAMERAKU"
    taken = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(taken, "JPEG", exif=camera, comment=b"RAHASIA")
    records = SAMPLES.rich_training()
    records.photos.update(dict.fromkeys(records.photos, taken.getvalue()))
    docx = made(records)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert pictures
    for picture in pictures:
        assert b"KAMERAKU" not in picture
        assert b"RAHASIA" not in picture
        assert b"Exif" not in picture
        assert picture != taken.getvalue()
    shapes = Document(io.BytesIO(team_docx)).inline_shapes
    assert all(shape._inline.docPr.get("descr") for shape in shapes)


def test_a_photo_that_cannot_be_read_leaves_a_word_in_its_place():
    records = SAMPLES.rich_training()
    records.photos.update(dict.fromkeys(records.photos, b"\xff\xd8 bukan gambar"))
    text = words(made(records))
    assert "[foto tidak dapat dibaca]" in text
    assert "Gambar 1." in text


@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_other_readers_see_no_more_than_in_the_pdf(audience):
    text = words(made(SAMPLES.rich_training(), audience))
    for hidden in ("Sumarni", "0812", "tersegel", "Rahmawati"):
        assert hidden not in text
    assert "Daftar Hadir" not in text
    assert "Lampiran: daftar peserta" not in text


def test_it_speaks_the_language_of_the_report():
    docx = made(SAMPLES.rich_training(), language="en")
    assert "Activity Report" in words(docx)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert b'w:lang w:val="en-GB"' in package.read("word/styles.xml")
        assert b"<dc:language>en</dc:language>" in package.read("docProps/core.xml")


def test_nothing_in_it_is_a_field_a_link_or_a_macro(team_docx):
    with zipfile.ZipFile(io.BytesIO(team_docx)) as package:
        everything = b"".join(package.read(name) for name in package.namelist() if not name.startswith("word/media/"))
    for forbidden in (b"instrText", b"fldSimple", b"fldChar", b"hyperlink", b"External", b"attachedTemplate", b"vba"):
        assert forbidden not in everything
    assert re.search(rb"rsid", everything) is None


HOSTILE = [
    "= 1+1 {INCLUDEPICTURE \\\\host\\x} <w:p>&amp;</w:p> ]]>",
    '<w:r w:rsidR="00AA11BB"/> w:rsidR="00AA11BB"',
    "\x00\x01\x1f\x7f\ud800 akhir",
    "\u202eterbalik\u2066\u200b",
    '=HYPERLINK("http://x")\t| DDEAUTO c:\\x',
    "\ufffe\uffff" + "ꦱꦼꦩꦫꦁ" + "مرحبا بالعالم" + "🎉",
    "kata " * 4_000,
    "x" * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_stays_text(text):
    records = SAMPLES.rich_training()
    for name in ("note", "case_study", "experience", "workshop", "action"):
        for place, record in enumerate(records.by_type.get(name, ())):
            changed = {key: text for key, value in record.values.items() if isinstance(value, str) and " " in value}
            records.by_type[name][place] = type(record)(record.id, record.type, {**record.values, **changed})
    docx = made(records)
    shown = words(docx)
    for piece in re.findall(r"[A-Za-z:=]{4,}", text)[:3]:
        assert piece[:2_000] in shown
    assert "INCLUDEPICTURE" not in text or "{INCLUDEPICTURE \\\\host\\x} <w:p>&amp;</w:p> ]]>" in shown
    assert "rsidR" not in text or '<w:r w:rsidR="00AA11BB"/> w:rsidR="00AA11BB"' in shown


def test_the_same_content_gives_the_same_bytes(team_docx):
    assert made(SAMPLES.rich_training()) == team_docx


def test_nobody_waits_for_a_report_that_is_not_wanted():
    with pytest.raises(ReportCancelled):
        made(SAMPLES.rich_training(), cancelled=lambda: True)
