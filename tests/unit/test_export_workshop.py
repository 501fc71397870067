"""A real file handed out: what the audience may see, whole on the disk, never over the notes."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from kotaham_desktop.application.export_commands import ExportFormat, export_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.messages import MESSAGES, explain

CANARIES = {"L0": "Kenari Nol", "L1": "Kenari Satu", "L2": "Kenari Dua", "L3": "Kenari Tiga"}
VISIBLE = {Audience.TEAM: {"L1", "L2", "L3"}, Audience.PARTICIPANTS: {"L2", "L3"}, Audience.PUBLIC: {"L3"}}


@pytest.fixture
def workshop(tmp_path):
    with Workshop.create(tmp_path / "a.kotaham", author="Rani Penulis") as opened:
        opened.set_fields(WORKSHOP_ID, {"title": "Pelatihan Kota HAM"})
        for level, text in CANARIES.items():
            opened.create_record("note", {"kind": "note", "text": text, "level": level})
        gone = opened.create_record("note", {"kind": "note", "text": "Kenari Terhapus", "level": "L3"})
        opened.delete_record(gone)
        yield opened


def whole_text(path) -> str:
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    return content.decode("utf-8")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "a.csv", "csv.zip"])
def test_an_export_shows_nothing_above_its_audience(workshop, tmp_path, audience, name):
    wanted = ExportFormat("csv" if name == "csv.zip" else name.split(".")[1])
    export_workshop(workshop, audience=audience, format=wanted, output=tmp_path / name)
    text = whole_text(tmp_path / name)
    assert {level for level, canary in CANARIES.items() if canary in text} == VISIBLE[audience]
    assert "Pelatihan Kota HAM" in text
    assert "Terhapus" not in text
    assert "Rani Penulis" not in text
    assert str(tmp_path) not in text


def test_every_kind_of_file_opens_in_its_own_reader(workshop, tmp_path):
    for wanted in ExportFormat:
        written = export_workshop(workshop, audience=Audience.TEAM, format=wanted.value, output=tmp_path / wanted.value)
        assert written == 4
    assert len(json.loads((tmp_path / "json").read_bytes())["records"]["note"]) == 3
    assert "Catatan" in openpyxl.load_workbook(io.BytesIO((tmp_path / "xlsx").read_bytes())).sheetnames
    rows = list(csv.reader(io.StringIO((tmp_path / "csv").read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 5


def test_an_export_can_be_narrowed_to_some_types(workshop, tmp_path):
    count = export_workshop(
        workshop, audience=Audience.TEAM, format=ExportFormat.JSON, output=tmp_path / "a.json", types=("workshop",)
    )
    assert count == 1
    with pytest.raises(ExpectedError):
        export_workshop(
            workshop, audience=Audience.TEAM, format=ExportFormat.JSON, output=tmp_path / "b.json", types=("entah",)
        )


@pytest.mark.parametrize("name", ["a.kotaham", "lain.kotaham", "sub/../a.kotaham"])
def test_a_workshop_is_never_written_over(workshop, tmp_path, name):
    (tmp_path / "sub").mkdir()
    before = workshop.count("note")
    with pytest.raises(ExpectedError) as refusal:
        export_workshop(workshop, audience=Audience.TEAM, format=ExportFormat.JSON, output=tmp_path / name)
    assert refusal.value.code == "export_onto_workshop"
    assert workshop.count("note") == before


def test_a_place_that_takes_no_file_is_told_in_three_sentences(workshop, tmp_path):
    with pytest.raises(ExpectedError) as refusal:
        export_workshop(workshop, audience=Audience.TEAM, format=ExportFormat.JSON, output=tmp_path / "x" / "a.json")
    told = explain(refusal.value)
    assert str(tmp_path / "x" / "a.json") in told.happened
    assert "foldernya tidak ditemukan" in told.happened
    assert told.safe
    assert told.next_step


@pytest.mark.parametrize(
    "code",
    [
        "export_failed", "export_onto_workshop", "image_damaged", "image_heic", "image_too_large", "image_unreadable",
        "image_wrong_kind", "import_damaged", "import_empty", "import_has_problems", "import_locked",
        "import_no_names", "import_too_large", "import_unreadable", "import_wrong_kind", "text_too_long",
    ],
)  # fmt: skip
def test_every_refusal_of_files_and_texts_has_its_sentences(code):
    assert code in MESSAGES
