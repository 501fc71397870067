"""D8, D10: pictures made to harm, taken in or brought by a merge: refused, or shown as nothing."""

import io
import random

import pytest
from PIL import Image

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import workshop_content
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.exchange.images import clean_image
from kotaham_desktop.reports.documents import build_report, build_word_report
from kotaham_desktop.reports.flowables import printable_picture
from kotaham_desktop.reports.options import ReportKind, ReportOptions, parts_of
from tests.proof.figures import record
from tests.proof.scale import times

EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n(dibuat) (w) file closefile\nshowpage\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><script>alert(1)</script></svg>'
NAMES = (
    "..\\..\\x.lnk", "../../etc/passwd", "/etc/passwd", "C:\\Windows\\x.scr", "CON.txt", "\u202egpj.exe", "a" * 300,
    "x.exe", "nama\u0000.jpg", "//host/share/x.png", "x.jpg\n.lnk", "~/.bashrc",
)  # fmt: skip


def saved(kind, size=(60, 40), **options):
    chance, target = random.Random(5), io.BytesIO()
    Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3)).save(target, kind, **options)
    return target.getvalue()


def hostile_contents():
    jpeg = saved("JPEG")
    return {
        "eps": EPS,
        "svg": SVG,
        "tiff": saved("TIFF"),
        "gif": saved("GIF"),
        "bmp": saved("BMP"),
        "cut": jpeg[: len(jpeg) // 2],
        "empty": b"",
        "program": b"MZ" + b"\0" * 400,
        "noise": random.Random(2).randbytes(5_000),
        "picture and page": jpeg + b"<script>RAHASIA-EKOR</script>",
        "comment": saved("JPEG", comment=b"RAHASIA-EKOR"),
    }


def test_broken_pictures_end_in_a_picture_or_a_refusal():
    chance, tried = random.Random(8), times(24, 200)
    for number in range(tried):
        broken = bytearray(saved(("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")[number % 6]))
        for _ in range(chance.choice((1, 8, 40))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            assert clean_image(bytes(broken)).media_type in {"image/jpeg", "image/png"}
        except ExpectedError:
            continue
    record("D8", "gambar dengan byte yang diubah", tried, 0)


@pytest.mark.parametrize("kind", list(hostile_contents()))
def test_a_report_decodes_only_what_our_own_cleaning_writes(kind):
    made = printable_picture(hostile_contents()[kind])
    assert made == b"" or made.startswith(b"\xff\xd8\xff")
    assert b"RAHASIA" not in made
    assert kind not in {"eps", "svg", "tiff", "gif", "bmp", "program"} or made == b""
    record("D8", "isi lampiran asing dalam laporan", 1, 0)


def test_a_report_lives_with_every_attachment_that_a_merge_may_bring(tmp_path):
    """Whatever its content, its stated kind and its caption; nothing of it becomes a name on the disk."""
    with Workshop.create(tmp_path / "a.kotaham", author="Rina") as workshop:
        for number, content in enumerate(hostile_contents().values()):
            note = workshop.create_record("note", {"text": f"catatan {number}"})
            workshop.attach(note, content, "image/jpeg", caption=NAMES[number % len(NAMES)])
        note = workshop.create_record("note", {"text": "nama"})
        for name in NAMES:
            workshop.attach(note, saved("JPEG"), f"image/{name}", caption=name)
        parts = frozenset(part.id for part in parts_of(ReportKind.LAPORAN, Audience.TEAM))
        options = ReportOptions(ReportKind.LAPORAN, Audience.TEAM, "id", parts)
        content = workshop_content(workshop, options, ReferenceData())
        assert build_report(content, options).startswith(b"%PDF")
        assert b"RAHASIA-EKOR" not in build_report(content, options)
        assert build_word_report(content, options).startswith(b"PK")
        assert workshop.check().problems == []
    assert [one.name for one in tmp_path.iterdir()] == ["a.kotaham"]
    record("D10", "nama dan isi lampiran", len(NAMES) + len(hostile_contents()), 0)
