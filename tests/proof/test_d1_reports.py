"""D1, D2, D3: whatever is written, in every printed field: the documents are made, and the words stand in them."""

import io
import random
import zipfile

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import gather
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.incoming_text import clean_text
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.reports.documents import build_report, build_word_report
from kotaham_desktop.reports.options import ReportKind, ReportOptions, parts_of
from tests.proof.figures import record
from tests.proof.scale import times

REFERENCE = ReferenceData()
ALL = frozenset(part.id for kind in ReportKind for part in parts_of(kind, Audience.TEAM))
HOSTILE = (
    "dari <korban> bernama X",
    "<b>tebal tanpa akhir",
    "</para>",
    "</para><para>",
    '<img src="/etc/hostname"/>',
    '<img src="file:///etc/passwd" width="10" height="10"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    '<a href="javascript:alert(1)">klik</a>',
    '<a href="file:///etc/passwd">berkas</a>',
    '<link href="http://127.0.0.1:9/">tautan</link>',
    '<onDraw name="x" label="y"/>',
    "<seq id='a'/><seqreset/>",
    "<!-- hilang? -->tetap",
    "<![CDATA[hilang?]]>",
    "&lt;b&gt; &amp; &#60;i&#62; &tidakada;",
    "<font name='TidakAda' size='999'>besar</font>",
    "<greek>a</greek><super>1</super><sub>2</sub>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "%(ganti)s {0} {nama} %s ${x} $x",
    '=HYPERLINK("http://127.0.0.1:9";"klik")',
    "\\x00\\u202e ]]> --> '\"`",
)
PIECES = (
    *HOSTILE,
    "<",
    ">",
    "&",
    '"',
    "'",
    "/>",
    "</",
    "<para",
    "<b",
    "</b>",
    "kata",
    " ",
    "\n",
    "é",
    "ñ",
    ";",
    "#",
    "{",
    "}",
)
SCRIPTS = (
    "ꦲꦏ꧀ꦱꦫꦗꦮ", "ᬅᬓ᭄ᬱᬭᬩᬮᬶ", "حقوق الإنسان", "שלום", "人権", "인권", "สิทธิ", "मानवाधिकार", "Ηλίας", "Права",
    "😀👩‍👩‍👧🏽", "e\u0301\u0302\u0303", "a" + "\u0301" * 40, "\u202eterbalik", "ẞ ſ ﬁ ﬀ", "¹²³ ½ ‰ №",
    "𝕊𝕖𝕞𝕦𝕒", "\ud83d", "\x07\x1b",
    "\uffff\ufffe", "\u2028\u2029", "\u00ad\u200b\u200d\ufeff", "①②③ ▲", "ᮃᮊ᮪ᮞᮛ", "ᯀᯂ᯲ᯘᯒ", "ꤰꤱ", "ᨒᨚᨈᨑ",
)  # fmt: skip


def training(texts, *, everywhere=HOSTILE):
    """A training with one note for each text, and something hostile in every other field that can be written."""
    count = 0

    def values(name, **more):
        nonlocal count
        found = {}
        for field in RECORD_TYPES[name].fields:
            if field.kind in {FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT} and field.name not in {"sha256", "original"}:
                count += 1
                found[field.name] = clean_text(everywhere[count % len(everywhere)]).text
        return {**found, **more}

    made = {
        "workshop": [
            ("workshop", values("workshop", title="Pelatihan", start_date="2022-08-22", end_date="2022-08-24"))
        ],
        "group": [("g", values("group"))],
        "agenda_item": [("s", values("agenda_item", day=1, minutes=30))],
        "person": [(f"p{n}", values("person", group="g", role="participant")) for n in range(6)],
        "case_study": [("c", values("case_study", session="s"))],
        "experience": [("e", values("experience", quote_allowed=True))],
        "exercise": [("x", values("exercise", method="dot_vote"))],
        "exercise_row": [
            ("r", {"exercise": "x", "values": {"option": everywhere[0], "note": everywhere[4 % len(everywhere)]}})
        ],
        "action": [(f"a{n}", values("action")) for n in range(3)],
        "norm_reference": [("n", values("norm_reference", record="c"))],
        "note": [
            (f"t{n}", {"text": clean_text(text).text, "kind": "note", "session": "s"}) for n, text in enumerate(texts)
        ],
    }
    return {name: [Record(each, name, found) for each, found in group] for name, group in made.items()}, count


def content_of(records, audience=Audience.TEAM):
    return gather(records, audience=audience, report_language="id", reference=REFERENCE, load_photo={}.__getitem__)


