"""What a document says of its own making: its title and the program's name, never who made it, where, when, on what."""

import getpass
import io
import os
import re
import socket
import zipfile
import zlib

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pypdfium2 import PdfDocument

from kotaham_desktop.application.export_commands import ExportFormat, export_content
from kotaham_desktop.application.report_commands import build_report
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.exchange.images import clean_image_file
from kotaham_desktop.reports.options import ReportKind, ReportOptions

AUTHOR, DEVICE = "Rani Penulisnya", "laptop-rani-7"
FORMS = ("json", "xlsx", "csv", "zip", "docx", "pdf", "ringkasan")


@pytest.fixture
def workshop(tmp_path, clock):
    folder = tmp_path / "Folder Pribadi Rani"
    folder.mkdir()
    path = folder / "berkas-rahasia.kotaham"
    with Workshop.create(path, author=AUTHOR, device=DEVICE, clock=clock) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM", "city": "Semarang", "start_date": "2022-08-22"})
        opened.create_record("person", {"name": "Bagus Hermawan"})
        note = opened.create_record("note", {"text": "Air bersih", "level": "L3"})
        story = {"title": "Warung", "narrative": "Buka lagi", "level": "L3", "consent": "anonymous"}
        opened.create_record("experience", story)
        taken = tmp_path / "IMG_2022.jpg"
        camera = Image.Exif()
        camera[0x010F], camera[0x0110], camera[0x0132] = "KAMERAKU", "SERI-9", "2022:08:23 10:42:00"
        Image.new("RGB", (64, 48), "teal").save(taken, exif=camera)
        image = clean_image_file(taken)
        photo = opened.attach(note, image.data, image.media_type, caption="Sumur", level="L1")
        opened.settle([], [(photo, {"level": "L3", "shows_people": "no"})])
        yield opened


def written(workshop, form, audience, tmp_path):
    """The bytes of a document as it would leave."""
    if form in ("pdf", "ringkasan"):
        kind = ReportKind.LAPORAN if form == "pdf" else ReportKind.RINGKASAN
        return build_report(workshop, ReportOptions(kind, audience))
    target = tmp_path / f"keluar.{form}"
    return export_content(workshop, audience=audience, format="csv" if form == "zip" else form, output=target)[0]


def unpacked(content):
    """The document with everything in it that is packed: names and parts of a zip, streams of a PDF."""
    found = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                found += [entry.filename.encode(), entry.comment, entry.extra, package.read(entry)]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(stream.strip(b"\r\n")))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def forbidden(tmp_path):
    user = {getpass.getuser(), os.environ.get("HOSTNAME", ""), socket.gethostname()}
    words = {AUTHOR, "Penulisnya", DEVICE, "berkas-rahasia", "Folder Pribadi", str(tmp_path), tmp_path.name}
    words |= {"KAMERAKU", "SERI-9", "IMG_2022", "2022:08:23", "openpyxl", "python-docx"}
    # A user called "root" would be found in any XML that speaks of its root.
    return words | {name for name in user if len(name) > 5 and name != "localhost"}


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", FORMS)
def test_no_document_says_who_made_it_where_or_on_what(workshop, tmp_path, form, audience):
    content = unpacked(written(workshop, form, audience, tmp_path))
    text = content.decode("utf-8", "ignore") + content.decode("utf-16-be", "ignore")
    assert [word for word in forbidden(tmp_path) if word in text] == []
    for mark in (b"Exif\0", b"GPS", b"<?xpacket", b"dc:creator", b"lastModifiedBy", b"/Author (R", b"rsid"):
        assert mark not in content


@pytest.mark.parametrize("form", ["xlsx", "zip", "docx"])
def test_every_part_of_a_package_bears_the_same_day_that_tells_nothing(workshop, tmp_path, form):
    content = written(workshop, form, Audience.PUBLIC, tmp_path)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.comment == b""


@pytest.mark.parametrize("form", ["pdf", "ringkasan"])
def test_a_pdf_names_its_title_and_the_program_and_a_day_that_tells_nothing(workshop, tmp_path, form):
    document = PdfDocument(written(workshop, form, Audience.PUBLIC, tmp_path))
    try:
        said = document.get_metadata_dict()
    finally:
        document.close()
    assert said["Title"].endswith("Pelatihan Kota HAM")
    assert {said["Producer"], said["Creator"]} <= {"Kota HAM Desktop", ""}
    assert (said["Author"], said["Subject"], said["Keywords"]) == ("", "", "")
    assert said["CreationDate"].startswith(("D:2000", ""))
    assert "2022" not in said["CreationDate"] + said["ModDate"]


def test_a_word_document_names_its_title_and_nothing_else(workshop, tmp_path):
    content = written(workshop, "docx", Audience.PUBLIC, tmp_path)
    said = Document(io.BytesIO(content)).core_properties
    assert said.title == "Laporan Kegiatan: Pelatihan Kota HAM"
    assert (said.author, said.last_modified_by, said.comments, said.category, said.keywords) == ("", "", "", "", "")
    assert said.created is None
    assert said.modified is None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        links = b"".join(package.read(name) for name in names if name.endswith(".rels"))
    assert b"External" not in links
    assert b"http" not in links.replace(b"http://schemas.openxmlformats.org", b"")
    assert [name for name in names if "thumbnail" in name or "custom" in name or "app.xml" in name] == []


def test_a_spreadsheet_names_nothing_at_all(workshop, tmp_path):
    said = load_workbook(io.BytesIO(written(workshop, "xlsx", Audience.PUBLIC, tmp_path))).properties
    assert {said.lastModifiedBy, said.title, said.description, said.keywords} == {None}


def test_every_form_is_looked_at():
    assert {form.value for form in ExportFormat} <= set(FORMS)
