"""The README's first command on a machine without a display, from the moment everything is installed."""

import os
from pathlib import Path

import pytest

from kotaham_desktop.bootstrap.first_run import SAMPLE, run_headless
from kotaham_desktop.bootstrap.places import Checkout, Unprepared

ROOT = Path(__file__).resolve().parents[2]


def test_it_leaves_the_file_both_reports_and_pictures_of_the_screens(tmp_path):
    folder = tmp_path / "keluaran"
    said: list[str] = []
    assert run_headless(Checkout(ROOT), folder, os.environ, said.append) == 0

    made = {path.name for path in folder.iterdir()}
    assert made == {SAMPLE, "Laporan Kegiatan (tim).pdf", "Ringkasan (publik).pdf", "layar"}
    assert all(path.read_bytes().startswith(b"%PDF-") for path in folder.glob("*.pdf"))
    pictures = list((folder / "layar").iterdir())
    assert len(pictures) >= 6
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert any(str(folder) in line for line in said)


def test_a_program_that_fails_stops_the_job_with_one_sentence(tmp_path):
    (tmp_path / SAMPLE).write_bytes(b"not a workshop")
    with pytest.raises(Unprepared, match="kotaham info"):
        run_headless(Checkout(ROOT), tmp_path, os.environ, print)