def pdf_of(records, kind=ReportKind.LAPORAN, audience=Audience.TEAM):
    return build_report(content_of(records, audience), ReportOptions(kind, audience, "id", ALL))


def words(pdf):
    """Everything that is printed, without blanks and without the two lines at the foot of a page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").splitlines() for page in document]
    finally:
        document.close()
    bodies = [lines[:-2] if len(lines) > 1 and "Terbatas" in lines[-1] else lines for lines in pages]
    return "".join("".join("".join(lines).replace("\ufffe", "").split()) for lines in bodies)


def pictures_and_links(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return sum(sum(each.type == pdfium.FPDF_PAGEOBJ_IMAGE for each in page.get_objects()) for page in document), [
            mark for mark in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/GoToR") if mark in pdf
        ]
    finally:
        document.close()


def squeezed(text):
    return "".join(clean_text(text).text.split())


def generated(count):
    chance = random.Random(1)
    return ["".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 12))) for _ in range(count)]


def test_every_hostile_text_stands_in_the_report_letter_by_letter():
    texts = [*HOSTILE, *(text for text in generated(times(150, 1_000)) if text.strip())]
    records, fields = training(texts)
    pdf = pdf_of(records)
    printed = words(pdf)
    lost = [text for text in texts if squeezed(text) not in printed]
    assert lost == []
    assert pictures_and_links(pdf) == (0, [])
    record("D1", "teks berbahaya dalam laporan PDF", len(texts) + fields, len(lost))


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("audience", list(Audience))
def test_every_kind_of_report_is_made_for_everybody(kind, audience):
    records, fields = training(HOSTILE)
    for group in records.values():
        for index, each in enumerate(group):
            group[index] = Record(each.id, each.type, {**each.values, "level": "L3", "consent": "named"})
    assert pictures_and_links(pdf_of(records, kind, audience)) == (0, [])
    record("D1", "jenis laporan dan pembacanya", fields, 0)


def test_the_word_document_holds_every_hostile_text_and_reaches_for_nothing():
    texts = [*HOSTILE, *generated(times(60, 400))]
    records, fields = training(texts)
    made = build_word_report(content_of(records), ReportOptions(ReportKind.LAPORAN, Audience.TEAM, "id", ALL))
    with zipfile.ZipFile(io.BytesIO(made)) as document:
        names = document.namelist()
        links = b"".join(document.read(name) for name in names if name.endswith(".rels"))
        body = document.read("word/document.xml").decode("utf-8")
    import defusedxml.ElementTree

    shown = "".join("".join(defusedxml.ElementTree.fromstring(body).itertext()).split())
    lost = [text for text in texts if squeezed(text) not in shown]
    assert lost == []
    assert b"External" not in links
    assert "w:hyperlink" not in body
    record("D1", "teks berbahaya dalam dokumen Word", len(texts) + fields, len(lost))


@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    "text",
    [
        "kata " * times(60_000, 200_000),
        "x" * times(100_000, 1_000_000),
        "\n".join(f"baris {n}" for n in range(times(5_000, 100_000))),
        "<b>" * times(20_000, 100_000),
    ],
    ids=["a very long paragraph", "a word without an end", "very many lines", "very much markup"],
)
def test_a_text_of_any_length_becomes_a_report(text):
    records, _ = training([text], everywhere=("pendek",))
    printed = words(pdf_of(records))
    assert squeezed(text[:500]) in printed
    assert squeezed(text[-500:]) in printed
    record("D2", "paragraf sangat panjang", 1, 0)


@pytest.mark.timeout(150)
def test_a_table_of_very_many_rows_and_tall_cells_becomes_a_report():
    rows = times(1_200, 5_000)
    records, _ = training(["pendek"], everywhere=("pendek",))
    records["action"] = [
        Record(f"a{n}", "action", {"issue": f"isu {n}", "activity": "kegiatan " * (4_000 if n == 7 else 3)})
        for n in range(rows)
    ]
    printed = words(pdf_of(records))
    assert f"isu{rows - 1}" in printed
    record("D2", "tabel sangat panjang dan sel tinggi", rows, 0)


def test_every_script_is_printed_or_named_and_never_a_black_box():
    texts = [*SCRIPTS, *(f"{one} {other}" for one, other in zip(SCRIPTS, reversed(SCRIPTS), strict=True))]
    records, _ = training(texts, everywhere=SCRIPTS)
    pdf = pdf_of(records)
    assert "■" not in words(pdf)
    assert "Права" in words(pdf)
    record("D3", "aksara, emoji, dan tanda gabung", len(texts), 0)
